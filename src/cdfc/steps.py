"""What each step of the workflow does around its work: a log, and a clear word if it fails."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from recompute.errors import InputError


@contextmanager
def step(log: str | Path) -> Iterator[None]:
    """Run one step; what cannot be trusted ends it with one line, in the log and on the screen."""
    Path(log).write_text("", encoding="utf-8")
    try:
        yield
    except InputError as error:
        Path(log).write_text(f"{error}\n", encoding="utf-8")
        print(f"\nerror: {error}\n", file=sys.stderr)
        sys.exit(1)
