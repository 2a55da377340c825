"""The made-up extracts, spoilt in the ways that files get spoilt, each by a fixed seed.

A mutation turns a base file into the content of a spoilt one; `attempt` tries that one as `make
check-source` does.
"""

from __future__ import annotations

import codecs
import contextlib
import csv
import faulthandler
import io
import os
import random
import time
import traceback
import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, cached_property
from pathlib import Path
from unittest import mock
from xml.sax.saxutils import escape

from openpyxl import Workbook, load_workbook

import cdfc.coding
from cdfc.__main__ import main
from cdfc.coding import Coder
from recompute.dialect import decode, separator_of

EXTRACTS = Path(__file__).parents[2] / "examples/synthetic/data/raw/extracts"
ROWS = 40  # of a base file that are taken
LIMIT = 20  # seconds for one file
TEXTS = (
    "synthetic_cofinancing_2008.csv",  # cp1252, semicolons
    "synthetic_apd_2007.tsv",  # UTF-16, tabs
    "synthetic_apd_2011.csv",  # UTF-8 with a mark, semicolons
    "synthetic_cofinancing_2011.csv",
    "synthetic_apd_2012.csv",  # UTF-8 without one, commas
)
BOOKS = ("synthetic_atlas.xlsx",)


class Seeded(random.Random):
    """Random numbers of a seed that mutations may also ask for."""

    def __init__(self, name: str, number: int):
        self.number = number
        super().__init__(f"{name} {number}")


@dataclass(frozen=True)
class Base:
    """A base file: its rows as text, and how they are written."""

    name: str
    encoding: str
    separator: str
    above: list[list[str]]
    header: list[str]
    rows: list[list[str]]

    @property
    def ending(self) -> str:
        return Path(self.name).suffix

    @cached_property
    def content(self) -> bytes:
        return self.text.encode(self.encoding) if self.encoding else self.book()

    @property
    def text(self) -> str:
        stream = io.StringIO()
        writer = csv.writer(stream, delimiter=self.separator, lineterminator="\r\n")
        writer.writerows([*self.above, self.header, *self.rows])
        return stream.getvalue()

    def book(self, change: Callable[[Workbook], object] = lambda book: None) -> bytes:
        """A workbook with these rows; `change` is what else is done to it."""
        book, stream = Workbook(), io.BytesIO()
        book.active.title = "Projets"
        for row in (*self.above, self.header, *self.rows):
            book.active.append([int(c) if c.isdecimal() and len(c) < 9 else c for c in row])
        change(book)
        book.save(stream)
        return stream.getvalue()

    def with_cells(self, random: Seeded, values: list[str], columns: tuple[str, ...]) -> Base:
        """With some of the values in half of the rows, in columns that are called so."""
        places = [n for n, h in enumerate(self.header) if h.startswith(columns)] or [0]
        rows = [list(row) for row in self.rows]
        for row in random.sample(rows, len(rows) // 2):
            place = random.choice(places)
            row[place : place + 1] = [random.choice(values)]
        return replace(self, rows=rows)


@cache
def base(name: str) -> Base:
    path = EXTRACTS / name
    if path.suffix == ".xlsx":
        sheet = load_workbook(path, read_only=True).worksheets[0]
        rows = [
            ["" if c is None else str(c) for c in row] for row in sheet.iter_rows(values_only=True)
        ]
        encoding = separator = ""
    else:
        text, encoding = decode(path.read_bytes())
        separator = separator_of(text)
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    top = next(n for n, row in enumerate(rows) if sum(map(bool, row)) > 5)
    return Base(name, encoding, separator, rows[:top], rows[top], rows[top + 1 : top + 1 + ROWS])


@dataclass(frozen=True)
class Mutation:
    """`expected`: refused, same (the rows of the base file are kept, and no others), or any."""

    make: Callable[[Base, Seeded], bytes | tuple[str, bytes]]
    times: int
    bases: tuple[str, ...]
    expected: str


MUTATIONS: dict[str, Mutation] = {}


def mutation(times: int, bases: tuple[str, ...] = TEXTS, expected: str = "any"):
    def register(make):
        MUTATIONS[make.__name__] = Mutation(make, times, bases, expected)
        return make

    return register


ALL = (*TEXTS, *BOOKS)


# Bytes.


@mutation(len(ALL), ALL, "same")
def untouched(base, random):
    return base.content


@mutation(20, ALL)
def bytes_flipped(base, random):
    content = bytearray(base.content)
    for _ in range(random.choice([1, 3, 30])):
        content[random.randrange(len(content))] ^= 1 << random.randrange(8)
    return bytes(content)


@mutation(15, ALL)
def bytes_inserted(base, random):
    content = bytearray(base.content)
    for _ in range(random.choice([1, 3, 30])):
        content.insert(random.randrange(len(content)), random.randrange(1, 256))
    return bytes(content)


@mutation(15, ALL)
def bytes_deleted(base, random):
    content = bytearray(base.content)
    for _ in range(random.choice([1, 3, 30])):
        del content[random.randrange(len(content))]
    return bytes(content)


@mutation(18, ALL)
def truncated(base, random):
    return base.content[: random.randrange(1, len(base.content))]


@mutation(5, expected="refused")
def nul_bytes(base, random):
    content = base.text.encode()
    place = random.randrange(len(content))
    return content[:place] + bytes(random.choice([1, 5000])) + content[place:]


@mutation(6, expected="refused")
def nothing_in_it(base, random):
    contents = [
        b"",
        b"\r\n\r\n",
        codecs.BOM_UTF8,
        codecs.BOM_UTF16_LE,
        b" ; ; \r\n",
        b"\xff\xfe\x00",
    ]
    return contents[random.number]


@mutation(3, expected="refused")
def only_a_header(base, random):
    return replace(base, rows=[]).content


@mutation(5)
def noise(base, random):
    return random.randbytes(5000).replace(b"\0", b";" if random.random() < 0.7 else b"\0")


# Encodings.


@mutation(5, expected="same")
def as_utf_8(base, random):
    return base.text.encode("utf-8")


@mutation(5, expected="same")
def as_cp1252(base, random):
    return base.text.replace("\u202f", "\u00a0").encode("cp1252")


@mutation(5, expected="same")
def line_ends(base, random):
    ends = ["\n", "\r", "\n\r\n", "\r\n", "\n"]
    return base.text.replace("\r\n", ends[random.number]).encode("utf-8-sig")


@mutation(5, expected="refused")
def as_utf_16_without_mark(base, random):
    return base.text.encode(random.choice(["utf-16-le", "utf-16-be"]))


@mutation(5, expected="refused")
def utf_8_with_one_byte_that_is_none(base, random):
    content = base.text.encode()
    place = random.randrange(len(content))
    return content[:place] + b"\xe9;" + content[place:]


@mutation(5, expected="refused")
def as_mac_roman(base, random):
    return base.text.encode("mac-roman", "replace")


@mutation(5, expected="same")
def decomposed_accents(base, random):
    return unicodedata.normalize("NFD", base.text).encode()


@mutation(5, expected="refused")
def mojibake(base, random):
    return base.text.encode().decode("cp1252", "replace").encode()


# Rows and columns.


@mutation(10, expected="same")
def columns_shuffled(base, random):
    order = random.sample(range(len(base.header)), len(base.header))
    rows = [[row[n] if n < len(row) else "" for n in order] for row in base.rows if len(row) > 1]
    wide = [row[len(base.header) :] for row in base.rows if len(row) > 1]
    rows = [row + more for row, more in zip(rows, wide, strict=True)]
    return replace(base, header=[base.header[n] for n in order], rows=rows).content


@mutation(10)
def column_dropped(base, random):
    n = random.randrange(len(base.header))
    rows = [row[:n] + row[n + 1 :] for row in base.rows]
    return replace(base, header=base.header[:n] + base.header[n + 1 :], rows=rows).content


@mutation(5, expected="refused")
def header_twice(base, random):
    header = list(base.header)
    first, second = random.sample(range(len(header)), 2)
    header[second] = header[first]
    return replace(base, header=header).content


@mutation(5)
def header_again_below(base, random):
    rows = list(base.rows)
    for _ in range(4):
        rows.insert(random.randrange(len(rows)), base.header)
    return replace(base, rows=rows).content


@mutation(5)
def headers_hostile(base, random):
    hostile = ['"', "'); DROP TABLE rows; --", '"; SELECT 1 "', "c0", "line", "{{ 7*7 }}", "<b>", "é" * 5000, "\u202e", "a\nb"]  # fmt: skip
    header = [h + random.choice(["", "", f" ({random.choice(hostile)})"]) for h in base.header]
    more = random.sample(hostile, 3)
    return replace(
        base, header=header + more, rows=[[*r, "x", "y", "z"] for r in base.rows]
    ).content


@mutation(8)
def separators_mixed(base, random):
    lines = base.text.split("\r\n")
    lines = [x.replace(base.separator, random.choice(";;;\t,|")) for x in lines]
    return "\r\n".join(lines).encode(base.encoding)


@mutation(8)
def quotes_unbalanced(base, random):
    text = base.text
    for _ in range(random.choice([1, 2, 9])):
        place = random.randrange(len(text))
        text = text[:place] + random.choice(['"', ';"', '""', "'", '"x" ']) + text[place:]
    return text.encode(base.encoding)


@mutation(6)
def rows_repeated(base, random):
    rows = base.rows + random.choices(base.rows, k=30)
    return replace(base, rows=rows).content


@mutation(10)
def cells_too_many_or_few(base, random):
    rows = [
        row[: random.randrange(len(row) + 1)] if random.random() < 0.2
        else [*row, *["x", ""] * random.randrange(3)]
        for row in base.rows
    ]  # fmt: skip
    return replace(base, rows=rows).content


@mutation(6, expected="same")
def blank_lines(base, random):
    blanks = ["", " ", base.separator * 4, f" {base.separator}\u00a0", '""']
    lines = [
        line + f"\r\n{random.choice(blanks)}" * random.randrange(3)
        for line in base.text.split("\r\n")
    ]
    return "\r\n".join(lines).encode(base.encoding)


@mutation(3, TEXTS[1:4], "refused")
def points_between_thousands(base, random):
    """Where 15.000 may be fifteen thousand, it must not be read as fifteen."""
    places = [n for n, h in enumerate(base.header) if h.startswith(AMOUNTS)]
    amounts = ["15.000", "1.234.567", "250.000", "9.500"]
    rows = [
        [random.choice(amounts) if n in places else cell for n, cell in enumerate(row)]
        for row in base.rows
    ]
    return replace(base, rows=rows).content


# Cells. Each is put where an amount or a year should be, or anywhere.

AMOUNTS = ("Montant", "Versement", "Subvention", "Budget")
YEARS = ("Année", "Exercice")
CELLS = {
    "formulas": (AMOUNTS, ["=1+1", '=HYPERLINK("http://example.org";"x")', "+cmd|' /C calc'!A0", "@SUM(A1)", "=SOMME(D:D)"]),
    "huge_numbers": (AMOUNTS, ["9" * 50, "-" + "9" * 50, "1" * 5000, "99999999999999,9999", "0,00001", "1 " * 50]),
    "scientific": (AMOUNTS, ["1e5", "1E+05", "1,5e3", "inf", "NaN", "-Infinity", "0x10", "1_000", "+-5", "１２３", "١٢٣"]),
    "negative": (AMOUNTS, ["-1", "−12 000", "(500)", "-0", "- 5", "-0,0001"]),
    "dates": (YEARS, ["31/02/2008", "2008-13-45", "12 mars 2008", "01.02.08", "2008/2009", "39448", "0000", "9999", "32767", "99999", "T1 2008", "août-08", "２００８", "2008.0", "20080101"]),
    "directions": ((), ["\u202e2008", "12\u200b000", "\ufeff2008", "\u200f", "Chi\u200bne", "\u2028", "مالي", "\u2066x\u2069"]),
    "emoji": ((), ["🇨🇳", "💶 12 000", "👩‍👩‍👧", "\U0001f4a9" * 100, "Chine 😀", "e\u0301" * 200]),
    "sql": ((), ["'); DROP TABLE rows; --", "' OR 1=1 --", '"; DELETE FROM rows; "', "${HOME}", "{0}", "%s", "\\", "NULL", "c0", "*", "?", "$1"]),
}  # fmt: skip


def _cells(name):
    columns, values = CELLS[name]

    def make(base, random):
        changed = base.with_cells(random, values, columns or ("",))
        return changed.text.encode("utf-8-sig") if changed.encoding else changed.book()

    make.__name__ = f"cells_{name}"
    mutation(6, ALL)(make)


for one in CELLS:
    _cells(one)


# Names and sizes.


@mutation(4)
def text_named_as_a_workbook(base, random):
    return random.choice([".xlsx", ".ods", ".xls"]), base.content


@mutation(2, BOOKS, "refused")
def workbook_named_as_a_text(base, random):
    return random.choice([".csv", ".tsv"]), base.content


@mutation(2, BOOKS)
def workbook_named_as_another(base, random):
    return [".xls", ".ods"][random.number], base.content


@mutation(1, expected="refused")
def one_line_of_100_mb(base, random):
    return base.content + b"x" * 100_000_000


@mutation(1, expected="refused")
def one_cell_of_100_mb_in_quotes(base, random):
    return base.text.encode() + b'"' + b"2008;x\r\n" * 12_500_000


@mutation(1, expected="refused")
def many_columns(base, random):
    row = ";".join(f"c{n}" for n in range(50_000))
    return f"{row}\n{row}\n".encode()


# Workbooks.


def _archive(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def _members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@mutation(3, BOOKS, "same")
def book_columns_shuffled(base, random):
    order = random.sample(range(len(base.header)), len(base.header))
    rows = [[row[n] for n in order] for row in base.rows]
    return replace(base, header=[base.header[n] for n in order], rows=rows).book()


@mutation(4, BOOKS)
def book_merged(base, random):
    def merge(book):
        for _ in range(5):
            row, column = random.randrange(1, ROWS), random.randrange(1, 10)
            area = {"start_row": row, "end_row": row + random.randrange(1, 4)}
            area |= {"start_column": column, "end_column": column + random.randrange(1, 3)}
            book.active.merge_cells(**area)

    return base.book(merge)


@mutation(4, BOOKS)
def book_formulas_without_values(base, random):
    def formulas(book):
        for row in range(3, ROWS):
            book.active.cell(row, random.randrange(1, 13), random.choice(["=1+1", "=A3", "=1/0"]))

    return base.book(formulas)


@mutation(4, BOOKS, "same")
def book_with_more_sheets(base, random):
    def sheets(book):
        for title in random.sample(["2010", "Notes", "'", "true", "Année x", "~", "été 🌞"], 3):
            book.create_sheet(title).append(["rien", 1, 2.5])
        book.active.title = random.choice(["2010 x", "no", "l'été", "1e3", "#Projets"])

    return base.book(sheets)


@mutation(3, BOOKS, "same")
def book_empty_sheet_first(base, random):
    return base.book(lambda book: book.create_sheet("Vide", 0))


@mutation(1, BOOKS, "refused")
def book_of_empty_sheets(base, random):
    return replace(base, above=[], header=[], rows=[]).book(lambda book: book.create_sheet("Vide"))


@mutation(4, BOOKS)
def book_dates(base, random):
    def dates(book):
        values = [datetime(2008, 2, 1), datetime(2008, 2, 1, 12, 30), "01/02/2008", "février 2008", 39479, 2008.0, True, "'2008", 1e300, -1]  # fmt: skip
        place = base.header.index("Année de début") + 1
        for row in range(3, ROWS):
            book.active.cell(row, place, random.choice(values))

    return base.book(dates)


@mutation(12, BOOKS)
def book_xml_corrupted(base, random):
    members = _members((EXTRACTS / base.name).read_bytes())
    parts = ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"]
    name = random.choice([*parts, random.choice(sorted(members))])
    content = bytearray(members[name])
    for _ in range(random.choice([1, 10])):
        place = random.randrange(len(content))
        content[place : place + random.randrange(3)] = random.choice(
            [b"<", b"&", b'"', b"\xff", b"", b"9"]
        )
    return _archive(members | {name: bytes(content)})


@mutation(8, BOOKS)
def book_member_missing(base, random):
    members = _members(base.book())
    return _archive(
        {name: members[name] for name in random.sample(sorted(members), len(members) - 1)}
    )


@mutation(1, BOOKS, "refused")
def book_bomb(base, random):
    """Two big members in the archive, and archives in it."""
    big = _archive({"big": bytes(100_000_000)})
    return _archive({"xl/worksheets/sheet1.xml": bytes(300_000_000), "xl/sharedStrings.xml": bytes(300_000_000),
                     "nested.zip": _archive({f"{n}.zip": big for n in range(10)})})  # fmt: skip


@mutation(1, BOOKS, "refused")
def book_cell_in_the_farthest_corner(base, random):
    return base.book(lambda book: book.active.cell(1_048_576, 16_384, "x"))


@mutation(1, BOOKS)
def book_cell_in_the_last_row(base, random):
    return base.book(lambda book: book.active.cell(100_000, 2, "x"))


@mutation(1, BOOKS)
def book_entities(base, random):
    """A document type that says ten times ten times … the same."""
    members = _members(base.book())
    said = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    kind = f'<!DOCTYPE worksheet [<!ENTITY e0 "x">{said}]>'.encode()
    sheet = members["xl/worksheets/sheet1.xml"]
    changed = sheet.replace(b"<worksheet", kind + b"<worksheet", 1).replace(b"<v>", b"<v>&e11;")
    return _archive(members | {"xl/worksheets/sheet1.xml": changed})


@mutation(2, BOOKS)
def book_members_with_bad_names(base, random):
    return _archive({"../../evil.csv": b"x", "/tmp/evil.csv": b"x"} | _members(base.book()))


def _ods(rows: list[list[str]], repeated: int = 0) -> bytes:
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    made = "".join(
        f"<table:table-row>{''.join(cell.format(escape(c)) for c in row)}</table:table-row>"
        for row in rows
    )
    if repeated:
        made += f'<table:table-row table:number-rows-repeated="{repeated}">{cell.format("x")}</table:table-row>'
    spaces = " ".join(
        f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"'
        for n in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}><office:body>'
        f'<office:spreadsheet><table:table table:name="Projets">{made}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = b'<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    return _archive(
        {"mimetype": kind, "content.xml": content.encode(), "META-INF/manifest.xml": manifest}
    )


@mutation(2, BOOKS, "same")
def book_as_ods(base, random):
    return ".ods", _ods([*base.above, base.header, *base.rows])


@mutation(1, BOOKS)
def book_as_ods_with_a_row_repeated_to_the_end(base, random):
    return ".ods", _ods([*base.above, base.header, *base.rows], 200_000)


# Trying them.

FILES = [(name, seed) for name, made in MUTATIONS.items() for seed in range(made.times)]


@dataclass(frozen=True)
class Outcome:
    """What became of one file; `again`: what was said when some were read by the drafted card."""

    mutation: str
    base: str
    status: int | None
    out: str
    err: str
    again: str
    seconds: float


def attempt(folder: Path, name: str, seed: int) -> Outcome:
    """Make one file in a folder and check it there, as `make check-source` does."""
    made = MUTATIONS[name]
    original = base(made.bases[seed % len(made.bases)])
    content = made.make(original, Seeded(name, seed))
    ending, content = content if isinstance(content, tuple) else (original.ending, content)
    os.chdir(folder)
    path = Path(f"{name}_{seed}{ending}")
    path.write_bytes(content)
    started = time.monotonic()
    faulthandler.dump_traceback_later(LIMIT, exit=True)  # ends this process: no hang goes unseen
    with mock.patch.object(cdfc.coding, "Coder", _coder):
        status, out, err = _checked(path, None)
        again = ""
        if status == 0 and seed < 3:
            again = _checked(path, Path("drafts", path.stem + ".yaml"))[1]
    faulthandler.cancel_dump_traceback_later()
    seconds = time.monotonic() - started
    assert path.read_bytes() == content
    path.unlink()
    return Outcome(name, original.name, status, out, err, again, seconds)


@cache
def _coder() -> Coder:
    return Coder()  # made once: it is the same for all files


def _checked(path: Path, card: Path | None) -> tuple[int | None, str, str]:
    out, err = io.StringIO(), io.StringIO()
    arguments = ["check-source", *(["--card", str(card)] if card else []), "--", str(path)]
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            status = main(arguments)
        except Exception:  # what `make check-source` would show as a traceback
            traceback.print_exc()
            status = None
    return status, out.getvalue(), err.getvalue()
