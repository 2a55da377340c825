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
from .finding import Finding, found


def shares_of_one(audit: Audit) -> Iterator[Finding]:
    """One for each complete set that cannot add up to 100 %, whatever it was rounded from."""
    for cells in audit.complete:
        printed = [cell.as_printed for cell in cells]
        highs = [one.high for one in printed if one.high is not None]
        if len(highs) < len(printed):
            continue  # « plus de la moitié » leaves room for anything
        low, high = sum((one.low for one in printed), Fraction()), sum(highs, Fraction())
        if not low <= 1 <= high:
            tell = partial(_told, cells, low, high)
            yield found("wrong-number", "shares-of-one", cells, tell, "hundred")


def _told(cells: Sequence[Cell], low: Fraction, high: Fraction) -> str:
    shares = " + ".join(marked(cell, cell.written) for cell in cells)
    least, most = (with_unit(edge, "%") for edge in (low, high))
    return say("finding.hundred", shares=shares, least=least, most=most)
