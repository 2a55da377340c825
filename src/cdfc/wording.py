"""What the report's own codes and labels are called, and the notes where a definition changes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from recompute import wording
from recompute.chapter import Chapter
from recompute.exhibits import Exhibit
from recompute.raw_files import read_rows

from .settings import defined, definitions


def teach() -> None:
    """Teach the wording what the report's own codes and labels are called, in both languages."""
    english = defined("english.csv")
    labels = dict(_english(english)) if english.is_file() else {}
    own = "figures/wording.yaml"
    phrases = definitions(own) if defined(own).is_file() else {}
    wording.teach(definitions("vocabularies.yaml"), labels | dict(map(_break, _breaks())), phrases)


def _english(path: Path) -> Iterator[tuple[str, str]]:
    """What labels are in English."""
    for _, row in read_rows(path, path.name, ["fr", "en"]):
        yield row["fr"], row["en"]


def notes(exhibit: Exhibit, everything: Chapter) -> tuple[str, ...]:
    """Where a definition changes in the years that extracts add to an exhibit, in French."""
    added = any(r.added and r.exhibit == exhibit.id for r in everything.results)
    return tuple(_break(b)[0] for b in _breaks() if added and exhibit.id in b["exhibits"])


def _breaks() -> list[dict]:
    """Where definitions change, if this report has such a list."""
    there = defined("extracts/breaks.yaml").is_file()
    return definitions("extracts/breaks.yaml")["breaks"] if there else []


def _break(known: dict) -> tuple[str, str]:
    """A change of definition as a note, in French and in English."""
    year = known["from"]
    return f"À partir de {year}, {known['fr']}.", f"From {year} on, {known['en']}."
