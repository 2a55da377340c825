"""Text as a page shows it: escaped, numbers as links, no line broken where it must not be."""

from __future__ import annotations

import re
from collections.abc import Callable

from markupsafe import Markup, escape

from ..cells import Cell

# Where a line must not break: inside numbers and quotation marks, before French punctuation.
GROUPED = re.compile(r"(?<!\d)\d{1,3}(?: \d{3})+(?!\d)")
TIGHT = re.compile(r"(?<=\d) (?=[%€MK])|(?<=«) | (?=[»:;?!])")
NARROW = "\u202f"
# A number's mark in a text, until the page makes it a link: no text of a report holds these.
START, MIDDLE, END = "\ue000", "\ue001", "\ue002"
MARKED = re.compile(f"{START}([^{MIDDLE}]*){MIDDLE}([^{END}]*){END}")


def typeset(text: str) -> Markup:
    """Escape, then make the spaces where a line must not break narrow and unbreakable."""
    grouped = GROUPED.sub(lambda number: number.group().replace(" ", NARROW), str(escape(text)))
    return Markup(TIGHT.sub(NARROW, grouped))


def mark(cell: Cell, text: str) -> str:
    """A number's text with the mark that says which cell it is."""
    return f"{START}{cell.id}{MIDDLE}{text}{END}"


def linked(text: str, address: Callable[[str], str]) -> Markup:
    """Typeset, each marked number a link to `address(id)`; a number that has none stays text."""
    ids = []

    def keep(match: re.Match) -> str:  # an id is neither escaped nor typeset
        ids.append(match[1])
        return f"{START}{len(ids) - 1}{MIDDLE}{match[2]}{END}"

    def link(match: re.Match) -> str:
        where = address(ids[int(match[1])])
        return f'<a href="{escape(where)}">{match[2]}</a>' if where else match[2]

    return Markup(MARKED.sub(link, str(typeset(MARKED.sub(keep, text)))))
