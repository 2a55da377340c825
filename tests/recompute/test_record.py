import os

import pytest

from recompute import record
from recompute.errors import InputError

INPUT, OUTPUT = "data/raw/a/b.csv", "figures/x.csv"


@pytest.fixture
def run(tmp_path):
    """A folder in which something was read and something made; what was read."""
    for path in (INPUT, OUTPUT):
        (tmp_path / path).parent.mkdir(parents=True)
        (tmp_path / path).write_text(path)
    record.begin(tmp_path, [INPUT])
    return tmp_path


def recorded(folder):
    record.write_record(folder, "0123-dirty", {"python": "3"})
    return record.read_record(folder / record.NAME)


def test_a_record_says_what_was_read_and_made_with_what(run):
    found = recorded(run)
    assert found["code"] == [{"commit": "0123", "modified": True}]
    assert found["made_with"] == [{"name": "python", "version": "3"}]
    assert found["inputs"] == {INPUT: record.digest(run / INPUT)}
    assert found["outputs"] == {OUTPUT: record.digest(run / OUTPUT)}
    record.write_record(run, "", {})
    assert record.read_record(run / record.NAME)["code"] == []


def test_what_differs_from_a_record_is_named(run):
    found = recorded(run)
    assert record.differences(found, run) == {}
    (run / INPUT).write_text("another")
    (run / OUTPUT).unlink()
    (run / "report/new.html").write_text("")
    (run / "data/raw/a/added.csv").write_text("")
    assert record.differences(found, run) == {
        record.CHANGED: [INPUT],
        record.MISSING: [OUTPUT],
        record.ADDED: ["data/raw/a/added.csv", "report/new.html"],
    }


@pytest.mark.parametrize("change", ["edit", "remove"])
def test_an_input_that_changes_during_the_run_is_refused(run, change):
    (run / INPUT).unlink() if change == "remove" else (run / INPUT).write_text("another")
    with pytest.raises(InputError, match=rf"{INPUT}: found a file that changed during the run"):
        record.write_record(run, "", {})
    assert not (run / record.NAME).exists()


def test_an_old_date_does_not_hide_a_change(run):
    assert not record.is_misdated(run, [INPUT])  # no record yet: nothing to go by
    recorded(run)
    os.utime(run / INPUT, (0, 0))
    assert not record.is_misdated(run, [INPUT])
    (run / INPUT).write_text("another")
    assert not record.is_misdated(run, [INPUT])  # its date says that it changed
    os.utime(run / INPUT, (0, 0))
    assert record.is_misdated(run, [INPUT])


def test_links_are_followed_and_hidden_files_are_none(run):
    (run / "figures/.partial-x").write_text("")
    (run / "figures/__pycache__").mkdir()
    (run / "figures/__pycache__/x.pyc").write_text("")
    (run / "data/raw/linked").symlink_to(run / "figures")
    assert record.files(run, "data/raw", "figures") == [INPUT, "data/raw/linked/x.csv", OUTPUT]


@pytest.mark.parametrize("content", [None, "{", '{"inputs": 3}', "[]", '{"inputs": [], "x": []}'])
def test_what_is_no_record_is_refused(tmp_path, content):
    path = tmp_path / "build.json"
    if content:
        path.write_text(content)
    with pytest.raises(InputError, match=r"build\.json: found no (file|build record); expected"):
        record.read_record(path)
