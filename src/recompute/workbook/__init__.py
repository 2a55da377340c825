"""The workbook: raw tables as transcribed, and every measure as a live formula on their cells.

Laid out as official statisticians publish spreadsheets: cover, contents, notes, then one table on
each sheet. Amounts stand in euros and shares as plain ratios; number formats show the rest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from ..audit import Audit
from ..cards import Card
from ..cells import Cell
from ..exhibits import Shown
from ..extracts.kinds import Supplied
from ..files import replacing
from ..measure import Result
from . import front, lists
from .formulas import NoForm, spreadsheet
from .live import Live
from .raw import Raw
from .sheets import CONTENTS, COVER, Names, Sheet, Writer
from .tables import Tables, recomputed

__all__ = ["NoForm", "spreadsheet", "write"]


def write(
    path: str | Path, audit: Audit, results: list[Result], exhibits: list[Shown],
    sources: Sequence[Card | Supplied], cells: list[Cell], publication: dict,
) -> None:  # fmt: skip
    """Write the workbook; the same bytes every time.

    `sources`: the cards of all files read, those of supplied extracts included; `publication`: of
    the report under audit.
    """
    made = _sheets(audit, results, exhibits, sources, cells)
    counts = Counter(measures=len(results), sheets=len(made) + 2)
    with replacing(path) as temporary:
        writer = Writer(temporary, f"Annexe statistique : {publication['document']}")
        writer.cover(front.cover(audit, publication, counts))
        writer.sheet(front.contents(made))
        for sheet in made:
            writer.sheet(sheet)
        writer.close()


def _sheets(
    audit: Audit, results: list[Result], exhibits: list[Shown], sources: Sequence[Card | Supplied],
    cells: list[Cell],
) -> list[Sheet]:  # fmt: skip
    """All sheets after the contents, in reading order.

    They are made in another one: what formulas point at comes first.
    """
    names = Names()
    for taken in (COVER, CONTENTS, front.NOTES):
        names.take(taken)
    cards = [card for card in sources if isinstance(card, Card)]
    raw = Raw(cards, cells, results, names)
    live = Live(raw, results)
    tables = recomputed(Tables(live, audit.verdicts, names), exhibits, cards, cells)
    measures = lists.measures(live, results, names)
    return [
        front.notes(live, results),
        lists.ledger(audit, live, exhibits, names),
        lists.findings(audit, names),
        *tables,
        measures,
        lists.catalogue(exhibits, _homes(tables), names),
        lists.requests(audit, names),
        lists.sources(list(sources), names),
        *raw.sheets,
    ]


def _homes(tables: list[Sheet]) -> dict[str, list[str]]:
    """The sheets of each exhibit."""
    found: dict[str, list[str]] = {}
    for sheet in tables:
        found.setdefault(sheet.exhibit, []).append(sheet.name)
    return found
