"""The glossary has every word that the files use, and stays sorted."""

import re
import unicodedata
from itertools import pairwise

import pytest

from cdfc.settings import definitions
from recompute import wording
from recompute.cards import schema

PLACES = {"exhibit"}  # a dimension that only says where a thing stands is no term of the field


@pytest.fixture(scope="module")
def rows(root):
    page = (root / "docs/glossary.md").read_text("utf-8")
    head, _, *rest = (line for line in page.splitlines() if line.startswith("|"))
    assert head == "| fr | en | meaning |"
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in rest]


def bare(text):
    """Small letters without accents, as a French dictionary sorts."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))


def phrases(kind):
    """The words of a kind, as the wording has them."""
    return {k.partition(".")[2] for k in wording._phrases() if k.startswith(f"{kind}.")}


def test_it_is_sorted_and_whole(rows):
    assert all(len(row) == 3 and all(row) for row in rows)
    assert all(bare(a[0]) <= bare(b[0]) for a, b in pairwise(rows))
    assert len({row[0] for row in rows}) == len(rows)


@pytest.mark.parametrize("kind", ["verdict", "evidence", "status", "remedy"])
def test_each_word_that_the_files_use_is_there_with_its_french_name(rows, kind):
    codes = phrases(kind)
    assert len(codes) >= 4
    said = {code: row for row in rows for code in re.findall("`([^`]+)`", row[1])}
    assert codes - set(said) == set()
    if kind == "verdict":
        for code in codes:
            assert said[code][2].startswith("Verdict: ")
            for place, language in enumerate(wording.LANGUAGES):
                with wording.speaking(language):
                    assert wording.say(f"{kind}.{code}") in said[code][place]


def test_the_reasons_are_those_that_claims_may_give():
    allowed = schema("recompute", "claims.schema.json")["properties"]["reasons"]
    assert set(allowed["additionalProperties"]["enum"]) == phrases("remedy")


def test_each_dimension_and_each_level_is_there(rows):
    vocabularies = definitions("vocabularies.yaml")
    terms = {bare(term) for row in rows for term in re.split(", | \\(", row[0])}
    named = vocabularies["dimension"]
    missing = [
        n for n, label in named.items() if n not in PLACES and bare(label["fr"]) not in terms
    ]
    assert missing == []
    levels = vocabularies["level"].values()
    assert [x for x in levels if not any(bare(x["fr"]).startswith(t) for t in terms)] == []
