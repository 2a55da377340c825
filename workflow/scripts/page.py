"""All chapters → the pages for people, in French and in English."""

from pathlib import Path

from cdfc.pipeline import page_material, write_pages
from cdfc.steps import step
from recompute.chapter import gather

with step(snakemake.log[0]):
    everything, drawn = gather(snakemake.input.chapters), snakemake.params.drawn
    material = page_material(everything, drawn, snakemake.input.accounts)
    write_pages(material, Path(snakemake.output.french).parent)
