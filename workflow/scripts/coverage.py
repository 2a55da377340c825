"""The report's raw files → what became of each numeric token of its text."""

from pathlib import Path

from cdfc.pipeline import write_coverage
from cdfc.steps import step


def main(folder):
    write_coverage(folder)


if "snakemake" in globals():
    with step(snakemake.log[0]):  # noqa: F821
        main(Path(snakemake.output.coverage).parent)  # noqa: F821
