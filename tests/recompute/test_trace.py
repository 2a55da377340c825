import pytest

from recompute.measure import Measure, column
from recompute.trace import UnknownId, trace


@pytest.fixture
def found(cell, table, audited):
    """The audit of a total that its two parts do not give, and their sum."""
    cells = [cell("t.a", "2", "projects", 1, k="1"), cell("t.a", "3", "projects", 2, k="2")]
    total = cell("u.total", "6", "projects", 9)
    measure = Measure("m.sum", column("t.a").sum(), "projects", "the sum")
    results = list(measure.results(table(*cells)))
    return audited([*cells, total], {"u.total": "m.sum"}, results), results


def test_a_measure_is_told_with_its_cells_and_the_numbers_it_recomputes(found):
    text = trace("m.sum", *found)
    assert "formula      2 + 3 = 5" in text
    assert "term  2  line 1  test/t.csv:2:a" in text
    assert "u.total: « 6 » (line 9) contradicted" in text


def test_a_printed_number_brings_its_measure_along(found):
    text = trace("u.total", *found)
    assert "printed      6   (line 9 of the report)" in text
    assert "formula      2 + 3 = 5" in text


def test_a_cell_tells_what_rests_on_it(found):
    assert "used for     u.total: contradicted" in trace("t.a[k=1]", *found)


@pytest.mark.parametrize("wanted", ["m.som", ""])
def test_an_unknown_id_gives_the_nearest(found, wanted):
    with pytest.raises(UnknownId, match=f"nothing is called « {wanted} »; the nearest: m.sum"):
        trace(wanted, *found)
