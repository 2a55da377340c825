"""The contract's CSV files: what only supplied extracts put into them."""

from dataclasses import replace

import pytest

from recompute import outputs
from recompute.audit import Request
from recompute.cells import Row
from recompute.measure import Measure, column

pytestmark = pytest.mark.usefixtures("untaught")


@pytest.fixture
def counted(cell):
    """A cell that two rows of an extract were counted into."""
    rows = (Row("extracts/f.csv", 2, "given", "5"), Row("extracts/f.csv", 4, "given", "7,5"))
    found = cell("t.a", "2", "projects")
    return replace(
        found, source="extracts/f.csv", column="given", evidence="extract", line=None,
        written="2 lignes", tallied=2, rows=rows,
    )  # fmt: skip


def test_the_lineage_of_a_counted_cell_is_its_rows(counted):
    (result,) = Measure("m", column("t.a").sum() * 2, "projects", "m").results({"t.a": [counted]})
    assert outputs.lineage([result])[1] == [
        ["m", "", "term", "extracts/f.csv", "2", "given", "5"],
        ["m", "", "term", "extracts/f.csv", "4", "given", "7,5"],
    ]
    many = replace(counted, rows=(), written="9 999 lignes")  # more than can be listed
    assert outputs.places(many) == [["extracts/f.csv", "", "given", "9 999 lignes"]]


def test_what_rows_change_in_the_ledger_is_listed_both_ways(cell, counted, audited):
    total, other = cell("u.total", "5", "projects", 9), cell("u.x", "1", "projects", 10)
    (result,) = Measure("m", column("t.a").sum() * 2, "projects", "m").results({"t.a": [counted]})
    before = audited([total, other], {})
    after = audited([total, other], {"u.total": "m"}, [result])
    row = ["u.total", "9", "", "5"]
    assert outputs.changes(after, before)[1] == [
        [*row, "", "unchecked", "4", "contradicted", "m", "", "extract"]
    ]
    assert outputs.changes(before, after)[1] == [
        [*row, "4", "contradicted", "", "unchecked", "", "", ""]
    ]
    assert outputs.changes(after, after)[1] == []


def test_only_requests_that_still_have_an_open_number_are_made(cell, audited):
    printed = [cell("t.a", "5", "projects", 3), cell("t.b", "5", "projects", 4)]
    (result,) = Measure("m", column("t.a").sum() * 1, "projects", "m").results({"t.a": printed[:1]})
    requests = [
        Request("How many?", "atlas", ("code", "year"), "all", (name,)) for name in ("t.a", "t.b")
    ]
    _, rows = outputs.data_request(audited(printed, {"t.b": "m"}, [result], requests=requests))
    assert [row[:5] for row in rows] == [["How many?", "t.a", "atlas", "code year", "all"]]
