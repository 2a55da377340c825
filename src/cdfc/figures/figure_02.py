"""The boxes of the evaluation's frame of analysis, grouped by the frame whose words they share.

Only the words of the boxes survived; where they stood and what linked them did not.
"""

from __future__ import annotations

import textwrap

from matplotlib.patches import FancyBboxPatch

from cdfc.figures.labels import listed
from cdfc.figures.style import BRAZIL, TEXT, Drawing, Material, bare, canvas, cell_row
from recompute.cells import Cell
from recompute.wording import say

HEIGHT, GAP, TITLE = 1.0, 0.18, 0.55
LETTERS = 9  # of a box's words, in each tenth of the width


def draw(material: Material) -> Drawing:
    """One row for each frame, its boxes side by side."""
    boxes = material.cells("figure_02.box")
    frames: dict[str, list[Cell]] = {}
    for cell in boxes:
        frames.setdefault(cell.dimensions["frame"], []).append(cell)
    figure = canvas(19 * len(frames))
    axes = figure.subplots()
    for row, (frame, cells) in enumerate(frames.items()):
        top = -row * (HEIGHT + TITLE)
        axes.text(0, top + 0.12, material.label("frame", frame), fontsize=8.5, fontweight="bold",
                  color=BRAZIL)  # fmt: skip
        width = (10 - GAP * (len(cells) - 1)) / len(cells)
        for place, cell in enumerate(cells):
            left = place * (width + GAP)
            axes.add_patch(
                FancyBboxPatch(
                    (left, top - HEIGHT),
                    width,
                    HEIGHT,
                    boxstyle="round,pad=0,rounding_size=0.1",
                    facecolor="0.97",
                    edgecolor="0.5",
                    linewidth=0.7,
                )
            )
            text = textwrap.fill(cell.written, int(width * LETTERS))
            axes.text(left + width / 2, top - HEIGHT / 2, text, ha="center", va="center",
                      fontsize=TEXT)  # fmt: skip
    axes.set(xlim=(-0.05, 10.05), ylim=(-(len(frames) - 1) * (HEIGHT + TITLE) - HEIGHT - 0.1, 0.45))
    axes.set(xticks=[], yticks=[])
    bare(axes)
    sizes = listed(f"{material.label('frame', f)} ({len(cells)})" for f, cells in frames.items())
    return Drawing(
        figure,
        [cell_row(cell, "box") for cell in boxes],
        say("figure_02.alt", boxes=len(boxes), frames=len(frames), sizes=sizes),
        note=say("figure_02.note"),
    )
