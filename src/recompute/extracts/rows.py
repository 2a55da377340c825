"""The rows of all supplied files of a kind: typed, coded, and each with its fate, in DuckDB.

Received cells are text. Here the corrections of the cards are made, amounts and years are read,
labels become codes, and each row is kept or set aside for the first reason that applies; kept and
set aside together are what was received. Amounts are decimals, so that sums are exact and the same
in every run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import duckdb

from ..dialect import MISSING, TOTALS
from ..errors import InputError
from ..units import UNITS
from .database import first, text
from .kinds import Column, Kind, Supplied
from .receive import Received
from .sql import amount, bare, trimmed, year

Code = Callable[..., str | list[str] | None]  # of a column, a label and perhaps a level
FIRST_YEAR = 1950  # the first twinnings of French and foreign towns
PLANNED = 25  # years that a plan may reach beyond the extract
EXPECTED = {
    "amount": "un montant, comme 12 345,67 (quatre décimales au plus)",
    "year": "une année ou une date, comme 2008 ou 31/12/2008",
}
HEADS = ("head_0", "head_1")  # the first cells of a row, where a total row says that it is one
_TOTALS = f"(?i){TOTALS.pattern}"


@dataclass(frozen=True)
class File:
    """A supplied file, as it was received."""

    supplied: Supplied
    received: Received
    parquet: Path

    def cell(self, column: str) -> str:
        """SQL: a column's text as received; NULL without such a column, and for an empty cell.

        Raises InputError if the card names a header that the file does not have.
        """
        if column not in self.supplied.columns:
            return "NULL::VARCHAR"
        header = self.supplied.columns[column]
        if self.received.header.count(header) != 1:
            self.supplied.refuse(
                column=f"columns/{column}", found=header,
                expected="a header of the file, once: " + ", ".join(self.received.header),
            )  # fmt: skip
        return f"c{self.received.header.index(header)}"

    def corrected(self, column: str) -> str:
        """SQL: a column's text after the card's own labels and corrections."""
        cell = self.cell(column)
        changes = [
            f"WHEN {_at(c, cell)} THEN {text(c['to'])}"
            for c in self.supplied.corrections
            if c["column"] == column and "to" in c
        ]
        changes += [
            f"WHEN {trimmed(cell)} = {text(label)} THEN {text(code)}"
            for label, code in self.supplied.content.get("labels", {}).get(column, {}).items()
        ]
        cell = f"CASE {' '.join(changes)} ELSE {cell} END" if changes else cell
        is_amount = self.supplied.kind.columns[column].type == "amount"
        if is_amount and self.supplied.content.get("decimal_point"):
            return rf"regexp_replace({cell}, '([0-9])[.]([0-9])', '\1,\2')"
        return cell

    def scale(self, column: str) -> Fraction:
        """How many euros one of the file's units of an amount is."""
        return UNITS[self.supplied.content.get("units", {}).get(column, "EUR")].scale

    def put_aside(self) -> str:
        """SQL: why the card sets a row aside; NULL if it does not."""
        cases = [
            f"WHEN {_at(c, self.cell(c['column']))} THEN {text(c['reason'])}"
            for c in self.supplied.corrections
            if "set_aside" in c
        ]
        return f"CASE {' '.join(cases)} END" if cases else "NULL::VARCHAR"


def _at(correction: dict, cell: str) -> str:
    """SQL: is this the cell that the correction means?"""
    row = f"line = {correction['row']} AND " if "row" in correction else ""
    return f"{row}{trimmed(cell)} = {text(correction['expected'])}"


class Rows:
    """The rows of one kind as the DuckDB table `rows`.

    Its columns: `file` (its place in `files`), `line`; `reason`, `culprit` (a column) and `written`
    of a row that is set aside, else NULL; `content`, a hash of all that is written; and of the
    kind's columns, typed and coded, those `needed` for counting. The view `texts` has `file`,
    `line` and all columns as text.
    """

    def __init__(
        self,
        kind: Kind,
        files: list[File],
        code: Code,
        db: duckdb.DuckDBPyConnection,
        needed: Iterable[str] = (),
    ):
        self.kind, self.files, self.db = kind, files, db
        self.needed = {kind.window, *filter(None, [kind.key]), *needed}
        for number in range(len(files)):
            self._check_corrections(number)
        self._make_texts()
        self._make_labels(code)
        self._make_rows()
        if kind.key:
            self._set_duplicates_aside()
        self._written: dict[str, dict[tuple[int, int], str]] = {}

    @property
    def count(self) -> int:
        """How many rows were received."""
        return first(self.db, "SELECT count(*) FROM rows")

    def written(self, column: str) -> dict[tuple[int, int], str]:
        """What is written in a column of each row (file, line); for small extracts only."""
        if column not in self._written:
            found = self._written[column] = {}
            for number, file in enumerate(self.files):
                cell = f"coalesce({trimmed(file.cell(column))}, '')"
                query = f"SELECT line, {cell} FROM {file.received.sql(file.parquet)}"
                for line, said in self.db.execute(query).fetchall():
                    found[number, line] = said
        return self._written[column]

    def _check_corrections(self, number: int) -> None:
        file = self.files[number]
        for correction in file.supplied.corrections:
            if self.touched(number, correction):
                continue
            there, row, column = None, correction.get("row"), correction["column"]
            if row:
                relation = file.received.sql(file.parquet)
                written = trimmed(file.cell(column))
                there = first(self.db, f"SELECT {written} FROM {relation} WHERE line = {row}")
            raise InputError(
                file.supplied.source, row=row, column=column,
                found=f"« {there} »" if there else "no such cell",
                expected=f"« {correction['expected']} », as a correction of its card says",
            )  # fmt: skip

    def _make_texts(self) -> None:
        parts = []
        for number, file in enumerate(self.files):
            width = len(file.received.header)
            columns = [f"{file.corrected(column)} AS {column}" for column in self.kind.columns]
            first = ", ".join(f"c{n}" for n in range(width))
            heads = [f"c{n}" if n < width else "NULL::VARCHAR" for n in range(2)]
            scales = [
                f"{file.scale(c.name)} AS scale_{c.name}"
                for c in self.kind.columns.values() if c.type == "amount"
            ]  # fmt: skip
            parts.append(
                f"SELECT {number}::USMALLINT AS file, line, cells, "
                f"coalesce({first}) IS NULL AS blank, "
                f"{heads[0]} AS head_0, {heads[1]} AS head_1, {file.put_aside()} AS aside, "
                f"{file.supplied.last_year} AS extracted, {file.supplied.covers.start} AS since, "
                f"{file.supplied.covers.stop - 1} AS until, {', '.join([*scales, *columns])} "
                f"FROM {file.received.sql(file.parquet)}"
            )
        named = ", ".join(f"({n}, {text(f.supplied.source)})" for n, f in enumerate(self.files))
        self.db.execute(f"""CREATE TABLE files AS
            SELECT file::USMALLINT AS file, source FROM (VALUES {named}) AS f(file, source)""")
        self.db.execute(f"CREATE VIEW texts AS {' UNION ALL '.join(parts)}")

    def _make_labels(self, code: Code) -> None:
        """The tables `labels_<column>`: each label written, and the code or codes it stands for.

        An authority's label is read together with the level that its row gives.
        """
        for column in self.kind.columns.values():
            if column.is_coded:
                shape = "VARCHAR[]" if column.type == "codes" else "VARCHAR"
                made = f"labels_{column.name} (label VARCHAR, level VARCHAR, code {shape})"
                self.db.execute(f"CREATE TABLE {made}")
                level = self._level(column) or "NULL::VARCHAR"
                query = f"""SELECT DISTINCT {column.name}, {level} FROM texts
                    WHERE {column.name} IS NOT NULL ORDER BY ALL"""
                found = self.db.execute(query).fetchall()
                if found:
                    said = self.kind.columns.get(column.level)
                    levels = {level: level and code(said, bare(level)) for _, level in found}
                    codes = [
                        (bare(label) and code(column, bare(label), levels[level] or "")) or None
                        for label, level in found
                    ]
                    columns = [*map(list, zip(*found, strict=True)), codes]
                    insert = f"INSERT INTO labels_{column.name} SELECT"
                    self.db.execute(f"{insert} unnest(?), unnest(?), unnest(?)", columns)
                known = f"SELECT DISTINCT code FROM labels_{column.name} WHERE code IS NOT NULL"
                # A byte or two of each row.
                if column.type != "codes" and first(self.db, known) is not None:
                    self.db.execute(f"CREATE TYPE code_{column.name} AS ENUM ({known} ORDER BY 1)")
                    enum = f"ALTER TABLE labels_{column.name} ALTER code TYPE code_{column.name}"
                    self.db.execute(enum)

    def _level(self, column: Column) -> str:
        """The column that says an authority's level, if rows are told apart by authority."""
        return column.level if column.name in self.needed else ""

    def labels(self, column: str) -> list[tuple[str, str, str | list[str] | None]]:
        """Each label that the column holds, the level beside it, and its code; None: unknown."""
        query = f"SELECT label, coalesce(level, ''), code FROM labels_{column} ORDER BY ALL"
        return self.db.execute(query).fetchall()

    def _make_rows(self) -> None:
        typed, joins = [], []
        for c in self.kind.columns.values():
            if c.is_coded and c.name not in self.needed:
                continue  # what it stands for is not asked; whether it is known is, below
            if c.is_coded:
                joins.append(f"LEFT JOIN labels_{c.name} ON texts.{c.name} = labels_{c.name}.label")
                if self._level(c):
                    joins.append(f"AND texts.{c.level} IS NOT DISTINCT FROM labels_{c.name}.level")
                typed.append(f"labels_{c.name}.code AS {c.name}")
            elif c.type == "amount":
                value = amount(f"texts.{c.name}")
                if any("units" in file.supplied.content for file in self.files):
                    value = f"CAST({value} AS DECIMAL(28, 4)) * scale_{c.name}"
                    value = f"TRY_CAST({value} AS DECIMAL(18, 4))"
                typed.append(f"{value} AS {c.name}")
            elif c.type == "year":
                typed.append(f"{year(f'texts.{c.name}')} AS {c.name}")
            elif c.name in self.needed:
                typed.append(f"nullif({trimmed(f'texts.{c.name}')}, '') AS {c.name}")
        # Two spellings of one row are no contradiction; without a key nothing hangs on it.
        said = (f"texts.{column}" for column in self.kind.columns)
        written = ", ".join(map(trimmed, said) if self.kind.key else said)
        originals = ", ".join(f"texts.{c} AS text_{c}" for c in self.kind.columns)
        kept = ", ".join(column for column in self.kind.columns if column in self.needed)
        self.db.execute(f"""
            CREATE TABLE rows AS
            WITH typed AS (
                SELECT file, line, cells, blank, head_0, head_1, aside, extracted, since, until,
                hash({written}) AS content, {originals}, {", ".join(typed)}
                FROM texts {" ".join(joins)}
            ), judged AS (SELECT *, CASE {" ".join(self._cases())} END AS fate FROM typed)
            SELECT file, line, fate.reason AS reason, fate.culprit AS culprit,
            fate.written AS written, content, {kept} FROM judged""")

    def _cases(self) -> list[str]:
        """SQL: for each reason to set a row aside, when it applies, and what is wrong where."""

        def case(when: str, reason: str, column: str = "", written: str = "''") -> str:
            fate = f"{{'reason': {text(reason)}, 'culprit': {text(column)}, 'written': {written}}}"
            return f"WHEN {when} THEN {fate}"

        columns = list(self.kind.columns.values())
        lacking = [self._lacks(c) for c in columns if c.required == "row"] or ["true"]
        total = " OR ".join(f"regexp_matches({trimmed(c)}, '^({_TOTALS})')" for c in HEADS)
        cases = [
            case("blank", "blank"),
            case(f"({' OR '.join(lacking)}) AND coalesce({total}, false)", "total"),
            case("cells IS NOT NULL", "width", written="cells || ' cellules'"),
            case("aside IS NOT NULL", "correction", written="aside"),
        ]
        missing = ", ".join(map(text, MISSING))
        for c in columns:
            seen, value = f"text_{c.name}", c.name
            if c.required == "row":
                cases.append(case(self._lacks(c), "empty", c.name))
            if c.is_coded:
                known = self.labels(c.name)
                unknown = [text(label) for label, _, code in known if code is None and bare(label)]
                listed = ", ".join(unknown) or "NULL"
                cases.append(case(f"{seen} IN ({listed})", "unknown", c.name, seen))
            if c.type in ("amount", "year"):
                said = f"lower({trimmed(seen)})"
                excused = "" if c.required == "row" else f" AND {said} NOT IN ({missing})"
                unread = f"{value} IS NULL AND {seen} IS NOT NULL{excused}"
                cases.append(case(unread, "unreadable", c.name, seen))
            if c.type == "year":
                last = f"extracted + {PLANNED}" if c.planned else "extracted"
                impossible = f"{value} < {FIRST_YEAR} OR {value} > {last}"
                cases.append(case(impossible, "year", c.name, seen))
            if c.type == "amount":
                cases.append(case(f"{value} < 0", "negative", c.name, seen))
        window = self.kind.window
        beyond = f"{window} < since OR {window} > until"
        cases.append(case(beyond, "coverage", window, f"text_{window}"))
        for low, high, reason in self.kind.rules:
            said = f"{text(reason + ' : ')} || text_{low} || ' > ' || text_{high}"
            cases.append(case(f"{low} > {high}", "rule", low, said))
        return cases

    def _lacks(self, column: Column) -> str:
        """SQL: does a row have nothing in a column, or only spaces?"""
        seen = f"text_{column.name}"
        if column.is_coded:
            spaces = [label for label, *_ in self.labels(column.name) if not bare(label)]
            return f"({seen} IS NULL{''.join(f' OR {seen} = {text(label)}' for label in spaces)})"
        if column.type in ("amount", "year"):
            return f"({seen} IS NULL OR ({column.name} IS NULL AND {trimmed(seen)} = ''))"
        return f"{column.name if column.name in self.needed else seen} IS NULL"

    def _set_duplicates_aside(self) -> None:
        """Of rows with one key and one content keep the first; of one key and several, none.

        Nothing says which of several contents is right: a correction of the card may.
        """
        key = self.kind.key
        self.db.execute(f"""
            CREATE TEMP TABLE repeated AS
            WITH again AS (
                SELECT {key} FROM rows WHERE reason IS NULL AND {key} IS NOT NULL
                GROUP BY {key} HAVING count(*) > 1
            ), ranked AS (
                SELECT file, line, {key},
                min(content) OVER same <> max(content) OVER same AS differs,
                row_number() OVER (PARTITION BY {key} ORDER BY file, line) AS place,
                first(file) OVER (PARTITION BY {key} ORDER BY file, line) AS first_file,
                first(line) OVER (PARTITION BY {key} ORDER BY file, line) AS first_line
                FROM rows JOIN again USING ({key}) WHERE reason IS NULL
                WINDOW same AS (PARTITION BY {key})
            ) SELECT * FROM ranked WHERE differs OR place > 1""")
        self.db.execute(f"""
            UPDATE rows SET reason = CASE WHEN differs THEN 'conflict' ELSE 'duplicate' END,
            culprit = {text(key)},
            written = repeated.{key} || ' (' || source || ', ' || first_line || ')'
            FROM repeated JOIN files ON files.file = first_file
            WHERE rows.file = repeated.file AND rows.line = repeated.line""")

    def touched(self, number: int, correction: dict) -> int:
        """How many rows of a file a correction of its card finds."""
        file = self.files[number]
        cell = file.cell(correction["column"])
        relation = file.received.sql(file.parquet)
        return first(self.db, f"SELECT count(*) FROM {relation} WHERE {_at(correction, cell)}")

    def accounting(self) -> list[tuple[int, str, str, int]]:
        """For each file: how many rows each reason and column sets aside; an empty reason: kept."""
        return self.db.execute("""
            SELECT file, coalesce(reason, ''), coalesce(culprit, ''), count(*) FROM rows
            GROUP BY ALL ORDER BY ALL""").fetchall()

    def set_aside(self) -> list[tuple[int, int, str, str, str]]:
        """Each row that is set aside: file, line, reason, column, and what is written there."""
        return self.db.execute("""
            SELECT file, line, reason, culprit, written FROM rows WHERE reason IS NOT NULL
            ORDER BY file, line""").fetchall()

    def equal_rows(self) -> list[tuple[int, int, int, int]]:
        """Kept rows that say just what an earlier one says (file, line), and that one's place.

        Only where no key tells rows apart; they may well be two equal amounts, so they stay.
        """
        if self.kind.key:
            return []
        self.db.execute("""
            CREATE OR REPLACE TEMP TABLE again AS SELECT content FROM rows WHERE reason IS NULL
            GROUP BY content HAVING count(*) > 1""")
        return self.db.execute("""
            WITH ranked AS (
                SELECT file, line,
                first(file) OVER w AS first_file, first(line) OVER w AS first_line,
                row_number() OVER w AS place
                FROM rows SEMI JOIN again USING (content) WHERE reason IS NULL
                WINDOW w AS (PARTITION BY content ORDER BY file, line)
            ) SELECT file, line, first_file, first_line FROM ranked WHERE place > 1
            ORDER BY file, line""").fetchall()
