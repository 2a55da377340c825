"""docs/rap.md names only files and commands that exist, and leaves no item out."""

import re

import pytest

ITEMS = {"Baseline": 5, "Silver": 9, "Gold": 4}  # of the published list
ANSWERS = {"met", "partly", "open", "does not apply"}
MADE = ("data/processed/", "figures/", "logs/", "report/")


@pytest.fixture(scope="module")
def levels(root):
    """Each level with its rows: item, answer, where."""
    _, *parts = re.split("^## (.+)$", (root / "docs/rap.md").read_text("utf-8"), flags=re.M)
    rows = re.compile(r"^\| (?!item |---)(.+?) \| (.+?) \| (.+) \|$", re.M)
    return {name: rows.findall(text) for name, text in zip(parts[::2], parts[1::2], strict=True)}


def test_every_item_of_each_level_has_an_answer(levels):
    assert {name: len(rows) for name, rows in levels.items()} == ITEMS
    for rows in levels.values():
        assert {answer for _, answer, _ in rows} <= ANSWERS
        assert all("`" in where for _, answer, where in rows if answer == "met" and where != "git")


def test_every_file_and_command_that_it_names_exists(levels, root, targets):
    rules = "".join(p.read_text("utf-8") for p in (root / "workflow/rules").glob("*.smk"))
    rules += (root / "src/recompute/record.py").read_text("utf-8")  # which names itself
    named = {
        n for rows in levels.values() for *_, where in rows for n in re.findall("`(.+?)`", where)
    }
    assert len(named) > 40
    for name in named:
        if name.startswith("make "):
            assert name.removeprefix("make ") in targets, name
        elif name.startswith(MADE):
            assert name.removeprefix("data/processed/") in rules, name
        else:
            assert (root / name).exists(), name
