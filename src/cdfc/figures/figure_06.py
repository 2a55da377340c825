"""Projects by year: bounds, from the totals of the decades and the peaks that the text names.

The picture is lost. A decade's years add up to its total; 2006 is its decade's highest year; a year
has no fewer projects than authorities that begin in it.
"""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from cdfc.figures.rows import ADDED, LAST, LATER, by_year, draw_years, keys
from cdfc.figures.style import (
    BRAZIL,
    DASHED,
    GREEN,
    HALO,
    WIDTH,
    Drawing,
    Material,
    Row,
    result_row,
)
from cdfc.figures.years import draw_bounds, draw_starts, scale
from recompute.measure import Result
from recompute.units import with_unit


def draw(material: Material) -> Drawing:
    """Each year's projects from rows where an extract gives them, else bounds; decades' means."""
    results = by_year(material, "figure_06.projects")
    if any(year <= LAST for year in results):
        return from_rows(material, results)
    figure = Figure(figsize=(WIDTH, 3.8), layout="constrained")
    axes = figure.subplots()
    rows = draw_bounds(axes, material.results("dynamics.projects_in_year", "year"))
    rows += draw_means(axes, decades(material), 1.8)
    rows += draw_starts(axes, material, step=2)
    if results:
        rows += draw_years(axes, results)
    scale(axes, 84, "projets", max(results, default=LAST))
    highest = material.results("dynamics.projects_in_year", "year")[("2006",)]
    text = f"pic : {with_unit(highest.value, highest.unit)}"
    axes.text(2006, float(highest.value.high) + 1, text, ha="center", fontsize=7.5)
    handles = [
        Patch(facecolor="0.95", edgecolor="0.6", label="bornes", **DASHED),
        Line2D([], [], color=BRAZIL, linewidth=2, label="moyenne de la décennie"),
        Line2D([], [], color=GREEN, marker="o", linestyle="none", markersize=4,
               label="coopération dont le texte date le début"),
    ]  # fmt: skip
    handles += [Patch(color=LATER, label=ADDED)] if results else []
    figure.legend(handles=handles, loc="outside upper center", ncols=4, fontsize=7, frameon=False)
    return Drawing(figure, rows)


def decades(material: Material) -> dict[tuple[str, ...], Result]:
    """The mean of each decade; where rows complete the last one, of all its ten years."""
    whole = material.longer("dynamics.projects_per_year", "decade")
    starts = [decade[:4] for (decade,) in whole]
    means = material.results("dynamics.projects_per_year", "decade")
    return {key: means[key] for key in means if key[0][:4] not in starts} | whole


def draw_means(axes: Axes, means: dict[tuple[str, ...], Result], above: float) -> list[Row]:
    """A line at the mean of each decade, with its value."""
    for (decade,), result in means.items():
        first, _, last = decade.partition("-")
        mean = float(result.value)
        axes.plot([int(first) - 0.5, int(last) + 0.5], [mean, mean], color=BRAZIL, linewidth=2)
        text = with_unit(result.value, result.unit)
        axes.text(int(first) - 0.3, mean + above, text, fontsize=7.5, color=BRAZIL, bbox=HALO)
    return [result_row(result, "mean of the decade") for result in means.values()]


def from_rows(material: Material, results: dict[int, Result]) -> Drawing:
    """A bar for each year, from rows; the mean of each decade, the last one completed."""
    figure = Figure(figsize=(WIDTH, 3.8), layout="constrained")
    axes = figure.subplots()
    rows = draw_years(axes, results)
    rows += draw_means(axes, decades(material), 0.5)
    scale(axes, max(float(r.value) for r in results.values()) * 1.15, "projets", max(results))
    mean = Line2D([], [], color=BRAZIL, linewidth=2, label="moyenne de la décennie")
    handles = [*keys(list(results.values())), mean]
    figure.legend(handles=handles, loc="outside upper center", ncols=3, fontsize=7.5, frameon=False)
    return Drawing(figure, rows)
