"""The workflow, run for real on a copy of the repository in a temporary folder."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from cdfc.seal import seal

ROOT = Path(__file__).parents[2]
PARTS = ("Snakefile", "environment.yml", "config", "data/raw", "profiles", "src", "workflow")
CHANGE = ("evaluation_2011/tableau_14.csv", "251 403", "251 404")


@dataclass
class Copy:
    """A copy of the repository to run the workflow in."""

    folder: Path

    def start(self, *options: str, paper: bool = False, by=(), **how) -> subprocess.Popen:
        """Start snakemake in the copy, with the copy's own code; all it says goes to `stdout`.

        `paper`: print the PDF too, which takes longest, if there is a browser; `by`: a command that
        runs it; `how`: as Popen.
        """
        home = self.folder.parent  # what libraries keep for themselves
        env = os.environ | {"PYTHONPATH": str(self.folder / "src"), "HOME": str(home)}
        return subprocess.Popen(
            [*by, sys.executable, "-m", "snakemake", *options],
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=env if paper else env | {"CDFC_BROWSER": "none"},
            **how,
        )

    def run(self, *options: str, **how) -> str:
        """Run snakemake as `start` does to its end, which must be a good one; all that it says."""
        process = self.start(*options, **how)
        said, _ = process.communicate()
        assert process.returncode == 0, said
        return said

    def fail(self, *options: str, **how) -> str:
        """Run snakemake as `start` does to its end, which must be a bad one; all that it says."""
        process = self.start(*options, **how)
        said, _ = process.communicate()
        assert process.returncode != 0, said
        return said

    def again(self, folder: Path) -> "Copy":
        """A copy of this copy, with all that runs have left in it."""
        return Copy(shutil.copytree(self.folder, folder / "again", symlinks=True))

    def outputs(self, below: str = "") -> dict[str, bytes]:
        """Every file that a run makes (in the folder `below`), with its content."""
        folder = self.folder / below
        made = [
            p for top in ("data/processed", "figures", "report") for p in (folder / top).rglob("*")
        ]
        return {p.relative_to(folder).as_posix(): p.read_bytes() for p in made if p.is_file()}

    def change(self, source: str, old: str, new: str, sealed: bool = True):
        """Edit a raw file, and put its new digest into its card."""
        path = self.folder / "data/raw" / source
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")
        if sealed:
            seal(path)


def fresh(folder: Path, *more: str) -> Copy:
    """A copy of the repository in which nothing has run; `more`: what else to copy of it."""
    ignored = shutil.ignore_patterns("__pycache__", "*.egg-info", "processed", "logs")
    for part in (*PARTS, *more):
        (folder / part).parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, folder / part, ignore=ignored, symlinks=True)
        else:
            shutil.copy2(ROOT / part, folder / part)
    return Copy(folder)


@pytest.fixture
def copy(tmp_path):
    """A fresh copy of the repository."""
    return fresh(tmp_path / "copy")


@pytest.fixture(scope="module")
def new_copy(tmp_path_factory):
    """A function that makes a copy of the repository, with more parts of it if named."""
    return lambda *more: fresh(tmp_path_factory.mktemp("copy"), *more)


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """A copy in which the whole workflow has run on two cores; tests that change it take `again`."""
    made = fresh(tmp_path_factory.mktemp("built"))
    made.run("--cores", "2")
    return made


@pytest.fixture
def again(built, tmp_path):
    """The same for one test, which may change it."""
    return built.again(tmp_path)


@pytest.fixture
def edited(again):
    """A copy in which the whole workflow has run, and a raw file was changed after that."""
    again.change(*CHANGE)
    return again
