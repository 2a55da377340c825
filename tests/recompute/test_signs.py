"""Texts of every kind, in the files that people open: nothing is run, and nothing gets lost."""

import csv
import re

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recompute.errors import InputError
from recompute.files import KEPT, RUN, read_csv, write_csv
from recompute.page.typeset import END, MIDDLE, START, linked, typeset
from recompute.signs import unfit, visible
from recompute.workbook.sheets import CUT, LONGEST_TEXT, Sheet, Writer

# What begins formulas, parts cells, quotes and escapes, more often than chance has it.
PARTS = st.sampled_from(
    ["=", "+", "-", "@", "'", '"', ";", ",", "\t", "\r", "\n", " ", "1", "1 000", "..", "%", "€",
     "\uff1d", "\u00a0", "cmd|' /C calc'!A0", "<r>", "</r>", "_x0041_", "&", "<", ">", "«", "»", ":", "é"]
)  # fmt: skip
MIXED = st.lists(PARTS | st.characters(exclude_categories=["Cs"]), max_size=8).map("".join)
FIT = MIXED.filter(lambda text: not unfit(text))
RUNS = re.compile(
    "(?:^|[;\t\r\n]) *(?:[=@\uff1d\uff20]|[+\uff0b\uff0d-](?![\\d .,%€\u00a0]|$|[;\t\r\n]))"
)
once = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@settings(once, max_examples=300)
@given(st.lists(MIXED.filter(lambda text: "\0" not in text), min_size=1, max_size=4))
def test_a_csv_file_gives_back_what_was_written_and_runs_nothing(tmp_path, texts):
    path = tmp_path / "t.csv"
    write_csv(path, ["a", "b"], [[text, "x"] for text in texts])
    assert [row["a"] for row in read_csv(path)] == texts
    with path.open(encoding="utf-8", newline="") as file:
        cells = [row[0] for row in csv.reader(file)][1:]
    assert not [cell for cell in cells if RUNS.search(cell)]


@pytest.mark.parametrize(
    "text",
    ["-3", "+42 %", "-42,3%", "-12 000,00", "-29.42..-28.4", "-", "-45000", "x = y", "a;b", "- 3 ;x"],
)  # fmt: skip
def test_a_number_or_a_word_is_written_as_it_is(text):
    assert RUN.sub("!", text) == KEPT.sub("!", text) == text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("+1+1", "'+1+1"),
        ("-2+3+cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0"),
        ("\t=1", "\t'=1"),
        ("a;=1", "a;'=1"),
        ("a\n =1", "a\n' =1"),
        ("'=1", "''=1"),
        ("\uff1d1", "'\uff1d1"),
    ],
)
def test_an_apostrophe_keeps_a_formula_a_text(text, written):
    assert RUN.sub(r"\1'\2", text) == written
    assert KEPT.sub(r"\1\2", written) == text


@given(MIXED)
def test_a_typeset_text_says_what_was_written_without_markup(text):
    shown = str(typeset(text))
    assert not set("<>\"'") & set(shown)
    assert typeset(text).unescape().replace("\u202f", " ") == text.replace("\u202f", " ")


@given(FIT, FIT)
def test_a_link_is_to_the_address_of_the_id_as_it_is(id, text):
    asked = []
    marked = f"{START}{id}{MIDDLE}{text}{END}"
    found = linked(marked, lambda one: asked.append(one) or f"p.html#{one}")
    assert asked == [id]
    assert str(found).count("<") == 2
    assert re.fullmatch('<a href="[^"<>]*">[^<>]*</a>', str(found))


def read_back(path, sheet):
    writer = Writer(path, "Essai")
    writer.sheet(sheet)
    writer.close()
    return openpyxl.load_workbook(path)["Feuille"]


@settings(once, max_examples=25)
@given(st.lists(FIT.filter(bool), min_size=1, max_size=20))
def test_a_sheet_holds_each_text_as_text(tmp_path, texts):
    sheet = Sheet("Feuille", texts[0], texts[0], [(texts[0], 20), ("b", 10)])
    for text in texts:
        sheet.add(text, "b")
    page = read_back(tmp_path / "t.xlsx", sheet)
    found = [page.cell(row, 1) for row in range(4, 4 + len(texts))]
    assert {cell.data_type for cell in found} <= {"s", "inlineStr"}
    assert [cell.value.replace("\r\n", "\n") for cell in found] == [
        text.replace("\r\n", "\n") for text in texts
    ]
    assert page["A1"].value == texts[0]


def test_a_text_that_is_too_long_for_a_cell_ends_with_a_mark(tmp_path):
    sheet = Sheet("Feuille", "Titre", "", [("a", 20)])
    sheet.add("x" * 40_000)
    page = read_back(tmp_path / "t.xlsx", sheet)
    assert page["A4"].value == "x" * LONGEST_TEXT + CUT


@given(st.text(max_size=20))
def test_what_cannot_be_shown_is_named(text):
    sign = unfit(text)
    assert bool(sign) == any(unfit(one) for one in text)
    if sign:
        assert chr(int(sign[2:], 16)) in text


def test_signs_of_every_script_can_be_shown():
    assert not unfit(
        "Évaluation « 中国 » العربية हिन्दी 😀 a\u200bb\u200d\ufeff \t\n\u00a0\u202f −×…"
    )


def test_what_a_terminal_would_obey_is_written_out():
    assert visible("a\x1b[2Jb\u202ec\r\t\udcff") == r"a\x1b[2Jb\u202ec\r\t\udcff"
    assert visible("« 1\u202f000\u00a0€ »\né") == "« 1\u202f000\u00a0€ »\né"
    error = InputError("a\x07.csv", found="« \x1b[31m »", expected="x")
    assert str(error) == r"a\x07.csv: found « \x1b[31m »; expected x"
