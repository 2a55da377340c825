"""Put the columns of the kinds of extract, as their YAML has them, into docs/extracts.md."""

from __future__ import annotations

import re
from pathlib import Path

from cdfc.supplied import kinds

ROOT = Path(__file__).parents[1]
BLOCK = re.compile(r"(?<=<!-- columns -->\n).*?(?=<!-- end of columns -->)", re.S)
NEEDED = {"row": "each row", "file": "the column", "": ""}


def tables() -> str:
    """A table for each kind: its columns, what they are, which are needed, how files call them."""
    parts = []
    for kind in kinds().values():
        parts.append(f"### `{kind.name}`: {kind.title}\n")
        parts.append("| column | what it is | type | needed | headers understood |")
        parts.append("| --- | --- | --- | --- | --- |")
        for c in kind.columns.values():
            meaning, needed = c.meaning.replace("|", r"\|"), NEEDED[c.required]
            row = [f"`{c.name}`", meaning, c.type, needed, ", ".join(c.headers)]
            parts.append(f"| {' | '.join(row)} |")
        parts += [f"\nA row is set aside where `{a}` is above `{b}`." for a, b, _ in kind.rules]
        parts.append("")
    return "\n".join(parts) + "\n"


def written(page: str) -> str:
    """The page with the tables as they are now."""
    return BLOCK.sub(lambda _: tables(), page, count=1)


if __name__ == "__main__":
    page = ROOT / "docs/extracts.md"
    page.write_text(written(page.read_text("utf-8")), "utf-8")
