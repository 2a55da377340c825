"""Checks: each looks for one kind of trouble in a report, and says what is wrong.

A check is a function that yields what it finds in an `Audit`, in any order. A new one is one more
small module here and one more name in `ALL`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from ..audit import Audit
from .denominators import denominators
from .disagreements import disagreements
from .duplicates import duplicate_labels
from .finding import Finding
from .hundred import shares_of_one
from .mislabelled import mislabelled_shares
from .numbering import numbering
from .rivals import rival_totals
from .truncations import truncations

Check: TypeAlias = Callable[[Audit], Iterator[Finding]]
ALL: tuple[Check, ...] = (
    truncations, duplicate_labels, numbering, rival_totals, denominators, mislabelled_shares,
    shares_of_one, disagreements,
)  # fmt: skip
