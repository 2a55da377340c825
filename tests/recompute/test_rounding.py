from fractions import Fraction as F

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recompute.rounding import Bounds, bounds, chance, parts, rounded, wholes

RULES = ["up", "down", "even", "half_away_from_zero", "ceiling", "floor", "trunc", "anti_trunc"]


@given(st.fractions(min_value=-50, max_value=50), st.integers(0, 3), st.sampled_from(RULES))
def test_a_number_lies_within_the_bounds_of_what_it_rounds_to(number, digits, rule):
    assert number in bounds(rounded(number, digits, rule), digits, rule)


@given(st.integers(-500, 500), st.integers(0, 2), st.sampled_from(RULES), st.fractions(-1, 1))
def test_what_lies_outside_rounds_to_something_else(number, digits, rule, away):
    shown = F(number, 10**digits)
    other = shown + away * F(2, 10**digits)
    assert (other in bounds(shown, digits, rule)) == (rounded(other, digits, rule) == shown)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("digits", [0, 1])
def test_every_end_belongs_to_the_number_that_it_rounds_to(rule, digits):
    """Random numbers seldom fall on an end: here is each half and each whole unit around zero."""
    unit = F(1, 10**digits)
    for shown in range(-3, 4):
        for quarters in range(-20, 21):
            other = unit * F(quarters, 4)
            inside = other in bounds(shown * unit, digits, rule)
            assert inside == (rounded(other, digits, rule) == shown * unit), (shown, quarters)


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        ("up_from", Bounds(F(16, 10), F(26, 10), True, False)),
        ("down_from", Bounds(F(14, 10), F(24, 10), False, True)),
        ("up_or_down_from", Bounds(F(14, 10), F(26, 10), False, False)),
    ],
)
def test_another_tenth_than_the_fifth_to_round_up_from(rule, found):
    assert bounds(F(2), 0, rule, 6) == found


@pytest.mark.parametrize("asked", [bounds, rounded])
def test_unknown_rules_are_refused(asked):
    with pytest.raises(ValueError, match="no rounding rule is called nearest"):
        asked(F(1), 0, "nearest")


def test_the_wholes_that_a_set_of_percentages_allows():
    """38, 31 and 12 printed 25, 20 and 8 % allow only 152 to 155."""
    shares = [
        (part, bounds(F(percent, 100), 2, "up_or_down"))
        for part, percent in ((38, 25), (31, 20), (12, 8))
    ]
    assert wholes(shares, 400) == [152, 153, 154, 155]
    assert wholes([(38, bounds(F(19, 100), 2, "up_or_down"))], 400) == list(range(195, 206))


@given(st.integers(1, 60), st.integers(0, 2))
def test_the_parts_of_a_whole_are_those_that_can_be_printed_so(whole, digits):
    shown = bounds(F(1, 3).limit_denominator(10**digits), digits, "up_or_down")
    assert list(parts(shown, whole)) == [k for k in range(whole + 1) if F(k, whole) in shown]


def test_ends_that_are_left_out_give_no_parts():
    assert list(parts(Bounds(F(1, 4), F(1, 2)), 4)) == [1, 2]
    assert list(parts(Bounds(F(1, 4), F(1, 2), False, True), 4)) == [2]
    assert list(parts(Bounds(F(1, 4), F(1, 2), True, False), 4)) == [1]
    assert list(parts(Bounds(F(1, 4), F(1, 2), False, False), 4)) == []
    assert list(parts(Bounds(F(-1), F(-1, 2)), 4)) == []


def test_nothing_printed_rules_out_no_whole():
    assert wholes([], 3) == [1, 2, 3]
    assert wholes([(0, Bounds(F(0), F(1, 2)))], 2) == [1, 2]


def test_a_share_out_of_few_is_easily_found_out_and_out_of_many_never():
    assert chance(2, 7) == F(93, 100)
    assert chance(2, 300) == 0


def test_whole_numbers_inside_bounds_respect_their_ends():
    assert list(Bounds(F(1), F(3)).whole()) == [1, 2, 3]
    assert list(Bounds(F(1), F(3), False, False).whole()) == [2]
    assert list(Bounds(F(5, 4), F(7, 4)).whole()) == []


@pytest.mark.parametrize("shown", range(-2, 3))
def test_a_ceiling_or_a_floor_leaves_both_open(shown):
    """Its own ends too: a whole number is neither the one above nor the one below it."""
    for quarters in range(-20, 21):
        number = F(quarters, 4)
        either = {rounded(number, 0, rule) for rule in ("ceiling", "floor")}
        assert (number in bounds(F(shown), 0, "ceiling_or_floor")) == (shown in either)


@pytest.mark.parametrize(
    ("number", "plain", "symmetric"),
    [(F(-5, 2), -2, -3), (F(5, 2), 3, 3), (F(1, 2), 1, 1), (F(0), 0, 0), (F(-7, 3), -2, -2)],
)
def test_below_zero_as_above_it(number, plain, symmetric):
    assert rounded(number, 0, "up") == plain
    assert rounded(number, 0, "up", symmetric=True) == symmetric


@given(st.fractions(min_value=-50, max_value=50))
def test_what_is_moved_away_from_zero_is_never_zero(number):
    assert rounded(number, 0, "anti_trunc") != 0
    assert number not in bounds(F(0), 0, "anti_trunc")


@pytest.mark.parametrize(
    ("number", "moved"), [(F(12, 10), 2), (F(-12, 10), -2), (F(1), 2), (F(0), 1), (F(-1), -2)]
)
def test_cut_then_one_unit_away_from_zero(number, moved):
    assert rounded(number, 0, "anti_trunc") == moved
