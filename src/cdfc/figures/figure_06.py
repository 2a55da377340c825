"""Projects by year: bounds, from the totals of the decades and the peaks that the text names.

The picture is lost. A decade's years add up to its total; 2006 is its decade's highest year; a year
has no fewer projects than authorities that begin in it.
"""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from cdfc.figures.labels import between, listed, said
from cdfc.figures.rows import LAST, LATER, by_year, draw_years, keys
from cdfc.figures.style import (
    BRAZIL,
    CHINA,
    HALO,
    SMALL,
    Drawing,
    Look,
    Material,
    Row,
    canvas,
    dot,
    hollow,
    result_row,
    solid,
)
from cdfc.figures.years import draw_bounds, draw_starts, scale
from recompute.measure import Result
from recompute.wording import say


def draw(material: Material) -> Drawing:
    """Each year's projects from rows where an extract gives them, else bounds; decades' means."""
    results = by_year(material, "figure_06.projects")
    if any(year <= LAST for year in results):
        return from_rows(material, results)
    figure = canvas(74)
    axes = figure.subplots()
    bounds = material.results("dynamics.projects_in_year", "year")
    means = decades(material)
    rows = draw_bounds(axes, bounds)
    rows += draw_means(axes, means)
    rows += draw_starts(axes, material, step=2)
    if results:
        rows += draw_years(axes, results)
    at_least = {year: r for (year,), r in bounds.items() if r.ends.low}
    for year, result in at_least.items():
        high = float(result.ends.high)
        axes.annotate(said(result), (int(year), high), (0, 4), textcoords="offset points",
                      ha="center", fontsize=SMALL, bbox=HALO)  # fmt: skip
    top = max(float(r.ends.high) for r in bounds.values())
    scale(axes, top * 1.1, max(results, default=LAST))
    highest = max(at_least, key=lambda year: at_least[year].ends.high)
    ends = listed(
        say("figure_06.in_year", between=between(r.value), year=year)
        for year, r in at_least.items()
    )
    return Drawing(
        figure,
        rows,
        say("figure_06.alt", ends=ends, means=means_said(means)),
        note=say("figure_06.unit"),
        keys=(
            hollow(say("figure.bounds")),
            Line2D([], [], color=CHINA, linewidth=2, label=say("figure_06.at_least")),
            dot(say("figure.starts"), BRAZIL),
            *([solid(say("figure.added"), LATER)] if results else []),
        ),
        reading=say("figure_06.reading", year=highest, between=between(at_least[highest].value)),
    )


def decades(material: Material) -> dict[tuple[str, ...], Result]:
    """The mean of each decade; where rows complete the last one, of all its ten years."""
    whole = material.longer("dynamics.projects_per_year", "decade")
    starts = [decade[:4] for (decade,) in whole]
    means = material.results("dynamics.projects_per_year", "decade")
    return {key: means[key] for key in means if key[0][:4] not in starts} | whole


def means_said(means: dict[tuple[str, ...], Result]) -> str:
    """The decades' means in a sentence."""
    return listed(
        say("figure_06.mean_in", mean=said(result), decade=decade)
        for (decade,), result in means.items()
    )


def draw_means(
    axes: Axes, means: dict[tuple[str, ...], Result], bars: dict[int, Result] | None = None
) -> list[Row]:
    """A line at the mean of each decade, with its value beside it, or above the decade's bars."""
    for place, ((decade,), result) in enumerate(means.items()):
        first, _, last = decade.partition("-")
        mean = float(result.number)
        axes.plot([int(first) - 0.4, int(last) + 0.4], [mean, mean], color=BRAZIL, linewidth=1.6)
        text = said(result)
        if bars or not place:
            text = say("figure_06.mean", mean=text)
        look: Look = {"color": BRAZIL, "fontsize": SMALL, "bbox": HALO, "zorder": 4}
        if bars:
            top = max(
                float(r.number) for year, r in bars.items() if int(first) <= year <= int(last)
            )
            where = ((int(first) + int(last)) / 2, top), (0, 11)
            look["ha"] = "center"
        else:
            where = (int(first) - 0.4, mean), (2, 3)
        axes.annotate(text, *where, textcoords="offset points", **look)
    return [result_row(result, "mean of the decade") for result in means.values()]


def from_rows(material: Material, results: dict[int, Result]) -> Drawing:
    """A bar for each year, from rows; the mean of each decade, the last one completed."""
    figure = canvas(74)
    axes = figure.subplots()
    means = decades(material)
    rows = draw_years(axes, results)
    rows += draw_means(axes, means, results)
    high = max(results, key=lambda year: results[year].number)
    scale(axes, float(results[high].number) * 1.2, max(results))
    first, last = min(results), max(results)
    return Drawing(
        figure,
        rows,
        say(
            "figure_06.alt_rows",
            first=first,
            high=high,
            last=last,
            at_first=said(results[first]),
            highest=said(results[high]),
            at_last=said(results[last]),
            means=means_said(means),
        ),
        note=say("figure_06.unit"),
        keys=keys(list(results.values())),
    )
