"""Labels made to be run, in a picture: drawn letter by letter, and nothing in it but drawing."""

import re
from dataclasses import replace
from xml.etree import ElementTree

import matplotlib as mpl
import pytest

from cdfc.alternative import alternative_text
from cdfc.figures import save, save_values
from cdfc.figures.style import STYLE, Drawing, Material, beside, canvas, named, settle, solid
from cdfc.wording import teach
from recompute.chapter import Chapter
from recompute.errors import InputError
from recompute.exhibits import Exhibit
from recompute.files import read_csv

LABELS = (
    "<script>alert(1)</script>",
    '"><image href="http://x" onload="alert(1)"/>',
    "]]> <![CDATA[ -->",
    "<!-- -- -->",
    "<?xml-stylesheet href='x'?>",
    "&lt;b&gt; &e; &#60;",
    "$x^2$",
    "10 $ et 20 $",
    "\\$ \\alpha $\\frac{1}{2}$ $\\broken{$",
    "{0} %s {{7*7}}",
    "=HYPERLINK(1)",
    "a_b^c ~ \\n",
    "x" * 60,
)
SVG = "{http://www.w3.org/2000/svg}"
HREF = "{http://www.w3.org/1999/xlink}href"
MATERIAL = Material(Chapter([], []), {}, Exhibit("figure_01", "Figure 1", "Titre", 3, None))


@pytest.fixture(autouse=True, scope="module")
def _as_the_evaluation_draws(retaught):
    with mpl.rc_context(STYLE):
        teach()
        yield


def drawn(labels, folder):
    """A figure with these labels in each place that a figure has for one, as its SVG file."""
    figure = canvas(60)
    axes = figure.subplots()
    axes.barh(range(len(labels)), range(len(labels)))
    named(axes, labels)
    for place, label in enumerate(labels):
        beside(axes, 1, place, label)
    axes.set_title(labels[0])
    rows = [[label, "", "1", "", "extract", label, "f.csv:1:x"] for label in labels]
    said = " ".join(labels)
    drawing = Drawing(figure, rows, said, said, (solid(labels[0]),), said)
    settle(drawing, MATERIAL)
    path = folder / "f.svg"
    save(replace(drawing, alt=said), path, folder / "f.png")
    save_values(drawing, folder / "f.csv")
    return path


def tree(path):
    return ElementTree.parse(path).getroot()


@pytest.mark.filterwarnings("ignore:constrained_layout")  # some are wider than the sheet
@pytest.mark.parametrize("label", LABELS)
def test_a_label_is_drawn_as_it_is_written(tmp_path, label):
    path = drawn([label, "Mot"], tmp_path)
    root = tree(path)
    texts = ["".join(one.itertext()) for one in root.iter(f"{SVG}text")]
    bare = re.sub(r"\s+", "", "".join(texts))
    wanted = re.sub(r"\s+", "", label)
    assert bare.count(wanted) >= 3  # beside a bar, in its title, in the key; bars break their names
    assert alternative_text(path) == f"{label} Mot"
    assert [row["series"] for row in read_csv(tmp_path / "f.csv")] == [label, "Mot"]
    plain = {one.tag for one in tree(drawn(["Mot", "Autre"], tmp_path)).iter()}
    assert {one.tag for one in root.iter()} <= plain
    for one in root.iter():
        assert not [name for name in one.attrib if name.lower().startswith("on")]
        assert one.attrib.get(HREF, "#").startswith("#")
        assert "href" not in one.attrib


def test_a_picture_with_entities_is_not_read(tmp_path):
    path = tmp_path / "f.svg"
    bomb = '<!DOCTYPE svg [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><svg>&b;</svg>'
    path.write_text(bomb, "utf-8")
    with pytest.raises(InputError, match=r"f\.svg: found an entity of its own"):
        alternative_text(path)
