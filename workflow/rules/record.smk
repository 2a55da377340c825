rule record:
    """Say what this run was made from, with what, and what it made."""
    input:
        made=[
            rules.audit.input.chapters,
            rules.audit.output,
            rules.coverage.output,
            rules.figures.output,
            rules.page.output,
            rules.pdf.output if BROWSER else [],
            rules.workbook.output,
        ],
        read=READ,
    output:
        update(record.NAME),
    params:
        commit=commit(workflow.basedir),
        browser=BROWSER,
    log:
        "logs/record.log",
    conda:
        "../../environment.yml"
    script:
        "../scripts/record.py"
