"""Measures: one definition of a number, from which everything else about it follows.

    granted, requested = column("grants.granted"), column("grants.requested")
    Measure("grants.reduction_rate", 1 - granted.sum() / requested.sum(), "%",
            "Taux de réduction", by=["year", "period=2007-2009"])

An expression names columns, not cells. `Measure.results` binds it to the cells at hand, once for
each key, which gives a `Formula`; `recompute.formula` reads the value, the lineage, the words and
the constraint off that.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import chain
from typing import TypeAlias

from .cells import Cell, address
from .exact import Interval, Known, as_interval, exact, known
from .formula import Formula, Op, bounded, cells, value
from .wording import TOTAL

Key = dict[str, str]
ANY = "*"  # in a key: every code of the dimension that is neither a total nor an « of which »


class Inapplicable(ValueError):
    """A measure that these cells do not allow."""


class Expression:
    """What the arithmetic signs make of columns and numbers."""

    def __add__(self, other: Operand) -> Expression:
        return Applied("add", (self, other))

    def __sub__(self, other: Operand) -> Expression:
        return Applied("subtract", (self, other))

    def __mul__(self, other: Operand) -> Expression:
        return Applied("multiply", (self, other))

    def __truediv__(self, other: Operand) -> Expression:
        return Applied("divide", (self, other))

    def __rsub__(self, other: Operand) -> Expression:
        return Applied("subtract", (other, self))

    def __rmul__(self, other: Operand) -> Expression:
        return Applied("multiply", (other, self))


Operand: TypeAlias = Expression | Fraction | int


@dataclass(frozen=True)
class Column:
    """The cells of one series (`table.variable`), narrowed by `where` to some codes."""

    series: str
    codes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    lags: dict[str, int] = field(default_factory=dict)

    def where(self, **codes: str | tuple[str, ...]) -> Column:
        """Only these codes of a dimension, whatever the key says of it."""
        as_tuples = {
            name: (code,) if isinstance(code, str) else code for name, code in codes.items()
        }
        return replace(self, codes=self.codes | as_tuples)

    def before(self, **steps: int) -> Column:
        """The cells that lie so many steps before the key: `before(year=1)` is the year before."""
        return replace(self, lags=self.lags | steps)

    def sum(self) -> Aggregate:
        """The cells added up; unknown if one is missing or there is none."""
        return Aggregate("sum", self)

    def count(self) -> Aggregate:
        """How many cells there are."""
        return Aggregate("count", self)

    def distinct(self) -> Aggregate:
        """How many different things are written in the cells."""
        return Aggregate("distinct", self)

    def mean(self) -> Aggregate:
        """The arithmetic mean of the cells, each weighing the same."""
        return Aggregate("mean", self)

    def min(self) -> Aggregate:
        """The smallest cell."""
        return Aggregate("min", self)

    def max(self) -> Aggregate:
        """The largest cell."""
        return Aggregate("max", self)

    def pick(self, table: dict[str, list[Cell]], key: Key) -> list[Cell]:
        """The cells meant under `key`. Totals and « of which » rows only if asked for by name."""
        wanted: dict[str, tuple[str, ...]] = {name: (code,) for name, code in key.items()}
        for name, step in self.lags.items():
            wanted[name] = (str(int(key[name]) - step),)
        wanted |= self.codes
        return [cell for cell in table.get(self.series, []) if _matches(cell.dimensions, wanted)]


def _matches(dimensions: Key, wanted: dict[str, tuple[str, ...]]) -> bool:
    if "period" in wanted and "year" in dimensions and "year" not in wanted:
        first, _, last = wanted["period"][0].partition("-")
        if not (dimensions["year"].isdigit() and first <= dimensions["year"] <= last):
            return False
        dimensions = {name: code for name, code in dimensions.items() if name != "year"}
    return all(
        code in wanted[name]
        if wanted.get(name, (ANY,)) != (ANY,)
        else code != TOTAL and "/" not in code
        for name, code in dimensions.items()
    )


@dataclass(frozen=True)
class Aggregate(Expression):
    """A list operator over a column."""

    name: str
    column: Column


@dataclass(frozen=True)
class Applied(Expression):
    """An operator on expressions: a sign between two, or the mean of three yearly rates, say."""

    name: str
    parts: tuple[Operand, ...]


def column(series: str) -> Column:
    """The column `table.variable`."""
    return Column(series)


def growth(new: Expression, old: Expression) -> Expression:
    """How much larger `new` is than `old`, as a share of `old`."""
    return new / old - 1


def mean(*parts: Expression) -> Expression:
    """The mean of several expressions, each weighing the same."""
    return Applied("mean", parts)


def total(*parts: Expression) -> Expression:
    """Several expressions added up."""
    return Applied("sum", parts)


def between(low: Operand, high: Operand) -> Expression:
    """All that is known of a quantity: it lies between two expressions, both included."""
    return Applied("between", (low, high))


def least(*parts: Operand) -> Expression:
    """The smallest of several expressions."""
    return Applied("min", parts)


def rank(one: Expression, *others: Expression) -> Expression:
    """Where `one` stands among itself and the others, the largest being the first."""
    return Applied("rank", (one, *others))


def ceiling(part: Expression) -> Expression:
    """The least whole number that is not below `part`: of a count that is at least that."""
    return Applied("ceiling", (part,))


def floor(part: Expression) -> Expression:
    """The largest whole number that is not above `part`: of a count that is at most that."""
    return Applied("floor", (part,))


def bind(expression: Operand, table: dict[str, list[Cell]], key: Key) -> Formula:
    """The formula that `expression` is for the cells of `table` under `key`."""
    match expression:
        case int() | Fraction():
            return Fraction(expression)
        case Aggregate(name, column):
            return Op(name, tuple(column.pick(table, key)))
        case Applied(name, parts):
            return Op(name, tuple(bind(part, table, key) for part in parts))
    raise TypeError(f"{expression!r} is not an expression")


def columns(expression: Operand) -> Iterator[Column]:
    """The columns that an expression names."""
    match expression:
        case Aggregate(_, column):
            yield column
        case Applied(_, parts):
            yield from chain.from_iterable(map(columns, parts))


@dataclass(frozen=True)
class Result:
    """A measure under one key: its formula, whose value is known, and from which the rest is read.

    `added`: it rests on years after those that the report speaks of.
    """

    measure: str
    key: Key = field(hash=False)
    formula: Formula
    unit: str
    label: str
    exhibit: str
    added: bool = False

    @property
    def id(self) -> str:
        """`measure[key]`."""
        return address(self.measure, self.key)

    @property
    def value(self) -> Known:
        """The exact value in base units."""
        return known(value(self.formula))

    @property
    def number(self) -> Fraction:
        """The value as one number; ValueError if it is only known within bounds."""
        return exact(self.value)

    @property
    def ends(self) -> Interval:
        """The value as an interval."""
        return as_interval(self.value)

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The raw cells that it rests on, each once, in reading order."""
        return tuple(dict.fromkeys(cells(self.formula)))

    @property
    def evidence(self) -> str:
        """The evidence class: bounds if only bounds follow, else that of the weakest source."""
        if bounded(self.formula) or isinstance(self.value, Interval):
            return "bounded"
        found = {cell.evidence for cell in cells(self.formula)}
        return next(
            rank
            for rank in ("external", "printed-components", "documented", "extract")
            if rank in found
        )


@dataclass(frozen=True)
class Measure:
    """A named expression.

    `unit` is that of the result; `by` lists the keys: free dimensions (`territory,year`: one
    result for each pair found), fixed ones (`period=2007-2009`: the years of a window pooled), or
    `""` for everything. `exhibit` is the table or figure that shows the measure.
    """

    id: str
    expression: Expression
    unit: str
    label: str
    by: tuple[str, ...] | list[str] = ("",)
    exhibit: str = ""

    def results(self, table: dict[str, list[Cell]], strict: bool = True) -> Iterator[Result]:
        """The measure under each of its keys; a key whose value cannot be known yields nothing.

        Raises Inapplicable if it names a column that no file has, or ValueError if it merely
        repeats one raw cell (what a cell says needs no measure); not `strict`: it yields nothing.
        """
        for column in columns(self.expression):
            if column.series not in table:
                raise Inapplicable(f"{self.id}: no raw file has a column {column.series}")
        for by in self.by:
            for key in self._keys(by, table):
                formula = bind(self.expression, table, key)
                if repeats_a_cell(formula):
                    if not strict:
                        continue
                    raise ValueError(
                        f"{address(self.id, key)} merely repeats {next(cells(formula)).id}"
                    )
                if value(formula) is not None:
                    yield Result(self.id, key, formula, self.unit, self.label, self.exhibit)

    def _keys(self, by: str, table: dict[str, list[Cell]]) -> list[Key]:
        terms = [term.partition("=") for term in by.split(",") if term]
        free = [name for name, sign, _ in terms if not sign]
        fixed = {name: code for name, sign, code in terms if sign}
        if not free:
            return [fixed]
        found: dict[tuple[str, ...], Key] = {}
        for column in columns(self.expression):
            if column.lags or any(name in column.codes for name in free):
                continue  # its own codes say nothing of which keys there are
            for cell in column.pick(table, dict.fromkeys(free, ANY) | fixed):
                if all(name in cell.dimensions for name in free):
                    key = {name: cell.dimensions[name] for name in free} | fixed
                    found.setdefault(tuple(key.values()), key)
        if not found:
            raise Inapplicable(f"{self.id}: no column has the dimensions {', '.join(free)}")
        return list(found.values())


def repeats_a_cell(formula: Formula) -> bool:
    """Is the formula nothing but one cell?"""
    match formula:
        case Cell():
            return formula.tallied is None
        case Op("sum" | "mean" | "min" | "max", (only,)):
            return repeats_a_cell(only)
        case Op("between", bounds):
            simple = all(isinstance(b, Fraction) or repeats_a_cell(b) for b in bounds)
            return simple and len(set(cells(formula))) == 1
    return False
