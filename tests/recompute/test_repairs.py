"""Every repair listed must repair, and no single-cell repair may be missed: against brute force."""

from dataclasses import replace
from fractions import Fraction as F

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from recompute.cells import Cell
from recompute.claims import LEADS_TO, Relation
from recompute.exact import Interval
from recompute.formula import Op
from recompute.localise import Domain
from recompute.measure import Result
from recompute.printed import parse
from recompute.repairs import FAR, Block, blocks, conflicts, domain, smallest

REACH = range(31)  # the values that brute force tries


def cell(place: int, number: int) -> Cell:
    printed = parse(str(number), "projects")
    return Cell(
        f"t.x[{place}]", "t.x", "t.csv", place, "x", str(number), place + 1, place + 1,
        "printed-components", unit="projects", kind="count", printed=printed, value=printed.value,
    )  # fmt: skip


def relation(claim: Cell, parts: list[Cell], share: bool) -> Relation:
    """A claim that a cell is the sum of others, or the share of the first in them all."""
    formula = Op("sum", tuple(parts))
    if share:
        formula = Op("divide", (parts[0], formula))
    return Relation(claim, formula, Result("m", {}, formula, "projects", "m", ""))


@st.composite
def systems(draw):
    numbers = draw(st.lists(st.integers(0, 9), min_size=3, max_size=6))
    cells = [cell(place, number) for place, number in enumerate(numbers)]
    relations = []
    for _ in range(draw(st.integers(1, 3))):
        chosen = draw(st.permutations(cells))
        size = draw(st.integers(1, len(cells) - 1))
        claim, parts = chosen[0], sorted(chosen[1 : 1 + size], key=lambda c: c.row)
        relations.append(relation(claim, parts, share=False))
    return relations


def read(place: int, written: str, unit: str = "EUR", kind: str = "amount") -> Cell:
    printed = parse(written, unit)
    named = replace(cell(place, 0), unit=unit, kind=kind, written=written)
    return replace(named, printed=printed, value=printed.value)


def mentions(formula, *claims: Cell) -> list[Relation]:
    return [Relation(claim, formula, None) for claim in claims]


def which(repairs):
    """The cells of each repair."""
    return [set(repair) for repair in repairs]


def substitute(formula, target: Cell, number: F):
    """The formula, had the cell been printed as this number."""
    if formula == target:
        return number
    if isinstance(formula, Op):
        return Op(formula.name, tuple(substitute(p, target, number) for p in formula.parts))
    return formula


def holds_with(relations: list[Relation], changed: dict[Cell, F]) -> bool:
    """Do all relations hold once these cells are printed otherwise?"""
    for one in relations:
        for target, number in changed.items():
            one = replace(one, formula=substitute(one.formula, target, number))
        claim = one.claim
        if claim in changed:
            printed = parse(str(changed[claim]), "projects")
            one = replace(one, claim=replace(claim, printed=printed, value=printed.value))
        if one.outcome == "fails":
            return False
    return True


@settings(max_examples=300, deadline=None)
@given(systems())
def test_single_repairs_are_those_of_brute_force(relations):
    failing = [r for r in relations if r.outcome == "fails"]
    assume(failing)
    cells = sorted(set().union(*(r.members for r in relations)), key=lambda c: c.row)
    brute = {
        c.id: values
        for c in cells
        if (values := [n for n in REACH if holds_with(relations, {c: F(n)})])
    }
    found = smallest(failing, [r for r in relations if r not in failing])
    singles = {c.id: v for repair in found if len(repair) == 1 for c, v in repair.items()}
    for name, values in brute.items():
        assert (singles[name].low, min(singles[name].high, REACH[-1])) == (values[0], values[-1])
    outside = {n for n, v in singles.items() if v.low > REACH[-1]}
    assert set(singles) - outside == set(brute)


@settings(max_examples=300, deadline=None)
@given(systems())
def test_every_repair_listed_repairs(relations):
    failing = [r for r in relations if r.outcome == "fails"]
    assume(failing)
    for repair in smallest(failing, [r for r in relations if r not in failing]):
        points = {c: v.low for c, v in repair.items() if v.low == v.high}
        assume(len(points) == len(repair))
        assert holds_with(relations, points)


def test_relations_that_exclude_each_other_have_no_repair():
    """Whatever the cell were printed as, it could not be 5 and 6."""
    one = cell(1, 7)
    both = [
        Relation(one, Op("add", (F(n), F(0))), Result(f"m{n}", {}, F(n), "", "", ""))
        for n in (5, 6)
    ]
    assert smallest(both, []) == []
    assert [{c: v.low for c, v in r.items()} for r in smallest(both[:1], [])] == [{one: 5}]


def test_a_part_above_its_whole_is_no_cause_of_its_own_where_another_explains_it():
    """12 is said twice to be 3, and so is not above 4 either; 20 above 4 is another matter."""
    wrong, three, again, four, large = (cell(n, v) for n, v in enumerate((12, 3, 3, 4, 20)))
    twice = [Relation(wrong, mention, None) for mention in (three, again)]
    above, apart = Relation(wrong, four, None, "<="), Relation(large, four, None, "<=")
    first, second = blocks([*twice, above, apart])
    assert set(first.failing) == {*twice, above}
    assert [set(repair) for repair in first.repairs] == [{wrong}]
    assert second.failing == (apart,)


def test_what_holds_only_when_cut_is_no_rule_for_others():
    """13 is cut from 13,5, the mean of 14 and 13: that says nothing of which 14 should be 15."""
    cut, first, second, again = (cell(n, v) for n, v in enumerate((13, 14, 13, 15)))
    mean = Op("mean", (first, second))
    tied = Relation(cut, mean, Result("m", {}, mean, "projects", "m", ""))
    (block,) = blocks([tied, *mentions(first, again)])
    assert which(block.repairs) == [{first}, {again}]


def test_what_only_has_to_follow_is_no_cause_of_its_own():
    """6 is said three times to be 5; as a part of three totals it takes another part with it."""
    wrong, one, other, *rest = (cell(n, v) for n, v in enumerate((6, 4, 8, 5, 5, 5, 18, 18, 18)))
    totals = [relation(total, [wrong, one, other], share=False) for total in rest[3:]]
    failing = mentions(wrong, *rest[:3])
    (block,) = blocks(failing + totals)
    assert set(block.failing) == set(failing)
    assert which(block.repairs) == [{wrong, one}, {wrong, other}]


def test_alternatives_that_a_relation_ties_are_still_two_causes():
    """2 + 3 is not 6, and 3 + 5 not 10; that 2 is at most 5 decides nothing between them."""
    low, sure, high, *again = (cell(n, v) for n, v in enumerate((2, 3, 5, 3, 3, 3)))
    one, two = cell(6, 6), cell(7, 10)
    sums = [relation(one, [low, sure], share=False), relation(two, [sure, high], share=False)]
    found = blocks([*sums, *mentions(sure, *again), Relation(low, high, None, "<=")])
    assert {frozenset(block.suspects()) for block in found} == {
        frozenset([low, one]), frozenset([high, two]),
    }  # fmt: skip


def test_what_disagrees_elsewhere_has_no_part_in_a_repair():
    five, six, *apart = (cell(n, v) for n, v in enumerate((5, 6, 1, 2)))
    found = smallest(mentions(five, six), mentions(*apart))
    assert which(found) == [{five}, {six}]


def test_neither_a_list_nor_a_reference_excludes_numbers():
    five, six, many = (cell(n, v) for n, v in enumerate((5, 6, 9)))
    listed = Op("count", tuple(replace(cell(n, 0), printed=None) for n in (3, 4)))
    others = (*mentions(listed, many), Relation(many, five, None, LEADS_TO))
    assert conflicts(Block((*mentions(five, six), *others), ())) == [[five, six]]
    assert conflicts(Block(others, ())) == []


def test_a_hedge_and_what_is_not_printed_count_as_they_are_said():
    """« environ 10 » and 4 that were counted make 14, and three times the former 30."""
    about = read(0, "environ 10", "projects", "count")
    counted = replace(cell(1, 4), printed=None)
    wrong = cell(2, 16)
    (repair,) = smallest(mentions(Op("add", (about, counted)), wrong), [])
    assert repair == {wrong: Interval(F(14), F(14))}
    (repair,) = smallest(mentions(Op("multiply", (F(3), about)), wrong), [])
    assert repair == {wrong: Interval(F(30), F(30))}


def test_a_mean_is_the_sum_over_how_many_there_are():
    wrong, four = cell(0, 7), cell(1, 4)
    found = smallest(mentions(Op("mean", (four, F(6))), wrong), [])
    assert found == [{wrong: Interval(F(5), F(5))}, {four: Interval(F(8), F(8))}]


def test_a_number_may_stand_in_its_own_formula():
    """What is itself plus another number says that the other is nothing."""
    whole, part = cell(0, 5), cell(1, 2)
    assert smallest([relation(whole, [whole, part], share=False)], []) == [
        {part: Interval(F(0), F(0))}
    ]


def test_a_share_that_is_at_most_a_quotient_may_be_less():
    share, part, whole = read(0, "50 %", "%", "share"), cell(1, 30), cell(2, 100)
    found = smallest([Relation(share, Op("divide", (part, whole)), None, "<=")], [])
    assert found[0] == {share: Interval(-FAR, F(30, 100))}


def test_no_amount_to_the_euro_is_rounded_further_than_it_may_be():
    """33 % of 100 € is from 32,50 € to 33,50 €, and so 33 €, if it is a whole number of euros."""
    share = read(0, "33 %", "%", "share")
    part, whole = read(1, "40 €"), read(2, "100 €")
    found = smallest(mentions(Op("divide", (part, whole)), share), [])
    assert found[1] == {part: Interval(F(33), F(33))}
    assert found[2] == {whole: Interval(F(120), F(123))}


def test_a_share_of_a_whole_that_must_shrink_may_be_as_large_as_one_likes():
    """30 is no 10 % of 100, and 100 is not at most 50: of less than 50 it is more than 60 %."""
    part, whole, most = (read(n, f"{v} €") for n, v in enumerate((30, 100, 50)))
    share = read(3, "10 %", "%", "share")
    formula = Op("divide", (part, whole))
    tied = Relation(share, formula, Result("m", {}, formula, "%", "m", ""))
    found = smallest([tied, Relation(whole, most, None, "<=")], [])
    (both,) = [repair for repair in found if set(repair) == {share, whole}]
    assert (both[share].low, both[share].high) == (F(60, 100), FAR)
    assert (both[whole].low, both[whole].high) == (0, 50)


def test_a_duration_need_not_be_whole():
    """« plus de deux décennies » against 2,92 of them: no reason to change any number."""
    count = cell(0, 2)
    assert domain(count).whole
    assert not domain(replace(count, unit="decades", kind="duration")).whole


@pytest.mark.parametrize(
    ("written", "unit", "kind", "found"),
    [
        ("12", "projects", "count", Domain(F(12), F(12), whole=True, floor=F(0))),
        ("12", "projects", "", Domain(F(12), F(12), whole=True)),
        ("2", "rank", "rank", Domain(F(2), F(2), whole=True)),
        ("10", "EUR", "amount", Domain(F(10), F(10), floor=F(0))),  # accounts add up to the euro
        ("10", "KEUR", "amount", Domain(F(9500), F(10500), floor=F(0))),
        ("10", "EUR", "", Domain(F(19, 2), F(21, 2))),
        ("9 € ou 10 €", "EUR", "amount", Domain(F(9), F(10), floor=F(0))),
        ("50 %", "%", "share", Domain(F(495, 1000), F(505, 1000))),
        ("plus de 10", "projects", "count", Domain(F(10), None, True, True, F(0))),
    ],
)
def test_what_a_printed_number_may_be(written, unit, kind, found):
    assert domain(read(0, written, unit, kind)) == found


def test_a_date_may_be_any_day_even_if_changed():
    month = read(0, "octobre 2005", "date", "date")
    assert domain(month) == Domain(month.ends.low, month.ends.high)


@pytest.mark.parametrize(
    ("written", "unit", "kind", "sign", "to", "repaired"),
    [
        ("10", "EUR", "", "=", F(123, 10), (12, 12)),
        ("10", "EUR", "", "=", F(25, 2), (12, 13)),  # a tie: its author may go either way
        ("10", "KEUR", "", "=", F(12_500), (12_000, 13_000)),
        ("10,0", "EUR", "", "=", F(1234, 100), (F(123, 10), F(123, 10))),
        ("10", "EUR", "", "<=", F(8), (-FAR, 8)),
        ("10", "EUR", "amount", "<=", F(8), (0, 8)),
        ("10", "EUR", "", ">=", F(12), (12, FAR)),
        ("10", "projects", "count", "=", F(12), (12, 12)),
        ("10", "EUR", "amount", "=", Interval(F(3), F(8)), (3, 8)),
        ("10", "EUR", "amount", "<=", Interval(F(3), F(8)), (0, 8)),
        ("2", "EUR", "amount", ">=", Interval(F(3), F(8)), (3, FAR)),
        ("10", "EUR", "amount", "=", Op("between", (F(3), F(8))), (3, 8)),
        ("10", "EUR", "amount", "<=", Op("between", (F(3), F(8))), (0, 8)),
        ("2", "EUR", "amount", ">=", Op("between", (F(3), F(8))), (3, FAR)),
        ("environ 10", "EUR", "", "=", F(123, 10), (F(123, 10), F(123, 10))),  # as it is
    ],
)
def test_a_repair_is_what_could_be_printed(written, unit, kind, sign, to, repaired):
    claim = read(0, written, unit, kind)
    ((repair,),) = [list(r.values()) for r in smallest([Relation(claim, to, None, sign)], [])]
    assert (repair.low, repair.high) == repaired
