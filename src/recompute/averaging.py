"""The two averages of a rate over several years or groups, which are easily taken for each other.

The pooled rate divides the sums; the mean of rates weighs each year or group the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .formula import Formula, Op, value

if TYPE_CHECKING:
    from .claims import Relation


def averaged_otherwise(relation: Relation) -> Formula | None:
    """The average that gives what is printed, where the claimed one does not."""
    other = other_average(relation.formula) if relation.result else None
    found = None if other is None else value(other)
    return other if found is not None and relation.admits(found) else None


def other_average(formula: Formula) -> Formula | None:
    """The mean of rates where the formula pools them, and the other way round; None if neither.

    The rate may stand inside a larger formula, as in 1 − granted ÷ requested.
    """
    match formula:
        case Op("divide", (Op("sum", tops), Op("sum", bottoms))) if _paired(tops, bottoms):
            rates = (Op("divide", pair) for pair in zip(tops, bottoms, strict=True))
            return Op("mean", tuple(rates))
        case Op("mean", parts) if len(parts) > 1:
            rates = [_rate(part) for part in parts]
            if None in rates:
                return None
            tops = tuple(cell for rate in rates for cell in rate.parts[0].parts)
            bottoms = tuple(cell for rate in rates for cell in rate.parts[1].parts)
            return _with_rate(parts[0], Op("divide", (Op("sum", tops), Op("sum", bottoms))))
        case Op(name, (left, right)):
            for parts in ((other_average(left), right), (left, other_average(right))):
                if None not in parts:
                    return Op(name, parts)
    return None


def _paired(tops: tuple, bottoms: tuple) -> bool:
    """Do the cells of the two sums belong together, one by one?"""
    keys = [[tuple(sorted(cell.dimensions.items())) for cell in side] for side in (tops, bottoms)]
    return len(tops) > 1 and keys[0] == keys[1]


def _rate(part: Formula) -> Op | None:
    """The quotient of two sums inside a part of a mean."""
    match part:
        case Op("divide", (Op("sum"), Op("sum"))):
            return part
        case Op(_, (left, right)):
            return _rate(left) or _rate(right)
    return None


def _with_rate(part: Op, rate: Op) -> Op:
    """The part, in which `_rate` finds a quotient, with another one in its place."""
    match part:
        case Op("divide", (Op("sum"), Op("sum"))):
            return rate
        case Op(name, (left, right)) if _rate(left):
            return Op(name, (_with_rate(left, rate), right))
    left, right = part.parts
    return Op(part.name, (left, _with_rate(right, rate)))
