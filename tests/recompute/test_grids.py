"""Tables as they are printed."""

import pytest

from recompute import wording
from recompute.grids import grid
from recompute.raw_files import read_cells
from recompute.wording import speaking

ASIA = "source_line,année,land,total,chine,note\n4-5,2006,la,7,2,x\n6,Total,cn,,2,x\n"
COLUMNS = {
    "source_line": {"is": "line"},
    "année": {
        "is": "dimension", "dimension": "year", "label": "Année", "labels": {"Total": "total"},
    },
    "land": {"is": "dimension"},
    "total": {"is": "value", "unit": "MUSD", "label": "APD vers l'Asie", "blank": True},
    "chine": {
        "is": "value", "unit": "MUSD", "label": "APD", "variable": "aid",
        "dimensions": {"to": "cn"},
    },
    "note": {"is": "text"},
}  # fmt: skip


@pytest.fixture
def table(raw_file, untaught):
    land = {"cn": {"fr": "Chine", "en": "China"}, "la": {"fr": "Laos", "en": "Laos"}}
    dimensions = {"land": {"fr": "Pays", "en": "Country"}}
    wording.teach({"land": land, "to": land, "dimension": dimensions}, {"APD": "ODA"})
    card = raw_file("t", ASIA, COLUMNS)
    return grid(card, read_cells(card, {"land": land}))


def test_a_table_is_laid_out_as_printed(table):
    assert [column.label for column in table.columns] == [
        "Année", "Pays", "APD vers l'Asie", "APD · Chine",
    ]  # fmt: skip
    first, last = table.rows
    assert (first.number, first.line, last.number, last.line) == (2, 4, 3, 6)
    assert [cell.written for cell in first.parts[2:]] == ["7", "2"]
    assert last.parts[2] is None
    with speaking("en"):
        assert [column.label for column in table.columns][1::2] == ["Country", "ODA · China"]


def test_printed_labels_stay_as_printed_and_codes_get_words(table):
    assert [row.parts[0] for row in table.rows] == ["2006", "Total"]
    assert [row.parts[1] for row in table.rows] == ["Laos", "Chine"]
