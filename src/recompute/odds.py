"""How much a check says: the odds that a wrong number would have passed it."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

from .claims import AT_LEAST, AT_MOST, Relation
from .exact import as_interval


def passing(relation: Relation) -> Fraction | None:
    """The share of all numbers as long as the printed one that would pass too.

    As long: as many digits, the last one worth the same (0 to 9 for one digit). None where that
    means nothing: for dates, hedges and numbers in words, and where the value is not known.
    """
    printed, found = relation.printed, relation.value
    if found is None or printed.hedge or not isinstance(printed.value, Fraction):
        return None
    steps = abs(printed.value) / printed.step
    if steps.denominator != 1 or not relation.claim.written[:1].isdigit():
        return None
    length = len(str(int(steps)))
    first, last = (10 ** (length - 1) if length > 1 else 0), 10**length - 1
    edges, rounding = as_interval(found), printed.value - printed.low
    low = ceil((edges.low - rounding) / printed.step) if relation.sign != AT_MOST else first
    high = floor((edges.high + rounding) / printed.step) if relation.sign != AT_LEAST else last
    inside = min(high, last) - max(low, first) + 1
    return Fraction(max(inside, 0), last - first + 1)
