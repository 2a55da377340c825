"""What a cell of text says, in SQL: amounts, years, texts without the spaces around them."""

from __future__ import annotations

from ..dialect import SPACES
from .database import text

_SPACE = f"[{SPACES}]"
_DECIMALS = "(,[0-9]{1,4})?"
_PLAIN = f"-?(0|[1-9][0-9]*){_DECIMALS}"
_GROUPED = f"-?[1-9][0-9]{{0,2}}({_SPACE}[0-9]{{3}})+{_DECIMALS}"
_AMOUNT = f"[+\\-−]?(0|[1-9][0-9]*|[1-9][0-9]{{0,2}}({_SPACE}[0-9]{{3}})+){_DECIMALS}"


def bare(label: str) -> str:
    """A text without spaces around it."""
    return label.strip(SPACES + "\t")


def trimmed(cell: str) -> str:
    """SQL: a text without spaces around it."""
    return f"trim({cell}, {text(SPACES)} || chr(9))"


def amount(cell: str) -> str:
    """SQL: the amount that a cell says; NULL if it says none.

    The usual ways to write one come first: with the others' care, ten million rows take twice as
    long.
    """

    def value(written: str, replaced: dict[str, str]) -> str:
        for old, new in replaced.items():
            written = f"replace({written}, {text(old)}, {text(new)})"
        return f"TRY_CAST({written} AS DECIMAL(18, 4))"

    spaces = dict.fromkeys(SPACES, "")
    any_way = f"regexp_replace({trimmed(cell)}, '{_SPACE}*(€|EUR|euros?)$', '', 'i')"
    return f"""CASE
        WHEN regexp_full_match({cell}, '{_PLAIN}') THEN {value(cell, {",": "."})}
        WHEN regexp_full_match({cell}, '{_GROUPED}') THEN {value(cell, {",": "."} | spaces)}
        WHEN regexp_full_match({any_way}, '{_AMOUNT}')
        THEN {value(any_way, {",": ".", "−": "-", "+": ""} | spaces)} END"""


def year(cell: str) -> str:
    """SQL: the year that a cell says, alone or in a date; NULL if it says none."""
    bare = trimmed(cell)
    shapes = [  # how else it may be written, and where the year stands
        (bare, "[0-9]{4}", bare),
        (bare, "[0-9]{4}-[0-9]{2}-[0-9]{2}([ T][0-9:.]+)?", f"left({bare}, 4)"),
        (bare, "[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}", f"right({bare}, 4)"),
    ]
    usual = f"TRY_CAST({cell} AS SMALLINT)"  # four digits, if written back it is the same
    cases = (
        f"WHEN regexp_full_match({written}, '{shape}') THEN CAST({place} AS SMALLINT)"
        for written, shape, place in shapes
    )
    return f"""CASE WHEN {usual} BETWEEN 1000 AND 9999 AND {usual}::VARCHAR = {cell} THEN {usual}
        {" ".join(cases)} END"""
