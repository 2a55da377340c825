"""Units: how much one of them is, how it is written, and to how many decimals it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from .exact import Interval, Value


@dataclass(frozen=True)
class Unit:
    """One unit: `scale` base units each; `symbol` as printed; `decimals` shown to people."""

    scale: Fraction = Fraction(1)
    symbol: str = ""
    decimals: int = 0
    counted: bool = False
    grouped: bool = True  # thousands set apart


UNITS = {
    "EUR": Unit(symbol="€"),
    "KEUR": Unit(Fraction(1_000), "K€", 0),
    "MEUR": Unit(Fraction(1_000_000), "M€", 1),
    "%": Unit(Fraction(1, 100), "%", 2),
    "ratio": Unit(decimals=2),
    "years": Unit(counted=True, grouped=False),
    "per year": Unit(symbol="par an", decimals=2),
}
SYMBOLS = {unit.symbol: unit.scale for unit in UNITS.values() if unit.symbol}
SYMBOLS["millions d'euros"] = UNITS["MEUR"].scale


def unit_of(name: str) -> Unit:
    """The unit called `name`; any other name is of things counted, whole and exact."""
    return UNITS.get(name) or Unit(counted=True)


def in_unit(value: Value, name: str) -> Value:
    """A value in base units (euros, plain ratios) expressed in the unit called `name`."""
    return None if value is None else value / unit_of(name).scale


def french(value: Fraction, decimals: int = 0, grouped: bool = True) -> str:
    """A number as French readers write it: `1 234,50`, with the true minus sign.

    Ordinary spaces part the thousands, so that a search for what the report prints finds it; the
    page makes them narrow and unbreakable. Ties are rounded away from zero.
    """
    scaled = abs(value) * 10**decimals
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    digits = str(whole).rjust(decimals + 1, "0")
    head, tail = (digits[:-decimals], digits[-decimals:]) if decimals else (digits, "")
    sign = "−" if value < 0 and whole else ""
    return (
        sign + f"{int(head):,}".replace(",", " " if grouped else "") + (f",{tail}" if tail else "")
    )


def french_with_unit(value: Value, name: str) -> str:
    """`value` (base units) written in the unit called `name`: `42,25 %`, `37 000 €`."""
    unit = unit_of(name)
    match in_unit(value, name):
        case None:
            text = "non connu"
        case Interval(low, high) if low == high:
            text = french(low, unit.decimals, unit.grouped)
        case Interval(low, high):
            text = f"{french(low, unit.decimals)} à {french(high, unit.decimals)}"
        case exact:
            # A count that is not whole (a mean of counts) must not be shown as if it were.
            whole = exact.denominator == 1 or not unit.counted
            text = french(exact, unit.decimals if whole else 2, unit.grouped)
    return f"{text} {unit.symbol}".strip()
