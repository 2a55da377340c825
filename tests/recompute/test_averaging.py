from fractions import Fraction as F

import pytest

from recompute.audit import Audit
from recompute.averaging import averaged_otherwise, other_average
from recompute.claims import Relation
from recompute.formula import Op, value
from recompute.measure import Measure, column, mean, total

granted, requested = column("t.granted"), column("t.requested")
YEARS = ("2003", "2004")


def reduction(year):
    return 1 - granted.where(year=year).sum() / requested.where(year=year).sum()


def summed(series):
    return total(*(series.where(year=year).sum() for year in YEARS))


@pytest.fixture
def result(cell, table):
    """A function that gives the result of an expression over two years of grants."""

    def make(expression, first=("10", "40"), second=("90", "100")):
        cells = [
            cell(f"t.{name}", written, year=year)
            for year, pair in zip(YEARS, (first, second), strict=True)
            for name, written in zip(("granted", "requested"), pair, strict=True)
        ]
        (found,) = Measure("m", expression, "%", "rate").results(table(*cells))
        return found

    return make


@pytest.fixture
def rate(result):
    return lambda expression: result(expression).formula


POOLED, MEAN = F(100, 140), F(1, 2) * (F(10, 40) + F(90, 100))


def test_a_pooled_rate_becomes_a_mean_of_rates(rate):
    formula = rate(granted.sum() / requested.sum())
    assert value(formula) == POOLED
    assert value(other_average(formula)) == MEAN


def test_a_pooled_rate_inside_a_larger_formula_becomes_a_mean_of_rates(rate):
    formula = rate(1 - granted.sum() / requested.sum())
    assert value(other_average(formula)) == 1 - MEAN
    growth = rate(granted.sum() / requested.sum() - 1)
    assert value(other_average(growth)) == MEAN - 1


def test_a_mean_of_rates_becomes_a_pooled_rate(rate):
    formula = rate(mean(*map(reduction, YEARS)))
    assert value(formula) == 1 - MEAN
    assert value(other_average(formula)) == 1 - POOLED


@pytest.mark.parametrize(
    "expression",
    [
        granted.sum(),
        granted.where(year="2003").sum() / requested.sum(),
        granted.where(year="2003").sum() / requested.where(year="2003").sum(),
        mean(reduction("2003")),
        mean(granted.where(year="2003").sum(), requested.where(year="2004").sum()),
        summed(granted) / summed(requested),  # sums of sums
    ],
)
def test_what_is_no_rate_over_several_years_has_no_other_average(rate, expression):
    assert other_average(rate(expression)) is None


def test_sums_over_other_years_do_not_belong_together(cell):
    tops, bottoms = (
        tuple(cell(f"t.{name}", "10", year=year) for year in years)
        for name, years in (("granted", YEARS), ("requested", ("2004", "2005")))
    )
    assert other_average(Op("divide", (Op("sum", tops), Op("sum", bottoms)))) is None


def test_a_rate_may_stand_on_either_side_of_what_is_averaged(rate):
    def increase(year):
        return granted.where(year=year).sum() / requested.where(year=year).sum() - 1

    formula = rate(mean(*map(increase, YEARS)))
    assert value(formula) == MEAN - 1
    assert value(other_average(formula)) == POOLED - 1


@pytest.mark.parametrize(
    ("printed", "first", "found", "kinds"),
    [
        ("57,5 %", ("10", "40"), MEAN, ["pooled-or-mean"]),
        ("71,4 %", ("10", "40"), None, []),  # what it claims to be
        ("60 %", ("10", "40"), None, ["recomputation"]),  # neither
        ("57,5 %", ("0", "0"), None, ["recomputation"]),  # one year has no rate
    ],
)
def test_a_printed_rate_that_the_other_average_gives_is_recognised(
    cell, result, printed, first, found, kinds
):
    share = cell("p.share", printed, "%", 9, "p.share", "share")
    pooled = result(granted.sum() / requested.sum(), first)
    relation = Relation(share, pooled.formula, pooled)
    other = averaged_otherwise(relation)
    assert (other and value(other)) == found
    assert averaged_otherwise(Relation(share, pooled.formula, None)) is None
    assert [one.kind for one in Audit([share], [relation], {}, []).findings] == kinds
