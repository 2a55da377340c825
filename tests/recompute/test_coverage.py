import pytest

from recompute.coverage import Coverage, sections
from recompute.errors import InputError

TEXT = {1: 1, 3: 2, 5: 5, 6: 2}  # numeric tokens by line


@pytest.fixture
def headings(raw_file):
    columns = {
        "source_line": {"is": "line"}, "kind": {"is": "unit"},
        "printed": {"is": "value", "kind": "label"}, "title": {"is": "label"},
    }  # fmt: skip
    content = "source_line,kind,printed,title\n3,section,1,First\n5,section,1.1.1,Deep\n6,annex,Annexe A,Last\n"
    return raw_file("headings", content, columns)


@pytest.fixture
def tokens(raw_file):
    content = "source_line,tokens\n" + "".join(f"{line},{n}\n" for line, n in TEXT.items())
    return raw_file("tokens", content, {"source_line": {"is": "text"}, "tokens": {"is": "text"}})


def test_sections_follow_each_other_down_to_their_depth(headings):
    assert [(s.label, s.first, s.last) for s in sections(headings, 9)] == [
        ("", 1, 2), ("1", 3, 5), ("Annexe A", 6, 9),
    ]  # fmt: skip


def test_each_token_is_in_the_ledger_in_a_label_set_aside_or_open(raw_file, headings, tokens):
    numbers = raw_file("numbers", "source_line,n\n1,12\n5-6,deux 3\n", {
        "source_line": {"is": "line"}, "n": {"is": "value", "unit": "things", "words": ["3"]},
    })  # fmt: skip
    aside = raw_file("aside", "source_line,printed,reason\n5,7,page_number\n", {
        "source_line": {"is": "line"}, "printed": {"is": "name"}, "reason": {"is": "text"},
    })  # fmt: skip
    coverage = Coverage([numbers, aside, headings], tokens, headings)
    header, rows = coverage.rows()
    assert [row[0] for row in rows] == ["", "1", "Annexe A", "total"]
    assert dict(zip(header[4:], rows[-1][4:], strict=True)) == {
        "tokens": "10", "in_ledger": "3", "in_labels": "4", "set_aside": "1", "open": "2",
        "accounted_share": "0.8",
    }  # fmt: skip
    assert coverage.unbound()[1] == [
        ["3", "1 numeric tokens", "open"], ["5", "7", "page_number"], ["6", "1 numeric tokens", "open"],
    ]  # fmt: skip


def in_all(coverage):
    header, rows = coverage.rows()
    return dict(zip(header, rows[-1], strict=True))


def test_a_mark_that_is_read_for_two_cells_counts_once(raw_file, headings, tokens):
    columns = {"source_line": {"is": "line"}, "n": {"is": "value", "unit": "things"}}
    content, second = "source_line,n\n1,12\n1,12\n", [{"row": 3, "column": "n"}]
    numbers = raw_file("numbers", content, columns, same_mark=second)
    assert in_all(Coverage([numbers], tokens, headings))["in_ledger"] == "1"


def test_a_row_may_say_itself_that_it_is_of_a_label(raw_file, headings, tokens):
    columns = {
        "source_line": {"is": "line"}, "kind": {"is": "kind"}, "n": {"is": "value", "unit": "things"},
    }  # fmt: skip
    mixed = raw_file("mixed", "source_line,kind,n\n1,label,12\n3,count,13\n", columns)
    found = in_all(Coverage([mixed], tokens, headings))
    assert (found["in_labels"], found["in_ledger"]) == ("1", "1")


def test_a_piece_over_two_lines_takes_what_the_first_has_left(raw_file, headings, tokens):
    numbers = raw_file("numbers", "source_line,n\n5-6,\"1, 2, 3, 4, 5, 6\"\n", {
        "source_line": {"is": "line"}, "n": {"is": "name"},
    })  # fmt: skip
    rows = Coverage([numbers], tokens, headings).rows()[1]
    assert [row[-2] for row in rows] == ["1", "2", "1", "4"]  # open: five of line 5 taken, one of 6


def test_more_than_was_counted_on_a_line_is_refused(raw_file, headings, tokens):
    columns = {"source_line": {"is": "line"}, "n": {"is": "value", "unit": "things"}}
    numbers = raw_file("numbers", "source_line,n\n1,12\n1,13\n", columns)
    said = r"tokens.csv: found 1 numeric tokens on line 1 of the report; expected at least 2"
    with pytest.raises(InputError, match=said):
        Coverage([numbers], tokens, headings)
