"""The two averages of a rate over several years or groups, which are easily taken for each other.

The pooled rate divides the sums; the mean of rates weighs each year or group the same.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

from .cells import Cell
from .formula import Formula, Op, value

if TYPE_CHECKING:
    from .claims import Relation

Parts: TypeAlias = tuple[Formula, ...]


def averaged_otherwise(relation: Relation) -> Op | None:
    """The average that gives what is printed, where the claimed one does not."""
    other = other_average(relation.formula) if relation.result else None
    found = None if other is None else value(other)
    return other if found is not None and relation.admits(found) else None


def other_average(formula: Formula) -> Op | None:
    """The mean of rates where the formula pools them, and the other way round; None if neither.

    The rate may stand inside a larger formula, as in 1 − granted ÷ requested.
    """
    match formula:
        case Op("divide", (Op("sum", tops), Op("sum", bottoms))) if _paired(tops, bottoms):
            pairs = zip(tops, bottoms, strict=True)
            return Op("mean", tuple(Op("divide", pair) for pair in pairs))
        case Op("mean", parts) if len(parts) > 1:
            rates = [rate for part in parts if (rate := _rate(part))]
            if len(rates) < len(parts):
                return None
            tops, bottoms = (tuple(chain.from_iterable(side)) for side in zip(*rates, strict=True))
            return _with_rate(parts[0], Op("divide", (Op("sum", tops), Op("sum", bottoms))))
        case Op(name, (left, right)):
            if other := other_average(left):
                return Op(name, (other, right))
            if other := other_average(right):
                return Op(name, (left, other))
    return None


def _paired(tops: Parts, bottoms: Parts) -> bool:
    """Do the cells of the two sums belong together, one by one?"""
    keys = [[c.dimensions for c in side if isinstance(c, Cell)] for side in (tops, bottoms)]
    return 1 < len(tops) == len(bottoms) == len(keys[0]) and keys[0] == keys[1]


def _rate(part: Formula) -> tuple[Parts, Parts] | None:
    """What is added up above and below the bar of the quotient inside a part of a mean."""
    match part:
        case Op("divide", (Op("sum", tops), Op("sum", bottoms))):
            return tops, bottoms
        case Op(_, (left, right)):
            return _rate(left) or _rate(right)
    return None


def _with_rate(part: Formula, rate: Op) -> Op:
    """The part, in which `_rate` finds a quotient, with another one in its place."""
    match part:
        case Op("divide", (Op("sum"), Op("sum"))):
            return rate
        case Op(name, (left, right)) if _rate(left):
            return Op(name, (_with_rate(left, rate), right))
        case Op(name, (left, right)):
            return Op(name, (left, _with_rate(right, rate)))
    raise ValueError(f"{part} holds no rate")
