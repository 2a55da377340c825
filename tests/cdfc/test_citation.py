"""CITATION.cff says what the package says of itself."""

import datetime
import tomllib

import pytest
import yaml

from .conftest import ROOT

REQUIRED = {"cff-version", "message", "title", "authors"}  # by the Citation File Format


@pytest.fixture(scope="module")
def citation() -> dict:
    return yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))


@pytest.fixture(scope="module")
def project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def test_it_has_what_the_format_requires(citation):
    assert citation.keys() >= REQUIRED
    assert citation["cff-version"] == "1.2.0"
    assert citation["type"] == "software"
    datetime.date.fromisoformat(citation["date-released"])


def test_version_and_licence_are_those_of_the_package(citation, project):
    assert citation["version"] == project["version"]
    assert citation["license"] == project["license"]


def test_authors_are_those_of_the_licence_and_no_persons(citation):
    (author,) = citation["authors"]
    assert author.keys() == {"name"}  # a person would have family-names
    assert author["name"].removeprefix("The ") in (ROOT / "LICENSE").read_text("utf-8")
    assert all(one.keys() == {"name"} for one in citation["references"][0]["authors"])


def test_the_evaluation_is_cited_as_its_source_has_it(citation):
    source = yaml.safe_load((ROOT / "data/raw/evaluation_2011/source.yaml").read_text("utf-8"))
    (report,) = citation["references"]
    assert (report["type"], report["title"]) == ("report", source["document"])
    assert str(report["year"]) == source["date"]
    assert report["institution"]["name"] == source["publisher"]
