"""The audit: a verdict for every printed number, and the findings behind the bad ones.

Nothing here knows the report: it reads printed numbers and the relations claimed between them. It
judges; `explain` puts the judgement into words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from . import explain
from .cells import Cell
from .claims import EQUAL, LEADS_TO, REFERENCE, Relation
from .exact import Known, known
from .measure import Result
from .repairs import Block, Repair, blocks

if TYPE_CHECKING:
    from .checks.finding import Finding

AGREES = ("reproduced", "holds", "truncated")


@dataclass(frozen=True)
class Verdict:
    """What can be said of one printed number, in the contract's words.

    `relation` is the one that recomputes the number, if any does; `grounds` all those that the
    verdict rests on; `block` the disagreement it stands in; `reason` why it stays open.
    """

    cell: Cell
    verdict: str
    grounds: tuple[Relation, ...] = ()
    block: Block | None = None
    reason: str = ""

    @property
    def relation(self) -> Relation | None:
        """The relation that recomputes the number."""
        if self.verdict == "inconsistent":
            return None
        own = (r for r in self.grounds if r.claim == self.cell and r.result is not None)
        return next(own, None)

    @property
    def result(self) -> Result | None:
        """The measure that recomputes the number."""
        return self.relation.result if self.relation else None

    @property
    def repairs(self) -> tuple[Repair, ...]:
        """The smallest repairs of the disagreement it stands in."""
        return self.block.repairs if self.block else ()


@dataclass(frozen=True)
class Request:
    """What to ask for: an extract, its columns and rows, and the numbers it would settle."""

    question: str
    extract: str
    columns: tuple[str, ...]
    rows: str
    numbers: tuple[str, ...]


@dataclass(frozen=True)
class Whole:
    """A total that the report gives for something: a printed number, or a measure of several."""

    source: Cell | Result

    @property
    def value(self) -> Known:
        """How much it is."""
        return known(self.source.value)

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The printed numbers it rests on."""
        return (self.source,) if isinstance(self.source, Cell) else self.source.cells

    @property
    def said(self) -> str:
        """The total in words."""
        return explain.whole(self.source)


@dataclass(frozen=True)
class Rivals:
    """What reads as one quantity, the wholes given for it, and parts with their printed shares."""

    what: str
    wholes: tuple[Whole, ...]
    shares: tuple[tuple[Cell, Cell], ...] = ()


@dataclass(frozen=True)
class Stated:
    """A printed share, the part that the text says it is of, and the whole if that is printed."""

    share: Cell
    part: Cell
    whole: Cell | None = None


@dataclass(frozen=True, eq=False)
class Audit:
    """All verdicts and findings for a report.

    `printed`: its numbers; `relations`: what they claim; `reasons`: why a number that nothing
    smaller explains stays open, if not for want of an extract (a word of the contract, by address
    or series); `requests`: the extracts that would settle the others. `labels` of its parts,
    `rivals`, `stated` shares and `complete` sets of shares are for the checks of these names.
    """

    printed: list[Cell]
    relations: list[Relation]
    reasons: dict[str, str]
    requests: list[Request]
    labels: Sequence[Cell] = ()
    rivals: Sequence[Rivals] = ()
    stated: Sequence[Stated] = ()
    complete: Sequence[Sequence[Cell]] = ()

    @cached_property
    def _around(self) -> dict[Cell, list[Relation]]:
        """The relations that each cell takes part in."""
        found: dict[Cell, list[Relation]] = defaultdict(list)
        for relation in self.relations:
            for cell in relation.members:
                found[cell].append(relation)
        return found

    def _names(self, cell: Cell) -> list[str]:
        """What a number goes by: its own names, and those of the quantity it is a mention of."""
        own = [r for r in self._around[cell] if r.claim == cell and r.sign == EQUAL]
        mentions = [r.formula for r in own if isinstance(r.formula, Cell)]
        return [name for c in [cell, *mentions] for name in (c.id, c.series)]

    def reason(self, cell: Cell) -> str:
        """Why nothing smaller explains this number, as one of the contract's words.

        What no extract would settle, the world outside would; a rank, a share in words and a
        reference to nothing are left to judgement.
        """
        known = next((self.reasons[n] for n in self._names(cell) if n in self.reasons), None)
        if known or self.request(cell):
            return known or "needs-extract"
        worded = not any(map(str.isdigit, cell.written))
        opinion = cell.kind in ("rank", REFERENCE) or (cell.kind == "share" and worded)
        return "judgement" if opinion else "external-fact"

    def request(self, cell: Cell) -> Request | None:
        """What would settle this number, if an extract would."""
        names = set(self._names(cell))
        return next((r for r in self.requests if names & set(r.numbers)), None)

    @cached_property
    def blocks(self) -> list[Block]:
        """The blocks of relations that cannot all hold."""
        return blocks(self.relations)

    @cached_property
    def _block_of(self) -> dict[Relation, Block]:
        return {relation: block for block in self.blocks for relation in block.failing}

    @cached_property
    def _suspects(self) -> dict[Cell, Block]:
        """The printed numbers that may be wrong, each with the block it stands in."""
        return {cell: block for block in self.blocks for cell in block.suspects()}

    @cached_property
    def verdicts(self) -> list[Verdict]:
        """One verdict for each printed number, in the order given."""
        return [self._verdict(cell) for cell in self.printed]

    def _verdict(self, cell: Cell) -> Verdict:
        around = self._around[cell]
        own = [r for r in around if r.claim == cell]
        failing = [r for r in own if r.outcome == "fails" and not self._is_excused(r)]
        if cell not in self._suspects and any(r.outcome in AGREES for r in own):
            failing = []  # another measure gives what is printed, and no repair touches it
        for relation in failing:
            if relation.result is not None or relation.sign == LEADS_TO:
                return Verdict(cell, "contradicted", (relation,), self._block_of[relation])
        if failing or cell in self._suspects:
            cause = self._block_of[failing[0]] if failing else self._suspects[cell]
            near = failing or [r for r in cause.failing if cell in r.members]
            return Verdict(cell, "inconsistent", tuple(near or cause.failing), cause)
        for outcome in AGREES:
            for relation in own:
                if relation.outcome == outcome:
                    against = [r for r in own if r.outcome == "fails"]
                    block = self._block_of[against[0]] if against else None
                    return Verdict(cell, outcome, (relation, *against), block)
        # A relation that ties it to nothing else printed (a date to the report's) says little.
        holding = tuple(
            r for r in around if r.outcome not in ("fails", "untested") and len(r.members) > 1
        )
        verdict = "consistent" if holding else "unchecked"
        return Verdict(cell, verdict, holding, reason=self.reason(cell))

    def _is_excused(self, relation: Relation) -> bool:
        """Does the disagreement lie with the other mention, as every smallest repair has it?"""
        block = self._block_of[relation]
        mention = relation.result is None and relation.sign != LEADS_TO
        return mention and bool(block.repairs) and relation.claim not in block.suspects()

    @cached_property
    def findings(self) -> list[Finding]:
        """One finding for each cause, most severe first, then in the order of the report."""
        from .checks import ALL  # which look at audits themselves

        found = [finding for check in ALL for finding in check(self)]
        return sorted(found, key=lambda finding: finding.order)
