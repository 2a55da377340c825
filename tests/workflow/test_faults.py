"""Faults put into real runs: each ends with a clear word, and the next run makes all good.

CDFC_KILLS says how many moments to kill a run at (a few here; fifty take a quarter of an hour).
"""

import os
import random
import resource
import shutil
import signal
import subprocess
import time
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from recompute import record
from recompute.files import PARTIAL

from .conftest import CHANGE

KILLS = int(os.environ.get("CDFC_KILLS", "2"))
# Root may write anywhere; without its powers it may not.
WITHOUT_POWERS = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"] if os.geteuid() == 0 else []
TABLE, CHAPTER = CHANGE[0], "data/processed/chapters/cofinancing.json"


@pytest.fixture(scope="module")
def undisturbed(built, tmp_path_factory):
    """The whole workflow, run after the change of a raw file and no fault."""
    copy = built.again(tmp_path_factory.mktemp("undisturbed"))
    copy.change(*CHANGE)
    copy.run("--cores", "2")
    return copy


def whole(copy):
    """What a run made, but for the record, which says where the code stands."""
    made = copy.outputs()
    assert not [name for name in made if PARTIAL in name]
    return {name: content for name, content in made.items() if name != record.NAME}


def verified(copy):
    return record.differences(record.read_record(copy.folder / record.NAME), copy.folder) == {}


def wait_for(path, run):
    """Wait until a run has made a file."""
    while not path.exists():
        assert run.poll() is None, run.stdout.read()
        time.sleep(0.02)


@pytest.mark.parametrize("kill", range(KILLS))
def test_a_killed_run_leaves_whole_files_and_the_next_makes_good(built, undisturbed, edited, kill):
    over_earlier_results = kill % 2
    if not over_earlier_results:
        for folder in (".snakemake", *record.MADE):
            shutil.rmtree(edited.folder / folder)
    before, after = built.outputs(), undisturbed.outputs()
    moment = random.Random(f"kill {kill}").uniform(0.3, 12)
    run = edited.start("--cores", "2", start_new_session=True)
    time.sleep(moment)
    os.killpg(run.pid, signal.SIGKILL)
    run.wait()
    for name, content in edited.outputs().items():
        if PARTIAL not in name and name != record.NAME:
            allowed = (after[name], before[name]) if over_earlier_results else (after[name],)
            assert content in allowed, f"{name}, killed after {moment:.2f} s"
    edited.run("--cores", "2")
    assert whole(edited) == whole(undisturbed), f"killed after {moment:.2f} s"
    assert verified(edited)


def test_of_two_runs_at_once_the_second_stops(edited):
    (edited.folder / record.BEGAN).unlink()
    first = edited.start("--cores", "1")
    wait_for(edited.folder / record.BEGAN, first)
    second = edited.fail("--cores", "1")
    assert "found another run at work in this folder; expected to be alone" in second
    said, _ = first.communicate()
    assert first.returncode == 0, said
    assert verified(edited)


def test_a_raw_file_that_changes_during_the_run_stops_it(again):
    chapter = again.folder / CHAPTER
    chapter.unlink()
    run = again.start("--cores", "1")
    wait_for(chapter, run)
    again.change(*CHANGE)
    said, _ = run.communicate()
    assert run.returncode != 0
    assert f"error: data/raw/{TABLE}: found a file that changed during the run" in said
    assert not verified(again)
    again.run("--cores", "2")
    assert verified(again)


@pytest.mark.parametrize("date", [0, time.time() + 86_400], ids=["long ago", "tomorrow"])
def test_dates_that_lie_hide_no_change(undisturbed, edited, date):
    """Files come with the date of elsewhere; clocks are set back after a run."""
    table = edited.folder / "data/raw" / TABLE
    for file in [table, table.with_suffix(".yaml")] if date == 0 else [edited.folder / CHAPTER]:
        os.utime(file, (date, date))
    edited.run("--cores", "2")
    assert whole(edited) == whole(undisturbed)


def test_a_file_too_large_to_write_is_named(copy):
    """As with a disk quota: what is larger than 100 kB cannot be written."""
    limit = 100_000
    limited = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (limit, limit))
    said = copy.fail("--cores", "2", preexec_fn=limited)
    assert "error: data/processed/chapters/" in said
    assert "found file too large; expected room, and permission, to write it" in said
    assert all(len(content) <= limit for content in copy.outputs().values())


@contextmanager
def small_disk(folder: Path, size: int):
    """The folder on a disk of its own that has no more room than this, with what was in it."""
    kept = folder.with_name(f"{folder.name}-kept")
    folder.rename(kept)
    folder.mkdir()
    asked = ["mount", "-t", "tmpfs", "-o", f"size={size},mode=0755", "none", folder]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"no disk can be mounted here ({done.stderr.strip()})")
    try:
        shutil.copytree(kept, folder, dirs_exist_ok=True)
        yield
    finally:
        subprocess.run(["umount", folder], check=True)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a small disk")
@pytest.mark.parametrize("folder", ["data/processed", "figures", "report"])
def test_a_full_disk_is_named_and_loses_no_file(edited, folder):
    place = edited.folder / folder
    full = sum(-(-p.stat().st_size // 4096) * 4096 for p in place.rglob("*") if p.is_file())
    folders = sum(4096 for p in place.rglob("*") if p.is_dir())
    with small_disk(place, full + folders + 8192):
        before = whole(edited)
        said = edited.fail("--cores", "2")
        after = whole(edited)
    assert f"error: {folder}/" in said, said
    assert "found no space left on device; expected room" in said
    assert [name for name in before if name.startswith(folder) and name not in after] == []


def test_the_raw_folder_is_only_read(edited):
    def content():
        return {p: (p.stat().st_mtime_ns, p.read_bytes()) for p in raw.rglob("*.*")}

    raw = edited.folder / "data/raw"
    subprocess.run(["chmod", "-R", "a-w", raw], check=True)
    before = content()
    edited.run("--cores", "2", by=WITHOUT_POWERS)
    subprocess.run(["chmod", "-R", "u+w", raw], check=True)
    assert content() == before


@pytest.mark.parametrize("folder", ["data/processed/audit", "figures", "report"])
def test_a_folder_that_cannot_be_written_to_is_named_and_stays_as_it_is(edited, folder):
    def content():
        return {name: made for name, made in whole(edited).items() if name.startswith(folder)}

    place = edited.folder / folder
    place.chmod(0o555)
    before = content()
    said = edited.fail("--cores", "2", by=WITHOUT_POWERS)
    place.chmod(0o755)
    assert f"error: {folder}/" in said
    assert "found permission denied; expected room, and permission, to write it" in said
    assert content() == before
