rule chapter:
    """Read a chapter's raw files, as their cards say, and evaluate its measures."""
    input:
        raw=raw_files,
        cards=raw_cards,
        measures=f"{DEFINITIONS}/chapters/{{chapter}}.py",
        vocabularies=f"{DEFINITIONS}/vocabularies.yaml",
        engine=ENGINE,
    output:
        update(f"{PROCESSED}/chapters/{{chapter}}.json"),
    log:
        "logs/chapter/{chapter}.log",
    conda:
        "../../environment.yml"
    script:
        "../scripts/chapter.py"
