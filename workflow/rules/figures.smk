rule figure:
    """Draw a figure, and write the values it draws."""
    input:
        chapter=chapter_of_figure,
        vocabularies="src/cdfc/vocabularies.yaml",
        drawing="src/cdfc/figures.py",
        engine=ENGINE,
    output:
        svg=update("figures/{figure}.svg"),
        png=update("figures/{figure}.png"),
        csv=update("figures/{figure}.csv"),
    log:
        "logs/figure/{figure}.log",
    conda:
        "../../environment.yml"
    script:
        "../scripts/figure.py"
