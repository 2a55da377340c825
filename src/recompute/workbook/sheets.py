"""Sheets in memory, each one table, and the writer that gives them all the same layout.

A1 holds the title, A2 what one needs to know, row 3 the header, the data follow without a gap.
Where a cell will stand is known as soon as its row is added, so that formulas of later sheets can
point at it. Text is always written as text, and so can never become a formula or a link.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from textwrap import wrap

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from . import formats
from .formulas import Place

HEADER = 2  # row of the header, counted from zero; data start on the next
MADE = datetime(2011, 1, 1)  # the same in every run
LONGEST_NAME = 31
LONG = 20  # rows from which a table can be filtered
LONGEST_TEXT = 32_000  # characters in a cell
LONGEST_HEADER = 255
CUT = " […]"  # ends a text that is longer
RICH = "<r>"
LINE, HIGHEST = 15, 405  # points: of one line of text, of a row
COVER_WIDTH, TITLE_HEIGHT = 110, 2
FORBIDDEN = dict.fromkeys(map(ord, "[]:*?/\\'"), " ")
COVER, CONTENTS = "Couverture", "Sommaire"
BACK = "Retour au sommaire : cliquer ici."
STYLE = "Table Style Light 1"  # thin lines, grey bands


@dataclass(frozen=True)
class Number:
    """A number, or a formula together with the value that it has; in base units."""

    value: Fraction
    unit: str = ""
    formula: str = ""
    decimals: int | None = None  # as printed; else as its unit is shown


@dataclass(frozen=True)
class Copy:
    """A text that a formula takes from another sheet."""

    text: str
    formula: str


@dataclass(frozen=True)
class Link:
    """A link to another sheet."""

    sheet: str


Item = str | int | Number | Copy | Link | None


@dataclass
class Sheet:
    """One table under its title."""

    name: str
    title: str
    info: str
    columns: list[tuple[str, int]]  # header and width
    group: str = ""
    exhibit: str = ""
    rows: list[list[Item]] = field(default_factory=list)

    def add(self, *items: Item) -> int:
        """Add a row; which one it is."""
        self.rows.append(list(items))
        return len(self.rows) - 1

    def place(self, row: int, column: int) -> Place:
        """Where an item of a row stands on the sheet."""
        return self.name, HEADER + 1 + row, column

    @property
    def widths(self) -> list[int]:
        """How many characters each column is wide."""
        return [width for _, width in self.columns]

    @property
    def next(self) -> int:
        """The row that is added next."""
        return len(self.rows)


class Names:
    """Names for sheets, each once; spreadsheets do not tell upper from lower case."""

    def __init__(self) -> None:
        self.taken: Counter[str] = Counter()

    def take(self, wanted: str) -> str:
        """The name, cut and made safe, with a number if it is taken."""
        name, number = wanted.translate(FORBIDDEN).strip(), 1
        shown = name[:LONGEST_NAME].strip()
        while self.taken[shown.casefold()]:
            number += 1
            mark = f" ({number})"
            shown = name[: LONGEST_NAME - len(mark)].strip() + mark
        self.taken[shown.casefold()] += 1
        return shown


class Writer:
    """Writes a workbook: the cover's lines, then sheets."""

    def __init__(self, path: Path, title: str):
        options = {
            "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
        }  # fmt: skip
        self.book = xlsxwriter.Workbook(str(path), options)
        self.book.set_properties({"created": MADE, "title": title})
        self.styles: dict[tuple[tuple[str, object], ...], Format] = {}
        self.tables: set[str] = set()

    def style(self, **properties: object) -> Format:
        """A format with these properties, each made once."""
        key = tuple(sorted(properties.items()))
        if key not in self.styles:
            self.styles[key] = self.book.add_format({"valign": "top"} | properties)
        return self.styles[key]

    def cover(self, lines: Sequence[tuple[str, str | Link]]) -> None:
        """The first sheet: lines of text, each `title`, `heading` or `text`."""
        page = self.book.add_worksheet(COVER)
        page.set_column(0, 0, COVER_WIDTH)
        page.hide_gridlines(2)
        sizes: dict[str, dict[str, int]] = {
            "title": {"bold": True, "font_size": 16},
            "heading": {"bold": True},
            "text": {},
        }
        for row, (kind, text) in enumerate(lines):
            size = TITLE_HEIGHT if kind == "title" else 1
            page.set_row(row, size * height([text], [COVER_WIDTH // size]))
            self._item(page, row, 0, text, self.style(text_wrap=True, **sizes[kind]))
        _printing(page)

    def sheet(self, sheet: Sheet) -> None:
        """One sheet with its table."""
        page = self.book.add_worksheet(sheet.name)
        self._text(page, 0, 0, sheet.title, self.style(bold=True, font_size=14))
        self._info(page, sheet)
        for column, (_, width) in enumerate(sheet.columns):
            page.set_column(column, column, width)
        self._header(page, sheet)
        wrapped = self.style(text_wrap=True, indent=1)
        for row, items in enumerate(sheet.rows, HEADER + 1):
            page.set_row(row, height(items, sheet.widths))
            for column, item in enumerate(items):
                self._item(page, row, column, item, wrapped)
        page.freeze_panes(HEADER + 1, 0)
        _printing(page)
        page.repeat_rows(HEADER)

    def _info(self, page: Worksheet, sheet: Sheet) -> None:
        """What one needs to know, which is also the way back to the contents."""
        if sheet.name == CONTENTS:
            page.write_string(1, 0, sheet.info, self.style(italic=True))
        else:
            back = self.style(italic=True, underline=1)
            page.write_url(1, 0, f"internal:'{CONTENTS}'!A1", back, f"{sheet.info} {BACK}")

    def _header(self, page: Worksheet, sheet: Sheet) -> None:
        """The header, which a table can only have above rows, and with names that differ."""
        head = self.style(text_wrap=True, bold=True, bottom=1, indent=1)
        names = unique([name for name, _ in sheet.columns])
        for column, name in enumerate(names):
            page.write_string(HEADER, column, name, head)
        page.set_row(HEADER, height(names, [width - 2 for width in sheet.widths]))
        if sheet.rows:
            table = "t_" + re.sub(r"\W", "_", sheet.name)
            while table.casefold() in self.tables:  # of a sheet that other punctuation tells apart
                table += "_"
            self.tables.add(table.casefold())
            columns = [{"header": name, "header_format": head} for name in names]
            page.add_table(
                HEADER, 0, HEADER + len(sheet.rows), len(names) - 1,
                {
                    "name": table, "columns": columns, "style": STYLE,
                    "autofilter": len(sheet.rows) >= LONG,
                },
            )  # fmt: skip

    def _item(self, page: Worksheet, row: int, column: int, item: Item, wrapped: Format) -> None:
        match item:
            case Number(value, unit, formula):
                shape = self.style(num_format=formats.shape(unit, item.decimals))
                if formula:
                    page.write_formula(row, column, f"={formula}", shape, float(value))
                else:
                    page.write_number(row, column, float(value), shape)
            case Copy(text, formula):
                page.write_formula(row, column, f"={formula}", wrapped, text)
            case Link(name):
                link = self.style(underline=1, font_color="#0000EE")
                page.write_url(row, column, f"internal:'{name}'!A1", link, name)
            case int():
                page.write_number(row, column, item, self.style(num_format="0"))
            case str() if item:
                self._text(page, row, column, item, wrapped)

    def _text(self, page: Worksheet, row: int, column: int, text: str, style: Format) -> None:
        """Write a text as it is, cut if a cell cannot hold it."""
        text = text if len(text) <= LONGEST_TEXT else text[:LONGEST_TEXT] + CUT
        if text.startswith(RICH):  # which the writer would take for XML of its own
            page.write_rich_string(row, column, text[0], text[1], text[2:], style)
        else:
            page.write_string(row, column, text, style)

    def close(self) -> None:
        """Write the file, which opens on its cover."""
        self.book.close()


def unique(names: Sequence[str]) -> list[str]:
    """The names, each once, whatever their case; short enough for a table's header."""
    given = Names()
    found = []
    for name in names:
        name = f" {name}" if name.startswith(RICH) else name  # XML, to the writer
        number, shown = 1, name[: LONGEST_HEADER - 6] or "—"
        while given.taken[shown.casefold()]:
            number += 1
            shown = f"{name[: LONGEST_HEADER - 6]} ({number})"
        given.taken[shown.casefold()] += 1
        found.append(shown)
    return found


def height(items: Sequence[Item], widths: Sequence[int]) -> int:
    """How high a row must be for its texts; programs do not all find out on their own."""
    lines = [1]
    for item, width in zip(items, widths, strict=False):
        text = item.text if isinstance(item, Copy) else item
        if isinstance(text, str):
            lines.append(len(wrap(text, max(width, 4))))
    return min(LINE * max(lines), HIGHEST)


def _printing(page: Worksheet) -> None:
    """On paper: landscape, as wide as one page."""
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
