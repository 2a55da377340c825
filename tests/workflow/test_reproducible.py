"""The same inputs give the same bytes, whatever the place, the clock, the language or the order."""

import os
import shutil
import subprocess
import sys

import pytest

from recompute import record

from .conftest import CHANGE, fresh

CHAPTERS, COVERAGE = "data/processed/chapters", "data/processed/audit/coverage.csv"


@pytest.fixture(scope="module")
def reference(new_copy):
    """What a run on two cores makes, PDF included."""
    copy = new_copy()
    copy.run("--cores", "2", paper=True)
    return copy


def differing(copy, reference):
    """The files that are not the same; the record holds no path, time or host either."""
    one, other = copy.outputs(), reference.outputs()
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def french_locale(folder):
    """A locale in which a comma divides decimals and text is not UTF-8, made in a folder."""
    if not shutil.which("localedef") or not os.path.isdir("/usr/share/i18n/locales"):
        pytest.skip("no locale can be made here (on Debian: apt-get install locales)")
    asked = ["localedef", "-i", "fr_FR", "-f", "ISO-8859-1", folder / "fr_FR.ISO-8859-1"]
    subprocess.run(asked, check=True, capture_output=True)
    return {"LOCPATH": str(folder), "LC_ALL": "fr_FR.ISO-8859-1"}


NO_UTF_8 = {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
PLACES = {
    "one core, another folder and time zone": (
        "1", "là où l'on travaille & co/a b", {"TZ": "Pacific/Auckland", "PYTHONHASHSEED": "1"}
    ),
    "a language of no country": (
        "2", "copy", NO_UTF_8 | {"LC_ALL": "C", "TZ": "America/St_Johns", "PYTHONHASHSEED": "2"}
    ),
    "a French computer of old": ("2", "copy", NO_UTF_8 | {"PYTHONHASHSEED": "3"}),
}  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_another_place_gives_the_same_bytes(reference, tmp_path, monkeypatch, place):
    cores, folder, env = PLACES[place]
    if place.startswith("a French"):
        env = env | french_locale(tmp_path)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    copy = fresh(tmp_path / folder)
    copy.run("--cores", cores, paper=True)
    assert differing(copy, reference) == []


def test_nothing_holds_the_place_of_the_run(reference):
    for name, content in reference.outputs().items():
        assert str(reference.folder).encode() not in content, name


def test_the_jobs_in_reverse_order_give_the_same_bytes(reference, copy):
    made = [name for name in reference.outputs() if name != record.NAME]
    chapters = sorted((name for name in made if name.startswith(CHAPTERS)), reverse=True)
    ends = ["report/annexe_statistique.xlsx", "report/audit.pdf", COVERAGE]
    for target in (*chapters, *ends, "all"):
        copy.run("--cores", "1", target, paper=True)
    assert differing(copy, reference) == []


def test_a_tree_is_held_against_a_record(reference, tmp_path):
    """`make verify` says what differs: changed, missing, or not in the record."""
    copy = reference.again(tmp_path)
    command = [
        sys.executable,
        "-m",
        "cdfc",
        "verify",
        "--of",
        copy.folder,
        copy.folder / record.NAME,
    ]

    def verify():
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout, done.stderr

    status, said, _ = verify()
    assert status == 0
    assert said.endswith("says, 0 are not\n")
    copy.change(*CHANGE)
    (copy.folder / "data/processed/measures.csv").unlink()
    (copy.folder / "figures/figure_99.csv").write_text("none of ours")
    status, said, _ = verify()
    assert status == 1
    for line in (
        "changed             data/raw/evaluation_2011/tableau_14.csv",
        "changed             data/raw/evaluation_2011/tableau_14.yaml",
        "missing             data/processed/measures.csv",
        "not in the record   figures/figure_99.csv",
    ):
        assert line in said.splitlines()
    assert said.endswith("says, 4 are not\n")
    (copy.folder / record.NAME).write_text('{"inputs": 3}')
    status, _, said = verify()
    assert status == 1
    assert "found no build record; expected JSON with code, made_with, inputs, outputs" in said
