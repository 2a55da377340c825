"""The workflow on the evaluation: what it makes, what it makes again, and what stops it."""

import csv
import json
import re

import pytest

from recompute.files import read_csv

from .conftest import CHANGE

HEADERS = {
    "data/processed/measures.csv": "measure,key,value,unit,formula,evidence,source_cells",
    "data/processed/lineage.csv": "measure,key,role,source,row,column,written",
    "data/processed/audit/printed_numbers.csv": "id,source_line,exhibit,printed,value,unit,kind,measure,key,recomputed,verdict,reason,gap,explanation",
    "data/processed/audit/findings.csv": "finding,severity,class,source_lines,printed_ids,explanation,repairs",
    "data/processed/audit/exhibits.csv": "exhibit,kind,printed_label,title,source_line,status,reason,outputs",
    "data/processed/audit/data_request.csv": "question,printed_ids,extract,columns,rows,would_settle",
    "data/processed/audit/exhibit_sources.csv": "exhibit,data_source,source_line",
    "data/processed/audit/tolerances.csv": "phrase,kind,low,high,edges,reason",
    "data/processed/audit/coverage.csv": "section,title,first_line,last_line,tokens,in_ledger,in_labels,set_aside,open,accounted_share",
    "data/processed/audit/unbound_numbers.csv": "source_line,printed,reason",
    "data/processed/tables/cooperations.csv": "authority,level,partner,partner_level,certainty,starts,start_lines,themes,statuses,mentions,source_lines",
}


def rows(copy, path):
    return read_csv(copy.folder / path)


def test_the_linter_of_snakemake_has_nothing_to_say(copy):
    copy.run("--lint")


def test_dry_run_plans_every_rule(copy):
    said = copy.run("--cores", "1", "--dry-run")
    assert dict(re.findall(r"^(\w+) +(\d+)$", said, re.M)) == {
        "all": "1", "audit": "1", "chapter": "7", "coverage": "1", "figures": "1", "page": "1",
        "record": "1", "workbook": "1", "total": "14",
    }  # fmt: skip


def test_the_contract_s_files_are_there_with_their_columns(built):
    for path, header in HEADERS.items():
        assert (built.folder / path).read_text("utf-8").partition("\n")[0] == header
    for exhibit in rows(built, "data/processed/audit/exhibits.csv"):
        for output in exhibit["outputs"].split():
            assert (built.folder / output).stat().st_size > 0, output
        assert exhibit["reason"] or exhibit["status"] == "recomputed"
    assert (built.folder / "report/index.html").exists()
    assert (built.folder / "report/annexe_statistique.xlsx").exists()


def test_every_result_has_its_source_cells_in_the_lineage(built):
    traced = {(r["measure"], r["key"]) for r in rows(built, "data/processed/lineage.csv")}
    for row in rows(built, "data/processed/measures.csv"):
        assert (row["measure"], row["key"]) in traced
        assert row["evidence"]
        assert row["value"]
        assert row["source_cells"]


def test_the_lineage_leads_to_what_is_written(built):
    for row in rows(built, "data/processed/lineage.csv"):
        lines = (built.folder / "data/raw" / row["source"]).read_text("utf-8").splitlines()
        header, found = next(csv.reader([lines[0]])), next(csv.reader([lines[int(row["row"]) - 1]]))
        assert found[header.index(row["column"])] == row["written"]


def test_a_second_run_has_nothing_to_do(built):
    assert "Nothing to be done" in built.run("--cores", "2")


def test_the_report_of_the_workflow_shows_figures_tables_and_the_audit(built):
    built.run("--report", "workflow.html")
    html = (built.folder / "workflow.html").read_text("utf-8")
    for exhibit in rows(built, "data/raw/evaluation_2011/exhibits.csv"):
        if exhibit["kind"] != "figure":
            assert json.dumps(f"{exhibit['printed']}. {exhibit['title']}")[1:-1] in html
    for caption in (built.folder / "workflow/report").glob("*.rst"):
        assert caption.read_text("utf-8").split("``")[0].split("\n")[0] in html, caption


def test_editing_one_raw_file_reruns_only_what_depends_on_it(edited):
    def dates():
        chapters = (edited.folder / "data/processed/chapters").iterdir()
        return {path.stem: path.stat().st_mtime_ns for path in chapters}

    before = dates()
    ran = re.findall(r"^localrule (\w+):", edited.run("--cores", "2"), re.M)
    assert sorted(ran) == [
        "all", "audit", "chapter", "coverage", "figures", "page", "record", "workbook",
    ]  # fmt: skip
    after = dates()
    assert len(after) == 7
    assert [name for name in after if after[name] != before[name]] == ["cofinancing"]
    ledger = rows(edited, "data/processed/audit/printed_numbers.csv")
    verdicts = {row["id"]: row["verdict"] for row in ledger}
    assert verdicts["tableau_14.requested[year=total]"] == "contradicted"


WRONG = {
    "a changed digest": (
        (*CHANGE, False),
        r"error: evaluation_2011/tableau_14.csv: found a changed file \(SHA-256 .*expected SHA-256 ",
    ),
    "a missing column": (
        ("evaluation_2011/tableau_14.csv", "granted", "accorded", True),
        r"error: evaluation_2011/tableau_14.csv, row 1, column granted: found no such column; expected `granted`",
    ),
    "an unknown label": (
        ("evaluation_2011/tableau_06.csv", "Région,", "Regions,", True),
        r"error: evaluation_2011/tableau_06.csv, row 4, column level: found « Regions »; expected .*Région",
    ),
    "a cell that is no number": (
        ("evaluation_2011/tableau_19.csv", "666 394", "beaucoup", True),
        r"error: evaluation_2011/tableau_19.csv, row 2, column laos: found « beaucoup »; expected a number",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_bad_input_stops_with_its_place_and_leaves_the_earlier_outputs(again, case):
    change, message = WRONG[case]
    before = again.outputs()
    again.change(*change)
    said = again.fail("--cores", "2")
    assert re.search(message, said), said
    assert again.outputs() == before


def test_what_failed_once_is_tried_again(again):
    """An error after the work has begun: the earlier outputs stay, but are not taken for done."""
    before = again.outputs()
    path = again.folder / "src/recompute/outputs.py"
    text = path.read_text("utf-8")
    path.write_text(text.replace("def findings(", "def findings_no_more("), "utf-8")
    for _ in range(2):
        assert "has no attribute 'findings'" in again.fail("--cores", "2")
    after = again.outputs()
    assert {name: after[name] for name in before} == before
    path.write_text(text, "utf-8")
    again.run("--cores", "2")
    assert again.outputs() == before


def test_a_missing_file_stops_a_run_that_has_outputs(again):
    (again.folder / "data/raw/evaluation_2011/tableau_14.csv").unlink()
    said = again.fail("--cores", "2")
    assert "error: data/raw/evaluation_2011/tableau_14.csv: found no file" in said


def test_an_unknown_configuration_key_stops_the_run(copy):
    with (copy.folder / "config/config.yaml").open("a") as file:
        file.write("colour: red\n")
    assert "'colour' was unexpected" in copy.fail("--cores", "1", "--dry-run")


def test_each_page_leads_only_to_what_is_there(built):
    pages = {path: path.read_text("utf-8") for path in (built.folder / "report").rglob("*.html")}
    ids = {path: set(re.findall(r' id="([^"]+)"', html)) for path, html in pages.items()}
    assert len(pages) > 100
    for path, html in pages.items():
        assert not re.search(r'(src|href)="(https?:)?//', html)
        for link in set(re.findall(r'(?:src|href)="([^"]+)"', html)):
            file, _, fragment = link.partition("#")
            target = (path.parent / file).resolve() if file else path
            assert target.exists(), f"{path}: {link}"
            assert not fragment or fragment in ids[target], f"{path}: {link}"
