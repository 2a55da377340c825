"""Signs that no text may hold which people are to read, in a page, a picture or a spreadsheet.

XML has no way to write control characters; marks of direction show what follows them in another
order than it is written; signs of private use mean something else to each program.
"""

from __future__ import annotations

import re

UNFIT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ue000-\uf8ff\ufffe\uffff]"
)
SEEN = "\n\u00a0\u202f"  # what is no sign, and still shows where it stands


def unfit(text: str) -> str:
    """The first such sign, as « U+202E »; nothing if there is none."""
    found = UNFIT.search(text)
    return f"U+{ord(found.group()):04X}" if found else ""


def visible(text: str) -> str:
    """A text for a terminal: what is not seen, or would be obeyed, stands as an escape."""
    return "".join(
        c if c.isprintable() or c in SEEN else c.encode("unicode_escape").decode() for c in text
    )
