"""All chapters → the page for people."""

from cdfc.pipeline import write_page
from cdfc.steps import step
from recompute.chapter import load, merge


def main(chapters, drawn, accounts, page):
    write_page(merge(map(load, chapters)), drawn, page, accounts=accounts)


if "snakemake" in globals():
    with step(snakemake.log[0]):  # noqa: F821
        main(
            snakemake.input.chapters,  # noqa: F821
            snakemake.params.drawn,  # noqa: F821
            snakemake.input.accounts,  # noqa: F821
            snakemake.output[0],  # noqa: F821
        )
