"""Share of each theme, China left and Brazil right, as far as the text gives it.

China's bars are recomputed where the text gives the count; shares that are only printed are
hatched; what is not given stays open, as one hollow bar between its bounds.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from cdfc.figures.labels import listed, short, until
from cdfc.figures.style import (
    BRAZIL,
    CHINA,
    HATCHED,
    HOLLOW,
    SOFT,
    Drawing,
    Look,
    Material,
    Row,
    beside,
    canvas,
    cell_row,
    dot,
    hollow,
    named,
    result_row,
    solid,
)
from recompute.measure import Result
from recompute.units import in_unit
from recompute.wording import say

COLOURS = {"china": CHINA, "brazil": BRAZIL}
ROOM, MORE_ROOM = 1.75, 2.3  # how much wider than the longest bar a panel is, for the values


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
    names = [material.label("theme", theme) for theme in themes]
    names += [say("figure_10.rest")] if open_shares else []
    figure = canvas(7.4 * len(names) + 5)
    panels = figure.subplots(1, 2, sharey=True)
    rows, sentences = [], []
    for axes, (country, colour) in zip(panels, COLOURS.items(), strict=True):
        said = []
        for place, theme in enumerate(themes):
            key = country, theme
            if result := computed.get(key):
                rows += draw_share(axes, place, result, longer.get(key), colour)
                said.append((result.number, names[place], short(result.value, "%", 1)))
            elif cell := printed.get(key):
                look: Look = {"facecolor": "white", "edgecolor": colour} | HATCHED
                _bar(axes, place, cell.number, **look)
                beside(axes, _per_cent(cell.number), place, cell.figure)
                rows.append(cell_row(cell, "printed only"))
                text = say("figure_10.printed", share=cell.figure)
                said.append((cell.number, names[place], text))
            else:
                text = say("figure_10.none" if complete else "figure_10.not_given")
                beside(axes, 0, place, text, color=SOFT, fontstyle="italic")
        if rest := open_shares.get((country,)):
            for end in (rest.ends.high, rest.ends.low):
                _bar(axes, len(themes), end, **HOLLOW)
            text = short(rest.value, "%", 1)
            beside(axes, _per_cent(rest.ends.high), len(themes), text)
            rows.append(result_row(rest, "left open"))
        named(axes, names)
        title = material.label("territory", country)
        axes.set_title(title, color=colour, fontweight="bold")
        most = listed(
            f"{name} ({text})" for _, name, text in sorted(said, key=lambda one: -one[0])[:3]
        )
        left = say("figure_10.left", share=short(rest.value, "%", 1)) if rest else ""
        sentences.append(f"{title}{say('said.colon')}{most}{left}.")
    longest = max(axes.dataLim.x1 for axes in panels)
    for axes in panels:  # one scale, so that the two can be compared
        axes.set_xlim(0, longest * (MORE_ROOM if longer else ROOM))
        axes.tick_params(axis="y", length=0)
    return Drawing(
        figure,
        rows,
        say("figure_10.alt", countries=" ".join(sentences)),
        note=say("figure_10.unit"),
        keys=_keys(longer, complete),
        reading=_reading(open_shares, material),
    )


def draw_share(
    axes: Axes, place: int, result: Result, later: Result | None, colour: str
) -> list[Row]:
    """A recomputed share, and as a diamond what it becomes with the years that extracts add."""
    _bar(axes, place, result.number, color=colour)
    rows, text, end = [result_row(result, "recomputed")], short(result.value, "%", 1), result.number
    if later:
        axes.plot(_per_cent(later.number), place, "D", color="black", markersize=3.5, zorder=3,
                  markeredgecolor="white", markeredgewidth=0.5)  # fmt: skip
        rows.append(result_row(later, "diamond"))
        text += f" → {short(later.value, '%', 1)}"
        end = max(end, later.number)
    beside(axes, _per_cent(end), place, text, away=6 if later else 3)
    return rows


def _keys(longer: dict[tuple[str, ...], Result], complete: bool) -> tuple[Artist, ...]:
    keys: list[Artist] = [solid(say("figure_10.recomputed"), SOFT)]
    if longer:
        keys.append(dot(say("figure.until", last=until(longer.values())), "black", "D"))
    if not complete:
        look: Look = {"facecolor": "white", "edgecolor": SOFT} | HATCHED
        keys.append(Patch(label=say("figure_10.only_printed"), **look))
        keys.append(hollow(say("figure_10.bounds")))
    return tuple(keys)


def _reading(open_shares: dict[tuple[str, ...], Result], material: Material) -> str:
    """What the hollow bars say, of the first country that has one."""
    for (country,), rest in open_shares.items():
        name = material.label("territory", country)
        return say("figure_10.reading", name=name, share=short(rest.value, "%", 1))
    return ""


def _per_cent(share: Fraction) -> float:
    return float(in_unit(share, "%"))


def _bar(axes: Axes, place: int, share: Fraction, **look: Any) -> None:
    axes.barh(place, _per_cent(share), height=0.7, **{"linewidth": 0.8} | look)
