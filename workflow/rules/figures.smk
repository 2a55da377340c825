rule figures:
    """Draw the figures, and write the values each draws.

    One job for all: loading the drawing libraries takes longer than drawing.
    """
    input:
        chapters=expand(
            f"{PROCESSED}/chapters/{{chapter}}.json",
            chapter=sorted(set(config["figures"].values())),
        ),
        config="config/config.yaml",
        vocabularies="src/cdfc/vocabularies.yaml",
        drawing="src/cdfc/figures.py",
        engine=ENGINE,
    output:
        update(expand("figures/{figure}.{ending}", figure=config["figures"], ending=["svg", "png", "csv"])),
    log:
        "logs/figures.log",
    conda:
        "../../environment.yml"
    script:
        "../scripts/figures.py"
