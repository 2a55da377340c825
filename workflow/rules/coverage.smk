rule coverage:
    """Say of every numeric token of the report whether it is transcribed, set aside, or open."""
    input:
        raw=sorted(map(str, Path(REPORT).glob("*.csv"))),
        cards=sorted(map(str, Path(REPORT).glob("*.yaml"))),
        chapters=rules.audit.input.chapters,  # only what could be read is worth counting
        engine=ENGINE,
    output:
        coverage=update(f"{PROCESSED}/audit/coverage.csv"),
        unbound=update(f"{PROCESSED}/audit/unbound_numbers.csv"),
    log:
        "logs/coverage.log",
    conda:
        "../../environment.yml"
    script:
        "../scripts/coverage.py"
