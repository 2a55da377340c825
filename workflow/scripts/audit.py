"""All chapters → the contract's tables: measures, lineage, verdicts, findings, exhibits."""

from pathlib import Path

from cdfc.pipeline import audit_report, write_audit
from cdfc.steps import step
from recompute.chapter import load, merge


def main(chapters, processed):
    everything = merge(map(load, chapters))
    write_audit(everything, audit_report(everything), processed)


if "snakemake" in globals():
    with step(snakemake.log[0]):  # noqa: F821
        main(snakemake.input.chapters, Path(snakemake.output.measures).parent)  # noqa: F821
