"""Tallies: what the rows of an extract are counted or added into, under the names of the report.

    Tally("tableau_14.granted", "cofinancing_files", added("amount_granted"), by=("year",),
          where={"call": ("annual",), "decision": ("granted",)}, window=(2007, 2009))

gives the cells `tableau_14.granted[year=…]` that the report prints, from rows. They stand in for
the printed ones in every measure, so that no measure is written twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from ..cells import Cell
from ..wording import TOTAL

Years = tuple[int, int]


@dataclass(frozen=True)
class Of:
    """What is done with a column of the rows."""

    do: str
    column: str = ""

    @property
    def adds_up(self) -> bool:
        """Is the whole of two periods the sum of both?"""
        return self.do in ("rows", "added", "named", "each")


def rows() -> Of:
    """How many rows there are."""
    return Of("rows")


def added(column: str) -> Of:
    """The amounts of a column added up; unknown if one of them is."""
    return Of("added", column)


def named(column: str) -> Of:
    """How many codes a column of several names in all its rows."""
    return Of("named", column)


def different(column: str) -> Of:
    """How many different things a column holds."""
    return Of("different", column)


def entering(column: str) -> Of:
    """How many things stand in a column for the first time: each counts in its first year."""
    return Of("entering", column)


def smallest(column: str) -> Of:
    """The smallest amount of a column; unknown if one of them is."""
    return Of("smallest", column)


def largest(column: str) -> Of:
    """The largest amount of a column; unknown if one of them is."""
    return Of("largest", column)


def each(column: str) -> Of:
    """Each row by itself, with what the column says."""
    return Of("each", column)


@dataclass(frozen=True)
class Later:
    """For `where`: a year that has not come, or lies after this one."""

    year: int


Where: TypeAlias = Mapping[str, tuple[str, ...] | Later]


@dataclass(frozen=True)
class Tally:
    """One series of cells, from rows.

    `by`: the dimensions of its cells; `fixed`: those that all of them share; `where`: for columns
    of the kind, the codes that count. `window`: the years, both included, that the report speaks
    of. `decades`: the codes of the dimension `decade`, where it is one of `by`.
    """

    series: str
    kind: str
    what: Of
    window: Years
    by: tuple[str, ...] = ()
    where: Where = field(default_factory=dict)
    fixed: dict[str, str] = field(default_factory=dict)
    decades: tuple[str, ...] = ()
    unit: str = ""
    label: str = ""
    exhibit: str = ""


@dataclass(frozen=True)
class Tallied:
    """A tally with its cells: `own` of the report's window, `longer` of the years beyond it too.

    `whole`: the rows cover the report's window, so that `longer` needs no printed number beside it.
    `until`: the last year of `longer`.
    """

    series: str
    window: Years
    until: int
    whole: bool
    by: tuple[str, ...]
    codes: dict[str, list[str]]
    own: list[Cell]
    longer: list[Cell]

    @property
    def period(self) -> str:
        """The window of `longer`, as keys write it."""
        return f"{self.window[0]}-{self.until}"

    @property
    def added_period(self) -> str:
        """The years beyond the report's window, as keys write them."""
        return f"{self.window[1] + 1}-{self.until}"

    def holds(self, cell: Cell) -> bool:
        """Is the cell, of a row or printed, one of the things that the tally counts?"""
        if cell.series != self.series:
            return False
        given = cell.dimensions
        totals = [name for name, code in given.items() if code == TOTAL]
        return all(given.get(name) in codes for name, codes in self.codes.items()) and all(
            self.codes.get(name) == [TOTAL] for name in totals
        )

    def stands_for(self, cell: Cell) -> bool:
        """Do the rows say what this printed cell says?"""
        if not self.holds(cell):
            return False
        if "year" in self.by:
            return any(c.dimensions["year"] == cell.dimensions["year"] for c in self.own)
        return self.whole

    def is_later(self, cell: Cell) -> bool:
        """Does the cell come from rows of years after the report's window?"""
        if cell.evidence != "extract" or not self.holds(cell):
            return False
        last = cell.dimensions.get("year") or cell.dimensions.get("decade", "")[5:]
        return not last or int(last) > self.window[1]
