"""Projects co-financed by annual contracts: China, all countries, and bounds for those named first.

The ranking itself stood in the picture. The text names four countries that are served before China;
each has at least as many projects, and no more than the others leave.
"""

from __future__ import annotations

from matplotlib.figure import Figure

from cdfc.figures.style import CHINA, DASHED, WIDTH, Drawing, Material, bare, cell_row, result_row


def draw(material: Material) -> Drawing:
    """One bar for each country or group that the text speaks of, in projects."""
    china = material.cell("tableau_15b.grants[territory=china]")
    world = material.cell("tableau_15b.grants[territory=world]")
    (elsewhere,) = material.results("maee.grants_elsewhere").values()
    (bounds,) = material.results("maee.grants_to_each_first_beneficiary").values()
    named = [
        c for c in material.cells("lists.item") if c.dimensions["list"] == "first_beneficiaries"
    ]
    figure = Figure(figsize=(WIDTH, 3.2), layout="constrained")
    axes = figure.subplots()
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
    return Drawing(figure, rows)
