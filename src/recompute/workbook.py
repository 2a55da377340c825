"""The workbook: raw files as transcribed, and every measure as a live formula on their cells.

A raw sheet has the rows and columns of its file, so that row 4 of `tableau_14.csv` is row 4 of the
sheet. Amounts stand in euros and shares as plain ratios; number formats show the rest. Text from
raw files is always written as text, and so can never become a formula.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from fractions import Fraction
from pathlib import Path

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from . import explain
from .audit import Audit
from .cards import Card
from .cells import Cell, key_text, read_rows
from .exact import Interval, Value
from .exhibits import Shown
from .files import replacing
from .formula import Formula, Op, words
from .measure import Result
from .units import unit_of
from .wording import say

LISTS = {"sum": "SUM", "mean": "AVERAGE", "min": "MIN", "max": "MAX"}
SIGNS = {"add": "+", "subtract": "-", "multiply": "*", "divide": "/"}
MOST_ARGUMENTS = 255  # of a spreadsheet function
MOST_TEXT = 32_000  # of characters in a cell
FORMATS = {"%": "0.00%", "EUR": "#,##0 €", "KEUR": "#,##0 €", "MEUR": "#,##0 €", "ratio": "0.00"}
MADE = datetime(2011, 1, 1)  # the same in every run
Place = tuple[str, int, int]  # sheet, row and column, counted from zero


class NoForm(Exception):
    """A formula that no spreadsheet formula says."""


def spreadsheet(formula: Formula, place: Callable[[Cell], Place]) -> str:
    """The formula as a spreadsheet has it, without `=`.

    `place` says where a raw cell stands. Raises NoForm, with the reason, where there is none.
    """
    match formula:
        case Fraction():
            plain = formula.denominator == 1
            return str(formula) if plain else f"({formula.numerator}/{formula.denominator})"
        case Cell():
            if not isinstance(formula.value, Fraction) or formula.unit == "date":
                raise NoForm(f"« {formula.written} » n'est pas un seul nombre")
            return _ranges([place(formula)])[0]
        case Op("count", parts):
            return f"COUNTA({_arguments(_ranges(map(place, parts)))})"
        case Op("distinct", parts):
            ranges = _ranges(map(place, parts))
            if len(ranges) > 1:
                raise NoForm("des lignes éparses comptées sans répétition")
            return f'SUMPRODUCT(({ranges[0]}<>"")/COUNTIF({ranges[0]},{ranges[0]}&""))'
        case Op("ceiling" | "floor" as name, (part,)):
            return (
                f"{'ROUNDUP' if name == 'ceiling' else 'ROUNDDOWN'}({spreadsheet(part, place)},0)"
            )
        case Op(name, parts) if name in LISTS:
            if all(isinstance(part, Cell) for part in parts):
                for part in parts:
                    spreadsheet(part, place)  # each must be a number
                return f"{LISTS[name]}({_arguments(_ranges(map(place, parts)))})"
            return f"{LISTS[name]}({_arguments([spreadsheet(part, place) for part in parts])})"
        case Op(name, (left, right)) if name in SIGNS:
            return f"({spreadsheet(left, place)}{SIGNS[name]}{spreadsheet(right, place)})"
    raise NoForm("des bornes à l'intérieur d'un calcul")


def _arguments(parts: list[str]) -> str:
    if len(parts) > MOST_ARGUMENTS:
        raise NoForm("trop de cellules éparses pour une fonction")
    return ",".join(parts)


def _ranges(places: Iterable[Place]) -> list[str]:
    """References to these cells, those below one another in one column as one range."""
    runs: list[list[Place]] = []
    for place in sorted(set(places)):
        sheet, row, column = place
        if runs and runs[-1][-1] == (sheet, row - 1, column):
            runs[-1].append(place)
        else:
            runs.append([place])
    return [
        f"'{run[0][0]}'!"
        + ":".join(dict.fromkeys(xl_rowcol_to_cell(r, c) for _, r, c in (run[0], run[-1])))
        for run in sorted(runs)
    ]


class Workbook:
    """Writes the sheets one after the other; `places` remembers where each raw cell stands."""

    def __init__(self, path: Path):
        self.book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False})
        self.book.set_properties({"created": MADE, "title": "Annexe statistique"})
        self.head = self.book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self.wrap = self.book.add_format({"text_wrap": True, "valign": "top"})
        self.formats = {
            unit: self.book.add_format({"num_format": shape, "valign": "top"})
            for unit, shape in FORMATS.items()
        }
        self.contents = self.book.add_worksheet("Sommaire")
        self.listed: list[tuple[str, str]] = []
        self.places: dict[tuple[str, int, str], Place] = {}
        self.tallied: dict[str, Place] = {}

    def sheet(self, name: str, title: str, header: list[str], widths: list[int]):
        """A new sheet with its header row, frozen, and a line in the contents."""
        sheet = self.book.add_worksheet(name)
        self.listed.append((name, title))
        for column, label in enumerate(header):
            sheet.write_string(0, column, label, self.head)
            sheet.set_column(column, column, widths[min(column, len(widths) - 1)])
        sheet.freeze_panes(1, 0)
        return sheet

    def raw(self, card: Card, cells: dict[tuple[int, str], Cell]):
        """One raw file: numbers where it holds numbers, text everywhere else."""
        header = list(card.columns)
        sheet = self.sheet(card.table, card.content["title"], header, [16])
        for number, row in read_rows(card.data_path, card.source, header):
            for column, name in enumerate(header):
                cell = cells.get((number, name))
                place = (card.table, number - 1, column)
                self.places[card.source, number, name] = place
                if (
                    cell
                    and cell.printed
                    and isinstance(cell.value, Fraction)
                    and not _is_text(cell)
                ):
                    self.number(sheet, place, cell.value, cell.unit)
                elif row[name]:
                    sheet.write_string(number - 1, column, row[name])

    def number(self, sheet, place: Place, value: Fraction, unit: str, formula: str = ""):
        """A number, or a formula together with the value it has."""
        _, row, column = place
        shape = self.formats.get(unit)
        if formula:
            sheet.write_formula(row, column, f"={formula}", shape, float(value))
        else:
            sheet.write_number(row, column, float(value), shape)

    def place(self, cell: Cell) -> Place:
        """Where a raw cell stands."""
        if cell.id in self.tallied:
            return self.tallied[cell.id]
        return self.places[cell.source, cell.row, cell.column]

    def close(self):
        """Write the contents, each line a link, and the file."""
        self.contents.set_column(0, 0, 28)
        self.contents.set_column(1, 1, 90)
        self.contents.write_string(0, 0, "Feuille", self.head)
        self.contents.write_string(0, 1, "Ce qu'elle contient", self.head)
        for row, (name, title) in enumerate(self.listed, 1):
            self.contents.write_url(row, 0, f"internal:'{name}'!A1", string=name)
            self.contents.write_string(row, 1, title)
        self.book.close()


def _is_text(cell: Cell) -> bool:
    """Dates and labels stand as they are printed."""
    return unit_of(cell.unit).plain is not None


def write(
    path: str | Path, audit: Audit, results: list[Result], exhibits: list[Shown], cards: list[Card],
    cells: list[Cell],
):  # fmt: skip
    """Write the workbook; the same bytes every time."""
    with replacing(path) as temporary:
        book = Workbook(temporary)
        for card in cards:
            own = {(c.row, c.column): c for c in cells if c.source == card.source}
            book.raw(card, own)
        _tallied(book, cells)
        rows = _measures(book, results)
        _ledger(book, audit, rows)
        _findings(book, audit)
        _exhibits(book, exhibits)
        book.close()


def _tallied(book: Workbook, cells: list[Cell]):
    """What rows of supplied extracts were counted into, one line for each cell, with the rows."""
    found = [cell for cell in cells if cell.evidence == "extract"]
    if not found:
        return
    header = ["cellule", "clé", "valeur", "unité", "sur", "lignes"]
    sheet = book.sheet(
        "Extraits",
        "Ce que les lignes des extraits fournis donnent",
        header,
        [36, 44, 16, 14, 20, 90],
    )
    for row, cell in enumerate(found, 1):
        book.tallied[cell.id] = ("Extraits", row, 2)
        for column, text in enumerate((cell.series, key_text(cell.dimensions))):
            sheet.write_string(row, column, text)
        if isinstance(cell.value, Fraction):
            book.number(sheet, ("Extraits", row, 2), cell.value, cell.unit)
        elif cell.tallied is None:
            sheet.write_string(row, 2, cell.written)
        for column, text in enumerate((cell.unit, cell.written, cell.place[:MOST_TEXT]), 3):
            sheet.write_string(row, column, text, book.wrap)


def _bounds(formula: Formula, value: Value) -> list[tuple[Formula, Fraction]]:
    """What is computed: the formula, or each of its two bounds."""
    match formula, value:
        case Op("between", (low, high)), Interval():
            return [(low, value.low), (high, value.high)]
        case _, Interval():
            raise NoForm("un intervalle qui vient des nombres eux-mêmes")
    return [(formula, value)]


def _measures(book: Workbook, results: list[Result]) -> dict[str, int]:
    """Every measure as a live formula, bounds as two; the row that each stands in."""
    header = ["mesure", "clé", "ce que c'est", "valeur", "borne haute", "unité", "preuve",
              "calcul en mots", "pourquoi sans formule"]  # fmt: skip
    sheet = book.sheet(
        "Mesures", "Chaque mesure, formule vivante sur les feuilles brutes", header,
        [32, 30, 44, 14, 14, 12, 18, 70, 40],
    )  # fmt: skip
    rows = {}
    for row, result in enumerate(results, 1):
        rows[result.id] = row
        texts = (result.measure, key_text(result.key), result.label)
        for column, text in enumerate(texts):
            sheet.write_string(row, column, text, book.wrap)
        try:
            for column, (formula, value) in enumerate(_bounds(result.formula, result.value), 3):
                live = spreadsheet(formula, book.place)
                book.number(sheet, ("Mesures", row, column), value, result.unit, live)
        except NoForm as reason:
            ends = result.value
            ends = [ends.low, ends.high] if isinstance(ends, Interval) else [ends]
            for column, value in enumerate(ends, 3):
                book.number(sheet, ("Mesures", row, column), value, result.unit)
            sheet.write_string(row, 8, str(reason), book.wrap)
        sheet.write_string(row, 5, result.unit)
        sheet.write_string(row, 6, result.evidence)
        sheet.write_string(row, 7, words(result.formula, result.unit), book.wrap)
    return rows


def _ledger(book: Workbook, audit: Audit, rows: dict[str, int]):
    """Every printed number beside what recomputes it, both by reference, and its verdict."""
    header = ["identifiant", "ligne", "imprimé", "valeur lue", "recalculé", "unité", "verdict",
              "pourquoi"]  # fmt: skip
    sheet = book.sheet(
        "Registre", "Chaque nombre imprimé, recalculé, et son verdict", header,
        [44, 8, 22, 14, 14, 12, 14, 90],
    )  # fmt: skip
    for row, verdict in enumerate(audit.verdicts, 1):
        cell = verdict.cell
        sheet.write_string(row, 0, cell.id)
        sheet.write_number(row, 1, cell.line)
        sheet.write_string(row, 2, cell.written)
        if isinstance(cell.value, Fraction) and not _is_text(cell):
            name, at, column = book.place(cell)
            where = f"'{name}'!{xl_col_to_name(column)}{at + 1}"
            book.number(sheet, ("Registre", row, 3), cell.value, cell.unit, where)
        result = verdict.relation.result if verdict.relation else None
        if result and isinstance(result.value, Fraction):
            where = f"'Mesures'!D{rows[result.id] + 1}"
            book.number(sheet, ("Registre", row, 4), result.value, result.unit, where)
        sheet.write_string(row, 5, cell.unit)
        sheet.write_string(row, 6, verdict.verdict)
        sheet.write_string(row, 7, explain.verdict(verdict, audit), book.wrap)


def _findings(book: Workbook, audit: Audit):
    header = ["n°", "gravité", "genre", "lignes", "ce qui ne va pas", "corrections"]
    sheet = book.sheet(
        "Constats", "Ce qui ne peut être vrai, le plus grave d'abord", header,
        [6, 28, 18, 20, 90, 70],
    )  # fmt: skip
    for row, finding in enumerate(audit.findings, 1):
        texts = (
            f"F{row:02}", say(f"severity.{finding.severity}"), finding.kind,
            " ".join(map(str, finding.lines)), finding.explanation,
            explain.repairs(finding.repairs) if finding.repairs else "",
        )  # fmt: skip
        for column, text in enumerate(texts):
            sheet.write_string(row, column, text, book.wrap)


def _exhibits(book: Workbook, exhibits: list[Shown]):
    header = ["exhibit", "imprimé", "titre", "ligne", "état", "raison"]
    sheet = book.sheet(
        "Catalogue", "Chaque tableau, figure et encadré, et ce qui en est recalculé", header,
        [16, 14, 50, 8, 22, 80],
    )  # fmt: skip
    for row, shown in enumerate(exhibits, 1):
        entry = shown.exhibit
        for column, text in enumerate((entry.id, entry.label, entry.title)):
            sheet.write_string(row, column, text)
        sheet.write_number(row, 3, entry.line)
        for column, text in enumerate(shown.status, 4):
            sheet.write_string(row, column, text)
