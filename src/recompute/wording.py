"""What people read, in French or in English, from one table (`wording.yaml`).

`say("why.reproduced", arithmetic=…)` gives a phrase in the language of the moment, which is French
unless `speaking("en")` says otherwise: the data files are in French, the page is in both. Labels
that a report's own definitions bring (of columns, measures, codes) are taught once by `teach`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files

from .cards import load_yaml

LANGUAGES = FRENCH, ENGLISH = "fr", "en"
TOTAL = "total"
_language = ContextVar("language", default=FRENCH)
_codes: dict[str, Mapping[str, dict]] = {}
_english: dict[str, str] = {}
_taught: dict[str, dict[str, str]] = {}


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak this language (one of LANGUAGES) inside the block."""
    before = _language.set(language)
    try:
        yield
    finally:
        _language.reset(before)


def language() -> str:
    """The language of the moment."""
    return _language.get()


def teach(
    codes: Mapping[str, Mapping[str, dict]], english: Mapping[str, str], phrases: dict | None = None
) -> None:
    """Take a report's words, and forget what was taught before.

    `codes` of each dimension in both languages; `english` of its labels; `phrases` of its own, as
    `wording.yaml` has them. Raises ValueError on a phrase that lacks a language.
    """
    taught = _checked(phrases or {})
    for known in (_codes, _english, _taught):
        known.clear()
    _codes.update(codes)
    _english.update(english)
    _taught.update(taught)


def say(key: str, /, **parts: object) -> str:
    """The phrase with this key, its parts filled in. Raises KeyError if there is none."""
    phrases = _taught if key in _taught else _phrases()
    return phrases[key][language()].format(**parts)


def translated(label: str) -> str:
    """A French label in the language of the moment; as it is where no English one was taught."""
    return _english.get(label, label) if language() == ENGLISH else label


def code(dimension: str, code: str) -> str:
    """A code as people read it; as it is if its dimension has no vocabulary."""
    if code == TOTAL:
        return say("code.total")
    return _codes.get(dimension, {}).get(code, {}).get(language(), code)


def key(dimensions: Mapping[str, str]) -> str:
    """The codes of a key in words, each once: « Chine · 2007 »."""
    shown = (code(name, value) for name, value in dimensions.items() if name != "row")
    return " · ".join(dict.fromkeys(shown))


@cache
def _phrases() -> dict[str, dict[str, str]]:
    return _checked(load_yaml(files(__package__) / "wording.yaml"))


def _checked(table: dict) -> dict[str, dict[str, str]]:
    """The phrases of a table by their keys, each in every language."""
    found = dict(_flat(table))
    for name, phrase in found.items():
        if set(phrase) != set(LANGUAGES) or not all(phrase.values()):
            raise ValueError(f"{name}: found {phrase}; expected one phrase in each of {LANGUAGES}")
    return found


def _flat(table: dict, above: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    for name, inside in table.items():
        if FRENCH in inside:
            yield above + name, inside
        else:
            yield from _flat(inside, f"{above}{name}.")
