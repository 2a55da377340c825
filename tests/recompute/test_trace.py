import pytest

from recompute.audit import Audit
from recompute.claims import relations
from recompute.measure import Measure, column
from recompute.trace import UnknownId, trace


@pytest.fixture
def audited(cell, table):
    cells = [cell("t.a", "2", "projects", 1, k="1"), cell("t.a", "3", "projects", 2, k="2")]
    total = cell("u.total", "6", "projects", 9)
    results = list(
        Measure("m.sum", column("t.a").sum(), "projects", "the sum").results(table(*cells))
    )
    printed = [*cells, total]
    found = relations({"u.total": "m.sum"}, printed, {c.id: c for c in printed}, results, "c")
    return Audit(printed, found, {}, []), results


def test_a_measure(audited):
    text = trace("m.sum", *audited)
    assert "formula      2 + 3 = 5" in text
    assert "term  2  line 1  test/t.csv:2:a" in text
    assert "u.total: « 6 » (line 9) contradicted" in text


def test_a_printed_number_brings_its_measure_along(audited):
    text = trace("u.total", *audited)
    assert "printed      6   (line 9 of the report)" in text
    assert "formula      2 + 3 = 5" in text


def test_a_cell_tells_what_rests_on_it(audited):
    assert "used for     u.total: contradicted" in trace("t.a[k=1]", *audited)


def test_an_unknown_id_gives_the_nearest(audited):
    with pytest.raises(UnknownId, match=r"nothing is called « m.som »; the nearest: m.sum"):
        trace("m.som", *audited)


def test_even_an_empty_id_is_answered_with_some(audited):
    with pytest.raises(UnknownId, match=r"the nearest: m.sum"):
        trace("", *audited)
