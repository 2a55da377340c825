"""Raw files of one chapter → its cells and results."""

from pathlib import Path

from cdfc.pipeline import RAW, recompute_chapter
from cdfc.steps import step
from recompute.chapter import save


def main(name, raw, tallied, output):
    sources = [Path(path).relative_to(RAW).as_posix() for path in raw]
    save(output, recompute_chapter(name, sources, tallied=map(Path, tallied)))


if "snakemake" in globals():
    with step(snakemake.log[0]):  # noqa: F821
        main(
            snakemake.wildcards.chapter,  # noqa: F821
            snakemake.input.raw,  # noqa: F821
            snakemake.input.tallied,  # noqa: F821
            snakemake.output[0],  # noqa: F821
        )
