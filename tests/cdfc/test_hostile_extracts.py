"""Supplied files made to do harm: by their cells, their headers, their sheets and their names."""

import csv
import os
import re
import shlex
from pathlib import Path

import openpyxl
import pytest
import yaml

from cdfc.__main__ import main
from cdfc.coding import Coder
from cdfc.supplied import count_kind, receive_file, supplied_kinds
from recompute.errors import InputError
from recompute.files import digest, read_csv, read_json
from recompute.signs import unfit

from .conftest import cells_that_run, evaluation_in

HEADERS = {
    "file_number": "N° de dossier", "call": "Dispositif", "year": "Année",
    "authority": "Collectivité", "country": "Pays", "theme": "Thématique",
    "amount_requested": "Demandé", "amount_granted": "Accordé", "decision": "Décision",
}  # fmt: skip
GOOD = ["2010-1", "Annuel", "2010", "Région Bretagne", "Chine", "Culture", "500", "400", "Accordé"]
CELLS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    '=HYPERLINK("http://x","y")',
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(A1)",
    "\t=1+1",
    "x;=1+1",
    "x\n=1+1",
    "x\r=1+1",
    "'=1+1",
    "'; DROP TABLE cells; --",
    '"); COPY x TO "pwned"; --',
    "$(touch pwned)",
    "../../pwned",
    "{{7*7}} {0.__class__} %s",
    "\u202egpj.exe",
    "A\u200bB",
    "\x07\x1b[2J",
    "\x85",
    "\ue000l8.books_rank\ue001x\ue002",
    "]]>&lt;&e;",
    "$x^2$",
    "NULL",
    "1e309",
    "x" * 33_000,
)  # fmt: skip
# Names of files: what a shell, a path, SQL or a pattern would take for its own.
NAMES = (
    "a b",
    "-rf",
    "--help",
    "$(touch pwned)",
    "`touch pwned`",
    "a';touch pwned;'",
    'a"b',
    "a'); COPY x TO 'pwned'; --",
    "[a]*?",
    "..",
    "...x",
    "a\\b",
    '" onmouseover="alert(1)',
    "&lt;b&gt; %41 #a ?b",
    "=1+1",
    "数据",
    "é" * 80,
)
NO_NAMES = ("a\nb", "a\tb", "a{b}", "<script>", "\u202egpj", "a\x07b", "\udcff", "a\x7f")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder that a report with extracts is worked on in."""
    work = tmp_path / "work"
    evaluation_in(work)
    (work / "data/raw/extracts").mkdir(parents=True)
    monkeypatch.chdir(work)
    yield work
    found = {name for _, _, names in os.walk(tmp_path) for name in names}
    assert not [name for name in found if name == "pwned"]
    assert {path.name for path in tmp_path.iterdir()} == {"work"}


def supply(folder, name, rows, headers=HEADERS):
    """A file of these rows with its card, among the raw files."""
    path = folder / "data/raw/extracts" / f"{name}.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerows([list(headers.values()), *rows])
    describe(path, headers)
    return path


def describe(path, headers=HEADERS, **more):
    """Write the card of a supplied file."""
    card = {
        "title": "Dossiers", "kind": "cofinancing_files", "publisher": "p", "document": "d",
        "sha256": digest(path), "date": "mars 2013", "licence": "l",
        "covers": {"from": 2007, "to": 2012}, "columns": headers, **more,
    }  # fmt: skip
    path.with_suffix(".yaml").write_text(yaml.safe_dump(card, sort_keys=False), "utf-8")


def counted(folder):
    """Receive and count the files supplied, as the workflow does; the folder of what is made."""
    made = folder / "data/processed/extracts"
    sources, names = supplied_kinds({"cofinancing_files": "cofinancing"})
    parquets = [made / "received" / f"{name}.parquet" for name in sources]
    for (name, source), parquet in zip(sources.items(), parquets, strict=True):
        receive_file(source, parquet, made / "received" / f"{name}.json", 1)
    for kind, found in names.items():
        count_kind(kind, parquets, [sources[name] for name in found], made / kind, 1)
    for path in made.rglob("*.csv"):
        assert cells_that_run(path) == [], path
    return made / "cofinancing_files"


def test_cells_are_accounted_for_as_they_are_written(folder):
    rows, planted = [GOOD], []
    for place, column in enumerate(HEADERS):
        for number, text in enumerate(CELLS):
            row = [*GOOD]
            row[0], row[place] = f"{column}-{number}", text
            rows.append(row)
            planted.append((column, text))
    supply(folder, "f", rows)
    made = counted(folder)
    aside = read_csv(made / "set_aside.csv")
    written = {(row["column"], row["written"]) for row in aside}
    for column, text in planted:
        if column in ("call", "year", "country", "theme", "amount_requested", "decision"):
            assert (column, text.strip(" ")) in {(c, w.strip(" ")) for c, w in written}, text
    labels = {(row["column"], row["label"].strip()) for row in read_csv(made / "labels.csv")}
    assert {("theme", text.strip()) for text in CELLS} <= labels
    received, kept, *_ = (int(row["rows"]) for row in read_csv(made / "accounting.csv"))
    assert received == len(rows) == kept + len(aside)
    cells = read_json(made / "tallied.json")["cells"]
    codes = {code for cell in cells for code in cell["dimensions"].values()}
    assert not [code for code in codes if not re.fullmatch(r"[\w '\-:./]+", code)]


def test_an_authority_of_any_name_has_a_form_that_is_harmless():
    authorities = Coder().authorities
    for text in CELLS:
        for label in (text, f"Région {text}", f"{text} (48)", f"Commune de {text}"):
            found = authorities(label, "commune")
            assert found is None or re.fullmatch(r"[\w '\-]+", found.name), label


@pytest.mark.parametrize("text", [text for text in CELLS if not unfit(text)][::3])
def test_a_header_is_a_header(folder, text):
    supply(folder, "f", [GOOD], HEADERS | {"theme": text.strip()})
    (kept,) = [r for r in read_csv(counted(folder) / "accounting.csv") if r["fate"] == "kept"]
    assert kept["rows"] == "1"


@pytest.mark.parametrize("text", [text for text in CELLS if unfit(text)])
def test_a_header_that_cannot_be_shown_is_refused(folder, text):
    supply(folder, "f", [GOOD], HEADERS | {"theme": text})
    with pytest.raises(InputError, match=r"extracts/f\.yaml: found the sign U\+"):
        counted(folder)


def test_outputs_of_files_of_any_name_stay_where_they_belong(folder):
    paths = [supply(folder, f"{n}{k}/{n}{k}", [GOOD]) for k, n in enumerate(NAMES)]
    before = {p for p in folder.rglob("*") if p.is_file()}
    made = counted(folder)
    new = {p for p in folder.rglob("*") if p.is_file()} - before
    assert all(p.is_relative_to(folder / "data/processed/extracts") for p in new)
    assert len([p for p in new if p.suffix == ".parquet" and p.parent.name == "received"]) == len(
        paths
    )
    assert all(re.fullmatch("[A-Za-z0-9_.]+", p.name) for p in new)
    sources = {row["source"] for row in read_csv(made / "accounting.csv")}
    assert {folder / "data/raw" / source for source in sources} == set(paths)


def test_two_names_that_become_one_are_refused(folder):
    for name in ("a b", "a'b"):
        supply(folder, name, [GOOD])
    with pytest.raises(InputError, match=r"found a name like that of extracts/a b\.csv"):
        counted(folder)


@pytest.mark.parametrize("name", NO_NAMES)
def test_a_name_that_cannot_be_shown_is_refused(folder, name, capsys):
    path = supply(folder, name, [GOOD])
    with pytest.raises(InputError, match=r"found { } < > or a sign that is not seen in its name"):
        supplied_kinds({"cofinancing_files": "cofinancing"})
    assert main(["check-source", "--", str(path)]) == 1
    said = capsys.readouterr().err
    assert said.rstrip("\n").isprintable()
    assert not (folder / "drafts").exists()


@pytest.mark.parametrize("name", [name for name in NAMES if name != ".."])
def test_what_a_check_says_to_type_is_safe_to_type(folder, name, capsys):
    path = supply(folder, name, [GOOD], HEADERS | {"amount_requested": "Montant demandé", "amount_granted": "Montant accordé"})  # fmt: skip
    path.with_suffix(".yaml").unlink()
    path = path.rename(folder / path.name)
    assert main(["check-source", "--", path.name]) == 0
    (line,) = [x for x in capsys.readouterr().out.splitlines() if x.startswith("to add it")]
    draft = f"drafts/{path.stem}.yaml"
    copy = shlex.split(line.partition("then: ")[2])
    assert copy == ["cp", "--", path.name, draft, "data/raw/extracts/"]
    assert {p.name for p in (folder / "drafts").iterdir()} == {Path(draft).name}


NO_SHEET = "\u202ex"


@pytest.mark.parametrize(
    "name", ["$(touch pwned)", "--help", "'; DROP", "=1+1", "<b>&amp;", "-rf", "a" * 31, NO_SHEET]
)
def test_a_sheet_of_any_name_is_found_by_it_or_refused(folder, name):
    book = openpyxl.Workbook()
    sheet = book.create_sheet(name)
    sheet.append(list(HEADERS.values()))
    sheet.append(GOOD)
    path = folder / "data/raw/extracts/f.xlsx"
    book.save(path)
    describe(path, sheet=name)
    files = "extracts/f.xlsx", folder / "r.parquet", folder / "received.json", 1
    if name == NO_SHEET:
        with pytest.raises(InputError, match=r"the sign U\+202E"):
            receive_file(*files)
    else:
        receive_file(*files)
        assert read_json(files[2])["received"][0]["sheet"] == name
