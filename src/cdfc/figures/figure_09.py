"""Actions with China by theme: the counts that the text gives, and bounds for the rest."""

from __future__ import annotations

from matplotlib.figure import Figure
from matplotlib.patches import Patch

from cdfc.figures.rows import LATER, draw_ranking, drawn_as, keys
from cdfc.figures.style import CHINA, DASHED, WIDTH, Drawing, Material, bare, cell_row, result_row
from recompute.exact import as_interval
from recompute.measure import Result
from recompute.units import with_unit


def draw(material: Material) -> Drawing:
    """Each theme's actions from rows where an extract gives them, else as printed and bounds."""
    if own := _of_china(material.results("themes.actions", "territory", "theme")):
        return from_rows(material, own)
    given = [c for c in material.cells("themes.actions") if c.dimensions["theme"] != "total"]
    given.sort(key=lambda cell: -cell.value)
    (rural,) = material.results("themes.actions_rural").values()
    (rest,) = material.results("themes.actions_left").values()
    figure = Figure(figsize=(WIDTH, 3.2), layout="constrained")
    axes = figure.subplots()
    longer = _of_china(material.longer("themes.actions", "territory", "theme"))
    added = {}  # to what is printed
    for place, cell in enumerate(given):
        text, end = cell.written, cell.value
        if later := longer.get(cell.dimensions["theme"]):
            added[later.id] = later
            axes.barh(place, float(later.value), color=LATER)
            text, end = f"{text} → {later.value}", later.value
        axes.barh(place, float(cell.value), color=CHINA)
        axes.text(float(end) + 0.6, place, text, va="center", fontsize=8)
    for place, result in enumerate((rural, rest), len(given)):
        ends = as_interval(result.value)
        low, high = float(ends.low), float(ends.high)
        for end in (high, low):
            axes.barh(place, end, color="white", edgecolor="0.5", **DASHED)
        text = with_unit(result.value, result.unit)
        axes.text(high + 0.6, place, text, va="center", fontsize=8)
    names = [material.label("theme", c.dimensions["theme"]) for c in given]
    names += [material.label("theme", "rural_development"), "Tout le reste, rural compris"]
    axes.set_yticks(range(len(names)), names)
    axes.set(ylim=(len(names) - 0.4, -0.6), xlim=(0, 90), xlabel="actions avec la Chine")
    bare(axes, "bottom")
    handles = [
        Patch(color=CHINA, label="imprimé"),
        Patch(
            facecolor="white",
            edgecolor="0.5",
            label="bornes (le total imprimé est 154 ou 197)",
            **DASHED,
        ),
    ]
    if added:
        until = next(iter(added.values())).key["period"][5:]
        handles.append(Patch(color=LATER, label=f"avec les lignes, jusqu'en {until}"))
    figure.legend(handles=handles, loc="outside upper center", ncols=3, fontsize=7, frameon=False)
    rows = [cell_row(c, "printed") for c in given]
    rows += [result_row(result, drawn_as(result)) for result in added.values()]
    rows += [result_row(rural, "bounds"), result_row(rest, "bounds")]
    return Drawing(figure, rows)


def _of_china(results: dict[tuple[str, ...], Result]) -> dict[str, Result]:
    return {
        theme: result
        for (territory, theme), result in results.items()
        if territory == "china" and theme != "total"
    }


def from_rows(material: Material, own: dict[str, Result]) -> Drawing:
    """One bar for each theme, from rows."""
    longer = _of_china(material.longer("themes.actions", "territory", "theme"))
    themes = sorted({**own, **longer}, key=lambda theme: -own[theme].value if theme in own else 0)
    names = {theme: material.label("theme", theme) for theme in themes}
    figure = Figure(figsize=(WIDTH, 0.28 * len(names) + 1.2), layout="constrained")
    axes = figure.subplots()
    rows = draw_ranking(axes, own, longer, names)
    axes.set_xlabel("actions ; une action peut avoir plusieurs thématiques")
    bare(axes, "bottom")
    handles = keys([*own.values(), *longer.values()])
    figure.legend(handles=handles, loc="outside upper center", ncols=2, fontsize=7.5, frameon=False)
    return Drawing(figure, rows)
