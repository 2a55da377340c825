"""What a file is: which kind of extract its header fits, and which column is which."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from .coding import fold
from .kinds import Kind

ASIDE = re.compile(r"\([^)]*\)|\ben (?:k€|€|euros|keur|milliers d.euros|millions d.euros)", re.I)
UNITS = {
    "KEUR": re.compile(r"k€|keur|milliers", re.I),
    "MEUR": re.compile(r"m€|meur|millions", re.I),
}


@dataclass(frozen=True)
class Recognised:
    """How a header fits a kind: column → header, and the units that headers name."""

    kind: Kind
    columns: dict[str, str]
    units: dict[str, str]

    @property
    def missing(self) -> list[str]:
        """The columns that the kind needs and the header lacks."""
        needed = (c.name for c in self.kind.columns.values() if c.required)
        return [name for name in needed if name not in self.columns]

    @property
    def fit(self) -> tuple[float, int]:
        """The share of the needed columns that were found; how many were in all."""
        needed = sum(bool(c.required) for c in self.kind.columns.values())
        return 1 - len(self.missing) / needed, len(self.columns)


def recognise(header: list[str], kinds: Iterable[Kind]) -> list[Recognised]:
    """Each kind with the columns of it that the header names, the best fit first."""
    return sorted((_fitted(header, kind) for kind in kinds), key=lambda r: r.fit, reverse=True)


def _fitted(header: list[str], kind: Kind) -> Recognised:
    """The columns of a kind that a header names; the first spelling of a column's list wins."""
    written: dict[str, str] = {}
    for label in header:
        for spelling in (fold(label), fold(ASIDE.sub("", label))):
            written.setdefault(spelling, label)
    columns: dict[str, str] = {}
    units: dict[str, str] = {}
    for column in kind.columns.values():
        for variant in (column.name, *column.headers):
            found = written.get(fold(variant))
            if found is not None and found not in columns.values():
                columns[column.name] = found
                break
        if column.type == "amount" and column.name in columns:
            for unit, shape in UNITS.items():
                if shape.search(columns[column.name]):
                    units[column.name] = unit
    return Recognised(kind, columns, units)
