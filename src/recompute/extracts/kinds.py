"""Kinds of extract, and the cards of the files supplied: what their columns are, and are called."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NoReturn

from ..cards import load_yaml, schema
from ..errors import InputError
from ..signs import unfit

# What the tables of rows have beside the columns of a kind.
RESERVED = {
    "file", "line", "cells", "blank", "head_0", "head_1", "aside", "extracted", "since", "until",
    "content", "reason", "culprit", "written", "fate", "source",
}  # fmt: skip
FOLDER = "extracts"  # of the supplied files, below the raw folder
ENDINGS = (".csv", ".txt", ".tsv", ".xlsx", ".ods", ".xls")

# Why a row is set aside, in French and in English; « written » is what stands in the column named.
REASONS = {
    "blank": ("ligne vide", "blank row"),
    "total": ("ligne de total", "total row"),
    "width": ("plus de cellules que l'en-tête", "more cells than the header"),
    "correction": ("écartée par la fiche", "set aside by the card"),
    "empty": ("cellule vide", "nothing written"),
    "unreadable": ("illisible", "unreadable"),
    "unknown": ("hors vocabulaire", "not in the vocabulary"),
    "year": ("année impossible", "impossible year"),
    "coverage": ("hors de la période couverte", "outside the years that the file covers"),
    "negative": ("montant négatif", "negative amount"),
    "rule": ("règle de la sorte d'extrait", "rule of the kind broken"),
    "duplicate": ("doublon", "duplicate of an earlier row"),
    "conflict": ("même code, autre contenu", "same key, other content"),
}


@dataclass(frozen=True)
class Column:
    """One column of a kind; `headers`: how files write its header.

    `level`: of an authority, the column that says its level; it tells a town from the department of
    the same name.
    """

    name: str
    type: str
    meaning: str
    headers: tuple[str, ...]
    required: str = ""
    vocabulary: str = ""
    level: str = ""
    dimension: str = ""
    planned: bool = False

    @property
    def is_coded(self) -> bool:
        """Are its cells labels that stand for codes?"""
        return self.type in ("country", "authority", "code", "codes")


@dataclass(frozen=True)
class Kind:
    """A kind of extract: one row for each of something, with these columns.

    `key` is the column that tells rows apart (empty if none does), `window` that of the year a row
    belongs to; `rules`: pairs of columns, of which the first may not be above the second, and why.
    """

    name: str
    title: str
    columns: dict[str, Column]
    key: str
    window: str
    rules: tuple[tuple[str, str, str], ...]

    def column_of(self, dimension: str) -> str:
        """The column that measures know as this dimension."""
        found = [c.name for c in self.columns.values() if dimension in (c.dimension, c.name)]
        if not found:
            raise ValueError(f"{self.name} has no column for the dimension {dimension}")
        return found[0]


def load_kind(path: Path) -> Kind:
    """The kind that a YAML file describes; InputError if it is not as its schema says."""
    content = load_yaml(path, schema(__package__, "kind.schema.json"))
    columns = {
        name: Column(name, **given | {"headers": tuple(given["headers"])})
        for name, given in content["columns"].items()
    }
    for name in RESERVED & set(columns):
        raise InputError(path, column=name, found="a name that rows use", expected="another one")
    rules = tuple((*rule["not_above"], rule["reason"]) for rule in content["rules"])
    for name in (content["window"], *(name for rule in rules for name in rule[:2])):
        if name not in columns:
            raise InputError(path, found=f"the column {name}", expected=", ".join(columns))
    return Kind(
        path.stem, content["title"]["fr"], columns, content.get("key", ""), content["window"], rules
    )


@dataclass(frozen=True)
class Supplied:
    """A supplied file with its card; `source` is its path below the raw folder."""

    raw: Path
    source: str
    content: dict
    kind: Kind

    @property
    def path(self) -> Path:
        """Where the file lies."""
        return self.raw / self.source

    @property
    def covers(self) -> range:
        """The years for which it is complete."""
        return range(self.content["covers"]["from"], self.content["covers"]["to"] + 1)

    @property
    def last_year(self) -> int:
        """The year in which it was extracted: no row is later."""
        return int(self.content["date"][-4:])

    @property
    def columns(self) -> dict[str, str]:
        """Column of the kind → header in the file."""
        return self.content["columns"]

    @property
    def publication(self) -> dict:
        """Where it comes from: publisher, document, date, licence."""
        return self.content

    @property
    def is_synthetic(self) -> bool:
        """Are its rows made up?"""
        return self.content.get("synthetic", False)

    @cached_property
    def corrections(self) -> list[dict]:
        """What is put right, or aside, before the rows are read."""
        return self.content.get("corrections", [])

    def refuse(self, *, found: object, expected: object, **place: Any) -> NoReturn:
        """Refuse the card, by name."""
        raise InputError(
            card_of(Path(self.source)).as_posix(), found=found, expected=expected, **place
        )


def card_of(path: Path) -> Path:
    """Where the card of a file is."""
    return path.with_suffix(".yaml")


def load_supplied(raw: Path, source: str, kinds: dict[str, Kind]) -> Supplied:
    """A supplied file with its card.

    Raises InputError if the card is not as its schema says, or speaks of a kind or a column that
    does not exist, or lacks a column that the kind needs.
    """
    path = raw / source
    called = card_of(Path(source)).as_posix()
    content = load_yaml(card_of(path), schema(__package__, "extract_card.schema.json"), called)
    if content["kind"] not in kinds:
        raise InputError(called, column="kind", found=content["kind"], expected=" or ".join(kinds))
    kind = kinds[content["kind"]]
    supplied = Supplied(raw, source, content, kind)
    named = [*content["columns"], *content.get("units", {}), *content.get("labels", {})]
    for name in [*named, *(c["column"] for c in supplied.corrections)]:
        if name not in kind.columns:
            supplied.refuse(column=name, found="no such column", expected=", ".join(kind.columns))
    for column in kind.columns.values():
        if column.required and column.name not in content["columns"]:
            supplied.refuse(column=f"columns/{column.name}", found="nothing",
                            expected="the header of this column in the file")  # fmt: skip
    if not supplied.covers:
        supplied.refuse(
            column="covers", found=content["covers"], expected="from a year to no earlier one"
        )
    return supplied


def find_supplied(raw: Path) -> list[str]:
    """The supplied files, in order of their paths.

    Raises InputError for a file without a card, for a card without a file, and for a name that
    cannot be shown.
    """
    found = sorted(p for p in (raw / FOLDER).rglob("*") if p.suffix.lower() in ENDINGS)
    for path in found:
        check_name(path.relative_to(raw).as_posix())
        if not card_of(path).is_file():
            raise InputError(path.relative_to(raw).as_posix(), found="no card beside it",
                             expected="one, as `make check-source FILE=…` drafts it")  # fmt: skip
    cards = {card_of(path) for path in found}
    for path in sorted((raw / FOLDER).rglob("*.yaml")):
        if path not in cards:
            wanted = f"a file of its name that ends in {', '.join(ENDINGS)}"
            called = path.relative_to(raw).as_posix()
            raise InputError(called, found="a card without a file", expected=wanted)
    return [path.relative_to(raw).as_posix() for path in found]


def check_name(name: str) -> None:
    """Refuse a file's name that cannot be shown, or that the workflow would take for a pattern."""
    if unfit(name) or set("\t\n{}<>") & set(name):
        raise InputError(
            name.replace("\n", "\\n"), found="{ } < > or a sign that is not seen in its name",
            expected="a name without",
        )  # fmt: skip


def identifier(source: str) -> str:
    """A supplied file's name among the outputs: its path below the raw folder, in one word."""
    return re.sub(r"[^A-Za-z0-9]+", "_", source.partition("/")[2])
