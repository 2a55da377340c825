"""Measures as live formulas: each is written once, and pointed at from everywhere else."""

from __future__ import annotations

from fractions import Fraction

from ..exact import Interval
from ..measure import Result
from . import formats
from .formulas import NoForm, Place, bounds, reference, spreadsheet
from .raw import Raw
from .sheets import Item, Number, Sheet


class Live:
    """The measures' formulas, and where each stands."""

    def __init__(self, raw: Raw, results: list[Result]):
        self.raw = raw
        self.homes: dict[str, list[Place]] = {}
        self.formulas: dict[str, tuple[str, ...]] = {}
        self.without: dict[str, str] = {}  # why a measure has no formula
        for result in results:
            try:
                self.formulas[result.id] = self._formulas(result)
            except NoForm as reason:
                self.without[result.id] = str(reason)

    def _formulas(self, result: Result) -> tuple[str, ...]:
        where = self.raw.place, self.raw.masks, self.raw.ends
        if isinstance(result.value, Interval):
            return bounds(result.formula, *where)
        return (spreadsheet(result.formula, *where),)

    def items(self, result: Result, sheet: Sheet, column: int) -> list[Item]:
        """The value, or its two bounds, for the next row of a sheet from this column on.

        The formula itself where it stands first, a reference to it everywhere else.
        """
        values = _values(result)
        if result.id in self.homes:
            texts = tuple(map(reference, self.homes[result.id]))
        else:
            places = [sheet.place(sheet.next, column + at) for at in range(len(values))]
            self.homes[result.id] = places
            texts = self.formulas.get(result.id, ("",) * len(values))
        items: list[Item] = [
            Number(value, result.unit, text, formats.decimals(value, result.unit))
            for value, text in zip(values, texts, strict=True)
        ]
        return [*items, None][:2]


def _values(result: Result) -> list[Fraction]:
    match result.value:
        case Interval(low, high):
            return [low, high]
        case only:
            return [only]
