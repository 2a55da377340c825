"""One thing for which the report prints several numbers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ..audit import Audit
from ..audit import Rivals as Group
from ..wording import say, translated
from .finding import READ, Finding, in_ledger, lines


class Rivals:
    """Printed numbers that the text offers, in different places, for what reads as one quantity."""

    kind = "rival-totals"

    def findings(self, audit: Audit) -> Iterator[Finding]:
        """One for each group of rivals whose numbers are not all the same."""
        for rivals in audit.rivals:
            cells = [cell for whole in rivals.wholes for cell in whole.cells]
            different = {whole.value for whole in rivals.wholes}
            if len(different) > 1:
                yield Finding(
                    "wrong-number", self.kind, in_ledger(cells),
                    partial(_told, rivals, len(different)), "rivals", READ,
                    about=tuple(cells[:1]), lines=lines(cells),
                )  # fmt: skip


def _told(rivals: Group, different: int) -> str:
    wholes = say("said.comma").join(whole.said for whole in rivals.wholes)
    return say("finding.rivals", what=translated(rivals.what), n=different, wholes=wholes)
