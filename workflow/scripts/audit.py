"""All chapters → the contract's tables: measures, lineage, verdicts, findings, exhibits."""

from pathlib import Path

from cdfc.pipeline import write_audit
from cdfc.steps import step
from recompute.chapter import gather

with step(snakemake.log[0]):
    processed = Path(snakemake.output.measures).parent
    write_audit(gather(snakemake.input.chapters), snakemake.params.drawn, processed)
