import pytest

from recompute.coverage import Coverage, sections

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
