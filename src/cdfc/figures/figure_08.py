"""Aid declared by the authorities, by document; the years after the report set apart.

The report's own picture is lost: these are the totals of later public documents. Where two of them
disagree on a year, both are drawn.
"""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from cdfc.figures.rows import by_year, drawn_as
from cdfc.figures.style import (
    BRAZIL,
    CHINA,
    GREEN,
    HALO,
    PURPLE,
    WIDTH,
    Drawing,
    Material,
    cell_row,
    french_float,
    result_row,
)  # fmt: skip
from recompute.units import in_unit

LOOKS = {  # colour, marker, and where the values stand, in points above the mark
    "senat_123": (BRAZIL, "o", 6),
    "senat_plf_2012": (CHINA, "s", -13),
    "cncd_2015": (GREEN, "^", -13),
    "cncd_2016": (PURPLE, "D", 6),
}
LAST_AUDITED = 2009
ROWS = "déclarations additionnées, ligne par ligne"


def draw(material: Material) -> Drawing:
    """The declared and the estimated totals of each document, in millions of euros."""
    facts = [
        c
        for c in material.cells("external_facts.value")
        if c.dimensions["topic"] == "apd_collectivites_total"
    ]
    frame = pd.DataFrame(
        {
            "year": [int(c.dimensions["year"]) for c in facts],
            "amount": [float(in_unit(c.value, "MEUR")) for c in facts],
            "document": [c.dimensions["document"] for c in facts],
            "status": [c.dimensions["status"] for c in facts],
        }
    )
    figure = Figure(figsize=(WIDTH, 4.2), layout="constrained")
    axes = figure.subplots()
    last = frame["year"].max()
    axes.axvspan(LAST_AUDITED + 0.5, last + 0.9, color="0.93", zorder=0)
    shown = set()
    for document, (colour, marker, beside) in LOOKS.items():
        group = frame[frame["document"] == document].sort_values("year")
        declared, estimated = (group[group["status"] == s] for s in ("declared", "estimate"))
        look = {"color": colour, "marker": marker, "markersize": 5}
        label = material.label("document", document)
        axes.plot(declared["year"], declared["amount"], label=f"{label}, déclaré", **look)
        if len(estimated):
            axes.plot(
                estimated["year"], estimated["amount"], label=f"{label}, estimé",
                linestyle="none", markerfacecolor="white", **look,
            )  # fmt: skip
        for place in zip(group["year"], group["amount"], strict=True):
            if place not in shown:  # two documents may agree
                axes.annotate(
                    french_float(place[1], 1), place, (0, beside), textcoords="offset points",
                    ha="center", fontsize=7, color=colour, bbox=HALO,
                )  # fmt: skip
            shown.add(place)
    totals = by_year(material, "figure_08.total")
    if totals:
        amounts = [float(in_unit(r.value, "MEUR")) for r in totals.values()]
        axes.plot(list(totals), amounts, color="black", linewidth=1, marker="x", label=ROWS)
    axes.text(LAST_AUDITED + 0.6, 2, "après l'évaluation", fontsize=8, color="0.35")
    axes.set(xlim=(2002.4, last + 0.9), ylim=(0, 82), xlabel="", ylabel="M€")
    axes.set_xticks(range(2003, last + 1))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: french_float(value)))
    axes.grid(axis="x", visible=False)
    figure.legend(loc="outside upper center", ncols=2, fontsize=7.5, frameon=False)
    rows = [cell_row(c, c.dimensions["status"]) for c in facts]
    return Drawing(figure, rows + [result_row(r, drawn_as(r)) for r in totals.values()])
