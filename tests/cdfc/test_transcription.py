"""Every transcribed string is printed on its line of the evaluation, and no number is left out."""

import re

import pytest

from cdfc.pipeline import write_coverage
from cdfc.tokens import rows
from recompute.cards import load_card
from recompute.files import read_csv
from recompute.transcription import Marks, check_file, unaccounted

from .conftest import ROOT

RAW = ROOT / "data/raw"
# Why a numeric token is no number to check.
REASONS = {
    "anaphora", "article_number", "bibliography", "day_without_year", "footnote_mark", "idiom",
    "law_number", "list_number", "misprint", "ordinal_of_event", "page_number", "proper_name",
    "url",
}  # fmt: skip
# Where two files could claim the same mark, tables come before what is taken from the prose.
LAST = ("exhibits", "prose", "dates", "references", "headings", "set_aside", "lists")


@pytest.fixture(scope="module")
def cards():
    names = sorted(p.stem for p in (RAW / "evaluation_2011").glob("*.csv") if p.stem != "tokens")
    names.sort(key=lambda name: LAST.index(name) if name in LAST else -1)
    return [load_card(RAW, f"evaluation_2011/{name}.csv") for name in names]


def test_every_printed_string_stands_on_its_line_and_no_number_is_left_over(text, cards):
    marks = Marks(text)
    problems = [problem for card in cards for problem in check_file(card, marks)]
    assert problems == []
    assert unaccounted(marks) == []


def test_the_tokens_of_each_line_are_counted_right(text):
    found = read_csv(RAW / "evaluation_2011/tokens.csv")
    assert [[row["source_line"], row["tokens"]] for row in found] == rows(text)


def test_all_numeric_tokens_are_accounted_for_by_the_raw_files_alone(tmp_path):
    write_coverage(tmp_path)
    *sections, total = read_csv(tmp_path / "coverage.csv")
    assert total["section"] == "total"
    assert total["open"] == "0"
    assert {row["open"] for row in sections} == {"0"}
    for column in ("tokens", "in_ledger", "in_labels", "set_aside"):
        assert sum(int(row[column]) for row in sections) == int(total[column])
    assert all(row["reason"] != "open" for row in read_csv(tmp_path / "unbound_numbers.csv"))


def test_each_number_set_aside_has_a_reason_of_the_closed_list():
    reasons = {row["reason"] for row in read_csv(RAW / "evaluation_2011/set_aside.csv")}
    assert reasons == REASONS


def test_no_sentence_of_the_text_is_copied(text):
    """No cell may hold fourteen words in a row, titles aside, as they stand in the text."""
    words = re.compile(r"[^\W\d_]+")
    kept = [t for t in text if not re.match(r"\s*(Tableau|Figure|Encadré) \d", t)]
    said = words.findall(" ".join(kept).lower())
    runs = {tuple(said[i : i + 14]) for i in range(len(said) - 13)}
    for path in sorted(RAW.glob("evaluation_2011/*.csv")):
        for cell in (cell for row in read_csv(path) for cell in row.values()):
            found = words.findall(cell.lower())
            for i in range(len(found) - 13):
                assert tuple(found[i : i + 14]) not in runs, f"{path.name}: {cell}"
