"""All chapters → the pages for people, in French and in English."""

from pathlib import Path

from cdfc.pipeline import page_material, write_pages
from cdfc.steps import step
from recompute.chapter import load, merge


def main(chapters, drawn, accounts, page):
    material = page_material(merge(map(load, chapters)), drawn, accounts=accounts)
    write_pages(material, Path(page).parent)


if "snakemake" in globals():
    with step(snakemake.log[0]):  # noqa: F821
        main(
            snakemake.input.chapters,  # noqa: F821
            snakemake.params.drawn,  # noqa: F821
            snakemake.input.accounts,  # noqa: F821
            snakemake.output.french,  # noqa: F821
        )
