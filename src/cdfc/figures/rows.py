"""What figures share when rows of supplied extracts give their values."""

from __future__ import annotations

from textwrap import shorten

from matplotlib.axes import Axes
from matplotlib.patches import Patch

from cdfc.figures.style import CHINA, Material, Row, result_row
from recompute.measure import Result
from recompute.units import with_unit

LAST = 2009  # of the evaluation's years
LATER = "#F0B48A"  # CHINA's colour, lighter: the years that extracts add
FROM_ROWS, ADDED = "lignes des extraits", "lignes, après l'évaluation"


def by_year(material: Material, measure: str) -> dict[int, Result]:
    """A tally's results by year, in order; empty where no extract gives them."""
    found = material.results(measure, "year")
    return {int(year): found[year,] for (year,) in sorted(found)}


def draw_years(axes: Axes, results: dict[int, Result]) -> list[Row]:
    """A bar for each year, those after the evaluation set apart."""
    last = max(results)
    if last > LAST:
        axes.axvspan(LAST + 0.5, last + 0.6, color="0.94", zorder=0)
    for year, result in results.items():
        axes.bar(year, float(result.value), width=0.8, color=LATER if result.added else CHINA)
    return [result_row(result, drawn_as(result)) for result in results.values()]


def draw_ranking(
    axes: Axes, own: dict[str, Result], longer: dict[str, Result], names: dict[str, str]
) -> list[Row]:
    """Horizontal bars in the order given; what later years add stands behind, lighter."""
    rows = []
    for place, code in enumerate(names):
        text, end = [], 0.0
        for results, colour, height in ((longer, LATER, 0.8), (own, CHINA, 0.5)):
            if result := results.get(code):
                axes.barh(place, float(result.value), color=colour, height=height)
                text.insert(0, with_unit(result.value, result.unit))
                end = max(end, float(result.value))
                rows.append(result_row(result, drawn_as(result)))
        axes.annotate(" → ".join(text), (end, place), (3, 0), textcoords="offset points",
                      va="center", fontsize=7.5)  # fmt: skip
    axes.set_yticks(
        range(len(names)), [shorten(label, 44, placeholder="…") for label in names.values()]
    )
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.margins(x=0.18)
    return rows


def keys(results: list[Result]) -> list[Patch]:
    """The colours of what is drawn from rows."""
    added = [result for result in results if result.added]
    found = [Patch(color=CHINA, label=FROM_ROWS)]
    if added:
        period = added[0].key.get("period", "")
        found.append(Patch(color=LATER, label=f"jusqu'en {period[5:]}" if period else ADDED))
    return found


def drawn_as(result: Result) -> str:
    """How a result is drawn, for the figure's CSV file."""
    return "from rows, added years" if result.added else "from rows"
