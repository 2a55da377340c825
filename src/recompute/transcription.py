"""Is what was transcribed really printed there? A mechanical check against the report's text.

Three questions: does each printed string stand on its line (one cell after the other, none twice
from the same mark); do tables leave no number of their lines out; and is every numeric token of the
report accounted for, as a transcribed number or as one set aside.

A numeric token is a run of digits, a number word (« un » and « une » are articles as a rule, and do
not count), or a Roman numeral.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .cards import Card
from .errors import InputError
from .raw_files import read_again, rows_of

PRINTED = ("value", "name")
WORDS = [
    "deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt",
    "trente|quarante|cinquante|soixante|cents?|mille|milliers?|millions?|milliards?",
    "(?:diz|douz|quinz|vingt|trent|quarant|cinquant|cent)aines?|moitié|tiers|quarts?",
    r"doubl\w+|tripl\w+|quasi-totalité|majorité|plupart|aucune?s?|unique|premi(?:er|ère)s?",
    "seconde?s?|(?:deux|trois|quatr|cinqu|six|sept|huit|neuv|dix|onz|douz)ièmes?",
    "(?-i:[IVX]{2,}(?:e|ème)?)",
]
LETTER = r"[^\W\d_]"
# A footnote's mark may be glued to a year: « 200720 » is two tokens.
TOKEN = re.compile(
    rf"(?:19|20)\d\d(?=\d{{1,2}}(?!\d))|\d+|(?<!{LETTER})(?:{'|'.join(WORDS)})(?!{LETTER})", re.I
)


def read_text(path: Path, sha256: str) -> list[str]:
    """The report's text as lines; InputError if it is not the text that the lines refer to."""
    content = path.read_bytes()
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        raise InputError(path.name, found=f"SHA-256 {found}", expected=f"SHA-256 {sha256}")
    return content.decode("utf-8").split("\n")


def is_printed(name: str, column: dict) -> bool:
    """Does this column hold what the report prints (rather than codes and lines of ours)?"""
    return column["is"] in PRINTED or (
        column["is"] == "dimension" and ("labels" in column or name == "year")
    )


class Marks:
    """The report's text, with each mark crossed out as it is read."""

    def __init__(self, text: list[str]):
        self.lines = [" ".join(line.split()) for line in text]
        self.left = list(self.lines)

    def cross_out(self, written: str, first: int, last: int) -> bool:
        """Cross out `written`, which may be broken over the lines `first` to `last` (1-based)."""
        words = " ".join(written.rstrip("*").split()).split(" ")
        line = first
        while words and line <= last:
            for size in range(len(words), 0, -1):
                piece = " ".join(words[:size])
                match = _whole(piece).search(self.left[line - 1])
                if match:
                    start, end = match.span()
                    kept = self.left[line - 1]
                    self.left[line - 1] = kept[:start] + "¤" * (end - start) + kept[end:]
                    words = words[size:]
                    break
            line += 1
        return not words

    def stands(self, written: str, first: int, last: int) -> bool:
        """Is `written` printed on these lines, whatever else was read from them?"""
        printed = " ".join(self.lines[first - 1 : last])
        return " ".join(written.split()) in printed

    def left_on(self, line: int) -> list[str]:
        """The numeric tokens of a line that nothing has crossed out."""
        return TOKEN.findall(self.left[line - 1])


def _whole(piece: str) -> re.Pattern[str]:
    """What finds a printed piece, but not as a part of a longer number or number word.

    A footnote's mark may be glued to a word or a date, but never to a bare number.
    """
    word = TOKEN.fullmatch(piece) and not piece.isdigit()
    before, after = (rf"(?<!{LETTER})", rf"(?!{LETTER})") if word else (r"(?<!\d)", "")
    if not re.search(LETTER, piece):
        after = r"(?!\d)"
    return re.compile(before + re.escape(piece) + after)


@dataclass(frozen=True)
class Piece:
    """A string of the report as one row and column of a raw file has it, from which lines.

    `column` is what the card says of the column; `again`: its mark is read for another cell.
    """

    row: dict[str, str]
    number: int
    name: str
    column: dict
    written: str
    first: int
    last: int
    again: bool


def pieces(card: Card) -> Iterator[Piece]:
    """Every string of a raw file that the report prints."""
    rows = rows_of(card)
    again = read_again(card, rows)
    for number, row in rows:
        for name, column in card.columns.items():
            if is_printed(name, column) and row[name]:
                first, _, last = row[column.get("line", "source_line")].partition("-")
                yield Piece(
                    row, number, name, column, row[name], int(first), int(last or first),
                    (number, name) in again or column.get("shared", False),
                )  # fmt: skip


def check_file(card: Card, marks: Marks) -> list[str]:
    """Cross out every printed string of one file; the problems met, in words."""
    problems = []
    lines = set()
    for piece in pieces(card):
        if piece.column["is"] == "value":
            lines.add(piece.first)
        if not (marks.stands if piece.again else marks.cross_out)(
            piece.written, piece.first, piece.last
        ):
            problems.append(
                f"{card.source}, row {piece.number}, column {piece.name}: « {piece.written} » does "
                f"not stand (any more) on line {piece.first} of the report: "
                f"« {marks.lines[piece.first - 1]} »"
            )
    named = {(entry["row"], entry["column"]) for entry in card.content.get("same_mark", [])}
    same = named - {(piece.number, piece.name) for piece in pieces(card)}
    problems += [f"{card.source}: same_mark of row {r}, column {c} is not used" for r, c in same]
    if card.content.get("whole_lines"):
        problems += [
            f"{card.source}: {left} on line {line} of the report is in no cell"
            for line in sorted(lines)
            for left in marks.left_on(line)
        ]
    return problems


def unaccounted(marks: Marks) -> list[str]:
    """The numeric tokens of the report that no file has crossed out."""
    return [
        f"line {line}: {left} is neither transcribed nor set aside (« {marks.lines[line - 1]} »)"
        for line in range(1, len(marks.lines) + 1)
        for left in marks.left_on(line)
    ]
