"""First projects of each authority, by year: two years are printed, the others have bounds.

The picture is lost. The text gives the two peaks, says that the years up to 1996 rarely exceed 3,
and the authorities add up to the number that the Atlas counts.
"""

from __future__ import annotations

from matplotlib.axes import Axes

from cdfc.figures.labels import between, listed, said
from cdfc.figures.rows import by_year, draw_years, keys
from cdfc.figures.style import (
    BRAZIL,
    CHINA,
    HALO,
    INK,
    SMALL,
    TEXT,
    Drawing,
    Material,
    Row,
    canvas,
    cell_row,
    dot,
    hollow,
    result_row,
    solid,
)
from cdfc.figures.years import draw_bounds, draw_starts, scale
from recompute.cells import Cell
from recompute.measure import Result
from recompute.wording import say

PEAKS = ("1998", "2006")  # the years of the printed peak, which no cell holds
LOW_FLOW_END = 1996


def draw(material: Material) -> Drawing:
    """Each year's entries from rows where an extract gives them, else as printed and bounds."""
    if results := by_year(material, "figure_05.entries"):
        return from_rows(material, results)
    figure = canvas(68)
    axes = figure.subplots()
    peak, usual = material.cell("l4051.peak_flow"), material.cell("l4050.low_flow_maximum")
    bounds = material.results("dynamics.entries_in_year", "year")
    rows = draw_bounds(axes, bounds)
    for year in PEAKS:
        axes.bar(int(year), float(peak.number), width=0.8, color=CHINA, linewidth=0)
        axes.annotate(peak.written, (int(year), float(peak.number)), (0, 2), ha="center",
                      textcoords="offset points", fontsize=TEXT)  # fmt: skip
    rows += draw_usual(axes, peak, usual)
    rows += draw_starts(axes, material)
    periods = material.results("dynamics.entries", "period")
    for (period,), result in periods.items():
        first, _, last = period.partition("-")
        axes.text((int(first) + int(last)) / 2, float(peak.number) * 1.16,
                  say("figure_05.period", period=period, total=said(result)), ha="center",
                  fontsize=SMALL)  # fmt: skip
        rows.append(result_row(result, "text"))
    scale(axes, float(peak.number) * 1.28)
    (year,), one = next(iter(bounds.items()))
    totals = say("said.semicolon").join(
        say("figure_05.total", between=between(r.value), period=period)
        for (period,), r in periods.items()
    )
    return Drawing(
        figure,
        rows,
        say(
            "figure_05.alt",
            peak=peak.written,
            years=listed(PEAKS),
            between=between(one.value),
            totals=totals,
        ),
        note=say("figure_05.unit"),
        keys=(
            solid(say("figure.printed")),
            hollow(say("figure.bounds")),
            dot(say("figure.starts"), BRAZIL),
        ),
        reading=say("figure_05.reading", year=year, between=between(one.value)),
    )


def draw_usual(axes: Axes, peak: Cell, usual: Cell) -> list[Row]:
    """The number that the years before the first peak are said to exceed rarely."""
    height = float(usual.number)
    axes.plot([1980.5, LOW_FLOW_END + 0.5], [height, height], color=INK, linewidth=1)
    axes.annotate(say("figure_05.usual", usual=usual.written), (1980.5, height), (2, 3),
                  textcoords="offset points", fontsize=SMALL, bbox=HALO, zorder=4)  # fmt: skip
    return [cell_row(peak, f"printed, for {' and '.join(PEAKS)}"), cell_row(usual, "line")]


def from_rows(material: Material, results: dict[int, Result]) -> Drawing:
    """A bar for each year, from rows, beside what the text says of them."""
    figure = canvas(68)
    axes = figure.subplots()
    rows = draw_years(axes, results)
    peak, usual = material.cell("l4051.peak_flow"), material.cell("l4050.low_flow_maximum")
    for year in PEAKS:
        top = float(results[int(year)].number)
        axes.annotate(say("figure_05.peak", peak=peak.written), (int(year), top), (0, 11),
                      textcoords="offset points", ha="center", fontsize=SMALL)  # fmt: skip
    rows += draw_usual(axes, peak, usual)
    highest = max(results.values(), key=lambda r: r.number)
    scale(axes, float(highest.number) * 1.28, max(results))
    first, last = min(results), max(results)
    years = [str(year) for year, r in results.items() if r.number == highest.number]
    return Drawing(
        figure,
        rows,
        say(
            "figure_05.alt_rows",
            first=first,
            last=last,
            highest=said(highest),
            years=listed(years),
            at_first=said(results[first]),
            at_last=said(results[last]),
        ),
        note=say("figure_05.unit"),
        keys=keys(list(results.values())),
    )
