"""Which rows of a raw sheet count: a condition on its columns, as « level = region ».

A measure that counts rows of one kind is then a formula that says of which kind, and not a list of
row numbers that nobody can check.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations

from ..cards import Card
from ..cells import Cell
from .formulas import Place, reference

MOST_COLUMNS = 2  # that a condition names
MOST_TEXTS = 8  # that it allows in one column
LONGEST = 80  # characters of such a text

Rows = dict[int, dict[str, str]]  # by the physical line of the raw file
PlaceAt = Callable[[str, int, str], Place]


class Masks:
    """Finds the condition that holds for the counted rows alone; `place` as in `Raw.place_at`."""

    def __init__(self, cards: dict[str, Card], rows: dict[str, Rows], place_at: PlaceAt) -> None:
        self.cards, self.rows, self.place_at = cards, rows, place_at

    def __call__(self, cells: Sequence[Cell]) -> str | None:
        """The condition as a formula, 1 or 0 for each row; None if none was found."""
        source = cells[0].source
        card, rows = self.cards.get(source), self.rows.get(source, {})
        counted = {cell.row for cell in cells}
        if card is None or not counted <= set(rows):
            return None
        span = [row for row in rows if min(counted) <= row <= max(counted)]
        allowed = {name: {rows[row][name] for row in counted} for name in _usable(card)}
        allowed = {n: texts for n, texts in allowed.items() if _is_said(texts)}
        for size in range(1, MOST_COLUMNS + 1):
            for names in combinations(sorted(allowed, key=lambda n: len(allowed[n])), size):
                if {r for r in span if _holds(rows[r], names, allowed)} == counted:
                    ends = min(counted), max(counted)
                    parts = [self.said(source, name, allowed[name], ends) for name in names]
                    return "*".join(parts) if size > 1 else parts[0]
        return None

    def said(self, source: str, name: str, texts: set[str], ends: tuple[int, int]) -> str:
        """« The text in this column is one of these », for each row from the first to the last."""
        column = reference(*(self.place_at(source, row, name) for row in ends))
        quoted = ('"' + text.replace('"', '""') + '"' for text in sorted(texts))
        return f"({'+'.join(f'({column}={text})' for text in quoted)})"


def _usable(card: Card) -> list[str]:
    return [name for name, content in card.columns.items() if content["is"] == "dimension"]


def _is_said(texts: set[str]) -> bool:
    return len(texts) <= MOST_TEXTS and all(texts) and max(map(len, texts)) <= LONGEST


def _holds(row: dict[str, str], names: Sequence[str], allowed: dict[str, set[str]]) -> bool:
    """As a spreadsheet compares texts: whatever their case."""
    return all(row[n].casefold() in {text.casefold() for text in allowed[n]} for n in names)
