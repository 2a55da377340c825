"""The report's raw files → what became of each numeric token of its text."""

from pathlib import Path

from cdfc.pipeline import write_coverage
from cdfc.steps import step

with step(snakemake.log[0]):
    write_coverage(Path(snakemake.output.coverage).parent)
