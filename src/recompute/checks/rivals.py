"""One thing for which the report prints several numbers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ..audit import Audit, Rivals
from ..wording import say, translated
from .finding import READ, Finding, found


def rival_totals(audit: Audit) -> Iterator[Finding]:
    """One for each group of totals, of what reads as one quantity, that are not all the same."""
    for rivals in audit.rivals:
        cells = [cell for whole in rivals.wholes for cell in whole.cells]
        different = len({whole.value for whole in rivals.wholes})
        if different > 1:
            tell = partial(_told, rivals, different)
            yield found("wrong-number", "rival-totals", cells, tell, "rivals", READ)


def _told(rivals: Rivals, different: int) -> str:
    wholes = say("said.comma").join(whole.said for whole in rivals.wholes)
    return say("finding.rivals", what=translated(rivals.what), n=different, wholes=wholes)
