"""The cooperations that the evaluation names, one row for each pair, for people to filter."""

from __future__ import annotations

from collections import defaultdict

from recompute.cells import Cell
from recompute.outputs import Rows

PAIR = ("authority", "level", "partner", "partner_level", "certainty")


def table(cells: list[Cell]) -> Rows:
    """`cooperations.csv`: who with whom, since when, on what, and every line that says so.

    Years that differ are all kept, as are the statuses that different places give.
    """
    header = [*PAIR, "starts", "start_lines", "themes", "statuses", "mentions", "source_lines"]
    series: dict[str, dict[str, list[Cell]]] = defaultdict(lambda: defaultdict(list))
    for cell in cells:
        if cell.series.endswith(".pair"):
            series[cell.series.partition(".")[0]][cell.written].append(cell)
    rows = []
    for pair, mentions in sorted(series["cooperations"].items()):
        starts, themes = series["cooperation_starts"][pair], series["cooperation_themes"][pair]
        rows.append(
            [
                *(mentions[0].dimensions[name] for name in PAIR),
                _codes(starts, "year"),
                _lines(starts),
                _codes(themes, "theme"),
                _codes(mentions, "cooperation_status"),
                str(len(mentions)),
                _lines(mentions),
            ]
        )
    return header, rows


def _codes(cells: list[Cell], dimension: str) -> str:
    return " ".join(sorted({cell.dimensions[dimension] for cell in cells}))


def _lines(cells: list[Cell]) -> str:
    return " ".join(str(line) for line in sorted({cell.line for cell in cells if cell.line}))
