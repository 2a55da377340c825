"""Chapters → the figures: SVG, PNG and the values drawn."""

from pathlib import Path

from cdfc.pipeline import definitions
from cdfc.steps import step
from recompute.chapter import load


def main(chapters, figures, folder):
    from cdfc.figures import draw, save  # imports matplotlib, which no other step needs

    read = {Path(path).stem: load(path) for path in chapters}
    labels = definitions("vocabularies.yaml")
    for name, chapter in figures.items():
        files = (Path(folder) / f"{name}.{ending}" for ending in ("svg", "png", "csv"))
        save(draw(name, read[chapter], labels), *files)


if "snakemake" in globals():
    with step(snakemake.log[0]):  # noqa: F821
        main(snakemake.input.chapters, snakemake.config["figures"], "figures")  # noqa: F821
