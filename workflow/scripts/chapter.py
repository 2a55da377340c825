"""Raw files of one chapter → its cells and results."""

from pathlib import Path

from cdfc.pipeline import recompute_chapter
from cdfc.settings import RAW
from cdfc.steps import step
from recompute.chapter import save

with step(snakemake.log[0]):
    sources = [Path(path).relative_to(RAW).as_posix() for path in snakemake.input.raw]
    tallied = map(Path, snakemake.input.tallied)
    save(snakemake.output[0], recompute_chapter(snakemake.wildcards.chapter, sources, tallied))
