"""Recompute and audit the 2011 evaluation. This page is the table of contents.

extracts → rows; raw cells and rows → chapters → audit → figures and page. `make report` runs it; so does `snakemake --cores N`.
"""

from snakemake.utils import min_version, validate

min_version("9.0")


configfile: "config/config.yaml"


validate(config, "config/config.schema.json", set_default=False)


report: "workflow/report/workflow.rst"


include: "workflow/rules/common.smk"
include: "workflow/rules/extracts.smk"
include: "workflow/rules/chapters.smk"
include: "workflow/rules/audit.smk"
include: "workflow/rules/coverage.smk"
include: "workflow/rules/figures.smk"
include: "workflow/rules/page.smk"
include: "workflow/rules/pdf.smk"
include: "workflow/rules/workbook.smk"
include: "workflow/rules/record.smk"


onstart:
    alone()
    sweep()
    begin()
    lift_rate_limit()


onerror:
    look_old(STARTED)


rule all:
    """Everything the contract promises."""
    input:
        rules.record.input.made,
        rules.record.output,
