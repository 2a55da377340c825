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
from cdfc.figures.years import STARTS, draw_bounds, draw_starts, scale
from recompute.cells import Cell
from recompute.measure import Result

PEAKS = ("1998", "2006")  # the years of the printed peak, which no cell holds
LOW_FLOW_END = 1996
UNIT = "Nombre de premiers projets, un par collectivité"


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
        axes.bar(int(year), float(peak.value), width=0.8, color=CHINA, linewidth=0)
        axes.annotate(peak.written, (int(year), float(peak.value)), (0, 2), ha="center",
                      textcoords="offset points", fontsize=TEXT)  # fmt: skip
    rows += draw_usual(axes, peak, usual)
    rows += draw_starts(axes, material)
    periods = material.results("dynamics.entries", "period")
    for (period,), result in periods.items():
        first, _, last = period.partition("-")
        axes.text((int(first) + int(last)) / 2, float(peak.value) * 1.16,
                  f"{period} : {said(result)} en tout", ha="center", fontsize=SMALL)  # fmt: skip
        rows.append(result_row(result, "text"))
    scale(axes, float(peak.value) * 1.28)
    (year,), one = next(iter(bounds.items()))
    totals = " ; ".join(f"{between(r.value)} sur {period}" for (period,), r in periods.items())
    return Drawing(
        figure,
        rows,
        f"Barres par année : {peak.written} premiers projets en {listed(PEAKS)}, imprimés ; "
        f"{between(one.value)} chacune des autres années, bornes calculées. En tout, {totals}.",
        note=UNIT,
        keys=(solid("imprimé"), hollow("bornes : non imprimé"), dot(STARTS, BRAZIL)),
        reading=f"le nombre de {year} n'est pas imprimé ; il est compris {between(one.value)}.",
    )


def draw_usual(axes: Axes, peak: Cell, usual: Cell) -> list[Row]:
    """The number that the years before the first peak are said to exceed rarely."""
    height = float(usual.value)
    axes.plot([1980.5, LOW_FLOW_END + 0.5], [height, height], color=INK, linewidth=1)
    axes.annotate(f"imprimé : « rarement » plus de {usual.written}", (1980.5, height), (2, 3),
                  textcoords="offset points", fontsize=SMALL, bbox=HALO, zorder=4)  # fmt: skip
    return [cell_row(peak, f"printed, for {' and '.join(PEAKS)}"), cell_row(usual, "line")]


def from_rows(material: Material, results: dict[int, Result]) -> Drawing:
    """A bar for each year, from rows, beside what the text says of them."""
    figure = canvas(68)
    axes = figure.subplots()
    rows = draw_years(axes, results)
    peak, usual = material.cell("l4051.peak_flow"), material.cell("l4050.low_flow_maximum")
    for year in PEAKS:
        top = float(results[int(year)].value)
        axes.annotate(f"(imprimé : {peak.written})", (int(year), top), (0, 11),
                      textcoords="offset points", ha="center", fontsize=SMALL)  # fmt: skip
    rows += draw_usual(axes, peak, usual)
    highest = max(results.values(), key=lambda r: r.value)
    scale(axes, float(highest.value) * 1.28, max(results))
    first, last = min(results), max(results)
    years = [str(year) for year, r in results.items() if r.value == highest.value]
    return Drawing(
        figure,
        rows,
        f"Barres par année de {first} à {last} : au plus {said(highest)} premiers projets, en "
        f"{listed(years)} ; {said(results[first])} en {first}, {said(results[last])} en {last}.",
        note=UNIT,
        keys=keys(list(results.values())),
    )
