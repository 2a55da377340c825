"""Projects co-financed by annual contracts: China, all countries, and bounds for those named first.

The ranking itself stood in the picture. The text names four countries that are served before China;
each has at least as many projects, and no more than the others leave.
"""

from __future__ import annotations

from babel import Locale
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from cdfc.figures.rows import draw_ranking, keys
from cdfc.figures.style import (
    CHINA,
    DASHED,
    WIDTH,
    Drawing,
    Material,
    Row,
    bare,
    cell_row,
    result_row,
)
from recompute.measure import Result

COUNTRIES = 12  # that are shown


def draw(material: Material) -> Drawing:
    """The ranking from rows where an extract gives it, else what the text says of it."""
    if own := _by_country(material.results("figure_04.grants", "territory")):
        return from_rows(material, own)
    china = material.cell("tableau_15b.grants[territory=china]")
    world = material.cell("tableau_15b.grants[territory=world]")
    (elsewhere,) = material.results("maee.grants_elsewhere").values()
    (bounds,) = material.results("maee.grants_to_each_first_beneficiary").values()
    named = [
        c for c in material.cells("lists.item") if c.dimensions["list"] == "first_beneficiaries"
    ]
    added = _by_country(material.longer("figure_04.grants", "territory"))
    figure = Figure(figsize=(WIDTH, 6 if added else 3.2), layout="constrained")
    axes, *more = figure.subplots(2 if added else 1, squeeze=False).flat
    names = [*(c.written for c in named), "Chine", "Tous les pays sauf la Chine"]
    for place in range(len(named)):
        low, high = float(bounds.value.low), float(bounds.value.high)
        axes.barh(place, high - low, left=low, color="white", edgecolor="0.5", **DASHED)
        axes.text(high + 5, place, f"{low:.0f} à {high:.0f}", va="center", fontsize=8)
    for place, value, colour in (
        (len(named), china.value, CHINA),
        (len(named) + 1, elsewhere.value, "0.75"),
    ):
        axes.barh(place, float(value), color=colour)
        axes.text(float(value) + 5, place, f"{value}", va="center", fontsize=8)
    axes.set_yticks(range(len(names)), names)
    axes.set(
        ylim=(len(names) - 0.4, -0.6), xlim=(0, float(world.value) * 1.1),
        xlabel=f"projets cofinancés, appels annuels 2007-2009 (total : {world.written})",
    )  # fmt: skip
    bare(axes, "bottom")
    figure.suptitle("En tirets : bornes ; le rang de chaque pays n'est pas imprimé", fontsize=8)
    rows = [
        cell_row(china, "printed"),
        cell_row(world, "printed, as the length of the scale"),
        result_row(elsewhere, "recomputed"),
        result_row(bounds, "bounds, for each country named"),
        *(cell_row(c, "named") for c in named),
    ]
    if added:
        rows += ranked(material, more[0], {}, added)
        period = next(iter(added.values())).key["period"]
        more[0].set_xlabel(f"projets cofinancés, appels annuels {period}, d'après les lignes")
    return Drawing(figure, rows)


def _by_country(results: dict[tuple[str, ...], Result]) -> dict[str, Result]:
    return {code: result for (code,), result in results.items()}


def from_rows(material: Material, own: dict[str, Result]) -> Drawing:
    """The countries with the most projects, and China wherever it stands, from rows."""
    longer = _by_country(material.longer("figure_04.grants", "territory"))
    figure = Figure(figsize=(WIDTH, 0.24 * COUNTRIES + 1.4), layout="constrained")
    axes = figure.subplots()
    rows = ranked(material, axes, own, longer)
    axes.set_xlabel(f"projets cofinancés, appels annuels ; {len(own)} pays en tout")
    handles = keys([*own.values(), *longer.values()])
    figure.legend(handles=handles, loc="outside upper center", ncols=2, fontsize=7.5, frameon=False)
    return Drawing(figure, rows)


def ranked(
    material: Material, axes: Axes, own: dict[str, Result], longer: dict[str, Result]
) -> list[Row]:
    """Draw the countries with the most projects, and China wherever it stands."""
    counted = own or longer
    order = sorted(counted, key=lambda code: (-counted[code].value, code))
    shown = list(dict.fromkeys([*order[:COUNTRIES], *(["china"] if "china" in counted else [])]))
    above = {c: sum(other.value > counted[c].value for other in counted.values()) for c in shown}
    names = {code: f"{1 + above[code]}. {country_label(material, code)}" for code in shown}
    rows = draw_ranking(axes, own, longer, names)
    if "china" in shown:
        axes.get_yticklabels()[shown.index("china")].set_fontweight("bold")
    bare(axes, "bottom")
    return rows


def country_label(material: Material, code: str) -> str:
    """A country's French name, by its code."""
    named = material.labels["territory"].get(code)
    return material.label("territory", code) if named else Locale("fr").territories.get(code, code)
