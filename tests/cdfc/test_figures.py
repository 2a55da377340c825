"""The figures as readers meet them: real text, French numbers, a description, a column's width."""

import re
from itertools import combinations
from xml.etree import ElementTree

import pytest
from matplotlib.colors import to_rgb
from matplotlib.text import Text

from cdfc.alternative import alternative_text
from cdfc.figures import draw, save, save_values
from cdfc.figures.labels import NARROW, between, listed, narrow, on_axis
from cdfc.figures.style import BRAZIL, CHINA, GREEN, LIGHT, PURPLE, SOFT
from cdfc.pipeline import everything_from_raw, write_figures
from cdfc.settings import configuration
from cdfc.supplied import tallied_from_raw
from recompute.exact import Interval
from recompute.files import read_csv
from recompute.wording import ENGLISH, FRENCH, language, say

from .conftest import EXAMPLE

FIGURES = configuration()["figures"]
COLUMN = 170 / 25.4 * 72  # points: the width of text on A4
SMALLEST = 7  # points
SVG = "{http://www.w3.org/2000/svg}"
FRENCH_WORDS = re.compile(
    r"imprimé|bornes|donné|lecture|évaluation|jusqu|projets|années|lignes|extraits|en tout|compris"
    r"|estimé|\d,\d\D|\d[\u202f ]\d{3}\b|\d[\u202f ]%",
    re.I,
)


@pytest.fixture(scope="module", params=["evaluation", "example"])
def figures(request, everything, tmp_path_factory):
    """The figures of the evaluation alone, and with the made-up extracts: drawings and materials by
    name and language, and the folder of their files."""
    found, folder = {}, tmp_path_factory.mktemp(request.param)

    def kept(material):
        drawing = draw(material)
        found[material.exhibit.id, language()] = drawing, material
        return drawing

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("cdfc.figures.draw", kept)
        if request.param == "example":
            patch.chdir(EXAMPLE)
            with tallied_from_raw() as tallied:
                everything = everything_from_raw(configuration(), tallied)
        write_figures(everything, FIGURES, folder)
        yield found, folder


@pytest.fixture(params=FIGURES)
def figure(request, figures):
    """One figure: its drawing, its material, the folder of its files and its name."""
    found, folder = figures
    return *found[request.param, FRENCH], folder, request.param


def words(path):
    """The texts of an SVG file, without its metadata."""
    return ["".join(one.itertext()) for one in ElementTree.parse(path).iter(f"{SVG}text")]


def visible(drawing):
    """The texts that are seen."""
    return [t for t in drawing.figure.findobj(Text) if t.get_text().strip() and t.get_visible()]


def test_text_is_text_in_a_font_with_a_fallback(figure):
    _, _, folder, name = figure
    path = folder / f"{name}.svg"
    assert len(words(path)) > 5
    styles = re.findall('<text style="([^"]*)"', path.read_text(encoding="utf-8"))
    assert styles
    assert all("'DejaVu Sans', sans-serif" in style for style in styles)


def test_description_is_in_both_pictures(figure):
    drawing, material, folder, name = figure
    alt = alternative_text(folder / f"{name}.svg")
    assert alt == drawing.alt
    assert alt.startswith(f"{material.exhibit.label}. ")
    assert alt.endswith(".")
    assert 60 < len(alt) < 600
    assert b"Description" in (folder / f"{name}.png").read_bytes()[:2000]


def test_numbers_of_the_description_are_drawn_or_counted(figure):
    drawing, material, *_ = figure
    known = "\n".join([*(t.get_text() for t in visible(drawing)), *map(str, drawing.rows)])
    counts = {str(len(found)) for found in (drawing.rows, *counted(drawing, material))}
    text = drawing.alt.removeprefix(f"{material.exhibit.label}. ").replace(NARROW, " ")
    numbers = re.findall(r"(?<![\w,])\d+(?: \d{3})*(?:,\d+)?", text)
    known = set(re.findall(r"\d+(?:[.,]\d+)?", known.replace(NARROW, "")))
    missing = [n for n in numbers if n.replace(" ", "") not in known | counts]
    assert not [n for n in missing if not near(n, known)], missing


def counted(drawing, material):
    """What a description may count: rows of a series, of a key, and the codes of a dimension."""
    groups = {}
    for row in drawing.rows:
        groups.setdefault((row[0], row[5]), []).append(row)
        for part in row[1].split(","):
            groups.setdefault(part, []).append(row)
            groups.setdefault(f"{part.partition('=')[0]}=", set()).add(part)
    sides = (("figure_11.of_authority", "authority"), ("figure_11.with_partner", "partner"))
    return [*groups.values(), *(material.results(*side) for side in sides)]


def near(number, known):
    """Is a number with decimals one of the exact ones, rounded?"""
    value = float(number.replace(" ", "").replace(",", "."))
    decimals = len(number.partition(",")[2])
    return any(round(float(one.replace(",", ".")), decimals) == value for one in known)


def test_exhibit_title_is_left_to_the_page(figure):
    drawing, material, folder, name = figure
    assert drawing.figure.get_suptitle() == ""
    assert not [text for text in words(folder / f"{name}.svg") if material.exhibit.title in text]


def test_place_and_evidence_stand_below(figure):
    drawing, material, folder, name = figure
    text = " ".join(words(folder / f"{name}.svg"))
    assert f"(ligne {material.exhibit.line})" in text
    assert "redessinée d'après" in text
    made_up = say("figure.made_up")
    assert (made_up in text) == material.made_up(drawing.rows) == (made_up in drawing.alt)


def test_numbers_are_french(figure):
    _, _, folder, name = figure
    for text in [*words(folder / f"{name}.svg"), alternative_text(folder / f"{name}.svg")]:
        assert not re.search(r"\d \d{3}(?!\d)", text), text
        assert not re.search(r"\d\.\d", text), text
        assert not re.search(r" [%€;!?»]|« | [MKk]€|\d[%€]", text), text


def test_width_is_that_of_a_column(figure):
    _, _, folder, name = figure
    root = ElementTree.parse(folder / f"{name}.svg").getroot()
    width = float(root.get("width").removesuffix("pt"))
    assert 160 / 170 * COLUMN <= width <= COLUMN


def test_no_text_is_too_small_or_cut(figure):
    drawing, *_ = figure
    sheet = drawing.figure.bbox
    for text in visible(drawing):
        assert text.get_fontsize() >= SMALLEST, text
        box = text.get_window_extent()
        assert sheet.x0 <= box.x0 < box.x1 <= sheet.x1, text
        assert sheet.y0 <= box.y0 < box.y1 <= sheet.y1, text


def test_names_of_the_foot_and_of_bars_do_not_overlap(figure):
    drawing, *_ = figure
    foot = [t for t in drawing.figure.texts if t.get_text() != say("figure.made_up")]
    ticks = []
    for axes in drawing.figure.axes:
        (bottom, top), (left, right) = sorted(axes.get_ylim()), axes.get_xlim()
        ticks += [t for t in axes.get_yticklabels() if bottom <= t.get_position()[1] <= top]
        ticks += [t for t in axes.get_xticklabels() if left <= t.get_position()[0] <= right]
    ticks = [tick for tick in ticks if tick.get_text() and tick.get_visible()]
    for one, other in combinations([*foot, *ticks], 2):
        if one.axes is other.axes or None in (one.axes, other.axes):
            boxes = [t.get_window_extent().padded(-1) for t in (one, other)]
            assert not boxes[0].overlaps(boxes[1]), (one, other)


def test_rows_are_those_of_the_file(figure):
    drawing, _, folder, name = figure
    assert [list(row.values()) for row in read_csv(folder / f"{name}.csv")] == drawing.rows


def test_the_same_bytes_each_time(figure, tmp_path):
    drawing, material, folder, name = figure
    if material.synthetic and not material.made_up(drawing.rows):
        return  # the same figure as without the example
    again, files = draw(material), [f"{name}.{ending}" for ending in ("svg", "png", "csv")]
    *pictures, values = (tmp_path / file for file in files)
    save(again, *pictures)
    save_values(again, values)
    for file in files:
        assert (tmp_path / file).read_bytes() == (folder / file).read_bytes(), file


# The words of the boxes of Figure 2 are the evaluation's.
@pytest.mark.parametrize("name", [name for name in FIGURES if name != "figure_02"])
def test_in_english_no_french_is_left(figures, name):
    found, folder = figures
    drawing, _ = found[name, ENGLISH]
    said = [text.get_text() for text in drawing.figure.findobj(Text)] + [drawing.alt]
    assert [text for text in said if FRENCH_WORDS.search(text)] == []
    assert alternative_text(folder / f"en/{name}.svg") == drawing.alt


def lightness(colour):
    """CIE L* of a colour, from 0 to 100, and its relative luminance."""
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    luminance = sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), parts, strict=True))
    return 116 * luminance ** (1 / 3) - 16, luminance


@pytest.mark.parametrize("colour", [CHINA, BRAZIL, GREEN, PURPLE, SOFT])
def test_colours_are_legible_as_text(colour):
    assert 1.05 / (lightness(colour)[1] + 0.05) >= 4.5


@pytest.mark.parametrize("pair", [(CHINA, BRAZIL), *LIGHT.items(), tuple(LIGHT)])
def test_colours_of_bars_are_apart_in_greyscale(pair):
    one, other = (lightness(colour)[0] for colour in pair)
    assert abs(one - other) >= 20


def test_no_description_is_an_error(tmp_path):
    bare = tmp_path / "bare.svg"
    bare.write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    with pytest.raises(KeyError, match="no description"):
        alternative_text(bare)


def test_typography():
    said = narrow("« 12 300 € » : 42,25 % en 2007 ; 4 M€, 2007 2009")
    assert said == (
        "«\u202f12\u202f300\u202f€\u202f»\u00a0: 42,25\u202f% en 2007\u202f; 4\u202fM€, 2007 2009"
    )
    assert on_axis(12345.5) == "12\u202f345,5"
    assert on_axis(80.0) == "80"
    assert between(Interval(1, 2)) == "entre 1 et 2"
    assert listed(["a", "b", "c"]) == "a, b et c"
    assert listed(["a"]) == "a"
