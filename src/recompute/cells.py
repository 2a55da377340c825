"""Raw cells: each with its place, what is written there, and what that stands for."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from .exact import Interval, Value, as_interval, exact, known
from .printed import Printed
from .units import digits, unit_of, with_unit
from .wording import say


@dataclass(frozen=True)
class Row:
    """What one row of a supplied extract says in one column."""

    source: str
    row: int
    column: str
    written: str


@dataclass(frozen=True)
class Cell:
    """One raw cell, addressed as `table.variable[dimension=code,…]` or by an id of its own.

    `series` is what it is one value of: `table.variable`.
    `row` is the physical line of the raw file; `line` the line of the report it was copied from
    (None outside the report). `value` is in base units; None for a missing value or a name.
    `quantity` is what the cell is a mention of: cells with the same one must agree; for a
    reference, it is the id of the label that the reference should lead to. `again`: it was read
    from the same mark of the report as another cell. `tallied`: from how many rows of supplied
    extracts the cell was counted or added up, if it was; `rows` lists them, unless they are many.
    """

    id: str
    series: str
    source: str
    row: int
    column: str
    written: str
    line: int | None
    last_line: int | None
    evidence: str
    exhibit: str = ""
    label: str = ""
    unit: str = ""
    kind: str = ""
    quantity: str = ""
    again: bool = False
    dimensions: dict[str, str] = field(default_factory=dict)
    printed: Printed | None = None
    value: Value = None
    tallied: int | None = None
    rows: tuple[Row, ...] = ()

    def __hash__(self) -> int:
        return hash(self.id)

    @property
    def place(self) -> str:
        """`file:row:column`, as the `source_cells` of the outputs write it."""
        if self.tallied is None:
            return f"{self.source}:{self.row}:{self.column}"
        found: dict[tuple[str, str], list[int]] = {}
        for row in self.rows:
            found.setdefault((row.source, row.column), []).append(row.row)
        listed = [f"{source}:{_runs(rows)}:{column}" for (source, column), rows in found.items()]
        return " ".join(listed) or f"{self.source}:*:{self.column}"

    @property
    def is_exact(self) -> bool:
        """Is it as printed, not rounded? Amounts to the euro are, since accounts add up to it."""
        return self.kind == "amount" and self.as_printed.step == 1

    @property
    def as_printed(self) -> Printed:
        """What is printed; ValueError if that is no number."""
        if self.printed is None:
            raise ValueError(f"{self.id} is no printed number")
        return self.printed

    @property
    def number(self) -> Fraction:
        """The value as one number; ValueError if it is none."""
        return exact(self.value)

    @property
    def ends(self) -> Interval:
        """The value as an interval; ValueError if it is not known."""
        return as_interval(known(self.value))

    @property
    def figure(self) -> str:
        """The cell as a formula shows it."""
        if self.tallied is not None:
            return with_unit(self.value, self.unit)
        unit = unit_of(self.unit)
        if self.printed is None or not isinstance(self.value, Fraction) or unit.plain is not None:
            return self.written
        step = self.printed.step / unit.scale
        places = len(str(step.denominator)) - 1 if step < 1 else 0
        text = digits(self.value / unit.scale, places, unit.grouped)
        return say(f"unit.{self.unit}", n=text) if unit.scale != 1 else text


def _runs(rows: list[int]) -> str:
    """Rows as `2-5,9`."""
    runs: list[list[int]] = []
    for row in sorted(set(rows)):
        if runs and row == runs[-1][-1] + 1:
            runs[-1][1:] = [row]
        else:
            runs.append([row])
    return ",".join("-".join(map(str, run)) for run in runs)


def address(name: str, key: dict[str, str]) -> str:
    """`name[a=x,b=y]`, or just `name` when there is no key."""
    return f"{name}[{key_text(key)}]" if key else name


def key_text(key: dict[str, str]) -> str:
    """A key as written in addresses and in the `key` columns: `a=x,b=y`, in alphabetical order."""
    return ",".join(f"{name}={code}" for name, code in sorted(key.items()))


def canonical(written: str) -> str:
    """An address somebody wrote, its key in the order that addresses have."""
    name, bracket, key = written.partition("[")
    return f"{name}[{','.join(sorted(key.rstrip(']').split(',')))}]" if bracket else name


def in_order(cell: Cell) -> tuple[int, str, int, str]:
    """The order of the report, and no two cells alike; what lies outside it comes first."""
    return cell.line or 0, cell.source, cell.row, cell.id
