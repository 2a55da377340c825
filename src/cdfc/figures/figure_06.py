"""Projects by year: bounds, from the totals of the decades and the peaks that the text names.

The picture is lost. A decade's years add up to its total; 2006 is its decade's highest year; a year
has no fewer projects than authorities that begin in it.
"""

from __future__ import annotations

from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from cdfc.figures.style import BRAZIL, DASHED, GREEN, HALO, WIDTH, Drawing, Material, result_row
from cdfc.figures.years import draw_bounds, draw_starts, scale
from recompute.units import french_with_unit


def draw(material: Material) -> Drawing:
    """The bounds of each year, the mean of each decade, and the starts that the text dates."""
    figure = Figure(figsize=(WIDTH, 3.8), layout="constrained")
    axes = figure.subplots()
    rows = draw_bounds(axes, material.results("dynamics.projects_in_year", "year"))
    for (decade,), result in material.results("dynamics.projects_per_year", "decade").items():
        first, _, last = decade.partition("-")
        mean = float(result.value)
        axes.plot([int(first) - 0.5, int(last) + 0.5], [mean, mean], color=BRAZIL, linewidth=2)
        text = french_with_unit(result.value, result.unit)
        axes.text(int(first) - 0.3, mean + 1.8, text, fontsize=7.5, color=BRAZIL, bbox=HALO)
        rows.append(result_row(result, "mean of the decade"))
    rows += draw_starts(axes, material, step=2)
    scale(axes, 84, "projets")
    highest = material.results("dynamics.projects_in_year", "year")[("2006",)]
    text = f"pic : {french_with_unit(highest.value, highest.unit)}"
    axes.text(2006, float(highest.value.high) + 1, text, ha="center", fontsize=7.5)
    keys = [
        Patch(facecolor="0.95", edgecolor="0.6", label="bornes", **DASHED),
        Line2D([], [], color=BRAZIL, linewidth=2, label="moyenne de la décennie"),
        Line2D([], [], color=GREEN, marker="o", linestyle="none", markersize=4,
               label="coopération dont le texte date le début"),
    ]  # fmt: skip
    figure.legend(handles=keys, loc="outside upper center", ncols=3, fontsize=7.5, frameon=False)
    return Drawing(figure, rows)
