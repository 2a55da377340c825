"""The figures: each module takes the material and gives a drawing and the rows it draws.

They arrange what the chapters hold and compute nothing. Floats appear only here.
"""

from __future__ import annotations

import runpy
from pathlib import Path

import matplotlib as mpl
import seaborn as sns

from cdfc.settings import defined
from recompute.files import replacing, write_csv

from .style import HEADER, STYLE, Drawing, Material, settle


def draw(material: Material) -> Drawing:
    """The figure that redraws the material's exhibit: the module of that name."""
    sns.set_theme(style="whitegrid", rc=STYLE)
    drawing = runpy.run_path(str(defined(f"figures/{material.exhibit.id}.py")))["draw"](material)
    material.foot(drawing.figure, drawing.rows)
    settle(drawing.figure)
    return drawing


def save(drawing: Drawing, svg: str | Path, png: str | Path, csv: str | Path):
    """Write the three files of a figure; the same bytes every time."""
    with mpl.rc_context(STYLE):
        for path, options in ((svg, {"metadata": {"Date": None}}), (png, {"dpi": 200})):
            with replacing(path) as temporary:
                drawing.figure.savefig(temporary, format=Path(path).suffix[1:], **options)
    write_csv(csv, HEADER, drawing.rows)
