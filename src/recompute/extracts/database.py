"""DuckDB, within its means, and how values, names and files are written in its SQL."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb

SETTINGS = {
    "memory_limit": "1300MB",  # the rest on disk
    "autoinstall_known_extensions": False,  # no download at run time
    "autoload_known_extensions": False,
}


def connect(scratch: Path, threads: int | None = None) -> duckdb.DuckDBPyConnection:
    """An empty database; `scratch`: a folder for what does not fit in memory."""
    settings = SETTINGS | {"temp_directory": str(scratch / "spill")}
    database = duckdb.connect(config=settings | ({"threads": threads} if threads else {}))
    database.execute("SET enable_progress_bar = false")  # what a process prints is its result
    return database


def text(value: str) -> str:
    """A string as SQL writes it."""
    return "'" + value.replace("'", "''") + "'"


def name(value: str) -> str:
    """A name as SQL writes it."""
    return '"' + value.replace('"', '""') + '"'


def file(path: str | Path) -> str:
    """A file to be read: the signs of a pattern stand for themselves."""
    return text(re.sub(r"[*?\[]", r"[\g<0>]", str(path)))
