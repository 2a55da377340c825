"""What figures share when rows of supplied extracts give their values."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.patches import Patch

from cdfc.figures.labels import listed, said, until
from cdfc.figures.style import (
    BAND,
    CHINA,
    LIGHT,
    SMALL,
    Material,
    Row,
    beside,
    named,
    result_row,
    solid,
)
from recompute.measure import Result
from recompute.wording import say

LAST = 2009  # of the evaluation's years
LATER = LIGHT[CHINA]


def by_year(material: Material, measure: str) -> dict[int, Result]:
    """A tally's results by year, in order; empty where no extract gives them."""
    found = material.results(measure, "year")
    return {int(year): found[year,] for (year,) in sorted(found)}


def draw_years(axes: Axes, results: dict[int, Result]) -> list[Row]:
    """A bar for each year, those after the evaluation set apart; some with their values."""
    first, last = min(results), max(results)
    if last > LAST:
        after_evaluation(axes, last + 0.6)
    highest = max(result.number for result in results.values())
    for year, result in results.items():
        value = float(result.number)
        axes.bar(year, value, width=0.8, color=LATER if result.added else CHINA, linewidth=0)
        if year in (first, last) or result.number == highest:
            axes.annotate(said(result), (year, value), (0, 1.5), textcoords="offset points",
                          ha="center", fontsize=SMALL)  # fmt: skip
    return [result_row(result, drawn_as(result)) for result in results.values()]


def after_evaluation(axes: Axes, end: float) -> None:
    """A band behind the years that the evaluation does not cover."""
    axes.axvspan(LAST + 0.5, end, linewidth=0, zorder=0, **BAND)


def draw_ranking(
    axes: Axes, own: dict[str, Result], longer: dict[str, Result], names: dict[str, str]
) -> list[Row]:
    """Horizontal bars in the order given; what later years add stands behind, lighter."""
    rows = []
    for place, code in enumerate(names):
        text: list[str] = []
        end = 0.0
        for results, colour, height in ((longer, LATER, 0.8), (own, CHINA, 0.5)):
            if result := results.get(code):
                axes.barh(place, float(result.number), color=colour, height=height, linewidth=0)
                text.insert(0, said(result))
                end = max(end, float(result.number))
                rows.append(result_row(result, drawn_as(result)))
        beside(axes, end, place, " → ".join(text))
    named(axes, names.values())
    axes.margins(x=0.14)
    return rows


def leaders(results: dict[str, Result], names: dict[str, str]) -> str:
    """The first three bars of a ranking: `Mali (62), Burkina Faso (50) et Sénégal (43)`."""
    codes = [code for code in names if code in results][:3]
    return listed(f"{names[code]} ({said(results[code])})" for code in codes)


def keys(results: list[Result]) -> tuple[Patch, ...]:
    """The colours of what is drawn from rows; one alone needs no key."""
    own, added = solid(say("figure.from_rows")), [result for result in results if result.added]
    if not added:
        return (own,)
    last = until(added)
    later = say("figure.until", last=last) if last else say("figure.added")
    return own, solid(later, LATER)


def drawn_as(result: Result) -> str:
    """How a result is drawn, for the figure's CSV file."""
    return "from rows, added years" if result.added else "from rows"
