"""Shares of one whole that are all printed, and so must add up to 100 % within their rounding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import partial

from ..audit import Audit
from ..cells import Cell
from ..formula import marked
from ..units import with_unit
from ..wording import say
from .finding import CERTAIN, Finding, in_ledger, lines


class SharesOfOne:
    """Complete sets of shares: 100 % lies between the least and the most they were rounded from."""

    kind = "shares-of-one"

    def findings(self, audit: Audit) -> Iterator[Finding]:
        """One for each set that cannot add up to 100 %."""
        for cells in audit.complete:
            printed = [cell.as_printed for cell in cells]
            highs = [one.high for one in printed if one.high is not None]
            if len(highs) < len(printed):
                continue  # « plus de la moitié » leaves room for anything
            low, high = sum((one.low for one in printed), Fraction()), sum(highs, Fraction())
            if not low <= 1 <= high:
                yield Finding(
                    "wrong-number", self.kind, in_ledger(cells),
                    partial(_told, cells, low, high), "hundred", CERTAIN,
                    about=(cells[0],), lines=lines(cells),
                )  # fmt: skip


def _told(cells: Sequence[Cell], low: Fraction, high: Fraction) -> str:
    shares = " + ".join(marked(cell, cell.written) for cell in cells)
    least, most = (with_unit(edge, "%") for edge in (low, high))
    return say("finding.hundred", shares=shares, least=least, most=most)
