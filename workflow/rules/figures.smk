rule figures:
    """Draw the figures, and write the values each draws.

    One job for all: loading the drawing libraries takes longer than drawing.
    """
    input:
        chapters=rules.audit.input.chapters,
        places=sorted(map(str, Path(f"{RAW}/places").glob("*.*"))),
        config="config/config.yaml",
        vocabularies=f"{DEFINITIONS}/vocabularies.yaml",
        drawing=sorted(map(str, Path(f"{DEFINITIONS}/figures").glob("*.py"))),
        engine=ENGINE,
    output:
        update(expand("figures/{figure}.{ending}", figure=config["figures"], ending=["svg", "png", "csv"])),
    log:
        "logs/figures.log",
    conda:
        "../../environment.yml"
    script:
        "../scripts/figures.py"
