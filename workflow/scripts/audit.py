"""All chapters → the contract's tables: measures, lineage, verdicts, findings, exhibits."""

from pathlib import Path

from cdfc.pipeline import write_audit
from cdfc.steps import step
from recompute.chapter import load, merge


def main(chapters, drawn, processed):
    write_audit(merge(map(load, chapters)), drawn, processed)


if "snakemake" in globals():
    with step(snakemake.log[0]):  # noqa: F821
        processed = Path(snakemake.output.measures).parent  # noqa: F821
        main(snakemake.input.chapters, snakemake.params.drawn, processed)  # noqa: F821
