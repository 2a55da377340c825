"""Checks: each looks for one kind of trouble in a report, and says what is wrong.

A check is a class with a `kind` and a method `findings` that yields what it finds in an `Audit`. A
new one is one more small module here and one more name in `ALL`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..audit import Audit
    from .finding import Finding


class Check(Protocol):
    """What every check has."""

    kind: str

    def findings(self, audit: Audit) -> Iterator[Finding]:
        """What it finds, in any order."""


def all_checks() -> list[Check]:
    """Every check, cheap ones first."""
    from .denominators import Denominators
    from .disagreements import Disagreements
    from .duplicates import DuplicateLabels
    from .hundred import SharesOfOne
    from .mislabelled import MislabelledShares
    from .numbering import Numbering
    from .rivals import Rivals
    from .truncations import Truncations

    return [
        Truncations(), DuplicateLabels(), Numbering(), Rivals(), Denominators(),
        MislabelledShares(), SharesOfOne(), Disagreements(),
    ]  # fmt: skip
