"""All chapters → the page for people."""

from cdfc.pipeline import write_page
from cdfc.steps import step
from recompute.chapter import load, merge


def main(chapters, drawn, page):
    write_page(merge(map(load, chapters)), drawn, page)


if "snakemake" in globals():
    with step(snakemake.log[0]):  # noqa: F821
        main(snakemake.input.chapters, snakemake.params.drawn, snakemake.output[0])  # noqa: F821
