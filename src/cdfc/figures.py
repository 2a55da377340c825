"""The figures: each takes a chapter and gives a drawing and the rows it draws.

They arrange what the chapter holds and compute nothing. Floats appear only here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import matplotlib as mpl
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.ticker import FuncFormatter

from recompute.cells import Cell, key_text
from recompute.chapter import Chapter
from recompute.exact import value_text
from recompute.files import replacing, write_csv
from recompute.formula import cells
from recompute.measure import Result
from recompute.units import french, in_unit

# Okabe and Ito's colours, apart in greyscale and for colour-blind readers.
COLOURS = {
    "china": "#D55E00",
    "brazil": "#0072B2",
    "senat_123": "#0072B2",
    "senat_plf_2012": "#D55E00",
    "cncd_2015": "#009E73",
    "cncd_2016": "#CC79A7",
}
MARKERS = {"senat_123": "o", "senat_plf_2012": "s", "cncd_2015": "^", "cncd_2016": "D"}
STYLE = {
    "svg.hashsalt": "cdfc",  # the same ids in every run
    "svg.fonttype": "none",  # real text
    "font.family": "DejaVu Sans",  # ships with matplotlib: the same everywhere
    "font.size": 9,
    "axes.labelsize": 8.5,
    "axes.titlesize": 10,
    "axes.titlelocation": "left",
    "xtick.labelsize": 8,
    "ytick.labelsize": 8,
}
HALO = {"facecolor": "white", "edgecolor": "none", "pad": 0.6, "alpha": 0.8}
HATCHED, DASHED = {"hatch": "////"}, {"linestyle": "--"}
HEADER = ["series", "key", "value", "unit", "evidence", "drawn_as", "source_cells"]


@dataclass(frozen=True)
class Drawing:
    """A figure and the rows of its CSV file."""

    figure: Figure
    rows: list[list[str]]


def save(drawing: Drawing, svg: str | Path, png: str | Path, csv: str | Path):
    """Write the three files of a figure; the same bytes every time."""
    with mpl.rc_context(STYLE):
        for path, options in ((svg, {"metadata": {"Date": None}}), (png, {"dpi": 200})):
            with replacing(path) as temporary:
                drawing.figure.savefig(temporary, format=Path(path).suffix[1:], **options)
    write_csv(csv, HEADER, drawing.rows)


def draw(name: str, chapter: Chapter, labels: dict) -> Drawing:
    """The figure called `name`."""
    sns.set_theme(style="whitegrid", rc=STYLE)
    return FIGURES[name](chapter, labels)


def figure_08(chapter: Chapter, labels: dict) -> Drawing:
    """Aid declared by the authorities, by document; the years after the report set apart.

    The report's own picture is lost: these are the totals of later public documents. Where two
    of them disagree on a year, both are drawn.
    """
    facts = [c for c in chapter.cells if c.dimensions.get("topic") == "apd_collectivites_total"]
    rows = [_cell_row(c, c.dimensions["status"]) for c in facts]
    frame = pd.DataFrame(
        {
            "year": [int(c.dimensions["year"]) for c in facts],
            "amount": [float(in_unit(c.value, "MEUR")) for c in facts],
            "document": [c.dimensions["document"] for c in facts],
            "status": [c.dimensions["status"] for c in facts],
        }
    )
    figure = Figure(figsize=(6.6, 4.1), layout="constrained")
    axes = figure.subplots()
    axes.axvspan(2009.5, frame["year"].max() + 0.9, color="0.93", zorder=0)
    for document, group in frame.groupby("document", sort=False):
        group = group.sort_values("year")
        declared, estimated = (group[group["status"] == s] for s in ("declared", "estimate"))
        look = {"color": COLOURS[document], "marker": MARKERS[document], "markersize": 5}
        label = labels["document"][document]["fr"]
        axes.plot(declared["year"], declared["amount"], label=f"{label}, déclaré", **look)
        if len(estimated):
            axes.plot(
                estimated["year"], estimated["amount"], label=f"{label}, estimé",
                linestyle="none", markerfacecolor="white", **look,
            )  # fmt: skip
    shown = set()
    for document, beside in (
        ("senat_123", 6),
        ("senat_plf_2012", -13),
        ("cncd_2015", -13),
        ("cncd_2016", 6),
    ):
        for _, row in frame[frame["document"] == document].iterrows():
            if (row["year"], row["amount"]) not in shown:  # two documents may agree
                axes.annotate(
                    french_float(row["amount"], 1), (row["year"], row["amount"]), (0, beside),
                    textcoords="offset points", ha="center", fontsize=7,
                    color=COLOURS[document], bbox=HALO,
                )  # fmt: skip
            shown.add((row["year"], row["amount"]))
    axes.text(2009.6, 2, "après l'évaluation", fontsize=8, color="0.35")
    axes.set(xlim=(2002.4, frame["year"].max() + 0.9), ylim=(0, 82), xlabel="", ylabel="M€")
    axes.set_xticks(range(2003, frame["year"].max() + 1))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: french_float(value)))
    axes.grid(axis="x", visible=False)
    figure.legend(loc="outside lower center", ncols=2, fontsize=7.5, frameon=False)
    return Drawing(figure, rows)


def figure_10(chapter: Chapter, labels: dict) -> Drawing:
    """Share of each theme, China left and Brazil right, as far as the text gives it.

    China's bars are recomputed where the text gives the count; shares that are only printed are
    hatched; what is not given stays open, as one hollow bar between its bounds.
    """
    printed = {
        (c.dimensions["territory"], c.dimensions["theme"]): c
        for c in chapter.cells
        if c.series == "figure_10.share"
    }
    computed = _by_key(chapter, "themes.share", "territory", "theme")
    open_shares = _by_key(chapter, "themes.share_open", "territory")
    given = {theme for _, theme in (*printed, *computed)}
    themes = [theme for theme in labels["theme"] if theme in given]
    figure = Figure(figsize=(6.6, 4.0), layout="constrained")
    rows = []
    for axes, country in zip(figure.subplots(1, 2, sharey=True), ("china", "brazil"), strict=True):
        colour = COLOURS[country]
        for place, theme in enumerate(themes):
            if result := computed.get((country, theme)):
                text = f"{french(in_unit(result.value, '%'), 1)} %"
                _bar(axes, place, result.value, text, color=colour)
                rows.append(_result_row(result, "recomputed"))
            elif cell := printed.get((country, theme)):
                _bar(
                    axes, place, cell.value, cell.figure, color="white", edgecolor=colour, **HATCHED
                )
                rows.append(_cell_row(cell, "printed only"))
            else:
                axes.text(0.5, place, "non donné", va="center", fontsize=7.5, color="0.4")
        rest = open_shares[(country,)]
        low, high = (french(in_unit(end, "%"), 1) for end in (rest.value.low, rest.value.high))
        for end, text in ((rest.value.high, f"{low} à {high} %"), (rest.value.low, "")):
            _bar(axes, len(themes), end, text, color="white", edgecolor="0.5", **DASHED)
        rows.append(_result_row(rest, "left open"))
        names = [*(labels["theme"][theme]["fr"] for theme in themes), "Le reste, non détaillé"]
        axes.set_yticks(range(len(names)), names)
        title = labels["territory"][country]["fr"]
        axes.set_title(title, color=colour, fontweight="bold")
        axes.set(xlim=(0, 60), ylim=(len(themes) + 0.6, -0.6), xlabel="% des actions")
        axes.grid(visible=False)
    keys = [
        Patch(color="0.4", label="recalculé (actions ÷ projets de l'Atlas)"),
        Patch(facecolor="white", edgecolor="0.4", label="imprimé seulement", **HATCHED),
        Patch(facecolor="white", edgecolor="0.5", label="non donné : bornes", **DASHED),
    ]
    figure.legend(handles=keys, loc="outside lower center", ncols=3, fontsize=7.5, frameon=False)
    return Drawing(figure, rows)


def _by_key(chapter: Chapter, measure: str, *dimensions: str) -> dict[tuple[str, ...], Result]:
    """A measure's results by the codes of their keys."""
    found = (r for r in chapter.results if r.measure == measure)
    return {tuple(r.key[name] for name in dimensions): r for r in found}


def _bar(axes: Axes, place: int, share: Fraction, text: str, **look):
    """A horizontal bar with its value beside it."""
    width = float(in_unit(share, "%"))
    axes.barh(place, width, height=0.7, **look)
    axes.text(width + 0.7, place, text, va="center", fontsize=8)


FIGURES: dict[str, Callable[[Chapter, dict], Drawing]] = {
    "figure_08": figure_08,
    "figure_10": figure_10,
}


def french_float(value: float, decimals: int = 0) -> str:
    """A number on an axis, the French way."""
    return f"{value:.{decimals}f}".replace(".", ",")


def _cell_row(cell: Cell, drawn_as: str) -> list[str]:
    value = value_text(in_unit(cell.value, cell.unit))
    return [
        cell.series,
        key_text(cell.dimensions),
        value,
        cell.unit,
        cell.evidence,
        drawn_as,
        cell.place,
    ]


def _result_row(result: Result, drawn_as: str) -> list[str]:
    value = value_text(in_unit(result.value, result.unit))
    places = " ".join(dict.fromkeys(cell.place for cell in cells(result.formula)))
    return [
        result.measure,
        key_text(result.key),
        value,
        result.unit,
        result.evidence,
        drawn_as,
        places,
    ]
