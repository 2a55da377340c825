"""Shares whose part is printed and whose stated whole does not give them: what they are of."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import partial

from .. import explain
from ..audit import Audit
from ..cells import Cell
from .finding import Finding, concludes, found


def mislabelled_shares(audit: Audit) -> Iterator[Finding]:
    """One for each share that some printed whole gives, none being the one that the text says."""
    for stated in audit.stated:
        share, part, whole = stated.share, stated.part, stated.whole
        if whole is not None and _gives(share, part, whole):
            continue
        could = [cell for cell in audit.printed if _could_be(cell, part)]
        giving = [cell for cell in could if _gives(share, part, cell)]
        near = [cell for cell in giving if cell.source == part.source] or giving
        if near:
            cells = [share, part, *([whole] if whole else []), *near]
            severity = "changes-conclusion" if concludes(share) else "wrong-number"
            tell = partial(explain.mislabelled, share, part, whole, near)
            yield found(severity, "mislabelled-share", cells, tell, "mislabelled")


def _could_be(cell: Cell, part: Cell) -> bool:
    """Could this printed number be the whole that the part was divided by?"""
    comparable = cell.unit == part.unit and cell.kind == part.kind
    return comparable and isinstance(cell.value, Fraction) and cell.value > part.number


def _gives(share: Cell, part: Cell, whole: Cell) -> bool:
    quotient = part.number / whole.number
    return share.as_printed.admits(quotient) or share.as_printed.cut_from(quotient)
