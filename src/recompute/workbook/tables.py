"""The evaluation's tables and boxes, each printed number beside its recomputed value.

A table that prints numbers is laid out as printed. What else is known of an exhibit (numbers that
it prints elsewhere, measures that recompute no printed number) follows on a sheet « (suite) ».
"""

from __future__ import annotations

from collections import defaultdict

from .. import wording
from ..audit import Verdict
from ..cards import Card
from ..cells import Cell
from ..exact import Interval
from ..exhibits import Exhibit, Shown
from ..formula import words
from ..grids import Grid, GridColumn, GridRow, grid
from ..measure import Result
from ..wording import translated
from . import formats
from .live import Live
from .sheets import Item, Names, Sheet

GROUP = "Tableaux et encadrés recalculés"
LONG = [
    ("Ligne de l'évaluation", 12), ("Ce que c'est", 44), ("De quoi", 36), ("Imprimé", 18),
    ("Valeur lue", 16), ("Recalculé", 16), ("Recalculé, borne haute", 16), ("Unité", 14),
    ("Verdict", 18), ("Preuve", 30), ("Calcul en mots", 80),
]  # fmt: skip


class Tables:
    """Makes the sheets of exhibits."""

    def __init__(self, live: Live, verdicts: list[Verdict], names: Names):
        self.live, self.names = live, names
        self.verdicts = {verdict.cell.id: verdict for verdict in verdicts}

    def sheets(self, shown: Shown, cards: list[Card], cells: list[Cell]) -> list[Sheet]:
        """The sheets of one exhibit: as printed, then the rest."""
        made: list[Sheet] = []
        seen: set[str] = set()
        for card in cards:
            found = grid(card, cells)
            if any(c.content["is"] == "value" for c in found.columns):
                made.append(self._printed(shown, found, len(made)))
                parts = (part for row in found.rows for part in row.parts)
                seen |= {part.id for part in parts if isinstance(part, Cell) and part.printed}
        return made + self._rest(shown, seen, bool(made))

    def _printed(self, shown: Shown, found: Grid, before: int) -> Sheet:
        exhibit = shown.exhibit
        info = (
            f"Ligne {exhibit.line} de l'évaluation ; {found.source} ; {len(found.rows)} lignes. "
            f"{_source(exhibit)}« Imprimé » renvoie à la table brute, « recalculé » est une "
            "formule. Cellule vide : rien n'est imprimé, ou aucun calcul n'y mène."
        )
        title = f"{exhibit.label}. {found.title}, tel qu'imprimé et recalculé"
        layout = [self._layout(column, at, found.rows) for at, column in enumerate(found.columns)]
        columns = [("Ligne de l'évaluation", 12), *(c for columns, _ in layout for c in columns)]
        name = self.names.take(_name(exhibit))
        sheet = Sheet(name, title, info, columns, GROUP, exhibit.id)
        for row in found.rows:
            items: list[Item] = [row.line]
            for part, (_, width) in zip(row.parts, layout, strict=True):
                items += self._items(part, sheet, len(items), width)
            sheet.add(*items)
        return sheet

    def _layout(
        self, column: GridColumn, at: int, rows: tuple[GridRow, ...]
    ) -> tuple[list[tuple[str, int]], int | None]:
        """The columns that a column of the table becomes, and how many computed ones it has.

        None if it prints no numbers.
        """
        label = column.label
        if column.content["is"] != "value":
            return [(label, 30)], None
        results = [self._result(row.parts[at]) for row in rows]
        spread = any(r and isinstance(r.value, Interval) for r in results)
        computed = [(f"{label}, recalculé", 15)] if any(results) else []
        if spread:
            computed.append((f"{label}, recalculé, borne haute", 15))
        return [(f"{label}, imprimé", 15), *computed, (f"{label}, verdict", 17)], len(computed)

    def _items(
        self, part: str | Cell | None, sheet: Sheet, column: int, width: int | None
    ) -> list[Item]:
        """What stands in the columns that one part of a row becomes."""
        if width is None:
            return [part.written if isinstance(part, Cell) else part]
        if not isinstance(part, Cell):
            return [part, *[None] * (width + 1)]
        result = self._result(part)
        computed = self.live.items(result, sheet, column + 1) if result else [None, None]
        verdict = self.verdicts.get(part.id)
        word = formats.verdict(verdict.verdict) if verdict else None
        return [self.live.raw.read(part), *computed[:width], word]

    def _result(self, part: str | Cell | None) -> Result | None:
        verdict = self.verdicts.get(part.id) if isinstance(part, Cell) else None
        return verdict.result if verdict else None

    def _rest(self, shown: Shown, seen: set[str], follows: bool) -> list[Sheet]:
        """One row for each number and measure that no sheet laid out as printed has."""
        numbers = [verdict for verdict in shown.verdicts if verdict.cell.id not in seen]
        own = {v.result.id for v in numbers if v.result}
        results = [r for r in shown.results if r.id not in self.live.homes and r.id not in own]
        if not numbers and not results:
            return []
        exhibit = shown.exhibit
        name = self.names.take(_name(exhibit) + (" (suite)" if follows else ""))
        title = f"{exhibit.label}. {exhibit.title}, " + ("suite" if follows else "recalculé")
        info = (
            f"Ligne {exhibit.line} de l'évaluation ; {len(numbers) + len(results)} lignes. "
            f"{_source(exhibit)}"
            "Sans « imprimé » : une mesure qui ne recalcule aucun nombre imprimé. "
            "Sans « recalculé » : aucun calcul n'y mène."
        )
        sheet = Sheet(name, title, info, LONG, GROUP, exhibit.id)
        for verdict in numbers:
            self._number(sheet, verdict)
        for result in results:
            self._measure(sheet, result)
        return [sheet]

    def _number(self, sheet: Sheet, verdict: Verdict) -> None:
        cell = verdict.cell
        result = verdict.result
        computed = self.live.items(result, sheet, 5) if result else [None, None]
        sheet.add(
            cell.line, translated(cell.label), wording.key(cell.dimensions), cell.written,
            self.live.raw.read(cell), *computed, formats.unit(cell.unit),
            formats.verdict(verdict.verdict), formats.evidence(result.evidence) if result else None,
            words(result.formula, result.unit) if result else None,
        )  # fmt: skip

    def _measure(self, sheet: Sheet, result: Result) -> None:
        computed = self.live.items(result, sheet, 5)
        sheet.add(
            None, translated(result.label), wording.key(result.key), None, None, *computed,
            formats.unit(result.unit), None, formats.evidence(result.evidence),
            words(result.formula, result.unit),
        )  # fmt: skip


def recomputed(
    tables: Tables, exhibits: list[Shown], cards: list[Card], cells: list[Cell]
) -> list[Sheet]:
    """The sheets of every table and box that prints numbers or has measures."""
    by_exhibit: dict[str, list[Card]] = defaultdict(list)
    for card in cards:
        by_exhibit[card.exhibit].append(card)
    return [
        sheet
        for shown in exhibits
        if shown.exhibit.kind != "figure"
        for sheet in tables.sheets(shown, by_exhibit[shown.exhibit.id], cells)
    ]


def _name(exhibit: Exhibit) -> str:
    """Its label, and the letter of its id where two have one label."""
    letter = exhibit.id[-1] if exhibit.id[-1].isalpha() else ""
    return exhibit.label + letter


def _source(exhibit: Exhibit) -> str:
    return f"Source imprimée : {exhibit.source.written}. " if exhibit.source else ""
