"""Numbers that are true only if their last digits were cut, not rounded."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from .. import explain
from ..audit import Audit
from .finding import Finding, found


def truncations(audit: Audit) -> Iterator[Finding]:
    """One for each number that is left of a recomputed value when its digits are cut."""
    for relation in audit.relations:
        if relation.outcome == "truncated":
            tell = partial(explain.truncated, relation)
            yield found("presentation", "truncation", [relation.claim], tell, "truncated")
