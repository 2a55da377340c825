rule page:
    """Build the page for people: each printed number beside the recomputed one."""
    input:
        chapters=rules.audit.input.chapters,
        cards=sorted(map(str, Path(RAW).glob("*/*.yaml"))),
        accounts=[f"{PROCESSED}/extracts/{kind}/accounting.csv" for kind in NAMES_OF],
        claims=f"{DEFINITIONS}/claims.yaml",
        requests=f"{DEFINITIONS}/requests.yaml",
        labels=f"{DEFINITIONS}/vocabularies.yaml",
        engine=ENGINE,
    output:
        update("report/index.html"),
    params:
        drawn=list(config["figures"]),
    log:
        "logs/page.log",
    conda:
        "../../environment.yml"
    script:
        "../scripts/page.py"
