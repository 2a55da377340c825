"""Exact values: a `Fraction`, an `Interval` of two of them, or `None` for what is not known.

Floats appear nowhere before the drawing of figures.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction
from typing import TypeAlias


@dataclass(frozen=True)
class Interval:
    """All that is known of a quantity: it lies between two exact values, both included.

    Bounds that cross (from tables that contradict themselves) hold no value: nothing printed
    agrees with them.
    """

    low: Fraction
    high: Fraction

    def __contains__(self, value: Fraction | int) -> bool:
        return self.low <= value <= self.high

    def __add__(self, other: Operand) -> Interval:
        other = as_interval(other)
        return Interval(self.low + other.low, self.high + other.high)

    def __neg__(self) -> Interval:
        return Interval(-self.high, -self.low)

    def __sub__(self, other: Operand) -> Interval:
        return self + -as_interval(other)

    def __rsub__(self, other: Operand) -> Interval:
        return -self + other

    def __mul__(self, other: Operand) -> Interval:
        other = as_interval(other)
        corners = [a * b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(min(corners), max(corners))

    def __truediv__(self, other: Operand) -> Interval:
        other = as_interval(other)
        if 0 in other:
            raise ZeroDivisionError("the divisor may be zero")
        return self * Interval(1 / other.high, 1 / other.low)

    def __rtruediv__(self, other: Operand) -> Interval:
        return as_interval(other) / self

    __radd__, __rmul__ = __add__, __mul__


Known: TypeAlias = Fraction | Interval
Value: TypeAlias = Known | None
Operand: TypeAlias = Fraction | int | Interval


def known(value: Value) -> Known:
    """A value that is known; ValueError if it is not."""
    if value is None:
        raise ValueError("the value is not known")
    return value


def exact(value: Value) -> Fraction:
    """The number that a value is; ValueError if it is not known, or only within bounds."""
    if not isinstance(value, Fraction):
        raise ValueError(f"« {value_text(value)} » is not one number")
    return value


def as_interval(value: Operand) -> Interval:
    """The interval that holds just `value`; an interval stays what it is."""
    return value if isinstance(value, Interval) else Interval(Fraction(value), Fraction(value))


def decimal_text(value: Fraction, digits: int = 17) -> str:
    """`value` in plain decimals: all of them when they end, else `digits` significant ones."""
    context = Context(prec=max(digits, len(str(abs(value.numerator)))))
    quotient = context.divide(Decimal(value.numerator), Decimal(value.denominator))
    text = format(quotient, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def value_text(value: Value) -> str:
    """An exact value as the CSV files write it: `12.5`, `1..2` for an interval, nothing for None.

    The contract's form for bounds is `low..high`.
    """
    match value:
        case None:
            return ""
        case Interval(low, high) if low != high:
            return f"{decimal_text(low)}..{decimal_text(high)}"
        case Interval(only, _) | only:
            return decimal_text(only)
