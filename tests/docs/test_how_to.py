"""docs/how_to.md, done as it says: its blocks are applied and its commands run, in a copy."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PART = re.compile(r"^## (.+)$", re.M)
# A block with the paragraph before it, or a sentence that says which line goes away.
STEP = re.compile(
    r"(?:^(?P<said>[^\n]+)\n\n)?^```(?P<kind>\w*)\n(?P<block>.*?)^```$"
    r"|^In `(?P<file>[^`]+)`, take away `(?P<line>[^`]+)`\.$",
    re.M | re.S,
)
EDIT = re.compile(
    r"(?:(?P<verb>Make|At the end of|In) )?`(?P<path>[^`]+)`"
    r"(?:, (?P<how>below|instead of) `(?P<anchor>[^`]+)`)?(?P<has> then has)?:"
)
# What `make report` does, in one process.
RUN = """
from pathlib import Path
from cdfc.pipeline import everything_from_raw, write_audit, write_coverage, write_figures
from cdfc.settings import configuration
config, made = configuration(), Path("data/processed")
everything = everything_from_raw(config)
write_audit(everything, config["figures"], made)
write_coverage(made / "audit")
write_figures(everything, config["figures"], "figures")
"""


class Walk:
    """A copy of what the page works on; parts of the page are followed in their order."""

    def __init__(self, root: Path, folder: Path):
        self.root, self.home = root, folder
        ignored = shutil.ignore_patterns("__pycache__", "*.egg-info", "processed", "report", "logs")
        for name in ("src", "config", "tests/other_report"):
            shutil.copytree(root / name, folder / name, ignore=ignored)
        self.here, self.said, self.followed = folder, "", 0
        opening, *parts = PART.split((root / "docs/how_to.md").read_text("utf-8"))
        self.parts = list(zip(parts[::2], parts[1::2], strict=True))
        self.follow(opening)

    def up_to(self, name: str):
        """Follow the page to the end of a part, if that is not done yet."""
        last = [title for title, _ in self.parts].index(name) + 1
        while self.followed < last:
            self.followed += 1
            self.follow(self.parts[self.followed - 1][1])

    def follow(self, text: str):
        for step in STEP.finditer(text):
            if step["file"]:
                self.put(self.here / step["file"], step["line"], "")
            elif step["kind"] == "sh":
                self.said = "".join(map(self.command, step["block"].splitlines()))
            elif step["kind"] == "":
                self.holds(step["block"], self.said)
            else:
                self.edit(step["said"] or "", step["block"])

    def edit(self, said: str, block: str):
        """Do what the paragraph before a block says to do with it."""
        how = EDIT.fullmatch(said)
        assert how, f"nothing says what to do with:\n{block}"
        path = self.here / how["path"]
        if how["has"]:
            self.holds(block, path.read_text("utf-8"))
        elif how["verb"] == "Make":
            assert not path.exists(), path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block, "utf-8")
        elif how["verb"] == "At the end of":
            path.write_text(path.read_text("utf-8") + block, "utf-8")
        else:
            kept = how["how"] == "below"
            self.put(path, how["anchor"], block, kept)

    def put(self, path: Path, anchor: str, block: str, kept: bool = False):
        """Put a block in the place of the one line that says `anchor`, or below it."""
        lines = path.read_text("utf-8").splitlines(keepends=True)
        (at,) = [n for n, line in enumerate(lines) if line.strip() == anchor]
        path.write_text("".join([*lines[: at + kept], block, *lines[at + 1 :]]), "utf-8")

    def holds(self, block: str, text: str):
        """Each line of the block stands in the text, in this order."""
        at = 0
        for line in block.splitlines():
            found = text.find(line.rstrip(), at)
            assert found >= 0, f"not there, or in another order: {line}\nin: {text[-1500:]}"
            at = found + len(line.rstrip())

    def command(self, line: str) -> str:
        """Run one command of the page; what it says."""
        if line == "source .venv/bin/activate":
            return ""
        if line.startswith("cd "):
            self.here = self.here / line.removeprefix("cd ")
            return ""
        words = line
        if line == "make -C .. report IN=try":
            script = self.home / "run.py"
            script.write_text(RUN, "utf-8")
            words = f"python {script}"
        env = {
            "PYTHONPATH": str(self.home / "src"),
            "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
        }
        done = subprocess.run(
            words, shell=True, cwd=self.here, env=os.environ | env, capture_output=True, text=True
        )
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
        return done.stdout


@pytest.fixture(scope="module")
def walk(root, tmp_path_factory):
    return Walk(root, tmp_path_factory.mktemp("how_to"))


def parts() -> list[str]:
    page = Path(__file__).parents[2] / "docs/how_to.md"
    return PART.findall(page.read_text("utf-8"))


@pytest.mark.parametrize("name", parts())
def test_the_example_gives_what_the_page_says(walk, name):
    walk.up_to(name)


def test_what_is_not_there_or_cannot_be_done_is_an_error(walk):
    with pytest.raises(AssertionError, match="not there"):
        walk.holds("b\na\n", "a\nb\n")  # another order
    with pytest.raises(AssertionError, match="nothing says what to do"):
        walk.edit("Then:", "x\n")
    with pytest.raises(AssertionError, match="no_such_module"):
        walk.command("python -m cdfc.no_such_module")
    with pytest.raises(ValueError, match="unpack"):
        walk.put(walk.here / "definitions/claims.yaml", "no such line", "x\n")
