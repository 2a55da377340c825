rule figures:
    """Draw the figures, in French and in English, and write the values each draws.

    One job for all: loading the drawing libraries takes longer than drawing.
    """
    input:
        chapters=rules.audit.input.chapters,
        maps=record.files("", f"{RAW}/outlines", f"{RAW}/places"),
        config="config/config.yaml",
        vocabularies=f"{DEFINITIONS}/vocabularies.yaml",
        drawing=sorted(map(str, Path(f"{DEFINITIONS}/figures").glob("*.*"))),
        english=ENGLISH_LABELS,
        engine=ENGINE,
    output:
        [shown(f"figures/{f}.svg", "figures", figure=EXHIBITS[f]) for f in config["figures"]],
        update(expand("figures/{figure}.{ending}", figure=config["figures"], ending=["png", "csv"])),
        english=update(expand("figures/en/{figure}.svg", figure=config["figures"])),
    log:
        "logs/figures.log",
    conda:
        "../../environment.yml"
    script:
        "../scripts/figures.py"
