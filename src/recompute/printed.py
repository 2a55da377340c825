"""Printed strings: what « 42,3% », « 250 K€ ou 300 K€ » or « près d'un quart » stand for.

A printed number is an interval: every value that its author could have rounded to it. Ties at
both edges count for the author (half up and half down are both accepted). A number said with a
hedge stands for the interval of the published tables `hedges.csv` and `quantities.csv`.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib.resources import files

from .exact import Interval, as_interval
from .units import SYMBOLS, unit_of

NUMBER = re.compile(r"([+\-−]?)(\d{1,3}(?: \d{3})+|\d+)(?:,(\d+))?")
SYMBOL = re.compile("|".join(sorted(map(re.escape, SYMBOLS), key=len, reverse=True)))


@dataclass(frozen=True)
class Printed:
    """What one printed string stands for, in base units (euros, plain ratios, units counted).

    `value` is the number itself; `low` and `high` the edges of what rounds to it (`high` None:
    no upper edge); `strict` when the edges themselves are excluded; `step` one unit of the last
    digit; `hedge` the phrase that widened it, if any.
    """

    value: Fraction | Interval
    low: Fraction
    high: Fraction | None
    step: Fraction = Fraction(1)
    hedge: str = ""
    strict: bool = False

    def admits(self, value: Fraction | Interval) -> bool:
        """Could the author, knowing `value` (or something within it), have printed this?"""
        value = as_interval(value)
        if self.strict:
            return value.high > self.low and (self.high is None or value.low < self.high)
        return value.high >= self.low and (self.high is None or value.low <= self.high)

    def cut_from(self, value: Fraction) -> bool:
        """Is this what remains of `value` when its digits are cut, not rounded?"""
        kept = (abs(value) // self.step) * self.step
        return not self.hedge and self.value == (kept if value >= 0 else -kept)


@cache
def phrases(table: str) -> dict[str, tuple[Fraction, Fraction | None]]:
    """The phrases of one published table with the edges each stands for, longest first."""
    with files(__package__).joinpath(table).open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    edges = {
        row["phrase"]: (
            Fraction(row["low"]),
            None if row["high"] == "inf" else Fraction(row["high"]),
        )
        for row in rows
    }
    return dict(sorted(edges.items(), key=lambda item: -len(item[0])))


def _take(text: str, table: str) -> tuple[str, str]:
    """The phrase of `table` that `text` starts with, and what follows it."""
    for phrase in phrases(table):
        if text.startswith(phrase) and not text[len(phrase) : len(phrase) + 1].isalpha():
            return phrase, text[len(phrase) :].strip()
        if phrase.endswith("'") and text.startswith(phrase):
            return phrase, text[len(phrase) :].strip()
    return "", text


def parse(written: str, unit: str = "", words: tuple[str, ...] = (), hedge: str = "") -> Printed:
    """Read a French printed number.

    `unit`: the unit of the column (a `%` or `€` sign in the string must agree with it);
    `words`: nouns that may follow the number (« personnes »); `hedge`: a phrase of `hedges.csv`
    that stands elsewhere in the sentence. Raises ValueError on anything else.
    """
    text = " ".join(written.replace("\u00a0", " ").replace("\u202f", " ").split())
    text = text.replace("’", "'").rstrip("*")
    if " ou " in text:
        parts = [parse(part, unit, words) for part in text.split(" ou ")]
        low, high = min(p.value for p in parts), max(p.value for p in parts)
        return Printed(Interval(low, high), low, high, min(p.step for p in parts))
    own_hedge, rest = _take(text[:1].lower() + text[1:], "hedges.csv")
    hedge = own_hedge or hedge
    number = NUMBER.match(rest)
    scale = unit_of(unit).scale  # a symbol in the string itself outranks it
    if number:
        sign, whole, decimals = number.groups()
        rest = rest[number.end() :].strip()
        value = Fraction(whole.replace(" ", "") + "." + (decimals or "0"))
        value = -value if sign in ("-", "−") else value
        symbol = SYMBOL.match(rest)
        if symbol:
            wanted = "%" if unit == "%" else "money" if unit.endswith("EUR") else ""
            if unit and wanted != ("%" if symbol.group() == "%" else "money"):
                raise ValueError(f"« {symbol.group()} » in a column of {unit}")
            scale, rest = SYMBOLS[symbol.group()], rest[symbol.end() :].strip()
        step = scale / 10 ** len(decimals or "")
        quantity = ""
    else:
        quantity, rest = _take(rest, "quantities.csv")
        if not quantity:
            raise ValueError("not a number")
        low, high = phrases("quantities.csv")[quantity]
        whole = low.denominator == high.denominator == 1
        value, step, scale = (low + high) / 2, Fraction(1, 1 if whole else 100), Fraction(1)
    rest = "" if rest in ("fois", *words) else rest
    if rest:
        raise ValueError(f"« {rest} » after the number")
    value *= scale
    if hedge:
        below, above = phrases("hedges.csv")[hedge]
        strict = hedge in ("plus de", "moins de")
        top = None if above is None else value * above
        return Printed(value, value * below, top, step, hedge, strict)
    if quantity:
        said = value if low == high else Interval(low, high)
        return Printed(
            said, low, high, step, quantity if low != high else "", quantity == "majorité"
        )
    half = Fraction(0) if unit_of(unit).counted else step / 2
    return Printed(value, value - half, value + half, step)
