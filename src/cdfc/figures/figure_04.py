"""Projects co-financed by annual contracts: China, all countries, and bounds for those named first.

The ranking itself stood in the picture. The text names four countries that are served before China;
each has at least as many projects, and no more than the others leave.
"""

from __future__ import annotations

from babel import Locale
from matplotlib.axes import Axes

from cdfc.figures.labels import between, listed, said, until
from cdfc.figures.rows import FROM_ROWS, draw_ranking, keys, leaders
from cdfc.figures.style import (
    CHINA,
    GREY,
    HOLLOW,
    Drawing,
    Material,
    Row,
    beside,
    canvas,
    cell_row,
    hollow,
    named,
    result_row,
    solid,
)
from recompute.cells import Cell
from recompute.measure import Result

COUNTRIES = 12  # that are shown
UNIT = "Projets cofinancés par les appels annuels, en nombre"


def draw(material: Material) -> Drawing:
    """The ranking from rows where an extract gives it, else what the text says of it."""
    if own := _by_country(material.results("figure_04.grants", "territory")):
        return from_rows(material, own)
    china = material.cell("tableau_15b.grants[territory=china]")
    world = material.cell("tableau_15b.grants[territory=world]")
    (elsewhere,) = material.results("maee.grants_elsewhere").values()
    (bounds,) = material.results("maee.grants_to_each_first_beneficiary").values()
    first = [
        c for c in material.cells("lists.item") if c.dimensions["list"] == "first_beneficiaries"
    ]
    added = _by_country(material.longer("figure_04.grants", "territory"))
    figure = canvas(105 if added else 48)
    axes, *more = figure.subplots(2 if added else 1, squeeze=False).flat
    draw_printed(axes, first, bounds, china, elsewhere)
    axes.set_xlim(0, float(world.value) * 1.08)
    rows = [
        cell_row(china, "printed"),
        cell_row(world, "printed, as the length of the scale"),
        result_row(elsewhere, "recomputed"),
        result_row(bounds, "bounds, for each country named"),
        *(cell_row(c, "named") for c in first),
    ]
    if added:
        rows += ranked(material, more[0], {}, added)
        period = next(iter(added.values())).key["period"]
        more[0].set_title(f"{period}, d'après les {FROM_ROWS}")
    names = listed(c.written for c in first)
    return Drawing(
        figure,
        rows,
        f"Barres : la Chine a {china.written} projets cofinancés sur {world.written}, les autres "
        f"pays ensemble {said(elsewhere)}. {names}, cités avant elle, en ont chacun "
        f"{between(bounds.value)} ; leur rang n'est pas imprimé.",
        note=f"{UNIT} ({world.written} au total)",
        keys=(solid("imprimé"), solid("recalculé", GREY), hollow("bornes : non imprimé")),
        reading=f"le pays « {first[0].written} » est cité avant la Chine, qui a {china.written} "
        f"projets ; il en a donc {between(bounds.value)}. Son rang n'est pas imprimé.",
    )


def draw_printed(axes: Axes, first: list[Cell], bounds: Result, china: Cell, elsewhere: Result):
    """What the evaluation says: bounds for the countries named, China, and all others together."""
    low, high = float(bounds.value.low), float(bounds.value.high)
    for place in range(len(first)):
        axes.barh(place, high - low, left=low, height=0.7, linewidth=0.8, **HOLLOW)
        beside(axes, high, place, said(bounds))
    bars = ((china.value, china.written, CHINA), (elsewhere.value, said(elsewhere), GREY))
    for place, (value, text, colour) in enumerate(bars, len(first)):
        axes.barh(place, float(value), height=0.7, color=colour, linewidth=0)
        beside(axes, float(value), place, text)
    named(axes, [*(c.written for c in first), "Chine", "Tous les pays sauf la Chine"])
    axes.get_yticklabels()[len(first)].set_fontweight("bold")


def _by_country(results: dict[tuple[str, ...], Result]) -> dict[str, Result]:
    return {code: result for (code,), result in results.items()}


def from_rows(material: Material, own: dict[str, Result]) -> Drawing:
    """The countries with the most projects, and China wherever it stands, from rows."""
    longer = _by_country(material.longer("figure_04.grants", "territory"))
    figure = canvas(6 * COUNTRIES)
    rows = ranked(material, figure.subplots(), own, longer)
    names = {code: country_label(material, code) for code in _shown(own)}
    alt = f"Barres : les premiers des {len(own)} pays sont {leaders(own, names)}"
    alt += f" ; la Chine a {said(own['china'])} projets" if "china" in own else ""
    if last := until(longer.values()):
        alt += f". Jusqu'en {last} : {leaders(longer, names)}"
        alt += f", Chine {said(longer['china'])}" if "china" in longer else ""
    return Drawing(
        figure,
        rows,
        f"{alt}.",
        note=f"{UNIT} ; {len(own)} pays en tout, les {COUNTRIES} premiers et la Chine",
        keys=keys([*own.values(), *longer.values()]),
    )


def _shown(counted: dict[str, Result]) -> list[str]:
    """The codes of the countries with the most projects, and China's."""
    order = sorted(counted, key=lambda code: (-counted[code].value, code))
    return list(dict.fromkeys([*order[:COUNTRIES], *(["china"] if "china" in counted else [])]))


def ranked(
    material: Material, axes: Axes, own: dict[str, Result], longer: dict[str, Result]
) -> list[Row]:
    """Draw the countries with the most projects, and China wherever it stands."""
    counted = own or longer
    shown = _shown(counted)
    above = {c: sum(other.value > counted[c].value for other in counted.values()) for c in shown}
    names = {code: f"{1 + above[code]}. {country_label(material, code)}" for code in shown}
    rows = draw_ranking(axes, own, longer, names)
    if "china" in shown:
        axes.get_yticklabels()[shown.index("china")].set_fontweight("bold")
    return rows


def country_label(material: Material, code: str) -> str:
    """A country's French name, by its code."""
    known = material.labels["territory"].get(code)
    return material.label("territory", code) if known else Locale("fr").territories.get(code, code)
