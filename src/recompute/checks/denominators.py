"""Which whole a set of shares was computed on: only few wholes allow all of them."""

from __future__ import annotations

from .. import explain
from ..audit import Whole
from ..exact import as_interval
from ..rounding import Bounds, wholes
from .finding import CERTAIN, Finding, in_ledger, lines

REACH = 20  # times the largest part: beyond, a share of it would be printed as next to nothing


class Denominators:
    """Counts whose shares are printed, and the printed wholes that could be theirs."""

    kind = "denominator"

    def findings(self, audit):
        """One for each set of shares that rules out a printed whole."""
        for rivals in audit.rivals:
            shares = [(part, share) for part, share in rivals.shares if share.printed]
            if not shares:
                continue
            shown = [
                (int(as_interval(part.value).low), Bounds(share.printed.low, share.printed.high))
                for part, share in shares
            ]
            allowed = wholes(shown, REACH * max(part for part, _ in shown))
            fits = [whole for whole in rivals.wholes if whole.value in allowed]
            out = [whole for whole in rivals.wholes if whole.value not in allowed]
            cells = [cell for pair in shares for cell in pair]
            cells += [cell for whole in rivals.wholes for cell in whole.cells]
            if out:
                yield Finding(
                    "wrong-number", self.kind, in_ledger(cells),
                    f"{explain.shares(shares)} {_admit(shares)} {_range(allowed)}. "
                    f"{_verdict(fits, out)}.",
                    "les parts ne viennent pas de tous les totaux que le texte donne", CERTAIN,
                    about=tuple(cells[:1]), lines=lines(cells),
                )  # fmt: skip


def _admit(shares: list) -> str:
    return "n'admettent ensemble" if len(shares) > 1 else "n'admet"


def _range(allowed: list[int]) -> str:
    if not allowed:
        return "aucun total"
    only = f"qu'un total de {allowed[0]}"
    return f"{only} à {allowed[-1]}" if len(allowed) > 1 else only


def _verdict(fits: list[Whole], out: list[Whole]) -> str:
    excluded = f"Exclus : {', '.join(whole.said for whole in out)}"
    if not fits:
        return excluded
    return f"Possibles : {', '.join(whole.said for whole in fits)}. {excluded}"
