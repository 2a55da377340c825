"""What a check hands over: one cause of trouble, with its lines, arithmetic, repairs and weight."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..cells import Cell, in_order
from ..claims import LABEL
from ..repairs import Repair

# Most severe first, each with the rule that decides it.
SEVERITIES = {
    "changes-conclusion": "une affirmation du texte ne tient plus",
    "wrong-number": "des nombres ne vont pas ensemble",
    "presentation": "présentation",
}
CERTAIN, READ, OUTSIDE = (
    "certaine : de l'arithmétique sur des nombres imprimés",
    "forte : elle suppose que ces passages parlent de la même chose",
    "moyenne : elle s'appuie sur une liste ou sur un autre document",
)


@dataclass(frozen=True)
class Finding:
    """One cause of trouble.

    `cells`: the printed numbers in cause; `lines` of the report, theirs and others'; `about`: the
    cells that say what it is of; `because`: the rule behind the severity; `confidence`: how sure it
    is, and on what that hangs.
    """

    severity: str
    kind: str
    cells: tuple[Cell, ...]
    explanation: str
    because: str
    confidence: str
    repairs: tuple[Repair, ...] = ()
    about: tuple[Cell, ...] = ()
    lines: tuple[int, ...] = ()

    @property
    def order(self) -> tuple:
        """Most severe first, then in the order of the report."""
        return list(SEVERITIES).index(self.severity), self.lines[:1], self.kind


def in_ledger(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    """Those of the cells that are numbers of the report, in its order; its labels are none."""
    own = (cell for cell in set(cells) if cell.line is not None and cell.kind != LABEL)
    return tuple(sorted(own, key=in_order))


def lines(cells: Iterable[Cell]) -> tuple[int, ...]:
    """The lines that these cells stand on, each once, in order."""
    return tuple(sorted({cell.line for cell in cells if cell.line is not None}))


def concludes(cell: Cell) -> bool:
    """Is this a conclusion that fails with its number: a share or ratio in words, or a rank?"""
    worded = not any(map(str.isdigit, cell.written))
    return cell.kind == "rank" or (cell.kind in ("share", "ratio") and worded)
