"""All chapters → the figures: SVG, PNG and the values drawn; the SVG in English too."""

from cdfc.pipeline import cards, catalogue, definitions, is_synthetic, notes, teach
from cdfc.steps import step
from recompute.chapter import load, merge
from recompute.wording import ENGLISH, speaking


def main(chapters, figures, folder):
    # These import matplotlib, which no other step needs.
    from cdfc.figures import draw, save, save_values
    from cdfc.figures.style import Material

    teach()
    everything = merge(map(load, chapters))
    exhibits = {exhibit.id: exhibit for exhibit in catalogue(everything)}
    labels = definitions("vocabularies.yaml")
    made_up = is_synthetic(cards(everything))
    for name in figures:
        exhibit = exhibits[name]
        material = Material(everything, labels, exhibit, notes(exhibit, everything), made_up)
        drawing = draw(material)
        save(drawing, f"{folder}/{name}.svg", f"{folder}/{name}.png")
        save_values(drawing, f"{folder}/{name}.csv")
        with speaking(ENGLISH):
            save(draw(material), f"{folder}/{ENGLISH}/{name}.svg")


if "snakemake" in globals():
    with step(snakemake.log[0]):  # noqa: F821
        main(snakemake.input.chapters, snakemake.config["figures"], "figures")  # noqa: F821
