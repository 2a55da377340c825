"""Raw files: read as text, every cell stamped with its file and physical row at that moment.

The card then says what each column means. Reading judges nothing: it only refuses what it cannot
read.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

from .cards import Card
from .cells import Cell, address
from .errors import InputError
from .labels import EXHIBIT
from .printed import Printed, parse
from .signs import unfit
from .units import UNITS
from .wording import TOTAL

LINES = re.compile(r"\d+(-\d+)?")
YEARS = re.compile(r"\d{4}(-\d{4})?")
OPEN_CODES = {"year": YEARS, "exhibit": EXHIBIT}  # dimensions whose codes no vocabulary lists
ATTRIBUTES = ("id", "unit", "kind", "exhibit", "hedge", "label", "quantity")
NAMES = ("name", "code")  # what is printed, and what the transcriber says of it
Vocabularies = dict[str, dict[str, dict]]


def read_rows(path: Path, source: str, columns: list[str]) -> list[tuple[int, dict[str, str]]]:
    """The rows of a UTF-8, comma-separated raw file as text, each with its physical line.

    Raises InputError if the header is not exactly `columns`, a row has more or fewer cells, or a
    cell holds what cannot be shown.
    """

    def refuse(found: str, expected: str, **place: Any) -> NoReturn:
        raise InputError(source, found=found, expected=expected, **place) from None

    try:
        text = path.read_bytes().decode("utf-8")  # line ends as they are
    except FileNotFoundError:
        refuse("no file", "the file its card describes")
    except UnicodeDecodeError as error:
        refuse(f"byte {error.start} is not UTF-8", "UTF-8")
    reader = csv.reader(io.StringIO(text), strict=True)
    rows = []
    try:
        header = next(reader, [])
        for column in columns:
            if column not in header:
                refuse("no such column", f"`{column}`, as its card says", row=1, column=column)
        for column in header:
            if column not in columns:
                refuse("a column its card does not know", ", ".join(columns), row=1, column=column)
            if header.count(column) > 1:
                refuse("two columns of that name", "one", row=1, column=column)
        for cells in reader:
            line = reader.line_num
            if len(cells) != len(header):
                refuse(f"{len(cells)} cells", f"{len(header)} cells, as in the header", row=line)
            row = dict(zip(header, cells, strict=True))
            for column, cell in row.items():
                if sign := unfit(cell):
                    expected = "signs that can be read and written anywhere"
                    refuse(f"the sign {sign}", expected, row=line, column=column)
            rows.append((line, row))
    except csv.Error as error:
        refuse(str(error), "a CSV row", row=reader.line_num)
    return rows


def rows_of(card: Card) -> list[tuple[int, dict[str, str]]]:
    """The rows of the file that `card` describes, as `read_rows` reads them."""
    return read_rows(card.data_path, card.source, list(card.columns))


def read_again(card: Card, rows: list[tuple[int, dict[str, str]]]) -> set[tuple[int, str]]:
    """The rows and columns read from a mark of the report that stands in another cell already.

    The card names them one by one, or says of a column that it `repeats` what is printed once.
    """
    found = {(entry["row"], entry["column"]) for entry in card.content.get("same_mark", [])}
    for name, column in card.columns.items():
        seen = set()
        for number, row in rows if column.get("repeats") else ():
            mark = row[name], row[column.get("line", "source_line")]
            if mark in seen:
                found.add((number, name))
            seen.add(mark)
    return found


def read_cells(card: Card, vocabularies: Vocabularies) -> list[Cell]:
    """The cells of the file that `card` describes.

    Raises InputError, naming file, row and column, on a changed file, a missing column, an unknown
    label, a label of the card that the file never uses, a code outside its vocabulary, a value
    that is neither a number nor one of the card's missing values, or an address used twice.
    """
    card.check_digest()
    columns = card.columns
    rows = rows_of(card)
    unused = {
        (name, label): True
        for name, column in columns.items()
        for label in [*column.get("labels", {}), *column.get("missing", [])]
    }
    cells: dict[str, Cell] = {}
    again = read_again(card, rows)
    for number, row in rows:
        reader = _RowReader(card, vocabularies, number, row, unused, again)
        for cell in reader.cells():
            if known := cells.get(cell.id):
                reader.refuse(cell.column, f"once (row {known.row})", f"{cell.id} again")
            cells[cell.id] = cell
    for name, label in unused:
        found, expected = f"no row with « {label} »", "each label of the card at least once"
        raise InputError(card.source, column=name, found=found, expected=expected)
    return list(cells.values())


class _RowReader:
    """Turns one row of text into cells, as its card says."""

    def __init__(
        self, card: Card, vocabularies: Vocabularies, number: int, row: dict[str, str],
        unused: dict, again: set[tuple[int, str]],
    ):  # fmt: skip
        self.card, self.vocabularies, self.number, self.row = card, vocabularies, number, row
        self.unused, self.again = unused, again

    def refuse(self, column: str, expected: str, found: str = "") -> NoReturn:
        found = found or f"« {self.row[column]} »"
        source, row = self.card.source, self.number
        raise InputError(source, row=row, column=column, found=found, expected=expected)

    def cells(self) -> Iterator[Cell]:
        dimensions = {
            column.get("dimension", name): self.code(name, column)
            for name, column in self.card.columns.items()
            if column["is"] == "dimension"
        }
        given = {
            column["is"]: self.attribute(name, column)
            for name, column in self.card.columns.items()
            if column["is"] in ATTRIBUTES
        }
        for name, column in self.card.columns.items():
            if column["is"] == "value" and not self.row[name] and not column.get("blank"):
                self.refuse(name, "a number (a column where nothing may be printed says `blank`)")
            if column["is"] in ("value", *NAMES) and self.row[name]:
                yield self.cell(name, column, dimensions | column.get("dimensions", {}), given)

    def cell(
        self, name: str, column: dict, dimensions: dict[str, str], given: dict[str, str]
    ) -> Cell:
        written = self.row[name]
        series = f"{self.card.table}.{column.get('variable', name)}"
        first, last = self.lines(column)
        if column["is"] in NAMES:  # nothing printed need set one name apart from another
            dimensions = dimensions | {"row": str(self.number)}
        unit = given.get("unit", column.get("unit", ""))
        self.check_unit(name, unit)
        printed = (
            self.number_in(name, column, unit, given.get("hedge", ""))
            if column["is"] == "value"
            else None
        )
        return Cell(
            id=self.identifier(column, given) or address(series, dimensions),
            series=series,
            source=self.card.source,
            row=self.number,
            column=name,
            written=written,
            line=first,
            last_line=last,
            evidence=self.card.evidence,
            exhibit=given.get("exhibit") or dimensions.get("exhibit") or self.card.exhibit,
            label=given.get("label", column.get("label", name)),
            unit=unit,
            kind=given.get("kind", column.get("kind", "")),
            quantity=given.get("quantity", ""),
            again=(self.number, name) in self.again,
            dimensions=dimensions,
            printed=printed,
            value=printed.value if printed else None,
        )

    def identifier(self, column: dict, given: dict[str, str]) -> str:
        """The id that the row gives its number; other cells of the row are addressed as usual."""
        return given.get("id", "") if column["is"] == "value" else ""

    def number_in(self, name: str, column: dict, unit: str, hedge: str) -> Printed | None:
        written = self.row[name]
        missing = column.get("missing", [])
        if written in missing:
            self.unused.pop((name, written), None)
            return None
        if self.card.decimal_point:
            written = written.replace(".", ",")
        try:
            printed = parse(written, unit, tuple(column.get("words", ())), hedge)
        except ValueError:
            self.refuse(name, " or ".join(["a number", *(f"« {code} »" for code in missing)]))
        return printed

    def check_unit(self, name: str, unit: str) -> None:
        counted = self.vocabularies.get("unit", {})
        if unit and unit not in UNITS and unit not in counted:
            expected = f"one of {', '.join([*UNITS, *counted])}"
            self.refuse(name, expected, f"the unit `{unit}`")

    def code(self, name: str, column: dict) -> str:
        label, labels = self.row[name], column.get("labels", {})
        code = labels.get(label, label)
        self.unused.pop((name, label), None)
        dimension = column.get("dimension", name)
        pattern = OPEN_CODES.get(dimension)
        if pattern and pattern.fullmatch(code):
            return code
        known = self.vocabularies.get(dimension, {})
        if code not in known and code != TOTAL:
            expected = f"one of the vocabulary `{dimension}`: {', '.join(labels or known)}"
            self.refuse(name, expected)
        return code

    def attribute(self, name: str, column: dict) -> str:
        written, labels = self.row[name], column.get("labels")
        if not labels:
            return written
        if written not in labels:
            self.refuse(name, " or ".join(labels))
        self.unused.pop((name, written), None)
        return labels[written]

    def lines(self, column: dict) -> tuple[int | None, int | None]:
        name = column.get("line", "source_line")
        if "line" in column and name not in self.row:
            found, expected = "no such column", "the one its card names"
            raise InputError(self.card.source, column=name, found=found, expected=expected)
        if name not in self.row:
            return None, None
        if not LINES.fullmatch(self.row[name]):
            self.refuse(name, "a line of the report, as 3713 or 3478-3479")
        first, _, last = self.row[name].partition("-")
        return int(first), int(last or first)
