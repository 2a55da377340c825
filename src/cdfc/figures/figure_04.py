"""Projects co-financed by annual contracts: China, all countries, and bounds for those named first.

The ranking itself stood in the picture. The text names four countries that are served before China;
each has at least as many projects, and no more than the others leave.
"""

from __future__ import annotations

from babel import Locale
from matplotlib.axes import Axes

from cdfc.figures.labels import between, listed, said, until
from cdfc.figures.rows import draw_ranking, keys, leaders
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
from recompute.wording import FRENCH, language, say

COUNTRIES = 12  # that are shown


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
    axes.set_xlim(0, float(world.number) * 1.08)
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
        more[0].set_title(say("figure_04.added", period=period))
    names = listed(country_named(c.written) for c in first)
    return Drawing(
        figure,
        rows,
        say(
            "figure_04.alt",
            china=china.written,
            world=world.written,
            elsewhere=said(elsewhere),
            names=names,
            bounds=between(bounds.value),
        ),
        note=say("figure_04.unit_of_all", unit=say("figure_04.unit"), total=world.written),
        keys=(
            solid(say("figure.printed")),
            solid(say("figure.recomputed"), GREY),
            hollow(say("figure.bounds")),
        ),
        reading=say(
            "figure_04.reading",
            first=country_named(first[0].written),
            china=china.written,
            bounds=between(bounds.value),
        ),
    )


def draw_printed(
    axes: Axes, first: list[Cell], bounds: Result, china: Cell, elsewhere: Result
) -> None:
    """What the evaluation says: bounds for the countries named, China, and all others together."""
    low, high = float(bounds.ends.low), float(bounds.ends.high)
    for place in range(len(first)):
        axes.barh(place, high - low, left=low, height=0.7, linewidth=0.8, **HOLLOW)
        beside(axes, high, place, said(bounds))
    bars = ((china.number, china.written, CHINA), (elsewhere.number, said(elsewhere), GREY))
    for place, (value, text, colour) in enumerate(bars, len(first)):
        axes.barh(place, float(value), height=0.7, color=colour, linewidth=0)
        beside(axes, float(value), place, text)
    names = [country_named(c.written) for c in first]
    named(axes, [*names, say("figure_04.china"), say("figure_04.elsewhere")])
    axes.get_yticklabels()[len(first)].set_fontweight("bold")


def _by_country(results: dict[tuple[str, ...], Result]) -> dict[str, Result]:
    return {code: result for (code,), result in results.items()}


def from_rows(material: Material, own: dict[str, Result]) -> Drawing:
    """The countries with the most projects, and China wherever it stands, from rows."""
    longer = _by_country(material.longer("figure_04.grants", "territory"))
    figure = canvas(6 * COUNTRIES)
    rows = ranked(material, figure.subplots(), own, longer)
    names = {code: country_label(material, code) for code in _shown(own)}
    alt = say("figure_04.alt_rows", countries=len(own), leaders=leaders(own, names))
    if "china" in own:
        alt = say("figure_04.alt_china", alt=alt, china=said(own["china"]))
    if last := until(longer.values()):
        alt = say("figure_04.alt_until", alt=alt, last=last, leaders=leaders(longer, names))
        if "china" in longer:
            alt = say("figure_04.alt_china_until", alt=alt, china=said(longer["china"]))
    return Drawing(
        figure,
        rows,
        f"{alt}.",
        note=say(
            "figure_04.unit_of_first",
            unit=say("figure_04.unit"),
            countries=len(own),
            most=COUNTRIES,
        ),
        keys=keys([*own.values(), *longer.values()]),
    )


def _shown(counted: dict[str, Result]) -> list[str]:
    """The codes of the countries with the most projects, and China's."""
    order = sorted(counted, key=lambda code: (-counted[code].number, code))
    return list(dict.fromkeys([*order[:COUNTRIES], *(["china"] if "china" in counted else [])]))


def ranked(
    material: Material, axes: Axes, own: dict[str, Result], longer: dict[str, Result]
) -> list[Row]:
    """Draw the countries with the most projects, and China wherever it stands."""
    counted = own or longer
    shown = _shown(counted)
    above = {c: sum(other.number > counted[c].number for other in counted.values()) for c in shown}
    names = {code: f"{1 + above[code]}. {country_label(material, code)}" for code in shown}
    rows = draw_ranking(axes, own, longer, names)
    if "china" in shown:
        axes.get_yticklabels()[shown.index("china")].set_fontweight("bold")
    return rows


def country_label(material: Material, code: str) -> str:
    """A country's name, by its code."""
    known = material.labels["territory"].get(code)
    names = Locale(language()).territories
    return material.label("territory", code) if known else names.get(code, code)


def country_named(written: str) -> str:
    """A country that the report names, in the language of the moment; else as it is."""
    codes = {name: code for code, name in Locale(FRENCH).territories.items()}
    return Locale(language()).territories.get(codes.get(written, ""), written)
