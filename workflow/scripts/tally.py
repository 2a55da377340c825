"""The received rows of a kind of extract → the report's cells, and what became of each row."""

from pathlib import Path

from cdfc.steps import step
from cdfc.supplied import count_kind


def main(kind, rows, sources, folder, threads):
    count_kind(kind, [Path(path) for path in rows], sources, folder, threads)


if "snakemake" in globals():
    with step(snakemake.log[0]):  # noqa: F821
        main(
            snakemake.wildcards.kind,  # noqa: F821
            snakemake.input.rows,  # noqa: F821
            snakemake.params.sources,  # noqa: F821
            Path(snakemake.output.tallied).parent,  # noqa: F821
            snakemake.threads,  # noqa: F821
        )
