"""What figures say in words: typography, numbers of an axis, lists, a sentence's parts."""

from __future__ import annotations

import re
from collections.abc import Iterable

from recompute import wording
from recompute.exact import Known, as_interval
from recompute.measure import Result
from recompute.units import SEPARATORS, digits, in_unit, unit_of, with_unit
from recompute.wording import FRENCH, say

NARROW, UNBREAKABLE = "\u202f", "\u00a0"
THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
BEFORE = re.compile(r" (?=[%;!?»€]|[MKk]€)")


def narrow(text: str) -> str:
    """A text as French typesetting spaces it: narrow and unbreakable where a line must not end.

    English parts neither its thousands nor its signs by spaces: the text is as it was.
    """
    if wording.language() != FRENCH:
        return text
    text = BEFORE.sub(NARROW, THOUSANDS.sub(NARROW, text)).replace("« ", f"«{NARROW}")
    return text.replace(" :", f"{UNBREAKABLE}:")


def on_axis(value: float, _place: int = 0) -> str:
    """A number on an axis, in the language of the moment; a formatter of matplotlib."""
    marks = dict(zip(",.", SEPARATORS[wording.language()], strict=True))
    return narrow("".join(marks.get(sign, sign) for sign in f"{value:,.10g}"))


def said(result: Result) -> str:
    """A result with its unit: `8,56 par an`, `9 à 77`."""
    return with_unit(result.value, result.unit)


def short(value: Known, unit: str, decimals: int) -> str:
    """A number or bounds in this unit, to so many decimals: `24,7 %`, `21,2 à 22,2 %`."""
    ends = as_interval(in_unit(value, unit))
    low, high = (digits(end, decimals) for end in (ends.low, ends.high))
    low_signed, signed = (
        say(f"unit.{unit}", n=n) if unit_of(unit).symbol else n for n in (low, high)
    )
    if low == high:
        return signed
    return say("number.range", low=low, low_with_unit=low_signed, high_with_unit=signed)


def between(value: Known) -> str:
    """Bounds in a sentence: `entre 12 et 418`."""
    ends = as_interval(value)
    return say("formula.between", low=digits(ends.low), high=digits(ends.high))


def listed(words: Iterable[str]) -> str:
    """Words in a sentence: `Mali, Sénégal et Bénin`."""
    *others, last = words
    return say("said.and").join([say("said.comma").join(others), last]) if others else last


def until(results: Iterable[Result]) -> str:
    """The last year of the period that added results cover."""
    return next((r.key["period"][-4:] for r in results if "period" in r.key), "")
