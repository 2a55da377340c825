"""Labels printed twice: two tables, sections or the like that a reference cannot tell apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import partial

from ..audit import Audit
from ..cells import Cell
from ..wording import say, translated
from .finding import CERTAIN, Finding, lines

ALIKE = 3  # words that two titles begin with when one only repeats the other


class DuplicateLabels:
    """The labels of one sort that carry the same number, in the body or within one annex."""

    kind = "duplicate-label"

    def findings(self, audit: Audit) -> Iterator[Finding]:
        """One for each label that stands more than once, over different things."""
        same, annex = defaultdict(list), None
        for cell in audit.labels:
            if cell.unit == "annex":
                annex = cell.value
            scope = annex if cell.unit == "section" else None
            same[cell.unit, scope, cell.value].append(cell)
        for cells in same.values():
            if len({_beginning(cell) for cell in cells}) > 1:
                yield Finding(
                    "presentation", self.kind, (),
                    partial(_told, cells), "ambiguous", CERTAIN,
                    about=(cells[0],), lines=lines(cells),
                )  # fmt: skip


def _told(cells: list[Cell]) -> str:
    places = say("said.and").join(
        say("finding.duplicate_place", line=cell.line, label=translated(cell.label))
        for cell in cells
    )
    label = say("said.quoted", text=cells[0].written)
    return say("finding.duplicate", label=label, n=len(cells), places=places)


def _beginning(cell: Cell) -> str:
    return " ".join(cell.label.split()[:ALIKE])
