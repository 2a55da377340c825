"""A run packed as a Workflow Run RO-Crate, held against the profile by its validator."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest
from rocrate_validator.models import Severity
from rocrate_validator.services import ValidationSettings, validate
from rocrate_validator.utils.http import HttpRequester

from recompute import record

from .conftest import ROOT

# Of the validator's libraries.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
# The terms of the context of RO-Crate 1.1 that a crate uses: the validator would fetch all of them.
TERMS = (Path(__file__).with_name("ro_crate_1_1_terms.json")).read_text("utf-8")
PROFILE = "workflow-run-crate-0.5"
# What is recommended and left: a Snakefile says what it is by itself, and is no packaged software.
LEFT = {
    "process-run-crate-0.5_3.2", "process-run-crate-0.5_5.1", "workflow-ro-crate-1.0_8.1",
    "ro-crate-1.1_31.2",
}  # fmt: skip


@pytest.fixture(scope="module")
def packed(built, tmp_path_factory):
    """A copy with a run, and a function that packs it."""
    copy = built.again(tmp_path_factory.mktemp("packed"))
    for name in ("CITATION.cff", "README.md", "LICENSE"):
        shutil.copy2(ROOT / name, copy.folder)
    env = os.environ | {"PYTHONPATH": str(copy.folder / "src"), "AGENT": "An Evaluator"}

    def pack():
        command = [sys.executable, "-m", "cdfc", "crate"]
        subprocess.run(command, cwd=copy.folder, env=env, check=True)
        return copy.folder / "crate.zip"

    return copy, pack


@pytest.fixture
def offline(monkeypatch):
    """The validator gets the terms from here, and nothing else from anywhere."""

    def get(self, url, **_):
        assert url == "https://w3id.org/ro/crate/1.1/context"
        headers = {"Content-Type": "application/ld+json"}
        return SimpleNamespace(
            status_code=200, ok=True, headers=headers, text=TERMS, content=TERMS.encode(), url=url,
            json=lambda: json.loads(TERMS), raise_for_status=lambda: None, links={},
        )  # fmt: skip

    monkeypatch.setattr(HttpRequester, "get", get, raising=False)


def issues(crate, severity):
    settings = ValidationSettings(
        rocrate_uri=str(crate), profile_identifier=PROFILE, requirement_severity=severity
    )
    return validate(settings).get_issues()


def test_a_crate_is_as_its_profile_asks(packed, offline):
    _, pack = packed
    found = [(i.check.identifier, i.message) for i in issues(pack(), Severity.RECOMMENDED)]
    assert [said for said in found if said[0] not in LEFT] == []


def test_the_validator_finds_what_is_wrong(packed, offline, tmp_path):
    _, pack = packed
    with zipfile.ZipFile(pack()) as crate:
        crate.extractall(tmp_path / "crate")
    path = tmp_path / "crate/ro-crate-metadata.json"
    content = json.loads(path.read_text("utf-8"))
    content["@graph"] = [e for e in content["@graph"] if e["@type"] != "CreateAction"]
    path.write_text(json.dumps(content), "utf-8")
    assert issues(tmp_path / "crate", Severity.REQUIRED) != []


def test_a_crate_holds_all_that_its_run_read_and_made(packed, tmp_path):
    copy, pack = packed
    with zipfile.ZipFile(pack()) as crate:
        crate.extractall(tmp_path)
    recorded = record.read_record(tmp_path / record.NAME)
    assert record.differences(recorded, tmp_path) == {}
    graph = json.loads((tmp_path / "ro-crate-metadata.json").read_text("utf-8"))["@graph"]
    entities = {entity["@id"]: entity for entity in graph}
    run = entities["#run"]
    assert {e["@id"] for e in run["object"]} == set(recorded["inputs"])
    assert {e["@id"] for e in run["result"]} == set(recorded["outputs"])
    assert entities[run["agent"]["@id"]]["name"] == "An Evaluator"
    assert entities["data/processed/measures.csv"]["sha256"] == record.digest(
        copy.folder / "data/processed/measures.csv"
    )
    assert "CC0-1.0" in entities["data/raw/evaluation_2011/tableau_14.csv"]["license"]
    assert entities["https://pypi.org/project/snakemake/9.27.1/"]["version"] == "9.27.1"


def test_one_run_gives_one_crate(packed):
    _, pack = packed
    assert pack().read_bytes() == pack().read_bytes()
