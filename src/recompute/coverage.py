"""Coverage: what became of each numeric token of the report, section by section.

The report's text is not needed: how many tokens stand on each of its lines was counted once
(`tokens.csv`), and every raw file says which of them it took, and as what.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from fractions import Fraction

from .cards import Card
from .claims import LABEL
from .errors import InputError
from .exact import decimal_text
from .raw_files import rows_of
from .transcription import TOKEN, Piece, pieces

IN_LEDGER, IN_LABELS, ASIDE = "in_ledger", "in_labels", "set_aside"
DEPTH = 2
UNTITLED = "(before the first heading)"


@dataclass(frozen=True)
class Section:
    """A part of the report and the lines it takes."""

    label: str
    title: str
    first: int
    last: int


def sections(headings: Card, last_line: int) -> list[Section]:
    """The report's sections down to DEPTH levels, and its annexes, in order."""
    rows = (row for _, row in rows_of(headings))
    chosen = [
        row
        for row in sorted(rows, key=lambda row: int(row["source_line"]))
        if row["kind"] == "annex"
        or (row["kind"] == "section" and row["printed"].count(".") < DEPTH)
    ]
    starts = [int(row["source_line"]) for row in chosen]
    found = [
        Section(row["printed"], row["title"], start, end - 1)
        for row, start, end in zip(chosen, starts, [*starts[1:], last_line + 1], strict=True)
    ]
    first = starts[0] if starts else last_line + 1
    return ([Section("", UNTITLED, 1, first - 1)] if first > 1 else []) + found


def taken_as(piece: Piece) -> str:
    """What a printed string was transcribed as: a number of the ledger, a label, or set aside."""
    if "reason" in piece.row:
        return ASIDE
    kind = piece.column.get("kind") or piece.row.get("kind")
    return IN_LEDGER if piece.column["is"] == "value" and kind != LABEL else IN_LABELS


class Coverage:
    """Where each numeric token of the report went.

    Raises InputError if raw files take more from a line than was counted there.
    """

    def __init__(self, cards: list[Card], tokens: Card, headings: Card):
        self.tokens = {int(row["source_line"]): int(row["tokens"]) for _, row in rows_of(tokens)}
        self.sections = sections(headings, max(self.tokens, default=0))
        self.taken: dict[int, Counter[str]] = defaultdict(Counter)
        read = [piece for card in cards for piece in pieces(card) if not piece.again]
        self.aside = [piece for piece in read if "reason" in piece.row]
        for piece in sorted(read, key=lambda piece: piece.last - piece.first):
            self._take(piece)
        for line, taken in self.taken.items():
            if taken.total() > (counted := self.tokens.get(line, 0)):
                raise InputError(
                    tokens.source, found=f"{counted} numeric tokens on line {line} of the report",
                    expected=f"at least {taken.total()}, as many as raw files take from it",
                )  # fmt: skip

    def _take(self, piece: Piece) -> None:
        """Count a piece's tokens where it stands; over several lines, where tokens are left."""
        size = len(TOKEN.findall(piece.written))
        for line in range(piece.first, piece.last + 1):
            room = self.tokens.get(line, 0) - self.taken[line].total()
            here = size if line == piece.last else min(size, max(room, 0))
            self.taken[line][taken_as(piece)] += here
            size -= here

    def rows(self) -> tuple[list[str], list[list[str]]]:
        """`coverage.csv`: one row for each section, and one for the whole report."""
        header = ["section", "title", "first_line", "last_line", "tokens", IN_LEDGER, IN_LABELS,
                  ASIDE, "open", "accounted_share"]  # fmt: skip
        rows = []
        everything = Section("total", "", 1, max(self.tokens, default=0))
        for section in [*self.sections, everything]:
            lines = range(section.first, section.last + 1)
            tokens = sum(self.tokens.get(line, 0) for line in lines)
            taken = sum((self.taken[line] for line in lines if line in self.taken), Counter())
            left = tokens - taken.total()
            share = decimal_text(Fraction(tokens - left, tokens), 4) if tokens else "1"
            rows.append(
                [section.label, section.title, str(section.first), str(section.last), str(tokens),
                 str(taken[IN_LEDGER]), str(taken[IN_LABELS]), str(taken[ASIDE]), str(left), share]
            )  # fmt: skip
        return header, rows

    def unbound(self) -> tuple[list[str], list[list[str]]]:
        """`unbound_numbers.csv`: the tokens in no entry, with the reason; none for those open."""
        header = ["source_line", "printed", "reason"]
        rows = [[str(p.first), p.written, p.row["reason"]] for p in self.aside]
        for line, tokens in self.tokens.items():
            left = tokens - self.taken[line].total()
            if left > 0:
                rows.append([str(line), f"{left} numeric tokens", "open"])
        return header, sorted(rows, key=lambda row: int(row[0]))
