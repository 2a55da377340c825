"""How numbers are shown, and what units, verdicts and evidence are called.

A spreadsheet's file holds number formats in one notation for all countries, and shows each reader
the separators of their own: a French reader sees `1 234,50`. A language code (`[$-40C]`) in the
format would change dates only in Excel, and separators only in LibreOffice, so none is given.
"""

from __future__ import annotations

from fractions import Fraction

from .. import wording
from ..cells import Cell
from ..explain import SIGNS
from ..units import DATE, unit_of
from ..wording import say

EUROS = ("EUR", "KEUR", "MEUR")  # amounts stand in euros, whatever they are printed in
DOLLARS = ("MUSD",)
DAY = "day"  # the unit of a day's number
UNITS = {
    "EUR": "€", "KEUR": "€", "MEUR": "€", "MUSD": "$", "%": "%", "ratio": "rapport",
    "years": "années", "per year": "par an", "rank": "rang", DATE: "date", DAY: "jour (n°)",
    "table": "n° de tableau", "figure": "n° de figure", "box": "n° d'encadré", "annex": "annexe",
    "section": "n° de section", "question": "n° de question",
    "recommendation": "n° de recommandation",
}  # fmt: skip


def shape(unit: str, decimals: int | None = None) -> str:
    """The number format of a unit, with the decimals that are printed or else with its own."""
    if unit in EUROS or unit in DOLLARS:
        return f"#,##0{_point(min(decimals or 0, 2))}\\ {'€' if unit in EUROS else '$'}"
    known = unit_of(unit)
    if unit == "%":
        return f"0{_point(known.decimals if decimals is None else decimals)}\\ %"
    if not known.grouped or unit == DAY:
        return "0.##" if unit == "years" and decimals is None else "0"
    if known.counted:
        return f"#,##0{_point(decimals or 0)}"
    return f"#,##0{_point(known.decimals if decimals is None else decimals)}"


def decimals(value: Fraction, unit: str) -> int | None:
    """How many decimals a computed number is shown with: two for a count that is not whole."""
    return 2 if unit_of(unit).counted and value.denominator != 1 else None


def printed_decimals(cell: Cell) -> int:
    """How many decimals the report prints of a number."""
    step = cell.as_printed.step / unit_of(cell.unit).scale
    return len(str(step.denominator)) - 1 if step < 1 else 0


def _point(count: int) -> str:
    return "." + "0" * count if count else ""


def unit(name: str) -> str:
    """A unit as people read it."""
    return UNITS.get(name) or wording.code("unit", name)


def verdict(name: str) -> str:
    """A verdict's sign and word."""
    return f"{SIGNS[name]} {say(f'verdict.{name}')}"


def evidence(name: str) -> str:
    """An evidence class in words."""
    return say(f"evidence.{name}")
