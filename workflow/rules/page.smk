rule page:
    """Build the page for people: each printed number beside the recomputed one."""
    input:
        chapters=rules.audit.input.chapters,
        cards=sorted(map(str, Path(RAW).glob("*/*.yaml"))),
        claims="src/cdfc/claims.yaml",
        exhibits="src/cdfc/exhibits.yaml",
        labels="src/cdfc/vocabularies.yaml",
        engine=ENGINE,
    output:
        update("report/index.html"),
    log:
        "logs/page.log",
    conda:
        "../../environment.yml"
    script:
        "../scripts/page.py"
