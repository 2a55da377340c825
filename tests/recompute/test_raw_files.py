"""Reading raw files: what is trusted, and the word for what is not."""

import hashlib

import pytest
import yaml

from recompute.cards import load_card
from recompute.errors import InputError
from recompute.exact import Interval
from recompute.raw_files import read_cells, read_rows

CSV = "source_line,year,level,amount\n10,2007,Ville,14 000\n11,2008,Région,n.d.\n12,Total,Ville,\n"
COLUMNS = {
    "source_line": {"is": "line"},
    "year": {"is": "dimension", "labels": {"Total": "total"}},
    "level": {"is": "dimension", "labels": {"Ville": "city", "Région": "region"}},
    "amount": {"is": "value", "unit": "EUR", "missing": ["n.d."], "blank": True},
}
VOCABULARIES = {"level": {"city": {}, "region": {}}}


@pytest.fixture
def raw(tmp_path):
    """A function that writes a raw file with its card and gives the raw folder."""

    def write(content=CSV, columns=COLUMNS, sealed=None, encoding="utf-8", **card):
        folder = tmp_path / "source"
        folder.mkdir(exist_ok=True)
        (folder / "t.csv").write_text(content, encoding=encoding, newline="")
        digest = hashlib.sha256((sealed or content).encode(encoding)).hexdigest()
        body = {
            "title": "t",
            "sha256": digest,
            "evidence": "printed-components",
            "columns": columns,
        }
        (folder / "t.yaml").write_text(yaml.safe_dump(body | card, sort_keys=False), "utf-8")
        about = {"publisher": "p", "document": "d", "date": "2011", "licence": "l"}
        (folder / "source.yaml").write_text(yaml.safe_dump(about), "utf-8")
        return tmp_path

    return write


def read(raw, vocabularies=VOCABULARIES):
    return read_cells(load_card(raw, "source/t.csv"), vocabularies)


def test_cells_are_stamped_with_their_place(raw):
    first, second = read(raw())
    assert (first.id, first.place, first.line) == (
        "t.amount[level=city,year=2007]", "source/t.csv:2:amount", 10,
    )  # fmt: skip
    assert (first.written, first.value, first.figure) == ("14 000", 14000, "14 000")
    assert (second.written, second.value) == ("n.d.", None)


def test_a_cell_where_nothing_is_printed_is_no_cell(raw):
    assert len(read(raw())) == 2


def test_one_row_may_hold_several_codes_of_a_dimension(raw):
    columns = {
        "china": {
            "is": "value",
            "variable": "amount",
            "unit": "EUR",
            "dimensions": {"country": "cn"},
        },
        "laos": {
            "is": "value",
            "variable": "amount",
            "unit": "EUR",
            "dimensions": {"country": "la"},
        },
    }
    cells = read(raw("china,laos\n1,250 K€ ou 300 K€\n", columns))
    assert [c.id for c in cells] == ["t.amount[country=cn]", "t.amount[country=la]"]
    assert cells[1].value == Interval(250000, 300000)


WRONG = {
    "a changed digest": (
        {"content": CSV.replace("14", "15"), "sealed": CSV},
        r"^source/t.csv: found a changed file \(SHA-256 .*expected SHA-256 ",
    ),
    "a missing column": (
        {"content": CSV.replace("amount", "montant")},
        r"^source/t.csv, row 1, column amount: found no such column; expected `amount`",
    ),
    "a column too many": (
        {"content": "source_line,year,level,amount,x\n"},
        r"^source/t.csv, row 1, column x: found a column its card does not know",
    ),
    "a row too short": (
        {"content": "source_line,year,level,amount\n10,2007\n"},
        r"^source/t.csv, row 2: found 2 cells; expected 4 cells",
    ),
    "an unknown label": (
        {"content": CSV.replace("Région", "Région ?")},
        r"^source/t.csv, row 3, column level: found « Région \? »; expected one of .*: Ville, Région",
    ),
    "a label that no row uses": (
        {"content": CSV.replace("Région", "Ville")},
        r"^source/t.csv, column level: found no row with « Région »",
    ),
    "a missing value that no row uses": (
        {"content": CSV.replace("n.d.", "3")},
        r"^source/t.csv, column amount: found no row with « n.d. »",
    ),
    "a cell that is no number": (
        {"content": CSV.replace("14 000", "14 mille")},
        r"^source/t.csv, row 2, column amount: found « 14 mille »; expected a number or « n.d. »",
    ),
    "a year that is none": (
        {"content": CSV.replace("2007", "07")},
        r"^source/t.csv, row 2, column year: found « 07 »",
    ),
    "a line that is none": (
        {"content": CSV.replace("10,", "x,")},
        r"^source/t.csv, row 2, column source_line: found « x »; expected a line of the report",
    ),
    "a kind that is none": (
        {"columns": COLUMNS | {"level": {"is": "kind", "labels": {"Ville": "count"}}}},
        r"^source/t.csv, row 3, column level: found « Région »; expected Ville",
    ),
    "a line column that is not there": (
        {"columns": COLUMNS | {"amount": COLUMNS["amount"] | {"line": "page"}}},
        r"^source/t.csv, column page: found no such column; expected the one its card names",
    ),
    "the same address twice": (
        {"content": CSV.replace("2008,Région", "2007,Ville") + "13,2009,Région,1\n"},
        r"^source/t.csv, row 3, column amount: found t.amount\[level=city,year=2007\] again; expected once \(row 2\)",
    ),
    "another encoding": (
        {"encoding": "cp1252"},
        r"^source/t.csv: found byte \d+ is not UTF-8",
    ),
    "an open quote": (
        {"content": 'source_line,year,level,amount\n10,2007,Ville,"14 000\n'},
        r"^source/t.csv, row 2: found unexpected end of data; expected a CSV row",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_be_trusted_is_refused_by_place(raw, case):
    files, message = WRONG[case]
    with pytest.raises(InputError, match=message):
        read(raw(**files))


def test_a_code_outside_its_vocabulary_is_refused(raw):
    with pytest.raises(
        InputError, match=r"row 3, column level.*expected one of the vocabulary `level`"
    ):
        read(raw(), {"level": {"city": {}}})


def test_a_card_with_an_unknown_key_is_refused(raw):
    with pytest.raises(InputError, match=r"source/t.yaml.*'colour' was unexpected"):
        read(raw(colour="red"))


def test_a_card_with_a_key_twice_is_refused(raw):
    folder = raw()
    with (folder / "source/t.yaml").open("a") as card:
        card.write("title: again\n")
    with pytest.raises(InputError, match="key `title` twice"):
        read(folder)


def test_files_that_are_not_there(raw, tmp_path):
    folder = raw()
    (folder / "source/t.csv").unlink()
    with pytest.raises(InputError, match=r"source/t.csv: found no file"):
        read(folder)
    with pytest.raises(InputError, match=r"source/u.yaml: found no file"):
        load_card(folder, "source/u.csv")


def test_a_blank_where_a_number_belongs_is_refused(raw):
    columns = COLUMNS | {"amount": {"is": "value", "unit": "EUR", "missing": ["n.d."]}}
    with pytest.raises(InputError, match=r"row 4, column amount: found «  »; expected a number"):
        read(raw(columns=columns))


def test_rows_of_a_file_that_has_gone_since_its_card_was_read(raw):
    folder = raw()
    card = load_card(folder, "source/t.csv")
    card.data_path.unlink()
    with pytest.raises(
        InputError, match=r"source/t.csv: found no file; expected the file its card"
    ):
        read_rows(card.data_path, card.source, list(card.columns))
