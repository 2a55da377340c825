"""Smallest repairs: which printed numbers, put right, make everything agree again.

After Fellegi and Holt (1976), for the case that reports are made of: at most one basic number is
wrong, together with those that merely follow from others (a second mention, a total, a rate). Such
followers take whatever value the rest gives them, so that only one unknown is left, and its
allowed values are an intersection of intervals. Exact throughout. A block that needs two basic
numbers changed gets no repair here, and says so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations
from math import ceil, floor

from .cells import Cell, in_order
from .claims import AT_LEAST, AT_MOST, EQUAL, LEADS_TO, Relation
from .exact import Interval, as_interval
from .formula import Formula, Op, cells, linear

Repair = dict[Cell, Interval]  # the cells to change together, with the values that repair
FAR = Fraction(10**15)  # beyond any amount in euros


@dataclass(frozen=True)
class Block:
    """Relations that fail for one cause, and the smallest repairs found (several: a tie)."""

    failing: tuple[Relation, ...]
    repairs: tuple[Repair, ...]

    def cells(self) -> set[Cell]:
        """Every number that a failing relation of the block rests on."""
        return {c for relation in self.failing for c in relation.members if c.printed}

    def suspects(self) -> set[Cell]:
        """The numbers that may be wrong: those of the smallest repairs, if any is known."""
        return set().union(*self.repairs) if self.repairs else self.cells()


def blocks(relations: list[Relation]) -> list[Block]:
    """The failing relations in blocks that share cells, one for each cause where that is known.

    Two kinds are blocks of their own: a reference that leads elsewhere, since what it should say is
    no doubt; and a number that a list parts from, since the list may lack what the number counts,
    and so must not decide between printed numbers. What is said to come first, or to be at most so
    much, joins the block whose one repair mends it too; else it is a cause of its own.
    """
    failing = [relation for relation in relations if relation.outcome == "fails"]
    led_astray = [r for r in failing if r.sign == LEADS_TO]
    counted = [r for r in failing if r.sign != LEADS_TO and is_counted(r)]
    equal = [r for r in failing if r.sign == EQUAL and r not in counted]
    unequal = [r for r in failing if r.sign in (AT_MOST, AT_LEAST) and r not in counted]
    holding = [r for r in relations if r.sign != LEADS_TO and r not in failing]
    found = _causes(equal, holding)
    for relation in list(unequal):
        for place, block in enumerate(found):
            if len(block.repairs) == 1 and relation.members & set(block.repairs[0]):
                found[place] = replace(block, failing=(*block.failing, relation))
                unequal.remove(relation)
                break
    found += _causes(unequal, holding)
    found += [Block((r,), tuple(_smallest([r], [r]))) for r in counted]
    found += [Block((r,), ({r.claim: as_interval(r.value)},)) for r in led_astray]
    return found


def _causes(failing: list[Relation], holding: list[Relation]) -> list[Block]:
    """A block for each cause: a single smallest repair falls into parts that nothing ties."""
    found = []
    for group in components(failing, lambda relation: relation.members):
        relations = group + holding
        repairs = _smallest(group, relations)
        if len(repairs) != 1:
            found.append(Block(tuple(group), tuple(repairs)))
            continue
        ties = {cell: {r for r in relations if cell in r.members} for cell in repairs[0]}
        for part in components(list(ties), ties.get):
            cause = [r for r in group if r.members & set(part)]
            # Alone, a cause may have other repairs as small, which the whole group had hidden.
            own = _smallest(cause, cause + holding)
            found.append(Block(tuple(cause), tuple(own)))
    return found


def is_counted(relation: Relation) -> bool:
    """Does the relation hold a number against a count of things that are not numbers?"""
    members = list(cells(relation.formula))
    return bool(members) and not any(cell.printed for cell in members)


def components(items: list, marks: Callable) -> list[list]:
    """The items in connected components, two being tied when their sets of marks meet."""
    found: list[tuple[list, set]] = []
    for item in items:
        own = set(marks(item))
        tied = [group for group in found if group[1] & own]
        found = [group for group in found if group not in tied]
        members = [member for group in tied for member in group[0]] + [item]
        found.append((members, own.union(*(group[1] for group in tied))))
    return [members for members, _ in found]


def _smallest(failing: list[Relation], relations: list[Relation]) -> list[Repair]:
    """All repairs of the smallest size among those with at most one basic number."""
    used = {cell for relation in relations for cell in cells(relation.formula)}
    followers = {relation.claim for relation in relations} - used
    basic = {c for r in failing for c in r.members if c.printed} - followers
    best: list[Repair] = []
    for base in [None, *sorted(basic, key=in_order)]:
        forced = {r.claim for r in failing if base not in r.members}
        if not forced <= followers:
            continue  # a failing relation that neither the base nor a follower could mend
        touched = {r.claim for r in relations if base in r.members} & followers - forced
        for extra in range(min(len(touched), 3) + 1):
            size = len(forced) + extra + (base is not None)
            if best and size > len(best[0]):
                break
            for more in combinations(sorted(touched, key=in_order), extra):
                repair = _repair(base, forced | set(more), relations)
                if repair is not None:
                    best = [repair] if not best or size < len(best[0]) else [*best, repair]
    return best


def _repair(base: Cell | None, changed: set[Cell], relations: list[Relation]) -> Repair | None:
    """The values of `base` and of the followers in `changed` under which every relation holds."""
    repair: Repair = {}
    if base is not None:
        values = _allowed(base, [r for r in relations if r.claim not in changed])
        if values is None:
            return None
        repair[base] = values
    for follower in sorted(changed, key=in_order):
        low, high = -FAR, FAR
        for relation in (r for r in relations if r.claim == follower):
            edges = [_as_claim(at) for at in _at_ends(relation, base, repair)]
            if None in edges:
                return None
            low = max(low, min(edge[0] for edge in edges))
            high = min(high, max(edge[1] for edge in edges))
        printable = _printable(follower, low, high)
        if printable is None:
            return None
        repair[follower] = printable
    return repair


def _printable(cell: Cell, low: Fraction, high: Fraction) -> Interval | None:
    """What can be printed between two values, with as many digits as the cell has."""
    if cell.kind in ("count", "amount"):  # a rate may turn negative, these may not
        low = max(low, Fraction(0))
    if not cell.printed.hedge:  # what a hedge says may differ from the value; give that itself
        step = cell.printed.step
        low, high = ceil(low / step) * step, floor(high / step) * step
    return Interval(low, high) if -FAR < low <= high < FAR else None


def _at_ends(relation: Relation, base: Cell | None, repair: Repair) -> list[Relation]:
    """The relation with the base at either end of what repairs it."""
    if base is None or base not in relation.members:
        return [relation]
    return [relation.with_value(base, end) for end in {repair[base].low, repair[base].high}]


def _allowed(cell: Cell, relations: list[Relation]) -> Interval | None:
    """The values of `cell` under which all these relations hold, all other cells as printed."""
    low, high = -FAR, FAR
    for relation in (r for r in relations if cell in r.members):
        edges = _as_claim(relation) if cell == relation.claim else _as_part(cell, relation)
        if edges is None:
            return None
        low, high = max(low, edges[0]), min(high, edges[1])
    return _printable(cell, low, high)


def _as_claim(relation: Relation) -> tuple[Fraction, Fraction] | None:
    """What could be printed instead, as precisely, for the value recomputed."""
    found, printed = relation.value, relation.claim.printed
    if found is None:
        return None
    found = as_interval(found)
    half = Fraction(0) if printed.hedge else printed.high - as_interval(printed.value).high
    low = -FAR if relation.sign == AT_MOST else found.low - half
    high = FAR if relation.sign == AT_LEAST else found.high + half
    return low, high


def _as_part(cell: Cell, relation: Relation) -> tuple[Fraction, Fraction] | None:
    """What the cell would have to be for the claim to admit the formula's value."""
    formula, printed = relation.formula, relation.claim.printed
    lower, upper = (
        formula.parts
        if isinstance(formula, Op) and formula.name == "between"
        else (formula, formula)
    )
    low, high = -FAR, FAR
    for part, edge, sign in ((upper, printed.low, 1), (lower, printed.high, -1)):
        if edge is None or relation.sign == (AT_LEAST if sign == 1 else AT_MOST):
            continue
        edges = _half_line(cell, part, edge, sign)
        if edges is None:
            return None
        low, high = max(low, edges[0]), min(high, edges[1])
    return (low, high) if low <= high else None


def _half_line(cell: Cell, formula: Formula, edge: Fraction, sign: int):
    """Where sign·(N − edge·D) ≥ 0, for the formula N ÷ D with D > 0, as a function of `cell`."""
    form = linear(formula)
    if form is None:
        return None
    slope = rest = Fraction(0)
    for part, factor in ((form[0], Fraction(sign)), (form[1], -sign * edge)):
        for other, weight in part.items():
            if other == cell:
                slope += factor * weight
                continue
            known = Fraction(1) if other is None else other.value
            if not isinstance(known, Fraction):
                return None
            rest += factor * weight * known
    if slope == 0:
        return (-FAR, FAR) if rest >= 0 else None
    return (-rest / slope, FAR) if slope > 0 else (-FAR, -rest / slope)
