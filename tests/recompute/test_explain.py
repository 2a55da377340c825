"""Judgements in words: bounds with their odds, repairs, many relations at once."""

from fractions import Fraction as F

import pytest

from recompute import explain
from recompute.audit import Audit, Whole
from recompute.claims import Relation
from recompute.exact import Interval
from recompute.measure import Measure, Result, between, bind, column
from recompute.repairs import FAR
from recompute.wording import say

pytestmark = pytest.mark.usefixtures("untaught")
A = column("t.a")


def exactly(number):
    return Interval(F(number), F(number))


@pytest.mark.parametrize(
    ("written", "low", "high", "odds"),
    [
        ("12", 10, 18, "passerait 10 fois sur 100"),  # 9 of 90
        ("12", 0, 1000, "passerait toujours"),  # every number of two digits
        ("1 200", 1200, 1249, "passerait moins de 1 fois sur 100"),
        ("1 200", 1001, 9999, "passerait plus de 99 fois sur 100"),
        ("plus de 12", 10, 18, ""),  # what a hedge says has no length
    ],
)
def test_a_number_within_bounds_is_told_how_little_that_may_say(cell, written, low, high, odds):
    claim = cell("u.x", written, "projects", 9)
    ends = [cell("t.a", str(n), "projects", n, k=str(k)) for k, n in enumerate((low, high))]
    formula = bind(between(A.where(k="0").sum(), A.where(k="1").sum()), {"t.a": ends}, {})
    result = Result("m", {}, formula, "projects", "bornes", "")
    audit = Audit([claim, *ends], [Relation(claim, formula, result)], {}, [])
    (verdict, *_) = audit.verdicts
    assert verdict.verdict == "consistent"
    text = explain.verdict(verdict, audit)
    assert text.startswith("Compatible avec les bornes. bornes : ")
    assert f"n faux de même longueur {odds}." in text if odds else "longueur" not in text


def test_a_number_that_one_measure_gives_and_another_does_not_is_told_both(cell):
    parts = [cell("t.a", n, "projects", i, k=str(i)) for i, n in enumerate(("2", "3", "9"), 1)]
    total = cell("u.x", "5", "projects", 9)
    rows = {"t.a": parts}
    (right,) = Measure("m.right", A.where(k=("1", "2")).sum(), "projects", "bonne").results(rows)
    (wrong,) = Measure("m.wrong", A.where(k="3").sum() * 1, "projects", "autre").results(rows)
    found = [Relation(total, r.formula, r) for r in (right, wrong)]
    audit = Audit([*parts, total], found, {}, [])
    verdict = audit.verdicts[-1]
    assert verdict.verdict == "reproduced"
    text = explain.verdict(verdict, audit)
    assert "bonne : 2 + 3 = 5" in text
    assert "autre : 9" in text
    assert "« 9 » (l. 3) en 5" in text


def test_of_many_failing_relations_the_first_are_spelt_out(cell):
    cells = [cell("t.a", str(n), "projects", n, f"c{n}") for n in range(1, 7)]
    failing = tuple(Relation(one, cells[0], None) for one in cells[1:])
    text = explain.disagreement(failing, [])
    assert text.count("est imprimé") == 4
    assert say("finding.more", n=1) in text
    assert say("finding.more", n=1) not in explain.disagreement(failing[:4], [])


def test_a_total_that_is_computed_is_said_with_its_arithmetic(cell):
    parts = [cell("t.a", n, "projects", i, k=str(i)) for i, n in enumerate(("2", "3"), 1)]
    (result,) = Measure("m", A.sum(), "projects", "somme").results({"t.a": parts})
    whole = Whole(result)
    assert (whole.value, whole.cells) == (5, tuple(parts))
    assert "2 + 3 = 5" in whole.said
    assert "somme" in whole.said


def test_repairs_are_all_named_up_to_three_and_then_counted(cell):
    cells = [cell("t.a", "2", "projects", n, f"c{n}") for n in range(1, 6)]
    found = tuple({one: exactly(3)} for one in cells)
    assert explain.repairs(()) == say("repairs.none")
    assert explain.repairs(found[:1]).endswith("« 2 » (l. 1) en 3.")
    three, five = explain.repairs(found[:3]), explain.repairs(found)
    assert three.count("en 3") == five.count("en 3") == 3
    assert five.endswith("; ou 2 autres.")
    assert not three.endswith("autres.")


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (-FAR, FAR, "number.other"),
        (F(5), FAR, "number.or_more"),
        (-FAR, F(5), "number.or_less"),
        (F(5), F(5), ""),
    ],
)
def test_what_could_be_printed_instead_may_have_no_end(low, high, said):
    text = explain.values(Interval(low, high), "projects")
    assert text == (say(said, n="5") if said else "5")


def test_of_many_numbers_the_first_are_listed_and_the_rest_counted(cell):
    cells = [cell("t.a", "2", "projects", n, f"c{n}") for n in range(1, 9)]
    assert explain.listed(cells[:2]) == "« 2 » (l. 1) et « 2 » (l. 2)"
    assert explain.listed(cells[:6]).count("« 2 »") == 6
    eight = explain.listed(cells)
    assert eight.count("« 2 »") == 5
    assert say("said.others", n=3) in eight
