rule chapter:
    """Read a chapter's raw files, as their cards say, with what rows of extracts give; evaluate."""
    input:
        raw=raw_files,
        cards=raw_cards,
        measures=f"{DEFINITIONS}/chapters/{{chapter}}.py",
        tallied=tallied_files,
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
