"""What all figures share: one look, French numbers, a foot that says what the values rest on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from textwrap import wrap

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from recompute.cells import Cell, key_text
from recompute.chapter import Chapter
from recompute.exhibits import Exhibit
from recompute.formula import cells
from recompute.measure import Result
from recompute.units import plain

# Okabe and Ito's colours, apart in greyscale and for colour-blind readers.
CHINA, BRAZIL, GREEN, PURPLE = "#D55E00", "#0072B2", "#009E73", "#CC79A7"
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
WIDTH = 6.6  # inches: a column of A4
HALO = {"facecolor": "white", "edgecolor": "none", "pad": 0.6, "alpha": 0.8}
HATCHED, DASHED = {"hatch": "////"}, {"linestyle": "--"}
SOFT = "0.4"
HEADER = ["series", "key", "value", "unit", "evidence", "drawn_as", "source_cells"]
EVIDENCE = {
    "extract": "extrait fourni",
    "printed-components": "nombres imprimés",
    "documented": "faits énoncés un à un",
    "external": "autres documents publiés",
    "bounded": "bornes calculées",
}
Row = list[str]


@dataclass(frozen=True)
class Drawing:
    """A figure and the rows of its CSV file."""

    figure: Figure
    rows: list[Row]


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
        label = self.labels[dimension].get(code, {}).get("fr", code)
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

    def _keyed(self, measure: str, dimensions: tuple[str, ...], added: bool):
        found = (r for r in self.chapter.results if r.measure == measure and r.added == added)
        return {tuple(r.key.get(name, "") for name in dimensions): r for r in found}

    def foot(self, figure: Figure, rows: Iterable[Row]):
        """Say below the drawing what is redrawn, and what its values rest on."""
        rows = list(rows)
        kinds = list(dict.fromkeys(row[4] for row in rows if row[4]))
        on_rows = any(
            "extracts/" in row[6] for row in rows
        )  # of which others may be the weaker part
        kinds += ["extract"] if on_rows and "extract" not in kinds else []
        rests_on = ", ".join(EVIDENCE[kind] for kind in kinds)
        what = f"{self.exhibit.label} de l'évaluation de 2011 (ligne {self.exhibit.line})"
        text = [f"{what}, redessinée.", f"Ce qui est tracé repose sur : {rests_on}.", *self.notes]
        if self.synthetic and on_rows:
            text.append("EXEMPLE SYNTHÉTIQUE : les lignes des extraits sont inventées.")
            figure.text(0.5, 0.5, "EXEMPLE SYNTHÉTIQUE", rotation=20, ha="center", va="center",
                        fontsize=30, color="0.5", alpha=0.18, zorder=10)  # fmt: skip
        said = "\n".join(line for part in text for line in wrap(part, 110))
        figure.supxlabel(said, x=0.01, ha="left", fontsize=7, color=SOFT)


def settle(figure: Figure):
    """Lay the figure out once for all, instead of once for each file that it is saved to."""
    figure.draw_without_rendering()
    figure.set_layout_engine("none")


def french_float(value: float, decimals: int = 0) -> str:
    """A number on an axis, the French way."""
    return f"{value:.{decimals}f}".replace(".", ",")


def bare(axes: Axes, *sides: str):
    """No grid, and only these sides of the frame."""
    axes.grid(visible=False)
    for side, spine in axes.spines.items():
        spine.set_visible(side in sides)


def cell_row(cell: Cell, drawn_as: str) -> Row:
    """A cell that is drawn, as a row of the figure's CSV file."""
    value = plain(cell.value, cell.unit) if cell.printed else cell.written
    key = key_text({name: code for name, code in cell.dimensions.items() if name != "row"})
    return [
        cell.series,
        key or cell.quantity,
        value,
        cell.unit,
        cell.evidence,
        drawn_as,
        cell.place,
    ]


def result_row(result: Result, drawn_as: str) -> Row:
    """A result that is drawn, as a row of the figure's CSV file."""
    places = " ".join(dict.fromkeys(cell.place for cell in cells(result.formula)))
    value = plain(result.value, result.unit)
    return [
        result.measure, key_text(result.key), value, result.unit, result.evidence, drawn_as, places,
    ]  # fmt: skip
