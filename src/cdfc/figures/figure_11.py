"""The documented cooperations on two maps, numbered, with the list below.

The report's map showed what the Atlas knew; this one shows what the text names, pair by pair. A
region, a province and a department stand at their seats. Overseas partners stand in the list only.
"""

from __future__ import annotations

from collections import defaultdict
from math import cos, pi, radians, sin
from textwrap import wrap

from matplotlib.axes import Axes
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from cdfc.figures.labels import listed, narrow, said, until
from cdfc.figures.rows import drawn_as
from cdfc.figures.style import (
    BRAZIL,
    CHINA,
    GREY,
    LIGHT,
    MM,
    SMALL,
    SOFT,
    WIDTH,
    Drawing,
    Look,
    Material,
    Row,
    bare,
    beside,
    canvas,
    named,
    result_row,
    solid,
)
from cdfc.settings import RAW
from recompute.cards import load_card
from recompute.measure import Result
from recompute.raw_files import rows_of
from recompute.wording import say

Point = tuple[float, float]
Numbered = tuple[str, str]
COLUMNS, LETTERS = 3, 35  # of the list below the maps, and of each of its lines
LIST_LINE, MAPS, INDENT = 3.1, 96, 5  # millimetres
MOST = 20  # authorities and partners that are named
WINDOWS = {"china": (100, 141)}  # degrees east: all partners lie in the east of the country


def draw(material: Material) -> Drawing:
    """Two maps of numbered places, and the pairs that each French number cooperates in.

    Where an extract gives rows, the authorities and partners with the most cooperations instead.
    """
    if own := material.results("figure_11.cooperations", "authority", "partner"):
        return from_rows(material, own)
    pairs = material.results("cooperations.mentions", "authority", "partner")
    seats = _seats()
    entries = _entries(material, pairs)
    numbers = {authority: number for authority, (number, _) in entries.items()}
    columns = _columns([_numbered(*entry) for entry in entries.values()])
    height = LIST_LINE * max(map(len, columns))
    figure = canvas(MAPS + height)
    maps, below = figure.subfigures(2, 1, squeeze=False, height_ratios=[MAPS, height]).flat
    french, chinese = maps.subplots(1, 2, width_ratios=[1, 1.15])
    _outline(french, "france")
    _outline(chinese, "china")
    _write(below.subplots(), columns)
    names = {partner: material.label("partner", partner) for _, partner in pairs}

    def finish() -> None:  # the labels are placed on the maps as they lie
        _mark(french, seats["authority"], numbers, BRAZIL)
        _mark(chinese, seats["partner"], names, CHINA)

    rows = [result_row(result, "pair") for result in pairs.values()]
    others = material.longer("figure_11.all").values()
    rows += [result_row(later, drawn_as(later)) for later in others]
    more = "".join(say("figure_11.more", n=said(r), period=r.key["period"]) for r in others)
    number, text = next(iter(entries.values()))
    (authority, partner), most = max(pairs.items(), key=lambda pair: pair[1].number)
    alternative = say(
        "figure_11.alt", pairs=len(pairs), authorities=len(numbers), partners=len(names), more=more,
        authority=material.label("authority", authority), partner=names[partner], n=said(most),
    )  # fmt: skip
    return Drawing(
        figure,
        rows,
        alternative,
        note=say("figure_11.unit", more=more),
        reading=say("figure_11.reading", number=number, text=text),
        finish=finish,
    )


def _entries(
    material: Material, pairs: dict[tuple[str, ...], Result]
) -> dict[str, tuple[str, str]]:
    """For each authority its number and the text that names its partners, `*` where in doubt."""
    certain = {(c.dimensions["authority"], c.dimensions["partner"]): c.dimensions["certainty"]
               for c in material.cells("cooperations.pair")}  # fmt: skip
    partners: dict[str, list[str]] = defaultdict(list)
    for authority, partner in sorted(pairs):
        doubt = "" if certain[authority, partner] == "clear" else "*"
        partners[authority].append(material.label("partner", partner) + doubt)
    colon = say("said.colon")
    return {
        a: (str(n), narrow(f"{material.label('authority', a)}{colon}{', '.join(names)}"))
        for n, (a, names) in enumerate(partners.items(), 1)
    }


def _numbered(number: str, text: str) -> list[Numbered]:
    """The lines of an entry, the number before the first."""
    first, *others = wrap(text, LETTERS)
    return [(number, first), *(("", line) for line in others)]


def _write(axes: Axes, columns: list[list[Numbered]]) -> None:
    """The list below the maps, the numbers flush right."""
    width = WIDTH / MM / len(columns)
    depth = LIST_LINE * max(map(len, columns))
    axes.set(xlim=(0, len(columns) * width), ylim=(-depth, LIST_LINE), xticks=[], yticks=[])
    bare(axes)
    for place, column in enumerate(columns):
        for row, (number, line) in enumerate(column):
            start = place * width + INDENT
            look: Look = {"va": "baseline", "fontsize": SMALL}
            axes.text(start, -row * LIST_LINE, line, **look)
            if number:
                axes.text(start - 1, -row * LIST_LINE, number, ha="right", color=BRAZIL, **look)


def _read(source: str) -> list[dict[str, str]]:
    """The rows of one raw file, unchanged since its card was written."""
    card = load_card(RAW, source)
    card.check_digest()
    return [row for _, row in rows_of(card)]


def _seats() -> dict[str, dict[str, Point]]:
    seats: dict[str, dict[str, Point]] = defaultdict(dict)
    for row in _read("places/seats.csv"):
        seats[row["side"]][row["code"]] = float(row["longitude"]), float(row["latitude"])
    return seats


def _columns(entries: list[list[Numbered]]) -> list[list[Numbered]]:
    """The lines of the entries in columns of about one height, no entry broken."""
    height = -(-sum(map(len, entries)) // COLUMNS)
    columns: list[list[Numbered]] = [[]]
    for entry in entries:
        if len(columns[-1]) + len(entry) > height and len(columns) < COLUMNS:
            columns.append([])
        columns[-1] += entry
    return columns


def _outline(axes: Axes, country: str) -> None:
    """A country's outline, as wide as it is high at its middle latitude."""
    rings: dict[str, list[Point]] = defaultdict(list)
    for row in _read("outlines/outlines.csv"):
        if row["country"] == country:
            rings[row["ring"]].append((float(row["longitude"]), float(row["latitude"])))
    for ring in rings.values():
        axes.fill(*zip(*ring, strict=True), facecolor="0.94", edgecolor="0.6", linewidth=0.5)
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    axes.set(xlim=WINDOWS.get(country, (west, east)), aspect=1 / cos(radians((south + north) / 2)))
    axes.set(xticks=[], yticks=[])
    bare(axes)


def _mark(axes: Axes, seats: dict[str, Point], names: dict[str, str], colour: str) -> None:
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
        dot = 3 * axes.figure.dpi / 72  # in pixels
        axes.plot(*point, "o", color=colour, markersize=3.5, zorder=4)
        left, bottom = axes.transData.transform(point) - dot
        taken.append(Bbox.from_bounds(left, bottom, 2 * dot, 2 * dot))
    for point, texts in sorted(inside.items(), key=lambda item: -item[0][1]):
        taken.append(_label(axes, point, ", ".join(texts), colour, taken))


def _label(axes: Axes, point: Point, text: str, colour: str, taken: list[Bbox]) -> Bbox:
    """Write beside a point at the nearest place that covers nothing; the box that it takes."""
    label = axes.annotate(
        text, point, (0, 0), textcoords="offset points", ha="center", va="center", fontsize=SMALL,
        color=colour, bbox={"facecolor": "none", "edgecolor": "none", "pad": 0.5},
        arrowprops={"arrowstyle": "-", "color": "0.6", "linewidth": 0.4},
    )  # fmt: skip
    label.set_in_layout(False)
    scale = 72 / axes.figure.dpi
    size = Text.get_window_extent(label)
    width, height = size.width + 1.4 / scale, size.height + 0.7 / scale
    dot_x, dot_y = axes.transData.transform(point)
    for away in range(3, 120, 2):
        for turn in range(24):
            angle = turn * pi / 12
            x, y = cos(angle) * (away / scale + width / 2), sin(angle) * (away / scale + height / 2)
            box = Bbox.from_bounds(dot_x + x - width / 2, dot_y + y - height / 2, width, height)
            inside = axes.figure.bbox.containsx(box.x0) and axes.figure.bbox.containsx(box.x1)
            if inside and not any(box.overlaps(other) for other in taken):
                label.set_position((x * scale, y * scale))
                return box
    raise ValueError(f"no place on the map for « {text} »")


def from_rows(material: Material, own: dict[tuple[str, ...], Result]) -> Drawing:
    """Who cooperates most, on both sides, from rows; the CSV file has every pair (`own`) too."""
    figure = canvas(5.6 * MOST)
    sides = (
        ("figure_11.of_authority", "authority", BRAZIL),
        ("figure_11.with_partner", "partner", CHINA),
    )
    rows = [result_row(result, drawn_as(result)) for result in own.values()]
    sentences = []
    for axes, (measure, side, colour) in zip(figure.subplots(1, 2), sides, strict=True):
        counts, later = material.results(measure, side), material.longer(measure, side)
        ranked = sorted(counts, key=lambda key: (-counts[key].number, key))[:MOST]
        rows += draw_most(axes, ranked, counts, later, colour)
        title = say(f"figure_11.{side}")
        axes.set_title(f"{title} ({len(counts)})", color=colour, fontweight="bold")
        most = listed(f"{key[0]} ({said(counts[key])})" for key in ranked[:3])
        sentences.append(f"{title}, {len(counts)}{say('said.colon')}{most}")
    last = until(material.longer("figure_11.all").values())
    keys = [solid(say("figure.from_rows"), SOFT)]
    keys += [solid(say("figure_11.later", year=last), GREY)] if last else []
    return Drawing(
        figure,
        rows,
        say("figure_11.alt_of_rows", sides=". ".join(sentences)),
        note=say("figure_11.unit_of_rows", most=MOST),
        keys=tuple(keys),
    )


def draw_most(
    axes: Axes,
    ranked: list[tuple[str, ...]],
    counts: dict[tuple[str, ...], Result],
    later: dict[tuple[str, ...], Result],
    colour: str,
) -> list[Row]:
    """A bar for each name, with what later years add behind it."""
    drawn = []
    for place, key in enumerate(ranked):
        shown = [results[key] for results in (counts, later) if key in results]
        looks = ((colour, 0.5), (LIGHT[colour], 0.8))
        for layer, (result, (tint, height)) in enumerate(zip(shown, looks, strict=False)):
            axes.barh(place, float(result.number), height=height, color=tint, linewidth=0,
                      zorder=3 - layer)  # fmt: skip
        end = max(float(result.number) for result in shown)
        beside(axes, end, place, " → ".join(map(said, shown)), fontsize=SMALL)
        drawn += shown
    named(axes, [name for (name,) in ranked], 26)
    axes.tick_params(axis="y", labelsize=SMALL, length=0)
    axes.margins(x=0.3)
    return [result_row(result, drawn_as(result)) for result in drawn]
