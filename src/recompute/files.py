"""The one room where files are written: whole or not at all, and the same bytes every time."""

from __future__ import annotations

import csv
import errno
import hashlib
import json
import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from .errors import InputError

NOT_WRITABLE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES)
PARTIAL = ".partial-"  # how the name of a file begins that is not yet whole
# Where a spreadsheet that opens a CSV file would begin to read a formula, and not just a number: at
# the start of a cell, or of what another separator makes one.
FORMULA = (
    r"[ ']*(?:[=@\uff1d\uff20]"
    r"|[+\-\uff0b\uff0d](?![\d \u00a0\u202f.,%€]*(?:\.\.[+-]?[\d.]*)?(?:$|[;\t\r\n])))"
)
RUN = re.compile(f"(^|[;\t\r\n])({FORMULA})")
KEPT = re.compile(f"(^|[;\t\r\n])'({FORMULA})")


@contextmanager
def replacing(path: str | Path) -> Iterator[Path]:
    """A temporary name to write to; the file takes its place only if nothing went wrong.

    Raises InputError if there is no room, or no permission, to write it.
    """
    path = Path(path)
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=PARTIAL, suffix=path.suffix, dir=path.parent)
        os.close(handle)
        temporary = Path(name)
        yield temporary
        temporary.chmod(0o644)
        temporary.replace(path)
    except Exception as error:  # each library has one of its own, with the system's words in it
        said = next((s for s in map(os.strerror, NOT_WRITABLE) if s in str(error)), None)
        if said is None:
            raise
        expected = "room, and permission, to write it"
        raise InputError(path, found=said.lower(), expected=expected) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def digest(path: str | Path) -> str:
    """The SHA-256 of a file, in hexadecimal digits."""
    with Path(path).open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def write_text(path: str | Path, text: str) -> None:
    """Write UTF-8 text with Unix line ends."""
    with replacing(path) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")


def write_csv(path: str | Path, header: list[str], rows: Iterable[Iterable[str]]) -> None:
    """Write a CSV file as the contract has them: UTF-8, comma, one header row.

    Where a spreadsheet would run what a cell holds, an apostrophe keeps it a text.
    """
    lines = _Lines()
    writer = csv.writer(lines, lineterminator="\r\n")  # so that both are quoted within a cell
    writer.writerow(header)
    writer.writerows([_sub(RUN, r"\1'\2", cell) for cell in row] for row in rows)
    write_text(path, "".join(lines))


class _Lines(list[str]):
    """What a CSV writer writes, with Unix line ends."""

    def write(self, line: str) -> None:
        """Take a line."""
        self.append(line.removesuffix("\r\n") + "\n")


def read_csv(path: str | Path) -> list[dict[str, str]]:
    """The rows of a CSV file that this project wrote, without the apostrophes of `write_csv`."""
    with Path(path).open(encoding="utf-8", newline="") as handle:
        return [
            {name: _sub(KEPT, r"\1\2", cell) for name, cell in row.items()}
            for row in csv.DictReader(handle)
        ]


def _sub(pattern: re.Pattern[str], by: str, cell: Any) -> Any:
    return pattern.sub(by, cell) if isinstance(cell, str) else cell


def write_json(path: str | Path, content: Mapping[str, Iterable]) -> None:
    """Write JSON, a line for each item of its lists so that a change shows as one line."""
    parts = (
        f"{json.dumps(name)}: [\n"
        + ",\n".join(json.dumps(item, ensure_ascii=False) for item in items)
        + "\n]"
        for name, items in content.items()
    )
    write_text(path, "{" + ",\n".join(parts) + "}\n")


def read_json(path: str | Path) -> Any:
    """Read JSON."""
    return json.loads(Path(path).read_text(encoding="utf-8"))
