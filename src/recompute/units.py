"""Units: how much one of them is, how it is written, and to how many decimals it is shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import overload

from . import dates, labels, wording
from .exact import Known, Value, as_interval, value_text
from .rounding import rounded
from .wording import ENGLISH, FRENCH, say


@dataclass(frozen=True)
class Unit:
    """One unit: `scale` base units each; `symbol` as printed; `decimals` shown to people.

    `read` and `plain` are for what is printed otherwise than as a number (dates, labels): the
    first and last value that a printed string may mean, and a value as data files write it.
    """

    scale: Fraction = Fraction(1)
    symbol: str = ""
    decimals: int = 0
    counted: bool = False
    grouped: bool = True  # thousands set apart
    read: Callable[[str], tuple[Fraction, Fraction]] | None = None
    plain: Callable[[Fraction], str] | None = None


def _label(plain: Callable[[Fraction], str]) -> Unit:
    return Unit(counted=True, read=lambda written: (labels.read(written),) * 2, plain=plain)


_NUMBERED = _label(lambda number: str(int(number)))
DATE = "date"


UNITS = {
    "EUR": Unit(symbol="€"),
    "KEUR": Unit(Fraction(1_000), "K€", 0),
    "MUSD": Unit(Fraction(1_000_000), "M$", 1),
    "MEUR": Unit(Fraction(1_000_000), "M€", 1),
    "%": Unit(Fraction(1, 100), "%", 2),
    "ratio": Unit(decimals=2),
    "years": Unit(decimals=1, grouped=False),
    "per year": Unit(symbol="par an", decimals=2),
    "rank": Unit(counted=True, grouped=False),
    DATE: Unit(counted=True, read=dates.read, plain=dates.iso),
    # What the parts of a report are numbered with.
    "table": _NUMBERED,
    "figure": _NUMBERED,
    "box": _NUMBERED,
    "annex": _label(labels.letter),
    "section": _label(labels.dotted),
    "question": _NUMBERED,
    "recommendation": _NUMBERED,
}
SEPARATORS = {FRENCH: (" ", ","), ENGLISH: (",", ".")}  # of thousands, of decimals
CURRENCIES = ("EUR", "USD")
# Units of one kind of quantity; each other one that is not counted is of a kind of its own.
MEASURED = {"EUR": "EUR", "KEUR": "EUR", "MEUR": "EUR", "%": "ratio"}
SYMBOLS = {unit.symbol: unit.scale for unit in UNITS.values() if unit.symbol}
SYMBOLS["k€"] = UNITS["KEUR"].scale
SYMBOLS["millions d'euros"] = UNITS["MEUR"].scale


def unit_of(name: str) -> Unit:
    """The unit called `name`; any other name is of things counted, whole and exact."""
    return UNITS.get(name) or Unit(counted=True)


def comparable(one: str, other: str) -> bool:
    """May a number in one unit be held against one in the other?

    Things counted under two names may be the same things, and a rank may be a number of years.
    """
    kinds = [
        MEASURED.get(name) or (name if not unit_of(name).counted else "") for name in (one, other)
    ]
    return kinds[0] == kinds[1] or "rank" in (one, other)


@overload
def in_unit(value: Fraction, name: str) -> Fraction: ...
@overload
def in_unit(value: Known, name: str) -> Known: ...
@overload
def in_unit(value: None, name: str) -> None: ...
def in_unit(value: Value, name: str) -> Value:
    """A value in base units (euros, plain ratios) expressed in the unit called `name`."""
    return None if value is None else value / unit_of(name).scale


def plain(value: Value, name: str) -> str:
    """A value in base units as the CSV files write it: in its unit, a date as `2005-10-28`."""
    write = unit_of(name).plain
    if write is None or value is None:
        return value_text(in_unit(value, name))
    ends = as_interval(value)
    return "..".join(dict.fromkeys((write(ends.low), write(ends.high))))


def digits(value: Fraction, decimals: int = 0, grouped: bool = True) -> str:
    """A number in the language of the moment: `1 234,50` in French, with the true minus sign.

    Ordinary spaces part the thousands, so that a search for what the report prints finds it; the
    page makes them narrow and unbreakable. Ties are rounded away from zero.
    """
    whole = int(rounded(abs(value) * 10**decimals, 0, "up"))
    shown = str(whole).rjust(decimals + 1, "0")
    head, tail = (shown[:-decimals], shown[-decimals:]) if decimals else (shown, "")
    thousands, point = SEPARATORS[wording.language()]
    sign = "−" if value < 0 and whole else ""
    head = f"{int(head):,}".replace(",", thousands if grouped else "")
    return sign + head + (point + tail if tail else "")


def with_unit(value: Value, name: str) -> str:
    """`value` (base units) written in the unit called `name`: `42,25 %`, `37 000 €`."""
    unit = unit_of(name)
    if unit.plain is not None and value is not None:
        ends = as_interval(value)
        return dates.written(ends.low, ends.high) if name == DATE else plain(value, name)
    if value is None:
        return say("number.unknown")
    ends = as_interval(in_unit(value, name))
    # A count that is not whole (a mean of counts) must not be shown as if it were.
    whole = ends.low.denominator == ends.high.denominator == 1
    decimals = unit.decimals if whole or not unit.counted else 2
    first, last = (digits(end, decimals, unit.grouped) for end in (ends.low, ends.high))
    if first == last:
        return _signed(first, name)
    return say("number.range", low=first, low_with_unit=_signed(first, name),
               high_with_unit=_signed(last, name))  # fmt: skip


def _signed(text: str, name: str) -> str:
    """A number with the sign of its unit, if it has one."""
    return say(f"unit.{name}", n=text) if unit_of(name).symbol else text
