"""All chapters → the workbook of live formulas."""

from cdfc.pipeline import write_workbook
from cdfc.steps import step
from recompute.chapter import gather

with step(snakemake.log[0]):
    everything, drawn = gather(snakemake.input.chapters), snakemake.params.drawn
    write_workbook(everything, drawn, snakemake.output[0])
