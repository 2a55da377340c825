"""Share of each theme, China left and Brazil right, as far as the text gives it.

China's bars are recomputed where the text gives the count; shares that are only printed are
hatched; what is not given stays open, as one hollow bar between its bounds.
"""

from __future__ import annotations

from fractions import Fraction
from textwrap import shorten

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from cdfc.figures.style import (
    BRAZIL,
    CHINA,
    DASHED,
    HATCHED,
    SOFT,
    WIDTH,
    Drawing,
    Material,
    cell_row,
    result_row,
)  # fmt: skip
from recompute.units import digits, in_unit

COLOURS = {"china": CHINA, "brazil": BRAZIL}


def draw(material: Material) -> Drawing:
    """The shares of each country's actions, in per cent."""
    printed = {
        (c.dimensions["territory"], c.dimensions["theme"]): c
        for c in material.cells("figure_10.share")
    }
    computed = material.results("themes.share", "territory", "theme")
    longer = material.longer("themes.share", "territory", "theme")
    complete = any(result.evidence == "extract" for result in computed.values())
    open_shares = {} if complete else material.results("themes.share_open", "territory")
    given = {theme for _, theme in (*printed, *computed)}
    themes = [theme for theme in material.labels["theme"] if theme in given]
    figure = Figure(figsize=(WIDTH, 4.2), layout="constrained")
    rows = []
    for axes, (country, colour) in zip(
        figure.subplots(1, 2, sharey=True), COLOURS.items(), strict=True
    ):
        for place, theme in enumerate(themes):
            if result := computed.get((country, theme)):
                text, end = f"{digits(in_unit(result.value, '%'), 1)} %", result.value
                rows.append(result_row(result, "recomputed"))
                if later := longer.get((country, theme)):
                    axes.plot(float(in_unit(later.value, "%")), place, "D", color="black",
                              markersize=3.5, zorder=3)  # fmt: skip
                    rows.append(result_row(later, "diamond"))
                    text += f" → {digits(in_unit(later.value, '%'), 1)} %"
                    end = max(end, later.value)
                _bar(axes, place, result.value, text, end, color=colour)
            elif cell := printed.get((country, theme)):
                look = {"color": "white", "edgecolor": colour} | HATCHED
                _bar(axes, place, cell.value, cell.figure, **look)
                rows.append(cell_row(cell, "printed only"))
            else:
                axes.text(
                    0.5,
                    place,
                    "aucune" if complete else "non donné",
                    va="center",
                    fontsize=7.5,
                    color=SOFT,
                )
        names = [material.label("theme", theme) for theme in themes]
        if rest := open_shares.get((country,)):
            low, high = (digits(in_unit(end, "%"), 1) for end in (rest.value.low, rest.value.high))
            for end, text in ((rest.value.high, f"{low} à {high} %"), (rest.value.low, "")):
                _bar(axes, len(themes), end, text, color="white", edgecolor="0.5", **DASHED)
            rows.append(result_row(rest, "left open"))
            names.append("Le reste, non détaillé")
        axes.set_yticks(range(len(names)), [shorten(name, 42, placeholder="…") for name in names])
        axes.set_title(material.label("territory", country), color=colour, fontweight="bold")
        axes.set(xlim=(0, 62), ylim=(len(names) - 0.4, -0.6), xlabel="% des actions")
        axes.grid(visible=False)
    keys = [Patch(color=SOFT, label="recalculé (actions ÷ projets de l'Atlas)")]
    if longer:
        until = next(iter(longer.values())).key["period"][5:]
        keys.append(Line2D([], [], color="black", marker="D", linestyle="none", markersize=3.5,
                           label=f"jusqu'en {until}"))  # fmt: skip
    if not complete:
        keys += [
            Patch(facecolor="white", edgecolor=SOFT, label="imprimé seulement", **HATCHED),
            Patch(facecolor="white", edgecolor="0.5", label="non donné : bornes", **DASHED),
        ]
    figure.legend(handles=keys, loc="outside upper center", ncols=3, fontsize=7.5, frameon=False)
    return Drawing(figure, rows)


def _bar(axes: Axes, place: int, share: Fraction, text: str, end: Fraction | None = None, **look):
    """A horizontal bar with its value beside it, or beside `end`."""
    axes.barh(place, float(in_unit(share, "%")), height=0.7, **look)
    axes.text(
        float(in_unit(end or share, "%")) + (1.6 if end else 0.7),
        place,
        text,
        va="center",
        fontsize=8,
    )
