rule workbook:
    """Write the workbook: raw files, measures as live formulas on them, ledger and findings."""
    input:
        chapters=rules.audit.input.chapters,
        raw=sorted(map(str, Path(RAW).glob("*/*.*"))),
        claims=f"{DEFINITIONS}/claims.yaml",
        requests=f"{DEFINITIONS}/requests.yaml",
        engine=ENGINE,
    output:
        update("report/annexe_statistique.xlsx"),
    params:
        drawn=list(config["figures"]),
    log:
        "logs/workbook.log",
    conda:
        "../../environment.yml"
    script:
        "../scripts/workbook.py"
