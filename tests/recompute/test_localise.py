"""Error localisation: ties, strict rules, shares, large amounts; the values that repair."""

from fractions import Fraction as F
from itertools import permutations

import pytest
import z3
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from recompute.localise import Domain, Infeasible, Linear, Localiser, Range, Share


def points(**values):
    """Cells printed exactly."""
    return {name: Domain(F(str(v)), F(str(v))) for name, v in values.items()}


def total(parts, whole, op="=="):
    return Linear({**{p: F(1) for p in parts}, whole: F(-1)}, op, F(0))


def holds(localiser):
    """Nothing has to change."""
    return localiser.smallest() == [frozenset()]


def names(found):
    return [sorted(one) for one in found]


@pytest.mark.parametrize("scale", [1, 10**6, 10**12])
def test_large_amounts_change_nothing(scale):
    """A big constant would let 25 + 13 = 26 million pass, or flag every cell."""
    cells = points(x=12 * scale, y=13 * scale, z=26 * scale)
    localiser = Localiser(cells, [total("xy", "z")])
    assert names(localiser.smallest()) == [["x"], ["y"], ["z"]]
    assert localiser.repairs(frozenset("z")) == {"z": Range(F(25 * scale), F(25 * scale))}


def test_a_cell_may_have_to_move_far():
    cells = {"x": Domain(F(-9000000), F(-9000000)), "z": Domain(F(9900000), F(9900000), fixed=True)}
    equal = Linear({"x": F(1), "z": F(-1)}, "==", F(0))
    assert names(Localiser(cells, [equal]).smallest()) == [["x"]]


def test_a_share_is_a_rule_too():
    cells = points(part=30, whole=100) | {"share": Domain(F(395, 1000), F(405, 1000))}
    localiser = Localiser(cells, [Share("share", {"part": F(1)}, {"whole": F(1)})])
    assert names(localiser.smallest()) == [["part"], ["whole"], ["share"]]
    assert localiser.repairs(frozenset(["share"])) == {"share": Range(F(3, 10), F(3, 10))}
    part = localiser.repairs(frozenset(["part"]))["part"]
    assert (part.low, part.high) == (F(395, 10), F(405, 10))


def test_a_share_at_most_or_at_least_has_one_end():
    cells = points(part=30, whole=100) | {"share": Domain(F(4, 10), F(4, 10), floor=F(0))}
    localiser = Localiser(cells, [Share("share", {"part": F(1)}, {"whole": F(1)}, "<=")])
    assert localiser.repairs(frozenset(["share"])) == {"share": Range(None, F(3, 10))}
    localiser = Localiser(cells, [Share("share", {"part": F(1)}, {"whole": F(1)}, ">=")])
    assert localiser.repairs(frozenset(["share"])) == {"share": Range(F(3, 10), None)}


@pytest.mark.parametrize(
    ("op", "printed", "enough"),
    [
        (">=", "0.4", True), (">=", "0.3", True), (">=", "0.2", False),
        ("<=", "0.4", False), ("<=", "0.3", True), ("<=", "0.2", True),
        ("==", "0.4", False), ("==", "0.3", True), ("==", "0.2", False),
    ],
)  # fmt: skip
def test_of_a_share_only_the_edge_that_its_rule_is_about_matters(op, printed, enough):
    cells = points(part=30, whole=100, share=printed)
    rule = Share("share", {"part": F(1)}, {"whole": F(1)}, op)
    assert holds(Localiser(cells, [rule])) == enough


def test_a_share_of_nothing_may_be_as_low_as_its_floor():
    cells = points(part=0, whole=100) | {"share": Domain(F(1, 10), F(1, 10), floor=F(0))}
    localiser = Localiser(cells, [Share("share", {"part": F(1)}, {"whole": F(1)})])
    assert localiser.repairs(frozenset(["share"])) == {"share": Range(F(0), F(0))}
    cells = points(part=10, whole=100) | {"share": Domain(F(1, 2), F(1, 2), floor=F(1, 5))}
    localiser = Localiser(cells, [Share("share", {"part": F(1)}, {"whole": F(1)})])
    assert names(localiser.smallest()) == [["part"], ["whole"]]


def test_what_is_printed_below_its_floor_may_stay():
    below = {"a": Domain(F(-5), F(-5), floor=F(0)), "b": Domain(F(2), F(2))}
    assert holds(Localiser(below, [Linear({"a": F(1), "b": F(1)}, "==", F(-3))]))


def test_a_tie_of_very_many_is_cut_short(monkeypatch):
    monkeypatch.setattr("recompute.localise.MOST_SETS", 2)
    assert len(Localiser(points(x=12, y=13, z=26), [total("xy", "z")]).smallest()) == 2


def test_an_edge_that_is_excluded_is_no_share():
    cells = points(part=30, whole=100) | {"share": Domain(F(3, 10), F(4, 10), strict=True)}
    rule = Share("share", {"part": F(1)}, {"whole": F(1)})
    assert not holds(Localiser(cells, [rule]))
    assert holds(Localiser(cells | points(part=31), [rule]))
    assert not holds(Localiser(cells | points(part=40), [rule]))


@pytest.mark.parametrize(
    ("op", "printed", "found"),
    [
        (">", 1, Range(F(1), None, low_strict=True)),
        (">=", 0, Range(F(1), None)),
        ("<", 1, Range(F(0), F(1), high_strict=True)),
        ("<=", 2, Range(F(0), F(1))),
    ],
)
def test_a_changed_cell_may_be_all_that_its_rule_and_its_floor_allow(op, printed, found):
    cells = {"a": Domain(F(printed), F(printed), floor=F(0))}
    localiser = Localiser(cells, [Linear({"a": F(1)}, op, F(1))])
    assert names(localiser.smallest()) == [["a"]]
    assert localiser.repairs(frozenset("a")) == {"a": found}


def test_the_absolute_difference_of_a_sum_of_shares_as_two_rules():
    cells = points(a=30, b=40, c=31)
    three = {name: F(1) for name in "abc"}
    rules = [Linear(three, "<=", F(201, 2)), Linear(three, ">=", F(199, 2))]
    localiser = Localiser(cells, rules)
    assert names(localiser.smallest()) == [["a"], ["b"], ["c"]]


def test_strict_rules_have_no_tolerance():
    cells = points(a=1, b="1.0005", c=4)
    rules = [
        Linear({"a": F(1), "b": F(-1)}, "<", F(0)),
        Linear({"b": F(1)}, "<=", F("1.0005")),
        Linear({"a": F(1)}, ">=", F(1)),
        Linear({"c": F(1)}, "==", F(5)),
    ]
    assert names(Localiser(cells, rules).smallest()) == [["c"]]
    below = Localiser(points(a=2, b=1), [Linear({"a": F(1), "b": F(-1)}, "<", F(0))])
    assert below.repairs(frozenset("a")) == {"a": Range(None, F(1), high_strict=True)}


def test_rounded_cells_stand_for_intervals():
    def rounded(text):
        return Domain(F(text) - F(1, 20), F(text) + F(1, 20))

    def sum_to(third):
        cells = {"a": rounded("33.3"), "b": rounded("33.3"), "c": rounded(third)}
        return Localiser(cells, [Linear({n: F(1) for n in "abc"}, "==", F(100))])

    assert holds(sum_to("33.3"))
    assert names(sum_to("33.1").smallest()) == [["a"], ["b"], ["c"]]


def test_counts_stay_whole():
    cells = {"n": Domain(F(3), F(3), whole=True), "m": Domain(F(5), F(5), fixed=True)}
    twice = Linear({"n": F(2), "m": F(-1)}, "==", F(0))
    with pytest.raises(Infeasible):
        Localiser(cells, [twice]).smallest()


def test_weights_decide_between_sets_of_cells():
    cells = points(a=5, b=7, t=11)
    cells["a"] = Domain(F(5), F(5), weight=F(3))
    cells["b"] = Domain(F(7), F(7), weight=F(5, 2))
    assert names(Localiser(cells, [total("ab", "t")]).smallest()) == [["t"]]


def test_rules_that_no_change_mends():
    rules = [Linear({"a": F(1)}, ">", F(1)), Linear({"a": F(1)}, "<", F(0))]
    with pytest.raises(Infeasible):
        Localiser(points(a=5), rules).smallest()


def test_a_set_repairs_if_and_only_if_it_meets_every_conflict():
    cells = points(a=5, b=7, t=11, u=12)
    localiser = Localiser(cells, [total("ab", "t"), Linear({"t": F(1), "u": F(-1)}, "==", F(0))])
    assert [sorted(c) for c in localiser.conflicts(20)] == [["t", "u"], ["a", "b", "t"]]
    assert names(localiser.smallest()) == [["t"]]


@st.composite
def systems(draw):
    size = draw(st.integers(2, 5))
    cells = {f"c{i}": draw(st.integers(0, 6)) for i in range(size)}
    rules = []
    for _ in range(draw(st.integers(1, 3))):
        weights = {name: F(draw(st.integers(-1, 1))) for name in cells}
        op = draw(st.sampled_from(["==", "<=", ">="]))
        rules.append(Linear(weights, op, F(draw(st.integers(-3, 6)))))
    return cells, rules


def satisfied(rules, values):
    def one(rule):
        found = sum(w * values[n] for n, w in rule.terms.items())
        return {"==": found == rule.constant, "<=": found <= rule.constant,
                ">=": found >= rule.constant}[rule.op]  # fmt: skip

    return all(map(one, rules))


@settings(max_examples=150, deadline=None)
@given(systems())
def test_the_smallest_sets_are_those_of_brute_force(system):
    """Counts, changed at most to 12: every subset of cells and every value tried."""
    from itertools import combinations, product

    printed, rules = system
    capped = [Linear({name: F(1)}, "<=", F(12)) for name in printed]
    cells = {n: Domain(F(v), F(v), whole=True, floor=F(0)) for n, v in printed.items()}
    brute = []
    for size in range(3):
        for changed in combinations(printed, size):
            for values in product(range(13), repeat=size):
                if satisfied(rules, printed | dict(zip(changed, values, strict=True))):
                    brute.append(frozenset(changed))
                    break
        if brute:
            break
    assume(brute)
    assert set(Localiser(cells, rules + capped).smallest()) == set(brute)


def test_a_cell_printed_as_at_most_so_much_has_no_lower_end():
    equal = Linear({"a": F(1), "t": F(-1)}, "==", F(0))
    cells = {"a": Domain(None, F(5)), "t": Domain(F(7), F(7), fixed=True)}
    assert names(Localiser(cells, [equal]).smallest()) == [["a"]]
    assert holds(Localiser(cells | {"t": Domain(F(-100), F(-100))}, [equal]))


def test_a_share_of_a_whole_that_may_be_as_small_as_one_likes_has_no_upper_end():
    cells = points(part=30, whole=100) | {"share": Domain(F(1, 10), F(1, 10), floor=F(0))}
    localiser = Localiser(cells, [Share("share", {"part": F(1)}, {"whole": F(1)})])
    both = localiser.repairs(frozenset(["share", "whole"]))
    assert (both["share"].high, both["share"].high_strict) == (None, False)
    assert (both["whole"].low, both["whole"].low_strict) == (0, True)


def test_a_share_whose_part_has_no_end_has_none_either():
    cells = points(part=30, whole=100) | {"share": Domain(F(1, 10), F(1, 10))}
    localiser = Localiser(cells, [Share("share", {"part": F(1)}, {"whole": F(1)})])
    assert localiser.repairs(frozenset(["share", "part"]))["share"] == Range(None, None)


def test_a_share_of_more_than_so_much_comes_near_an_end_that_it_does_not_reach():
    """30 out of more than 50, of which no more than 80, is from 3/8 up to less than 3/5."""
    cells = points(part=30) | {
        "share": Domain(F(1, 10), F(1, 10), floor=F(0)),
        "whole": Domain(F(50), F(80), strict=True),
        "more": Domain(F(50), None, strict=True),
    }
    localiser = Localiser(cells, [Share("share", {"part": F(1)}, {"whole": F(1)})])
    end = localiser.repairs(frozenset(["share"]))["share"]
    assert end == Range(F(3, 8), F(3, 5), low_strict=True, high_strict=True)
    open_ended = Localiser(cells, [Share("share", {"part": F(1)}, {"more": F(1)})])
    end = open_ended.repairs(frozenset(["share"]))["share"]
    assert (end.high, end.high_strict) == (F(3, 5), True)


def test_an_end_may_lie_a_whole_step_away():
    """20 more than a whole of more than 10, and of 20 at most: from twice it to less than thrice."""
    cells = {"share": Domain(F(1), F(1)), "whole": Domain(F(10), F(20))}
    rule = Share("share", {"whole": F(1), "": F(20)}, {"whole": F(1)})
    localiser = Localiser(cells, [rule, Linear({"whole": F(1)}, ">", F(10))])
    end = localiser.repairs(frozenset(["share"]))["share"]
    assert end == Range(F(2), F(3), high_strict=True)


def test_a_share_whose_part_and_whole_are_bent_together_still_has_its_end():
    """The least whole leaves little part: the best quotient lies at a corner further on."""
    cells = {
        "share": Domain(F(1, 100), F(1, 100), floor=F(0)),
        "part": Domain(F(1), F(9), strict=True),
        "whole": Domain(F(10), F(30), strict=True),
    }
    bent = Linear({"part": F(1), "whole": F(-1)}, "<=", F(-11))
    localiser = Localiser(cells, [Share("share", {"part": F(1)}, {"whole": F(1)}), bent])
    end = localiser.repairs(frozenset(["share"]))["share"]
    assert (end.high, end.high_strict) == (F(9, 20), True)
    assert (end.low, end.low_strict) == (F(1, 30), True)


def test_what_does_not_repair_has_no_repairs():
    localiser = Localiser(points(a=5, b=7, t=11, u=9), [total("ab", "t"), total("u", "t")])
    with pytest.raises(Infeasible):
        localiser.repairs(frozenset("a"))
    of_less_than_nothing = Share("share", {"part": F(1)}, {"whole": F(1)})
    localiser = Localiser(points(part=1, whole=-1, share=2), [of_less_than_nothing])
    with pytest.raises(Infeasible):
        localiser.repairs(frozenset(["share"]))


def test_a_rule_of_no_known_kind_is_refused():
    with pytest.raises(TypeError, match="'a = 5' is no rule"):
        Localiser(points(a=5), ["a = 5"])


def test_a_conflict_holds_nothing_that_has_no_part_in_it():
    cells = points(a=1, b=2, c=3, d=4, e=5, f=6, g=7)
    rules = [Linear({"d": F(1), "e": F(-1)}, "==", F(0)), Linear({"g": F(1)}, ">", F(8))]
    assert [sorted(c) for c in Localiser(cells, rules).conflicts(20)] == [["g"], ["d", "e"]]
    assert len(Localiser(cells, rules).conflicts(1)) == 1


def test_a_conflict_is_least_where_rules_only_together_make_it():
    """As b is c, a and d are less than nothing together: 1 and 0 are not, whatever b and c are."""
    cells = points(a=1, b=3, c=4, d=0)
    less = Linear({"a": F(1), "b": F(-1), "c": F(1), "d": F(1)}, "<=", F(-1))
    rules = [less, Linear({"b": F(1), "c": F(-1)}, "==", F(0))]
    assert names(Localiser(cells, rules).conflicts(20)) == [["a", "d"], ["b", "c"]]


def test_conflicts_come_in_one_order():
    rules = [Linear({"b": F(1), "c": F(-1)}, ">", F(0)), total("abc", "t")]
    cells = points(a=0, b=0, c=3, t=1)
    for order in permutations(cells):
        found = Localiser({name: cells[name] for name in order}, rules).conflicts(20)
        assert names(found) == [["b", "c"], ["a", "b", "t"], ["a", "c", "t"]]


def test_cells_without_part_in_a_conflict_are_passed_over_together(monkeypatch):
    """Each alone or not, forty are more cases than anybody could wait for."""
    check, asked = z3.Solver.check, []

    def count(solver, *kept):
        asked.append(kept)
        assert len(asked) < 1000
        return check(solver, *kept)

    monkeypatch.setattr(z3.Solver, "check", count)
    cells = points(a=1, b=2) | {f"c{n}": Domain(F(n), F(n)) for n in range(40)}
    equal = Linear({"a": F(1), "b": F(-1)}, "==", F(0))
    assert names(Localiser(cells, [equal]).conflicts(20)) == [["a", "b"]]
