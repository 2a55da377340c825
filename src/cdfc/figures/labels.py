"""What figures say in words: French typography, numbers of an axis, lists, a sentence's parts."""

from __future__ import annotations

import re
from collections.abc import Iterable

from recompute.exact import Value, as_interval
from recompute.measure import Result
from recompute.units import digits, in_unit, unit_of, with_unit

NARROW, UNBREAKABLE = "\u202f", "\u00a0"
THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
BEFORE = re.compile(r" (?=[%;!?»€]|[MKk]€)")


def narrow(text: str) -> str:
    """A text as French typesetting spaces it: narrow and unbreakable where a line must not end."""
    text = BEFORE.sub(NARROW, THOUSANDS.sub(NARROW, text)).replace("« ", f"«{NARROW}")
    return text.replace(" :", f"{UNBREAKABLE}:")


def on_axis(value: float, _place: int = 0) -> str:
    """A number on an axis, the French way; a formatter of matplotlib."""
    return narrow(f"{value:,.10g}".replace(",", " ").replace(".", ","))


def said(result: Result) -> str:
    """A result with its unit: `8,56 par an`, `9 à 77`."""
    return with_unit(result.value, result.unit)


def short(value: Value, unit: str, decimals: int) -> str:
    """A number or bounds in this unit, to so many decimals: `24,7 %`, `21,2 à 22,2 %`."""
    ends = as_interval(in_unit(value, unit))
    text = " à ".join(dict.fromkeys(digits(end, decimals) for end in (ends.low, ends.high)))
    return f"{text} {unit_of(unit).symbol}".rstrip()


def between(value: Value) -> str:
    """Bounds in a sentence: `entre 12 et 418`."""
    ends = as_interval(value)
    return f"entre {digits(ends.low)} et {digits(ends.high)}"


def listed(words: Iterable[str]) -> str:
    """Words in a sentence: `Mali, Sénégal et Bénin`."""
    *others, last = words
    return f"{', '.join(others)} et {last}" if others else last


def until(results: Iterable[Result]) -> str:
    """The last year of the period that added results cover."""
    return next((r.key["period"][-4:] for r in results if "period" in r.key), "")
