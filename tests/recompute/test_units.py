from fractions import Fraction as F

import pytest

from recompute.exact import Interval
from recompute.units import comparable, with_unit


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (F(4225, 10000), "%", "42,25 %"),
        (Interval(F(29, 10), F(293, 100)), "years", "2,9"),  # both ends read alike
        (Interval(F(29, 10), F(31, 10)), "years", "2,9 à 3,1"),
        (F(5, 2), "projects", "2,50"),
        (Interval(F(292, 100), F(3)), "decades", "2,92 à 3,00"),  # no whole count, nor shown as one
        (Interval(F(2), F(3)), "projects", "2 à 3"),
        (None, "EUR", "non connu"),
    ],
)
def test_values_are_shown_as_people_read_them(value, unit, shown):
    assert with_unit(value, unit) == shown


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
