"""Numbers that cannot be true together, with the smallest repairs and what excludes what."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from .. import explain
from ..audit import Audit
from ..averaging import averaged_otherwise
from ..claims import LEADS_TO
from ..repairs import Block, conflicts, is_counted
from ..units import DATE
from .finding import CERTAIN, OUTSIDE, READ, Finding, concludes, in_ledger, lines

# The rule behind each severity.
BECAUSE = {
    "changes-conclusion": "conclusion",
    "wrong-number": "number",
    "presentation": "led_astray",
}


class Disagreements:
    """One finding for each cause that the repairs tell apart."""

    kind = "disagreement"

    def findings(self, audit: Audit) -> Iterator[Finding]:
        """The blocks of failing relations."""
        for block in audit.blocks:
            yield _finding(block)


def _finding(block: Block) -> Finding:
    kind, confidence = _kind(block)
    concluded = any(concludes(r.claim) for r in block.failing)
    severity = "changes-conclusion" if concluded else "wrong-number"
    if kind == "broken-reference":
        severity = "presentation"
    cells = block.cells() | block.suspects()
    tell = partial(explain.disagreement, block.failing, conflicts(block))
    certain = block.repairs[0] if len(block.repairs) == 1 else {}
    about = tuple(certain) or tuple(dict.fromkeys(r.claim for r in block.failing))
    return Finding(
        severity, kind, in_ledger(cells), tell, BECAUSE[severity], confidence, block.repairs,
        about, lines(in_ledger(cells)),
    )  # fmt: skip


def _kind(block: Block) -> tuple[str, str]:
    failing = block.failing
    if any(cell.evidence == "external" for cell in block.cells()):
        return "sources-disagree", OUTSIDE
    if any(r.sign == LEADS_TO for r in failing):
        return "broken-reference", READ
    if all(r.claim.unit == DATE for r in failing):
        return "dates", READ
    if all(is_counted(r) for r in failing):
        return "list-and-number", OUTSIDE
    if all(r.result is None for r in failing):
        return "repeated-quantity", READ
    if any(map(averaged_otherwise, failing)):
        return "pooled-or-mean", CERTAIN
    return "recomputation", CERTAIN
