rule extract:
    """Receive one supplied file: every row below its header, as text, with its line."""
    input:
        file=lambda wildcards: f"{RAW}/{SUPPLIED[wildcards.file]}",
        card=lambda wildcards: Path(f"{RAW}/{SUPPLIED[wildcards.file]}").with_suffix(".yaml"),
    output:
        rows=update(f"{PROCESSED}/extracts/received/{{file}}.parquet"),
        description=update(f"{PROCESSED}/extracts/received/{{file}}.json"),
    params:
        source=lambda wildcards: SUPPLIED[wildcards.file],
        engine=ENGINE_DIGEST,
    # A small file is not worth two cores: two files are read at once instead.
    threads: lambda wildcards, input: 2 if Path(input.file).stat().st_size > 50_000_000 else 1
    resources:
        mem_mb=2000,
    log:
        "logs/extract/{file}.log",
    conda:
        "../../environment.yml"
    script:
        "../scripts/extract.py"


rule tally:
    """Count the rows of all files of a kind into the report's cells; account for each row."""
    input:
        rows=lambda wildcards: expand(rules.extract.output.rows, file=NAMES_OF[wildcards.kind]),
        descriptions=lambda wildcards: expand(
            rules.extract.output.description, file=NAMES_OF[wildcards.kind]
        ),
        cards=lambda wildcards: [
            Path(f"{RAW}/{SUPPLIED[file]}").with_suffix(".yaml") for file in NAMES_OF[wildcards.kind]
        ],
        kind=f"{DEFINITIONS}/extracts/{{kind}}.yaml",
        labels=f"{DEFINITIONS}/extracts/labels.yaml",
        vocabularies=f"{DEFINITIONS}/vocabularies.yaml",
        tallies=lambda wildcards: f"{DEFINITIONS}/chapters/{config['extracts'][wildcards.kind]}.py",
        engine=ENGINE,
    output:
        tallied=update(f"{PROCESSED}/extracts/{{kind}}/tallied.json"),
        lineage=update(f"{PROCESSED}/extracts/{{kind}}/lineage.parquet"),
        accounting=update(
            expand(
                f"{PROCESSED}/extracts/{{kind}}/{{sheet}}.csv",
                sheet=["accounting", "set_aside", "corrections", "equal_rows", "labels"],
                allow_missing=True,
            )
        ),
    params:
        sources=lambda wildcards: [SUPPLIED[file] for file in NAMES_OF[wildcards.kind]],
        last_year=config.get("last_year", 0),
    threads: 2
    resources:
        mem_mb=2000,
    log:
        "logs/tally/{kind}.log",
    conda:
        "../../environment.yml"
    script:
        "../scripts/tally.py"
