import os
from hashlib import sha256

import pytest

from recompute.errors import InputError
from recompute.files import read_json
from recompute.record import (
    ADDED,
    CHANGED,
    MISSING,
    NAME,
    begin,
    differences,
    digest,
    files,
    is_misdated,
    read_record,
    write_record,
)

RAW, OUT = "data/raw/a.csv", "data/processed/b.csv"


@pytest.fixture
def root(tmp_path):
    for path in (RAW, OUT, "report/index.html", "figures/f.svg"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(path)
    (tmp_path / ".snakemake").mkdir()
    return tmp_path


def recorded(root, commit="c0ffee"):
    begin(root, [RAW])
    write_record(root, commit, {"python": "3.11"})
    return read_record(root / NAME)


def test_a_digest_is_the_sha_256_of_the_bytes(root):
    assert digest(root / RAW) == digest(str(root / RAW)) == sha256(RAW.encode()).hexdigest()


def test_files_of_some_folders_less_what_is_hidden_or_kept_by_python_or_a_record(root, tmp_path):
    (root / "figures/.hidden").write_text("")
    (root / "figures/__pycache__").mkdir()
    (root / "figures/__pycache__/f.pyc").write_text("")
    (root / NAME).write_text("{}")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "linked.csv").write_text("")
    (root / "data/raw/link").symlink_to(elsewhere, target_is_directory=True)
    below = ["data/raw/a.csv", "data/raw/link/linked.csv", "figures/f.svg", "report/index.html"]
    assert files(root, "report", "figures", "data/raw") == below
    assert files(root, "nowhere") == []


def test_a_record_says_what_was_read_and_made(root):
    assert recorded(root) == {
        "code": [{"commit": "c0ffee", "modified": False}],
        "made_with": [{"name": "python", "version": "3.11"}],
        "inputs": {RAW: digest(root / RAW)},
        "outputs": {
            path: digest(root / path) for path in (OUT, "figures/f.svg", "report/index.html")
        },
    }
    assert [file["path"] for file in read_json(root / NAME)["outputs"]] == [
        OUT, "figures/f.svg", "report/index.html",
    ]  # fmt: skip


def test_code_that_was_modified_or_is_not_known(root):
    modified = recorded(root, "c0ffee-dirty")["code"]
    assert modified == [{"commit": "c0ffee", "modified": True}]
    assert recorded(root, "")["code"] == []


@pytest.mark.parametrize("change", [lambda file: file.write_text("other"), os.remove])
def test_an_input_that_changed_during_the_run_is_refused(root, change):
    begin(root, [RAW])
    change(root / RAW)
    with pytest.raises(
        InputError, match=r"^data/raw/a\.csv: found .*changed during the run.*run it again"
    ):
        write_record(root, "c0ffee", {})
    assert not (root / NAME).exists()


def test_an_input_that_changed_although_its_date_is_older(root):
    assert not is_misdated(root, [RAW])  # no record to be older than
    recorded(root)
    written = (root / NAME).stat().st_mtime
    os.utime(root / RAW, (written - 60, written - 60))
    assert not is_misdated(root, [RAW])
    (root / RAW).write_text("other")
    assert not is_misdated(root, [RAW])  # its date tells
    os.utime(root / RAW, (written, written))
    assert not is_misdated(root, [RAW])
    os.utime(root / RAW, (written - 60, written - 60))
    assert is_misdated(root, [RAW])
    assert not is_misdated(root, [OUT])  # new to the record: the workflow sees that by itself


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"inputs": []}', '{"inputs": [{"path": "a"}], "outputs": []}']
)
def test_what_is_no_record_is_refused(tmp_path, text):
    path = tmp_path / "build.json"
    with pytest.raises(InputError, match=r"build\.json: found no file; expected a build record$"):
        read_record(path)
    path.write_text(text)
    with pytest.raises(
        InputError,
        match=r"build\.json: found no build record; expected JSON with code, made_with, inputs, outputs$",
    ):
        read_record(path)


def test_how_a_tree_differs_from_a_record(root):
    record = recorded(root)
    assert differences(record, root) == {}
    (root / RAW).write_text("other")
    (root / OUT).unlink()
    (root / "report/index.html").unlink()
    (root / "figures/z.svg").write_text("")
    (root / "figures/g.svg").write_text("")
    (root / "data/raw/z.csv").write_text("")
    assert differences(record, root) == {
        CHANGED: [RAW],
        MISSING: [OUT, "report/index.html"],
        ADDED: ["data/raw/z.csv", "figures/g.svg", "figures/z.svg"],
    }
