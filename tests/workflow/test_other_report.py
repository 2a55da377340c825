"""Another report, made up with known faults, is audited by the same command and the same engine."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cdfc.audit import audit_report
from cdfc.pipeline import everything_from_raw
from cdfc.seal import seal
from cdfc.settings import configuration
from recompute.cards import load_card
from recompute.errors import InputError
from recompute.files import read_csv
from recompute.transcription import Marks, check_file, unaccounted

ROOT = Path(__file__).parents[2]
REPORT = ROOT / "tests/other_report"
RAW = Path("data/raw/bulletin")
# What is wrong with it: the class of the finding, its lines, and the repairs.
FAULTS = {
    ("recomputation", "3 5 6 7", "l3.loans -> 4670 & tableau_01.loans[audience=total,medium=total] -> 4670"),
    ("recomputation", "5 6 10", "l10.youth_share -> 42"),
    ("pooled-or-mean", "34 35 36", "tableau_04.requested[year=2003] -> 74 | tableau_04.requested[year=2004] -> 134 | l36.accepted_share -> 71.4"),
    ("list-and-number", "9", "l9.audiences -> 2"),
    ("mislabelled-share", "16 17 18 19", ""),
    ("denominator", "29", ""),
    ("rival-totals", "29", ""),
    ("dates", "30 31", "l30.count -> 2004-05-06 | l31.count_again -> 2004-05-05"),
    ("dates", "30", "l30.survey -> 2004-05-05..2005-06-30"),
    ("truncation", "8", ""),
    ("broken-reference", "12", "l12.see_tableau_03 -> 2"),
    ("duplicate-label", "13 21", ""),
}  # fmt: skip
# What its authors should have printed: file, what is there, what should be.
MENDED = [
    ("tableau_01", "7,Total,4 210,460,4 760", "7,Total,4 210,460,4 670"),
    ("prose", "l3.loans,3,4 760", "l3.loans,3,4 670"),
    ("prose", '"9,8 %"', '"9,9 %"'),
    ("prose", "Quatre", "Deux"),
    ("prose", "60 %", "42 %"),
    ("prose", '"71,4 %"', "69 %"),
    ("prose", "36 %", "35 %"),
    ("prose", "l29.members_in_january,29,240", "l29.members_in_january,29,250"),
    ("dates", "12 mars 2006", "12 mars 2005"),
    ("dates", "6 mai 2004", "5 mai 2004"),
    ("exhibits", "tableau_02b,21,table,Tableau 2", "tableau_02b,21,table,Tableau 3"),
    ("exhibits", "tableau_03,25,table,Tableau 3", "tableau_03,25,table,Tableau 4"),
    ("exhibits", "tableau_04,33,table,Tableau 4", "tableau_04,33,table,Tableau 5"),
    ("prose", '"57,5 %"', '"71,4 %"'),
    ("references", "12,tableau 3", "12,tableau 2"),
]


@pytest.fixture
def report(tmp_path, monkeypatch):
    """The other report in a folder of its own, which is where we work."""
    folder = tmp_path / "report"
    for part in ("config", "data/raw", "definitions"):
        shutil.copytree(REPORT / part, folder / part)
    monkeypatch.chdir(folder)
    return folder


def test_its_transcription_is_what_it_prints(monkeypatch):
    monkeypatch.chdir(REPORT)
    names = [p.stem for p in RAW.glob("*.csv") if p.stem != "tokens"]
    names.sort(key=lambda name: not name.startswith("tableau"))
    marks = Marks(Path("report.txt").read_text("utf-8").split("\n"))
    cards = [load_card(Path("data/raw"), f"bulletin/{name}.csv") for name in names]
    assert [problem for card in cards for problem in check_file(card, marks)] == []
    assert unaccounted(marks) == []


def test_the_same_command_finds_every_fault_and_nothing_else(report):
    command = [sys.executable, "-m", "snakemake", "--snakefile", ROOT / "Snakefile", "--cores", "1"]
    done = subprocess.run([*command, "--directory", report], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    findings = read_csv("data/processed/audit/findings.csv")
    found = [(r["class"], r["source_lines"], r["repairs"]) for r in findings]
    assert len(found) == len(FAULTS)
    assert set(found) == FAULTS
    ledger = read_csv("data/processed/audit/printed_numbers.csv")
    assert [r["id"] for r in ledger if " que ." in r["explanation"]] == []
    assert "Bulletin inventé" in Path("report/index.html").read_text("utf-8")
    assert Path("report/annexe_statistique.xlsx").exists()


def mend(name, printed, right):
    """Let a raw file of the report say what its authors should have printed."""
    path = RAW / f"{name}.csv"
    text = path.read_text("utf-8")
    assert text.count(printed) == 1, printed
    path.write_text(text.replace(printed, right), "utf-8")
    seal(path)


def audited():
    return audit_report(everything_from_raw(configuration()))


def test_a_report_without_faults_raises_no_alarm(report):
    for fault in MENDED:
        mend(*fault)
    audit = audited()
    assert [finding.explanation for finding in audit.findings] == []
    verdicts = {v.verdict for v in audit.verdicts}
    assert verdicts == {"reproduced", "consistent", "unchecked"}


@pytest.mark.parametrize("fault", MENDED[2:6] + MENDED[8:10])  # each is all of its fault
def test_a_fault_mended_alone_leaves_the_others(report, fault):
    mend(*fault)
    assert len(audited().findings) == len(FAULTS) - 1


def test_a_key_of_the_claims_that_is_not_known_is_refused_by_name(report):
    path = Path("definitions/claims.yaml")
    path.write_text(path.read_text("utf-8").replace("rivals:", "rivalz:"), "utf-8")
    with pytest.raises(InputError, match=r"claims\.yaml.*rival"):
        audited()
