"""The evaluation, recomputed once; folders to work in that hold it or the small report."""

import csv
import os
import re
import shutil
from pathlib import Path

import pytest
import yaml

from cdfc.pipeline import everything_from_raw
from cdfc.settings import configuration, publication
from recompute import wording
from recompute.transcription import read_text

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples/synthetic"
EXTRACTS = EXAMPLE / "data/raw/extracts"
# Where a spreadsheet would begin to read a formula.
RUN = re.compile("(?:^|[;\t\r\n]) *(?:[=@\uff1d\uff20]|[+\uff0b\uff0d-](?![\\d ]|$))")


@pytest.fixture(scope="session")
def everything():
    """The evaluation's cells and results."""
    return everything_from_raw(configuration())


@pytest.fixture(scope="session")
def text():
    """The lines of the evaluation's text."""
    asked = publication()["text"]
    path = os.environ.get(asked["environment"])
    if not path:
        pytest.skip(f"the evaluation's text is not here: {asked['environment']} is not set")
    return read_text(Path(path), asked["sha256"])


@pytest.fixture(scope="module")
def retaught():
    """What words were known before the tests of a file is known again after them."""
    before = dict(wording._codes), dict(wording._english), dict(wording._taught)
    yield
    wording.teach(*before)


def evaluation_in(folder: Path):
    """Make the folder one in which the evaluation, with supplied extracts, is worked on."""
    (folder / "config").mkdir(parents=True)
    config = configuration(ROOT) | {"definitions": str(ROOT / "src/cdfc")}
    (folder / "config/config.yaml").write_text(yaml.safe_dump(config), "utf-8")


def small_report_in(folder: Path):
    """Copy the small report of tests/other_report/ into the folder."""
    for part in ("config", "data/raw", "definitions"):
        shutil.copytree(ROOT / "tests/other_report" / part, folder / part)


def cells_that_run(path: Path) -> list[str]:
    """The cells of a CSV file in which a spreadsheet would find a formula."""
    with path.open(encoding="utf-8", newline="") as file:
        return [cell for row in csv.reader(file) for cell in row if RUN.search(cell)]
