"""Numbers that are true only if their last digits were cut, not rounded."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from .. import explain
from ..audit import Audit
from .finding import CERTAIN, Finding, in_ledger, lines


class Truncations:
    """What is left of a recomputed value when its digits are cut."""

    kind = "truncation"

    def findings(self, audit: Audit) -> Iterator[Finding]:
        """One for each such number."""
        for relation in audit.relations:
            if relation.outcome == "truncated":
                yield Finding(
                    "presentation", self.kind, in_ledger([relation.claim]),
                    partial(explain.truncated, relation), "truncated", CERTAIN,
                    about=(relation.claim,), lines=lines([relation.claim]),
                )  # fmt: skip
