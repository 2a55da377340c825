"""Shares of one whole that are all printed, and so must add up to 100 % within their rounding."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import partial

from ..cells import Cell
from ..formula import marked
from ..units import with_unit
from ..wording import say
from .finding import CERTAIN, Finding, in_ledger, lines


class SharesOfOne:
    """Complete sets of shares: 100 % lies between the least and the most they were rounded from."""

    kind = "shares-of-one"

    def findings(self, audit):
        """One for each set that cannot add up to 100 %."""
        for cells in audit.complete:
            edges = [(cell.printed.low, cell.printed.high) for cell in cells]
            if any(high is None for _, high in edges):
                continue  # « plus de la moitié » leaves room for anything
            low, high = (sum(side) for side in zip(*edges, strict=True))
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
