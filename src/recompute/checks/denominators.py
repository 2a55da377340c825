"""Which whole a set of shares was computed on: only few wholes allow all of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from .. import explain
from ..audit import Audit, Whole
from ..cells import Cell
from ..exact import exact
from ..rounding import Bounds, wholes
from ..wording import say
from .finding import Finding, found

REACH = 20  # times the largest part: beyond, a share of it would be printed as next to nothing


def denominators(audit: Audit) -> Iterator[Finding]:
    """One for each set of printed shares, with their parts, that rules out a printed whole."""
    for rivals in audit.rivals:
        shares = [
            (part, share)
            for part, share in rivals.shares
            if share.printed and share.printed.high is not None
        ]
        if not shares:
            continue
        shown = [
            (int(part.ends.low), Bounds(share.as_printed.low, exact(share.as_printed.high)))
            for part, share in shares
        ]
        allowed = wholes(shown, REACH * max(part for part, _ in shown))
        fits = [whole for whole in rivals.wholes if whole.value in allowed]
        out = [whole for whole in rivals.wholes if whole.value not in allowed]
        if out:
            cells = [cell for pair in shares for cell in pair]
            cells += [cell for whole in rivals.wholes for cell in whole.cells]
            tell = partial(_told, shares, allowed, fits, out)
            yield found("wrong-number", "denominator", cells, tell, "wholes")


def _told(
    shares: list[tuple[Cell, Cell]], allowed: list[int], fits: list[Whole], out: list[Whole]
) -> str:
    """Which wholes the shares allow, and which of those printed are among them."""

    def named(wholes: list[Whole]) -> str:
        return say("said.comma").join(whole.said for whole in wholes)

    verdict = say("finding.wholes" if fits else "finding.wholes_out",
                  fits=named(fits), out=named(out))  # fmt: skip
    key = "admit_none" if not allowed else "admit_one" if len(allowed) == 1 else "admit"
    low, high = (allowed[0], allowed[-1]) if allowed else (None, None)
    return say(f"finding.{key}", shares=explain.shares(shares), low=low, high=high, verdict=verdict)
