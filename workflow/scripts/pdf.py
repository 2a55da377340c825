"""The page → the same on paper."""

from cdfc.steps import step
from recompute.pdf import print_page


def main(page, program, pdf):
    print_page(page, pdf, program)


if "snakemake" in globals():
    with step(snakemake.log[0]):  # noqa: F821
        main(snakemake.input.page, snakemake.params.browser, snakemake.output[0])  # noqa: F821
