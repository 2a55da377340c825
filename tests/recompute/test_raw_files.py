"""Reading raw files: what is trusted, and the word for what is not."""

from fractions import Fraction as F

import pytest

from recompute.cards import load_card
from recompute.errors import InputError
from recompute.exact import Interval
from recompute.raw_files import read_cells, rows_of

CSV = "source_line,year,level,amount\n10,2007,Ville,14 000\n11,2008,Région,n.d.\n12,Total,Ville,\n"
COLUMNS = {
    "source_line": {"is": "line"},
    "year": {"is": "dimension", "labels": {"Total": "total"}},
    "level": {"is": "dimension", "labels": {"Ville": "city", "Région": "region"}},
    "amount": {"is": "value", "unit": "EUR", "missing": ["n.d."], "blank": True},
}
VOCABULARIES = {"level": {"city": {}, "region": {}}}


@pytest.fixture
def read(raw_file):
    """A function that writes a raw file with its card, and reads its cells."""

    def make(content=CSV, columns=COLUMNS, vocabularies=VOCABULARIES, **card):
        return read_cells(raw_file("t", content, columns, **card), vocabularies)

    return make


def test_cells_are_stamped_with_their_place(read):
    first, second = read()
    assert (first.id, first.place, first.line) == (
        "t.amount[level=city,year=2007]", "s/t.csv:2:amount", 10,
    )  # fmt: skip
    assert (first.written, first.value, first.figure) == ("14 000", 14000, "14 000")
    assert (second.written, second.value) == ("n.d.", None)


def test_a_cell_where_nothing_is_printed_is_no_cell(read):
    assert len(read()) == 2


def test_one_row_may_hold_several_codes_of_a_dimension(read):
    columns = {
        name: {"is": "value", "variable": "amount", "unit": "EUR", "dimensions": {"country": code}}
        for name, code in (("china", "cn"), ("laos", "la"))
    }
    cells = read("china,laos\n1,250 K€ ou 300 K€\n", columns)
    assert [c.id for c in cells] == ["t.amount[country=cn]", "t.amount[country=la]"]
    assert cells[1].value == Interval(250000, 300000)


def test_a_file_may_write_its_numbers_the_english_way(read):
    (cell,) = read("aid\n45.4\n", {"aid": {"is": "value", "unit": "EUR"}}, decimal_point=True)
    assert (cell.written, cell.value) == ("45.4", F(454, 10))


WRONG = {
    "a changed digest": (
        {"sha256": "0" * 64},
        r"^s/t.csv: found a changed file \(SHA-256 .*expected SHA-256 0{64}, as its card says",
    ),
    "a missing column": (
        {"content": CSV.replace("amount", "montant")},
        r"^s/t.csv, row 1, column amount: found no such column; expected `amount`",
    ),
    "a column too many": (
        {"content": "source_line,year,level,amount,x\n"},
        r"^s/t.csv, row 1, column x: found a column its card does not know",
    ),
    "a column twice": (
        {"content": "source_line,year,level,amount,amount\n"},
        r"^s/t.csv, row 1, column amount: found two columns of that name; expected one",
    ),
    "a row too short": (
        {"content": "source_line,year,level,amount\n10,2007\n"},
        r"^s/t.csv, row 2: found 2 cells; expected 4 cells",
    ),
    "an unknown label": (
        {"content": CSV.replace("Région", "Région ?")},
        r"^s/t.csv, row 3, column level: found « Région \? »; expected one of .*: Ville, Région",
    ),
    "a label that no row uses": (
        {"content": CSV.replace("Région", "Ville")},
        r"^s/t.csv, column level: found no row with « Région »",
    ),
    "a missing value that no row uses": (
        {"content": CSV.replace("n.d.", "3")},
        r"^s/t.csv, column amount: found no row with « n.d. »",
    ),
    "a cell that is no number": (
        {"content": CSV.replace("14 000", "14 mille")},
        r"^s/t.csv, row 2, column amount: found « 14 mille »; expected a number or « n.d. »",
    ),
    "a sign that cannot be shown": (
        {"content": CSV.replace("14 000", "14\u202e000")},
        r"^s/t.csv, row 2, column amount: found the sign U\+202E; expected signs",
    ),
    "a number written the English way": (
        {"content": CSV.replace("14 000", "14000.5")},
        r"^s/t.csv, row 2, column amount: found « 14000.5 »; expected a number",
    ),
    "a year that is none": (
        {"content": CSV.replace("2007", "07")},
        r"^s/t.csv, row 2, column year: found « 07 »",
    ),
    "a line that is none": (
        {"content": CSV.replace("10,", "x,")},
        r"^s/t.csv, row 2, column source_line: found « x »; expected a line of the report",
    ),
    "a kind that is none": (
        {"columns": COLUMNS | {"level": {"is": "kind", "labels": {"Ville": "count"}}}},
        r"^s/t.csv, row 3, column level: found « Région »; expected Ville",
    ),
    "a line column that is not there": (
        {"columns": COLUMNS | {"amount": COLUMNS["amount"] | {"line": "page"}}},
        r"^s/t.csv, column page: found no such column; expected the one its card names",
    ),
    "the same address twice": (
        {"content": CSV.replace("2008,Région", "2007,Ville") + "13,2009,Région,1\n"},
        r"^s/t.csv, row 3, column amount: found t.amount\[level=city,year=2007\] again; expected once \(row 2\)",
    ),
    "another encoding": (
        {"content": CSV.encode("cp1252")},
        r"^s/t.csv: found byte \d+ is not UTF-8",
    ),
    "an open quote": (
        {"content": 'source_line,year,level,amount\n10,2007,Ville,"14 000\n'},
        r"^s/t.csv, row 2: found unexpected end of data; expected a CSV row",
    ),
    "a code outside its vocabulary": (
        {"vocabularies": {"level": {"city": {}}}},
        r"row 3, column level.*expected one of the vocabulary `level`",
    ),
    "a blank where a number belongs": (
        {"columns": COLUMNS | {"amount": {"is": "value", "unit": "EUR", "missing": ["n.d."]}}},
        r"row 4, column amount: found «  »; expected a number",
    ),
    "a card with an unknown key": (
        {"colour": "red"},
        r"s/t.yaml.*'colour' was unexpected",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_be_trusted_is_refused_by_place(read, case):
    file, message = WRONG[case]
    with pytest.raises(InputError, match=message):
        read(**file)


def test_a_card_with_a_key_twice_is_refused(raw_file, tmp_path):
    raw_file("t", CSV, COLUMNS)
    with (tmp_path / "s/t.yaml").open("a") as card:
        card.write("title: again\n")
    with pytest.raises(InputError, match="key `title` twice"):
        load_card(tmp_path, "s/t.csv")


def test_files_that_are_not_there(raw_file, tmp_path):
    card = raw_file("t", CSV, COLUMNS)
    card.data_path.unlink()
    for read in (rows_of, lambda card: read_cells(card, VOCABULARIES)):
        with pytest.raises(InputError, match=r"s/t.csv: found no file; expected the file its card"):
            read(card)
    with pytest.raises(InputError, match=r"s/u.yaml: found no file"):
        load_card(tmp_path, "s/u.csv")
