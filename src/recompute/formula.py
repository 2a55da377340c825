"""Formulas: a tree over raw cells, and what can be read off it.

A measure bound to data is a `Formula`: numbers and cells joined by operators. Every rendering is
one walk over the tree:

- `value`   the exact value;
- `cells`   the raw cells it rests on;
- `words`   the arithmetic with its numbers put in;
- `linear`  the constraint it puts on those cells.

A new rendering (a spreadsheet formula, say) is one more function of this kind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import TypeAlias

from .cells import Cell
from .exact import Interval, Known, Value, as_interval, decimal_text, exact
from .units import digits, with_unit
from .wording import say, translated


@dataclass(frozen=True)
class Op:
    """An operator applied to parts."""

    name: str
    parts: tuple[Formula, ...]


Formula: TypeAlias = Fraction | Interval | Cell | Op

SIGNS = {"add": "+", "subtract": "−", "multiply": "×", "divide": "÷"}
RANKS = {"add": 1, "subtract": 1, "multiply": 2, "divide": 2}
# Operators that are said by a word in front of their parts.
NAMED = ("sum", "mean", "min", "max", "ceiling", "floor")
# How a raw cell's number is shown: as it is, unless a page makes it a link.
_mark: ContextVar[Callable[[Cell, str], str]] = ContextVar("mark", default=lambda cell, text: text)


@contextmanager
def marking(mark: Callable[[Cell, str], str]) -> Iterator[None]:
    """Inside the block, show each raw cell's number as `mark(cell, text)`."""
    before = _mark.set(mark)
    try:
        yield
    finally:
        _mark.reset(before)


def marked(cell: Cell, text: str) -> str:
    """A raw cell's number as it is to be shown here."""
    return _mark.get()(cell, text)


def value(formula: Formula) -> Value:
    """The exact value in base units; None when a cell it needs is missing or a divisor is zero.

    Nothing is imputed: one missing part makes a sum unknown. Nothing at all has no sum, mean or
    extremum either; it has a count, which is zero.
    """
    match formula:
        case Fraction() | Interval():
            return formula
        case Cell():
            return formula.value
        case Op("count", parts):
            return Fraction(len(parts))
        case Op("distinct"):
            return Fraction(len({cell.written for cell in cells(formula)}))
        case Op(name, parts):
            return _combined(name, [value(part) for part in parts])


def spread(formula: Formula) -> Value:
    """All values that the formula may have, given what its numbers may have been rounded from.

    What a hedge says counts as it is said. None where a value or a quotient cannot be known.
    """
    match formula:
        case Cell() if formula.printed and not (formula.printed.hedge or formula.is_exact):
            low, high = formula.printed.low, formula.printed.high
            return None if high is None else _point(Interval(low, high))
        case Op("count" | "distinct"):
            return value(formula)
        case Op(name, parts):
            return _combined(name, [spread(part) for part in parts])
    return value(formula)


def _combined(name: str, values: list[Value]) -> Value:
    """The operator on values; None where one is not known, or divides by nothing."""
    there = [value for value in values if value is not None]
    if not there or len(there) < len(values):
        return None
    try:
        return _apply(name, there)
    except ZeroDivisionError:
        return None


def _apply(name: str, values: list[Known]) -> Value:
    match name:
        case "sum" | "add":
            return sum(values[1:], values[0])
        case "mean":
            return sum(values[1:], values[0]) / len(values)
        case "subtract":
            return values[0] - values[1]
        case "multiply":
            return values[0] * values[1]
        case "divide":
            return values[0] / values[1]
        case "min" | "max" | "between":
            ends = [as_interval(v) for v in values]
            if name == "between":
                return Interval(ends[0].low, ends[1].high)
            pick = min if name == "min" else max
            return _point(Interval(pick(e.low for e in ends), pick(e.high for e in ends)))
        case "rank":  # of the first among all of them, the largest being the first
            numbers = [v for v in values if isinstance(v, Fraction)]
            if len(numbers) < len(values):
                return None
            return Fraction(1 + sum(number > numbers[0] for number in numbers))
        case "ceiling" | "floor":
            whole = ceil if name == "ceiling" else floor
            (only,) = map(as_interval, values)
            return _point(Interval(Fraction(whole(only.low)), Fraction(whole(only.high))))
    raise ValueError(f"no operator is called {name}")


def _point(ends: Interval) -> Known:
    """An interval of one value as that value."""
    return ends.low if ends.low == ends.high else ends


def cells(formula: Formula) -> Iterator[Cell]:
    """The raw cells that the formula rests on, in reading order; a cell may come twice."""
    match formula:
        case Cell():
            yield formula
        case Op(_, parts):
            for part in parts:
                yield from cells(part)


def roles(formula: Formula, role: str = "term") -> Iterator[tuple[str, Cell]]:
    """Each raw cell with the part it plays: above or below a fraction bar, a bound, or a term."""
    names = {"divide": ("numerator", "denominator"), "between": ("low", "high")}
    match formula:
        case Cell():
            yield role, formula
        case Op("count" | "distinct"):
            yield from (("counted", cell) for cell in cells(formula))
        case Op(name, parts):
            for place, part in enumerate(parts):
                yield from roles(part, names[name][place] if name in names else role)


def bounded(formula: Formula) -> bool:
    """Does the definition itself give only bounds?"""
    return isinstance(formula, Op) and (
        formula.name == "between" or any(bounded(part) for part in formula.parts)
    )


def words(formula: Formula, unit: str) -> str:
    """The formula with its numbers put in: « 1 − 243 000 ÷ 420 780 = 42,25 % ».

    Sums of several cells inside the formula are shown as their result, and spelt out after it.
    """
    asides: list[str] = []
    text = _words(formula, asides, top=True)
    text = say("formula.aside", value=text, parts=with_unit(value(formula), unit))
    if not asides:
        return text
    spelt = say("formula.and_where").join(dict.fromkeys(asides))
    return say("formula.where", formula=text, asides=spelt)


def _words(formula: Formula, asides: list[str], top: bool = False) -> str:
    match formula:
        case Fraction():
            return digits(formula, len(decimal_text(formula).partition(".")[2]))
        case Cell():
            return marked(formula, formula.figure)
        case Op("sum", (Cell() as only,)) if top and only.tallied is not None:
            return marked(only, only.written)
        case Op("sum", (only,)):
            return _words(only, asides)
        case Op("sum", parts):
            spelt = " + ".join(_words(part, asides) for part in parts)
            return spelt if top else _aside(formula, spelt, asides)
        case Op("count" | "distinct" as name):
            labels = dict.fromkeys(translated(cell.label) for cell in cells(formula))
            what = say("said.comma").join(labels)
            spelt = say(f"formula.{name}", what=say("said.quoted", text=what))
            return spelt if top else _aside(formula, spelt, asides)
        case Op("between", parts):
            low, high = (_words(part, asides) for part in parts)
            return low if low == high else say("formula.between", low=low, high=high)
        case Op("rank", (own, *others)):
            among = say("said.semicolon").join(_words(part, asides) for part in others)
            return say("formula.rank", own=_words(own, asides), others=among)
        case Op(name, parts) if name in NAMED:
            inside = say("said.semicolon").join(_words(part, asides) for part in parts)
            return say(f"formula.{name}", parts=inside)
        case Op(name, (left, right)):
            shown = _operand(left, name, asides), _operand(right, name, asides, right=True)
            return f" {SIGNS[name]} ".join(shown)
    raise ValueError(f"no words for {formula}")


def _operand(part: Formula, of: str, asides: list[str], right: bool = False) -> str:
    """One side of an operator, in brackets where reading it without them would mislead."""
    text = _words(part, asides)
    if not isinstance(part, Op) or part.name not in RANKS:
        return text
    same_rank_matters = right and of in ("subtract", "divide")
    loose = RANKS[part.name] < RANKS[of] or (same_rank_matters and RANKS[part.name] == RANKS[of])
    return f"({text})" if loose else text


def _aside(formula: Op, spelt: str, asides: list[str]) -> str:
    """Show a list by its result, and keep how it came about for the end of the line."""
    result = value(formula)
    if result is None:
        return f"({spelt})"
    shown = with_unit(result, "")
    asides.append(say("formula.aside", value=shown, parts=spelt))
    return shown


Linear: TypeAlias = dict[Cell | None, Fraction]  # of each cell; None holds the constant
Quotient: TypeAlias = tuple[Linear, Linear]


def linear(formula: Formula) -> Quotient | None:
    """The formula as a quotient of two linear forms over cells, or None if it is not one.

    « part ÷ whole » printed as p then constrains the cells linearly: part − p·whole = 0. This is
    what localisation needs, and it is exact.
    """
    match formula:
        case Fraction():
            return {None: formula}, {None: Fraction(1)}
        case Cell():
            return {formula: Fraction(1)}, {None: Fraction(1)}
        case Op("count" | "distinct"):
            return {None: exact(value(formula))}, {None: Fraction(1)}
        case Op("sum" | "mean" | "add" as name, parts) if parts:
            forms = [linear(part) for part in parts]
            total = forms[0]
            for form in forms[1:]:
                total = _sum(total, form, 1)
            count: Quotient = ({None: Fraction(1)}, {None: Fraction(len(parts))})
            return _product(total, count) if name == "mean" else total
        case Op("subtract", (left, right)):
            return _sum(linear(left), linear(right), -1)
        case Op("multiply", (left, right)):
            return _product(linear(left), linear(right))
        case Op("divide", (left, right)):
            divisor = linear(right)
            return _product(linear(left), divisor and divisor[::-1])
    return None


def _constant(form: Linear) -> Fraction | None:
    return form[None] if set(form) == {None} else None


def _scaled(form: Linear, factor: Fraction) -> Linear:
    return {cell: weight * factor for cell, weight in form.items()}


def _sum(left: Quotient | None, right: Quotient | None, sign: int) -> Quotient | None:
    if left is None or right is None:
        return None
    (n1, d1), (n2, d2) = left, right
    if d1 != d2:  # bring to one denominator where at least one of them is a number
        number = _constant(d2)
        if number is not None:
            return _sum(left, _moved(n2, d1, number), sign)
        return _sum(_moved(n1, d2, _constant(d1)), right, sign)
    total = dict(n1)
    for cell, weight in n2.items():
        total[cell] = total.get(cell, Fraction(0)) + sign * weight
    return total, d1


def _moved(form: Linear, to: Linear, over: Fraction | None) -> Quotient | None:
    """`form` ÷ `over`, brought to the denominator `to`."""
    moved = _times(form, to, over)
    return None if moved is None else (moved, to)


def _times(form: Linear, other: Linear, divisor: Fraction | None) -> Linear | None:
    """`form` × `other` ÷ `divisor`, where one of the two forms is a number."""
    for one, two in ((form, other), (other, form)):
        number = _constant(one)
        if number is not None and divisor:
            return _scaled(two, number / divisor)
    return None


def _product(left: Quotient | None, right: Quotient | None) -> Quotient | None:
    if left is None or right is None:
        return None
    numerator = _times(left[0], right[0], Fraction(1))
    denominator = _times(left[1], right[1], Fraction(1))
    return None if numerator is None or denominator is None else (numerator, denominator)
