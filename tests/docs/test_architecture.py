"""The pictures of docs/architecture.md are those of today, and what it says of the parts is true."""

import re
from graphlib import CycleError

import pytest


@pytest.fixture(scope="module")
def page(root):
    return (root / "docs/architecture.md").read_text("utf-8")


def test_the_pictures_are_of_today(page, pictures):
    assert page.count("```mermaid\n") == 2
    assert pictures["written"](page) == page, "run: make rulegraph"


def test_a_stale_picture_is_drawn_again(page, pictures):
    for arrow in ("  page --> pdf\n", "  recompute_judging --> recompute_measuring\n"):
        assert arrow in page
        assert pictures["written"](page.replace(arrow, "")) == page


def test_every_module_and_every_part_is_named_once(pictures):
    found = {pictures["part"](name) for name in pictures["modules"]() if "." in name}
    said = {f"{room}.{name}" for room, names in pictures["PARTS"].items() for name in names}
    assert found == said
    for names in pictures["PARTS"].values():
        members = " ".join(names.values()).split()
        assert len(members) == len(set(members))


def test_imports_are_read_in_every_way_they_are_written(pictures):
    modules = pictures["modules"]()
    assert "recompute.cells" in modules["recompute.measure"]  # from .cells import
    assert "recompute.explain" in modules["recompute.audit"]  # from . import explain
    assert "recompute.checks" in modules["recompute.audit"]  # within a function
    assert "recompute.audit" in modules["recompute.checks.rivals"]  # from ..audit import
    assert "recompute.page" in modules["cdfc.pipeline"]  # from recompute import page


def test_an_arrow_that_a_longer_way_replaces_is_left_out_and_a_circle_is_refused(pictures):
    graph = {"a": {"b", "c"}, "b": {"c"}, "c": set()}
    assert pictures["reduced"](graph) == {"a": {"b"}, "b": {"c"}, "c": set()}
    with pytest.raises(CycleError):
        pictures["reduced"](graph | {"c": {"a"}})


def test_each_part_is_described_with_files_that_it_has(page, pictures, root):
    rows = dict(re.findall(r"^\| (\w+) \| (.+) \|$", page, re.M))
    parts = {**pictures["PARTS"]["recompute"], **pictures["PARTS"]["cdfc"]}
    assert set(parts) - set(rows) == {"settings"}  # its name says it
    for name in set(parts) & set(rows):
        room = root / "src" / ("recompute" if name in pictures["PARTS"]["recompute"] else "cdfc")
        for file in re.findall(r"`([\w/]+(?:\.\w+|/))`", rows[name]):
            there = (room / file, room / "extracts" / file)
            assert any(path.exists() for path in there), f"{name}: {file}"
            if file.endswith((".py", "/")) and name != "extracts":
                module = file.removesuffix(".py").removesuffix("/")
                assert module in parts[name].split(), f"{name}: {file}"
