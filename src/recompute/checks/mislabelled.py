"""Shares whose part is printed and whose stated whole does not give them: what they are of."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import partial

from .. import explain
from ..audit import Audit
from ..cells import Cell
from .finding import CERTAIN, Finding, concludes, in_ledger, lines


class MislabelledShares:
    """A share that comes out of another whole than the one the text says."""

    kind = "mislabelled-share"

    def findings(self, audit: Audit) -> Iterator[Finding]:
        """One for each share that some printed whole gives, none being the stated one."""
        for stated in audit.stated:
            share, part, whole = stated.share, stated.part, stated.whole
            if whole is not None and _gives(share, part, whole):
                continue
            could = [cell for cell in audit.printed if _could_be(cell, part)]
            found = [cell for cell in could if _gives(share, part, cell)]
            near = [cell for cell in found if cell.source == part.source] or found
            if near:
                cells = [share, part, *([whole] if whole else []), *near]
                severity = "changes-conclusion" if concludes(share) else "wrong-number"
                yield Finding(
                    severity, self.kind, in_ledger(cells),
                    partial(explain.mislabelled, share, part, whole, near), "mislabelled", CERTAIN,
                    about=(share,), lines=lines(cells),
                )  # fmt: skip


def _could_be(cell: Cell, part: Cell) -> bool:
    """Could this printed number be the whole that the part was divided by?"""
    comparable = cell.unit == part.unit and cell.kind == part.kind
    return comparable and isinstance(cell.value, Fraction) and cell.value > part.number


def _gives(share: Cell, part: Cell, whole: Cell) -> bool:
    quotient = part.number / whole.number
    return share.as_printed.admits(quotient) or share.as_printed.cut_from(quotient)
