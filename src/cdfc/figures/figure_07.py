"""The dated events of the cooperation's recent history, on a scale of years.

The picture is lost; these are events that the text itself dates.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from fractions import Fraction

from cdfc.figures.labels import narrow
from cdfc.figures.style import BRAZIL, LIGHT, RULE, SOFT, Drawing, Material, bare, canvas, cell_row
from recompute.cells import Cell
from recompute.claims import best
from recompute.units import with_unit
from recompute.wording import say


def draw(material: Material) -> Drawing:
    """One line for each event, in order of time, at the mention that most others agree with."""
    mentions: dict[str, list[Cell]] = defaultdict(list)
    for cell in material.cells("dates.printed"):
        if cell.quantity in material.labels["event"]:
            mentions[cell.quantity].append(cell)
    chosen = [best(cells) for cells in mentions.values()]
    events = sorted(chosen, key=lambda cell: cell.ends.low)
    figure = canvas(5.4 * len(events))
    axes = figure.subplots()
    years = [_year(cell.ends.low) for cell in events]
    first, last = int(min(years)) - 2, int(max(years)) + 2
    for place, cell in enumerate(events):
        start, end = _year(cell.ends.low), _year(cell.ends.high + 1)
        axes.plot([first, start], [place, place], color=RULE, linewidth=0.6, zorder=0)
        axes.plot([start, end], [place, place], color=LIGHT[BRAZIL], linewidth=6,
                  solid_capstyle="butt")  # fmt: skip
        axes.plot((start + end) / 2, place, "o", color=BRAZIL, markersize=3)
    labels = [narrow(material.label("event", c.quantity)) for c in events]
    axes.set_yticks(range(len(events)), labels)
    axes.set(ylim=(len(events) - 0.4, -0.6), xlim=(first, last))
    axes.set_xticks(range(first - first % 10 + 10, last, 10))
    dates = axes.secondary_yaxis("right")
    said = [with_unit(cell.value, cell.unit) for cell in events]
    dates.set_yticks(range(len(events)), said, color=SOFT)
    dates.tick_params(length=0)
    dates.spines["right"].set_visible(False)
    bare(axes, "bottom")
    earliest, latest = (say("figure_07.event", event=labels[n], date=said[n]) for n in (0, -1))
    ends = say("figure_07.ends", first=earliest, last=latest)
    return Drawing(
        figure,
        [cell_row(cell, "best mention") for cell in events],
        say("figure_07.alt", events=len(events), ends=ends),
        note=say("figure_07.note"),
    )


def _year(day: Fraction) -> float:
    """A day as a point on the scale of years."""
    moment = date.fromordinal(int(day))
    return moment.year + (moment.timetuple().tm_yday - 1) / 366
