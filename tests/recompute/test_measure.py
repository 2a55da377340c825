from fractions import Fraction as F

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recompute.cells import Cell
from recompute.exact import Interval
from recompute.formula import cells, linear, value, words
from recompute.measure import (
    Measure,
    between,
    bind,
    ceiling,
    column,
    floor,
    growth,
    least,
    mean,
    rank,
    total,
)

X, Y = column("t.x"), column("t.y")


@pytest.fixture
def years(cell, table):
    """Two amounts by year, with their printed totals."""
    return table(
        cell("t.x", "14 000", year="2007"),
        cell("t.x", "104 000", year="2008"),
        cell("t.x", "125 000", year="2009"),
        cell("t.x", "999 999", year="total"),
        cell("t.y", "14 000", year="2007"),
        cell("t.y", "155 377", year="2008"),
        cell("t.y", "251 403", year="2009"),
        cell("t.y", "420 780", year="total"),
    )


def results(measure, rows):
    return {result.id: result.value for result in measure.results(rows)}


def test_one_definition_gives_value_cells_words_and_constraint(years):
    rate = Measure("m.rate", 1 - X.sum() / Y.sum(), "%", "rate", ["period=2007-2009"])
    (result,) = rate.results(years)
    assert result.value == 1 - F(243000, 420780)
    assert [c.written for c in cells(result.formula)] == [
        "14 000", "104 000", "125 000", "14 000", "155 377", "251 403",
    ]  # fmt: skip
    assert words(result.formula, "%").startswith(
        "1 − 243 000 ÷ 420 780 = 42,25 % ; où 243 000 = 14 000 + 104 000"
    )
    numerator, denominator = linear(result.formula)
    at = {c: c.value for c in cells(result.formula)} | {None: F(1)}
    assert (
        sum(w * at[c] for c, w in numerator.items())
        / sum(w * at[c] for c, w in denominator.items())
        == result.value
    )
    assert result.evidence == "printed-components"


def test_the_years_of_a_period_keep_to_the_other_dimensions_of_its_key(cell, table):
    rows = table(
        cell("t.x", "1", year="2007", place="a"),
        cell("t.x", "2", year="2008", place="a"),
        cell("t.x", "4", year="2008", place="b"),
        cell("t.x", "8", year="2010", place="a"),
    )
    measure = Measure("m.n", X.sum() + 0, "EUR", "n", ["place,period=2007-2009"])
    assert results(measure, rows) == {
        "m.n[period=2007-2009,place=a]": 3,
        "m.n[period=2007-2009,place=b]": 4,
    }


def test_what_comes_first_in_an_expression_or_a_list_of_keys_hides_nothing(years):
    lagged = X.before(year=1).sum() / X.sum()
    assert set(results(Measure("m.r", lagged, "ratio", "r", ["year"]), years)) == {
        "m.r[year=2008]", "m.r[year=2009]",
    }  # fmt: skip
    measure = Measure("m.x", X.sum(), "EUR", "x", ["year=2007", "period=2007-2009"])
    found = {result.id for result in measure.results(years, strict=False)}
    assert found == {"m.x[period=2007-2009]"}


@pytest.mark.parametrize("one", [X.sum(), X.mean(), X.min(), X.max()])
def test_a_list_of_one_cell_merely_repeats_it(years, one):
    with pytest.raises(ValueError, match=r"^m\.x\[year=2007\] merely repeats t\.x\[year=2007\]$"):
        results(Measure("m.x", one, "EUR", "x", ["year=2007"]), years)
    count = Measure("m.n", X.count(), "", "n", ["year=2007"])
    assert results(count, years) == {"m.n[year=2007]": 1}


def test_a_year_named_by_the_column_outranks_the_period_of_the_key(years):
    measure = Measure("m.r", X.sum() / X.where(year="2007").sum(), "%", "", ["period=2008-2009"])
    assert results(measure, years) == {"m.r[period=2008-2009]": F(229, 14)}


def test_a_key_that_repeats_a_cell_hides_no_other_key(cell, table):
    rows = table(*(cell("t.x", "1", place=p, k=k) for p, k in (("a", "1"), ("b", "1"), ("b", "2"))))
    measure = Measure("m.x", X.sum(), "EUR", "x", ["place"])
    assert {result.id for result in measure.results(rows, strict=False)} == {"m.x[place=b]"}


def test_bounds_between_two_cells_repeat_neither(years):
    two = Measure("m.b", between(X.sum(), Y.sum()), "EUR", "b", ["year=2008"])
    assert results(two, years) == {"m.b[year=2008]": Interval(F(104000), F(155377))}
    with pytest.raises(ValueError, match=r"^m\.b\[year=2008\] merely repeats t\.x\[year=2008\]$"):
        results(Measure("m.b", between(0, X.sum()), "EUR", "b", ["year=2008"]), years)


def test_a_new_rendering_is_one_walk_over_the_tree(years):
    """A spreadsheet formula, say: the tree holds all it needs."""

    def spreadsheet(formula):
        match formula:
            case F():
                return str(formula)
            case _ if hasattr(formula, "written"):
                return f"{formula.source[5:-4]}!{formula.column}{formula.row}"
        parts = [spreadsheet(part) for part in formula.parts]
        signs = {"add": "+", "subtract": "-", "multiply": "*", "divide": "/"}
        if formula.name in signs:
            return f"({parts[0]}{signs[formula.name]}{parts[1]})"
        return f"{formula.name.upper()}({','.join(parts)})"

    formula = bind(1 - X.sum() / Y.sum(), years, {"year": "2008"})
    assert spreadsheet(formula) == "(1-(SUM(t!x2)/SUM(t!y2)))"


def test_sums_leave_out_totals_and_of_which_rows(cell, table):
    rows = table(
        cell("t.x", "48", kind_of="other"),
        cell("t.x", "28", kind_of="other/economic"),
        cell("t.x", "81", kind_of="authorities"),
        cell("t.x", "129", kind_of="total"),
    )
    assert value(bind(X.sum(), rows, {})) == 129
    assert value(bind(X.where(kind_of="total").sum(), rows, {})) == 129
    assert value(bind(X.where(kind_of="other/economic").sum(), rows, {})) == 28


@pytest.mark.parametrize(
    ("operator", "expected"),
    [("sum", 12), ("count", 4), ("distinct", 3), ("mean", 3), ("min", -2), ("max", 7)],
)
def test_what_a_list_comes_to(cell, table, operator, expected):
    rows = table(*(cell("t.x", w, code=str(i)) for i, w in enumerate(["7", "-2", "7", "0"])))
    assert value(bind(getattr(X, operator)(), rows, {})) == expected


@pytest.mark.parametrize("operator", ["sum", "mean", "min", "max"])
def test_nothing_has_no_sum_and_a_missing_cell_makes_it_unknown(cell, operator):
    aggregate = getattr(X, operator)()
    assert value(bind(aggregate, {"t.x": []}, {})) is None
    assert value(bind(aggregate, {"t.x": [cell("t.x", "n.d."), cell("t.x", "3")]}, {})) is None


def test_nothing_can_be_counted(cell):
    assert value(bind(X.count(), {"t.x": []}, {})) == 0
    assert value(bind(X.distinct(), {"t.x": []}, {})) == 0
    assert value(bind(X.count(), {"t.x": [cell("t.x", "n.d.")]}, {})) == 1


def test_a_zero_denominator_is_unknown_not_an_error(cell, table):
    rows = table(cell("t.x", "3"), cell("t.y", "0"))
    assert value(bind(X.sum() / Y.sum(), rows, {})) is None
    assert value(bind(growth(X.sum(), Y.sum()), rows, {})) is None
    assert results(Measure("m", X.sum() / Y.sum(), "%", ""), rows) == {}


def test_arithmetic_keeps_signs(cell, table):
    rows = table(cell("t.x", "-6"), cell("t.y", "4"))
    x, y = X.sum(), Y.sum()
    for expression, expected in (
        (x + y, -2), (x - y, -10), (x * y, -24), (x / y, F(-3, 2)), (2 - x, 8), (2 * y, 8),
        (growth(x, y), F(-5, 2)), (mean(x, y), -1), (total(x, y, y), 2),
    ):  # fmt: skip
        assert value(bind(expression, rows, {})) == expected


def test_bounds_are_said_to_be_bounds(cell, table):
    rows = table(cell("t.x", "6"), cell("t.y", "4"))
    (result,) = Measure("m", between(0, X.sum() / Y.sum()), "ratio", "").results(rows)
    assert result.value == Interval(F(0), F(3, 2))
    assert result.evidence == "bounded"


def test_a_range_as_input_gives_a_range(cell, table):
    rows = table(cell("t.x", "250 K€ ou 300 K€"), cell("t.y", "8 M€"))
    (result,) = Measure("m", X.sum() / Y.sum(), "%", "").results(rows)
    assert result.value == Interval(F(1, 32), F(3, 80))
    assert result.evidence == "bounded"


def test_keys_by_dimension_window_and_lag(years):
    assert results(Measure("m", X.sum() / Y.sum(), "%", "", ["year"]), years) == {
        "m[year=2007]": 1, "m[year=2008]": F(104000, 155377), "m[year=2009]": F(125000, 251403),
    }  # fmt: skip
    window = results(Measure("m", X.sum() / Y.sum(), "%", "", ["period=2008-2009"]), years)
    assert window == {"m[period=2008-2009]": F(229000, 406780)}
    grown = growth(X.sum(), X.before(year=1).sum())
    assert results(Measure("m", grown, "%", "", ["year"]), years) == {
        "m[year=2008]": F(104000, 14000) - 1, "m[year=2009]": F(125000, 104000) - 1,
    }  # fmt: skip


def test_where_outranks_the_key(cell, table):
    rows = table(cell("t.x", "1", land="china"), cell("t.x", "4", land="world"))
    share = X.sum() / X.where(land="world").sum()
    assert results(Measure("m", share, "%", "", ["land"]), rows)["m[land=china]"] == F(1, 4)


def test_unknown_columns_and_dimensions_are_refused(years):
    with pytest.raises(ValueError, match=r"no raw file has a column t\.z"):
        results(Measure("m", column("t.z").sum(), "EUR", ""), years)
    with pytest.raises(ValueError, match="no column has the dimensions level"):
        results(Measure("m", X.sum() / Y.sum(), "%", "", ["level"]), years)


@given(st.lists(st.integers(-(10**9), 10**9), min_size=2, max_size=8))
def test_the_constraint_holds_at_the_printed_values(numbers):
    """Whatever is linear: value = numerator form ÷ denominator form, exactly."""
    made = [
        Cell(f"t.x[c={i}]", "t.x", "t.csv", i, "x", str(n), 1, 1, "printed-components", value=F(n))
        for i, n in enumerate(numbers)
    ]
    rows = {"t.x": made[1:], "t.y": made[:1]}
    x, y = X.sum(), Y.sum()
    for expression in (x, X.mean(), x - y, 1 - y / x, growth(x, y)):
        formula = bind(expression, rows, {})
        if value(formula) is None:
            continue
        numerator, denominator = linear(formula)
        at = {c: c.value for c in made} | {None: F(1)}
        assert sum(w * at[c] for c, w in numerator.items()) == value(formula) * sum(
            w * at[c] for c, w in denominator.items()
        )


def test_ranks_and_whole_bounds(years):
    at = X.where(year="2008").sum()
    others = [X.where(year=y).sum() for y in ("2007", "2009")]
    second = bind(rank(at, *others), years, {})
    assert value(second) == 2
    assert "rang de 104 000 parmi 14 000 ; 125 000" in words(second, "rank")
    assert value(bind(ceiling(X.sum() / 1000 / 2), years, {})) == 122
    assert value(bind(floor(X.sum() / 1000 / 2), years, {})) == 121
    assert value(bind(least(X.sum(), Y.sum()), years, {})) == 243000


def test_what_is_no_expression_cannot_be_bound(years):
    with pytest.raises(TypeError, match="'sum' is not an expression"):
        bind("sum", years, {})
