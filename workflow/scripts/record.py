"""A finished run → its build record."""

from pathlib import Path

from cdfc.steps import step
from cdfc.versions import made_with
from recompute.record import write_record


def main(commit, browser):
    write_record(Path(), commit, made_with(browser))


if "snakemake" in globals():
    with step(snakemake.log[0]):  # noqa: F821
        main(snakemake.params.commit, snakemake.params.browser)  # noqa: F821
