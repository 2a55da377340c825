"""Raw sheets: each raw file as transcribed, numbers where it holds numbers, text elsewhere.

This is the one place that says where a raw cell stands in the workbook.
"""

from __future__ import annotations

from ..cards import Card
from ..cells import Cell, key_text
from ..exact import Interval
from ..formula import cells as cells_of
from ..grids import GridColumn
from ..measure import Result
from ..raw_files import rows_of
from ..units import unit_of
from ..wording import translated
from . import formats
from .formulas import Place, is_single, no_ends, reference
from .masks import Masks
from .sheets import Copy, Item, Names, Number, Sheet

GROUP = "Tables brutes"
ADDED = [("Ligne du fichier brut", 10)]  # in front of the file's own columns
WIDTHS = {"line": 12, "dimension": 22, "value": 16, "name": 40}


class Raw:
    """The raw sheets, and where each raw cell stands on them."""

    def __init__(self, cards: list[Card], cells: list[Cell], results: list[Result], names: Names):
        self.cards = {card.source: card for card in cards}
        self.rows: dict[str, dict[int, dict[str, str]]] = {}
        self.at: dict[tuple[str, int], Place] = {}  # first cell of each row
        self.columns = {card.source: list(card.columns) for card in cards}
        self.other: dict[str, Place] = {}  # cells that stand on no raw sheet
        self.ends_at: dict[str, tuple[Place, Place]] = {}
        self.masks = Masks(self.cards, self.rows, self.place_at)
        own: dict[str, dict[tuple[int, str], Cell]] = {}
        for cell in cells:
            own.setdefault(cell.source, {})[cell.row, cell.column] = cell
        self.sheets = [self._raw(card, own.get(card.source, {}), names) for card in cards]
        tallied = [cell for cell in cells if cell.evidence == "extract"]
        if tallied:
            self.sheets.append(self._tallied(tallied, names))
        spread = {c.id: c for r in results for c in cells_of(r.formula) if _is_spread(c)}
        if spread:
            self.sheets.append(self._spread(list(spread.values()), names))

    def place_at(self, source: str, row: int, column: str) -> Place:
        """Where a row of a raw file has a column."""
        sheet, at, first = self.at[source, row]
        return sheet, at, first + self.columns[source].index(column)

    def place(self, cell: Cell) -> Place:
        """Where a raw cell stands."""
        return self.other.get(cell.id) or self.place_at(cell.source, cell.row, cell.column)

    def ends(self, cell: Cell) -> tuple[Place, Place]:
        """Where the two ends stand of a cell that is not a single number."""
        return self.ends_at[cell.id] if cell.id in self.ends_at else no_ends(cell)

    def _raw(self, card: Card, cells: dict[tuple[int, str], Cell], names: Names) -> Sheet:
        name = names.take(f"Brut {card.table}")
        rows = rows_of(card)
        info = (
            f"Fichier {card.source}, {len(rows)} lignes. Source : {card.publication['publisher']}. "
            "Entre crochets : le nom de la colonne dans le fichier. "
            "Une cellule vide ne porte rien d'imprimé."
        )
        columns = ADDED + [_column(*each) for each in card.columns.items()]
        sheet = Sheet(name, f"{card.content['title']} (tel que transcrit)", info, columns, GROUP)
        self.rows[card.source] = dict(rows)
        for number, row in rows:
            items = [_item(row[c], cells.get((number, c)), card.columns[c]) for c in card.columns]
            at = sheet.add(number, *items)
            self.at[card.source, number] = sheet.place(at, len(ADDED))
        return sheet

    def _tallied(self, cells: list[Cell], names: Names) -> Sheet:
        """What rows of supplied extracts were counted into, with the rows."""
        columns = [("Cellule", 36), ("Clé", 44), ("Valeur", 16), ("Unité", 14), ("Sur", 20),
                   ("Lignes des extraits", 90)]  # fmt: skip
        sheet = Sheet(
            names.take("Extraits"), "Ce que les lignes des extraits fournis donnent",
            f"Une ligne par cellule comptée ou sommée, {len(cells)} en tout.", columns, GROUP,
        )  # fmt: skip
        for cell in cells:
            self.other[cell.id] = sheet.place(sheet.next, 2)
            shown: Item = None if cell.tallied is not None else cell.written
            if is_single(cell):
                shown = Number(cell.number, cell.unit)
            sheet.add(cell.series, key_text(cell.dimensions), shown, formats.unit(cell.unit),
                      cell.written, cell.place)  # fmt: skip
        return sheet

    def _spread(self, cells: list[Cell], names: Names) -> Sheet:
        """Dates and ranges that measures rest on, as the bounds they are read as."""
        columns = [("Ligne de l'évaluation", 12), ("Ce que c'est", 60), ("Imprimé", 26),
                   ("Borne basse", 16), ("Borne haute", 16), ("Unité", 12)]  # fmt: skip
        sheet = Sheet(
            names.take("Bornes lues"), "Dates et fourchettes imprimées, lues comme des bornes",
            "Une date imprimée est lue comme le premier et le dernier jour qu'elle peut vouloir "
            "dire, comptés depuis le 1er janvier de l'an 1 (jour n° 1).", columns, GROUP,
        )  # fmt: skip
        for cell in cells:
            unit = formats.DAY if cell.unit == "date" else cell.unit
            row, value = sheet.next, cell.ends
            self.ends_at[cell.id] = sheet.place(row, 3), sheet.place(row, 4)
            sheet.add(cell.line, translated(cell.label), cell.written, Number(value.low, unit),
                      Number(value.high, unit), formats.unit(unit))  # fmt: skip
        return sheet

    def read(self, cell: Cell) -> Item:
        """A printed number, by reference to its raw cell: as a number if it is read as one."""
        if (cell.source, cell.row) not in self.at:
            return cell.written
        where = reference(self.place(cell))
        if _is_number(cell):
            return Number(cell.number, cell.unit, where, formats.printed_decimals(cell))
        return Copy(cell.written, where)


def _column(name: str, content: dict) -> tuple[str, int]:
    kind = content["is"]
    label = "Ligne de l'évaluation" if kind == "line" else GridColumn(name, content).label
    shown = name if label == name else f"{label} [{name}]"
    return shown, WIDTHS.get(kind, 18)


def _item(written: str, cell: Cell | None, content: dict) -> Item:
    if cell is not None and _is_number(cell):
        return Number(cell.number, cell.unit, "", formats.printed_decimals(cell))
    if content["is"] == "line" and written.isascii() and written.isdigit():
        return int(written)
    return written


def _is_number(cell: Cell) -> bool:
    """Dates and labels stand as they are printed."""
    return cell.printed is not None and is_single(cell) and unit_of(cell.unit).plain is None


def _is_spread(cell: Cell) -> bool:
    single = is_single(cell) or cell.tallied is not None
    return not single and (isinstance(cell.value, Interval) or cell.unit == "date")
