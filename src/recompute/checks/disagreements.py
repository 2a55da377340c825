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
from .finding import CERTAIN, OUTSIDE, READ, Finding, concludes, found, in_ledger

# The rule behind each severity.
BECAUSE = {
    "changes-conclusion": "conclusion",
    "wrong-number": "number",
    "presentation": "led_astray",
}


def disagreements(audit: Audit) -> Iterator[Finding]:
    """One for each block of failing relations, a cause that the repairs tell from others."""
    for block in audit.blocks:
        kind, confidence = _kind(block)
        concluded = any(concludes(r.claim) for r in block.failing)
        severity = "changes-conclusion" if concluded else "wrong-number"
        if kind == "broken-reference":
            severity = "presentation"
        tell = partial(explain.disagreement, block.failing, conflicts(block))
        certain = block.repairs[0] if len(block.repairs) == 1 else {}
        about = tuple(certain) or tuple(dict.fromkeys(r.claim for r in block.failing))
        yield found(
            severity, kind, in_ledger(block.cells() | block.suspects()), tell, BECAUSE[severity],
            confidence, about, block.repairs,
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
