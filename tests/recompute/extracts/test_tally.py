from dataclasses import replace

import pytest

from recompute.extracts.tally import (
    Of,
    Tallied,
    added,
    different,
    each,
    entering,
    largest,
    named,
    rows,
    smallest,
)


def tallied(codes=None, by=("year",), own=(), whole=True):
    return Tallied("t.n", (2007, 2009), 2012, whole, by, codes or {}, list(own), [])


@pytest.mark.parametrize("make", [added, different, each, entering, largest, named, smallest])
def test_what_is_done_with_a_column_goes_by_the_name_of_its_function(make):
    assert make("code") == Of(make.__name__, "code")
    assert rows() == Of("rows")


def test_only_what_adds_up_is_added_to_what_is_printed():
    assert all(of.adds_up for of in (rows(), added("a"), named("a"), each("a")))
    others = different("a"), entering("a"), smallest("a"), largest("a")
    assert not any(of.adds_up for of in others)


def test_the_years_beyond_the_window_start_after_it():
    assert (tallied().period, tallied().added_period) == ("2007-2012", "2010-2012")


@pytest.mark.parametrize(
    ("codes", "dimensions", "holds"),
    [
        ({}, {}, True),
        ({}, {"year": "2007"}, True),
        ({}, {"year": "total"}, False),  # a total is none of its parts
        ({"call": ["annual"]}, {"call": "annual", "year": "2007"}, True),
        ({"call": ["annual"]}, {"call": "triennial", "year": "2007"}, False),
        ({"call": ["annual", "triennial"]}, {"call": "triennial"}, True),
        ({"call": ["annual"]}, {"year": "2007"}, False),
        ({"call": ["total"]}, {"call": "total", "year": "2007"}, True),
        ({"call": ["total"]}, {"call": "total", "year": "total"}, False),
        ({"call": ["annual", "total"]}, {"call": "total"}, False),
    ],
)
def test_a_tally_counts_the_cells_of_its_codes(cell, codes, dimensions, holds):
    assert tallied(codes).holds(cell("t.n", "1", **dimensions)) == holds
    assert not tallied(codes).holds(cell("u.n", "1", **dimensions))


def test_rows_stand_for_a_printed_year_that_they_cover(cell):
    own = [cell("t.n", "1", year="2007")]
    assert tallied(own=own).stands_for(cell("t.n", "2", year="2007"))
    assert not tallied(own=own).stands_for(cell("t.n", "2", year="2008"))
    assert not tallied(own=own).stands_for(cell("u.n", "2", year="2007"))
    themes = {"by": ("theme",), "own": own}
    assert tallied(**themes).stands_for(cell("t.n", "2", theme="a"))
    assert not tallied(**themes, whole=False).stands_for(cell("t.n", "2", theme="a"))


@pytest.mark.parametrize(
    ("dimensions", "later"),
    [
        ({"year": "2009"}, False),
        ({"year": "2010"}, True),
        ({"decade": "2000-2009"}, False),
        ({"decade": "2010-2019"}, True),
        ({}, True),
    ],
)
def test_a_cell_of_rows_is_later_if_it_reaches_beyond_the_window(cell, dimensions, later):
    counted = replace(cell("t.n", "1", **dimensions), evidence="extract")
    assert tallied().is_later(counted) == later
    assert not tallied().is_later(replace(counted, series="u.n"))
    assert not tallied().is_later(cell("t.n", "1", **dimensions))
