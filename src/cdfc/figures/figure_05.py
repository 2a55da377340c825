"""First projects of each authority, by year: two years are printed, the others have bounds.

The picture is lost. The text gives the two peaks, says that the years up to 1996 rarely exceed 3,
and the authorities add up to the number that the Atlas counts.
"""

from __future__ import annotations

from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from cdfc.figures.rows import by_year, draw_years, keys
from cdfc.figures.style import (
    CHINA,
    DASHED,
    GREEN,
    HALO,
    WIDTH,
    Drawing,
    Material,
    cell_row,
    result_row,
)
from cdfc.figures.years import draw_bounds, draw_starts, scale
from recompute.measure import Result
from recompute.units import with_unit

PEAKS = ("1998", "2006")
LOW_FLOW_END = 1996


def draw(material: Material) -> Drawing:
    """Each year's entries from rows where an extract gives them, else as printed and bounds."""
    if results := by_year(material, "figure_05.entries"):
        return from_rows(material, results)
    figure = Figure(figsize=(WIDTH, 3.6), layout="constrained")
    axes = figure.subplots()
    peak, usual = material.cell("l4051.peak_flow"), material.cell("l4050.low_flow_maximum")
    rows = draw_bounds(axes, material.results("dynamics.entries_in_year", "year"))
    for year in PEAKS:
        axes.bar(int(year), float(peak.value), width=0.8, color=CHINA)
        axes.text(int(year), float(peak.value) + 0.1, peak.written, ha="center", fontsize=8)
    axes.plot([1980.5, LOW_FLOW_END + 0.5], [float(usual.value)] * 2, color=CHINA, linewidth=1)
    text = f"« rarement » dépassé : {usual.written}"
    axes.text(1980.7, float(usual.value) + 0.15, text, fontsize=7.5, bbox=HALO)
    rows += [cell_row(peak, f"printed, for {' and '.join(PEAKS)}"), cell_row(usual, "line")]
    rows += draw_starts(axes, material)
    for (period,), result in material.results("dynamics.entries", "period").items():
        first, _, last = period.partition("-")
        text = f"{period} : {with_unit(result.value, result.unit)} en tout"
        axes.text((int(first) + int(last)) / 2, 6.3, text, ha="center", fontsize=7.5)
        rows.append(result_row(result, "text"))
    scale(axes, 7, "premiers projets")
    keys = [
        Patch(color=CHINA, label="imprimé"),
        Patch(facecolor="0.95", edgecolor="0.6", label="bornes", **DASHED),
        Line2D([], [], color=GREEN, marker="o", linestyle="none", markersize=4,
               label="coopération dont le texte date le début"),
    ]  # fmt: skip
    figure.legend(handles=keys, loc="outside upper center", ncols=3, fontsize=7.5, frameon=False)
    return Drawing(figure, rows)


def from_rows(material: Material, results: dict[int, Result]) -> Drawing:
    """A bar for each year, from rows, beside what the text says of them."""
    figure = Figure(figsize=(WIDTH, 3.6), layout="constrained")
    axes = figure.subplots()
    rows = draw_years(axes, results)
    peak, usual = material.cell("l4051.peak_flow"), material.cell("l4050.low_flow_maximum")
    for year in PEAKS:
        top = float(results[int(year)].value)
        axes.annotate(f"imprimé : {peak.written}", (int(year), top), (0, 3),
                      textcoords="offset points", ha="center", fontsize=7.5)  # fmt: skip
    axes.plot([1980.5, LOW_FLOW_END + 0.5], [float(usual.value)] * 2, color="0.3", linewidth=1)
    text = f"imprimé : « rarement » plus de {usual.written}"
    axes.text(1980.7, float(usual.value) + 0.15, text, fontsize=7.5, bbox=HALO)
    rows += [cell_row(peak, f"printed, for {' and '.join(PEAKS)}"), cell_row(usual, "line")]
    top = max(float(r.value) for r in results.values())
    scale(axes, top + 1, "premiers projets", max(results))
    handles = keys(list(results.values()))
    figure.legend(handles=handles, loc="outside upper center", ncols=2, fontsize=7.5, frameon=False)
    return Drawing(figure, rows)
