"""The documented cooperations on two maps, numbered, with the list below.

The report's map showed what the Atlas knew; this one shows what the text names, pair by pair. A
region, a province and a department stand at their seats. Overseas partners stand in the list only.
"""

from __future__ import annotations

from collections import defaultdict
from math import cos, pi, radians, sin
from textwrap import shorten, wrap

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.ticker import MaxNLocator
from matplotlib.transforms import Bbox

from cdfc.figures.rows import drawn_as
from cdfc.figures.style import BRAZIL, CHINA, WIDTH, Drawing, Material, bare, result_row, settle
from cdfc.settings import RAW
from recompute.cards import load_card
from recompute.cells import read_rows
from recompute.measure import Result

Point = tuple[float, float]
COLUMNS = 3
MOST = 20  # authorities and partners that are named
WINDOWS = {"china": (97, 137)}  # degrees east: all partners lie in the east of the country


def draw(material: Material) -> Drawing:
    """Two maps of numbered places, and the pairs that each French number cooperates in.

    Where an extract gives rows, the authorities and partners with the most cooperations instead.
    """
    if own := material.results("figure_11.cooperations", "authority", "partner"):
        return from_rows(material, own)
    pairs = material.results("cooperations.mentions", "authority", "partner")
    certain = {(c.dimensions["authority"], c.dimensions["partner"]): c.dimensions["certainty"]
               for c in material.cells("cooperations.pair")}  # fmt: skip
    seats = _seats()
    partners: dict[str, list[str]] = defaultdict(list)
    for authority, partner in sorted(pairs):
        doubt = "" if certain[authority, partner] == "clear" else "*"
        partners[authority].append(material.label("partner", partner) + doubt)
    numbers = {authority: str(n) for n, authority in enumerate(partners, 1)}
    entries = [
        wrap(f"{numbers[a]}  {material.label('authority', a)} : {', '.join(names)}", 44,
             subsequent_indent="     ")
        for a, names in partners.items()
    ]  # fmt: skip
    columns = _columns(entries)
    height = 0.125 * max(map(len, columns))
    figure = Figure(figsize=(WIDTH, 3.9 + height), layout="constrained")
    maps, below = figure.subfigures(2, 1, height_ratios=[3.6, height + 0.1])
    french, chinese = maps.subplots(1, 2, width_ratios=[1, 1.3])
    _outline(french, "france")
    _outline(chinese, "china")
    axes = below.subplots()
    axes.set(xlim=(0, len(columns)), ylim=(0, 1), xticks=[], yticks=[])
    bare(axes)
    for place, column in enumerate(columns):
        axes.text(place, 1, "\n".join(column), va="top", fontsize=6, linespacing=1.3)
    title = (
        "Coopérations que le texte nomme ; * : seulement par un bureau, un projet, un groupe ou le "
        "contexte"
    )
    rows = [result_row(result, "pair") for result in pairs.values()]
    for later in material.longer("figure_11.all").values():
        period = later.key["period"]
        title += f"\n{later.value} autres, de {period}, sont dans les lignes des extraits"
        rows.append(result_row(later, drawn_as(later)))
    maps.suptitle(title, fontsize=8)
    material.foot(figure, rows)
    settle(figure)  # the labels are placed on the maps as they lie
    _mark(french, seats["authority"], numbers, BRAZIL)
    named = {partner: material.label("partner", partner) for _, partner in pairs}
    _mark(chinese, seats["partner"], named, CHINA)
    return Drawing(figure, rows)


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


def _columns(entries: list[list[str]]) -> list[list[str]]:
    """The lines of the entries in columns of about one height, no entry broken."""
    height = -(-sum(map(len, entries)) // COLUMNS)
    columns: list[list[str]] = [[]]
    for entry in entries:
        if len(columns[-1]) + len(entry) > height and len(columns) < COLUMNS:
            columns.append([])
        columns[-1] += entry
    return columns


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
    """A dot at each seat, with the names of all that stand there; places off the map are left out.

    Each label takes the nearest free place around its dot, so that none covers another or a dot.
    """
    at: dict[Point, list[str]] = defaultdict(list)
    for code, name in names.items():
        at[seats[code]].append(name)
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    inside = {p: n for p, n in at.items() if west < p[0] < east and south < p[1] < north}
    taken = []
    for point in inside:
        axes.plot(*point, "o", color=colour, markersize=3.5, zorder=3)
        taken.append(Bbox.from_bounds(*(axes.transData.transform(point) - 3), 6, 6))
    for point, texts in sorted(inside.items(), key=lambda item: -item[0][1]):
        taken.append(_label(axes, point, ", ".join(texts), colour, taken))


def _label(axes: Axes, point: Point, text: str, colour: str, taken: list[Bbox]) -> Bbox:
    """Write beside a point at the nearest place that covers nothing; the box that it takes."""
    label = axes.annotate(
        text, point, (0, 0), textcoords="offset points", ha="center", va="center", fontsize=6,
        color=colour, bbox={"facecolor": "none", "edgecolor": "none", "pad": 0.5},
        arrowprops={"arrowstyle": "-", "color": "0.6", "linewidth": 0.4},
    )  # fmt: skip
    label.set_in_layout(False)
    size = Text.get_window_extent(label)
    width, height = size.width + 2, size.height + 1
    dot_x, dot_y = axes.transData.transform(point)
    scale = 72 / axes.figure.dpi
    for away in range(4, 160, 3):
        for turn in range(24):
            angle = turn * pi / 12
            x, y = cos(angle) * (away + width / 2), sin(angle) * (away + height / 2)
            box = Bbox.from_bounds(dot_x + x - width / 2, dot_y + y - height / 2, width, height)
            if not any(box.overlaps(other) for other in taken):
                label.set_position((x * scale, y * scale))
                return box
    raise ValueError(f"no place on the map for « {text} »")


def from_rows(material: Material, own: dict[tuple[str, ...], Result]) -> Drawing:
    """Who cooperates most, on both sides, from rows; the CSV file has every pair (`own`) too."""
    figure = Figure(figsize=(WIDTH, 0.2 * MOST + 1.4), layout="constrained")
    sides = (
        ("figure_11.of_authority", "authority", "Collectivités françaises", BRAZIL),
        ("figure_11.with_partner", "partner", "Partenaires chinois", CHINA),
    )
    drawn = list(own.values())
    for axes, (measure, side, title, colour) in zip(figure.subplots(1, 2), sides, strict=True):
        counts, later = material.results(measure, side), material.longer(measure, side)
        ranked = sorted(counts, key=lambda key: (-counts[key].value, key))[:MOST]
        for place, key in enumerate(ranked):
            shown = [results[key] for results in (counts, later) if key in results]
            for result, look in zip(
                shown, ({"height": 0.5}, {"height": 0.8, "alpha": 0.4}), strict=False
            ):
                axes.barh(place, float(result.value), color=colour, **look)
            text = " → ".join(str(result.value) for result in shown)
            axes.annotate(text, (float(shown[-1].value), place), (3, 0),
                          textcoords="offset points", va="center", fontsize=7)  # fmt: skip
            drawn += shown
        names = [shorten(name, 34, placeholder="…") for (name,) in ranked]
        axes.set_yticks(range(len(names)), names, fontsize=7)
        axes.set_ylim(len(names) - 0.4, -0.6)
        axes.set_title(f"{title} ({len(counts)})", loc="right", color=colour, fontsize=8.5)
        axes.margins(x=0.25)
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        bare(axes, "bottom")
    text = f"Coopérations avec la Chine, les {MOST} premiers de chaque côté"
    for later in material.longer("figure_11.all").values():
        text += f" ; en clair et après la flèche : jusqu'en {later.key['period'][5:]}"
    figure.suptitle(text, fontsize=8)
    return Drawing(figure, [result_row(result, drawn_as(result)) for result in drawn])
