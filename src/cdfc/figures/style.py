"""What all figures share: one look, what stands above and below a drawing, the rows of its file.

From a statistical office's page: the unit above, values on the bars, greys and few colours, then
« Lecture » and « Source » below. From charts on the web: names beside what they name rather than
in a legend, a thin grid, the title left to the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from textwrap import wrap
from typing import Any, TypeAlias

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.legend import Legend
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Text
from matplotlib.textpath import TextToPath
from matplotlib.typing import RcKeyType

from cdfc.figures.labels import narrow
from recompute.cells import Cell, key_text
from recompute.chapter import Chapter
from recompute.exhibits import Exhibit
from recompute.formula import cells
from recompute.measure import Result
from recompute.units import plain
from recompute.wording import language, say, translated

Look: TypeAlias = dict[str, Any]  # keywords of matplotlib, each with a type of its own
# Okabe and Ito's hues, darkened: each is legible as text on white, and the first two differ in
# greyscale too. The others are told apart by their markers and by the words beside them.
CHINA, BRAZIL, GREEN, PURPLE = "#C24E00", "#003F66", "#00795A", "#8E4B7E"
LIGHT = {CHINA: "#F3BE9B", BRAZIL: "#A3BFD2"}  # the years that extracts add
INK, SOFT, GREY, RULE = "0.13", "0.35", "0.72", "0.88"
BAND: Look = {"color": "black", "alpha": 0.06}  # what stands behind shows through
SMALL, TEXT = 7, 7.5  # points
STYLE: dict[RcKeyType, Any] = {
    "svg.hashsalt": "cdfc",  # the same ids in every run
    "svg.fonttype": "none",  # real text
    "font.family": "sans-serif",  # what a reader without DejaVu Sans falls back on
    "font.sans-serif": ["DejaVu Sans"],  # ships with matplotlib: the same everywhere
    "text.hinting": "none",  # as wide in the layout as in the SVG file
    "figure.dpi": 200,
    "font.size": TEXT,
    "axes.labelsize": TEXT,
    "axes.titlesize": 8,
    "axes.titlelocation": "left",
    "axes.facecolor": "none",  # what stands behind shows through
    "axes.edgecolor": "0.6",
    "axes.labelcolor": INK,
    "axes.linewidth": 0.6,
    "grid.color": RULE,
    "grid.linewidth": 0.5,
    "hatch.linewidth": 0.7,
    "legend.fontsize": SMALL,
    "text.color": INK,
    "text.parse_math": False,  # « $ » in a label is a dollar
    "xtick.color": INK,
    "ytick.color": INK,
    "xtick.labelsize": TEXT,
    "ytick.labelsize": TEXT,
}
MM = 1 / 25.4  # inches
WIDTH = 165 * MM  # a column of A4
LINE, MARGIN = 3.5 * MM, 1.5 * MM
HALO: Look = {"facecolor": "white", "edgecolor": "none", "pad": 0.6, "alpha": 0.85}
HATCHED: Look = {"hatch": "/////"}
HOLLOW: Look = {"facecolor": "white", "edgecolor": "0.45", "linestyle": "--"}
HEADER = ["series", "key", "value", "unit", "evidence", "drawn_as", "source_cells"]
Row = list[str]


@dataclass(frozen=True)
class Drawing:
    """A figure, the rows of its CSV file, and what is said of it.

    `alt`: what is seen, in a sentence or two. Above the drawing stand `note`, the unit or how to
    read it, and `keys`, for what no label beside it can say; below it `reading`, an example.
    `finish` draws what depends on where the layout put things.
    """

    figure: Figure
    rows: list[Row]
    alt: str
    note: str = ""
    keys: tuple[Artist, ...] = ()
    reading: str = ""
    finish: Callable[[], None] | None = None


@dataclass(frozen=True)
class Material:
    """What a figure may draw from: cells and results, labels, and the exhibit that it redraws.

    `notes`: what changes in the years that extracts add; `synthetic`: are their rows made up?
    """

    chapter: Chapter
    labels: dict[str, dict[str, dict[str, str]]]
    exhibit: Exhibit
    notes: tuple[str, ...] = ()
    synthetic: bool = False

    def label(self, dimension: str, code: str) -> str:
        """A code as readers see it, with a capital; what rows alone name, as it is."""
        label = self.labels[dimension].get(code, {}).get(language(), code)
        return label[:1].upper() + label[1:]

    def cells(self, series: str) -> list[Cell]:
        """The cells of one series, in the order of the report; what rows give are results."""
        cells = (cell for cell in self.chapter.cells if cell.evidence != "extract")
        return [cell for cell in cells if cell.series == series]

    def cell(self, id: str) -> Cell:
        """The cell with this id."""
        (found,) = [cell for cell in self.chapter.cells if cell.id == id]
        return found

    def results(self, measure: str, *dimensions: str) -> dict[tuple[str, ...], Result]:
        """A measure's results by the codes of these dimensions."""
        return self._keyed(measure, dimensions, False) | (
            self._keyed(measure, dimensions, True) if "year" in dimensions else {}
        )

    def longer(self, measure: str, *dimensions: str) -> dict[tuple[str, ...], Result]:
        """A measure's results up to the last year that extracts add, by these dimensions."""
        return self._keyed(measure, dimensions, True)

    def _keyed(
        self, measure: str, dimensions: tuple[str, ...], added: bool
    ) -> dict[tuple[str, ...], Result]:
        found = (r for r in self.chapter.results if r.measure == measure and r.added == added)
        return {tuple(r.key.get(name, "") for name in dimensions): r for r in found}

    def made_up(self, rows: Iterable[Row]) -> bool:
        """Does any of these rows rest on a made-up extract?"""
        return self.synthetic and any("extracts/" in row[6] for row in rows)

    def foot(self, rows: list[Row]) -> list[str]:
        """What is redrawn, what its values rest on, and where a definition changes."""
        kinds = list(dict.fromkeys(row[4] for row in rows if row[4]))
        # Rows of extracts may take part where the weakest part is of another kind.
        on_rows = any("extracts/" in row[6] for row in rows)
        kinds += ["extract"] if on_rows and "extract" not in kinds else []
        rests_on = say("said.comma").join(say(f"figure.evidence.{kind}") for kind in kinds)
        label, line = self.exhibit.label, self.exhibit.line
        source = say(
            "figure.source", label=label, inside=label.lower(), line=line, evidence=rests_on
        )
        text = [source, *map(translated, self.notes)]
        if self.made_up(rows):
            text.append(say("figure.made_up_rows", made_up=say("figure.made_up")))
        return text


def canvas(height: float) -> Figure:
    """A sheet as wide as the column, so many millimetres high without what frames the drawing."""
    return Figure(figsize=(WIDTH, height * MM), layout="constrained")


def settle(drawing: Drawing, material: Material) -> None:
    """Frame the drawing and lay it out once for all, instead of once for each file."""
    figure = drawing.figure
    for text in figure.findobj(Text):
        text.set_text(narrow(text.get_text()))
    head = _lines([drawing.note] if drawing.note else [], TEXT)
    said = [say("figure.reading", reading=drawing.reading)] if drawing.reading else []
    foot = _lines([*said, *material.foot(drawing.rows)], SMALL)
    keys = _keys(drawing) if drawing.keys else None
    _frame(figure, head, keys, foot)
    if material.made_up(drawing.rows):
        # behind, so that all remains legible
        look: Look = {"rotation": 20, "fontsize": 32, "color": "0.9", "zorder": -1}
        figure.text(0.5, 0.5, say("figure.made_up"), ha="center", va="center", **look)
    figure.draw_without_rendering()
    figure.set_layout_engine("none")
    if drawing.finish:
        drawing.finish()


def _lines(parts: list[str], size: float) -> list[str]:
    """Each part on lines of its own, none wider than the figure less its margins."""
    font, room = FontProperties(size=size), (WIDTH - MARGIN) * 72
    lines = []
    for part in parts:
        lines.append("")
        for word in narrow(part).split(" "):
            longer = f"{lines[-1]} {word}".lstrip()
            wide = TextToPath().get_text_width_height_descent(longer, font, False)[0]
            lines[-1:] = [lines[-1], word] if wide > room else [longer]
    return lines


def _keys(drawing: Drawing) -> Legend:
    """The keys, in as few lines as the width allows."""
    figure, handles = drawing.figure, list(drawing.keys)
    for handle in handles:
        handle.set_label(narrow(str(handle.get_label())))
    for columns in range(len(handles), 0, -1):
        legend = figure.legend(handles=handles, loc="upper left", ncols=columns, frameon=False,
                               borderaxespad=0, borderpad=0, handlelength=1.8, handleheight=0.8,
                               columnspacing=1.6, labelspacing=0.45)  # fmt: skip
        figure.draw_without_rendering()
        if legend.get_window_extent().width < figure.bbox.width or columns == 1:
            return legend
        legend.remove()
    raise ValueError("no keys")


def _frame(figure: Figure, head: list[str], keys: Legend | None, foot: list[str]) -> None:
    """Write above and below the drawing, and make the sheet as much higher."""
    width, height = figure.get_size_inches()
    key_height = keys.get_window_extent().height / figure.dpi + MARGIN if keys else 0
    above = LINE * len(head) + key_height + 2 * MARGIN
    below = LINE * len(foot) + 2 * MARGIN
    total = above + height + below
    figure.set_size_inches(width, total)
    figure.set_layout_engine("constrained", rect=(0, below / total, 1, height / total))
    left = 0.5 * MARGIN / width
    for place, line in enumerate(head):
        figure.text(left, 1 - (MARGIN + place * LINE) / total, line, va="top", fontsize=TEXT)
    if keys:
        keys.set_bbox_to_anchor((left, 1 - (1.5 * MARGIN + len(head) * LINE) / total))
        keys.set_in_layout(False)
    for place, line in enumerate(reversed(foot)):
        heavy: Look = {"fontweight": "bold"} if line.startswith(say("figure.made_up")) else {}
        figure.text(left, (MARGIN + place * LINE) / total, line, va="bottom", fontsize=SMALL,
                    color=SOFT, **heavy)  # fmt: skip


def solid(label: str, colour: str = CHINA) -> Patch:
    """The key of a filled bar."""
    return Patch(color=colour, label=label, linewidth=0)


def hollow(label: str) -> Patch:
    """The key of a bar between bounds."""
    return Patch(label=label, **HOLLOW)


def dot(label: str, colour: str, marker: str = "o") -> Line2D:
    """The key of a mark."""
    return Line2D([], [], color=colour, marker=marker, linestyle="none", markersize=4, label=label)


def bare(axes: Axes, *sides: str) -> None:
    """No grid, and only these sides of the frame."""
    axes.grid(visible=False)
    for side, spine in axes.spines.items():
        spine.set_visible(side in sides)


def beside(axes: Axes, end: float, place: float, text: str, away: float = 3, **look: Any) -> None:
    """Write right of the end of a horizontal bar, `away` points from it."""
    axes.annotate(text, (end, place), (away, 0), textcoords="offset points", va="center",
                  **{"fontsize": TEXT} | look)  # fmt: skip


def named(axes: Axes, names: Iterable[str], characters: int = 42) -> None:
    """Name horizontal bars, downwards from 0, on two lines where needed; their base is a line."""
    names = ["\n".join(wrap(narrow(name), characters)) for name in names]
    axes.set_yticks(range(len(names)), names, linespacing=1.05)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.set_xticks([])  # each bar has its value
    bare(axes, "left")


def cell_row(cell: Cell, drawn_as: str) -> Row:
    """A cell that is drawn, as a row of the figure's CSV file; a number of the text by its id."""
    value = plain(cell.value, cell.unit) if cell.printed else cell.written
    key = key_text({name: code for name, code in cell.dimensions.items() if name != "row"})
    key = key or cell.quantity
    series = cell.series if key else cell.id
    return [series, key, value, cell.unit, cell.evidence, drawn_as, cell.place]


def result_row(result: Result, drawn_as: str) -> Row:
    """A result that is drawn, as a row of the figure's CSV file."""
    places = " ".join(dict.fromkeys(cell.place for cell in cells(result.formula)))
    value = plain(result.value, result.unit)
    return [
        result.measure, key_text(result.key), value, result.unit, result.evidence, drawn_as, places,
    ]  # fmt: skip
