"""Claims that need no file: mentions of one quantity, periods, references, the report's own date."""

import pytest

from recompute import explain
from recompute.audit import Audit
from recompute.claims import (
    Relation,
    best,
    in_order_of_time,
    in_time,
    mentions,
    nearest,
    recognised,
    references,
    said_by_rows,
)
from recompute.errors import InputError
from recompute.measure import Measure, column


@pytest.fixture
def dated(cell):
    """A printed date: `dated("28 octobre 2005", "wuhan", line=3)`."""

    def make(written, quantity, line=1, kind="date"):
        return cell("d.printed", written, "date", line, f"l{line}.{quantity}", kind, quantity)

    return make


def failing(found):
    return {(r.claim.line, r.formula.line) for r in found if r.outcome == "fails"}


def verdicts(cells, found):
    return {v.cell.line: v.verdict for v in Audit(cells, found, {}, []).verdicts}


def test_a_less_precise_mention_agrees_and_another_date_does_not(dated):
    cells = [
        dated("2005", "wuhan", 1), dated("octobre 2005", "wuhan", 2),
        dated("27 et 28 octobre 2005", "wuhan", 3), dated("26 et 27 octobre 2005", "wuhan", 4),
        dated("2007", "bordeaux", 5),
    ]  # fmt: skip
    assert failing(mentions(cells)) == {(4, 3)}


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("2005", "2005", True),
        ("2005", "janvier 2005", True),
        ("2005", "décembre 2005", True),
        ("2005", "décembre 2004", False),
        ("27 et 28 octobre 2005", "28 octobre 2005", True),
        ("27 et 28 octobre 2005", "27 octobre 2005", True),
        ("27 et 28 octobre 2005", "28 et 29 octobre 2005", False),
    ],
)
def test_two_dates_agree_if_one_holds_the_other(dated, one, other, agree):
    one, other = dated(one, "wuhan"), dated(other, "wuhan", 2)
    assert (Relation(one, other, None).outcome == "compatible") == agree
    assert (Relation(other, one, None).outcome == "compatible") == agree


@pytest.mark.parametrize(
    ("sign", "written", "holds"),
    [
        ("<=", "4", True), ("<=", "5", True), ("<=", "6", False),
        (">=", "4", False), (">=", "5", True), (">=", "6", True), (">=", "plus de 2", True),
    ],
)  # fmt: skip
def test_at_most_and_at_least_hold_for_what_is_equal(cell, audited, sign, written, holds):
    cells = [cell("t.y", "5", "towns"), cell("t.x", written, "towns", 2)]
    (found,) = audited(cells, {"t.x": f"{sign} t.y"}).relations
    assert found.outcome == ("compatible" if holds else "fails")


def test_what_ends_is_held_against_what_starts_alone(dated):
    cells = [dated("2010", "study", 1), dated("2009", "study.until", 2)]
    assert mentions(cells) == []


def test_numbers_that_name_no_quantity_are_mentions_of_nothing(cell):
    cells = [cell("p.n", str(n), "persons", n, f"l{n}") for n in (1, 2)]
    cells += [cell("p.n", str(n), "table", n, f"l{n}", "reference", "aid") for n in (3, 4)]
    assert mentions(cells) == []


def test_the_one_date_that_others_outvote_is_the_repair(dated):
    cells = [dated("14 novembre 2010", "protocol", 1), *(
        dated(text, "protocol", line)
        for line, text in enumerate(("novembre 2009", "14 novembre 2009", "2009"), 2)
    )]  # fmt: skip
    audit = Audit(cells, mentions(cells), {}, [])
    (finding,) = audit.findings
    assert finding.kind == "dates"
    assert [[c.line for c in repair] for repair in finding.repairs] == [[1]]
    assert verdicts(cells, mentions(cells)) == {
        1: "inconsistent", 2: "consistent", 3: "consistent", 4: "consistent",
    }  # fmt: skip
    assert best(cells).line == 3


@pytest.mark.parametrize(
    ("hedged", "plain"),
    [("plus de 10", "12"), ("au moins 10", "10")],  # of which the latter agree both ways
)
def test_a_mention_without_an_upper_edge_is_the_least_precise(cell, hedged, plain):
    more, exact = (
        cell("n.printed", written, "towns", line, f"l{line}.n", "count", "n")
        for line, written in enumerate((hedged, plain), 1)
    )
    assert best([more, exact]) == exact


def test_a_share_is_recognised_by_its_unit_its_part_and_its_bar(cell, table):
    rows = table(*(cell("t.x", n, "EUR", k=k) for k, n in (("a", "100"), ("b", "400"))))
    a, b = (column("t.x").where(k=k).sum() for k in "ab")
    share = cell("p.share", "25 %", "%", 3, "p.share", "share")

    def found(*measures):
        results = [result for one in measures for result in one.results(rows)]
        return [r.result.measure for r in recognised(share, rows["t.x"][0], results)]

    right = Measure("m.right", a / b, "%", "")
    assert found(right, Measure("m.too", a / b, "%", "")) == ["m.right"]
    assert found(
        Measure("m.unit", a / b, "ratio", ""),
        Measure("m.part", (b - a * 3) / b, "%", ""),
        Measure("m.bar", a / b * 1, "%", ""),
        right,
    ) == ["m.right"]
    assert found(Measure("m.half", a / (b - a * 2), "%", "")) == []


def test_a_number_and_the_rows_counted_under_its_name(cell, table):
    printed = [cell("t.x", "5", "EUR", k="a"), cell("t.x", "6", "EUR", 2, k="b")]
    rows = table(cell("t.x", "3", k="a"), cell("t.x", "3", k="a", id="more"))
    results = list(Measure("t.x", column("t.x").sum(), "EUR", "", ["k"]).results(rows))
    (said,) = said_by_rows(printed, results)
    assert (said.claim, said.result, said.formula) == (printed[0], results[0], results[0].formula)
    assert (said.value, said.sign) == (6, "=")


@pytest.mark.parametrize(
    ("written", "outcome", "mentioned"),
    [
        ("20,8", "reproduced", "compatible"),
        ("20,9", "compatible", "fails"),  # each part may be as much as 10,45
        ("20", "truncated", "fails"),
        ("21", "reproduced", "compatible"),
        ("22", "fails", "fails"),
    ],
)
def test_only_what_a_measure_gives_may_be_cut_or_rest_on_rounded_numbers(
    cell, written, outcome, mentioned
):
    parts = [cell("t.x", "10,4", k=k) for k in "ab"]
    (total,) = Measure("m.sum", column("t.x").sum(), "EUR", "").results({"t.x": parts})
    claim = cell("u.x", written, line=2)
    assert Relation(claim, total.formula, total).outcome == outcome
    assert Relation(claim, total.formula, None).outcome == mentioned


@pytest.mark.parametrize(
    ("sign", "outcome"), [("<=", "compatible"), (">=", "fails"), ("=", "fails")]
)
def test_a_measure_may_be_a_limit(cell, table, audited, sign, outcome):
    cells = [*(cell("t.x", n, "towns", k=n) for n in "23"), cell("u.x", "4", "towns", 3)]
    results = list(Measure("m.sum", column("t.x").sum(), "towns", "").results(table(*cells)))
    (found,) = audited(cells, {"u.x": f"{sign} m.sum"}, results).relations
    assert (found.result, found.sign, found.outcome) == (results[0], sign, outcome)


@pytest.mark.parametrize(
    ("written", "kind", "outcome"),
    [
        ("2008", "date", "compatible"), ("juin 2010", "date", "compatible"),
        ("2011", "date", "fails"), ("2011", "planned", None),
    ],
)  # fmt: skip
def test_no_date_but_a_planned_one_is_later_than_the_report(dated, written, kind, outcome):
    report = dated("juin 2010", "report").value
    found = in_time([dated(written, "x", kind=kind)], report)
    assert [(one.sign, one.outcome) for one in found] == ([("<=", outcome)] if outcome else [])


def test_a_reference_to_what_has_no_label_is_named_with_its_row(cell):
    astray = cell("r.printed", "Tableau 3", "table", 4, "r", "reference", "aid")
    with pytest.raises(
        InputError,
        match=r"^test/r\.csv, row 5: found a reference about aid; expected something with a label, "
        r"as aids, aide$",
    ):
        references([astray], dict.fromkeys(["aids", "aide"], astray))


def test_the_three_nearest_names_are_named():
    assert nearest("aids", ["aide", "aid", "aids1", "aids2", "zzz"]) == ["aids2", "aids1", "aid"]


def test_numbers_of_one_quantity_agree_in_one_unit(cell):
    cells = [
        cell("p.n", "170", "persons", 1, "a", quantity="met"),
        cell("p.n", "171", "persons", 2, "b", quantity="met"),
        cell("p.n", "107", "bodies", 3, "c", quantity="met"),
    ]
    assert failing(mentions(cells)) == {(2, 1)}


def test_a_period_that_ends_before_it_starts(dated):
    cells = [dated("2010", "study.from", 1), dated("2009", "study.until", 2)]
    assert failing(mentions(cells)) == {(2, 1)}
    later = [dated("2010", "study.from", 1), dated("mars 2011", "study.until", 2)]
    assert failing(mentions(later)) == set()


def test_what_the_text_says_came_first(dated):
    cells = [
        dated("novembre 2007", "meeting", 1), dated("2008", "meeting", 2),
        dated("22 et 23 novembre 2007", "meeting", 3), dated("29/11/2006", "committee", 4),
    ]  # fmt: skip
    found = in_order_of_time(cells, [["meeting", "committee"]], "claims.yaml")
    assert failing(found) == {(4, 3)}, "one disagreement, between the best mentions"
    assert "postérieur à « 22 et 23 novembre 2007 »" in explain.arithmetic(found[0])
    assert failing(in_order_of_time(cells, [["committee", "meeting"]], "claims.yaml")) == set()
    with pytest.raises(InputError, match=r"claims.yaml, column order: found comittee; .*committee"):
        in_order_of_time(cells, [["comittee", "meeting"]], "claims.yaml")


def test_a_date_after_the_report_cannot_be_but_a_plan_can(dated):
    cells = [
        dated("4 novembre 2012", "signature", 1), dated("2014", "next", 2, "planned"),
        dated("mars 2011", "end", 3),
    ]  # fmt: skip
    found = in_time(cells, dated("2011", "x").value)
    assert verdicts(cells, found) == {1: "inconsistent", 2: "unchecked", 3: "unchecked"}
    (finding,) = Audit(cells, found, {}, []).findings
    assert "Le rapport date de 2011" in finding.explanation


def test_a_reference_leads_where_it_says_or_not(cell):
    labels = {
        f"table_{n}": cell("e.printed", f"Tableau {n}", "table", n, f"table_{n}", "label")
        for n in (11, 12)
    }
    cells = [
        cell("r.printed", "tableau 11", "table", 1, "a", "reference", "table_11"),
        cell("r.printed", "Tableau 11", "table", 2, "b", "reference", "table_12"),
        cell("r.printed", "Tableau 9", "table", 3, "c", "reference"),
    ]
    found = references(cells, labels)
    assert verdicts(cells, found) == {1: "reproduced", 2: "contradicted", 3: "unchecked"}
    (finding,) = Audit(cells, found, {}, []).findings
    assert (finding.severity, finding.kind) == ("presentation", "broken-reference")
    assert [c.id for c in finding.cells] == ["b"], "the label itself is no number of the ledger"
    assert "« Tableau 12 »" in finding.explanation


def test_a_series_is_held_against_another_cell_by_cell(cell, audited):
    cells = [
        cell(f"t.{column}", n, "EUR", line, k=k)
        for line, (column, k, n) in enumerate(
            [("part", "a", "3"), ("part", "b", "9"), ("whole", "a", "5"), ("whole", "b", "5")], 1
        )
    ]
    assert failing(audited(cells, {"t.part": "<= t.whole"}).relations) == {(2, 4)}


def test_a_claim_about_what_cannot_be_known_is_untested(cell):
    unknown = cell("t.a", "n.d.", "persons")
    relation = Relation(cell("t.b", "5", "persons"), unknown, None)
    assert (relation.outcome, relation.gap) == ("untested", None)


def test_a_claim_in_another_unit_is_refused(cell, audited):
    cells = [cell("p.age", "deux", "decades"), cell("t.since", "20", "years")]
    with pytest.raises(
        InputError, match=r"claims.yaml, column p.age: found = t.since, in years; .* in decades"
    ):
        audited(cells, {"p.age": "= t.since"})


def test_a_target_with_a_key_is_the_same_for_each_cell_of_a_series(cell, table, audited):
    cells = [cell("t.x", n, "towns", line, year=f"200{line}") for line, n in ((1, "3"), (2, "4"))]
    base = [cell("b.n", n, "towns", 9, year=f"200{line}") for line, n in ((1, "3"), (2, "5"))]
    results = list(
        Measure("m.n", column("b.n").sum() * 1, "towns", "", ["year"]).results(table(*base))
    )
    own = audited([*cells, *base], {"t.x": "m.n"}, results).verdicts
    fixed = audited([*cells, *base], {"t.x": "m.n[year=2001]"}, results).verdicts
    assert [v.verdict for v in own[:2]] == ["reproduced", "contradicted"]
    assert [v.relation.result.id for v in fixed[:2]] == ["m.n[year=2001]"] * 2
