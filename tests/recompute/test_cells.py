"""Cells: how they are addressed."""

from recompute.cells import canonical


def test_addresses_may_be_written_in_any_order():
    assert canonical("t.x[b=2,a=1]") == "t.x[a=1,b=2]"
    assert canonical("t.x") == "t.x"
