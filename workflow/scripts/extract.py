"""A supplied file → its rows as text, and what the file was found to be."""

from cdfc.steps import step
from cdfc.supplied import receive_file

with step(snakemake.log[0]):
    receive_file(snakemake.params.source, *snakemake.output, snakemake.threads)
