import csv
import json
import re

import pytest

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
    with (copy.folder / path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_lint(copy):
    result = copy.run("--lint")
    assert result.returncode == 0, result.stdout


def test_dry_run_plans_every_rule(copy):
    result = copy.run("--cores", "1", "--dry-run")
    assert result.returncode == 0, result.stdout
    planned = dict(re.findall(r"^(\w+) +(\d+)$", result.stdout, re.M))
    assert planned == {
        "all": "1",
        "audit": "1",
        "chapter": "7",
        "coverage": "1",
        "figures": "1",
        "page": "1",
        "record": "1",
        "workbook": "1",
        "total": "14",
    }


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
    assert "Nothing to be done" in built.run("--cores", "2").stdout


def test_the_report_of_the_workflow_shows_figures_tables_and_the_audit(built):
    result = built.run("--report", "workflow.html")
    assert result.returncode == 0, result.stdout
    html = (built.folder / "workflow.html").read_text("utf-8")
    for exhibit in rows(built, "data/raw/evaluation_2011/exhibits.csv"):
        if exhibit["kind"] != "figure":
            assert json.dumps(f"{exhibit['printed']}. {exhibit['title']}")[1:-1] in html
    for caption in (built.folder / "workflow/report").glob("*.rst"):
        assert caption.read_text("utf-8").split("``")[0].split("\n")[0] in html, caption


def test_editing_one_raw_file_reruns_only_what_depends_on_it(built, tmp_path):
    copy = built.again(tmp_path)
    copy.change("evaluation_2011/tableau_14.csv", "251 403", "251 404")
    before = {name: (copy.folder / name).stat().st_mtime_ns for name in copy.outputs()}
    result = copy.run("--cores", "2")
    assert result.returncode == 0, result.stdout
    ran = re.findall(r"^localrule (\w+):", result.stdout, re.M)
    assert sorted(ran) == [
        "all",
        "audit",
        "chapter",
        "coverage",
        "figures",
        "page",
        "record",
        "workbook",
    ]
    changed = {
        name for name, time in before.items() if (copy.folder / name).stat().st_mtime_ns != time
    }
    assert {name for name in changed if "chapters/" in name} == {
        "data/processed/chapters/cofinancing.json"
    }
    untouched = {name for name in before if "chapters/" in name} - changed
    assert len(untouched) == 6
    verdicts = {
        r["id"]: r["verdict"] for r in rows(copy, "data/processed/audit/printed_numbers.csv")
    }
    assert verdicts["tableau_14.requested[year=total]"] == "contradicted"


WRONG = {
    "a changed digest": (
        ("evaluation_2011/tableau_14.csv", "251 403", "251 404", False),
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
def test_bad_input_stops_with_its_place_and_leaves_the_earlier_outputs(built, tmp_path, case):
    (source, old, new, seal), message = WRONG[case]
    copy = built.again(tmp_path)
    before = copy.outputs()
    copy.change(source, old, new, seal)
    result = copy.run("--cores", "2")
    assert result.returncode != 0
    assert re.search(message, result.stdout), result.stdout
    assert copy.outputs() == before


def test_what_failed_once_is_tried_again(built, tmp_path):
    """An error after the work has begun: the earlier outputs stay, but are not taken for done."""
    copy = built.again(tmp_path)
    before = copy.outputs()
    path = copy.folder / "src/recompute/outputs.py"
    text = path.read_text("utf-8")
    path.write_text(text.replace("def findings(", "def findings_no_more("), "utf-8")
    for _ in range(2):
        result = copy.run("--cores", "2")
        assert result.returncode != 0
        assert "has no attribute 'findings'" in result.stdout
    assert {name: copy.outputs()[name] for name in before} == before
    path.write_text(text, "utf-8")
    assert copy.run("--cores", "2").returncode == 0
    assert copy.outputs() == before


def test_a_missing_file_stops_a_run_that_has_outputs(built, tmp_path):
    copy = built.again(tmp_path)
    (copy.folder / "data/raw/evaluation_2011/tableau_14.csv").unlink()
    result = copy.run("--cores", "2")
    assert result.returncode != 0
    assert "error: data/raw/evaluation_2011/tableau_14.csv: found no file" in result.stdout


def test_an_unknown_configuration_key_stops_the_run(copy):
    with (copy.folder / "config/config.yaml").open("a") as file:
        file.write("colour: red\n")
    result = copy.run("--cores", "1", "--dry-run")
    assert result.returncode != 0
    assert "'colour' was unexpected" in result.stdout


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
