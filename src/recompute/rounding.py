"""Rounding rules, forwards and backwards, and which counts a printed mean or share can come from.

Exact throughout. A printed number stands for the numbers that its rule would have printed as it:
« 42,3 » rounded half up is [42,25; 42,35), cut it is [42,3; 42,4).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

HALF = 5  # tenths of a unit from which one rounds up, unless another threshold is said


@dataclass(frozen=True)
class Bounds:
    """An interval with its ends included or not."""

    low: Fraction
    high: Fraction
    low_included: bool = True
    high_included: bool = True

    def __contains__(self, number: Fraction) -> bool:
        above = number > self.low or (self.low_included and number == self.low)
        below = number < self.high or (self.high_included and number == self.high)
        return above and below

    def whole(self) -> range:
        """The whole numbers inside."""
        first = ceil(self.low) + (self.low == ceil(self.low) and not self.low_included)
        last = floor(self.high) - (self.high == floor(self.high) and not self.high_included)
        return range(first, last + 1)


def decimals(written: str) -> int:
    """How many decimals are written after the point (or the comma)."""
    return len(written.replace(",", ".").partition(".")[2])


def bounds(number: Fraction, digits: int, rule: str, threshold: int = HALF) -> Bounds:
    """What rounds to `number` at `digits` decimals under a rule.

    Rules: `up`, `down` (where a tie goes, `threshold` tenths being the tie), `up_or_down` (both),
    `even`, `half_away_from_zero`, `ceiling`, `floor`, `ceiling_or_floor`, `trunc` (cut),
    `anti_trunc` (cut, then one unit away from zero). Raises ValueError on another rule.
    """
    unit = Fraction(1, 10**digits)
    below, above = unit * Fraction(10 - threshold, 10), unit * Fraction(threshold, 10)
    sign = (number > 0) - (number < 0)
    match rule.removesuffix("_from"):
        case "up":
            return Bounds(number - below, number + above, True, False)
        case "down":
            return Bounds(number - above, number + below, False, True)
        case "up_or_down":
            tie = threshold == HALF  # reached from both sides; else each rule excludes its far end
            return Bounds(number - max(below, above), number + max(below, above), tie, tie)
        case "even":
            even = (number / unit) % 2 == 0
            return Bounds(number - unit / 2, number + unit / 2, even, even)
        case "half_away_from_zero":
            return Bounds(number - unit / 2, number + unit / 2, sign > 0, sign < 0)
        case "ceiling":
            return Bounds(number - unit, number, False, True)
        case "floor":
            return Bounds(number, number + unit, True, False)
        case "ceiling_or_floor":
            return Bounds(number - unit, number + unit, False, False)
        case "trunc":
            return Bounds(
                number - unit * (sign <= 0), number + unit * (sign >= 0), sign > 0, sign < 0
            )
        case "anti_trunc":
            if sign == 0:  # nothing is ever moved to zero
                return Bounds(number, number, False, False)
            inwards = sign < 0 and number != -unit  # zero itself is moved up, to one unit
            return Bounds(number - unit * (sign > 0), number + unit * (sign < 0), sign > 0, inwards)
    raise ValueError(f"no rounding rule is called {rule}")


def rounded(number: Fraction, digits: int, rule: str, symmetric: bool = False) -> Fraction:
    """`number` rounded to `digits` decimals; `symmetric`: below zero as above it.

    Rules as for `bounds`, less those that leave a choice. Raises ValueError on another rule.
    """
    if symmetric and number < 0:
        return -rounded(-number, digits, rule)
    scaled = number * 10**digits
    half = Fraction(1, 2)
    match rule:
        case "up":
            found = floor(scaled + half)
        case "down":
            found = ceil(scaled - half)
        case "even":
            found = round(scaled)
        case "half_away_from_zero":
            found = floor(scaled + half) if scaled > 0 else ceil(scaled - half)
        case "ceiling":
            found = ceil(scaled)
        case "floor":
            found = floor(scaled)
        case "trunc":
            found = int(scaled)
        case "anti_trunc":
            found = int(scaled) + (1 if scaled >= 0 else -1)
        case _:
            raise ValueError(f"no rounding rule is called {rule}")
    return Fraction(found, 10**digits)


def parts(shown: Bounds, whole: int) -> range:
    """The counts out of `whole` whose share lies within `shown` (a plain ratio)."""
    scaled = Bounds(shown.low * whole, shown.high * whole, shown.low_included, shown.high_included)
    found = scaled.whole()
    return range(max(found.start, 0), max(found.stop, max(found.start, 0)))


def wholes(shares: list[tuple[int, Bounds]], up_to: int) -> list[int]:
    """The wholes, up to a limit, of which each of these counts is the share shown beside it."""
    least = max([1, *(part for part, _ in shares)])
    return [
        whole
        for whole in range(least, up_to + 1)
        if all(Fraction(part, whole) in shown for part, shown in shares)
    ]


def chance(digits: int, whole: int) -> Fraction:
    """The odds that a wrong share printed with so many digits would have been found out.

    Of all that could be printed between 0 and 1, the share that no count out of `whole` gives
    (Brown and Heathers 2017, their GRIM probability); none at all once there are as many counts.
    """
    return max(Fraction(0), ratio(digits, whole))


def ratio(digits: int, whole: int) -> Fraction:
    """As `chance`, but below zero when there are more counts than printed shares."""
    return 1 - Fraction(whole, 10**digits)
