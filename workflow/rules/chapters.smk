rule chapter:
    """Read a chapter's raw files, as their cards say, and evaluate its measures."""
    input:
        raw=raw_files,
        cards=raw_cards,
        measures="src/cdfc/chapters/{chapter}.py",
        vocabularies="src/cdfc/vocabularies.yaml",
        engine=ENGINE,
    output:
        update(f"{PROCESSED}/chapters/{{chapter}}.json"),
    log:
        "logs/chapter/{chapter}.log",
    conda:
        "../../environment.yml"
    script:
        "../scripts/chapter.py"
