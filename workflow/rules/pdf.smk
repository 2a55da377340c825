rule pdf:
    """Print the page to a PDF, where there is a Chromium browser to do it."""
    input:
        page=rules.page.output.french,
        figures=rules.figures.output,
        engine=ENGINE,
    output:
        update("report/audit.pdf"),
    params:
        browser=BROWSER,
    log:
        "logs/pdf.log",
    conda:
        "../../environment.yml"
    script:
        "../scripts/pdf.py"
