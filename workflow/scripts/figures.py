"""All chapters → the figures: SVG, PNG and the values drawn."""

from pathlib import Path

from cdfc.pipeline import catalogue, definitions, is_synthetic, notes, teach
from cdfc.steps import step
from recompute.chapter import load, merge


def main(chapters, figures, folder):
    from cdfc.figures import draw, save  # imports matplotlib, which no other step needs
    from cdfc.figures.style import Material

    teach()
    everything = merge(map(load, chapters))
    exhibits = {exhibit.id: exhibit for exhibit in catalogue(everything)}
    labels = definitions("vocabularies.yaml")
    made_up = is_synthetic(everything)
    for name in figures:
        files = (Path(folder) / f"{name}.{ending}" for ending in ("svg", "png", "csv"))
        exhibit = exhibits[name]
        material = Material(everything, labels, exhibit, notes(exhibit, everything), made_up)
        save(draw(material), *files)


if "snakemake" in globals():
    with step(snakemake.log[0]):  # noqa: F821
        main(snakemake.input.chapters, snakemake.config["figures"], "figures")  # noqa: F821
