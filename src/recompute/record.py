"""The build record: what a run was made from, with what, and what it made.

Two people who hold a record and a tree of files can say whether the tree is the one of the record.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from .errors import InputError
from .files import digest, read_json, write_json

RAW = "data/raw"
MADE = ("data/processed", "figures", "report")  # the folders that a run writes to
NAME = "report/build.json"
BEGAN = ".snakemake/began.json"  # what the run at work read
MISSING, CHANGED, ADDED = "missing", "changed", "not in the record"
LISTS = ("code", "made_with", "inputs", "outputs")


def files(root: str | Path, *folders: str) -> list[str]:
    """The path, from `root`, of each file below these folders, in order.

    Links to folders are followed. Hidden files are none of it, nor what Python keeps, nor a record.
    """
    found = []
    for folder in folders:
        for place, _, names in os.walk(Path(root, folder), followlinks=True):
            if not place.endswith("__pycache__"):
                below = Path(folder, os.path.relpath(place, Path(root, folder)))
                found += [(below / name).as_posix() for name in names if name[0] != "."]
    return sorted(path for path in found if path != NAME)


def begin(root: Path, paths: Iterable[str]) -> None:
    """Note what the inputs of a run in `root` are, before anything is read."""
    write_json(root / BEGAN, {"inputs": _listed((path, digest(root / path)) for path in paths)})


def is_misdated(root: Path, paths: Iterable[str]) -> bool:
    """Did an input of the last record change since it was written, although its date is older?"""
    try:
        recorded = read_record(root / NAME)["inputs"]
        written = (root / NAME).stat().st_mtime
    except InputError:
        return False
    known = (path for path in paths if path in recorded)
    old = (path for path in known if (root / path).stat().st_mtime < written)
    return any(digest(root / path) != recorded[path] for path in old)


def write_record(root: Path, commit: str, made_with: Mapping[str, str]) -> None:
    """Write the record of the run in `root` that `begin` was told of.

    `commit`: of the code, marked `-dirty` if files differ from it; `made_with`: tool → version.
    Raises InputError if an input is no longer what it was: nobody could say what such a run was
    made from.
    """
    began = read_json(root / BEGAN)["inputs"]
    for file in began:
        path = root / file["path"]
        if not path.is_file() or digest(path) != file["sha256"]:
            raise InputError(
                file["path"],
                found="a file that changed during the run",
                expected="the same from beginning to end; run it again",
            )
    clean = commit.removesuffix("-dirty")
    write_json(
        root / NAME,
        {
            "code": [{"commit": clean, "modified": clean != commit}] if commit else [],
            "made_with": [{"name": n, "version": v} for n, v in made_with.items()],
            "inputs": began,
            "outputs": _listed((path, digest(root / path)) for path in files(root, *MADE)),
        },
    )


def _listed(files: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"path": path, "sha256": sha256} for path, sha256 in sorted(files)]


def read_record(path: Path) -> dict:
    """A record; InputError if the file is none."""
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        for name in ("inputs", "outputs"):
            record[name] = {file["path"]: file["sha256"] for file in record[name]}
        return record
    except FileNotFoundError:
        raise InputError(path, found="no file", expected="a build record") from None
    except (ValueError, KeyError, TypeError):
        raise InputError(
            path, found="no build record", expected=f"JSON with {', '.join(LISTS)}"
        ) from None


def differences(record: dict, root: Path) -> dict[str, list[str]]:
    """How the files below `root` differ from a record: what happened → the paths."""
    there = {path: root / path for path in files(root, RAW, *MADE)}
    found: dict[str, list[str]] = {}
    for kind in ("inputs", "outputs"):
        for path, sha256 in record[kind].items():
            file = there.pop(path, root / path)
            if not file.is_file():
                found.setdefault(MISSING, []).append(path)
            elif digest(file) != sha256:
                found.setdefault(CHANGED, []).append(path)
    if there:
        found[ADDED] = sorted(there)
    return found
