"""Labels that parts of a report are numbered with: « Tableau 11 », « annexe E », « section 5.2.3 ».

A label is read as a number, so that a reference is a second mention of the label it leads to. A
section's number of several levels is one number too: each level takes three digits.
"""

from __future__ import annotations

import re
from fractions import Fraction

WORD = re.compile(r"^[^\W\d_]{2,}\.?\s+")
LEVEL = 1000  # no report has as many parts on one level
# What an exhibit is called among the outputs: files are called after it, so it can be nothing else.
EXHIBIT = re.compile(r"(tableau|figure|encadre)_\d{2}[ab]?")
EXHIBITS = "a name as tableau_03, figure_11 or encadre_02"


def read(written: str) -> Fraction:
    """The number that a label carries; ValueError if it carries none."""
    text = WORD.sub("", " ".join(written.split())).rstrip(".")
    text = re.sub(r"^Q ?(?=\d)", "", text)  # the « Q » of a numbered question
    parts = text.split(".")
    if not all(re.fullmatch(r"\d{1,2}|[A-Z]", part) for part in parts):
        raise ValueError(f"« {written} » is not a label")
    numbers = [int(p) if p.isdigit() else ord(p) - ord("A") + 1 for p in parts]
    return sum((Fraction(n, LEVEL**depth) for depth, n in enumerate(numbers)), Fraction())


def levels(number: Fraction) -> tuple[int, ...]:
    """The levels of a section's number: 5, 2 and 3."""
    found = [int(number)]
    while number := (number - int(number)) * LEVEL:
        found.append(int(number))
    return tuple(found)


def dotted(number: Fraction) -> str:
    """A section's number as printed: `5.2.3`."""
    return ".".join(map(str, levels(number)))


def letter(number: Fraction) -> str:
    """An annex's letter."""
    return chr(ord("A") + int(number) - 1)


def follows(label: tuple[int, ...], before: tuple[int, ...]) -> bool:
    """Can this label come next: one more on some level, or the first of the level below?"""
    last = len(label) - 1
    next_one = tuple(number + 1 for number in before[last : last + 1])
    return label == (*before, 1) or (label[:last] == before[:last] and label[last:] == next_one)
