"""The last run, packed for an archive: see `recompute.crate`."""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import yaml

from recompute.crate import Run, write_crate
from recompute.record import NAME, read_record

ROOT = Path(__file__).parents[2]
# What one needs besides the inputs and outputs of a run, to run it again.
CODE = ("Snakefile", "Makefile", "environment.yml", "pyproject.toml", "requirements.lock",
        "README.md", "LICENSE", "CITATION.cff", "config", "workflow", "profiles")  # fmt: skip


def pack(folder: Path) -> Path:
    """Pack the last run of the report in `folder`; the zip. InputError if there was no run."""
    record = read_record(folder / NAME)
    inputs = {placed(folder / path): sha256 for path, sha256 in record["inputs"].items()}
    outputs = {placed(folder / path): sha256 for path, sha256 in record["outputs"].items()}
    code = [p for part in CODE for p in (ROOT / part, *(ROOT / part).rglob("*")) if p.is_file()]
    others = {placed(path) for path in code if "__pycache__" not in path.parts}
    others |= {placed(folder / NAME)} - {*inputs, *outputs}
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    ended = datetime.fromtimestamp((folder / NAME).stat().st_mtime, UTC)
    names = {*inputs, *outputs, *others}
    run = Run(
        name=citation["title"],
        description=citation["abstract"].strip(),
        version=next((code["commit"] for code in record["code"]), citation["version"]),
        licence=citation["license"],
        author=citation["authors"][0]["name"],
        workflow="Snakefile",
        record=record,
        inputs=inputs,
        outputs=outputs,
        others=others,
        licences=dict(filter(None, map(licensed, names))),
        ended=ended.isoformat(timespec="seconds"),
        agent=agent(),
    )
    crate = folder / "crate.zip"
    write_crate(crate, run, {name: ROOT / name for name in names})
    return crate


def placed(path: Path) -> str:
    """Where a file stands in the crate: as in the repository."""
    return path.resolve().relative_to(ROOT).as_posix()


def licensed(name: str) -> tuple[str, str] | None:
    """A raw file and its terms, as the publication's card says; nothing for any other file."""
    card = (ROOT / name).with_name("source.yaml")
    if not name.startswith("data/raw/") or not card.is_file():
        return None
    return name, yaml.safe_load(card.read_text("utf-8"))["licence"].strip()


def agent() -> str:
    """Who ran it: what AGENT says, or git's user; "" if neither is known."""
    asked = ["git", "-C", str(ROOT), "config", "user.name"]
    try:
        named = subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()
    except OSError:
        named = ""
    return os.environ.get("AGENT") or named
