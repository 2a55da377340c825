rule page:
    """Build the pages for people: each printed number beside the recomputed one, with its passport.

    The passports, one page for each table, figure and section, lie beside each of the two outputs.
    """
    input:
        chapters=rules.audit.input.chapters,
        figures=rules.figures.output,
        raw=sorted(map(str, Path(RAW).glob("*/*.*"))),
        accounts=[f"{PROCESSED}/extracts/{kind}/accounting.csv" for kind in NAMES_OF],
        claims=f"{DEFINITIONS}/claims.yaml",
        requests=f"{DEFINITIONS}/requests.yaml",
        labels=f"{DEFINITIONS}/vocabularies.yaml",
        english=ENGLISH_LABELS,
        engine=ENGINE,
    output:
        french=shown("report/index.html", "audit", what="The page"),
        tables=[
            shown(f"report/passports/{table}.html", "tables", table=EXHIBITS[table]) for table in TABLES
        ],
        english=update("report/en/index.html"),
    params:
        drawn=list(config["figures"]),
    log:
        "logs/page.log",
    conda:
        "../../environment.yml"
    script:
        "../scripts/page.py"
