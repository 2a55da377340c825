"""Where a run finds what it works on: configuration, definitions, raw files, the publication."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from recompute.cards import load_yaml, schema
from recompute.files import read_json

RAW = Path("data/raw")
SCHEMA = Path(__file__).parents[2] / "config/config.schema.json"


def configuration(root: Path = Path()) -> dict:
    """The configuration of the folder `root`, checked against its schema."""
    return load_yaml(root / "config/config.yaml", read_json(SCHEMA), "config/config.yaml")


configured = cache(configuration)  # asked for again with each cell


def report() -> str:
    """The folder, below RAW, that transcribes the report under audit; it ends with a slash."""
    return configured(Path.cwd())["report"] + "/"


def publication() -> dict:
    """What the report under audit is: publisher, document, date, licence, and its text."""
    return load_yaml(RAW / report() / "source.yaml")


def defined(name: str) -> Path:
    """A file of the definitions: measures, claims, requests, vocabularies."""
    here = Path.cwd()
    return here / configured(here)["definitions"] / name


def definitions(name: str) -> dict:
    """One of the definitions' YAML files; claims are checked against their schema."""
    return _definitions(defined(name))


@cache
def _definitions(path: Path) -> dict:
    allowed = schema("recompute", "claims.schema.json") if path.name == "claims.yaml" else None
    return load_yaml(path, allowed)
