"""Claims: what each printed number says, as relations between it and a formula.

A claims file maps printed numbers to measures. On the left an address of one printed number, a
series (all its cells that are no totals), or `series[total]` (its printed totals). On the right the
address of a result, or `= address` for a second mention of the same quantity, `<= address` or `>=
address` for a mention or a result that cannot be exceeded or gone below, or a list of these; for a
series a measure or series without a key takes that of each cell, less its totals.

Some claims need no file: mentions of one quantity agree, what ends (`x.until`) does not end before
it starts (`x.from`), a reference leads to the label of what it is about, and no date but a planned
one is later than the report.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import combinations, product

from .cells import Cell, address, canonical, in_order
from .errors import InputError
from .exact import Interval, Known, Value, as_interval
from .formula import Formula, Op, cells, spread, value
from .measure import Result
from .printed import Printed
from .units import DATE, comparable
from .wording import TOTAL

EQUAL, AT_MOST, AT_LEAST, LEADS_TO = "=", "<=", ">=", "->"
START, END = ".from", ".until"  # what the quantities of a period's two dates end with
# Kinds of printed cells: references and plans claim by themselves, labels are no numbers to check.
REFERENCE, PLANNED, LABEL = "reference", "planned", "label"


@dataclass(frozen=True)
class Relation:
    """One printed number (`claim`) and a formula that it should agree with.

    `result` is the measure behind the formula, or None when the formula is just another mention.
    `sign`: the claim equals the formula, is at most or at least that, or is a reference that leads
    to the label that the formula is.
    """

    claim: Cell
    formula: Formula
    result: Result | None
    sign: str = EQUAL

    def __hash__(self) -> int:
        return hash((self.claim, self.result and self.result.id))

    @property
    def printed(self) -> Printed:
        """What the claim stands for."""
        return self.claim.as_printed

    @cached_property
    def value(self) -> Value:
        """The formula's value."""
        return value(self.formula)

    @cached_property
    def outcome(self) -> str:
        """How the printed string stands to the value.

        `reproduced`, `truncated`, `holds` (a hedge), `compatible` (another mention, bounds, or only
        within what the formula's own numbers were rounded from), `fails`, or `untested` when the
        value cannot be known.
        """
        found, printed = self.value, self.printed
        if found is None:
            return "untested"
        if self.admits(found):
            if self.sign == LEADS_TO:
                return "reproduced"
            if isinstance(found, Interval) or self.sign != EQUAL:
                return "compatible"
            if printed.hedge:
                return "holds"
            return "compatible" if self.result is None else "reproduced"
        if isinstance(found, Fraction) and self.result is not None and printed.cut_from(found):
            return "truncated"
        wide = spread(self.formula) if self.result else None
        return "compatible" if wide is not None and self.admits(wide) else "fails"

    def admits(self, value: Known) -> bool:
        """Can the claim be true if the formula's value is this one?"""
        printed, found = self.printed, as_interval(value)
        match self.sign:
            case "<=":
                return printed.low <= found.high
            case ">=":
                return printed.high is None or printed.high >= found.low
        if self.claim.unit == DATE:  # one mention may be less precise, but then it holds the other
            said = as_interval(printed.value)
            return (said.low <= found.low and found.high <= said.high) or (
                found.low <= said.low and said.high <= found.high
            )
        return printed.admits(found)

    @property
    def gap(self) -> Value:
        """Recomputed minus printed, in base units; None when that means nothing."""
        found, printed = self.value, self.printed.value
        if isinstance(found, Fraction) and isinstance(printed, Fraction):
            return found - printed
        return None

    @cached_property
    def members(self) -> set[Cell]:
        """Every raw cell that the relation ties together."""
        return {self.claim, *cells(self.formula)}


def relations(
    claims: Mapping[str, str | list[str]],
    printed: list[Cell],
    known: dict[str, Cell],
    results: list[Result],
    called: str,
) -> list[Relation]:
    """The relations that a claims file states.

    `printed`: the report's numbers; `known`: every cell by its id (mentions may lie outside the
    report); `called`: the file's name, for messages. Raises InputError on a number, measure or
    mention that does not exist.
    """
    by_id = {result.id: result for result in results}

    def refused(left: str, found: str, expected: str) -> InputError:
        return InputError(called, column=left, found=found, expected=expected)

    found: list[Relation] = []
    for left, right in claims.items():
        claimants = _claimants(left, printed)
        if not claimants:
            raise refused(left, left, like(left, "one that exists", [c.id for c in printed]))
        for cell, target in product(claimants, [right] if isinstance(right, str) else right):
            first, _, rest = target.partition(" ")
            sign = first if first in (EQUAL, AT_MOST, AT_LEAST) else ""
            wanted = _target_id(rest if sign else target, left, cell)
            if sign and wanted in known:
                relation, unit = Relation(cell, known[wanted], None, sign), known[wanted].unit
            elif result := by_id.get(wanted):
                relation, unit = Relation(cell, result.formula, result, sign or EQUAL), result.unit
            else:
                there = {**known, **by_id} if sign else by_id
                raise refused(left, wanted, like(wanted, "one that exists", there))
            if not comparable(cell.unit, unit):
                expected = f"a value in {cell.unit}, as the number is"
                raise refused(left, f"{target}, in {unit}", expected)
            if cell in cells(relation.formula):
                own = f"{target}, which rests on this very number"
                raise refused(left, own, "a measure of other numbers")
            found.append(relation)
    return found


def said_by_rows(printed: list[Cell], results: list[Result]) -> list[Relation]:
    """What follows from supplied extracts: a printed number and the rows counted under its name."""
    by_id = {result.id: result for result in results}
    return [Relation(c, by_id[c.id].formula, by_id[c.id]) for c in printed if c.id in by_id]


def mentions(printed: list[Cell]) -> list[Relation]:
    """What follows from the quantities that the numbers are mentions of.

    Any two mentions of one agree, and no period ends before it starts.
    """
    groups = _groups(printed)
    found = [
        Relation(later, earlier, None)
        for group in groups.values()
        for earlier, later in combinations(group, 2)
    ]
    for (quantity, unit), starts in groups.items():
        ends = groups.get((quantity.removesuffix(START) + END, unit))
        if quantity.endswith(START) and ends:
            found.append(Relation(best(ends), best(starts), None, AT_LEAST))
    return found


def _groups(printed: list[Cell]) -> dict[tuple[str, str], list[Cell]]:
    """The mentions of each quantity, in one unit."""
    groups: dict[tuple[str, str], list[Cell]] = defaultdict(list)
    for cell in printed:
        if cell.quantity and cell.kind != REFERENCE:
            groups[cell.quantity, cell.unit].append(cell)
    return groups


def best(mentioned: list[Cell]) -> Cell:
    """The mention that most others agree with; of several the most precise, then the first."""

    def rank(cell: Cell) -> tuple:
        agreeing = [o for o in mentioned if Relation(o, cell, None).outcome != "fails"]
        low, high = cell.as_printed.low, cell.as_printed.high
        return -len(agreeing), high is None, 0 if high is None else high - low, in_order(cell)

    return min(mentioned, key=rank)


def in_order_of_time(printed: list[Cell], order: list[list[str]], called: str) -> list[Relation]:
    """What the text says came first: `order` lists pairs of quantities, the earlier one first.

    The best mentions stand for their quantities, so that one wrong date is one disagreement.
    Raises InputError on a quantity that nothing dated is a mention of.
    """
    dated = {
        quantity: cells for (quantity, unit), cells in _groups(printed).items() if unit == DATE
    }
    for quantity in (quantity for pair in order for quantity in pair):
        if quantity not in dated:
            expected = like(quantity, "something dated", dated)
            raise InputError(called, column="order", found=quantity, expected=expected)
    return [
        Relation(best(dated[later]), best(dated[earlier]), None, AT_LEAST)
        for earlier, later in order
    ]


def references(printed: list[Cell], known: dict[str, Cell]) -> list[Relation]:
    """Each reference and the label of what it is about.

    Raises InputError on a reference about something that has no label.
    """
    found = []
    for cell in printed:
        if cell.kind == REFERENCE and cell.quantity:
            if cell.quantity not in known:
                about = f"a reference about {cell.quantity}"
                expected = like(cell.quantity, "something with a label", known)
                raise InputError(cell.source, row=cell.row, found=about, expected=expected)
            found.append(Relation(cell, known[cell.quantity], None, LEADS_TO))
    return found


def recognised(share: Cell, part: Cell, results: list[Result]) -> list[Relation]:
    """The measures that give a printed share with this part above the fraction bar, if any does."""
    candidates = [
        Relation(share, result.formula, result)
        for result in results
        if result.unit == share.unit and isinstance(result.formula, Op)
        and result.formula.name == "divide" and list(cells(result.formula.parts[0])) == [part]
    ]  # fmt: skip
    return [r for r in candidates if r.outcome in ("reproduced", "truncated", "holds")][:1]


def in_time(printed: list[Cell], dated: Interval) -> list[Relation]:
    """No date but a planned one is later than the report, `dated` within these days."""
    return [
        Relation(cell, dated, None, AT_MOST)
        for cell in printed
        if cell.unit == DATE and cell.kind != PLANNED
    ]


def _target_id(target: str, left: str, cell: Cell) -> str:
    """The address meant: for a series, the measure or the series under the cell's own key."""
    if "[" in target or cell.id == canonical(left):
        return canonical(target)
    return address(target, {n: code for n, code in cell.dimensions.items() if code != TOTAL})


def _claimants(left: str, printed: list[Cell]) -> list[Cell]:
    series, _, selector = left.partition("[")
    if selector == "total]":
        return [c for c in printed if c.series == series and TOTAL in c.dimensions.values()]
    exact = [cell for cell in printed if cell.id == canonical(left)]
    return exact or [c for c in printed if c.series == left and TOTAL not in c.dimensions.values()]


def nearest(wanted: str, known: Iterable[str]) -> list[str]:
    """The three known names most like `wanted`."""
    from difflib import get_close_matches  # only needed once something has gone wrong

    return get_close_matches(wanted, list(known), n=3, cutoff=0.3)


def like(wanted: str, what: str, known: Iterable[str]) -> str:
    """What was expected instead of a name that is not known: « what, as » the nearest names."""
    return f"{what}, as {', '.join(nearest(wanted, known)) or '(none is near)'}"
