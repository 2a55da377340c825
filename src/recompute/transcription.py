"""Is what was transcribed really printed there? A mechanical check against the report's text.

Three questions: does each printed string stand on its line (one cell after the other, none twice
from the same mark); do tables leave no number of their lines out; and is every run of digits in
the parts said to be covered accounted for, as a transcribed number or as one set aside.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from .cards import Card
from .cells import read_rows
from .errors import InputError

PRINTED = ("value", "name")


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
                # A footnote's mark may be glued to a word or a date, but never to a bare number.
                end = "" if re.search(r"[^\W\d_]", piece) else r"(?!\d)"
                pattern = rf"(?<!\d){re.escape(piece)}{end}"
                match = re.search(pattern, self.left[line - 1])
                if match:
                    start, end = match.span()
                    kept = self.left[line - 1]
                    self.left[line - 1] = kept[:start] + "¤" * (end - start) + kept[end:]
                    words = words[size:]
                    break
            line += 1
        return not words

    def digits_left(self, line: int) -> list[str]:
        """The runs of digits of a line that nothing has crossed out."""
        return re.findall(r"\d+", self.left[line - 1])


def check_file(card: Card, marks: Marks) -> list[str]:
    """Cross out every printed string of one file; the problems met, in words."""
    problems = []
    same = {(entry["row"], entry["column"]) for entry in card.content.get("same_mark", [])}
    lines = set()
    for number, row in read_rows(card.data_path, card.source, list(card.columns)):
        for name, column in card.columns.items():
            if not is_printed(name, column) or not row[name]:
                continue
            first, _, last = row[column.get("line", "source_line")].partition("-")
            if column["is"] == "value":
                lines.add(int(first))
            if (number, name) in same:
                same.remove((number, name))
                continue
            if not marks.cross_out(row[name], int(first), int(last or first)):
                problems.append(
                    f"{card.source}, row {number}, column {name}: « {row[name]} » does not stand "
                    f"(any more) on line {first} of the report: « {marks.lines[int(first) - 1]} »"
                )
    problems += [f"{card.source}: same_mark of row {r}, column {c} is not used" for r, c in same]
    if card.content.get("whole_lines"):
        problems += [
            f"{card.source}: {left} on line {line} of the report is in no cell"
            for line in sorted(lines)
            for left in marks.digits_left(line)
        ]
    return problems


def unaccounted(marks: Marks, covered: list[list[int]]) -> list[str]:
    """The runs of digits in the covered lines that no file has crossed out."""
    return [
        f"line {line}: {left} is neither transcribed nor set aside (« {marks.lines[line - 1]} »)"
        for first, last in covered
        for line in range(first, last + 1)
        for left in marks.digits_left(line)
    ]
