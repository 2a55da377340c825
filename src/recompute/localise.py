"""Error localisation: which printed cells must be wrong, as few as possible, for rules to hold.

After Fellegi and Holt (1976), with every quantity an interval. A cell stands for all values that
could have been printed as it is; rules are linear, or say that a share is a part of a whole. Solved
in exact rational arithmetic by z3, so that no tolerance and no big constant can hide a solution:

- `smallest`   all sets of cells of least total weight whose change lets every rule hold;
- `repairs`    the values that the cells of one set may then take;
- `conflicts`  the least sets of cells that cannot be true together, whatever the others are.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeAlias

import z3

from .exact import exact

MOST_SETS = 200  # that are listed; beyond, a tie is no help to anybody
Terms: TypeAlias = dict[str, Fraction]  # the coefficient of each cell
# The end of a goal (None: without end), whether it is only approached, and where it is reached.
Farthest: TypeAlias = tuple[Fraction | None, bool, z3.ModelRef]


@dataclass(frozen=True)
class Domain:
    """What a cell may be.

    `low` and `high`: the edges of what is printed (None: no edge), `strict` if excluded. A changed
    cell may be anything from `floor` on. `whole`: a count, and so a whole number even if changed.
    `fixed`: may not change; `weight`: how much a change of it costs, above zero.
    """

    low: Fraction | None
    high: Fraction | None
    strict: bool = False
    whole: bool = False
    floor: Fraction | None = None
    fixed: bool = False
    weight: Fraction = Fraction(1)


@dataclass(frozen=True)
class Linear:
    """The terms, added up, are `op` (`==`, `<=`, `>=`, `<`, `>`) the constant."""

    terms: Terms
    op: str
    constant: Fraction


@dataclass(frozen=True)
class Share:
    """The cell `share` is `op` (`==`, `<=`, `>=`) `part` divided by `whole`.

    Both are sums of terms and of a constant (under the key ""); the whole is above zero.
    """

    share: str
    part: Terms
    whole: Terms
    op: str = "=="


@dataclass(frozen=True)
class Range:
    """The values that a cell may take: from `low` to `high` (None: without end)."""

    low: Fraction | None
    high: Fraction | None
    low_strict: bool = False
    high_strict: bool = False


class Infeasible(Exception):
    """No change of the cells that may change lets the rules hold."""


@dataclass
class Localiser:
    """The cells and rules of one problem."""

    cells: dict[str, Domain]
    rules: list[Linear | Share]
    _value: dict[str, z3.ArithRef] = field(init=False)
    _kept: dict[str, z3.BoolRef] = field(init=False)
    _hard: list[z3.BoolRef] = field(init=False)  # the rules and what the cells may be
    _fixed: list[z3.BoolRef] = field(init=False)

    def __post_init__(self) -> None:
        kind = {name: z3.Int if domain.whole else z3.Real for name, domain in self.cells.items()}
        self._value = {name: make(f"value {name}") for name, make in kind.items()}
        self._kept = {name: z3.Bool(f"kept {name}") for name in self.cells}
        self._hard = [constraint for rule in self.rules for constraint in self._rule(rule)]
        for name, domain in self.cells.items():
            printed = z3.And(self._edges(self._value[name], domain))
            self._hard.append(z3.Implies(self._kept[name], printed))
            if domain.floor is not None:
                changed = self._value[name] >= _number(domain.floor)
                self._hard.append(z3.Or(self._kept[name], changed))

        self._fixed = [self._kept[name] for name, domain in self.cells.items() if domain.fixed]

    def _edges(self, value: z3.ArithRef, domain: Domain) -> list[z3.BoolRef]:
        found = []
        if domain.low is not None:
            low = _number(domain.low)
            found.append(value > low if domain.strict else value >= low)
        if domain.high is not None:
            high = _number(domain.high)
            found.append(value < high if domain.strict else value <= high)
        return found

    def _sum(self, terms: Terms) -> z3.ArithRef:
        return z3.Sum(
            [
                _number(weight) * self._value[name] if name else _number(weight)
                for name, weight in terms.items()
            ]
        )

    def _rule(self, rule: Linear | Share) -> list[z3.BoolRef]:
        match rule:
            case Linear(terms, op, constant):
                left, right = self._sum(terms), _number(constant)
                return [{"==": left == right, "<=": left <= right, ">=": left >= right,
                         "<": left < right, ">": left > right}[op]]  # fmt: skip
            case Share(share, part, whole, op):
                # Of a kept share only its edges matter, so the rule stays linear; a changed one
                # takes whatever value the rest gives it.
                domain, of = self.cells[share], self._sum(whole)
                found = [of > 0]
                for edge, sign in ((domain.low, 1), (domain.high, -1)):
                    if edge is not None and op != (">=" if sign == 1 else "<="):
                        apart = sign * (self._sum(part) - _number(edge) * of)
                        holds = apart > 0 if domain.strict else apart >= 0
                        found.append(z3.Or(z3.Not(self._kept[share]), holds))
                if domain.floor is not None:
                    found.append(self._sum(part) >= _number(domain.floor) * of)
                return found
        raise TypeError(f"{rule!r} is no rule")

    def smallest(self) -> list[frozenset[str]]:
        """All sets of least weight whose change lets every rule hold; the empty set if all holds.

        Raises Infeasible if there is none. Sets come in the order of the cells.
        """
        cost = z3.Sum(
            [
                z3.If(self._kept[name], 0, _number(domain.weight))
                for name, domain in self.cells.items()
            ]
        )
        best = z3.Optimize()
        best.add(self._hard + self._fixed)
        best.minimize(cost)
        if best.check() != z3.sat:
            raise Infeasible
        least = best.model().eval(cost, model_completion=True)
        solver = z3.Solver()
        solver.add([*self._hard, *self._fixed, cost == least])
        found: list[frozenset[str]] = []
        while len(found) < MOST_SETS and solver.check() == z3.sat:
            model = solver.model()
            changed = frozenset(
                name for name in self.cells if z3.is_false(model.eval(self._kept[name], True))
            )
            found.append(changed)
            solver.add(z3.Or([self._kept[name] for name in sorted(changed)]))
            if not changed:
                break
        order = {name: place for place, name in enumerate(self.cells)}
        return sorted(found, key=lambda names: sorted(order[name] for name in names))

    def repairs(self, changed: frozenset[str]) -> dict[str, Range]:
        """The values that each of these cells may take when exactly they change."""
        found = {}
        for name in self.cells:
            if name in changed:
                low, low_strict = self._end(name, changed, -1)
                high, high_strict = self._end(name, changed, 1)
                found[name] = Range(low, high, low_strict, high_strict)
        return found

    def _end(self, name: str, changed: frozenset[str], sign: int) -> tuple[Fraction | None, bool]:
        """The least (sign −1) or greatest value of a cell, and whether it is only approached."""
        shares = [r for r in self.rules if isinstance(r, Share) and r.share == name]
        if not shares:
            end, strict, _ = self._farthest(self._value[name], changed, sign)
            return end, strict
        share = next((r for r in shares if r.op in ("==", ">=" if sign < 0 else "<=")), None)
        if share is None:
            return None, False
        # A quotient is no linear goal: Dinkelbach's iteration (1967) makes it a series of them.
        part, of = self._sum(share.part), self._sum(share.whole)
        _, _, model = self._farthest(part, changed, sign)  # a quotient to start from

        def reached(model: z3.ModelRef) -> Fraction:
            return _fraction(z3.simplify(model.eval(part, True) / model.eval(of, True)))

        def beyond(quotient: Fraction) -> Farthest:
            """By how much part − quotient × whole can be more (or less) than nothing."""
            return self._farthest(part - _number(quotient) * of, changed, sign)

        quotient = reached(model)
        while True:
            gain, strict, model = beyond(quotient)
            if gain is None:
                return None, False
            if gain == 0:
                return quotient, strict
            if not strict:
                quotient = reached(model)
                continue
            # No values give what is only approached, and those near it would go on for ever. But
            # what can be gained falls along a convex line as the quotient grows: a chord of it that
            # stays short of the end leads nearer, and to the end itself once it is straight.
            step = Fraction(1)
            while sign * (ahead := exact(beyond(quotient + sign * step)[0])) < 0:
                step /= 2
            if ahead == gain:  # level, so it never falls to nothing: the whole may be next to none
                return None, False
            quotient += sign * step * gain / (gain - ahead)

    def _farthest(self, goal: z3.ArithRef, changed: frozenset[str], sign: int) -> Farthest:
        """The end of a linear goal in the direction of `sign`, if it is strict, and where."""
        best = z3.Optimize()
        best.add(self._hard)
        best.add([self._kept[other] for other in self.cells if other not in changed])
        aim = best.maximize(goal) if sign > 0 else best.minimize(goal)
        if best.check() != z3.sat:
            raise Infeasible
        ends = best.upper_values(aim) if sign > 0 else best.lower_values(aim)
        infinite, end, epsilon = map(_fraction, ends)
        return (None if infinite else end), bool(epsilon), best.model()

    def conflicts(self, most: int) -> list[frozenset[str]]:
        """The least sets of cells that cannot be true together, smallest first, at most so many.

        By the seesaw of Liffiton and others (MARCO, 2016): a map of what is not yet known to be
        consistent or in conflict, grown or shrunk from each point of it.
        """
        atlas = z3.Solver()
        solver = z3.Solver()
        solver.add(self._hard)
        literal = {name: z3.Bool(f"in {name}") for name in self.cells}
        found: list[frozenset[str]] = []
        names = list(self.cells)

        def consistent(kept: list[str]) -> bool:
            return solver.check([self._kept[name] for name in kept]) == z3.sat

        while len(found) < most and atlas.check() == z3.sat:
            model = atlas.model()
            seed = [n for n in names if not z3.is_false(model.eval(literal[n], True))]
            if consistent(seed):
                for name in names:
                    if name not in seed and consistent([*seed, name]):
                        seed.append(name)
                atlas.add(z3.Or([literal[name] for name in names if name not in seed]))
            else:
                for name in list(seed):
                    rest = [other for other in seed if other != name]
                    if not consistent(rest):
                        seed = rest
                found.append(frozenset(seed))
                atlas.add(z3.Or([z3.Not(literal[name]) for name in seed]))
        return sorted(found, key=lambda names: (len(names), sorted(names)))


def _number(number: Fraction) -> z3.ArithRef:
    return z3.Q(number.numerator, number.denominator)


def _fraction(number: z3.ArithRef) -> Fraction:
    if z3.is_int_value(number):
        return Fraction(number.as_long())
    return Fraction(number.numerator_as_long(), number.denominator_as_long())
