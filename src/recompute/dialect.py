"""French administrative files as they come: encodings, separators, and what their cells mean.

cp1252, latin-1, UTF-8 with or without a mark, UTF-16; semicolon, tab or comma; title and blank
lines above the header; total rows; spaces of every kind in numbers, decimal commas, missing codes.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from . import dates
from .errors import InputError

MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
SEPARATORS = (";", "\t", ",")
SPACES = "\u0020\u00a0\u202f"  # that part the thousands
# What stands for no number, and why there is none.
MISSING = {
    "n.d.": "not available", "nd": "not available", "n.c.": "not known", "nc": "not known",
    "s": "secret", "-": "none", "–": "none", "...": "not available", "…": "not available",
    "": "empty", "nan": "not a number", "ns": "not significant",
}  # fmt: skip
NUMBER = re.compile(rf"([+\-−]?)(\d{{1,3}}(?:[{SPACES}]\d{{3}})+|\d+)(?:,(\d+))?", re.A)
CENSORED = re.compile(rf"([<>])[{SPACES}]?(\d+)", re.A)
TOTALS = re.compile(r"(sous-?)?tota(l|ux)\b|ensemble\b|somme\b", re.I)
QUARTER = re.compile(r"T[1-4] \d{4}|\d{4}[ -]?T[1-4]")
SCHOOL_YEAR = re.compile(r"(\d{4})[-/](\d{4})")
LONGEST = 2_000_000  # signs in a line; in what is longer a quote was never closed
csv.field_size_limit(LONGEST)


@dataclass(frozen=True)
class Read:
    """What one cell says.

    `kind`: number, percent, censored (`number` is the limit), missing (`reason` says why), date,
    quarter, school_year, or text.
    """

    kind: str
    number: Fraction | None = None
    reason: str = ""


def read(written: str) -> Read:
    """What a cell of a French file says; what could be two things is text, and never a number.

    Ten million rows are read in SQL (`extracts.sql`), which is held against this.
    """
    text = written.strip(SPACES + "\t")
    if text.lower() in MISSING:
        return Read("missing", reason=MISSING[text.lower()])
    if match := CENSORED.fullmatch(text):
        return Read("censored", Fraction(int(match[2])), f"{match[1]}{match[2]}")
    percent = text.endswith("%")
    body = text[:-1].rstrip(SPACES) if percent else text
    if match := NUMBER.fullmatch(body):
        sign, whole, fraction = match.groups()
        digits = re.sub(f"[{SPACES}]", "", whole)
        if len(digits) > 1 and digits.startswith("0"):
            return Read("text")  # a code: « 01053 » is a commune
        number = Fraction(f"{digits}.{fraction or 0}")
        number = -number if sign in ("-", "−") else number
        return Read("percent", number / 100) if percent else Read("number", number)
    if (match := SCHOOL_YEAR.fullmatch(text)) and int(match[2]) == int(match[1]) + 1:
        return Read("school_year")
    if QUARTER.fullmatch(text):
        return Read("quarter")
    try:
        dates.read(text)
    except ValueError:
        return Read("text")
    return Read("date")


@dataclass(frozen=True)
class Table:
    """A file as it was read: its header, and each row with its physical line.

    `totals`: the lines of the rows that add others up, and must not be added to them.
    """

    encoding: str
    separator: str
    header_line: int
    header: list[str]
    rows: list[tuple[int, list[str]]]
    totals: list[int]

    def column(self, name: str) -> list[Read]:
        """The cells of a column, total rows apart."""
        place = self.header.index(name)
        return [read(row[place]) for line, row in self.rows if line not in self.totals]

    def kind(self, name: str) -> str:
        """What the column holds, its missing and censored cells apart: one kind, or text."""
        kinds = {cell.kind for cell in self.column(name)} - {"missing", "censored"}
        return kinds.pop() if len(kinds) == 1 else "text"


def decode(content: bytes) -> tuple[str, str]:
    """A file's text and its encoding: by its mark, else UTF-8 if it is that, else cp1252."""
    for mark, encoding in MARKS.items():
        if content.startswith(mark):
            return content.decode(encoding), encoding
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("cp1252"), "cp1252"
    except UnicodeDecodeError:
        return content.decode("latin-1"), "latin-1"


@dataclass(frozen=True)
class Layout:
    """Where the rows of a file begin: under the first row that is as wide as most.

    `header`: trimmed, the empty ones at its end dropped; `width`: how many cells it was written
    with. `above`: the text of each title line. `is_plain`: all this stands on one line each.
    """

    header_line: int
    header: list[str]
    width: int
    above: list[str]
    is_plain: bool


def layout(rows: Iterable[tuple[int, list[str]]], called: str) -> Layout:
    """Find the header among the first rows (physical line, cells) of a file.

    Raises InputError if there is no text, or if two columns have one name.
    """
    rows = list(rows)
    wide = usual_width([row for _, row in rows])
    if not wide:
        raise InputError(called, found="no rows", expected="a header and rows")
    place = next(n for n, (_, row) in enumerate(rows) if len(trimmed(row)) >= wide)
    line, written = rows[place]
    header = [cell.strip() for cell in trimmed(written)]
    if twice := next((h for h, count in Counter(header).items() if h and count > 1), None):
        raise InputError(
            called, row=line, column=twice, found="columns of that name",
            expected="one: each column has a name of its own",
        )  # fmt: skip
    above = [" ".join(cell.strip() for cell in row if cell.strip()) for _, row in rows[:place]]
    is_plain = line == place + 1 and not any({"\n", "\r"} & set(cell) for cell in written)
    return Layout(line, header, len(written), [text for text in above if text], is_plain)


def separator_of(text: str) -> str:
    """The separator under which most rows have most cells; none if they have but one."""
    widths = {s: usual_width([row for _, row in records(lines(text), s)]) for s in SEPARATORS}
    best = max(SEPARATORS, key=lambda sign: widths[sign])
    return best if widths[best] > 1 else ""


def read_table(content: bytes, called: str) -> Table:
    """Read a delimited file; `called` is its name, for messages.

    Raises InputError on an empty file or a row that has more cells than the header.
    """
    text, encoding = decode(content)
    separator = separator_of(text)
    rows = list(records(lines(text), separator or SEPARATORS[0]))
    top = layout(rows, called)
    found, totals = [], []
    for line, row in rows:
        cells = trimmed(row)
        if line <= top.header_line or not cells:
            continue
        if len(cells) > len(top.header):
            raise InputError(
                called, row=line, found=f"{len(cells)} cells",
                expected=f"{len(top.header)}, as in the header",
            )  # fmt: skip
        found.append((line, cells + [""] * (len(top.header) - len(cells))))
        if any(TOTALS.match(cell.strip()) for cell in cells[:2]):
            totals.append(line)
    return Table(encoding, separator, top.header_line, top.header, found, totals)


def lines(text: str) -> Iterator[str]:
    """The physical lines of a text, their ends kept."""
    return io.StringIO(text, newline="")


def records(lines: Iterable[str], separator: str) -> Iterator[tuple[int, list[str]]]:
    """Each record with its first physical line; a quoted cell may hold line ends."""
    reader = csv.reader(lines, delimiter=separator)
    line = 1
    for row in reader:
        yield line, row
        line = reader.line_num + 1


def usual_width(rows: Iterable[list[str]]) -> int:
    """How many cells most rows with text have; 0 if there are none."""
    widths = Counter(len(trimmed(row)) for row in rows)
    del widths[0]
    return max(widths, key=lambda width: (widths[width], width), default=0)


def trimmed(row: list[str]) -> list[str]:
    """A row without the empty cells at its end."""
    end = len(row)
    while end and not row[end - 1].strip():
        end -= 1
    return row[:end]
