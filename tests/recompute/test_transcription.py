"""The check of transcriptions, against a report of four lines."""

import hashlib

import pytest
import yaml

from recompute.cards import load_card
from recompute.errors import InputError
from recompute.transcription import Marks, check_file, read_text, unaccounted

TEXT = ["2007 14 000 14 000 0,0%", "Ville de", "Toulouse 12 sur 13", "fin44"]
COLUMNS = {
    "source_line": {"is": "line"},
    "year": {"is": "dimension"},
    "asked": {"is": "value", "unit": "EUR"},
    "given": {"is": "value", "unit": "EUR"},
    "rate": {"is": "value", "unit": "%"},
}


@pytest.fixture
def card(tmp_path):
    def write(content, columns=COLUMNS, **more):
        (tmp_path / "s").mkdir(exist_ok=True)
        (tmp_path / "s/t.csv").write_text(content, "utf-8")
        digest = hashlib.sha256(content.encode()).hexdigest()
        body = {"title": "t", "sha256": digest, "evidence": "documented", "columns": columns} | more
        (tmp_path / "s/t.yaml").write_text(yaml.safe_dump(body, sort_keys=False), "utf-8")
        about = {"publisher": "p", "document": "d", "date": "2011", "licence": "l"}
        (tmp_path / "s/source.yaml").write_text(yaml.safe_dump(about), "utf-8")
        return load_card(tmp_path, "s/t.csv")

    return write


HEADER = "source_line,year,asked,given,rate\n"


def test_a_faithful_row_passes_and_leaves_nothing(card):
    marks = Marks(TEXT)
    assert check_file(card(HEADER + '1,2007,14 000,14 000,"0,0%"\n', whole_lines=True), marks) == []
    assert marks.left_on(1) == []


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ('1,2007,14 001,14 000,"0,0%"', "row 2, column asked: « 14 001 » does not stand"),
        ('2,2007,14 000,14 000,"0,0%"', "row 2, column year: « 2007 » does not stand"),
        ("1,2007,14 000,14 000,", "0 on line 1 of the report is in no cell"),
        ('1,2007,14 000,4 000,"0,0%"', "column given: « 4 000 » does not stand"),
    ],
)
def test_each_slip_is_found(card, row, problem):
    found = check_file(card(HEADER + row + "\n", whole_lines=True), Marks(TEXT))
    assert any(problem in line for line in found)


def test_a_mark_is_read_once_unless_the_card_says_so(card):
    columns = {"source_line": {"is": "line"}, "n": {"is": "value"}}
    content = "source_line,n\n3,12\n3,12\n"
    assert len(check_file(card(content, columns), Marks(TEXT))) == 1
    allowed = card(content, columns, same_mark=[{"row": 3, "column": "n"}])
    assert check_file(allowed, Marks(TEXT)) == []
    unused = card("source_line,n\n3,12\n", columns, same_mark=[{"row": 3, "column": "n"}])
    assert check_file(unused, Marks(TEXT)) == ["s/t.csv: same_mark of row 3, column n is not used"]


def test_words_may_be_broken_over_lines(card):
    columns = {"source_line": {"is": "line"}, "who": {"is": "name"}}
    assert check_file(card("source_line,who\n2-3,Ville de Toulouse\n", columns), Marks(TEXT)) == []
    assert check_file(card("source_line,who\n2,Ville de Toulouse\n", columns), Marks(TEXT)) != []


def test_numeric_tokens_that_nobody_transcribed_are_reported():
    text = ["Les deux villes, 12 sur 13", "une dizaine, le XIe plan", "deuxième, mais pas douane"]
    assert [line.split(" is ")[0] for line in unaccounted(Marks(text))] == [
        "line 1: deux", "line 1: 12", "line 1: 13", "line 2: dizaine", "line 2: XIe",
        "line 3: deuxième",
    ]  # fmt: skip


def test_a_number_word_is_not_found_inside_another(card):
    columns = {"source_line": {"is": "line"}, "n": {"is": "value", "unit": "rank"}}
    marks = Marks(["deuxième et deux"])
    assert check_file(card("source_line,n\n1,deux\n", columns), marks) == []
    assert marks.left_on(1) == ["deuxième"]


def test_what_a_column_repeats_is_read_from_one_mark(card):
    columns = {"source_line": {"is": "line"}, "who": {"is": "name", "repeats": True}}
    content = "source_line,who\n3,Toulouse\n3,Toulouse\n"
    assert check_file(card(content, columns), Marks(TEXT)) == []
    columns["who"] = {"is": "name"}
    assert len(check_file(card(content, columns), Marks(TEXT))) == 1


def test_a_shared_column_leaves_its_marks_but_must_stand_there(card):
    columns = {"source_line": {"is": "line"}, "who": {"is": "name", "shared": True}}
    marks = Marks(TEXT)
    assert check_file(card("source_line,who\n3,12 sur 13\n", columns), marks) == []
    assert marks.left_on(3) == ["12", "13"]
    assert check_file(card("source_line,who\n3,14 sur 13\n", columns), marks) != []


def test_another_text_is_refused(tmp_path):
    (tmp_path / "report.txt").write_text("x")
    with pytest.raises(InputError, match=r"report.txt: found SHA-256"):
        read_text(tmp_path / "report.txt", "0" * 64)
