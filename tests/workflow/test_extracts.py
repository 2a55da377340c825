"""Supplied extracts through the whole workflow: the made-up example, and added years alone."""

import json
import re
import shutil
from collections import Counter

import pytest
import yaml

from cdfc.coding import Coder
from recompute.files import read_csv

from .conftest import ROOT

EXAMPLE = "examples/synthetic"
EXTRACTS = "data/raw/extracts"
LATE = "synthetic_cofinancing_2012"  # comes when the rest is built already
FIGURES = ("04", "05", "06", "08", "09", "10", "11")  # which rows add to
LISTS = ("tableau_12.authority", "tableau_13.authority")  # of projects, not numbers


@pytest.fixture(scope="module")
def example(new_copy):
    """The example, built without one file, which then came: the folder, and what was planned."""
    copy = new_copy("examples")
    folder = copy.folder / EXAMPLE
    away = copy.folder / "away"
    away.mkdir()
    for file in (folder / EXTRACTS).glob(f"{LATE}.*"):
        shutil.move(file, away)
    copy.run("--directory", EXAMPLE, "--cores", "2")
    copy.before = copy.outputs(EXAMPLE)
    for file in away.iterdir():
        shutil.move(file, folder / EXTRACTS)
    copy.planned = copy.run("--directory", EXAMPLE, "--cores", "2", "--dry-run")
    copy.run("--directory", EXAMPLE, "--cores", "2")
    copy.example = folder
    return copy


def test_one_new_file_reruns_only_what_depends_on_it(example):
    assert dict(re.findall(r"^(\w+) +(\d+)$", example.planned, re.M)) == {
        "extract": "1", "tally": "1", "chapter": "1", "audit": "1", "coverage": "1",
        "figures": "1", "page": "1", "workbook": "1", "record": "1", "all": "1", "total": "10",
    }  # fmt: skip
    assert re.findall(r"wildcards: (?:file|kind|chapter)=(\S+)", example.planned) == [
        f"{LATE}_csv", "cofinancing_files", "cofinancing",
    ]  # fmt: skip
    after = example.outputs(EXAMPLE)
    changed = {path for path in after if after[path] != example.before.get(path)}
    assert not [p for p in changed if "apd" in p or "atlas" in p]


def test_every_value_is_that_of_the_generator(example):
    found = {
        (row["measure"], row["key"]): row["value"]
        for row in read_csv(example.example / "data/processed/measures.csv")
    }
    read = Coder().authorities
    compared = 0
    for true in read_csv(example.example / "truth.csv"):
        series, window = true["series"], true["window"]
        if series in LISTS:
            continue
        key = dict(part.split("=", 1) for part in true["key"].split(",") if part)
        if "authority" in key:
            key["authority"] = read(key["authority"]).name
        beyond = {"period": window} if int(window[5:]) > 2009 else {}
        keys = [",".join(f"{n}={c}" for n, c in sorted(k.items())) for k in (key | beyond, key)]
        value = next((found[series, k] for k in keys if (series, k) in found), "")
        assert (value or "0") == (true["value"] or "0"), true
        compared += bool(value)
    assert compared > 550


def test_listed_projects_are_those_of_the_generator(example):
    folder = example.example / "data/processed/extracts/cofinancing_files"
    content = json.loads((folder / "tallied.json").read_text("utf-8"))
    cells = {cell["id"]: cell for cell in content["cells"]}
    themes = Counter(
        (one["series"], cells[id]["dimensions"]["theme"], which)
        for one in content["tallied"]
        if one["series"] in LISTS
        for which in ("own", "longer")
        for id in one[which]
    )
    true = {
        (row["series"], row["key"].removeprefix("theme="), which): int(row["value"])
        for row in read_csv(example.example / "truth.csv")
        for which in ["longer" if row["window"].endswith("2012") else "own"]
        if row["series"] in LISTS
    }
    assert themes == true


def test_every_planted_fault_is_accounted_for(example):
    folder = example.example / "data/processed/extracts"
    aside = {
        (row["source"], row["row"]): row["reason"]
        for kind in folder.glob("*/set_aside.csv")
        for row in read_csv(kind)
    }
    planted = {(row["file"], row["line"]): row for row in read_csv(example.example / "faults.csv")}
    expected = {p: f["reason"] for p, f in planted.items() if f["expected_fate"] == "set_aside"}
    assert aside == expected
    for kind in folder.glob("*/accounting.csv"):
        counts = {}
        for row in read_csv(kind):
            counts[row["source"], row["fate"], row["reason"]] = int(row["rows"])
        for source, fate, reason in counts:
            if fate == "received":
                kept = counts[source, "kept", ""]
                assert counts[source, fate, reason] == kept + counts[source, "set_aside", ""]
    mended = [f for f in planted.values() if f["reason"] == "mended"]
    made = [row for kind in folder.glob("*/corrections.csv") for row in read_csv(kind)]
    assert sum(int(row["rows"]) for row in made if row["to"]) == len(mended)
    equal = [row for kind in folder.glob("*/equal_rows.csv") for row in read_csv(kind)]
    assert len(equal) == sum(f["reason"] == "equal" for f in planted.values()) / 2


def test_the_exhibits_are_recomputed_from_rows(example):
    ledger = read_csv(example.example / "data/processed/audit/printed_numbers.csv")
    measures = read_csv(example.example / "data/processed/measures.csv")
    evidence = {(row["measure"], row["key"]): row["evidence"] for row in measures}
    shown = {
        row["exhibit"] for row in ledger if evidence.get((row["measure"], row["key"])) == "extract"
    }
    numbers = ("06", "11", "14", "15a", "15b", "16", "19", "20")
    assert {f"tableau_{number}" for number in numbers} <= shown
    for figure in FIGURES:
        drawn = read_csv(example.example / f"figures/figure_{figure}.csv")
        assert "extract" in {row["evidence"] for row in drawn}, figure
        assert {row["drawn_as"] for row in drawn} & {"from rows, added years", "diamond"}, figure


def test_what_rows_change_is_listed_and_nothing_else_changes(example, built):
    def ledger(folder):
        rows = read_csv(folder / "data/processed/audit/printed_numbers.csv")
        return {row["id"]: (row["recomputed"], row["verdict"]) for row in rows}

    before, after = ledger(built.folder), ledger(example.example)
    listed = {r["id"]: r for r in read_csv(example.example / "data/processed/audit/changes.csv")}
    assert {id for id in after if after[id] != before[id]} <= set(listed)
    for id, row in listed.items():
        assert (row["recomputed_before"], row["verdict_before"]) == before[id]
        assert (row["recomputed"], row["verdict"]) == after[id]


def test_the_example_says_everywhere_that_it_is_made_up(example):
    page = (example.example / "report/index.html").read_text("utf-8")
    assert page.index("EXEMPLE SYNTHÉTIQUE") < page.index("<h1>")
    for figure in FIGURES:
        svg = (example.example / f"figures/figure_{figure}.svg").read_text("utf-8")
        assert svg.count("EXEMPLE SYNTHÉTIQUE") >= 2


def test_the_pages_of_the_example_are_small_and_the_english_one_is_english(example):
    english = (example.example / "report/en/index.html").read_text("utf-8")
    assert len(english.encode()) < 3_000_000
    assert "SYNTHETIC EXAMPLE" in english
    assert "From 2010 on, emerging countries" in english
    assert "À partir de" not in english


def test_the_default_run_reads_no_example(built):
    for content in built.outputs().values():
        assert b"SYNTH" not in content


def test_added_years_alone_leave_the_audit_as_it_is(new_copy, built):
    """Byte for byte; tables, measures and figures grow."""
    copy = new_copy()
    target = copy.folder / EXTRACTS
    target.mkdir()
    for file in (ROOT / EXAMPLE / EXTRACTS).iterdir():
        if file.stem.endswith(("2010", "2011", "2012", "atlas")):
            shutil.copy(file, target)
    atlas = target / "synthetic_atlas.yaml"
    covers = {"covers": {"from": 2010, "to": 2012}}
    atlas.write_text(yaml.safe_dump(yaml.safe_load(atlas.read_text("utf-8")) | covers), "utf-8")
    copy.run("--cores", "2")
    before, after = built.outputs(), copy.outputs()
    audit = [path for path in before if path.startswith("data/processed/audit/")]
    assert len(audit) > 8
    assert [path for path in audit if after[path] != before[path]] == []
    measures = read_csv(copy.folder / "data/processed/measures.csv")
    grown = {(row["measure"], row["key"]): row for row in measures}
    # what is printed up to 2009, and rows after it
    assert grown["maee.granted", "period=2007-2012"]["evidence"] == "printed-components"
    assert grown["dynamics.projects_per_year", "decade=2001-2010"]["value"] == "8.8"
    assert ("levels.authorities", "period=1981-2012") not in grown  # who is new, rows do not say
    tables = "data/processed/tables/tableau_14.csv"
    assert after[tables] != before[tables]
