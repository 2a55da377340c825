"""Labels made to be run: through the small report's whole way, from its files to all that it makes.

What is planted stands in the pages, the workbook and the tables letter by letter, as a harmless
label would, or it is refused by the name of the file that holds it.
"""

import csv
import re
from html.parser import HTMLParser
from types import SimpleNamespace

import openpyxl
import pytest
import yaml

from cdfc import pipeline
from cdfc.audit import audit_report, report_date
from cdfc.seal import seal
from cdfc.settings import configuration
from recompute.errors import InputError
from recompute.files import read_csv

from .conftest import cells_that_run, small_report_in

BULLETIN = "data/raw/bulletin"
LONG = 33_000  # signs: more than a cell of a spreadsheet holds
# What goes through as it is.
SHOWN = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</style></title></table><svg onload=alert(1)>",
    "<!--",
    "]]>",
    "<![CDATA[",
    "&lt;b&gt; &amp; &#60;",
    "&e;",
    "{{7*7}} {% raw %} {#",
    "{0.__class__} {} %s %(x)s",
    "javascript:alert(1)",
    '=HYPERLINK("http://x","y")',
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(A1)",
    "'=1+1",
    " =1+1",
    "x;=1+1",
    "\uff1d1+1",
    "_xlfn.SINGLE(1)",
    "_x0041_",
    "<r><t>x</t></r>",
    "<r></r></si></sst>",
    "$(touch x) `id`",
    "; rm -rf / #",
    "../../etc/passwd",
    "..\\..\\x",
    "'; DROP TABLE cells; --",
    "a=b,c=d[e]",
    "https://example.org/ mailto:x@example.org",
    "$x^2$ \\alpha",
    "A\u200bB\u200d\ufeff",
    "\U0001f600\u0301\u0628",
    "%00%0a%zz",
    "« » ; : ! ? 1 000 %",
    "x" * LONG + "<b>",
)  # fmt: skip
# What no page, picture or spreadsheet could show as it is written.
REFUSED = (
    "\0x", "x\x07", "\x1b[2J", "x\x0b", "x\x0cy", "x\ry", "x\x7f", "\x85x", "\u202egpj.exe",
    "\u2066x", "\ue000l8.books_rank\ue001x\ue002", "x\ufffe", "x\uffff",
)  # fmt: skip


def _rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def _write_rows(path, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(rows)


def _yaml(path):
    return yaml.safe_load(path.read_text("utf-8"))


def _write_yaml(path, content):
    path.write_text(yaml.safe_dump(content, sort_keys=False, width=10**6), "utf-8")


def cell(name, row, column):
    """Plant in a cell of a raw file."""

    def plant(folder, text):
        path = folder / f"{BULLETIN}/{name}.csv"
        rows, card = _rows(path), _yaml(path.with_suffix(".yaml"))
        place = rows[0].index(column)
        old, rows[row][place] = rows[row][place], text
        _write_rows(path, rows)
        labels = card["columns"][column].get("labels", {})
        if old in labels:
            labels[text] = labels.pop(old)
            _write_yaml(path.with_suffix(".yaml"), card)
        seal(path)

    return plant


def header(name, column):
    """Plant in the header of a column."""

    def plant(folder, text):
        path = folder / f"{BULLETIN}/{name}.csv"
        rows, card = _rows(path), _yaml(path.with_suffix(".yaml"))
        rows[0][rows[0].index(column)] = text
        _write_rows(path, rows)
        card["columns"] = {text if c == column else c: v for c, v in card["columns"].items()}
        _write_yaml(path.with_suffix(".yaml"), card)
        seal(path)

    return plant


def value(name, *keys):
    """Plant in a YAML file, at this place."""

    def plant(folder, text):
        content = inside = _yaml(folder / name)
        for key in keys[:-1]:
            inside = inside[key]
        inside[keys[-1]] = text
        _write_yaml(folder / name, content)

    return plant


def code(folder, text):
    """Plant as a code of a vocabulary, which stands in addresses."""
    text = text.replace("/", "|")  # with a slash, a code is one of which another is said
    south = {text: {"fr": "Sud", "en": "South"}}
    north = _yaml(folder / "definitions/vocabularies.yaml")["district"]["north"]
    value("definitions/vocabularies.yaml", "district")(folder, {"north": north} | south)
    labels = {"Nord": "north", "Sud": text, "Total": "total"}
    value(f"{BULLETIN}/tableau_03.yaml", "columns", "district", "labels")(folder, labels)


def identifier(folder, text):
    """Plant as the id of a printed number."""
    path = folder / f"{BULLETIN}/prose.csv"
    more = [text, "31", "12", "", "count", "computers", "", "", "postes"]
    _write_rows(path, [*_rows(path), more])
    seal(path)


def english(folder, text):
    """Plant as the English of a label."""
    _write_rows(folder / "definitions/english.csv", [["fr", "en"], ["rang des livres", text]])


def measure(folder, text):
    """Plant as the label of a measure."""
    path = folder / "definitions/chapters/media.py"
    path.write_text(path.read_text("utf-8").replace('"Inscrits"', ascii(text)), "utf-8")


PLACES = {
    "a number of the text": cell("prose", 2, "what"),
    "another number of the text": cell("prose", 8, "what"),
    "a date": cell("dates", 2, "what"),
    "an exhibit": cell("exhibits", 1, "title"),
    "another exhibit": cell("exhibits", 4, "title"),
    "a section": cell("headings", 2, "title"),
    "an item of a list": cell("lists", 1, "item"),
    "a label of a table": cell("tableau_02a", 2, "revenue"),
    "another label of a table": cell("tableau_01", 1, "audience"),
    "a header": header("tableau_01", "books"),
    "a card's title": value(f"{BULLETIN}/tableau_03.yaml", "title"),
    "a card's column": value(f"{BULLETIN}/tableau_02b.yaml", "columns", "amount", "label"),
    "a publication": value(f"{BULLETIN}/source.yaml", "document"),
    "a publisher": value(f"{BULLETIN}/source.yaml", "publisher"),
    "a licence": value(f"{BULLETIN}/source.yaml", "licence"),
    "a code in French": value("definitions/vocabularies.yaml", "audience", "adults", "fr"),
    "a code in English": value("definitions/vocabularies.yaml", "audience", "adults", "en"),
    "a unit": value("definitions/vocabularies.yaml", "unit", "persons", "fr"),
    "a rival": value("definitions/claims.yaml", "rivals", 0, "what"),
    "a question": value("definitions/requests.yaml", "requests", 0, "question"),
    "rows asked for": value("definitions/requests.yaml", "requests", 0, "rows"),
    "a code": code,
    "an id": identifier,
    "a label in English": english,
    "a measure": measure,
}  # fmt: skip
CODE = {"a measure"}  # of which no file is read as text


class Structure(HTMLParser):
    """A page as its tags, each with the names of its attributes; its text; what it leads to."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.texts, self.links = [], [], []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, *(name for name, _ in attrs)))
        self.texts += [v for name, v in attrs if name in ("alt", "aria-label", "id")]
        self.links += [v for name, v in attrs if name in ("href", "src")]

    def handle_endtag(self, tag):
        self.tags.append((f"/{tag}",))

    def handle_data(self, data):
        self.texts.append(data)

    def handle_comment(self, data):
        raise AssertionError(data)

    def unknown_decl(self, data):
        raise AssertionError(data)


@pytest.fixture(scope="module")
def build(tmp_path_factory, retaught):
    """A function that plants texts, by place, in a copy of the report, and makes all from it."""
    with pytest.MonkeyPatch.context() as patch:

        def planted(texts):
            patch.setattr(pipeline, "audit_report", audit_report)
            folder = tmp_path_factory.mktemp("report")
            small_report_in(folder)
            tokens = folder / "data/raw/bulletin/tokens.csv"  # room for the numbers of any text
            tokens.write_text("source_line,tokens\n" + "".join(f"{n},99\n" for n in range(1, 99)))
            seal(tokens)
            for place, text in texts.items():
                PLACES[place](folder, text)
            patch.chdir(folder)
            return folder

        def run(texts):
            folder = planted(texts)
            everything = pipeline.everything_from_raw(configuration())
            audit = audit_report(everything)  # once for all that is made
            patch.setattr(pipeline, "audit_report", lambda _: audit)
            pipeline.write_audit(everything, [], folder / "data/processed")
            pipeline.write_coverage(folder / "data/processed/audit")
            pipeline.write_pages(pipeline.page_material(everything, []), folder / "report")
            pipeline.write_workbook(everything, [], folder / "report/annexe.xlsx")
            return SimpleNamespace(
                folder=folder,
                pages={
                    p.relative_to(folder).as_posix(): Structure(p.read_text("utf-8"))
                    for p in (folder / "report").rglob("*.html")
                },
                book=openpyxl.load_workbook(folder / "report/annexe.xlsx"),
                tables={
                    p.relative_to(folder).as_posix(): p
                    for p in (folder / "data/processed").rglob("*.csv")
                },
            )

        run.planted = planted
        yield run


@pytest.fixture(scope="module")
def harmless(build):
    """What the same places give with a harmless text in each."""
    made = build({place: f"Mot {n} x" for n, place in enumerate(PLACES)})
    made.found = found(made)
    return made


def plain(text):
    """A text whatever its spaces and its case, which typesetting may change."""
    return re.sub(r"\s+", " ", text).strip().casefold()


def found(made):
    """All that is made, each with the texts that it holds."""
    texts = {name: " ".join(page.texts) for name, page in made.pages.items()}
    texts["the workbook"] = "\n".join(
        str(cell.value) for sheet in made.book for row in sheet for cell in row
    )
    for name, path in made.tables.items():
        texts[name] = "\n".join(text for row in read_csv(path) for text in row.values() if text)
    return {name: plain(text) for name, text in texts.items()}


def formulas(book):
    """Every formula by its place, whatever texts it compares cells with."""
    return {
        (sheet.title, cell.coordinate): re.sub('"(?:[^"]|"")*"', '""', str(cell.value))
        for sheet in book
        for row in sheet
        for cell in row
        if cell.data_type == "f"
    }


@pytest.mark.parametrize("turn", range(0, len(SHOWN), 3))  # each text in every third place
def test_what_is_planted_is_shown_and_not_run(build, harmless, turn):
    texts = {place: SHOWN[(turn + n) % len(SHOWN)] for n, place in enumerate(PLACES)}
    made = build(texts)
    assert set(made.pages) == set(harmless.pages)
    for name, page in made.pages.items():
        assert page.tags == harmless.pages[name].tags, name
        for link in page.links:
            assert re.match(r"(#|(\.\./)*[\w./-]*\.(html|csv|json)(#|$))", link), (name, link)
    after, before = found(made), harmless.found
    for n, (place, text) in enumerate(texts.items()):
        start = plain(text[:200].replace("/", "|") if place == "a code" else text[:200])
        assert any(start in one for one in after.values()), place
        for name, one in before.items():
            assert start in after[name] or plain(f"Mot {n} x") not in one, (place, name)
    assert made.book.sheetnames == harmless.book.sheetnames
    links = [c.hyperlink for sheet in made.book for row in sheet for c in row if c.hyperlink]
    assert {link.target for link in links} == {None}
    if max(len(texts[place]) for place in PLACES if "of a table" in place) <= 80:
        assert formulas(made.book) == formulas(harmless.book)
    assert set(formulas(made.book)) == set(formulas(harmless.book))
    for name, path in made.tables.items():
        assert cells_that_run(path) == [], name


def read():
    """All that is read, on the way to the pages."""
    report_date()
    audit_report(pipeline.everything_from_raw(configuration()))


@pytest.mark.parametrize("place", [place for place in PLACES if place not in CODE])
def test_what_cannot_be_shown_is_refused_by_the_name_of_its_file(build, place):
    turn = list(PLACES).index(place) % 3
    for text in REFUSED[turn::3]:
        build.planted({place: text})
        with pytest.raises(InputError, match=r"\.(csv|yaml).*: found (the sign U\+|a column)"):
            read()


@pytest.mark.parametrize("name", ["../../pwned", "tableau_01/../x", "tableau 1", "", "Tableau_01"])
def test_an_exhibit_may_not_be_called_as_another_file_would_be(build, name):
    folder = build.planted({})
    cell("exhibits", 1, "exhibit")(folder, name)
    everything = pipeline.everything_from_raw(configuration())
    with pytest.raises(InputError, match=r"exhibits\.csv, row 2: found «.*a name as tableau_03"):
        pipeline.catalogue(everything)
