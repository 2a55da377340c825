"""French dates as printed: « 28 octobre 2005 », « 26/11/07 », « fin 2006 », « années 80 ».

A printed date is the run of days that it may mean, first and last included. Days are counted as
`datetime.date.toordinal` counts them, so that dates compare and repeat like any other number.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from fractions import Fraction

from .wording import say

MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
    "octobre", "novembre", "décembre",
)  # fmt: skip
# The months that a part of a year stands for; the seasons are those of the calendar, whole months.
PARTS = {
    "début": (1, 4),
    "mi": (5, 8),
    "fin": (9, 12),
    "printemps": (3, 6),
    "été": (6, 9),
    "automne": (9, 12),
}
DECADE_PARTS = {"": (0, 9), "début": (0, 3), "milieu": (3, 6), "fin": (6, 9)}  # years

_YEAR, _DAY = r"(?P<{0}>\d\s?\d{{3}})", r"(?P<{0}>\d{{1,2}})(?:er)?"
_MONTH = rf"(?P<{{0}}>{'|'.join([*MONTHS, 'fevrier', 'aout', 'decembre'])})"
Y1, Y2, M1, M2, D1, D2 = (
    pattern.format(f"{name}{n}")
    for name, pattern in (("y", _YEAR), ("m", _MONTH), ("d", _DAY))
    for n in (1, 2)
)
AND, PART = "(?:et|au|à|-|–)", rf"(?P<part>{'|'.join(PARTS)})"
DECADE = r"(?:(?P<part>début|milieu|fin) des )?années (?P<decade>\d0|\d{3}0)"
FORMS = [
    re.compile(form, re.I)
    for form in (
        Y1,
        rf"{PART}(?:[ -]| de ){Y1}",
        rf"{PART} (?P<y1>\d{{2}})",
        rf"{M1} {Y1}",
        rf"{M1} {AND} {M2} {Y1}",
        rf"{M1} {Y1} {AND} {M2} {Y2}",
        rf"{D1} {M1} {Y1}",
        rf"{D1} ?{AND} ?{D2} {M1} {Y1}",
        rf"{D1} {M1} {AND} {D2} {M2} {Y1}",
        r"(?P<d1>\d{1,2})/(?P<n1>\d{1,2})/(?P<y1>\d{4}|\d{2})",
        rf"{DECADE}(?: et (?P<decade2>\d0|\d{{3}}0))?",
        rf"(?P<decade>\d0) ?[-–] ?{Y2}",
        rf"{Y1} ?(?:{AND}|/) ?{Y2}",
    )
]


def read(written: str) -> tuple[Fraction, Fraction]:
    """The first and the last day that a printed date may mean.

    Raises ValueError on what is no date, or no day of the calendar.
    """
    text = " ".join(written.split()).removeprefix("de ")
    for form in FORMS:
        match = form.fullmatch(text)
        if match:
            return _days(match.groupdict())
    raise ValueError(f"« {written} » is not a date")


def _days(found: dict[str, str | None]) -> tuple[Fraction, Fraction]:
    if decade := found.get("decade"):
        start, end = DECADE_PARTS[(found.get("part") or "").lower()]
        first, last = _decade(decade), _decade(found.get("decade2") or decade)
        last_year = _year(found.get("y2")) or last + end
        return _span(date(first + start, 1, 1), date(last_year, 12, 31))
    year = _year(found["y1"])
    last_year = _year(found.get("y2")) or year
    if part := found.get("part"):
        first_month, last_month = PARTS[part.lower()]
    else:
        first_month = int(found.get("n1") or 0) or _month(found.get("m1")) or 1
        named = found.get("m1") or found.get("n1")
        last_month = _month(found.get("m2")) or (first_month if named else 12)
    first_day = int(found.get("d1") or 1)
    last_day = int(found.get("d2") or found.get("d1") or monthrange(last_year, last_month)[1])
    return _span(date(year, first_month, first_day), date(last_year, last_month, last_day))


def _decade(written: str) -> int:
    return int(written) if len(written) == 4 else 1900 + int(written)


def _month(name: str | None) -> int:
    plain = str.maketrans("éû", "eu")
    months = [month.translate(plain) for month in MONTHS]
    return months.index(name.lower().translate(plain)) + 1 if name else 0


def _year(written: str | None) -> int:
    digits = (written or "0").replace(" ", "")
    # Of two digits: up to 50 this century, above it the last.
    return int(digits) if len(digits) != 2 else 2000 + int(digits) - 100 * (int(digits) > 50)


def _span(first: date, last: date) -> tuple[Fraction, Fraction]:
    if last < first:
        raise ValueError(f"a period that ends ({last}) before it starts ({first})")
    return Fraction(first.toordinal()), Fraction(last.toordinal())


def iso(day: Fraction) -> str:
    """A day as data files write it: `2005-10-28`."""
    return date.fromordinal(int(day)).isoformat()


def written(first: Fraction, last: Fraction) -> str:
    """A run of days in the language of the moment: `28 octobre 2005`, `octobre 2005`, `2005`."""
    start, end = date.fromordinal(int(first)), date.fromordinal(int(last))
    if start == end:
        day = say("date.first") if start.day == 1 else start.day
        return say("date.day", day=day, month=_name(start), year=start.year)
    whole_months = start.day == 1 and end.day == monthrange(end.year, end.month)[1]
    if whole_months and (start.month, end.month) == (1, 12):
        same = start.year == end.year
        return f"{start.year}" if same else say("date.years", first=start.year, last=end.year)
    same_month = (start.year, start.month) == (end.year, end.month)
    if whole_months and same_month:
        return say("date.month", month=_name(start), year=start.year)
    begins = (say("date.first") if start.day == 1 else start.day) if same_month else None
    return say("date.span", first=begins or written(first, first), last=written(last, last))


def _name(day: date) -> str:
    """The name of a day's month."""
    return say("date.months").split()[day.month - 1]
