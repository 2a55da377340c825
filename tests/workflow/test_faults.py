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
from pathlib import Path

import pytest

from recompute import record
from recompute.files import PARTIAL

KILLS = int(os.environ.get("CDFC_KILLS", "2"))
# Root may write anywhere; without its powers it may not.
WITHOUT_POWERS = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"] if os.geteuid() == 0 else []
TABLE = "evaluation_2011/tableau_14.csv"
CHANGE = (TABLE, "251 403", "251 404")


@pytest.fixture(scope="module")
def changed(built, tmp_path_factory):
    """The whole workflow, run undisturbed after a change of a raw file."""
    copy = built.again(tmp_path_factory.mktemp("changed"))
    copy.change(*CHANGE)
    result = copy.run("--cores", "2")
    assert result.returncode == 0, result.stdout
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
def test_a_killed_run_leaves_whole_files_and_the_next_makes_good(built, changed, tmp_path, kill):
    over_earlier_results = kill % 2
    copy = built.again(tmp_path)
    copy.change(*CHANGE)
    if not over_earlier_results:
        for folder in (".snakemake", *record.MADE):
            shutil.rmtree(copy.folder / folder)
    before, after = built.outputs(), changed.outputs()
    moment = random.Random(f"kill {kill}").uniform(0.3, 12)
    run = copy.start("--cores", "2", start_new_session=True)
    time.sleep(moment)
    os.killpg(run.pid, signal.SIGKILL)
    run.wait()
    for name, content in copy.outputs().items():
        if PARTIAL not in name and name != record.NAME:
            allowed = (after[name], before[name]) if over_earlier_results else (after[name],)
            assert content in allowed, f"{name}, killed after {moment:.2f} s"
    result = copy.run("--cores", "2")
    assert result.returncode == 0, result.stdout
    assert whole(copy) == whole(changed), f"killed after {moment:.2f} s"
    assert verified(copy)


def test_two_runs_at_once(built, tmp_path):
    copy = built.again(tmp_path)
    copy.change(*CHANGE)
    (copy.folder / record.BEGAN).unlink()
    first = copy.start("--cores", "1")
    wait_for(copy.folder / record.BEGAN, first)
    second = copy.run("--cores", "1")
    assert second.returncode != 0
    assert "found another run at work in this folder; expected to be alone" in second.stdout
    said, _ = first.communicate()
    assert first.returncode == 0, said
    assert verified(copy)


def test_a_raw_file_that_changes_during_the_run(built, tmp_path):
    copy = built.again(tmp_path)
    chapter = copy.folder / "data/processed/chapters/cofinancing.json"
    chapter.unlink()
    run = copy.start("--cores", "1")
    wait_for(chapter, run)
    copy.change(*CHANGE)
    said, _ = run.communicate()
    assert run.returncode != 0
    assert f"error: data/raw/{TABLE}: found a file that changed during the run" in said
    assert not verified(copy)
    assert copy.run("--cores", "2").returncode == 0
    assert verified(copy)


@pytest.mark.parametrize("date", [0, time.time() + 86_400], ids=["long ago", "tomorrow"])
def test_dates_that_lie_hide_no_change(built, changed, tmp_path, date):
    """Files come with the date of elsewhere; clocks are set back after a run."""
    copy = built.again(tmp_path)
    copy.change(*CHANGE)
    path = copy.folder / "data/raw" / TABLE
    old = path if date == 0 else copy.folder / "data/processed/chapters/cofinancing.json"
    for file in (old, old.with_suffix(".yaml")):
        if file.exists():
            os.utime(file, (date, date))
    assert copy.run("--cores", "2").returncode == 0
    assert whole(copy) == whole(changed)


def test_a_file_too_large_to_write(copy):
    """As with a disk quota: what is larger than 100 kB cannot be written."""
    limit = 100_000
    run = copy.start(
        "--cores", "2", preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    )
    said, _ = run.communicate()
    assert run.returncode != 0
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
def test_a_full_disk(built, tmp_path, folder):
    copy = built.again(tmp_path)
    copy.change(*CHANGE)
    place = copy.folder / folder
    full = sum(-(-p.stat().st_size // 4096) * 4096 for p in place.rglob("*") if p.is_file())
    folders = sum(4096 for p in place.rglob("*") if p.is_dir())
    with small_disk(place, full + folders + 8192):
        before = whole(copy)
        result = copy.run("--cores", "2")
        after = whole(copy)
    assert result.returncode != 0
    assert f"error: {folder}/" in result.stdout, result.stdout
    assert "found no space left on device; expected room" in result.stdout
    mine = [name for name in before if name.startswith(folder)]
    assert [name for name in mine if name not in after] == []


def test_the_raw_folder_is_only_read(built, tmp_path):
    copy = built.again(tmp_path)
    copy.change(*CHANGE)
    raw = copy.folder / "data/raw"
    subprocess.run(["chmod", "-R", "a-w", raw], check=True)
    before = {p: (p.stat().st_mtime_ns, p.read_bytes()) for p in raw.rglob("*.*")}
    run = copy.start("--cores", "2", by=WITHOUT_POWERS)
    said, _ = run.communicate()
    subprocess.run(["chmod", "-R", "u+w", raw], check=True)
    assert run.returncode == 0, said
    assert {p: (p.stat().st_mtime_ns, p.read_bytes()) for p in raw.rglob("*.*")} == before


@pytest.mark.parametrize("folder", ["data/processed/audit", "figures", "report"])
def test_a_folder_that_cannot_be_written_to(built, tmp_path, folder):
    copy = built.again(tmp_path)
    copy.change(*CHANGE)
    place = copy.folder / folder
    place.chmod(0o555)
    before = whole(copy)
    run = copy.start("--cores", "2", by=WITHOUT_POWERS)
    said, _ = run.communicate()
    place.chmod(0o755)
    assert run.returncode != 0
    assert f"error: {folder}/" in said
    assert "found permission denied; expected room, and permission, to write it" in said
    mine = [name for name in before if name.startswith(folder)]
    assert {name: whole(copy)[name] for name in mine} == {name: before[name] for name in mine}
