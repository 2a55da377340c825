from fractions import Fraction as F

import pytest

from recompute import dates, labels
from recompute.exact import Interval
from recompute.units import comparable, digits, in_unit, plain, unit_of, with_unit

DAY, LATER = dates.read("28 octobre 2005")[0], dates.read("2 novembre 2005")[0]


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (F(37000), "KEUR", "37"),
        (F(1, 8), "%", "12.5"),
        (Interval(F(1, 8), F(1, 4)), "%", "12.5..25"),
        (None, "%", ""),
        (DAY, "date", "2005-10-28"),
        (Interval(DAY, DAY), "date", "2005-10-28"),
        (Interval(DAY, LATER), "date", "2005-10-28..2005-11-02"),
        (None, "date", ""),
        (F(11), "table", "11"),
        (F(5), "annex", "E"),
        (labels.read("5.2"), "section", "5.2"),
    ],
)
def test_values_as_the_files_write_them(value, unit, text):
    assert plain(value, unit) == text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (F(1234567), "EUR", "1 234 567 €"),
        (F(2008), "years", "2008,0"),
        (F(3000), "rank", "3000"),
        (F(3000), "projects", "3 000"),
        (Interval(F(1000), F(2000)), "rank", "1000 à 2000"),
        (F(7, 2), "projects", "3,50"),
        (F(3, 1000), "%", "0,30 %"),
        (F(0), "ratio", "0,00"),
        (DAY, "date", "28 octobre 2005"),
        (F(5), "annex", "E"),
        (Interval(F(5), F(5)), "projects", "5"),
        (None, "date", "non connu"),
        (F(4225, 10000), "%", "42,25 %"),
        (Interval(F(29, 10), F(293, 100)), "years", "2,9"),  # both ends read alike
        (Interval(F(29, 10), F(31, 10)), "years", "2,9 à 3,1"),
        (F(5, 2), "projects", "2,50"),
        (Interval(F(292, 100), F(3)), "decades", "2,92 à 3,00"),  # no whole count, nor shown as one
        (Interval(F(2), F(3)), "projects", "2 à 3"),
        (None, "EUR", "non connu"),
    ],
)
def test_values_as_people_read_them(value, unit, text):
    assert with_unit(value, unit) == text


def test_a_tie_is_rounded_away_from_zero_and_nothing_has_no_sign():
    assert [digits(F(n, 2)) for n in (-3, -1, 1, 3)] == ["−2", "−1", "1", "2"]
    assert digits(F(-1, 1000), 2) == "0,00"


def test_what_no_unit_is_called_is_counted():
    assert unit_of("projects").counted
    assert not unit_of("EUR").counted
    assert in_unit(F(2500), "KEUR") == F(5, 2)
    assert in_unit(None, "KEUR") is None


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("KEUR", "EUR", True),
        ("%", "ratio", True),
        ("rank", "years", True),
        ("projects", "entries", True),  # two names of what is counted
        ("years", "decades", False),
        ("EUR", "MUSD", False),
        ("%", "projects", False),
    ],
)
def test_only_what_can_be_the_same_is_held_together(one, other, alike):
    assert comparable(one, other) == comparable(other, one) == alike
