"""Cells: how they are addressed, and shown."""

from recompute.cells import canonical


def test_addresses_may_be_written_in_any_order():
    assert canonical("t.x[b=2,a=1]") == "t.x[a=1,b=2]"
    assert canonical("t.x") == "t.x"


def test_a_date_stands_in_a_formula_as_it_is_printed(cell):
    assert cell("t.x", "1er décembre 1981", "date").figure == "1er décembre 1981"
