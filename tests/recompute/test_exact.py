from decimal import Decimal
from fractions import Fraction as F

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recompute.exact import Interval, decimal_text, exact, known, value_text
from recompute.printed import parse

fractions = st.fractions(min_value=-(10**6), max_value=10**6, max_denominator=10**6)


@st.composite
def intervals_with_a_point(draw):
    low, point, high = sorted(draw(st.tuples(fractions, fractions, fractions)))
    return Interval(low, high), point


@given(intervals_with_a_point(), intervals_with_a_point())
def test_an_operation_on_points_stays_in_the_operation_on_intervals(left, right):
    (a, x), (b, y) = left, right
    assert x + y in a + b
    assert x - y in a - b
    assert x * y in a * b
    if 0 not in b:
        assert x / y in a / b


@given(fractions)
def test_numbers_and_intervals_mix(value):
    around = Interval(value, value)
    assert 1 - around == Interval(1 - value, 1 - value)
    assert 2 * around == around + around == around + value


def test_a_divisor_that_may_be_zero_is_refused():
    with pytest.raises(ZeroDivisionError, match=r"^the divisor may be zero$"):
        1 / Interval(F(-1), F(1))


def test_what_is_not_one_number_is_refused_by_name():
    with pytest.raises(ValueError, match=r"^the value is not known$"):
        known(None)
    with pytest.raises(ValueError, match=r"^« 1\.\.2 » is not one number$"):
        exact(Interval(F(1), F(2)))


def test_bounds_that_cross_hold_nothing():
    crossed = Interval(F(0), F(-422))
    assert not any(F(n) in crossed for n in (-500, -422, -100, 0, 9))
    assert not any(parse(str(n), "persons").admits(crossed) for n in (0, 119, 900))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (F(1, 8), "0.125"),
        (F(-3, 2), "-1.5"),
        (F(37000), "37000"),
        (F(0), "0"),
        (F(1, 3), "0.33333333333333333"),
        (F(21541203, 100), "215412.03"),
        (F(10**20), "100000000000000000000"),
        (F(1, 10**7), "0.0000001"),
        (F(1, 42), "0.02380952380952381"),  # no zero at the end
        (3 + F(1, 3 * 10**20), "3"),
    ],
)
def test_decimals_are_all_written_if_they_end(value, text):
    assert decimal_text(value) == text


@given(fractions)
def test_decimals_that_do_not_end_are_precise(value):
    assert abs(F(Decimal(decimal_text(value))) - value) <= abs(value) / 10**16


def test_a_value_is_written_as_nothing_one_number_or_two():
    assert value_text(None) == ""
    assert value_text(Interval(F(1), F(2))) == "1..2"
    assert value_text(Interval(F(1), F(1))) == "1"
