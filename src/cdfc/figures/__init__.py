"""The figures: each module takes the material and gives a drawing and the rows it draws.

They arrange what the chapters hold and compute nothing. Floats appear only here.
"""

from __future__ import annotations

import runpy
from dataclasses import replace
from pathlib import Path

import matplotlib as mpl
import seaborn as sns

from cdfc.settings import defined
from recompute.files import replacing, write_csv
from recompute.wording import say

from .labels import narrow
from .style import HEADER, STYLE, Drawing, Look, Material, settle


def draw(material: Material) -> Drawing:
    """The figure that redraws the material's exhibit: the module of that name."""
    sns.set_theme(style="whitegrid", rc=STYLE)
    drawing = runpy.run_path(str(defined(f"figures/{material.exhibit.id}.py")))["draw"](material)
    settle(drawing, material)
    made_up = f"{say('figure.made_up')}. " if material.made_up(drawing.rows) else ""
    return replace(drawing, alt=narrow(f"{material.exhibit.label}. {made_up}{drawing.alt}"))


def save(drawing: Drawing, *pictures: str | Path) -> None:
    """Write the drawing as SVG or PNG, as each name says; the same bytes every time."""
    said = {"Title": drawing.alt.partition(".")[0], "Description": drawing.alt}
    options: dict[str, Look] = {
        ".svg": {"metadata": said | {"Date": None}},
        ".png": {"metadata": said, "dpi": 200},
    }
    with mpl.rc_context(STYLE):
        for path in map(Path, pictures):
            with replacing(path) as temporary:
                kind = path.suffix
                drawing.figure.savefig(temporary, format=kind[1:], **options[kind])


def save_values(drawing: Drawing, csv: str | Path) -> None:
    """Write the values that are drawn."""
    write_csv(csv, HEADER, drawing.rows)
