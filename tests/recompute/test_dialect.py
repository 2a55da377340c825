from fractions import Fraction as F

import pytest

from recompute.dialect import Read, read, read_table
from recompute.errors import InputError


@pytest.mark.parametrize(
    ("written", "kind", "number"),
    [
        ("1\u202f234,5", "number", F(12345, 10)), ("1\u00a0234", "number", F(1234)),
        ("−3", "number", F(-3)), ("12,5\u202f%", "percent", F(125, 1000)), ("0", "number", F(0)),
        ("<5", "censored", F(5)), ("n.d.", "missing", None), ("NaN", "missing", None),
        ("01053", "text", None), ("00", "text", None), ("1e5", "text", None), ("NA", "text", None),
        ("1.234,56", "text", None), ("12 34", "text", None), ("2023-2024", "school_year", None),
        ("2007-2009", "date", None), ("T1 2024", "quarter", None), ("1er mars 2024", "date", None),
        ("31/12/2024", "date", None), ("2009", "number", F(2009)),
    ],
)  # fmt: skip
def test_what_a_cell_says(written, kind, number):
    assert (read(written).kind, read(written).number) == (kind, number)


def test_a_missing_number_says_why():
    assert read("s") == Read("missing", reason="secret")
    assert read("<5").reason == "<5"


TEXT = "Titre\n\ncode;libellé;montant;\n01;Été;1 234,50;\n44;Nantes;n.d.;\nTOTAL;;1 234,50;\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [";", "\t"])
def test_a_table_in_every_dialect(encoding, separator):
    table = read_table(TEXT.replace(";", separator).encode(encoding), "t.csv")
    assert table.encoding == ("utf-8" if encoding == "utf-8" else encoding)
    assert (table.separator, table.header_line) == (separator, 3)
    assert table.header == ["code", "libellé", "montant"]
    assert [line for line, _ in table.rows] == [4, 5, 6]
    assert table.totals == [6]
    assert [cell.kind for cell in table.column("montant")] == ["number", "missing"]
    assert table.kind("montant") == "number"
    assert table.kind("code") == "text"


def test_a_row_with_too_many_cells_is_refused_with_its_line():
    with pytest.raises(InputError, match=r"t.csv, row 3: found 3 cells; expected 2"):
        read_table(b"a;b\n1;2\n1;2;3\n4;5\n6;7\n", "t.csv")


def test_an_empty_file_is_refused():
    with pytest.raises(InputError, match=r"t.csv: found no rows"):
        read_table(b"\n\n", "t.csv")


def test_a_byte_that_cp1252_does_not_have_makes_a_file_latin_1():
    table = read_table(b"a;b\n\xe9;\x81\n", "t.csv")
    assert table.encoding == "latin-1"
    assert table.rows == [(2, ["é", "\x81"])]
