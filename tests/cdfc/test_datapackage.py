"""The data package says what the cards say, and holds for the files as they are."""

import json
import shutil
from pathlib import Path

import pytest
from frictionless import Package

from cdfc.datapackage import PACKAGE, describe, descriptor
from cdfc.settings import RAW
from recompute.cards import load_card
from recompute.errors import InputError
from recompute.extracts.kinds import FOLDER

from .conftest import ROOT

TRACKED = ROOT / PACKAGE


@pytest.fixture(scope="module")
def package() -> dict:
    return json.loads(TRACKED.read_text("utf-8"))


@pytest.fixture
def copy(tmp_path, monkeypatch) -> Path:
    """A copy of the raw files, in the folder that the test runs in."""
    shutil.copytree(ROOT / RAW, tmp_path / RAW, ignore=shutil.ignore_patterns(FOLDER))
    monkeypatch.chdir(tmp_path)
    return RAW


def complaints(raw: Path, resource: str) -> set[tuple]:
    """What frictionless says of one file: the row, the field and the kind of error."""
    report = Package(str(raw / PACKAGE.name)).get_resource(resource).validate()
    return set(map(tuple, report.flatten(["rowNumber", "fieldName", "type"])))


def test_it_is_what_the_cards_give(copy):
    describe()
    assert (copy / PACKAGE.name).read_bytes() == TRACKED.read_bytes(), (
        "run: python -m cdfc.datapackage"
    )


def test_frictionless_holds_metadata_and_data_valid():
    report = Package(str(TRACKED)).validate()
    assert report.valid, report.to_summary()
    assert len(report.tasks) == len(Package(str(TRACKED)).resources)


def test_every_raw_file_is_described_once_with_licence_and_source(package):
    files = {p.relative_to(ROOT / RAW) for p in (ROOT / RAW).rglob("*.csv")}
    expected = sorted(p.as_posix() for p in files if p.parts[0] != FOLDER)
    assert sorted(one["path"] for one in package["resources"]) == expected
    assert len({one["name"] for one in package["resources"]}) == len(expected)
    for one in package["resources"]:
        said = load_card(ROOT / RAW, one["path"]).publication
        (licence,), (source,) = one["licenses"], one["sources"]
        assert licence["title"] == said["licence"]
        assert (ROOT / RAW / licence["path"]).is_file()
        assert list(source.values()) == [said["document"], said["publisher"], said["date"]]


def test_an_open_licence_is_named_only_where_it_is_stated(package):
    named = {one["path"]: one.get("name") for one in package["licenses"]}
    assert named == {
        "evaluation_2011/source.yaml": "CC0-1.0",
        "external/source.yaml": None,
        "outlines/source.yaml": None,
        "places/source.yaml": "CC-BY-4.0",
    }


def test_types_and_constraints_follow_from_the_role(package):
    fields = {
        (one["name"], field["name"]): field
        for one in package["resources"]
        for field in one["schema"]["fields"]
    }
    prefix = "evaluation_2011-"
    assert fields[prefix + "tableau_19", "year"]["type"] == "year"
    total = fields[prefix + "tableau_14", "year"]  # « Total » is no year
    assert total["type"] == "string"
    assert total["constraints"] == {"required": True, "pattern": r"(Total|\d{4}(-\d{4})?)"}
    amount = fields[prefix + "tableau_14", "granted"]
    assert (amount["type"], amount["unit"], amount["kind"]) == ("string", "EUR", "amount")
    assert amount["title"] == "accordé par le MAEE"
    assert fields[prefix + "prose", "id"]["constraints"] == {"required": True, "unique": True}
    mark = fields[prefix + "tableau_10_elected", "mark"]
    assert mark["constraints"]["enum"] == ["*", "**", "***"]
    nothing_printed = fields[prefix + "tableau_21", "more_staff_line"]
    assert "required" not in nothing_printed["constraints"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("3714,", "37x4,", (3, "source_line", "constraint-error")),
        ("3714,", ",", (3, "source_line", "constraint-error")),
        (",2008,", ",deux mille huit,", (3, "year", "constraint-error")),
        ('"-33,1%"', "", (3, "change", "constraint-error")),
        ("104 000", "104 001", (None, None, "hash-count")),
    ],
)
def test_a_changed_cell_is_reported_with_its_row_and_field(copy, old, new, expected):
    file = copy / "evaluation_2011/tableau_14.csv"
    text = file.read_text("utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), "utf-8")
    assert expected in complaints(copy, "evaluation_2011-tableau_14")
    with pytest.raises(InputError, match="tableau_14"):
        descriptor(copy)


def test_a_missing_column_is_reported(copy):
    file = copy / "evaluation_2011/tableau_19.csv"
    rows = file.read_text("utf-8").splitlines()
    file.write_text("".join(row.rpartition(",")[0] + "\n" for row in rows), "utf-8")
    assert (None, "laos", "missing-label") in complaints(copy, "evaluation_2011-tableau_19")


def test_a_missing_file_is_reported(copy):
    (copy / "places/seats.csv").unlink()
    assert (None, None, "scheme-error") in complaints(copy, "places-seats")


def test_supplied_extracts_are_left_out(copy):
    before = descriptor(copy)
    (copy / FOLDER).mkdir()
    (copy / FOLDER / "dossiers_2008.csv").write_text("a;b\n1;2\n", "utf-8")
    assert descriptor(copy) == before
