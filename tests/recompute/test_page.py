import re
from base64 import b64encode
from dataclasses import replace
from fractions import Fraction as F
from hashlib import sha256
from html.parser import HTMLParser

import pytest

from recompute.audit import Audit
from recompute.exact import Interval
from recompute.exhibits import Exhibit, Shown
from recompute.explain import SIGNS
from recompute.extracts.kinds import Supplied
from recompute.measure import Measure, column
from recompute.page import Figure, Material, Supplies, build, could_be
from recompute.page.passports import Passports
from recompute.page.typeset import END, MIDDLE, START, linked, typeset
from recompute.wording import LANGUAGES, say, speaking

pytestmark = pytest.mark.usefixtures("untaught")


def test_numbers_and_quotation_marks_do_not_break():
    assert typeset("« 243 000 » : 42,25 %") == "«\u202f243\u202f000\u202f»\u202f: 42,25\u202f%"
    assert typeset("en 2007 420 projets") == "en 2007 420 projets"
    assert typeset("14 + 5") == "14 + 5"


def test_what_comes_from_a_file_cannot_become_markup():
    assert typeset('<script>"x"') == "&lt;script&gt;&#34;x&#34;"
    assert linked(f'{START}a"b{MIDDLE}<b>{END}', lambda id: "") == "&lt;b&gt;"


def test_a_marked_number_becomes_a_link_and_its_spaces_narrow():
    text = f"{START}t.x{MIDDLE}1 000{END} + {START}t.y{MIDDLE}2{END}"
    where = {"t.x": "passports/t.html#t.x"}.get
    assert linked(text, where) == '<a href="passports/t.html#t.x">1\u202f000</a> + 2'


def test_every_verdict_has_a_sign_a_word_and_a_meaning_in_both_languages():
    for language in LANGUAGES:
        with speaking(language):
            assert all(say(f"verdict.{name}") and say(f"means.{name}") for name in SIGNS)
    assert len(set(SIGNS.values())) == len(SIGNS)


@pytest.fixture
def material(cell, table, audited):
    """A figure of two drawn years, of which one has a passport; a box; rows of a supplied file."""
    parts = [cell("t.a", n, "projects", 4, year=y) for n, y in (("2", "2007"), ("3", "2008"))]
    total = cell("u.total", "6", "projects", 12)
    outside = replace(cell("w.a", "40", "persons"), source="other/w.csv", line=None)
    missing = cell("t.a", "n.d.", "projects", 5, year="2009")
    rows = table(*parts, outside)
    yearly = Measure("m.year", column("t.a").sum() * 2, "projects", "double", ["year"])
    added = replace(
        next(Measure("m.later", column("w.a").sum() * 2, "projects", "later").results(rows)),
        exhibit="figure_01", added=True,
    )  # fmt: skip
    sums = Measure("m.sum", column("t.a").sum(), "projects", "sum", exhibit="figure_01")
    results = [*yearly.results(rows), *sums.results(rows), added]
    audit = audited([*parts, total], {"u.total": "m.sum"}, results)
    entry = Exhibit("figure_01", "Figure 1", "Années", 4, None)
    shown = Shown(entry, [], [missing], results[2:], 0, True, ("À partir de 2010, autre chose.",))
    name = replace(cell("box.name", "Toulouse", None, 20), id="box", column="name", row=2)
    other = replace(name, id="box2", column="date", written="2008", label="date", row=3)
    box = Shown(Exhibit("box_01", "Encadré 1", "Villes", 20, None), [], [name, other], [], 0, False)
    drawn = [
        {"series": "m.year", "key": "year=2007", "value": "4", "evidence": "printed-components", "source_cells": ""},
        {"series": "t.a", "key": "", "value": "6", "evidence": "documented", "source_cells": total.place},
        {"series": "nowhere", "key": "year=1999", "value": "7", "evidence": "bounded", "source_cells": ""},
    ]  # fmt: skip
    figure = Figure(
        {"fr": "figures/figure_01.svg", "en": "figures/en/figure_01.svg"},
        {"fr": "Deux années", "en": "Two years"}, drawn,
    )  # fmt: skip
    card = Supplied(
        None, "extracts/f.csv",
        {"title": "Fichier", "synthetic": True, "publisher": "p", "document": "d", "date": "2013", "sha256": "0" * 64},
        None,
    )  # fmt: skip
    accounts = [
        {"source": "extracts/f.csv", "fate": fate, "reason": reason, "column": column, "rows": n}
        for fate, reason, column, n in (
            ("received", "", "", "9"), ("kept", "", "", "6"), ("set_aside", "", "", "3"),
            ("set_aside", "unreadable", "given", "3"),
        )
    ]  # fmt: skip
    changed = ["u.total", "12", "", "6", "", "unchecked", "5", "contradicted", "m.sum", "", "extract"]  # fmt: skip
    return Material(
        "Rapport", audit, results, [shown, box], {}, {"figure_01": figure}, [card], True,
        Supplies([changed], accounts),
    )  # fmt: skip


@pytest.fixture
def page(material):
    """Its French front page."""
    return build(material, "fr")["index.html"]


def test_what_became_of_supplied_rows_is_shown_and_that_they_are_made_up(material, page):
    assert '<p class="synthetic">' in page
    part = page.partition('<h2 id="extracts">')[2].partition("<h2")[0]
    assert '<td class="n">9</td><td class="n">6</td><td class="n">3</td>' in part
    assert "3 × illisible (given)" in part
    changed = '<a href="passports/section_0.html#u.total"><code>u.total</code></a>'
    assert changed in part
    assert "3 × unreadable (given)" in build(material, "en")["index.html"]
    real = build(replace(material, is_synthetic=False), "fr")["index.html"]
    assert '<p class="synthetic">' not in real


def test_each_value_of_a_figure_is_named_and_leads_to_its_passport_where_it_has_one(material, page):
    drawn = page.partition('<section id="figure_01">')[2].partition("</table>")[0]
    assert '<img src="../figures/figure_01.svg" alt="Deux années">' in drawn
    assert re.findall('<td>(.*?)</td><td class="n">(.*?)</td>', drawn) == [
        ("double · 2007", '<a href="passports/measures_m.html#m.year[year=2007]">4</a>'),
        ("total", '<a href="passports/section_0.html#u.total">6</a>'),
        ("nowhere · year=1999", "7"),
    ]
    english = build(material, "en")["index.html"]
    assert '<img src="../../figures/en/figure_01.svg" alt="Two years">' in english


def test_years_that_extracts_add_are_told_with_what_changes_in_them(page):
    added = page.partition("<details open>")[2].partition("</details>")[0]
    assert "À partir de 2010, autre chose." in added
    assert '<a href="passports/figure_01.html#m.later">80</a>' in added


def test_words_of_a_box_are_a_table_of_rows_and_columns(page):
    box = page.partition('<section id="box_01">')[2].partition("</section>")[0]
    assert "<td>Toulouse</td><td></td>" in box
    assert "<td></td><td>2008</td>" in box


def test_a_measure_from_outside_the_report_shows_its_cell_as_it_is_read(material):
    passport = build(material, "fr")["passports/source_w.html"]
    assert "other/w.csv" in passport
    assert re.search('<p class="big">40', passport)


def test_a_number_stands_on_the_page_of_its_section_or_annex(cell):
    labels = [
        replace(cell("h.label", "2", "section", 10, "two"), kind="label"),
        replace(cell("h.label", "2.1", "section", 15, "two one"), kind="label"),
        replace(cell("h.label", "Annexe B", "annex", 30, "b"), kind="label"),
    ]
    printed = [cell("t.x", "5", "projects", line, k=str(line)) for line in (5, 12, 17, 40)]
    passports = Passports(Audit(printed, [], {}, [], labels), [], [])
    homes = [passports.homes[one.id] for one in printed]
    assert [name for name, _ in homes] == ["section_0", "section_2", "section_2", "annex_B"]
    assert passports.address("t.x[k=40]", "") == "annex_B.html#t.x[k=40]"
    assert passports.address("nothing") == ""


def test_a_passport_lists_many_cells_only_in_part(cell, table):
    cells = [cell("t.a", "1", "projects", n, k=str(n)) for n in range(1, 44)]
    (result,) = Measure("m.sum", column("t.a").sum(), "projects", "sum").results(table(*cells))
    made = build(Material("R", Audit(cells, [], {}, []), [result], [], {}, {}, [], False), "fr")
    own = made["passports/measures_m.html"]
    assert own.count('<td class="whole">terme</td>') == 40
    assert "3" in re.search(r'</table></div>\n<p class="soft">(.*?)</p>', own)[1]


def test_what_a_number_could_be_is_said_with_how_sure_that_is(cell):
    a, b = cell("t.a", "2", "projects"), cell("t.b", "3", "projects")
    three, four = Interval(F(3), F(3)), Interval(F(4), F(4))
    assert could_be(a, [{a: three}, {a: four}]) == ("3 ; ou 4", "in_all")
    assert could_be(a, [{a: three}, {b: four}]) == ("3", "in_some")
    assert could_be(b, [{a: three}]) == ("", "")


class Tags(HTMLParser):
    """The tags of a page with their attributes, and the texts of its styles and scripts."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.inline = [], {}
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        if self.lasttag in self.CDATA_CONTENT_ELEMENTS and self.cdata_elem:
            self.inline.setdefault(self.lasttag, []).append(data)


def test_each_page_lets_its_own_style_and_script_run_and_nothing_else(material):
    for language in LANGUAGES:
        for path, page in build(material, language).items():
            found = Tags(page)
            names = [tag for tag, _ in found.tags]
            policy, said = [a for tag, a in found.tags if tag == "meta" and "http-equiv" in a], {}
            assert [one["http-equiv"] for one in policy] == ["Content-Security-Policy"]
            assert names.index("meta") < names.index("style") < names.index("script")
            for part in policy[0]["content"].split("; "):
                said[part.partition(" ")[0]] = part.split(" ")[1:]
            own = {f"{tag}-src": text for tag, text in found.inline.items()}
            for tag, texts in own.items():
                digest = b64encode(sha256("".join(texts).encode()).digest()).decode()
                assert said.pop(tag) == [f"'sha256-{digest}'"], path
            beside = ["'self'", "file:"]
            nothing = {key: ["'none'"] for key in ("default-src", "base-uri", "form-action")}
            assert said == nothing | {"img-src": beside, "frame-src": beside}
            assert names.count("style") == names.count("script") == 1
            for _, attributes in found.tags:  # which the policy would not let work
                assert not [a for a in attributes if a == "style" or a.startswith("on")]


def test_the_bar_of_the_answer_has_a_part_for_each_group_of_verdicts(material):
    verdicts = material.audit.verdicts
    verdicts[1:] = [replace(one, verdict="unchecked") for one in verdicts[1:]]
    page = build(material, "fr")["index.html"]
    bar = page.partition('<svg class="bar"')[2].partition("</svg>")[0]
    assert 'viewBox="0 0 3 1"' in bar
    parts = re.findall(r'class="(.)" x="(\d+)" width="(\d+)"', bar)
    assert parts == [("b", "0", "1"), ("o", "1", "2")]
