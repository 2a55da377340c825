"""The received rows of a kind of extract → the report's cells, and what became of each row."""

from pathlib import Path

from cdfc.steps import step
from cdfc.supplied import count_kind

with step(snakemake.log[0]):
    received = [Path(path) for path in snakemake.input.rows]
    folder, kind = Path(snakemake.output.tallied).parent, snakemake.wildcards.kind
    count_kind(kind, received, snakemake.params.sources, folder, snakemake.threads)
