"""Labels printed twice: two tables, sections or the like that a reference cannot tell apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import partial

from ..audit import Audit
from ..cells import Cell
from ..wording import say, translated
from .finding import Finding, found

ALIKE = 3  # words that two titles begin with when one only repeats the other


def duplicate_labels(audit: Audit) -> Iterator[Finding]:
    """One for each label that stands over different things, in the body or within one annex."""
    same, annex = defaultdict(list), None
    for cell in audit.labels:
        if cell.unit == "annex":
            annex = cell.value
        scope = annex if cell.unit == "section" else None
        same[cell.unit, scope, cell.value].append(cell)
    for cells in same.values():
        if len({_beginning(cell) for cell in cells}) > 1:
            tell = partial(_told, cells)
            yield found("presentation", "duplicate-label", cells, tell, "ambiguous")


def _told(cells: list[Cell]) -> str:
    places = say("said.and").join(
        say("finding.duplicate_place", line=cell.line, label=translated(cell.label))
        for cell in cells
    )
    label = say("said.quoted", text=cells[0].written)
    return say("finding.duplicate", label=label, n=len(cells), places=places)


def _beginning(cell: Cell) -> str:
    return " ".join(cell.label.split()[:ALIKE])
