"""Formulas of measures as spreadsheets have them, over the cells of raw sheets.

Where a number is only known within bounds, there are two formulas, one for each end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import NoReturn

from xlsxwriter.utility import xl_rowcol_to_cell

from ..cells import Cell
from ..exact import Interval
from ..formula import Formula, Op, bounded, cells, value
from ..units import DATE

LISTS = {"sum": "SUM", "mean": "AVERAGE", "min": "MIN", "max": "MAX"}
SIGNS = {"add": "+", "subtract": "-", "multiply": "*", "divide": "/"}
ROUNDED = {"ceiling": "ROUNDUP", "floor": "ROUNDDOWN"}
MOST_ARGUMENTS = 255  # of a spreadsheet function
LONGEST = 8192  # characters of a spreadsheet formula
LONGEST_TEXT = 255  # characters of a text that a spreadsheet can look up
OUTSIDE = 1_000_000  # no sheet has as many rows
Place = tuple[str, int, int]  # sheet, row and column, counted from zero
Places = Callable[[Cell], Place]
Ends = Callable[[Cell], tuple[Place, Place]]
Mask = Callable[[Sequence[Cell]], str | None]


class NoForm(Exception):
    """A formula that no spreadsheet formula says."""


def reference(place: Place, last: Place | None = None) -> str:
    """A cell, or a range down one column, as formulas name it."""
    sheet, row, column = place
    ends = [xl_rowcol_to_cell(row, column)]
    if last and last != place:
        ends.append(xl_rowcol_to_cell(last[1], last[2]))
    return f"'{sheet}'!{':'.join(ends)}"


def no_mask(parts: Sequence[Cell]) -> None:
    """No condition is known."""


def no_ends(cell: Cell) -> NoReturn:
    """No sheet says how the cell is read."""
    raise NoForm(f"« {cell.written} » n'est pas un seul nombre")


def spreadsheet(formula: Formula, place: Places, mask: Mask = no_mask, ends: Ends = no_ends) -> str:
    """The formula as a spreadsheet has it, without `=`.

    `place` says where a raw cell stands; `mask` which rows between the first and the last one
    count, where some do not; `ends` where the ends stand of a cell that is not printed as a single
    number. Raises NoForm, with the reason, where there is none.
    """
    return _short(_Walk(place, mask, ends).text(formula))


def bounds(
    formula: Formula, place: Places, mask: Mask = no_mask, ends: Ends = no_ends
) -> tuple[str, str]:
    """The two ends of a formula that is known within bounds; the rest as `spreadsheet`."""
    low, high = _Walk(place, mask, ends).ends(formula)
    return _short(low), _short(high)


def is_single(cell: Cell) -> bool:
    """Is the cell one number, and shown as one?"""
    return isinstance(cell.value, Fraction) and cell.unit != DATE


def _short(text: str) -> str:
    if len(text) >= LONGEST:
        raise NoForm("une formule plus longue qu'un tableur n'en accepte")
    return text


class _Walk:
    """One walk down a formula."""

    def __init__(self, place: Places, mask: Mask, ends: Ends):
        self.place, self.mask, self.cell_ends = place, mask, ends

    def text(self, formula: Formula) -> str:
        """The formula where it has one value."""
        match formula:
            case Fraction():
                whole = formula.denominator == 1
                return str(formula) if whole else f"({formula.numerator}/{formula.denominator})"
            case Cell():
                return reference(self.number(formula))
            case Op("count"):
                return called("COUNTA", ranges(map(self.place, cells(formula))), "SUM")
            case Op("distinct"):
                return self.distinct(list(cells(formula)))
            case Op("rank", (own, *others)):
                first = self.text(own)
                return f"(1{''.join(f'+({self.text(other)}>{first})' for other in others)})"
            case Op(name, (part,)) if name in ROUNDED:
                return f"{ROUNDED[name]}({self.text(part)},0)"
            case Op(name, parts) if name in LISTS:
                return self.listed(name, parts)
            case Op(name, (left, right)) if name in SIGNS:
                return f"({self.text(left)}{SIGNS[name]}{self.text(right)})"
        raise NoForm("des bornes là où il faut un seul nombre")

    def number(self, cell: Cell) -> Place:
        """Where a raw cell's number stands; a day is printed as a date, and read elsewhere."""
        if is_single(cell):
            return self.place(cell)
        if isinstance(cell.value, Interval):
            raise NoForm(f"« {cell.written} » n'est pas un seul nombre")
        return self.cell_ends(cell)[0]

    def listed(self, name: str, parts: Sequence[Formula]) -> str:
        own = [part for part in parts if isinstance(part, Cell)]
        if len(own) == len(parts):
            texts = ranges(map(self.number, own))
        else:
            texts = [self.text(part) for part in parts]
        if name == "mean" and len(texts) > MOST_ARGUMENTS:
            return f"({called('SUM', texts, 'SUM')}/{len(parts)})"
        return called(LISTS[name], texts, LISTS[name])

    def distinct(self, parts: Sequence[Cell]) -> str:
        """How many different texts there are, in one column; rows between may not count.

        Counted by where each text stands first. What does not count is put outside all rows, and
        taken off again as one.
        """
        _check_texts(parts)
        places = sorted({self.place(part) for part in parts})
        sheet, first, column = places[0]
        if any((name, at) != (sheet, column) for name, _, at in places):
            raise NoForm("des colonnes différentes comptées sans répétition")
        whole = reference(places[0], places[-1])
        if places[-1][1] - first == len(places) - 1:
            return f'SUMPRODUCT(({whole}<>"")/COUNTIF({whole},{whole}&""))'
        counts = self.mask(parts) or _rows(places, whole)
        found = f'MATCH({whole}&"",{whole}&"",0)+(1-{counts})*{OUTSIDE}'
        rows = f"ROW({whole})-{first}"
        return f"(SUMPRODUCT(--(FREQUENCY({found},{rows})>0))-1)"

    def ends(self, formula: Formula) -> tuple[str, str]:
        """The formula's two ends."""
        if not isinstance(value(formula), Interval) and not bounded(formula):
            return (self.text(formula),) * 2
        match formula:
            case Cell():
                first, last = self.cell_ends(formula)
                return reference(first), reference(last)
            case Interval(low, high):
                return self.text(low), self.text(high)
            case Op("between", (low, high)):
                return self.ends(low)[0], self.ends(high)[1]
            case Op(name, (part,)) if name in ROUNDED:
                a, b = self.ends(part)
                return f"{ROUNDED[name]}({a},0)", f"{ROUNDED[name]}({b},0)"
            case Op(name, parts) if name in LISTS:
                lows, highs = map(list, zip(*map(self.ends, parts), strict=True))
                list_of = LISTS[name]
                return called(list_of, lows, list_of), called(list_of, highs, list_of)
            case Op("add", (left, right)):
                (a, b), (c, d) = self.ends(left), self.ends(right)
                return f"({a}+{c})", f"({b}+{d})"
            case Op("subtract", (left, right)):
                (a, b), (c, d) = self.ends(left), self.ends(right)
                return f"({a}-{d})", f"({b}-{c})"
            case Op(name, (left, right)) if name in SIGNS:
                corners = dict.fromkeys(
                    f"{a}{SIGNS[name]}{b}" for a in self.ends(left) for b in self.ends(right)
                )
                return f"MIN({','.join(corners)})", f"MAX({','.join(corners)})"
        raise NoForm("des bornes à l'intérieur d'un calcul")


def called(function: str, parts: list[str], over: str) -> str:
    """A function of these parts, in groups put together by `over` where there are too many."""
    if len(parts) <= MOST_ARGUMENTS:
        return f"{function}({','.join(parts)})"
    starts = range(0, len(parts), MOST_ARGUMENTS)
    groups = [called(function, parts[at : at + MOST_ARGUMENTS], over) for at in starts]
    return called(over, groups, over)


def ranges(places: Iterable[Place]) -> list[str]:
    """References to these cells, those below one another in one column as one range."""
    runs: list[list[Place]] = []
    for sheet, column, row in sorted({(s, c, r) for s, r, c in places}):
        if runs and runs[-1][-1] == (sheet, row - 1, column):
            runs[-1].append((sheet, row, column))
        else:
            runs.append([(sheet, row, column)])
    return [reference(run[0], run[-1]) for run in sorted(runs)]


def _check_texts(parts: Sequence[Cell]) -> None:
    """Refuse texts that a spreadsheet would not tell apart as we do."""
    texts = {cell.written for cell in parts}
    if len({text.casefold() for text in texts}) < len(texts):
        raise NoForm("des textes que seules des majuscules distinguent")
    if any(len(t) > LONGEST_TEXT or set(t) & set("*?~") or t[0] in "<>=" for t in texts):
        raise NoForm("des textes qu'un tableur prendrait pour des critères")


def _rows(places: list[Place], whole: str) -> str:
    """Which rows count, by their numbers."""
    numbers = ",".join(str(row + 1) for _, row, _ in places)
    return f"ISNUMBER(MATCH(ROW({whole}),{{{numbers}}},0))"
