"""The documented cooperations on two maps, numbered, with the list below.

The report's map showed what the Atlas knew; this one shows what the text names, pair by pair. A
region, a province and a department stand at their seats. Overseas partners stand in the list only.
"""

from __future__ import annotations

from collections import defaultdict
from math import cos, pi, radians, sin
from textwrap import wrap

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from recompute.cards import load_card
from recompute.cells import read_rows

from ..pipeline import RAW
from .style import BRAZIL, CHINA, HALO, WIDTH, Drawing, Material, bare, result_row

Point = tuple[float, float]
COLUMNS = 3
WINDOWS = {"china": (97, 137)}  # degrees east: all partners lie in the east of the country


def draw(material: Material) -> Drawing:
    """Two maps of numbered places, and the pairs that each French number cooperates in."""
    pairs = material.results("cooperations.mentions", "authority", "partner")
    certain = {(c.dimensions["authority"], c.dimensions["partner"]): c.dimensions["certainty"]
               for c in material.cells("cooperations.pair")}  # fmt: skip
    seats = _seats()
    partners: dict[str, list[str]] = defaultdict(list)
    for authority, partner in sorted(pairs):
        doubt = "" if certain[authority, partner] == "clear" else "*"
        partners[authority].append(material.label("partner", partner) + doubt)
    numbers = {authority: str(n) for n, authority in enumerate(partners, 1)}
    lines = [
        wrap(f"{numbers[a]}  {material.label('authority', a)} : {', '.join(names)}", 42,
             subsequent_indent="     ")
        for a, names in partners.items()
    ]  # fmt: skip
    columns = _columns([line for wrapped in lines for line in wrapped])
    height = 0.125 * max(map(len, columns))
    figure = Figure(figsize=(WIDTH, 3.2 + height), layout="constrained")
    maps, below = figure.subfigures(2, 1, height_ratios=[2.9, height])
    french, chinese = maps.subplots(1, 2, width_ratios=[1, 1.35])
    _outline(french, "france")
    _outline(chinese, "china")
    _mark(french, seats["authority"], numbers, BRAZIL)
    named = {partner: material.label("partner", partner) for _, partner in pairs}
    _mark(chinese, seats["partner"], named, CHINA)
    axes = below.subplots()
    axes.set(xlim=(0, len(columns)), ylim=(0, 1), xticks=[], yticks=[])
    bare(axes)
    for place, column in enumerate(columns):
        axes.text(place, 1, "\n".join(column), va="top", fontsize=6, linespacing=1.3)
    maps.suptitle(
        "Coopérations que le texte nomme ; * : seulement par un bureau, un projet, un groupe ou le "
        "contexte", fontsize=8,
    )  # fmt: skip
    return Drawing(figure, [result_row(result, "pair") for result in pairs.values()])


def _read(name: str) -> list[dict[str, str]]:
    """The rows of one file of places, unchanged since its card was written."""
    card = load_card(RAW, f"places/{name}.csv")
    card.check_digest()
    return [row for _, row in read_rows(card.data_path, card.source, list(card.columns))]


def _seats() -> dict[str, dict[str, Point]]:
    seats: dict[str, dict[str, Point]] = defaultdict(dict)
    for row in _read("seats"):
        seats[row["side"]][row["code"]] = float(row["longitude"]), float(row["latitude"])
    return seats


def _columns(lines: list[str]) -> list[list[str]]:
    height = -(-len(lines) // COLUMNS)
    return [lines[start : start + height] for start in range(0, len(lines), height)]


def _outline(axes: Axes, country: str):
    """A country's outline, as wide as it is high at its middle latitude."""
    rings: dict[str, list[Point]] = defaultdict(list)
    for row in _read("outlines"):
        if row["country"] == country:
            rings[row["ring"]].append((float(row["longitude"]), float(row["latitude"])))
    for ring in rings.values():
        axes.fill(*zip(*ring, strict=True), facecolor="0.94", edgecolor="0.6", linewidth=0.5)
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    axes.set(xlim=WINDOWS.get(country, (west, east)), aspect=1 / cos(radians((south + north) / 2)))
    axes.set(xticks=[], yticks=[])
    bare(axes)


def _mark(axes: Axes, seats: dict[str, Point], names: dict[str, str], colour: str):
    """A dot at each seat, with the names of all that stand there; places off the map are left out."""
    at: dict[Point, list[str]] = defaultdict(list)
    for code, name in names.items():
        at[seats[code]].append(name)
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    size = (east - west) / 60
    taken: list[tuple[float, float, float, float]] = []
    inside = {p: n for p, n in at.items() if west < p[0] < east and south < p[1] < north}
    taken += [(x - size / 2, y - size / 2, x + size / 2, y + size / 2) for x, y in inside]
    for (x, y), texts in sorted(inside.items()):
        axes.plot(x, y, "o", color=colour, markersize=3.5, zorder=3)
        text = ", ".join(texts)
        place = _free(x, y, len(text) * size * 0.92, size * 2, size, taken)
        taken.append(place)
        left, bottom, right, top = place
        axes.plot([x, (left + right) / 2], [y, (bottom + top) / 2], color="0.6", linewidth=0.4)
        axes.text((left + right) / 2, (bottom + top) / 2, text, ha="center", va="center",
                  fontsize=6, color=colour, bbox=HALO)  # fmt: skip


def _free(x: float, y: float, width: float, height: float, step: float, taken: list) -> tuple:
    """The nearest box beside a dot that covers nothing placed before."""
    for ring in range(1, 24):
        for turn in range(16):
            angle = turn * pi / 8
            cx = x + cos(angle) * (step * ring + width / 2)
            cy = y + sin(angle) * (step * ring + height / 2)
            box = (cx - width / 2, cy - height / 2, cx + width / 2, cy + height / 2)
            if not any(_meet(box, other) for other in taken):
                return box
    return box


def _meet(one: tuple, other: tuple) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
