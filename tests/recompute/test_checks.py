"""Each check finds its kind of trouble in a small report, and nothing in one without it."""

from dataclasses import replace
from fractions import Fraction as F

import pytest

from recompute.audit import Audit, Rivals, Stated, Whole
from recompute.checks.finding import concludes
from recompute.claims import Relation, recognised
from recompute.measure import Measure, column


def audit(printed=(), relations=(), **parts):
    return Audit(list(printed), list(relations), {}, [], **parts)


def kinds(audit):
    """The kinds of what is found, all of which can say what it is and how it weighs."""
    assert all(finding.explanation and finding.weight for finding in audit.findings)
    return [finding.kind for finding in audit.findings]


@pytest.fixture
def labels(cell):
    def make(*rows):
        """(unit, written, title) in the order of the report."""
        return [
            replace(cell("h.printed", written, unit, line, f"label {line}", "label"), label=title)
            for line, (unit, written, title) in enumerate(rows, 1)
        ]

    return make


def test_a_label_printed_twice(labels):
    found = labels(
        ("table", "Tableau 15", "Sources of funds"), ("table", "Tableau 16", "By decade"),
        ("table", "Tableau 15", "Requests and grants"), ("figure", "Figure 15", "Map"),
    )  # fmt: skip
    (finding,) = audit(labels=found).findings
    assert (finding.kind, finding.lines) == ("duplicate-label", (1, 3))
    assert "« Tableau 15 » est imprimé 2 fois : l. 1, Sources of funds" in finding.explanation
    assert finding.severity == "presentation"
    assert finding.about == (found[0],)
    assert (finding.cells, finding.sure) == ((), "certain")
    assert finding.weight


def test_a_table_of_an_annex_is_a_table_of_the_report(labels):
    found = labels(
        ("table", "Tableau 1", "Sources of funds"), ("annex", "Annexe A", "Books"),
        ("table", "Tableau 1", "Requests and grants"),
    )  # fmt: skip
    assert kinds(audit(labels=found)) == ["duplicate-label"]


def test_a_section_of_an_annex_and_a_title_said_again_are_no_duplicates(labels):
    found = labels(
        ("section", "1", "The actors"), ("question", "Q1", "What was the frame"),
        ("annex", "Annexe A", "Books"), ("section", "1", "Articles"),
        ("question", "Q1", "What was the frame of all"),
    )  # fmt: skip
    assert audit(labels=found).findings == []


def numbered(unit, *written):
    return [(unit, one, f"title {place}") for place, one in enumerate(written)]


@pytest.mark.parametrize(
    ("written", "wrong"),
    [
        (["1", "1.1", "1.1.1", "1.1.2", "1.2", "2", "2.1", "3"], []),
        (["1", "2", "4", "5"], ["4"]),  # 3 is missing
        (["1", "1.1.1", "1.1.2", "2"], ["1.1.1"]),  # 1.1 is missing; 2 is the way back
        (["1", "2", "2.1", "1.5", "1.6", "2.2", "3"], ["1.5"]),  # 1.6 goes on from 1.5
        (["1", "3", "2"], ["3"]),  # out of order: one cause, one finding
        (["1", "3", "4", "6", "5"], ["3", "6"]),  # the way back from 6 is to 4, not to 1
    ],
)
def test_a_label_that_does_not_come_next(labels, written, wrong):
    found = audit(labels=labels(*numbered("section", *written)))
    assert [finding.about[0].written for finding in found.findings] == wrong
    assert set(kinds(found)) <= {"numbering"}


def test_the_sections_of_an_annex_go_on_from_it(labels):
    rows = [("annex", "Annexe A", "x"), ("annex", "Annexe B", "y"), ("section", "B.1", "z")]
    assert audit(labels=labels(*rows)).findings == []


def out_of_order(found):
    """The lines of the labels that do not come next."""
    findings = audit(labels=found).findings
    return [finding.about[0].line for finding in findings if finding.kind == "numbering"]


def test_labels_of_each_sort_are_numbered_by_themselves(labels):
    assert out_of_order(labels(("table", "Tableau 1", "x"), ("figure", "Figure 3", "y"))) == []
    rows = [("annex", "Annexe A", "x"), ("annex", "Annexe B", "y"), ("section", "B.2", "z")]
    assert out_of_order(labels(*rows)) == [3]


def test_a_label_printed_twice_hides_none_that_is_left_out(labels):
    assert out_of_order(labels(*numbered("table", "1", "2", "2", "4"))) == [4]


def test_a_first_label_numbers_anew(labels):
    assert out_of_order(labels(*numbered("section", "1", "2", "3", "1", "3"))) == [5]


@pytest.fixture
def themes(cell):
    """The counts and shares of the evaluation's section 6.4.1, and two totals that it prints."""
    parts = [cell("t.n", n, "actions", line) for line, n in enumerate(("38", "31", "12"), 1)]
    shares = [cell("t.s", s, "%", line) for line, s in enumerate(("25 %", "20 %", "8 %"), 4)]
    totals = [cell("t.t", n, "actions", line, kind="count") for line, n in ((7, "154"), (8, "197"))]
    return tuple(zip(parts, shares, strict=True)), totals


def test_shares_tell_which_whole_they_are_of(themes):
    shares, totals = themes
    found = audit(rivals=[Rivals("Projects", tuple(map(Whole, totals)), shares)])
    assert sorted(kinds(found)) == ["denominator", "rival-totals"]
    denominator, rival = sorted(found.findings, key=lambda finding: finding.kind)
    assert rival.about == (totals[0],)
    assert "le texte en donne 2 différents. « 154 » (l. 7), « 197 » (l. 8)." in rival.explanation
    assert "n'admettent ensemble qu'un total de 152 à 155" in denominator.explanation
    assert "Possibles : « 154 » (l. 7). Exclus : « 197 » (l. 8)." in denominator.explanation


def test_one_total_that_all_shares_admit_is_no_finding(themes):
    shares, totals = themes
    rivals = Rivals("Projects", (Whole(totals[0]),), shares)
    assert audit(rivals=[rivals]).findings == []


@pytest.mark.parametrize(
    ("shares", "said"),
    [
        (["50 %", "20 %"], "n'admettent aucun total"),
        (["33 %"], "n'admettent qu'un total de 3. Exclus : « 4 » (l. 9)."),
    ],
)
def test_shares_that_one_whole_or_none_allows(cell, shares, said):
    pairs = tuple(
        (cell("t.n", "1", "actions", n), cell("t.s", share, "%", n + 1))
        for n, share in enumerate(shares, 1)
    )
    total = Whole(cell("t.t", "4", "actions", 9))
    (finding,) = audit(rivals=[Rivals("Projects", (total,), pairs)]).findings
    assert said in finding.explanation


def test_each_group_of_rivals_is_looked_at_and_its_numbers_are_named(themes, cell):
    shares, totals = themes
    without = Rivals("Nothing", (Whole(totals[0]),))
    projects = Rivals("Projects", (Whole(totals[1]),), shares)
    (finding,) = audit(rivals=[without, projects]).findings
    assert finding.lines == (1, 2, 3, 4, 5, 6, 8)
    assert [one.line for one in finding.cells] == [1, 2, 3, 4, 5, 6, 8]
    assert [one.line for one in finding.about] == [1]
    assert "152 à 155. Exclus : « 197 » (l. 8)." in finding.explanation


@pytest.fixture
def money(cell):
    return [
        cell("t.amount", written, "EUR", line, f"amount {line}", "amount", k=str(line))
        for line, written in enumerate(("312 000", "12 114 154", "555 000", "90 000"), 1)
    ]


def printed_share(cell, written):
    return cell("p.share", written, "%", 9, "p.share", "share")


def test_a_share_that_is_of_something_else(cell, money):
    share = printed_share(cell, "2,5 %")
    (finding,) = audit([*money, share], stated=[Stated(share, money[0])]).findings
    assert finding.kind == "mislabelled-share"
    assert "« 312 000 » (l. 1) ÷ « 12 114 154 » (l. 2) = 2,58 %" in finding.explanation
    assert [c.id for c in finding.cells] == ["amount 1", "amount 2", "p.share"]


def mislabelled(printed, *stated):
    found = audit(printed, stated=stated)
    assert set(kinds(found)) <= {"mislabelled-share"}
    return [([cell.id for cell in finding.cells], finding.severity) for finding in found.findings]


def test_what_a_share_could_be_of_is_like_its_part_and_larger(cell, money):
    part = money[0]  # 312 000 €
    others = [
        cell("t.amount", "400 000", "EUR", 5, "of another kind", "budget"),
        cell("t.amount", "400 000", "USD", 6, "of another unit", "amount"),
    ]
    assert mislabelled([*money, *others], Stated(printed_share(cell, "78 %"), part)) == []
    assert mislabelled(money, Stated(printed_share(cell, "100 %"), part, money[2])) == []


def test_what_stands_beside_the_part_comes_before_what_stands_elsewhere(cell, money):
    beside = cell("t.amount", "400 000", "EUR", 5, "beside", "amount")
    elsewhere = cell("w.amount", "400 100", "EUR", 6, "elsewhere", "amount")
    wrong = Stated(printed_share(cell, "78 %"), money[0], money[1])

    def found(name):
        return [(["amount 1", "amount 2", name, "p.share"], "wrong-number")]

    assert mislabelled([*money, elsewhere], wrong) == found("elsewhere")
    assert mislabelled([*money, beside, elsewhere], wrong) == found("beside")
    right = Stated(cell("p.share", "56 %", "%", 8, "p.right", "share"), money[0], money[2])
    assert mislabelled([*money, beside], right, wrong) == found("beside")


def test_a_share_in_words_that_is_of_something_else_changes_a_conclusion(cell, money):
    share = printed_share(cell, "un quart")
    whole = cell("t.amount", "1 248 000", "EUR", 5, "whole", "amount")
    assert mislabelled([*money, whole], Stated(share, money[0], money[2])) == [
        (["amount 1", "amount 3", "whole", "p.share"], "changes-conclusion")
    ]


def test_a_share_that_its_stated_whole_gives_is_none(cell, money):
    share, lonely = printed_share(cell, "2,6 %"), printed_share(cell, "7,7 %")
    assert mislabelled([*money, share], Stated(share, money[0], money[1])) == []
    assert mislabelled([*money, lonely], Stated(lonely, money[0])) == []


def test_the_measure_that_gives_a_stated_share_is_recognised(cell, money, table):
    rows = table(*money)
    part, by = column("t.amount").where(k="1"), column("t.amount")
    results = [
        result
        for name, k in (("m.wrong", "3"), ("m.right", "2"))
        for result in Measure(name, part.sum() / by.where(k=k).sum(), "%", name).results(rows)
    ]
    share = printed_share(cell, "2,5 %")
    (relation,) = recognised(share, money[0], results)
    assert (relation.result.measure, relation.outcome) == ("m.right", "truncated")
    found = audit([*money, share], [relation])
    assert kinds(found) == ["truncation"]
    assert found.findings[0].severity == "presentation"


def test_every_finding_says_why_it_is_severe_and_how_sure_it_is(cell, money):
    share, by = printed_share(cell, "la moitié"), column("t.amount")
    half = Measure("m.half", by.where(k="4").sum() / by.where(k="1").sum(), "%", "x")
    (result,) = half.results({"t.amount": money})
    (finding,) = audit([*money, share], [Relation(share, result.formula, result)]).findings
    assert finding.severity == "changes-conclusion"
    assert "dit en mots" in finding.weight
    assert "Confiance certaine" in finding.weight
    assert result.value == F(90, 312)


def test_conflicting_sets_are_said_in_words(cell):
    cells = [
        cell("t.a", n, "projects", line, f"c{line}", "count")
        for line, n in ((1, "2"), (2, "3"), (3, "6"), (4, "7"))
    ]
    (total,) = Measure("m.sum", column("t.a").sum(), "projects", "sum").results({"t.a": cells[:2]})
    relations = [Relation(cells[2], total.formula, total), Relation(cells[3], cells[2], None)]
    (finding,) = audit(cells, relations).findings
    assert "Ne peuvent être vrais ensemble : « 6 » (l. 3) et « 7 » (l. 4) ; " in finding.explanation
    assert "« 2 » (l. 1), « 3 » (l. 2) et « 6 » (l. 3)" in finding.explanation


def percentages(cell, *written):
    return [
        cell("t.share", w, "%", line, f"{line} {w}", "share") for line, w in enumerate(written, 1)
    ]


@pytest.mark.parametrize(
    ("written", "wrong"),
    [
        (["75 %", "25 %"], False),
        (["50 %", "51 %"], False),  # 100 to 102
        (["50 %", "49 %"], False),  # 98 to 100
        (["33,3 %", "33,3 %", "33,3 %"], False),  # 99,75 to 100,05
        (["34 %", "33 %", "34 %"], False),  # 99,5 to 102,5
        (["40 %", "35 %", "27 %"], True),  # 100,5 to 103,5
        (["40 %", "35 %", "23 %"], True),  # 96,5 to 99,5
        (["plus de 50 %", "40 %"], False),  # what is more than 50 % may be 60
    ],
)
def test_complete_shares_add_up_to_a_hundred_within_rounding(cell, written, wrong):
    cells = percentages(cell, *written)
    assert kinds(audit(cells, complete=[cells])) == ["shares-of-one"] * wrong


def test_shares_that_miss_a_hundred_are_told_with_their_least_and_most(cell):
    cells = percentages(cell, "40 %", "35 %", "27 %")
    (finding,) = audit(cells, complete=[cells]).findings
    assert "40 % + 35 % + 27 %" in finding.explanation
    assert "100,50 %" in finding.explanation
    assert "103,50 %" in finding.explanation
    assert finding.lines == (1, 2, 3)
    assert finding.about == (cells[0],)
    assert finding.cells == tuple(cells)


def test_a_set_that_leaves_room_hides_no_other(cell):
    sets = [percentages(cell, "plus de 50 %", "40 %"), percentages(cell, "40 %", "35 %", "27 %")]
    assert kinds(audit(complete=sets)) == ["shares-of-one"]


@pytest.mark.parametrize(
    ("kind", "written", "unit", "concluded"),
    [
        ("rank", "2", "rank", True),
        ("share", "la moitié", "%", True),
        ("share", "50 %", "%", False),
        ("ratio", "doublé", "ratio", True),
        ("ratio", "2", "ratio", False),
        ("count", "quatre", "projects", False),
    ],
)
def test_a_share_in_words_or_a_rank_is_a_conclusion(cell, kind, written, unit, concluded):
    assert concludes(cell("t.a", written, unit, kind=kind)) == concluded


def test_rival_totals_without_printed_shares_rule_out_no_whole(themes, cell):
    _, totals = themes
    unknown = ((cell("t.n", "38", "actions", 1), cell("t.s", "n.d.", "%", 4)),)
    for shares in ((), unknown):
        rivals = Rivals("Projects", tuple(map(Whole, totals)), shares)
        assert kinds(audit(rivals=[rivals])) == ["rival-totals"]


def test_a_share_without_an_upper_edge_says_nothing_of_its_whole(themes, cell):
    shares, totals = themes
    open_ended = (cell("t.n", "50", "actions", 9), cell("t.s", "plus de 10 %", "%", 10))
    rivals = Rivals("Projects", (Whole(totals[1]),), (*shares, open_ended))
    (finding,) = audit(rivals=[rivals]).findings
    assert "n'admettent ensemble qu'un total de 152 à 155" in finding.explanation


def test_a_disagreement_is_about_what_its_one_repair_changes(cell):
    wrong, right, again = (
        cell("t.a", n, "projects", line, f"l{line}", "count", "n")
        for line, n in enumerate(("6", "5", "5"), 3)
    )
    relations = [Relation(right, wrong, None), Relation(again, wrong, None)]
    found = audit([wrong, right, again], relations)
    (finding,) = found.findings
    assert [v.verdict for v in found.verdicts] == ["inconsistent", "unchecked", "unchecked"]
    assert finding.about == (wrong,)
    assert finding.cells == (wrong, right, again)
    assert finding.lines == (3, 4, 5)
    (tied,) = audit([wrong, right], relations[:1]).findings
    assert tied.about == (right,)  # nobody knows which is wrong: the claim


def test_a_number_that_another_publication_contradicts_is_a_disagreement_of_sources(cell):
    own = cell("t.a", "5", "projects", 3, kind="count")
    outside = replace(cell("w.a", "6", "projects"), evidence="external", line=None, source="w.csv")
    (finding,) = audit([own], [Relation(own, outside, None)]).findings
    assert finding.kind == "sources-disagree"
    assert [c.id for c in finding.cells] == ["t.a"]  # the other is no number of the report
    assert "« 6 » (w.csv)" in finding.explanation
