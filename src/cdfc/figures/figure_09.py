"""Actions with China by theme: the counts that the text gives, and bounds for the rest."""

from __future__ import annotations

from cdfc.figures.labels import between, listed, said, until
from cdfc.figures.rows import LATER, draw_ranking, drawn_as, keys, leaders
from cdfc.figures.style import (
    CHINA,
    HOLLOW,
    Drawing,
    Material,
    beside,
    canvas,
    cell_row,
    hollow,
    named,
    result_row,
    solid,
)
from recompute.measure import Result
from recompute.wording import say


def draw(material: Material) -> Drawing:
    """Each theme's actions from rows where an extract gives them, else as printed and bounds."""
    if own := _of_china(material.results("themes.actions", "territory", "theme")):
        return from_rows(material, own)
    given = [c for c in material.cells("themes.actions") if c.dimensions["theme"] != "total"]
    given.sort(key=lambda cell: -cell.number)
    (rural,) = material.results("themes.actions_rural").values()
    (rest,) = material.results("themes.actions_left").values()
    longer = _of_china(material.longer("themes.actions", "territory", "theme"))
    names = [material.label("theme", c.dimensions["theme"]) for c in given]
    names += [material.label("theme", "rural_development"), say("figure_09.rest")]
    figure = canvas(7 * len(names))
    axes = figure.subplots()
    added = {}  # to what is printed
    for place, cell in enumerate(given):
        text, end = cell.written, cell.number
        if later := longer.get(cell.dimensions["theme"]):
            added[later.id] = later
            axes.barh(place, float(later.number), height=0.7, color=LATER, linewidth=0)
            text, end = f"{text} → {later.number}", later.number
        axes.barh(place, float(cell.number), height=0.7, color=CHINA, linewidth=0)
        beside(axes, float(end), place, text)
    for place, result in enumerate((rural, rest), len(given)):
        for bound in (result.ends.high, result.ends.low):
            axes.barh(place, float(bound), height=0.7, linewidth=0.8, **HOLLOW)
        beside(axes, float(result.ends.high), place, said(result))
    named(axes, names)
    axes.margins(x=0.14)
    year = until(added.values())
    more = [solid(say("figure_09.added", year=year), LATER)] if added else []
    counts = listed(f"{name} ({c.written})" for name, c in zip(names, given, strict=False))
    totals, left = _totals(material), between(rest.value)
    alternative = say("figure_09.alt", counts=counts, rest=left, rural=between(rural.value),
                      theme=names[-2].lower())  # fmt: skip
    return Drawing(
        figure,
        [
            *(cell_row(c, "printed") for c in given),
            *(result_row(result, drawn_as(result)) for result in added.values()),
            result_row(rural, "bounds"),
            result_row(rest, "bounds"),
        ],
        alternative,
        note=say("figure_09.unit"),
        keys=(solid(say("figure.printed")), hollow(say("figure_09.bounds")), *more),
        reading=say("figure_09.reading", totals=totals, rest=left),
    )


def _totals(material: Material) -> str:
    """The two totals that are printed, the Atlas's and the themes' own."""
    atlas = material.cell("atlas.count[item=projects,territory=china]")
    totals = [c for c in material.cells("themes.actions") if c.dimensions["theme"] == "total"]
    return say("figure_09.either").join(cell.written for cell in (atlas, *totals))


def _of_china(results: dict[tuple[str, ...], Result]) -> dict[str, Result]:
    return {
        theme: result
        for (territory, theme), result in results.items()
        if territory == "china" and theme != "total"
    }


def from_rows(material: Material, own: dict[str, Result]) -> Drawing:
    """One bar for each theme, from rows."""
    longer = _of_china(material.longer("themes.actions", "territory", "theme"))
    themes = sorted({**own, **longer}, key=lambda theme: -own[theme].number if theme in own else 0)
    names = {theme: material.label("theme", theme) for theme in themes}
    figure = canvas(7 * len(names))
    rows = draw_ranking(figure.subplots(), own, longer, names)
    last = until(longer.values())
    more = say("figure_09.alt_later", year=last, leaders=leaders(longer, names)) if last else ""
    return Drawing(
        figure,
        rows,
        say("figure_09.alt_of_rows", n=len(names), leaders=leaders(own, names)) + more,
        note=say("figure_09.unit_of_rows"),
        keys=keys([*own.values(), *longer.values()]),
    )
