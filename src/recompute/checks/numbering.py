"""Labels that do not follow one another: a number left out, or one that comes too late."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial

from .. import labels
from ..audit import Audit
from ..cells import Cell, in_order
from ..explain import said
from ..wording import say
from .finding import Finding, found

FIRST = (1,)


def numbering(audit: Audit) -> Iterator[Finding]:
    """One for each label that cannot come after the one before it.

    Those that go on from it are the same cause, and so is the return to the right numbers. A label
    printed twice is the business of another check: the second one is passed over.
    """
    for cells in _series(audit.labels):
        before = return_to = cells[0]
        seen = {labels.levels(before.number)}
        for cell in cells[1:]:
            label = labels.levels(cell.number)
            if label == FIRST:
                seen.clear()  # numbered anew, in an annex say
            if label in seen:
                continue
            seen.add(label)
            if label == FIRST or labels.follows(label, labels.levels(return_to.number)):
                return_to = cell
            elif not labels.follows(label, labels.levels(before.number)):
                tell = partial(_told, cell, before)
                yield found("presentation", "numbering", [cell, before], tell, "numbering")
                return_to = before
            before = cell


def _told(label: Cell, before: Cell) -> str:
    return say("finding.numbering", label=said(label), before=said(before))


def _series(found: Iterable[Cell]) -> list[list[Cell]]:
    """The labels of each sort in the order of their lines; an annex's sections go on from it."""
    series = defaultdict(list)
    for cell in sorted(found, key=in_order):
        series["section" if cell.unit == "annex" else cell.unit].append(cell)
    return list(series.values())
