"""Printed strings: what « 42,3% », « 250 K€ ou 300 K€ » or « près d'un quart » stand for.

A printed number is an interval: every value that its author could have rounded to it. Ties at
both edges count for the author (half up and half down are both accepted). A number said with a
hedge or in words stands for the interval that the published table `phrases.csv` gives it.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib.resources import files

from .exact import Interval, Known, as_interval, exact
from .rounding import rounded
from .units import CURRENCIES, SYMBOLS, unit_of

NUMBER = re.compile(r"([+\-−]?)(\d{1,3}(?: \d{3})+|\d+)(?:,(\d+))?")
ORDINAL = re.compile(r"^(ères?|ères|er|e|ème|èmes|nde?)\b")
FRACTION = re.compile(r"/(\d+)")
POWERS = {"millions": 10**6, "million": 10**6, "milliards": 10**9, "milliard": 10**9}
SYMBOL = re.compile("|".join(sorted(map(re.escape, SYMBOLS), key=len, reverse=True)))


@dataclass(frozen=True)
class Printed:
    """What one printed string stands for, in base units (euros, plain ratios, units counted).

    `value` is the number itself; `low` and `high` the edges of what rounds to it (`high` None:
    no upper edge); `strict` when the edges themselves are excluded; `step` one unit of the last
    digit; `hedge` the phrase that widened it, if any.
    """

    value: Known
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
        return not self.hedge and self.value == rounded(value / self.step, 0, "trunc") * self.step


@dataclass(frozen=True)
class Phrase:
    """A phrase of the published table: the edges it stands for (`high` None: no upper edge).

    `kind`: a `factor` widens the number said after it; a `number` stands for itself; a `share` says
    how many of all cases a sentence admits, and is used by measures.
    """

    kind: str
    phrase: str
    low: Fraction
    high: Fraction | None
    strict: bool  # the edges themselves are excluded
    reason: str


@cache
def phrases() -> list[Phrase]:
    """The published table of phrases, longest first."""
    text = files(__package__).joinpath("phrases.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    found = [
        Phrase(
            row["kind"],
            row["phrase"],
            Fraction(row["low"]),
            None if row["high"] == "inf" else Fraction(row["high"]),
            row["strict"] == "yes",
            row["reason"],
        )
        for row in rows
    ]
    return sorted(found, key=lambda phrase: -len(phrase.phrase))


def phrase(text: str) -> Phrase:
    """One phrase of the published table."""
    (found,) = [phrase for phrase in phrases() if phrase.phrase == text]
    return found


def _take(text: str, kind: str) -> tuple[Phrase | None, str]:
    """The phrase of this kind that `text` starts with, and what follows it."""
    for phrase in phrases():
        if phrase.kind != kind or not text.startswith(phrase.phrase):
            continue
        rest = text[len(phrase.phrase) :]
        if phrase.phrase.endswith("'") or not rest[:1].isalpha():
            return phrase, rest.strip()
    return None, text


def parse(written: str, unit: str = "", words: tuple[str, ...] = (), hedge: str = "") -> Printed:
    """Read what is printed: a French number, a date, or a label.

    `unit`: the unit of the column (a `%` or `€` sign in the string must agree with it);
    `words`: nouns that may follow the number (« personnes »); `hedge`: a phrase of the published
    table that stands elsewhere in the sentence. Raises ValueError on anything else.
    """
    if read := unit_of(unit).read:
        low, high = read(written)
        return Printed(low if low == high else Interval(low, high), low, high)
    text = " ".join(written.split()).replace("’", "'").rstrip("*")
    if " ou " in text:
        parts = [parse(part, unit, words) for part in text.split(" ou ")]
        ends = [as_interval(part.value) for part in parts]
        low, high = min(end.low for end in ends), max(end.high for end in ends)
        return Printed(Interval(low, high), low, high, min(part.step for part in parts))
    widened, rest = _take(text[:1].lower() + text[1:], "factor")
    if not widened and hedge:
        widened, _ = _take(hedge, "factor")
    number = NUMBER.match(rest)
    said, printed, rest = _number(number, rest, unit) if number else _words(rest, unit)
    if rest not in ("", "fois", *words):
        raise ValueError(f"« {rest} » after the number")
    if not widened:
        return printed
    top = None if widened.high is None else said * widened.high
    return Printed(said, said * widened.low, top, printed.step, widened.phrase, widened.strict)


def _number(match: re.Match[str], text: str, unit: str) -> tuple[Fraction, Printed, str]:
    """A number in digits: its value, what rounds to it, and what follows it."""
    sign, whole, decimals = match.groups()
    rest = text[match.end() :]
    if fraction := FRACTION.match(rest):  # 2/3 is a share as it stands, whatever the unit
        if int(fraction[1]) == 0:
            raise ValueError("a fraction divided by 0")
        value = Fraction(int(whole), int(fraction[1]))
        return value, Printed(value, value, value, Fraction(1, 100)), rest[fraction.end() :].strip()
    if unit == "rank":
        rest = ORDINAL.sub("", rest)
    rest = rest.strip()
    scale = unit_of(unit).scale  # a symbol in the string itself outranks it
    if symbol := SYMBOL.match(rest):
        wanted = "%" if unit == "%" else "money" if unit.endswith(CURRENCIES) else ""
        if unit and wanted != ("%" if symbol.group() == "%" else "money"):
            raise ValueError(f"« {symbol.group()} » in a column of {unit}")
        scale, rest = SYMBOLS[symbol.group()], rest[symbol.end() :].strip()
    value = Fraction(whole.replace(" ", "") + "." + (decimals or "0")) * scale
    for power, step_up in POWERS.items():
        if rest.startswith(power):
            value, scale, rest = value * step_up, scale * step_up, rest[len(power) :].strip()
            break
    value = -value if sign in ("-", "−") else value
    step = scale / 10 ** len(decimals or "")
    half = Fraction(0) if unit_of(unit).counted else step / 2
    return value, Printed(value, value - half, value + half, step), rest


def _words(text: str, unit: str) -> tuple[Fraction, Printed, str]:
    """A number in words, as the published table has it."""
    phrase, rest = _take(text, "number")
    if phrase is None:
        raise ValueError("not a number")
    low, high = phrase.low, exact(phrase.high)
    step = Fraction(1, 1 if low.denominator == high.denominator == 1 else 100)
    if low == high:
        half = Fraction(0) if unit_of(unit).counted else step / 2
        return low, Printed(low, low - half, low + half, step), rest
    printed = Printed(Interval(low, high), low, high, step, phrase.phrase, phrase.strict)
    return (low + high) / 2, printed, rest
