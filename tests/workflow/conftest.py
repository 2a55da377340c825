"""The workflow, run for real on a copy of the repository in a temporary folder."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PARTS = ("Snakefile", "environment.yml", "config", "data/raw", "profiles", "src", "workflow")


class Copy:
    """A copy of the repository to run the workflow in; `more`: what else to copy of it."""

    def __init__(self, folder: Path, more: tuple[str, ...] = ()):
        self.folder = folder
        for part in (*PARTS, *more):
            target = folder / part
            target.parent.mkdir(parents=True, exist_ok=True)
            if (ROOT / part).is_dir():
                ignored = shutil.ignore_patterns("__pycache__", "*.egg-info", "processed", "logs")
                shutil.copytree(ROOT / part, target, ignore=ignored, symlinks=True)
            else:
                shutil.copy2(ROOT / part, target)

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

    def run(self, *options: str, paper: bool = False) -> subprocess.CompletedProcess:
        """Run snakemake as `start` does, to its end."""
        process = self.start(*options, paper=paper)
        said, _ = process.communicate()
        return subprocess.CompletedProcess(process.args, process.returncode, said)

    def again(self, folder: Path):
        """A copy of this copy, with all that runs have left in it."""
        copy = object.__new__(type(self))
        copy.folder = folder / "again"
        shutil.copytree(self.folder, copy.folder, symlinks=True)
        return copy

    def outputs(self, below: str = "") -> dict[str, bytes]:
        """Every file that a run makes (in the folder `below`), with its content."""
        folder = self.folder / below
        made = [
            p for top in ("data/processed", "figures", "report") for p in (folder / top).rglob("*")
        ]
        return {p.relative_to(folder).as_posix(): p.read_bytes() for p in made if p.is_file()}

    def change(self, source: str, old: str, new: str, seal: bool = True):
        """Edit a raw file, and put its new digest into its card."""
        path = self.folder / "data/raw" / source
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")
        if seal:
            from cdfc.seal import seal as put_digest

            put_digest(path)


@pytest.fixture
def copy(tmp_path):
    """A fresh copy of the repository."""
    return Copy(tmp_path / "copy")


@pytest.fixture(scope="module")
def new_copy(tmp_path_factory):
    """A function that makes a copy of the repository, with more parts of it if named."""
    return lambda *more: Copy(tmp_path_factory.mktemp("copy"), more)


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """A copy in which the whole workflow has run on two cores; tests that change it take another."""
    made = Copy(tmp_path_factory.mktemp("built"))
    result = made.run("--cores", "2")
    assert result.returncode == 0, result.stdout
    return made
