"""The cases of tests/conformance/ pass, and a wrong answer in any of them is reported by name."""

import csv
import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from recompute.conformance import FILES, run
from recompute.extracts import receive as receiving

CASES = Path(__file__).parents[1] / "conformance"
WRONG = {  # one answer of each file, changed
    "rounding_bounds.csv": ("B1,42.3,1,up_or_down,5,42.25", "B1,42.3,1,up_or_down,5,42.24", "B1"),
    "rounding_forward.csv": ("F3,-2.5,0,up,FALSE,-2", "F3,-2.5,0,up,FALSE,-3", "F3"),
    "grim_cases.csv": (
        "G2,70,7,1,TRUE,up_or_down,5,FALSE",
        "G2,70,7,1,TRUE,up_or_down,5,TRUE",
        "G2",
    ),
    "percentage_cases.csv": ("P2,1,8,12,0,TRUE", "P2,1,8,12,0,FALSE", "P2"),
    "error_localization_cases.json": ('[["b"], ["t"]]', '[["b"]]', "L1"),
    "printed_interval_cases.json": ('[["share"]]', '[["part"]]', "I1"),
    "french_csv_cases.csv": ("V1,value,1 234,,number 1234", "V1,value,1 234,,number 1235", "V1"),
}


@pytest.fixture(params=FILES)
def cases(request, tmp_path):
    """The cases of one file, and what stands beside it."""
    others = shutil.ignore_patterns(*(FILES.keys() - {request.param}))
    return shutil.copytree(CASES, tmp_path / "cases", ignore=others) / request.param


def test_the_project_s_own_cases_pass(cases):
    lines, good = run(cases.parent)
    assert good, lines
    assert [line.partition(":")[0] for line in lines] == [cases.name]


def test_a_wrong_answer_is_reported(cases):
    old, new, case = WRONG[cases.name]
    text = cases.read_text("utf-8")
    assert old in text
    cases.write_text(text.replace(old, new), "utf-8")
    lines, good = run(cases.parent)
    assert not good
    assert [line for line in lines if line.startswith("  ")] == [
        line for line in lines if line.startswith(f"  {case}: ")
    ]


def test_one_wrong_answer_is_enough_whatever_passes_after_it(tmp_path):
    first, second, *_ = FILES
    old, new, _ = WRONG[first]
    (tmp_path / first).write_text((CASES / first).read_text("utf-8").replace(old, new), "utf-8")
    shutil.copy(CASES / second, tmp_path)
    lines, good = run(tmp_path)
    assert not good
    assert [line.partition(":")[0] for line in lines if line[0] != " "] == [first, second]


def test_a_folder_without_cases_is_an_error(tmp_path):
    lines, good = run(tmp_path)
    assert not good
    assert "no case files; expected some of rounding_bounds.csv" in lines[0]


def outcome(folder, name, content):
    """What is said of the cases of one file: its lines after the first."""
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    if isinstance(content, list):
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, content[0].keys())
            writer.writeheader()
            writer.writerows(content)
    else:
        path.write_text(json.dumps(content), "utf-8")
    return [line.strip() for line in run(folder)[0][1:]]


def test_a_wrong_probability_is_reported_with_what_was_found(tmp_path):
    case = {
        "case_id": "G", "x": "71", "n": "7", "items": "1", "percent": "TRUE",
        "rounding": "up_or_down", "threshold": "5", "exact_consistent": "TRUE",
    }  # fmt: skip
    assert outcome(tmp_path, "grim_cases.csv", [case | {"grim_ratio": "0.93"}]) == []
    assert outcome(tmp_path, "grim_cases.csv", [case | {"grim_ratio": "0.92"}]) == [
        "G: grim_ratio: found 93/100; expected 0.92"
    ]


def french(folder, should, written="", content=None):
    """What is said of a French value, or of a French file of this content."""
    if content is not None:
        (folder / "f.csv").write_bytes(content.encode())
    case = {
        "case_id": "C", "kind": "value" if content is None else "file",
        "input": written or "f.csv", "ours_should": should,
    }  # fmt: skip
    found = outcome(folder, "french_csv_cases.csv", [case])
    return found[0].removeprefix("C: ") if found else ""


@pytest.mark.parametrize(
    ("written", "should", "wrong"),
    [
        ("1 234", "number 1234 or refuse", ""),
        ("12 34", "number 1234 or refuse", ""),  # refused, as a text
        ("12 34", "number 1234", "found text; expected number 1234"),
        ("12,5 %", "13.5 percent", "found 1/8; expected 27/200"),
    ],
)
def test_what_a_value_should_be(tmp_path, written, should, wrong):
    assert french(tmp_path, should, written) == wrong


GOOD = "code_departement;effectif\n01;5\n02;6\n"


@pytest.mark.parametrize(
    ("content", "should", "wrong"),
    [
        (GOOD, "read it", ""),
        ("Titre\n\n" + GOOD, "find the header below the title", ""),
        ("a;b\n1;2\n3;4\n", "read it", "found the header ['a', 'b']"),
        (GOOD.replace("5", "x").replace("6", "y"), "skip blank lines", "found the header ['code_departement', 'effectif']"),
        (GOOD, "latin-1 or cp1252", "found utf-8"),
        (GOOD, "mark the total row, never sum it with the parts", "found total rows []"),
        (GOOD + "Total;11\n", "mark the total row, never sum it with the parts", ""),
        (GOOD + "Total;12\n", "mark the total row, never sum it with the parts", "found 11; expected 12"),
        ("code;taux\n01;1,5\n02;3\n", "integer and float columns", ""),
        ("code;taux\n01;x\n02;y\n", "numeric percent column", "found {'code': 'text', 'taux': 'text'}"),
        ("code;taux;effectif\n01;1,5 %;s\n02;n.d.;3\n03;2,5 %;4\n", "numeric with reasons for missing cells", ""),
        ("code;taux;effectif\n01;1,5 %;4\n02;n.d.;3\n03;2,5 %;4\n", "numeric with reasons for missing cells", "found {'code': 'text', 'taux': 'percent', 'effectif': 'number'}"),
        ("code;taux;effectif\n01;1,5;4\n02;2;3\n", "as detected", ""),
        (GOOD, "as detected", "found ['code_departement', 'effectif']"),
        (GOOD, "read my mind", "no check for « read my mind »"),
    ],
)  # fmt: skip
def test_what_a_file_should_be(tmp_path, content, should, wrong):
    assert french(tmp_path, should, content=content) == wrong


def test_a_file_that_extracts_would_receive_otherwise_is_reported(tmp_path, monkeypatch):
    receive = receiving.receive

    def renamed(*arguments):
        found = receive(*arguments)
        return replace(found, header=["departement", *found.header[1:]])

    def other(path, *arguments):
        path.write_bytes(path.read_bytes().replace(b"6", b"7"))
        return receive(path, *arguments)

    monkeypatch.setattr(receiving, "receive", renamed)
    said = "received with the header ['departement', 'effectif']"
    assert french(tmp_path, "read it", content=GOOD) == said
    monkeypatch.setattr(receiving, "receive", other)
    said = "received (3, ['02', '7']), not as read whole"
    assert french(tmp_path, "read it", content=GOOD) == said


def linear(**expected):
    """a + b = t is printed as 5 + 7 = 11."""
    return {"linear_cases": [{
        "id": "L", "variables": ["a", "b", "t"], "record": {"a": 5, "b": 7, "t": 11},
        "weights": {}, "fixed_cells": ["a"],
        "rules": [{"terms": {"a": 1, "b": 1, "t": -1}, "op": "==", "rhs": 0}],
        "expected": {"feasible": True, "optimal_sets": [["b"], ["t"]]} | expected,
    }]}  # fmt: skip


TWELVE = {"lower": 12, "upper": 12, "lower_strict": False, "upper_strict": False}


@pytest.mark.parametrize(
    ("expected", "wrong"),
    [
        ({}, []),
        ({"feasible": False}, ["expected none"]),
        ({"single_cell_repairs": {"t": TWELVE}}, []),
        ({"single_cell_repairs": {"t": TWELVE | {"lower": 11}}}, ["t: found Range", "'lower': 11"]),
        ({"single_cell_repairs": {"t": TWELVE | {"upper": None}}}, ["'upper': None"]),
        ({"single_cell_repairs": {"t": TWELVE | {"upper_strict": True}}}, ["'upper_strict': True"]),
        ({"minimal_conflicting_cell_sets": [["a", "b", "t"]], "minimal_conflicting_search": "all sizes"}, []),
        ({"minimal_conflicting_cell_sets": [], "minimal_conflicting_search": "sizes up to 2"}, []),
        ({"minimal_conflicting_cell_sets": [["a", "t"]], "minimal_conflicting_search": "all sizes"}, ["frozenset"]),
    ],
)  # fmt: skip
def test_what_localising_should_find(tmp_path, expected, wrong):
    said = outcome(tmp_path, "error_localization_cases.json", linear(**expected))
    assert len(said) == bool(wrong)
    assert all(part in line for line in said for part in wrong)


def test_a_case_that_should_have_a_repair_and_has_none(tmp_path):
    case = linear()
    case["linear_cases"][0]["fixed_cells"] = ["a", "b", "t"]
    assert outcome(tmp_path, "error_localization_cases.json", case) == ["L: found no repair"]


def test_printed_counts_may_be_tied_by_a_sum(tmp_path):
    cells = {
        name: {"printed": n, "kind": "count"} for name, n in (("a", "5"), ("b", "7"), ("t", "11"))
    }
    cells["a"]["fixed"] = True
    rule = {"type": "linear", "terms": {"a": 1, "b": 1, "t": -1}, "op": "==", "rhs": 0}
    cases = [
        {"id": good, "cells": cells, "rules": [rule], "expected": {"optimal_sets": sets}}
        for good, sets in (("right", [["b"], ["t"]]), ("wrong", [["a"]]))
    ]
    (said,) = outcome(tmp_path, "printed_interval_cases.json", {"cases": cases})
    assert said.startswith("wrong: found ")
