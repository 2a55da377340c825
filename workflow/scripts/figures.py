"""All chapters → the figures: SVG, PNG and the values drawn; the SVG in English too."""

from cdfc.pipeline import write_figures
from cdfc.steps import step
from recompute.chapter import gather

with step(snakemake.log[0]):
    write_figures(gather(snakemake.input.chapters), snakemake.config["figures"], "figures")
