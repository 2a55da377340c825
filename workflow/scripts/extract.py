"""A supplied file → its rows as text, and what the file was found to be."""

from cdfc.steps import step
from cdfc.supplied import receive_file


def main(source, rows, description, threads):
    receive_file(source, rows, description, threads)


if "snakemake" in globals():
    with step(snakemake.log[0]):  # noqa: F821
        main(
            snakemake.params.source,  # noqa: F821
            snakemake.output.rows,  # noqa: F821
            snakemake.output.description,  # noqa: F821
            snakemake.threads,  # noqa: F821
        )
