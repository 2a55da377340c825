"""The files as a ministry might send them: three kinds, several dialects, each with its card."""

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

import xlsxwriter

from .labels import CALLS, DECISIONS, KINDS, LEVELS, PARTNER_LEVELS, PRINTED_THEMES, THEMES
from .margins import parameters

EXTRACTED = "2013"
COUNTRIES = {row["code"]: row["name"] for row in parameters("countries")}


@dataclass
class Dialect:
    """How a file is written; `unit`: how many cents amounts are counted in."""

    ending: str = ".csv"
    encoding: str = "cp1252"
    separator: str = ";"
    thousands: str = "\u00a0"
    point: str = ","
    decimals: int = 0
    unit: int = 100

    def amount(self, cents: int | None) -> str:
        """An amount as the file writes it; decimals are added where it needs them."""
        if cents is None:
            return "n.d."
        whole, rest = divmod(cents, self.unit)
        digits = f"{rest:0{len(str(self.unit)) - 1}}"
        while digits.endswith("0") and len(digits) > self.decimals:
            digits = digits[:-1]
        grouped = f"{whole:,}".replace(",", self.thousands)
        return grouped + (self.point + digits if digits else "")


@dataclass
class Fate:
    """What was planted in a row, and what should become of it; `to` mends it by the card."""

    fault: str
    column: str
    reason: str
    kept: bool = False
    to: str = ""
    everywhere: bool = False  # one correction of the card for all rows that have the same


@dataclass
class Line:
    """A row of a file, by column of its kind."""

    cells: dict[str, str | int]
    fate: Fate | None = None
    too_many: tuple[str, ...] = ()


@dataclass
class File:
    """A file before it is written."""

    name: str
    kind: str
    title: str
    covers: tuple[int, int]
    lines: list[Line]
    dialect: Dialect = field(default_factory=Dialect)
    totals: dict[str, str] = field(default_factory=dict)

    @cached_property
    def headers(self) -> dict[str, str]:
        """Column of the kind → header, in the file's order; some years call a column otherwise."""
        rows = [row for row in parameters("headers") if row["kind"] == self.kind]
        years = ("", str(self.covers[0]))
        return {row["column"]: row["header"] for row in rows if row["year"] in years}

    @property
    def key(self) -> str:
        """The column that tells rows apart; aid has none."""
        return "" if self.kind == "apd_declarations" else next(iter(self.headers))

    @property
    def source(self) -> str:
        """Its path below the raw folder."""
        return f"extracts/{self.name}{self.dialect.ending}"

    @property
    def first_line(self) -> int:
        """The physical line of the first row: below title, blank line and header."""
        return 4 if self.dialect.ending == ".csv" else 3

    def numbered(self) -> Iterator[tuple[int, Line]]:
        """Each row with its physical line."""
        return enumerate(self.lines, start=self.first_line)

    def grid(self) -> list[list[str | int]]:
        """All cells, from the title on."""
        blank = [[]] * (self.first_line - 3)
        rows = [[*(x.cells.get(c, "") for c in self.headers), *x.too_many] for x in self.lines]
        return [[self.title], *blank, list(self.headers.values()), *rows]

    def write(self, folder: Path):
        """Write the file and its card."""
        path = folder / self.source
        if self.dialect.ending == ".xlsx":
            self._write_workbook(path)
        else:
            text = io.StringIO()
            sheet = csv.writer(text, delimiter=self.dialect.separator, lineterminator="\r\n")
            sheet.writerows(self.grid())
            mark = "\ufeff" if self.dialect.encoding.startswith("utf-16") else ""
            path.write_bytes((mark + text.getvalue()).encode(self.dialect.encoding))
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        path.with_suffix(".yaml").write_text(self.card(digest), encoding="utf-8")

    def _write_workbook(self, path: Path):
        content = io.BytesIO()
        with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
            book.set_properties({"created": datetime(2013, 3, 12, tzinfo=UTC)})
            sheet = book.add_worksheet("Projets")
            for place, row in enumerate(self.grid()):
                sheet.write_row(place, 0, row)
        # Stored, not compressed: versions of zlib compress into other bytes.
        with zipfile.ZipFile(content) as packed, zipfile.ZipFile(path, "w") as stored:
            for part in packed.namelist():
                stored.writestr(zipfile.ZipInfo(part), packed.read(part))

    def card(self, digest: str) -> str:
        """The card: YAML, whose values are written as JSON, which YAML contains."""
        content = {
            "title": f"EXEMPLE SYNTHÉTIQUE : {self.title}",
            "kind": self.kind,
            "sha256": digest,
            "publisher": "exemple synthétique, aucun document réel",
            "document": "lignes inventées par examples/generate.py, à graine fixe",
            "date": EXTRACTED,
            "licence": "CC0-1.0",
            "covers": dict(zip(("from", "to"), self.covers, strict=True)),
            "synthetic": True,
            "columns": self.headers,
        }
        if self.dialect.unit == 100_000:
            content["units"] = {"amount": "KEUR"}
        if self.dialect.point == ".":
            content["decimal_point"] = True
        if self.dialect.ending == ".xlsx":
            content["sheet"] = "Projets"
        seen = {line.cells.get("theme") for line in self.lines}
        if labels := {label: code for label, code in PRINTED_THEMES.items() if label in seen}:
            content["labels"] = {"theme": labels}
        if corrections := self._corrections():
            content["corrections"] = corrections
        return "".join(f"{key}:{_yaml(value)}\n" for key, value in content.items())

    def _corrections(self) -> list[dict]:
        """What the card mends or sets aside; one for all rows where they say the same."""
        found = []
        for number, line in self.numbered():
            if not line.fate or not (line.fate.to or line.fate.reason == "correction"):
                continue
            place = {} if line.fate.everywhere else {"row": number}
            fate = {"to": line.fate.to} if line.fate.to else {"set_aside": True}
            entry = {
                **place, "column": line.fate.column, "expected": line.cells[line.fate.column],
                **fate, "reason": f"exemple : {line.fate.fault}",
            }  # fmt: skip
            if entry not in found:
                found.append(entry)
        return found


def _yaml(value) -> str:
    if isinstance(value, list):
        return "".join(f"\n  - {_json(item)}" for item in value)
    if isinstance(value, dict) and len(value) > 2:
        return "".join(f"\n  {key}: {_json(item)}" for key, item in value.items())
    return f" {_json(value)}"


def _json(value) -> str:
    return json.dumps(value, ensure_ascii=False)


def atlas_file(rows: list[dict]) -> File:
    """The Atlas: one workbook, with a title above the header."""
    lines = [
        Line({
            **{column: row[column] for column in ("code", "authority", "region", "partner")},
            "level": LEVELS[row["level"]], "country": COUNTRIES[row["country"]],
            "partner_level": PARTNER_LEVELS[row["partner_level"]], "kind": KINDS[row["kind"]],
            "theme": " ; ".join(THEMES[theme] for theme in row["themes"]),
            "status": "Terminé" if row["end"] and row["end"] <= int(EXTRACTED) else "En cours",
            "start_year": row["start"], "end_year": row["end"] or "",
            "cofinanced": "Oui" if row["cofinanced"] else "Non",
        })
        for row in rows
    ]  # fmt: skip
    title = "Atlas de la coopération décentralisée, projets"
    return File("synthetic_atlas", "atlas_projects", title, (1981, 2012), lines, Dialect(".xlsx"))


AMOUNTS = {"amount_requested": "requested", "amount_granted": "granted", "total_budget": "budget",
           "authorities_share": "authorities", "other_funders": "others"}  # fmt: skip


def cofinancing_file(year: int, rows: list[dict]) -> File:
    """The files of one year: cp1252, semicolons, no-break spaces in the thousands."""
    dialect = Dialect(decimals=2 if year % 2 else 0)
    lines = []
    for row in rows:
        cells = {
            **{column: row[column] for column in ("file_number", "authority", "region")},
            "call": CALLS[row["call"]],
            "year": str(year),
            "country": COUNTRIES[row["country"]],
            "theme": row.get("theme_written", THEMES[row["theme"]]),
            "decision": DECISIONS[row["decision"]],
        }
        # Of a refused file the plan was not kept: empty cells.
        known = list(AMOUNTS)[: None if row["decision"] == "granted" else 2]
        cells |= {column: dialect.amount(row[AMOUNTS[column]]) for column in known}
        fate = Fate("n.d.", "authorities_share", "unknown_value", kept=True)
        lines.append(Line(cells, fate if cells.get("authorities_share") == "n.d." else None))
    totals = {c: dialect.amount(sum(r[n] or 0 for r in rows)) for c, n in AMOUNTS.items()}
    name, title = f"synthetic_cofinancing_{year}", f"Dossiers de cofinancement {year}"
    return File(name, "cofinancing_files", title, (year, year), lines, dialect, totals)


UTF16 = Dialect(".tsv", "utf-16-le", "\t", thousands="")
MARKED = Dialect(".csv", "utf-8-sig", ";", thousands="\u202f", decimals=2)
IN_THOUSANDS = Dialect(".csv", "utf-8", ",", "", point=".", decimals=3, unit=100_000)
AID_DIALECTS = {
    2006: UTF16, 2007: UTF16, 2008: MARKED, 2009: MARKED, 2010: UTF16, 2011: MARKED,
    2012: IN_THOUSANDS,
}  # fmt: skip


def aid_file(year: int, rows: list[dict]) -> File:
    """The declarations of one year, in the year's dialect."""
    dialect = AID_DIALECTS[year]
    lines = [
        Line({
            **{column: row[column] for column in ("authority", "sector", "kind")},
            "year": str(year), "level": LEVELS[row["level"]], "country": COUNTRIES[row["country"]],
            "amount": dialect.amount(row["amount"]),
        }, Fate("lignes égales", "", "equal", kept=True) if row.get("equal") else None)
        for row in rows
    ]  # fmt: skip
    totals = {"amount": dialect.amount(sum(row["amount"] for row in rows))}
    name, title = f"synthetic_apd_{year}", f"Déclarations d'APD des collectivités {year}"
    return File(name, "apd_declarations", title, (year, year), lines, dialect, totals)
