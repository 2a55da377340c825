"""Aid declared by the authorities, by document; the years after the report set apart.

The report's own picture is lost: these are the totals of later public documents. Where two of them
disagree on a year, both are drawn.
"""

from __future__ import annotations

from fractions import Fraction
from textwrap import wrap
from typing import Any

from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from cdfc.figures.labels import listed, on_axis, short
from cdfc.figures.rows import LAST, after_evaluation, by_year, drawn_as
from cdfc.figures.style import (
    BRAZIL,
    CHINA,
    GREEN,
    HALO,
    PURPLE,
    SMALL,
    SOFT,
    Drawing,
    Look,
    Material,
    bare,
    canvas,
    cell_row,
    result_row,
)  # fmt: skip
from recompute.cells import Cell
from recompute.measure import Result
from recompute.units import digits, in_unit
from recompute.wording import say

LOOKS = {  # colour, marker, and on which side of the mark the words stand: above or below
    "senat_123": (BRAZIL, "o", 1),
    "senat_plf_2012": (CHINA, "s", -1),
    "cncd_2015": (GREEN, "^", -1),
    "cncd_2016": (PURPLE, "D", 1),
}
Point = tuple[int, float]


def draw(material: Material) -> Drawing:
    """The declared and the estimated totals of each document, in millions of euros."""
    facts = [
        c
        for c in material.cells("external_facts.value")
        if c.dimensions["topic"] == "apd_collectivites_total"
    ]
    figure = canvas(84)
    axes = figure.subplots()
    last = max(_point(c)[0] for c in facts)
    axes.set(xlim=(min(_point(c)[0] for c in facts) - 0.5, last + 0.9),
             ylim=(0, 1.18 * max(_point(c)[1] for c in facts)))  # fmt: skip
    after_evaluation(axes, last + 0.9)
    axes.annotate(say("figure_08.after"), (LAST + 0.5, 0), (3, 4), textcoords="offset points",
                  fontsize=SMALL, color=SOFT)  # fmt: skip
    shown: set[Point] = set()
    for document in LOOKS:
        cells = sorted(
            (c for c in facts if c.dimensions["document"] == document), key=lambda c: _point(c)
        )
        draw_document(axes, cells, material.label("document", document), shown)
    totals = by_year(material, "figure_08.total")
    if totals:
        draw_totals(axes, totals)
    axes.set_xticks(range(min(_point(c)[0] for c in facts), last + 1))
    axes.yaxis.set_major_formatter(FuncFormatter(on_axis))
    bare(axes, "bottom")
    axes.grid(visible=True, axis="y")
    rows = [cell_row(c, c.dimensions["status"]) for c in facts]
    return Drawing(
        figure,
        rows + [result_row(r, drawn_as(r)) for r in totals.values()],
        alternative(material, facts, totals),
        note=say("figure_08.unit"),
    )


def draw_document(axes: Axes, cells: list[Cell], name: str, shown: set[Point]) -> None:
    """One document's values, those estimated as hollow marks, named at its first one."""
    colour, marker, _ = LOOKS[cells[0].dimensions["document"]]
    look: Look = {"color": colour, "marker": marker, "markersize": 5}
    declared = [c for c in cells if c.dimensions["status"] == "declared"]
    axes.plot(*zip(*map(_point, declared), strict=True), linewidth=1.4, **look)
    for cell in cells:
        estimated = cell not in declared
        if estimated:
            axes.plot(*_point(cell), markerfacecolor="white", markeredgewidth=1.2, **look)
        lines = [digits(_millions(cell), 1)] if _point(cell) not in shown else []
        lines += [say("figure_08.estimated")] * estimated
        shown.add(_point(cell))  # two documents may agree
        halo: Look = {"bbox": HALO} if _point(cell)[0] <= LAST else {}  # the line may run behind
        words(axes, cell, "\n".join(lines), 5, ha="center", **halo)
    starts: Look = {"ha": "left", "x": -8} if len(cells) > 1 else {"ha": "center"}
    words(axes, cells[0], "\n".join(wrap(name, 16)), 16, fontweight="bold", **starts)


def words(axes: Axes, cell: Cell, text: str, away: float, x: float = 0, **look: Any) -> None:
    """Write on the cell's side of its mark, `away` points from it, in its document's colour."""
    colour, _, side = LOOKS[cell.dimensions["document"]]
    axes.annotate(
        text, _point(cell), (x, away * side), textcoords="offset points", linespacing=1.15,
        va="bottom" if side > 0 else "top", fontsize=SMALL, color=colour, **look,
    )  # fmt: skip


def draw_totals(axes: Axes, totals: dict[int, Result]) -> None:
    """The sums of what the rows declare, named at the last year."""
    amounts = [float(_millions(r)) for r in totals.values()]
    axes.plot(list(totals), amounts, color="black", linewidth=0.9, marker="x", markersize=6)
    axes.annotate(say("figure_08.rows"), (max(totals), amounts[-1]), (4, -12),
                  textcoords="offset points", va="top", fontsize=SMALL)  # fmt: skip


def _point(cell: Cell) -> Point:
    return int(cell.dimensions["year"]), float(_millions(cell))


def _millions(one: Cell | Result) -> Fraction:
    return in_unit(one.number, "MEUR")


def alternative(material: Material, facts: list[Cell], totals: dict[int, Result]) -> str:
    """The first, the highest and the last value of each document."""
    said = []
    for document in LOOKS:
        cells = [c for c in facts if c.dimensions["document"] == document]
        declared = sorted((c for c in cells if c.dimensions["status"] == "declared"), key=_point)
        chosen = dict.fromkeys(
            [declared[0], max(declared, key=lambda c: c.number), declared[-1]]
        ) | dict.fromkeys(c for c in cells if c not in declared)
        values = listed(_said(c, c.dimensions) for c in chosen)
        said.append(f"{material.label('document', document)}{say('said.colon')}{values}")
    if totals:
        ends = (totals[min(totals)], totals[max(totals)])
        said.append(say("figure_08.totals", values=listed(_said(r, r.key) for r in ends)))
    return say("figure_08.alt", documents=say("said.semicolon").join(said))


def _said(one: Cell | Result, codes: dict[str, str]) -> str:
    key = "figure_08.estimate" if codes.get("status") == "estimate" else "figure_08.value"
    return say(key, amount=short(one.number, "MEUR", 1), year=codes["year"])
