"""The benchmarks, which nothing else runs, are up to the code that they measure: on little work."""

import random
import runpy

import pytest

from cdfc.pipeline import everything_from_raw, page_material
from cdfc.settings import configuration

from .conftest import ROOT, small_report_in


def benchmark(name):
    return runpy.run_path(str(ROOT / f"benchmarks/{name}.py"))


@pytest.fixture
def _in_the_small_report(tmp_path, monkeypatch, retaught):
    small_report_in(tmp_path)
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("_in_the_small_report")
@pytest.mark.parametrize("kind", ["digit changed", "wrong total", "row dropped", "row doubled"])
def test_an_injected_error_is_found(kind):
    recall = benchmark("recall")
    counts = recall["inject"](recall["Evaluation"](), kind, 1, random.Random(kind))
    assert (counts["injected"], counts["found"], counts["false_alarms"]) == (1, 1, 0)


@pytest.mark.usefixtures("_in_the_small_report")
def test_a_page_of_three_times_the_numbers_has_three_times_the_rows():
    page = benchmark("page")
    material = page_material(everything_from_raw(configuration()), [])
    numbers = len(material.audit.verdicts)
    html = page["build"](page["enlarged"](material, 3), "fr")["index.html"]
    ledger = html.partition('<table id="ledger"')[2].partition("</table>")[0]
    assert ledger.count("<tr><td") == 3 * numbers


@pytest.mark.usefixtures("_in_the_small_report")
def test_every_step_runs_in_a_plain_process(tmp_path):
    benchmark("workflow_overhead")["plain"](tmp_path / "out")
    made = {path.name for path in (tmp_path / "out").rglob("*")}
    assert made >= {"media.json", "measures.csv", "coverage.csv", "index.html", "annexe.xlsx"}


def test_an_extract_read_in_both_ways_gives_the_same(capsys):
    single = benchmark("extracts")["single"]
    single.__globals__["RUNS"] = 1
    single(1000)
    assert "both ways give the same numbers" in capsys.readouterr().out
