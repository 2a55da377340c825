"""One supplied file, as it comes → a Parquet file of text cells with their physical lines.

Two ways lead to the same cells. On the fast one DuckDB reads the file itself; it counts only if
there are as many records as lines, so that a record's place says its line. On the careful one
Python reads record by record: blank lines, line ends within quotes, rows with too many cells.
"""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import duckdb

from ..dialect import (
    LONGEST,
    MARKS,
    SEPARATORS,
    Layout,
    layout,
    lines,
    records,
    separator_of,
    trimmed,
)
from ..errors import InputError
from ..files import digest, replacing
from .database import Database, connect, file, first, text
from .texts import CHUNK, FIRST_ROWS, head, read_records, survey, transcode
from .workbooks import write_sheet

TEXTS = (".csv", ".tsv", ".txt")
WORKBOOKS = (".xlsx", ".ods", ".xls")
WIDEST = 1_000  # columns of a table
# What workbooks begin with, what they are then, and how their names end.
SORTS = {
    b"PK\3\4": ("a workbook", (".xlsx", ".ods")),
    b"\xd0\xcf\x11\xe0": ("an old workbook, or one with a password,", (".xls",)),
}


@dataclass(frozen=True)
class Received:
    """What a file was found to be, and where its rows lie.

    `header`: trimmed, without the empty ones at its end, found on the line `header_line`. `rows`:
    those below it, blank ones included, but not empty lines at the very end. `first_line`: the line
    of the first row if each row has one line and no line is missing; else None, and the Parquet
    file has a column `line`. `above`: the text of each title line. A workbook has no `encoding`
    and no `separator`, a file of one column no separator.
    """

    header: list[str]
    header_line: int
    rows: int
    first_line: int | None
    encoding: str
    separator: str
    sheet: str
    above: list[str]
    sha256: str

    def sql(self, parquet: str | Path) -> str:
        """SQL for a FROM clause: `line`, `cells`, and the cells `c0`, `c1`, … in the file's order.

        `cells` is how many a row has that has more than the header; else NULL. An empty cell is
        NULL.
        """
        columns = ", ".join(["cells", *_names(len(self.header))])
        line, source = "line", file(parquet)
        if self.first_line is not None:
            line = f"{self.first_line} + file_row_number AS line"
        return (
            f"(SELECT {line}, {columns} "
            f"FROM read_parquet({source}, file_row_number = true, hive_partitioning = false))"
        )


def receive(
    path: Path, called: str, parquet: Path, *, sheet: str = "", threads: int | None = None
) -> Received:
    """Write the rows of a file to `parquet`; `called` is its name, for messages.

    `sheet`: of a workbook; without it the first that is not empty. Raises InputError if the file
    cannot be read as a table with a header and rows.
    """
    path, ending = Path(path), Path(path).suffix.lower()
    if not path.is_file():
        found = "a folder" if path.is_dir() else "no such file"
        raise InputError(called, found=found, expected="a file")
    if ending not in TEXTS + WORKBOOKS:
        expected = f"one of {', '.join(TEXTS + WORKBOOKS)}"
        raise InputError(called, found=f"a name that ends in « {ending} »", expected=expected)
    if not path.stat().st_size:
        raise InputError(called, found="an empty file", expected="a header and rows")
    _check_sort(path, called)
    with (
        replacing(parquet) as out,
        tempfile.TemporaryDirectory(dir=out.parent, prefix=".receive.") as folder,
    ):
        scratch = Path(folder)
        with connect(scratch, threads) as db:
            if ending in WORKBOOKS:
                return _workbook(db, path, called, sheet, out, scratch)
            try:
                return _text(db, path, "", called, out, scratch)
            except UnicodeDecodeError:
                plain = scratch / "text.csv"
                encoding = transcode(path, plain, called)
                read = _text(db, plain, encoding, called, out, scratch)
                return replace(read, sha256=digest(path))


def _check_sort(path: Path, called: str) -> None:
    """Refuse a file that is of another sort than its name says."""
    with path.open("rb") as stream:
        start = stream.read(CHUNK)
    found, endings = SORTS.get(start[:4], ("a text", TEXTS))
    is_sure = endings != TEXTS or start.startswith(tuple(MARKS)) or b"\0" not in start
    if is_sure and path.suffix.lower() not in endings:
        raise InputError(
            called, found=f"{found} whose name ends in « {path.suffix} »",
            expected=f"a name that says what it is, and ends in {' or '.join(endings)}",
        )  # fmt: skip


def _workbook(
    db: Database, path: Path, called: str, sheet: str, out: Path, scratch: Path
) -> Received:
    cells = scratch / "sheet.csv"
    sheet = write_sheet(path, called, sheet, cells)

    def rows() -> Iterator[tuple[int, list[str]]]:
        with cells.open(encoding="utf-8", newline="") as stream:
            for line, *row in csv.reader(stream):
                yield int(line), row

    top = _layout(islice(rows(), FIRST_ROWS), called)
    count = _careful(db, rows(), top, called, out, scratch)
    return Received(
        top.header, top.header_line, count, None, "", "", sheet, top.above, digest(path)
    )


def _text(
    db: Database, path: Path, encoding: str, called: str, out: Path, scratch: Path
) -> Received:
    """Receive a text in UTF-8; `encoding`: what it was in before. Raises UnicodeDecodeError."""
    start, marked = head(path, called)
    separator = separator_of(start)
    delimiter = separator or SEPARATORS[0]
    top = _layout(records(lines(start), delimiter), called)
    # Both use a core; a job that has but one (and there are others beside it) takes turns.
    with ThreadPoolExecutor(1) as beside:
        surveyed = beside.submit(survey, path, called)
        if db.execute("SELECT current_setting('threads')").fetchone() == (1,):
            surveyed.result()
        count = _fast(db, path, delimiter, top, out)
        found = surveyed.result()
    first_line: int | None = top.header_line + 1
    if not (count and found.is_plain and count == found.lines - top.header_line):
        rows = read_records(path, delimiter, called)
        count, first_line = _careful(db, rows, top, called, out, scratch), None
    return Received(
        top.header, top.header_line, count, first_line, encoding or marked, separator, "",
        top.above, found.sha256,
    )  # fmt: skip


def _layout(rows: Iterable[tuple[int, list[str]]], called: str) -> Layout:
    top = layout(rows, called)
    if len(top.header) > WIDEST:
        raise InputError(
            called, row=top.header_line, found=f"{len(top.header)} columns",
            expected=f"a table of at most {WIDEST}",
        )  # fmt: skip
    return top


def _fast(db: Database, path: Path, delimiter: str, top: Layout, out: Path) -> int | None:
    """Have DuckDB read the file; how many records it finds, or None if it is not for DuckDB."""
    if not top.is_plain:
        return None
    names = _names(top.width)
    kept, extra = names[: len(top.header)], names[len(top.header) :]
    cells = f"CASE WHEN coalesce({', '.join(extra)}) IS NOT NULL THEN 0 END" if extra else "NULL"
    select = f"CAST({cells} AS INTEGER) AS cells, {', '.join(kept)}"
    how = {"delim": delimiter, "skip": top.header_line, "null_padding": True}
    try:
        count = _copy(db, path, names, select, out, **how)
    except duckdb.Error:
        return None
    wider = first(db, f"SELECT count(cells) FROM read_parquet({file(out)})")
    return None if wider else count


def _careful(
    db: Database,
    rows: Iterable[tuple[int, list[str]]],
    top: Layout,
    called: str,
    out: Path,
    scratch: Path,
) -> int:
    """Write the rows below the header, read in Python; returns how many, at least one."""
    width, count, blank = len(top.header), 0, 0
    plain = scratch / "rows.csv"
    with plain.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n", quoting=csv.QUOTE_ALL)
        for line, row in rows:
            if line <= top.header_line:
                continue
            if not row:  # an empty line; at the very end it is no row
                blank += 1
                continue
            writer.writerows([n, *[""] * (width + 1)] for n in range(line - blank, line))
            filled = len(row) if len(row) <= width else len(trimmed(row))
            cells = filled if filled > width else ""
            writer.writerow([line, cells, *row[:width], *[""] * (width - len(row))])
            count, blank = count + blank + 1, 0
    if not count:
        raise InputError(
            called, row=top.header_line, found="no rows below the header", expected="at least one"
        )
    names = _names(width)
    select = ", ".join(["CAST(line AS BIGINT) AS line", "CAST(cells AS INTEGER) AS cells", *names])
    how = {"delim": ",", "new_line": "\\n", "parallel": False, "max_line_size": 8 * LONGEST}
    copied = _copy(db, plain, ["line", "cells", *names], select, out, **how)
    assert copied == count, f"{called}: {copied} rows written of {count}"
    return count


def _copy(
    db: Database, path: Path, names: list[str], select: str, out: Path, **options: object
) -> int:
    """Copy a text in UTF-8 to Parquet, every cell as text; returns how many rows."""
    said = {"quote": '"', "escape": '"', "compression": "none"} | options
    said |= {"header": False, "auto_detect": False, "hive_partitioning": False}
    listed = ", ".join(f"{name} = {text(str(value))}" for name, value in said.items())
    columns = ", ".join(f"{name}: 'VARCHAR'" for name in names)
    relation = f"read_csv({file(path)}, columns = {{{columns}}}, {listed})"
    # Row groups of this size come out the same whatever the number of threads.
    how = "FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, ROW_GROUP_SIZE 245760"
    query = f"COPY (SELECT {select} FROM {relation}) TO {text(str(out))} ({how})"
    return first(db, query)


def _names(width: int) -> list[str]:
    return [f"c{n}" for n in range(width)]
