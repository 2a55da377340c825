"""Counts the rows of an extract into the cells that tallies define."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import Any, TypeAlias

from ..cells import Cell, Row, address
from ..files import replacing
from ..printed import Printed
from .database import name, text
from .kinds import Kind
from .rows import Rows
from .tally import Later, Tallied, Tally, Years

LISTED = 1_000  # a cell that rests on more rows does not list them
SMALL = 100_000  # nor do the cells of extracts that have more rows in all
DECADE = 10
Codes: TypeAlias = dict[str, str]  # by dimension
Places: TypeAlias = list[tuple[int, int]]  # the files, by number, and lines of rows


def count(tallies: Iterable[Tally], rows: Rows, last_year: int) -> list[Tallied]:
    """Each tally, as far as the files cover its years.

    `last_year`: how far tables and figures go beyond the report's own windows. Raises ValueError
    for a tally that names a column that the kind does not have.
    """
    covered = {year for file in rows.files for year in file.supplied.covers}
    small = rows.count <= SMALL
    return [_Counter(one, rows, covered, small).tallied(last_year) for one in tallies]


def write_lineage(tallies: Iterable[Tally], counted: list[Tallied], rows: Rows, path: Path) -> None:
    """Write, as Parquet, the place of every row behind the cells that do not list their own.

    Its columns: `series` and the dimensions of a cell, `source` and `line` of the row.
    """
    parts = [
        _Counter(tally, rows, set(), False).lineage((one.window[0], one.until))
        for tally, one in zip(tallies, counted, strict=True)
        if any((cell.tallied or 0) > len(cell.rows) for cell in (*one.own, *one.longer))
    ]
    nothing = "SELECT '' AS series, 0::USMALLINT AS file, 0::BIGINT AS line WHERE false"
    listed = " UNION ALL BY NAME ".join([nothing, *parts])
    how = "FORMAT parquet, PARQUET_VERSION v2, COMPRESSION zstd, COMPRESSION_LEVEL 1"
    with replacing(path) as out:
        rows.db.execute(f"""COPY (
            SELECT listed.* EXCLUDE (file), source FROM ({listed}) AS listed JOIN files USING (file)
            ) TO {text(str(out))} ({how})""")


def needed(tallies: Iterable[Tally], kind: Kind) -> set[str]:
    """The columns of a kind that its tallies look at."""
    found = set()
    for tally in tallies:
        dimensions = [d for d in tally.by if d not in ("year", "decade")]
        found |= {*tally.where, *map(kind.column_of, dimensions), tally.what.column} - {""}
    return found


class _Counter:
    def __init__(self, tally: Tally, rows: Rows, covered: set[int], small: bool):
        self.tally, self.rows, self.kind, self.covered = tally, rows, rows.kind, covered
        self.small = small
        self.column = tally.what.column or rows.kind.key or rows.kind.window  # that lists show
        for column in [*tally.where, tally.what.column or rows.kind.window]:
            if column not in self.kind.columns:
                raise ValueError(f"{tally.series}: {self.kind.name} has no column {column}")

    def tallied(self, last_year: int) -> Tallied:
        first, last = self.tally.window
        until = last
        while until < last_year and until + 1 in self.covered:
            until += 1
        whole = set(range(first, last + 1)) <= self.covered
        by_year = self.yearly and self.tally.what.do != "entering"  # what is new takes all years
        own, longer = [], []
        if by_year:
            longer = self.cells((first, until), ())
            own = [cell for cell in longer if int(cell.dimensions["year"]) <= last]
        elif whole:
            own = self.cells((first, last), self.tally.decades)
        if until == last:
            longer = []
        elif not by_year and (whole or self.tally.what.adds_up):
            decades = _completed(self.tally.decades, until)
            longer = self.cells((first if whole else last + 1, until), decades)
        listed = {d: self._where(d) for d in self.tally.by}
        codes = {d: list(where) for d, where in listed.items() if isinstance(where, tuple)}
        codes |= {d: [code] for d, code in self.tally.fixed.items()}
        return Tallied(
            self.tally.series, self.tally.window, until, whole, self.tally.by, codes, own, longer,
        )  # fmt: skip

    @property
    def yearly(self) -> bool:
        return "year" in self.tally.by

    def _where(self, dimension: str) -> tuple[str, ...] | Later | None:
        """The codes that count of a dimension, where the tally lists them."""
        if dimension in ("year", "decade"):
            return None
        return self.tally.where.get(self.kind.column_of(dimension))

    def cells(self, years: Years, decades: tuple[str, ...]) -> list[Cell]:
        """The cells of some years; those of a year or decade that is not covered are left out."""
        found = self.select(years, decades)
        if self.tally.what.do == "each":
            return [self.item(*row) for row in found]
        width = len(self.tally.by)
        cells = {row[:width]: row[width:] for row in found if None not in row[:width]}
        for key in product(*(self.domain(d, years, decades) for d in self.tally.by)):
            cells.setdefault(key, (Fraction(), 0, 0, []))
        made = []
        for key in sorted(cells):
            dimensions = dict(zip(self.tally.by, key, strict=True))
            made.append(self.cell(dimensions, years, cells[key]))
        return made

    def domain(self, dimension: str, years: Years, decades: tuple[str, ...]) -> list[str]:
        """The codes that have a cell even if no row has them: nothing there is a zero."""
        if dimension == "year":
            return [str(y) for y in range(years[0], years[1] + 1) if y in self.covered]
        if dimension == "decade":
            return [d for d in decades if int(d[5:]) >= years[0]]
        where = self._where(dimension)
        return list(where) if isinstance(where, tuple) else []

    def source(self, years: Years, decades: tuple[str, ...]) -> str:
        """SQL: the rows that count, with their codes of the tally's dimensions.

        A row with several themes comes once for each, if the tally asks for them.
        """
        window, what = self.kind.window, self.tally.what
        inside = f"{window} BETWEEN {years[0]} AND {years[1]}"
        conditions = ["reason IS NULL"]
        conditions += [self.condition(c, wanted) for c, wanted in self.tally.where.items()]
        dimensions = [f"{self.code(d, decades)} AS {name(d)}" for d in self.tally.by]
        own = [d for d in self.tally.by if d in self.kind.columns]  # names that are taken anew
        every = f"* EXCLUDE ({', '.join(own)})" if own else "*"
        chosen = f"SELECT * FROM rows WHERE {' AND '.join(conditions)}"
        if what.do == "entering":  # the first year of each thing, whenever that was
            first = f"{window} = min({window}) OVER (PARTITION BY {what.column})"
            chosen = f"SELECT * FROM ({chosen} QUALIFY {first})"
        chosen += f" {'WHERE' if what.do == 'entering' else 'AND'} {inside}"
        return f"(SELECT {', '.join([every, *dimensions])} FROM ({chosen}))"

    def select(self, years: Years, decades: tuple[str, ...]) -> list[tuple]:
        """For each key: the value, the rows, those without a value, and the rows' places."""
        what, source = self.tally.what, self.source(years, decades)
        keys = ", ".join(name(d) for d in self.tally.by)
        if what.do == "each":
            query = f"""SELECT {keys + ", " if keys else ""} file, line, {what.column}
                FROM {source} ORDER BY file, line"""
            return self.rows.db.execute(query).fetchall()
        value = {
            "rows": "count(*)",
            "added": f"sum({what.column})",
            "named": f"sum(len({what.column}))",
            "different": f"count(DISTINCT {what.column})",
            "entering": f"count(DISTINCT {what.column})",
            "smallest": f"min({what.column})",
            "largest": f"max({what.column})",
        }[what.do]
        amounts = what.do in ("added", "smallest", "largest")
        missing = f"count(*) - count({what.column})" if amounts else "0"
        places = "coalesce(list((file, line) ORDER BY file, line), [])" if self.small else "[]"
        query = f"""SELECT {keys + ", " if keys else ""} {value}, count(*), {missing}, {places}
            FROM {source} {f"GROUP BY {keys}" if keys else ""}"""
        return self.rows.db.execute(query).fetchall()

    def lineage(self, years: Years) -> str:
        """SQL: the place of each row that counts, with the codes of the cell it counts in."""
        decades = _completed(self.tally.decades, years[1])
        fixed = [f"{text(code)} AS {name(d)}" for d, code in self.tally.fixed.items()]
        chosen = [f"{text(self.tally.series)} AS series", *fixed, *map(name, self.tally.by)]
        return f"SELECT {', '.join(chosen)}, file, line FROM {self.source(years, decades)}"

    def condition(self, column: str, wanted: tuple[str, ...] | Later) -> str:
        """SQL: does a row count?"""
        if isinstance(wanted, Later):
            return f"({column} IS NULL OR {column} > {wanted.year})"
        codes = ", ".join(map(text, wanted))
        if self.kind.columns[column].type == "codes":
            return f"list_has_any({column}, [{codes}])"
        return f"{column} IN ({codes})"

    def code(self, dimension: str, decades: tuple[str, ...]) -> str:
        """SQL: a row's code of a dimension."""
        window = self.kind.window
        if dimension == "year":
            return f"CAST({window} AS VARCHAR)"
        if dimension == "decade":
            cases = (f"WHEN {window} BETWEEN {d[:4]} AND {d[5:]} THEN {text(d)}" for d in decades)
            return f"CASE {' '.join(cases)} END"
        column = self.kind.columns[self.kind.column_of(dimension)]
        return f"unnest({column.name})" if column.type == "codes" else column.name

    def cell(self, codes: Codes, years: Years, counted: tuple) -> Cell:
        """What rows give for a key; without a value where a row has none."""
        value, tallied, missing, places = counted
        said = f"{tallied} lignes" if tallied != 1 else "1 ligne"
        said += f", dont {missing} sans montant" if missing else ""
        exact = None if missing else Fraction(value or 0)
        return self.make(
            codes, {} if "year" in codes else {"period": f"{years[0]}-{years[1]}"}, places, said,
            unit=self.tally.unit, value=exact, tallied=tallied,
            printed=None if exact is None else Printed(exact, exact, exact, Fraction(1, 10_000)),
            rows=self.written(places) if len(places) <= LISTED else (),
        )  # fmt: skip

    def item(self, *row: Any) -> Cell:
        """A row by itself."""
        *codes, file, line, written = row
        key = dict(zip(self.tally.by, codes, strict=True)) | {"row": f"{file}:{line}"}
        return self.make(key, {}, [(file, line)], str(written or ""))

    def make(self, codes: Codes, period: Codes, places: Places, written: str, **more: Any) -> Cell:
        """A cell that rests on these rows; `period`: what its address says of the years."""
        tally, dimensions = self.tally, self.tally.fixed | codes
        file, line = places[0] if places else (0, 0)
        return Cell(
            id=address(f"rows.{tally.series}", dimensions | period), series=tally.series,
            source=self.rows.files[file].supplied.source, row=line, column=self.column,
            written=written, line=None, last_line=None, evidence="extract", exhibit=tally.exhibit,
            label=tally.label, dimensions=dimensions, **more,
        )  # fmt: skip

    def written(self, places: Places) -> tuple[Row, ...]:
        """What the rows say in the tally's column, as it is written."""
        said = self.rows.written(self.column) if places else {}
        return tuple(
            Row(self.rows.files[file].supplied.source, line, self.column, said[file, line])
            for file, line in places
        )


def _completed(decades: tuple[str, ...], until: int) -> tuple[str, ...]:
    """The decades, each with all its ten years, up to the one that holds a year."""
    starts = [int(decade[:4]) for decade in decades]
    while starts and starts[-1] + DECADE <= until:
        starts.append(starts[-1] + DECADE)
    return tuple(f"{start}-{start + DECADE - 1}" for start in starts)
