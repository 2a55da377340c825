"""The boxes of the evaluation's frame of analysis, grouped by the frame whose words they share.

Only the words of the boxes survived; where they stood and what linked them did not.
"""

from __future__ import annotations

import textwrap

from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from cdfc.figures.style import BRAZIL, WIDTH, Drawing, Material, bare, cell_row

HEIGHT, GAP = 1.0, 0.18


def draw(material: Material) -> Drawing:
    """One row for each frame, its boxes side by side."""
    boxes = material.cells("figure_02.box")
    frames: dict[str, list] = {}
    for cell in boxes:
        frames.setdefault(cell.dimensions["frame"], []).append(cell)
    figure = Figure(figsize=(WIDTH, 4.2), layout="constrained")
    axes = figure.subplots()
    for row, (frame, cells) in enumerate(frames.items()):
        top = -row * (HEIGHT + 0.75)
        axes.text(0, top + 0.12, material.label("frame", frame), fontsize=9, fontweight="bold",
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
                    facecolor="0.96",
                    edgecolor="0.5",
                )
            )
            text = textwrap.fill(cell.written, int(width * 8))
            axes.text(
                left + width / 2, top - HEIGHT / 2, text, ha="center", va="center", fontsize=8
            )
    axes.set(xlim=(-0.05, 10.05), ylim=(-len(frames) * (HEIGHT + 0.75) + 0.6, 0.6))
    axes.set(xticks=[], yticks=[])
    bare(axes)
    figure.suptitle(
        "Les mots des cases sont ceux de l'évaluation ; leur place et leurs liens sont perdus",
        fontsize=8,
    )
    return Drawing(figure, [cell_row(cell, "box") for cell in boxes])
