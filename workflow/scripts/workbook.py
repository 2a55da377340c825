"""All chapters → the workbook of live formulas."""

from cdfc.pipeline import write_workbook
from cdfc.steps import step
from recompute.chapter import load, merge


def main(chapters, drawn, workbook):
    write_workbook(merge(map(load, chapters)), drawn, workbook)


if "snakemake" in globals():
    with step(snakemake.log[0]):  # noqa: F821
        main(snakemake.input.chapters, snakemake.params.drawn, snakemake.output[0])  # noqa: F821
