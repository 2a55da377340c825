"""Tables as they are printed."""

from dataclasses import replace

import pytest

from recompute import wording
from recompute.grids import grid
from recompute.raw_files import read_cells
from recompute.wording import speaking

ASIA = "source_line,année,land,aide,chine,note\n4-5,2006,la,7,2,x\n6,Total,cn,,2,x\n"
COLUMNS = {
    "source_line": {"is": "line"},
    "année": {
        "is": "dimension", "dimension": "year", "label": "Année", "labels": {"Total": "total"},
    },
    "land": {"is": "dimension", "labels": {"la": "la"}},
    "aide": {"is": "value", "unit": "MUSD", "blank": True},
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
    cells = read_cells(card, {"land": land})
    return grid(card, [*cells, *(replace(cell, source="s/other.csv") for cell in cells)])


def test_a_table_is_laid_out_as_printed(table):
    labels = [column.label for column in table.columns]
    assert labels == ["Année", "Pays", "aide", "APD · Chine"]
    first, last = table.rows
    assert (first.number, first.line, last.number, last.line) == (2, 4, 3, 6)
    assert [(cell.written, cell.source) for cell in first.parts[2:]] == [
        ("7", "s/t.csv"), ("2", "s/t.csv"),
    ]  # fmt: skip
    assert last.parts[2] is None
    with speaking("en"):
        assert [column.label for column in table.columns][1::2] == ["Country", "ODA · China"]


def test_printed_labels_stay_as_printed_and_codes_get_words(table):
    assert [row.parts[0] for row in table.rows] == ["2006", "Total"]
    assert [row.parts[1] for row in table.rows] == ["la", "Chine"]
