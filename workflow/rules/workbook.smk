rule workbook:
    """Write the workbook: tables as printed and as recomputed by live formulas on the raw ones."""
    input:
        chapters=rules.audit.input.chapters,
        raw=sorted(map(str, Path(RAW).glob("*/*.*"))),
        claims=f"{DEFINITIONS}/claims.yaml",
        requests=f"{DEFINITIONS}/requests.yaml",
        vocabularies=f"{DEFINITIONS}/vocabularies.yaml",
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
