"""What a check hands over: one cause of trouble, with its lines, arithmetic, repairs and weight."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ..cells import Cell, in_order
from ..claims import LABEL
from ..repairs import Repair
from ..wording import say

SEVERITIES = ("changes-conclusion", "wrong-number", "presentation")  # most severe first
# How sure a finding is: `wording.yaml` says what each hangs on.
CERTAIN, READ, OUTSIDE = "certain", "read", "outside"


@dataclass(frozen=True)
class Finding:
    """One cause of trouble.

    `cells`: the printed numbers in cause; `tell` puts it into words, in the language of the moment;
    `why`: the rule behind the severity (a `because` of the wording); `sure`: how sure it is;
    `lines` of the report, the cells' and others'; `about`: the cells that say what it is of.
    """

    severity: str
    kind: str
    cells: tuple[Cell, ...]
    tell: Callable[[], str]
    why: str
    sure: str
    repairs: tuple[Repair, ...]
    about: tuple[Cell, ...]
    lines: tuple[int, ...]

    @property
    def explanation(self) -> str:
        """What is wrong, with its arithmetic."""
        return self.tell()

    @property
    def weight(self) -> str:
        """The rule behind the severity, how sure the finding is, and on what that hangs."""
        because, confidence = say(f"because.{self.why}"), say(f"confidence.{self.sure}")
        return say("finding.weight", because=because, confidence=confidence)

    @property
    def order(self) -> tuple[int, tuple[int, ...], str]:
        """Most severe first, then in the order of the report."""
        return SEVERITIES.index(self.severity), self.lines[:1], self.kind


def found(
    severity: str, kind: str, cells: Sequence[Cell], tell: Callable[[], str], why: str,
    sure: str = CERTAIN, about: tuple[Cell, ...] = (), repairs: tuple[Repair, ...] = (),
) -> Finding:  # fmt: skip
    """A finding on these cells, labels among them; about the first, if nothing else is said."""
    lines = {cell.line for cell in cells if cell.line is not None}
    return Finding(
        severity, kind, in_ledger(cells), tell, why, sure, repairs, about or tuple(cells[:1]),
        tuple(sorted(lines)),
    )  # fmt: skip


def in_ledger(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    """Those of the cells that are numbers of the report, in its order; its labels are none."""
    own = (cell for cell in set(cells) if cell.line is not None and cell.kind != LABEL)
    return tuple(sorted(own, key=in_order))


def concludes(cell: Cell) -> bool:
    """Is this a conclusion that fails with its number: a share or ratio in words, or a rank?"""
    worded = not any(map(str.isdigit, cell.written))
    return cell.kind == "rank" or (cell.kind in ("share", "ratio") and worded)
