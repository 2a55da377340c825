"""README.md and LISEZMOI.md say the same, and what they show is what the project says today."""

import re
from collections import Counter

import pytest

from cdfc.__main__ import MEANINGS
from cdfc.audit import audit_report
from cdfc.pipeline import everything_from_raw
from cdfc.settings import configuration
from recompute.trace import trace

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)
LINK = re.compile(r"\]\(([^)]+)\)")
TABLE = re.compile(r"^\| (.+?) \|(.+)\|$", re.M)


@pytest.fixture(scope="module")
def pages(root):
    return {name: (root / name).read_text("utf-8") for name in ("README.md", "LISEZMOI.md")}


@pytest.fixture(scope="module")
def everything():
    return everything_from_raw(configuration())


@pytest.fixture(scope="module")
def audit(everything):
    return audit_report(everything)


def blocks(page, language):
    return [block for kind, block in FENCE.findall(page) if kind == language]


def mentions(page):
    """What stands in code signs in the text, tables included: files, commands, variables."""
    return Counter(re.findall(r"`([^`\n]+)`", FENCE.sub("", page)))


def test_both_have_the_same_blocks_headings_tables_links_files_and_commands(pages):
    def skeleton(page):
        rows = [first for first, _ in TABLE.findall(page)]
        files = [mentions(first) for first in rows if "`" in first]
        assert len(files) > 10
        return {
            "blocks": [blocks(page, language) for language in ("sh", "")],
            "headings": re.findall(r"^(#+) ", FENCE.sub("", page), re.M),
            "files in tables": files,
            "rows of tables": len(rows),
            "links": [one for one in LINK.findall(page) if one not in pages],
            "files and commands": set(mentions(page)),
        }

    assert skeleton(pages["README.md"]) == skeleton(pages["LISEZMOI.md"])


def test_each_leads_to_the_other(pages):
    assert "](LISEZMOI.md)" in pages["README.md"]
    assert "](README.md)" in pages["LISEZMOI.md"]


def test_french_is_spaced_as_french(pages):
    """A space before « : », « ; », « ! », « ? » and within « »; no English quotes."""
    text = re.sub(r"`[^`]*`|\([^)]*\.md\)", "", FENCE.sub("", pages["LISEZMOI.md"]))
    text = text.replace("In English:", "").replace("| --- |", "")
    assert re.findall(r"\S*[^\s][:;!?](?=\s)|«\S|\S»|[“”\"]", text) == []


def test_the_readme_is_short(pages):
    assert len(pages["README.md"].splitlines()) <= 210


def test_the_verdicts_shown_are_those_of_today(pages, audit):
    counts = Counter(verdict.verdict for verdict in audit.verdicts)
    shown = [f"{n:>5}  {name:<22}{MEANINGS[name]}" for name, n in counts.most_common()]
    for page in pages:
        (sample,) = [b for b in blocks(pages[page], "") if b.startswith("Printed numbers")]
        head, *lines = sample.splitlines()
        found = [head, *(line.removeprefix("  ") for line in lines[: len(shown)])]
        assert found == [f"Printed numbers ({counts.total()})", *shown], f"put these into {page}"


def test_the_passport_shown_is_that_of_today(pages, everything, audit):
    (sample,) = [b for b in blocks(pages["README.md"], "") if b.startswith("maee.")]
    said = trace(sample.splitlines()[0], audit, everything.results)
    at = 0
    for line in sample.splitlines():
        found = said.find(line.split("…")[0].rstrip(), at)
        assert found >= 0, line
        at = found
