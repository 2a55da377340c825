"""Every repair listed must repair, and no single-cell repair may be missed: against brute force."""

from dataclasses import replace
from fractions import Fraction as F

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from recompute.cells import Cell
from recompute.claims import Relation
from recompute.formula import Op
from recompute.localise import Domain
from recompute.measure import Result
from recompute.printed import parse
from recompute.repairs import FAR, blocks, domain, smallest

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


def test_a_share_of_a_whole_that_must_shrink_may_be_as_large_as_one_likes():
    """30 is no 10 % of 100, and 100 is not at most 50: of less than 50 it is more than 60 %."""

    def amount(place, written, unit, kind):
        printed = parse(written, unit)
        named = replace(cell(place, 0), unit=unit, kind=kind, written=written)
        return replace(named, printed=printed, value=printed.value)

    part, whole, most = (amount(n, f"{v} €", "EUR", "amount") for n, v in enumerate((30, 100, 50)))
    share = amount(3, "10 %", "%", "share")
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
        ("50 %", "%", "share", Domain(F(495, 1000), F(505, 1000))),
        ("plus de 10", "projects", "count", Domain(F(10), None, True, True, F(0))),
    ],
)
def test_what_a_printed_number_may_be(written, unit, kind, found):
    printed = parse(written, unit)
    named = replace(cell(0, 0), unit=unit, kind=kind, written=written)
    assert domain(replace(named, printed=printed, value=printed.value)) == found


def test_a_date_may_be_any_day_even_if_changed():
    printed = parse("octobre 2005", "date")
    named = replace(cell(0, 0), unit="date", kind="date", printed=printed, value=printed.value)
    assert domain(named) == Domain(printed.low, printed.high)


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
        ("environ 10", "EUR", "", "=", F(123, 10), (F(123, 10), F(123, 10))),  # as it is
    ],
)
def test_a_repair_is_what_could_be_printed(written, unit, kind, sign, to, repaired):
    printed = parse(written, unit)
    named = replace(cell(0, 0), unit=unit, kind=kind, written=written)
    claim = replace(named, printed=printed, value=printed.value)
    ((repair,),) = [list(r.values()) for r in smallest([Relation(claim, to, None, sign)], [])]
    assert (repair.low, repair.high) == repaired
