"""Claims: what each printed number says, as relations between it and a formula.

A claims file maps printed numbers to measures. On the left an address of one printed number, a
series (all its cells that are no totals), or `series[total]` (its printed totals). On the right
the address of a result, or `= address` for a second mention of the same quantity, or a list of
these; for a series a measure without a key takes that of each cell, less its totals.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from .cells import TOTAL, Cell, address, canonical
from .errors import InputError
from .exact import Interval, Value
from .formula import Formula, cells, substitute, value
from .measure import Result


@dataclass(frozen=True)
class Relation:
    """One printed number (`claim`) and a formula that it should agree with.

    `result` is the measure behind the formula, or None when the formula is just another mention.
    """

    claim: Cell
    formula: Formula
    result: Result | None

    def __hash__(self):
        return hash((self.claim, self.result and self.result.id))

    @cached_property
    def value(self) -> Value:
        """The formula's value."""
        return value(self.formula)

    @cached_property
    def outcome(self) -> str:
        """How the printed string stands to the value.

        `reproduced`, `truncated`, `holds` (a hedge), `compatible` (another mention, or bounds),
        `fails`, or `untested` when the value cannot be known.
        """
        found, printed = self.value, self.claim.printed
        if found is None:
            return "untested"
        if printed.admits(found):
            if isinstance(found, Interval):
                return "compatible"
            if printed.hedge:
                return "holds"
            return "compatible" if self.result is None else "reproduced"
        if isinstance(found, Fraction) and self.result is not None and printed.cut_from(found):
            return "truncated"
        return "fails"

    @property
    def gap(self) -> Value:
        """Recomputed minus printed, in base units; None when that means nothing."""
        found, printed = self.value, self.claim.printed.value
        exact = isinstance(found, Fraction) and isinstance(printed, Fraction)
        return found - printed if exact else None

    def with_value(self, cell: Cell, changed: Fraction) -> Relation:
        """The same relation, had `cell` been printed as `changed`."""
        return replace(self, formula=substitute(self.formula, cell, changed))

    @cached_property
    def members(self) -> set[Cell]:
        """Every raw cell that the relation ties together."""
        return {self.claim, *cells(self.formula)}


def relations(
    claims: dict[str, str | list[str]],
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

    def named(left: str, wanted: str, among: dict):
        if wanted not in among:
            near = ", ".join(nearest(wanted, among) or ["(none is near)"])
            raise InputError(
                called, column=left, found=wanted, expected=f"one that exists, as {near}"
            )
        return among[wanted]

    found: list[Relation] = []
    for left, right in claims.items():
        claimants = _claimants(left, printed)
        if not claimants:
            named(left, left, {cell.id: cell for cell in printed})
        for cell in claimants:
            for target in [right] if isinstance(right, str) else right:
                if target.startswith("= "):
                    mention = named(left, canonical(target[2:]), known)
                    relation = Relation(cell, mention, None)
                else:
                    result = named(left, _result_id(target, left, cell), by_id)
                    relation = Relation(cell, result.formula, result)
                if cell in cells(relation.formula):
                    raise InputError(
                        called, column=left, found=f"{target}, which rests on this very number",
                        expected="a measure of other numbers",
                    )  # fmt: skip
                found.append(relation)
    return found


def _result_id(target: str, left: str, cell: Cell) -> str:
    """The address of the result meant: for a series, the measure under the cell's own key."""
    if "[" in target or cell.id == canonical(left):
        return canonical(target)
    return address(target, {n: code for n, code in cell.dimensions.items() if code != TOTAL})


def _claimants(left: str, printed: list[Cell]) -> list[Cell]:
    series, _, selector = left.partition("[")
    if selector == "total]":
        return [c for c in printed if c.series == series and TOTAL in c.dimensions.values()]
    exact = [cell for cell in printed if cell.id == canonical(left)]
    return exact or [c for c in printed if c.series == left and TOTAL not in c.dimensions.values()]


def nearest(wanted: str, known) -> list[str]:
    """The three known names most like `wanted`."""
    from difflib import get_close_matches  # only needed once something has gone wrong

    return get_close_matches(wanted, list(known), n=3, cutoff=0.3)
