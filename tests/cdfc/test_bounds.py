"""The yearly bounds of Figures 5 and 6 against every assignment of years that what is printed admits."""

from itertools import combinations, pairwise

import pytest

from cdfc.chapters import atlas
from recompute.exact import Interval, as_interval
from recompute.measure import Measure

PEAK = 2
DECADES = {"1981-1990": 4, "1991-2000": 5, "2001-2009": 7}
AUTHORITIES = 6
ENTRY_PEAK, USUAL, ALL = 5, 3, 66


def compositions(total, parts):
    """Every way to write `total` as an ordered sum of `parts` counts, zero included."""
    for bars in combinations(range(total + parts - 1), parts - 1):
        edges = (-1, *bars, total + parts - 1)
        yield [b - a - 1 for a, b in pairwise(edges)]


def admitted(decade):
    """Every distribution of a decade's projects: peaks are high enough, 2006 the highest."""
    years = [str(y) for y in range(int(decade[:4]), int(decade[5:]) + 1)]
    for counts in compositions(DECADES[decade], len(years)):
        found = dict(zip(years, counts, strict=True))
        if "1998" in found and found["1998"] < PEAK:
            continue
        if "2006" in found and found["2006"] < max(counts):
            continue
        yield found


@pytest.fixture
def small(cell, table):
    return table(
        *(cell("tableau_16.projects", str(n), "projects", decade=d) for d, n in DECADES.items()),
        cell("l4051.peak_flow", str(PEAK), "cooperations"),
        cell("l4050.low_flow_maximum", "1", "cooperations"),
        cell("atlas.count", str(AUTHORITIES), "entries", territory="china", item="authorities"),
    )


@pytest.mark.parametrize("decade", DECADES)
def test_a_year_s_projects_take_every_value_between_their_bounds_and_no_other(decade, small):
    found = list(admitted(decade))
    for year in found[0]:
        measure = Measure("m", atlas.in_year(year, decade), "projects", "", [f"year={year}"])
        (result,) = measure.results(small)
        values = {assignment[year] for assignment in found}
        assert as_interval(result.value) == Interval(min(values), max(values)), year


def possible_sums(years, peaks=()):
    """Every sum that these years' first projects can have: at most ENTRY_PEAK each, and as many at a
    peak; up to 1996 no more than USUAL but in a few exceptional years."""
    sums = {(0, 0)}
    for year in years:
        choices = [ENTRY_PEAK] if str(year) in peaks else range(ENTRY_PEAK + 1)
        sums = {
            (total + n, exceptions + (year in atlas.LOW_FLOW and n > USUAL))
            for total, exceptions in sums
            for n in choices
        }
        sums = {(total, e) for total, e in sums if e <= atlas.EXCEPTIONS}
    return {total for total, _ in sums}


@pytest.fixture
def printed(cell, table):
    """What the evaluation prints of first projects."""
    return table(
        cell("l4051.peak_flow", str(ENTRY_PEAK), "cooperations"),
        cell("l4050.low_flow_maximum", str(USUAL), "cooperations"),
        cell("atlas.count", str(ALL), "entries", territory="china", item="authorities"),
    )


def entries(printed):
    return {
        result.key["period"]: result.value
        for measure in atlas.MEASURES
        if measure.id == "dynamics.entries"
        for result in measure.results(printed)
    }


def test_first_projects_of_a_period_have_the_bounds_of_every_admitted_assignment(printed):
    early = possible_sums(atlas.LOW_FLOW)
    late = possible_sums(atlas.HIGH_FLOW, atlas.PEAKS)
    both = [(e, ALL - e) for e in early if ALL - e in late]
    assert entries(printed) == {
        "1981-1996": Interval(min(e for e, _ in both), max(e for e, _ in both)),
        "1997-2009": Interval(min(n for _, n in both), max(n for _, n in both)),
    }


@pytest.mark.parametrize("year", [1981, 1996, 1997, 2009])
def test_first_projects_of_a_year_can_be_none_or_as_many_as_at_a_peak(printed, year):
    measure = Measure("m", atlas.entries_in_year(), "projects", "", [f"year={year}"])
    (result,) = measure.results(printed)
    others = [y for y in (*atlas.LOW_FLOW, *atlas.HIGH_FLOW) if y != year]
    rest = possible_sums(others, atlas.PEAKS)
    feasible = [n for n in range(ALL + 1) if ALL - n in rest and n <= ENTRY_PEAK]
    assert result.value == Interval(min(feasible), max(feasible))
