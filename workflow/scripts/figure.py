"""One chapter → one figure: SVG, PNG and the values drawn."""

from cdfc.pipeline import definitions
from cdfc.steps import step
from recompute.chapter import load


def main(name, chapter, svg, png, csv):
    from cdfc.figures import draw, save  # imports matplotlib, which no other step needs

    save(draw(name, load(chapter), definitions("vocabularies.yaml")), svg, png, csv)


if "snakemake" in globals():
    with step(snakemake.log[0]):  # noqa: F821
        main(snakemake.wildcards.figure, snakemake.input.chapter, **snakemake.output)  # noqa: F821
