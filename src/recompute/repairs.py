"""Smallest repairs: which single printed number, put right, makes everything agree again.

After Fellegi and Holt (1976): among the cells of a block of relations that cannot hold together,
those whose change alone satisfies every relation they take part in, and the values that do so.
Where no single cell will do, pairs are tried in which one cell merely follows from the other (a
second mention, a total, a rate). Exact throughout; a block that needs more has no repair here, and
says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from .cells import Cell
from .claims import Relation
from .exact import Interval
from .formula import cells, linear
from .units import unit_of


Repair = dict[Cell, Interval]  # the cells to change together, with the values that repair


@dataclass(frozen=True)
class Block:
    """Relations that fail, tied together by the cells they share, and their smallest repairs."""

    failing: tuple[Relation, ...]
    repairs: tuple[Repair, ...]

    def cells(self) -> set[Cell]:
        """Every printed number that a failing relation of the block rests on."""
        return {c for relation in self.failing for c in relation.members() if c.line is not None}

    def suspects(self) -> set[Cell]:
        """The printed numbers that may be wrong: those of the smallest repairs, if any is known."""
        return set().union(*self.repairs) if self.repairs else self.cells()


def blocks(relations: list[Relation]) -> list[Block]:
    """The failing relations in connected blocks, each with its smallest repairs."""
    groups: list[list[Relation]] = []
    for relation in relations:
        if relation.outcome != "fails":
            continue
        touching = [g for g in groups if any(relation.members() & other.members() for other in g)]
        groups = [g for g in groups if g not in touching]
        groups.append([r for g in touching for r in g] + [relation])
    return [Block(tuple(g), tuple(_single(g, relations) or _pairs(g, relations))) for g in groups]


def _single(failing: list[Relation], relations: list[Relation]) -> list[Repair]:
    shared = set.intersection(*(relation.members() for relation in failing))
    return [{cell: values} for cell in _ordered(shared) if (values := _allowed(cell, relations))]


def _pairs(failing: list[Relation], relations: list[Relation]) -> list[Repair]:
    """Two cells, of which one is only ever a claim: it then follows from whatever the other is."""
    in_formulas = {cell for relation in relations for cell in cells(relation.formula)}
    touched = set().union(*(relation.members() for relation in failing))
    near = [r for r in relations if r.members() & touched]
    found = []
    for follower in _ordered({r.claim for r in near} - in_formulas):
        own = [r for r in near if r.claim == follower]
        others = [r for r in relations if r.claim != follower]
        left = [r for r in failing if r.claim != follower]
        if len(own) != 1 or not left:
            continue
        for cell in _ordered(set.intersection(*(r.members() for r in left)) - {follower}):
            values = _allowed(cell, others)
            if values and values.low == values.high:
                relation = own[0].with_value(cell, values.low)
                if edges := _as_claim(relation):
                    found.append({cell: values, follower: Interval(*edges)})
    return found


def _ordered(found: set[Cell]) -> list[Cell]:
    """The numbers of the report among `found`; what lies outside it is not ours to repair."""
    return sorted((c for c in found if c.line is not None), key=lambda c: (c.line, c.id))


def _allowed(cell: Cell, relations: list[Relation]) -> Interval | None:
    """The values of `cell` under which all these relations hold, all other cells as printed."""
    low, high = Fraction(-(10**15)), Fraction(10**15)
    for relation in (r for r in relations if cell in r.members()):
        edges = _as_claim(relation) if cell == relation.claim else _as_part(cell, relation)
        if edges is None:
            return None
        low, high = max(low, edges[0]), min(high, edges[1])
    if unit_of(cell.unit).counted:
        low, high = Fraction(ceil(low)), Fraction(floor(high))
    return Interval(low, high) if low <= high else None


def _as_claim(relation: Relation) -> tuple[Fraction, Fraction] | None:
    """What could be printed instead, as precisely, for the value recomputed."""
    found, printed = relation.value, relation.claim.printed
    if not isinstance(found, Fraction) or relation.claim in set(cells(relation.formula)):
        return None
    # With a hedge the number said may differ from the value; what is proposed is the value itself.
    half = Fraction(0) if printed.hedge else printed.high - printed.value
    return found - half, found + half


def _as_part(cell: Cell, relation: Relation) -> tuple[Fraction, Fraction] | None:
    """What the cell would have to be for the claim to hold: low ≤ N ÷ D ≤ high, D > 0."""
    form, printed = linear(relation.formula), relation.claim.printed
    if form is None:
        return None
    low, high = Fraction(-(10**15)), Fraction(10**15)
    for edge, sign in ((printed.low, 1), (printed.high, -1)):
        if edge is None:
            continue
        slope = rest = Fraction(0)
        for part, factor in ((form[0], sign), (form[1], -sign * edge)):
            for other, weight in part.items():
                if other == cell:
                    slope += factor * weight
                else:
                    known = Fraction(1) if other is None else other.value
                    if not isinstance(known, Fraction):
                        return None
                    rest += factor * weight * known
        if slope > 0:
            low = max(low, -rest / slope)
        elif slope < 0:
            high = min(high, -rest / slope)
        elif rest < 0:
            return None
    return (low, high) if low <= high else None
