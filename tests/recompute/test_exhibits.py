"""How far an exhibit is recomputed, in the contract's words."""

from dataclasses import replace

import pytest

from recompute.audit import Audit
from recompute.claims import Relation
from recompute.exhibits import Exhibit, Shown, show
from recompute.formula import Op
from recompute.measure import Result

pytestmark = pytest.mark.usefixtures("untaught")


def entry(id):
    return Exhibit(id, "Label", "Title", 1, None)


@pytest.fixture
def result(cell):
    """A function that makes a measure's result of this evidence."""

    def make(evidence, added=False):
        source = replace(cell("t.a", "3"), evidence=evidence)
        formula = Op("sum", (source,))
        if evidence == "bounded":
            formula = Op("between", (cell("t.a", "3"), cell("t.b", "4")))
        return Result("m", {}, formula, "EUR", "m", "", added)

    return make


@pytest.mark.parametrize(
    ("evidence", "status", "reason"),
    [
        (["extract", "printed-components"], "recomputed", ""),
        (["external", "external"], "from-external-source", "image-only"),
        (["bounded"], "bounded", "image-only"),
        (["external", "printed-components"], "partly-recomputed", "image-only"),
        ([], "partly-recomputed", "image-only"),  # it draws cells as they are printed
    ],
)
def test_a_figure_is_as_far_recomputed_as_what_it_draws(result, evidence, status, reason):
    found = [result(one) for one in evidence]
    # Years that extracts add are not the report's: they do not make its figure recomputed.
    later = result("extract", added=True)
    shown = Shown(entry("figure_01"), [], [], [*found, later], 0, True)
    assert (shown.status.word, shown.status.reason) == (status, reason)
    assert bool(shown.status.why) == bool(reason)
    assert shown.added == [later]
    assert shown.outputs == [f"figures/figure_01.{ending}" for ending in ("svg", "png", "csv")]


def test_a_figure_of_words_is_indexed(cell):
    shown = Shown(entry("figure_01"), [], [cell("t.name", "Lyon", None)], [], 0, True)
    assert (shown.status.word, shown.status.reason) == ("indexed", "judgement")


def test_a_figure_that_is_not_drawn_has_no_files(result):
    shown = Shown(entry("figure_01"), [], [], [result("extract")], 0, False)
    assert shown.status.word == "image-only"
    assert shown.outputs == []


def test_a_table_is_recomputed_if_every_number_in_it_is(cell, result):
    first, second = cell("t.a", "3", k="1"), cell("t.a", "4", k="2")
    cells = [replace(one, exhibit="tableau_01") for one in (first, second)]
    words = replace(cell("t.name", "Lyon", None), exhibit="tableau_01")
    measure = replace(result("external"), exhibit="tableau_01")

    def status(bound, names=(), results=()):
        found = [Relation(c, measure.formula, measure) for c in bound]
        audit = Audit(cells, found, {"t.a": "external-fact"}, [])
        (shown,) = show({entry("tableau_01"): ()}, audit, list(results), list(names), [])
        return shown.status

    assert status(cells) == ("recomputed", "", "")
    name, reason, why = status(cells[:1])
    assert (name, reason) == ("partly-recomputed", "external-fact")
    assert why.startswith("1 nombre")
    assert status([], results=[measure])[0] == "partly-recomputed"
    assert status([], [words], [measure])[0] == "indexed"
    assert status([]).reason == "judgement"


def test_words_are_tables_one_for_each_file(cell):
    def name(column, row, source="test/t.csv"):
        found = cell(f"t.{column}", f"{column}{row}", None)
        return replace(found, row=row, source=source, label=column.upper())

    names = [name("a", 2), name("b", 2), name("b", 3), name("c", 2, "test/u.csv")]
    shown = Shown(entry("box_01"), [], names, [], 0, False)
    written = [
        (labels, [[part and part.written for part in row] for row in rows])
        for labels, rows in shown.rows_of_words
    ]
    assert written == [(["A", "B"], [["a2", "b2"], [None, "b3"]]), (["C"], [["c2"]])]
