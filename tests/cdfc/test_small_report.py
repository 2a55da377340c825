"""The small report of tests/other_report/: its files, pages and workbook, made in this process."""

import html
import posixpath
import re
from collections import Counter

import openpyxl
import pytest

from cdfc.pipeline import (
    everything_from_raw,
    page_material,
    write_audit,
    write_pages,
    write_workbook,
)
from cdfc.settings import configuration
from recompute.errors import InputError
from recompute.files import read_csv

from .conftest import small_report_in

ID = re.compile(r'id="([^"]*)"')
LINK = re.compile(r'<a [^>]*href="([^"]*)"')


@pytest.fixture(scope="module")
def made(tmp_path_factory, retaught):
    """A folder that holds the report and all that is made from it."""
    folder = tmp_path_factory.mktemp("report")
    small_report_in(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        everything = everything_from_raw(configuration())
        write_audit(everything, [], folder / "data/processed")
        stale = folder / "report/passports/tableau_99.html"  # of an earlier run
        stale.parent.mkdir(parents=True)
        stale.write_text("", "utf-8")
        write_pages(page_material(everything, []), folder / "report")
        write_workbook(everything, [], folder / "report/annexe_statistique.xlsx")
    return folder


def rows(made, name):
    return read_csv(made / f"data/processed/{name}.csv")


def pages(folder):
    return {p.relative_to(folder).as_posix(): p.read_text("utf-8") for p in folder.rglob("*.html")}


def test_every_link_of_every_page_leads_to_something_that_is_there(made):
    there = pages(made / "report")
    anchors = {path: set(map(html.unescape, ID.findall(text))) for path, text in there.items()}
    links = [(path, html.unescape(link)) for path in there for link in LINK.findall(there[path])]
    within = [(path, link) for path, link in links if "{" not in link and ".html" in link]
    assert len(within) > 500
    for path, link in within:
        target, _, anchor = link.partition("#")
        found = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
        assert found in there, (path, link)
        assert not anchor or anchor in anchors[found], (path, link)


def test_every_printed_number_and_every_measure_has_one_passport_in_each_language(made):
    printed = {row["id"] for row in rows(made, "audit/printed_numbers")}
    measures = {
        f"{row['measure']}[{row['key']}]" if row["key"] else row["measure"]
        for row in rows(made, "measures")
    }
    for folder in ("passports", "en/passports"):
        found = Counter(
            html.unescape(id)
            for text in pages(made / "report" / folder).values()
            for id in re.findall(r'<article class="passport" id="([^"]*)"', text)
        )
        assert printed | measures <= set(found)
        assert set(found.values()) == {1}


def test_a_page_that_is_no_longer_made_is_taken_away(made):
    assert not (made / "report/passports/tableau_99.html").exists()


def test_a_passport_shows_the_verdict_the_formula_and_the_cells(made):
    page = (made / "report/passports/tableau_01.html").read_text("utf-8")
    own = page.partition('id="tableau_01.loans[audience=total,medium=total]"')[2]
    own = own.partition("</article>")[0]
    assert "✗ contredit" in own
    assert "<b>4\u202f670</b>" in own
    cell = "tableau_01.html#tableau_01.loans[audience=adults,medium=books]"
    assert f'<a href="{cell}">2\u202f400</a>' in own
    assert "<code>bulletin/tableau_01.csv:2:books</code>" in own


def test_the_page_counts_what_the_ledger_counts(made):
    verdicts = Counter(row["verdict"] for row in rows(made, "audit/printed_numbers"))
    for path, contradicted in (("index.html", "✗ contredit"), ("en/index.html", "✗ contradicted")):
        page = (made / "report" / path).read_text("utf-8")
        ledger = page.partition('<table id="ledger"')[2].partition("</table>")[0]
        assert ledger.count(contradicted) == verdicts["contradicted"]
        assert len(re.findall("<tr><td", ledger)) == sum(verdicts.values())
        assert page.count('<article class="finding') == len(rows(made, "audit/findings"))
        assert 'report/build.json">build.json</a>' in page
        assert 'id="extracts"' not in page  # no extract is supplied


def test_the_files_of_a_table_hold_what_is_printed_beside_what_is_recomputed(made):
    found = rows(made, "tables/tableau_01")
    total = next(r for r in found if r["key"] == "audience=total,medium=total")
    said = [total[name] for name in ("printed", "recomputed", "verdict")]
    assert said == ["4 760", "4670", "contradicted"]
    beside = [r for r in found if not r["printed"]]  # what no printed number of the table says
    assert {r["measure"] for r in beside} == {"loans.share"}
    (catalogued,) = [r for r in rows(made, "audit/exhibits") if r["exhibit"] == "tableau_01"]
    assert catalogued["status"] == "partly-recomputed"
    assert catalogued["reason"].endswith("4 nombres sur 9 ne reposent sur rien de plus petit")
    assert (made / catalogued["outputs"]).exists()
    assert rows(made, "audit/changes") == []  # no extract is supplied


def test_the_workbook_lays_tables_out_as_printed_with_live_formulas(made):
    book = openpyxl.load_workbook(made / "report/annexe_statistique.xlsx")
    total = [cell.value for cell in book["Tableau 1"][6]]
    assert total[:5] == [
        7, "Total", "='Brut tableau_01'!D6", "=SUM('Brut tableau_01'!D4:D5)", "✓ retrouvé",
    ]  # fmt: skip
    assert total[-1] == "✗ contredit"
    formula = "=SUM('Brut tableau_01'!D4:D5,'Brut tableau_01'!E4:E5)"
    assert total[-2] == formula
    assert book["Mesures"]["C4"].value == "='Tableau 1'!J6"
    assert book["Constats"].max_row - 3 == len(rows(made, "audit/findings"))
    # Two tables of one printed label are told apart by a letter.
    assert {"Tableau 2a", "Tableau 2b"} <= set(book.sheetnames)


@pytest.fixture
def miswritten(tmp_path, monkeypatch):
    """Makes a copy of the report, and one change in its measures."""
    small_report_in(tmp_path)
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "definitions/chapters/media.py"
    text = path.read_text("utf-8")

    def write(old, new):
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")

    return write


def test_a_measure_of_what_is_not_there_is_refused_with_its_chapter(miswritten):
    miswritten("tableau_01.loans", "tableau_01.lones")
    with pytest.raises(InputError, match=r"chapters/media.py: found .* no raw file has a column"):
        everything_from_raw(configuration())


def test_a_measure_of_an_exhibit_that_the_report_does_not_have_is_refused(miswritten, tmp_path):
    miswritten('"tableau_01")', '"tableau_10")')
    everything = everything_from_raw(configuration())
    said = r"loans.all.*, column exhibit: found tableau_10; expected an exhibit of the report, as tableau_04"
    with pytest.raises(InputError, match=said):
        write_audit(everything, [], tmp_path / "made")
    assert not (tmp_path / "made").exists()
