"""All chapters → the page for people."""

from cdfc.pipeline import write_page
from cdfc.steps import step
from recompute.chapter import load, merge


def main(chapters, page):
    write_page(merge(map(load, chapters)), page)


if "snakemake" in globals():
    with step(snakemake.log[0]):  # noqa: F821
        main(snakemake.input.chapters, snakemake.output[0])  # noqa: F821
