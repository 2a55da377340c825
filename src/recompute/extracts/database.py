"""DuckDB, within its means, and how values, names and files are written in its SQL."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, TypeAlias

import duckdb

Settings: TypeAlias = dict[str, str | bool | int | float | list[str]]  # as the library has it
Database: TypeAlias = duckdb.DuckDBPyConnection
SETTINGS: Settings = {
    "memory_limit": "1300MB",  # the rest on disk
    "autoinstall_known_extensions": False,  # no download at run time
    "autoload_known_extensions": False,
}


def connect(scratch: Path, threads: int | None = None) -> Database:
    """An empty database; `scratch`: a folder for what does not fit in memory."""
    settings = SETTINGS | {"temp_directory": str(scratch / "spill")}
    if threads:
        settings["threads"] = threads
    database = duckdb.connect(config=settings)
    database.execute("SET enable_progress_bar = false")  # what a process prints is its result
    return database


def first(database: Database, query: str) -> Any:
    """What the first row of a query says first; None if there is no row."""
    found = database.execute(query).fetchone()
    return found and found[0]


def text(value: str) -> str:
    """A string as SQL writes it."""
    return "'" + value.replace("'", "''") + "'"


def name(value: str) -> str:
    """A name as SQL writes it."""
    return '"' + value.replace('"', '""') + '"'


def file(path: str | Path) -> str:
    """A file to be read: the signs of a pattern stand for themselves."""
    return text(re.sub(r"[*?\[]", r"[\g<0>]", str(path)))
