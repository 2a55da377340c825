from dataclasses import replace
from fractions import Fraction as F

import pytest

from recompute.chapter import load_tallied, save_tallied
from recompute.extracts.editions import as_results, beyond, stand_in
from recompute.extracts.tally import Tallied
from recompute.measure import Measure, column, growth

GRANTED = column("t.granted")
TOTAL = Measure("m.total", GRANTED.sum(), "EUR", "Total", ["", "year", "period=2007-2009"])
GROWTH = Measure("m.growth", growth(GRANTED.sum(), GRANTED.before(year=1).sum()), "%", "", ["year"])


@pytest.fixture
def counted(cell):
    """A function that makes the cell that rows were counted into."""

    def make(series, written, unit="EUR", **dimensions):
        made = cell(series, written, unit, **dimensions)
        id = f"rows.{made.id}" + ("" if "year" in dimensions else str(dimensions.get("part", "")))
        return replace(made, id=id, evidence="extract", tallied=1, line=None)

    return make


@pytest.fixture
def later(counted):
    """What rows give for the year after the report."""
    return [counted("t.granted", "45", year="2010")]


def tallied(series="t.granted", by=("year",), own=(), longer=(), whole=True):
    return Tallied(series, (2007, 2009), 2010, whole, by, {}, list(own), list(longer))


@pytest.fixture
def printed(cell):
    amounts = {"2007": "10", "2008": "20", "2009": "30", "total": "60"}
    return [cell("t.granted", amount, year=year) for year, amount in amounts.items()]


def values(results):
    return {r.id: r.value for r in results}


def test_rows_stand_in_for_what_is_printed_but_not_for_its_total(printed, counted):
    own = [counted("t.granted", "11", year="2007")]
    cells = stand_in(printed, [tallied(own=own)])
    assert [c.id for c in cells if c.evidence == "extract"] == ["rows.t.granted[year=2007]"]
    printed_left = [c.written for c in cells if c.evidence != "extract"]
    assert printed_left == ["20", "30", "60"]


def test_a_printed_number_that_no_row_gives_is_a_zero(cell, counted):
    printed = [cell("t.count", "3", "projects", theme=t) for t in ("a", "b")]
    own = [counted("t.count", "2", "projects", theme="a")]
    cells = stand_in(printed, [tallied("t.count", ("theme",), own)])
    assert values(as_results(cells)) == {"t.count[theme=a]": F(2), "t.count[theme=b]": F()}


def test_years_after_the_report_never_enter_its_own_edition(printed, later):
    assert stand_in(printed, [tallied(longer=later)]) == printed


def test_the_longer_edition_takes_printed_years_beside_rows(printed, later):
    found = values(beyond(printed, [TOTAL, GROWTH], [tallied(longer=later)], []))
    assert found["m.total[period=2007-2010]"] == 105
    assert found["t.granted[year=2010]"] == 45
    assert found["m.growth[year=2010]"] == F(1, 2)  # over the 30 that are printed for 2009
    assert "m.growth[year=2009]" not in found


def test_what_adds_up_takes_the_printed_sum_of_the_years_before(cell, counted):
    printed = [cell("t.sum", "100", contract="annual")]
    later = [counted("t.sum", "7", contract="annual")]
    one = tallied("t.sum", ("contract",), longer=later, whole=False)
    measure = Measure("m.sum", column("t.sum").sum() * 2, "EUR", "")
    found = values(beyond(printed, [measure], [one], []))
    assert found["t.sum[contract=annual,period=2007-2010]"] == 107
    assert found["m.sum[period=2007-2010]"] == 214


def test_rows_of_added_years_alone_do_not_pass_for_the_whole_period(cell, counted):
    printed = [cell("t.grants", "12", "projects", territory="china")]
    later = [
        counted("t.grants", "5", "projects", territory="china"),
        replace(counted("t.grants", "9", "projects", territory="mali"), id="rows.mali"),
    ]
    one = tallied("t.grants", ("territory",), longer=later, whole=False)
    measure = Measure("m.sum", column("t.grants").sum() * 1, "projects", "", ["territory", ""])
    found = values(beyond(printed, [measure], [one], []))
    assert found == {
        "t.grants[period=2007-2010,territory=china]": F(17),
        "t.grants[period=2010-2010,territory=mali]": F(9),
        "m.sum[period=2007-2010,territory=china]": F(17),
        "m.sum[period=2007-2010]": F(17),
    }


def test_a_measure_of_what_no_rows_were_counted_into_does_not_grow(printed, later, cell):
    other = cell("t.other", "5", year="2008")
    measure = Measure("m.other", column("t.other").sum() * 1, "EUR", "", ["year"])
    found = beyond([*printed, other], [measure], [tallied(longer=later)], [])
    assert [r.measure for r in found] == ["t.granted"]


def test_a_name_is_no_zero_and_nor_is_what_no_row_by_itself_says(cell, counted):
    name = cell("t.who", "Lyon", None, row="2")
    amount = cell("t.sum", "5", theme="a")
    row = replace(counted("t.sum", "1", theme="b"), tallied=None)
    own = counted("t.who", "1")
    assert stand_in([name], [tallied("t.who", (), [own])]) == [own]
    assert stand_in([amount], [tallied("t.sum", ("theme",))]) == []  # no rows at all
    assert stand_in([amount], [tallied("t.sum", ("theme",), [row])]) == [row]


def test_a_printed_sum_of_all_years_is_not_added_to_the_years(printed, later, cell):
    all_years = cell("t.granted", "60", id="t.granted_in_all")
    one = tallied(longer=later, whole=False)
    found = values(beyond([*printed, all_years], [TOTAL], [one], []))
    assert found["m.total[period=2007-2010]"] == 105


def test_what_the_own_edition_has_is_not_given_again(printed, later):
    (known,) = beyond(printed, [], [tallied(longer=later)], [])
    assert beyond(printed, [], [tallied(longer=later)], [known]) == []


def test_a_decade_that_was_not_over_is_completed(cell, counted):
    printed = [cell("t.p", "77", "projects", decade="2001-2009")]
    later = [counted("t.p", "5", "projects", decade="2001-2010")]
    one = tallied("t.p", ("decade",), longer=later, whole=False)
    (result,) = beyond(printed, [], [one], [])
    assert (result.id, result.value, result.added) == ("t.p[decade=2001-2010]", F(82), True)
    assert result.evidence == "printed-components"


def test_a_decade_before_the_added_years_does_not_grow(counted):
    decades = [
        replace(counted("t.p", "5", "projects", decade=d), id=f"rows.{d}")
        for d in ("1991-2000", "2001-2010")
    ]
    one = tallied("t.p", ("decade",), longer=decades)
    measure = Measure("m.old", column("t.p").where(decade="1991-2000").count(), "projects", "")
    assert "m.old" not in {r.measure for r in beyond([], [measure], [one], [])}


def test_a_measure_of_named_years_does_not_pretend_to_grow(printed, later):
    named = Measure("m.two", GRANTED.where(year=("2008", "2009")).sum(), "EUR", "")
    assert "m.two" not in {r.measure for r in beyond(printed, [named], [tallied(longer=later)], [])}


def test_tallies_are_kept_and_read_again(tmp_path, counted, later):
    one = tallied(own=[counted("t.granted", "11", year="2007")], longer=later)
    save_tallied(tmp_path / "t.json", [one])
    assert load_tallied(tmp_path / "t.json") == [one]


def test_a_printed_year_that_rows_also_give_is_not_counted_twice(printed, counted, later):
    own = [counted("t.granted", "31", year="2009")]
    one = tallied(own=own, longer=[*own, *later])
    found = values(beyond(printed, [TOTAL, GROWTH], [one], []))
    assert found["m.total[period=2007-2010]"] == 10 + 20 + 31 + 45
    assert found["m.growth[year=2010]"] == F(45, 31) - 1


def test_years_that_files_cover_only_in_part_are_each_taken_by_themselves(printed, later):
    found = values(beyond(printed, [TOTAL], [tallied(longer=later, whole=False)], []))
    assert found["m.total[period=2007-2010]"] == 105


def test_a_row_by_itself_and_a_sum_that_is_unknown_are_no_series(cell, counted):
    row = replace(counted("t.who", "1", year="2010"), tallied=None)
    unknown = replace(counted("t.sum", "1", year="2010"), printed=None, value=None)
    growing = [tallied("t.who", longer=[row]), tallied("t.sum", longer=[unknown])]
    assert beyond([], [], growing, []) == []


def test_a_measure_that_the_longer_years_do_not_allow_is_left_out(printed, later):
    by_theme = Measure("m.theme", GRANTED.sum() * 2, "EUR", "", ["theme"])
    found = values(beyond(printed, [by_theme, TOTAL], [tallied(longer=later)], []))
    assert "m.total[period=2007-2010]" in found
    assert not [name for name in found if name.startswith("m.theme")]
