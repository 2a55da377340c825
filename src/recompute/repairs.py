"""Smallest repairs: which printed numbers, put right, make everything agree again.

The relations that fail, with all that hang together with them, become one problem of error
localisation; its answer comes back as printed numbers and what could be printed in their place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor
from typing import TypeVar

from .cells import Cell, in_order
from .claims import AT_LEAST, AT_MOST, EQUAL, LEADS_TO, Relation
from .exact import Interval, as_interval, known
from .formula import Formula, Op, cells, linear
from .localise import Domain, Infeasible, Linear, Localiser, Range, Share
from .units import DATE, unit_of

Item = TypeVar("Item")
Repair = dict[Cell, Interval]  # the cells to change together, with the values that repair
MOST_CONFLICTS = 6  # that are looked for; fewer are shown
FAR = Fraction(10**15)  # beyond any amount in euros: stands for « without end »
SIGNS = {EQUAL: "==", AT_MOST: "<=", AT_LEAST: ">="}


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
    # What holds only when cut is a cause of its own, and no rule for others.
    holding = [
        r for r in relations if r.sign != LEADS_TO and r.outcome not in ("fails", "truncated")
    ]
    found = _causes(equal, holding)
    for relation in list(unequal):
        for place, block in enumerate(found):
            if len(block.repairs) == 1 and relation.members & set(block.repairs[0]):
                found[place] = replace(block, failing=(*block.failing, relation))
                unequal.remove(relation)
                break
    found += _causes(unequal, holding)
    found += [Block((r,), tuple(smallest([r], []))) for r in counted]
    found += [Block((r,), ({r.claim: as_interval(known(r.value))},)) for r in led_astray]
    return found


def _causes(failing: list[Relation], holding: list[Relation]) -> list[Block]:
    """A block for each cause, as far as the smallest repairs tell causes apart."""
    found = []
    for group in components(failing, lambda relation: relation.members):
        repairs = smallest(group, holding)
        parts = _independent(repairs, group + holding)
        causes = [[r for r in group if r.members & part] for part in parts]
        if len(parts) < 2 or not all(causes) or set().union(*causes) != set(group):
            found.append(Block(tuple(group), tuple(repairs)))
            continue
        # Alone, a cause may have other repairs as small, which the whole group had hidden.
        found += [Block(tuple(cause), tuple(smallest(cause, holding))) for cause in causes]
    return found


def _independent(repairs: list[Repair], relations: list[Relation]) -> list[set[Cell]]:
    """The cells of the repairs in parts, such that each repair is one choice from every part.

    Cells that never change together are alternatives, and so in one part; those that always do are
    in one if a relation ties them.
    """
    cells = list(dict.fromkeys(cell for repair in repairs for cell in repair))
    together = {(a, b) for repair in repairs for a in repair for b in repair}
    always = {cell for cell in cells if all(cell in repair for repair in repairs)}

    def links(cell: Cell) -> set[object]:
        alternatives = {frozenset((cell, b)) for b in cells if (cell, b) not in together}
        ties = {r for r in relations if cell in r.members} if cell in always else set()
        return {cell} | alternatives | ties

    parts = [set(part) for part in components(cells, links)]
    choices = 1
    for part in parts:
        choices *= len({frozenset(part & set(repair)) for repair in repairs})
    return parts if choices == len(repairs) else [set(cells)]


def is_counted(relation: Relation) -> bool:
    """Does the relation hold a number against a count of things that are not numbers?"""
    members = list(cells(relation.formula))
    return bool(members) and not any(cell.printed for cell in members)


def components(items: list[Item], marks: Callable[[Item], Iterable[object]]) -> list[list[Item]]:
    """The items in connected components, two being tied when their sets of marks meet."""
    found: list[tuple[list[Item], set[object]]] = []
    for item in items:
        own = set(marks(item))
        tied = [group for group in found if group[1] & own]
        found = [group for group in found if group not in tied]
        members = [member for group in tied for member in group[0]] + [item]
        found.append((members, own.union(*(group[1] for group in tied))))
    return [members for members, _ in found]


def smallest(failing: list[Relation], holding: list[Relation]) -> list[Repair]:
    """All repairs of the fewest cells that let `failing` hold and keep the others holding.

    Empty when no change of printed numbers does, or when the relations can all hold after all
    within what the numbers were rounded from.
    """
    problem = Problem(failing + _around(failing, holding))
    localiser = Localiser(problem.domains, problem.rules)
    try:
        sets = localiser.smallest()
    except Infeasible:
        return []
    return [
        {problem.cells[name]: _printable(problem.cells[name], values)
         for name, values in localiser.repairs(changed).items()}
        for changed in sets
        if changed
    ]  # fmt: skip


def conflicts(block: Block) -> list[list[Cell]]:
    """The least sets of printed numbers that the failing relations exclude together."""
    problem = Problem([r for r in block.failing if r.sign != LEADS_TO and not is_counted(r)])
    found = Localiser(problem.domains, problem.rules).conflicts(MOST_CONFLICTS)
    return [sorted((problem.cells[name] for name in names), key=in_order) for names in found]


def _around(failing: list[Relation], holding: list[Relation]) -> list[Relation]:
    """The relations that hang together with the failing ones, however far."""
    reached = set().union(*(r.members for r in failing))
    left, found = list(holding), []
    while near := [r for r in left if r.members & reached]:
        found += near
        left = [r for r in left if r not in near]
        reached = reached.union(*(r.members for r in near))
    return found


class Problem:
    """Relations as rules over cells; what is no linear rule is left out."""

    def __init__(self, relations: list[Relation]):
        self.rules: list[Linear | Share] = []
        self.cells: dict[str, Cell] = {}
        for relation in relations:
            self._add(relation)
        ordered = sorted(self.cells.values(), key=in_order)
        self.domains = {cell.id: domain(cell) for cell in ordered}

    def _add(self, relation: Relation) -> None:
        op = SIGNS[relation.sign]
        parts: list[tuple[Formula, str]]
        match relation.formula:
            case Op("between", (low, high)) | Interval(low, high):
                ends: list[tuple[Formula, str]] = [(low, ">="), (high, "<=")]
                parts = [end for end in ends if op in ("==", end[1])]
            case formula:
                parts = [(formula, op)]
        forms = [(form, op) for part, op in parts if (form := linear(part))]
        if len(forms) < len(parts):
            return
        self.cells[relation.claim.id] = relation.claim
        for (numerator, denominator), op in forms:
            self._rule(relation.claim, self._terms(numerator), self._terms(denominator), op)

    def _terms(self, form: dict[Cell | None, Fraction]) -> dict[str, Fraction]:
        """A linear form by the names of its cells; what a hedge says counts as it is said."""
        terms = {"": Fraction(0)}
        for cell, weight in form.items():
            if cell is None or cell.printed is None or cell.printed.hedge:
                terms[""] += weight * (1 if cell is None else cell.ends.low)
            else:
                self.cells[cell.id] = cell
                terms[cell.id] = weight
        return terms

    def _rule(
        self, claim: Cell, part: dict[str, Fraction], whole: dict[str, Fraction], op: str
    ) -> None:
        if set(whole) - {""}:
            self.rules.append(Share(claim.id, part, whole, op))
            return
        terms = {name: -weight / whole[""] for name, weight in part.items() if name}
        terms[claim.id] = terms.get(claim.id, Fraction(0)) + 1
        self.rules.append(Linear(terms, op, part[""] / whole[""]))


def domain(cell: Cell) -> Domain:
    """What a printed cell may be: what rounds to it; if changed, no count or amount is negative."""
    printed = cell.as_printed
    whole = unit_of(cell.unit).counted and cell.unit != DATE and cell.kind != "duration"
    least = Fraction(0) if cell.kind in ("count", "amount") else None
    low, high = printed.low, printed.high
    if cell.is_exact and not printed.hedge:
        low, high = cell.ends.low, cell.ends.high
    return Domain(low, high, printed.strict, whole, least)


def _printable(cell: Cell, values: Range) -> Interval:
    """What can be printed for these values, with as many digits as the cell has."""
    low = -FAR if values.low is None else values.low
    high = FAR if values.high is None else values.high
    if not cell.as_printed.hedge:  # what it says may differ from the value; give that itself
        step = cell.as_printed.step
        half = Fraction(0) if unit_of(cell.unit).counted or cell.is_exact else step / 2
        low = ceil((low - half) / step) * step  # FAR is so many steps, and stays where it is
        high = floor((high + half) / step) * step
    return Interval(low, max(low, high))
