"""A table as it is printed: its columns under their labels, its rows in the report's order.

The raw file of a table is laid out as the table is; its card says what each column means. So the
layout needs no definition of its own, and the page and the workbook show the same one.
"""

from __future__ import annotations

from dataclasses import dataclass

from . import wording
from .cards import Card
from .cells import Cell
from .raw_files import NAMES, rows_of
from .wording import translated

SHOWN = ("dimension", "value", *NAMES)  # what is printed; the rest says where and how


@dataclass(frozen=True)
class GridColumn:
    """One column: its name in the raw file, and what its card says of it."""

    name: str
    content: dict

    @property
    def label(self) -> str:
        """What stands above it: its label, and the codes that all its cells share."""
        named = self.content.get("label")
        codes = wording.key(self.content.get("dimensions", {}))
        dimension = self.content.get("dimension", self.name)
        if self.content["is"] == "dimension":
            return translated(named) if named else wording.code("dimension", dimension)
        return " · ".join(filter(None, [translated(named or self.name), codes]))


@dataclass(frozen=True)
class GridRow:
    """One row: its physical line in the raw file, and what stands in each column.

    A text where the column names what the row is of, a cell where it prints a number or a name,
    None where nothing is printed.
    """

    number: int
    parts: tuple[str | Cell | None, ...]

    @property
    def line(self) -> int | None:
        """The line of the report that it starts on."""
        return next((part.line for part in self.parts if isinstance(part, Cell)), None)


@dataclass(frozen=True)
class Grid:
    """One raw table of an exhibit."""

    source: str
    title: str
    columns: tuple[GridColumn, ...]
    rows: tuple[GridRow, ...]


def grid(card: Card, cells: list[Cell]) -> Grid:
    """The table that `card` describes; `cells`: at least those of its file.

    Raises InputError if the raw file is not as its card says.
    """
    at = {(cell.row, cell.column): cell for cell in cells if cell.source == card.source}
    columns = [GridColumn(n, c) for n, c in card.columns.items() if c["is"] in SHOWN]
    rows = [
        GridRow(
            number, tuple(_part(column, row, at.get((number, column.name))) for column in columns)
        )
        for number, row in rows_of(card)
    ]
    return Grid(card.source, card.content["title"], tuple(columns), tuple(rows))


def _part(column: GridColumn, row: dict[str, str], cell: Cell | None) -> str | Cell | None:
    if column.content["is"] == "dimension":
        written = row[column.name]
        if written in column.content.get("labels", {}):
            return written  # as printed
        return wording.code(column.content.get("dimension", column.name), written)
    return cell
