from dataclasses import replace

import pytest

from recompute.crate import METADATA, Run, entities

RUN = Run(
    name="A report",
    description="recomputed",
    version="1",
    licence="MIT",
    author="A body",
    workflow="Snakefile",
    record={"made_with": [{"name": "python", "version": "3"}, {"name": "numpy", "version": "2"}]},
    inputs={"data/raw/a.csv": "ab"},
    outputs={"figures/b.svg": "cd"},
    others=["README.md", "Snakefile"],
    licences={"data/raw/a.csv": "CC0"},
    ended="2026-11-25T12:00:00+00:00",
    agent="Somebody",
)


@pytest.fixture
def found():
    return {entity["@id"]: entity for entity in entities(RUN)}


def test_every_entity_that_is_named_is_there(found):
    def named(part):
        match part:
            case {"@id": name, **rest} if not rest:
                yield name
            case dict():
                for value in part.values():
                    yield from named(value)
            case list():
                for value in part:
                    yield from named(value)

    elsewhere = {"https://w3id.org/ro/crate/1.1", "https://snakemake.github.io"}
    assert {n for entity in found.values() for n in named(entity)} - set(found) == elsewhere
    assert found[METADATA]["about"] == {"@id": "./"}


def test_files_have_their_digests_terms_and_formats(found):
    assert found["data/raw/a.csv"]["sha256"] == "ab"
    assert found["data/raw/a.csv"]["license"] == "CC0"
    assert found["data/raw/a.csv"]["encodingFormat"] == "text/csv"
    assert found["figures/b.svg"]["encodingFormat"] == "image/svg+xml"
    assert found["README.md"]["about"] == {"@id": "./"}
    assert "sha256" not in found["README.md"]


def test_the_run_says_what_it_read_made_and_who_ran_it(found):
    run = found["#run"]
    assert run["object"] == [{"@id": "data/raw/a.csv"}]
    assert run["result"] == [{"@id": "figures/b.svg"}]
    assert run["instrument"] == {"@id": "Snakefile"}
    assert found[run["agent"]["@id"]]["name"] == "Somebody"
    assert found["https://pypi.org/project/numpy/2/"]["version"] == "2"
    assert found["https://www.python.org/"]["version"] == "3"


def test_who_ran_it_may_be_left_out():
    found = {entity["@id"]: entity for entity in entities(replace(RUN, agent=""))}
    assert "agent" not in found["#run"]
    assert "#agent" not in found
