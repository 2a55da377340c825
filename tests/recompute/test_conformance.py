"""The cases of tests/conformance/ pass, and a wrong answer in any of them is reported by name."""

import shutil
from pathlib import Path

import pytest

from recompute.conformance import FILES, run

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


def test_the_project_s_own_cases_pass():
    lines, good = run(CASES)
    assert good, lines
    assert [line.partition(":")[0] for line in lines] == list(FILES)


@pytest.mark.parametrize("name", FILES)
def test_a_wrong_answer_is_reported(tmp_path, name):
    shutil.copytree(CASES, tmp_path / "cases")
    old, new, case = WRONG[name]
    path = tmp_path / "cases" / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    lines, good = run(tmp_path / "cases")
    assert not good
    assert [line for line in lines if line.startswith("  ")] == [
        line for line in lines if line.startswith(f"  {case}: ")
    ]


def test_a_folder_without_cases_is_an_error(tmp_path):
    lines, good = run(tmp_path)
    assert not good
    assert "no case files; expected some of rounding_bounds.csv" in lines[0]
