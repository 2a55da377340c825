"""A finished run → its build record."""

from pathlib import Path

from cdfc.steps import step
from cdfc.versions import made_with
from recompute.record import write_record

with step(snakemake.log[0]):
    write_record(Path(), snakemake.params.commit, made_with(snakemake.params.browser))
