"""The page → the same on paper."""

from cdfc.steps import step
from recompute.pdf import print_page

with step(snakemake.log[0]):
    print_page(snakemake.input.page, snakemake.output[0], snakemake.params.browser)
