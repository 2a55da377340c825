"""The check of transcriptions, against a report of four lines."""

import pytest

from recompute.errors import InputError
from recompute.transcription import Marks, check_file, read_text, unaccounted

TEXT = ["2007 14 000 14 000 0,0%", "Ville de", "Toulouse 12 sur 13", "fin44"]
HEADER = "source_line,year,asked,given,rate\n"
COLUMNS = {
    "year": {"is": "dimension"},
    "asked": {"is": "value", "unit": "EUR"},
    "given": {"is": "value", "unit": "EUR"},
    "rate": {"is": "value", "unit": "%"},
}


@pytest.fixture
def check(raw_file):
    """A function that holds a raw file, its lines and these columns, against the report."""

    def make(content, marks=None, same_mark=(), whole_lines=False, **columns):
        columns = {"source_line": {"is": "line"}} | columns
        card = raw_file("t", content, columns, same_mark=list(same_mark), whole_lines=whole_lines)
        return check_file(card, marks or Marks(TEXT))

    return make


def test_a_faithful_row_passes_and_leaves_nothing(check):
    marks, row = Marks(TEXT), '1,2007,14 000,14 000,"0,0%"\n'
    assert check(HEADER + row, marks, whole_lines=True, **COLUMNS) == []
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
def test_each_slip_is_found(check, row, problem):
    found = check(f"{HEADER}{row}\n", whole_lines=True, **COLUMNS)
    assert any(problem in line for line in found)


def test_a_mark_is_read_once_unless_the_card_says_so(check):
    once, twice = "source_line,n\n3,12\n", "source_line,n\n3,12\n3,12\n"
    second = [{"row": 3, "column": "n"}]
    assert len(check(twice, n={"is": "value"})) == 1
    assert check(twice, same_mark=second, n={"is": "value"}) == []
    unused = check(once, same_mark=second, n={"is": "value"})
    assert unused == ["s/t.csv: same_mark of row 3, column n is not used"]


def test_words_may_be_broken_over_lines(check):
    assert check("source_line,who\n2-3,Ville de Toulouse\n", who={"is": "name"}) == []
    assert check("source_line,who\n2,Ville de Toulouse\n", who={"is": "name"}) != []


def test_numeric_tokens_that_nobody_transcribed_are_reported():
    text = ["Les deux villes, 12 sur 13", "une dizaine, le XIe plan", "deuxième, mais pas douane"]
    assert [line.split(" is ")[0] for line in unaccounted(Marks(text))] == [
        "line 1: deux", "line 1: 12", "line 1: 13", "line 2: dizaine", "line 2: XIe",
        "line 3: deuxième",
    ]  # fmt: skip


def test_a_number_word_is_not_found_inside_another(check):
    marks = Marks(["deuxième et deux"])
    assert check("source_line,n\n1,deux\n", marks, n={"is": "value", "unit": "rank"}) == []
    assert marks.left_on(1) == ["deuxième"]


def test_what_a_column_repeats_is_read_from_one_mark(check):
    twice = "source_line,who\n3,Toulouse\n3,Toulouse\n"
    assert check(twice, who={"is": "name", "repeats": True}) == []
    assert len(check(twice, who={"is": "name"})) == 1


def test_a_shared_column_leaves_its_marks_but_must_stand_there(check):
    marks, shared = Marks(TEXT), {"is": "name", "shared": True}
    assert check("source_line,who\n3,12 sur 13\n", marks, who=shared) == []
    assert marks.left_on(3) == ["12", "13"]
    assert check("source_line,who\n3,14 sur 13\n", marks, who=shared) != []


def test_another_text_is_refused(tmp_path):
    (tmp_path / "report.txt").write_text("x")
    with pytest.raises(InputError, match=r"report.txt: found SHA-256"):
        read_text(tmp_path / "report.txt", "0" * 64)


def test_the_mark_of_a_footnote_may_be_glued_to_a_word_but_to_no_number(check):
    assert check("source_line,n\n4,fin\n", n={"is": "name"}) == []
    assert check("source_line,n\n4,4\n", n={"is": "value"}) != []
    assert check("source_line,n\n3,2\n", n={"is": "value"}) != []  # the end of 12


def test_a_label_of_a_dimension_is_printed_and_a_code_is_not(check):
    labelled = {"is": "dimension", "labels": {"Lyon": "lyon"}}
    assert check("source_line,town\n3,lyon\n", town={"is": "dimension"}) == []
    (problem,) = check("source_line,town\n3,Lyon\n", town=labelled)
    assert "column town: « Lyon » does not stand" in problem
