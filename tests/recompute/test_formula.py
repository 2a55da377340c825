"""Formulas where they have no value, no constraint or no short wording."""

from dataclasses import replace
from fractions import Fraction as F

import pytest

from recompute.exact import Interval
from recompute.formula import Op, bounded, linear, marking, roles, spread, value, words


@pytest.fixture
def numbers(cell):
    """Three numbers: 6, 4 and 2."""
    return [cell(f"t.{name}", n, "projects") for name, n in zip("xyz", "642", strict=True)]


def test_a_rank_among_what_is_known_within_bounds_is_unknown(numbers):
    assert value(Op("rank", (numbers[0], numbers[1]))) == 1
    assert value(Op("rank", (numbers[0], Interval(F(1), F(9))))) is None


def test_an_operator_that_does_not_exist_is_an_error(numbers):
    with pytest.raises(ValueError, match="no operator is called median"):
        value(Op("median", tuple(numbers)))


def test_a_counted_cell_by_itself_is_worded_as_what_was_counted(cell):
    rows = replace(cell("t.x", "4", "projects"), tallied=4, written="4 lignes", evidence="extract")
    assert words(Op("sum", (rows,)), "projects") == "4 lignes = 4"
    assert words(Op("multiply", (Op("sum", (rows,)), F(2))), "projects") == "4 × 2 = 8"


def test_a_sum_that_is_not_known_stays_spelt_out(numbers, cell):
    missing = cell("t.m", "n.d.", "projects")
    formula = Op("divide", (Op("sum", (numbers[0], missing)), numbers[1]))
    assert words(formula, "projects").startswith("(6 + n.d.) ÷ 4 = ")


def test_brackets_stand_only_where_reading_without_them_would_mislead(numbers):
    x, y, z = numbers
    for outer, inner, left, right in (
        ("add", "add", "6 + 4 + 2", "6 + 4 + 2"),
        ("add", "subtract", "6 − 4 + 2", "6 + 4 − 2"),
        ("subtract", "add", "6 + 4 − 2", "6 − (4 + 2)"),
        ("subtract", "subtract", "6 − 4 − 2", "6 − (4 − 2)"),
        ("subtract", "multiply", "6 × 4 − 2", "6 − 4 × 2"),
        ("multiply", "add", "(6 + 4) × 2", "6 × (4 + 2)"),
        ("multiply", "divide", "6 ÷ 4 × 2", "6 × 4 ÷ 2"),
        ("add", "multiply", "6 × 4 + 2", "6 + 4 × 2"),
        ("subtract", "divide", "6 ÷ 4 − 2", "6 − 4 ÷ 2"),
        ("divide", "subtract", "(6 − 4) ÷ 2", "6 ÷ (4 − 2)"),
        ("divide", "multiply", "6 × 4 ÷ 2", "6 ÷ (4 × 2)"),
        ("divide", "divide", "6 ÷ 4 ÷ 2", "6 ÷ (4 ÷ 2)"),
    ):
        on_the_left = Op(outer, (Op(inner, (x, y)), z))
        on_the_right = Op(outer, (x, Op(inner, (y, z))))
        assert words(on_the_left, "").startswith(f"{left} = ")
        assert words(on_the_right, "").startswith(f"{right} = ")


def test_a_count_is_worded_by_itself_and_by_its_result_inside_a_formula(numbers):
    count = Op("count", tuple(numbers))
    alone = words(count, "projects")
    assert alone == "nombre de lignes « x, y, z » = 3"
    half = words(Op("divide", (count, F(2))), "ratio")
    assert half == "3 ÷ 2 = 1,50 ; où 3 = nombre de lignes « x, y, z »"


def test_bounds_are_worded_as_two_ends_unless_they_are_one(numbers):
    x, y, _ = numbers
    assert words(Op("between", (y, x)), "projects") == "entre 4 et 6 = 4 à 6"
    assert words(Op("between", (x, x)), "projects") == "6 = 6"


def test_sums_inside_of_anything_are_spelt_out_after_it(numbers):
    x, y, z = numbers
    total = Op("sum", (x, y))
    for formula, said in (
        (Op("between", (z, total)), "entre 2 et 10"),
        (Op("rank", (total, z)), "rang de 10 parmi 2"),
        (Op("rank", (z, total)), "rang de 2 parmi 10"),
        (Op("max", (total, z)), "maximum(10 ; 2)"),
        (Op("sum", (total, z)), "10 + 2"),
        (Op("sum", (Op("multiply", (total, F(1, 2))),)), "10 × 0,5"),
    ):
        told = words(formula, "")
        assert told.startswith(f"{said} = ")
        assert told.endswith(" ; où 10 = 6 + 4")


def test_each_cell_is_marked_where_its_number_stands(cell, numbers):
    x, y, _ = numbers
    rows = replace(cell("t.r", "4", "projects"), tallied=4, written="4 lignes", evidence="extract")
    with marking(lambda one, text: f"<{one.id}>{text}"):
        assert words(Op("subtract", (x, y)), "") == "<t.x>6 − <t.y>4 = 2"
        assert words(Op("sum", (rows,)), "") == "<t.r>4 lignes = 4"
    assert words(x, "") == "6 = 6"


def test_the_part_that_each_cell_plays(numbers):
    x, y, z = numbers

    def played(formula):
        return [(role, cell.series) for role, cell in roles(formula)]

    assert played(x) == [("term", "t.x")]
    share = Op("divide", (x, Op("sum", (y, z))))
    assert played(share) == played(Op("subtract", (F(1), share))) == [
        ("numerator", "t.x"), ("denominator", "t.y"), ("denominator", "t.z"),
    ]  # fmt: skip
    assert played(Op("between", (x, y))) == [("low", "t.x"), ("high", "t.y")]
    assert played(Op("count", (x, y))) == [("counted", "t.x"), ("counted", "t.y")]
    assert played(Op("distinct", (x,))) == [("counted", "t.x")]


def test_what_rests_on_bounds_is_bounded(numbers):
    x, y, _ = numbers
    between = Op("between", (y, x))
    assert bounded(between)
    assert bounded(Op("subtract", (F(1), between)))
    assert not bounded(Op("subtract", (F(1), x)))
    assert not bounded(x)


def test_the_spread_of_a_formula_is_that_of_what_its_numbers_were_rounded_from(cell, numbers):
    x, y, z = numbers
    euros, part, whole = cell("t.e", "10"), cell("t.m", "0,4 M€"), cell("t.n", "8 M€")
    assert spread(euros) == Interval(F(19, 2), F(21, 2))
    assert spread(Op("add", (euros, x))) == Interval(F(31, 2), F(33, 2))
    assert spread(Op("divide", (part, whole))) == Interval(F(35, 850), F(45, 750))
    assert spread(x) == 6
    assert spread(cell("t.h", "environ 10")) == 10
    assert spread(cell("t.h", "plus de 500 €")) == 500
    assert spread(Op("count", (x, y, z))) == 3
    assert spread(Op("distinct", (x, x))) == 1
    assert spread(F(1, 2)) == F(1, 2)
    assert spread(Op("divide", (x, Op("subtract", (euros, euros))))) is None


def quotient(form, at):
    above, below = (
        sum(weight * (at[cell] if cell else 1) for cell, weight in side.items()) for side in form
    )
    return above / below


def test_what_ties_cells_linearly_is_a_quotient_of_two_forms(numbers):
    x, y, z = numbers
    at = {x: F(6), y: F(4), z: F(2)}
    half = Op("divide", (x, y))
    for formula in (
        Op("add", (half, half)),
        Op("add", (half, F(1, 3))),
        Op("subtract", (F(5), half)),
        Op("mean", (half, F(2))),
        Op("divide", (F(1), half)),
        Op("add", (Op("divide", (F(3), F(2))), half)),
        Op("add", (Op("divide", (x, F(2))), Op("divide", (y, F(3))))),
        Op("divide", (x, Op("count", (x, y, z)))),
    ):
        assert quotient(linear(formula), at) == value(formula)


def test_what_does_not_tie_them_linearly_is_no_constraint(numbers):
    x, y, z = numbers
    product = Op("multiply", (x, y))
    for formula in (
        product,
        Op("add", (product, z)),
        Op("multiply", (product, z)),
        Op("add", (Op("divide", (x, y)), z)),  # z times y
        Op("add", (z, Op("divide", (x, y)))),
        Op("add", (Op("divide", (F(1), x)), Op("divide", (F(1), y)))),
        Op("mean", (product, z)),
        Op("divide", (x, product)),
        Op("max", (x, y)),
        Op("add", (Op("divide", (x, F(0))), Op("divide", (x, y)))),  # a quotient by nothing
    ):
        assert linear(formula) is None
