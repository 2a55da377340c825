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

from .labels import narrow
from .style import HEADER, MADE_UP, STYLE, Drawing, Material, settle


def draw(material: Material) -> Drawing:
    """The figure that redraws the material's exhibit: the module of that name."""
    sns.set_theme(style="whitegrid", rc=STYLE)
    drawing = runpy.run_path(str(defined(f"figures/{material.exhibit.id}.py")))["draw"](material)
    settle(drawing, material)
    made_up = f"{MADE_UP}. " if material.made_up(drawing.rows) else ""
    return replace(drawing, alt=narrow(f"{material.exhibit.label}. {made_up}{drawing.alt}"))


def save(drawing: Drawing, svg: str | Path, png: str | Path, csv: str | Path):
    """Write the three files of a figure; the same bytes every time. Both pictures say their alt."""
    said = {"Title": drawing.alt.partition(".")[0], "Description": drawing.alt}
    pictures = ((svg, {"metadata": said | {"Date": None}}), (png, {"dpi": 200, "metadata": said}))
    with mpl.rc_context(STYLE):
        for path, options in pictures:
            with replacing(path) as temporary:
                drawing.figure.savefig(temporary, format=Path(path).suffix[1:], **options)
    write_csv(csv, HEADER, drawing.rows)
