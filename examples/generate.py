"""Make the worked example: made-up extracts that agree with the evaluation, with planted faults.

`python examples/generate.py [FOLDER]` writes below examples/synthetic, or another folder. The same
bytes every time: all chance comes from seeds. Nothing of the project's own code is used.
"""

import csv
import random
import shutil
import sys
from pathlib import Path

from made_up.aid import aid_rows
from made_up.atlas import atlas_rows
from made_up.cofinancing import cofinancing_rows
from made_up.faults import listed, plant
from made_up.files import File, aid_file, atlas_file, cofinancing_file
from made_up.margins import ROOT
from made_up.truth import true_tallies

SEED = 2015
HERE = Path(__file__).parent / "synthetic"
SHARED = ("evaluation_2011", "external", "outlines", "places")  # raw folders used as they are


def main(folder: Path):
    """Write the whole example below a folder."""
    atlas = atlas_rows(random.Random(SEED))
    files = cofinancing_rows(random.Random(SEED + 1))
    aid = aid_rows(random.Random(SEED + 2))
    truth = true_tallies(atlas, files, aid)  # before any fault is planted

    supplied = [atlas_file(atlas)]
    supplied += [cofinancing_file(year, _of(files, year)) for year in range(2007, 2013)]
    supplied += [aid_file(year, _of(aid, year)) for year in range(2006, 2013)]
    plant(supplied, random.Random(SEED + 3))

    write_extracts(folder / "data/raw", supplied)
    write_table(folder / "truth.csv", ("window", "series", "key", "value"), truth)
    header = ("file", "line", "column", "fault", "expected_fate", "reason")
    write_table(folder / "faults.csv", header, listed(supplied))
    write_configuration(folder / "config/config.yaml")


def _of(rows: list[dict], year: int) -> list[dict]:
    return [row for row in rows if row["year"] == year]


def write_extracts(raw: Path, supplied: list[File]):
    """The files with their cards, in place of earlier ones; beside them the evaluation's data."""
    shutil.rmtree(raw / "extracts", ignore_errors=True)
    (raw / "extracts").mkdir(parents=True)
    for file in supplied:
        file.write(raw)
    for name in SHARED:
        link = raw / name
        if not link.is_symlink():
            link.symlink_to(Path("../../../../data/raw") / name)


def write_table(path: Path, header: tuple, rows: list[tuple]):
    """A CSV file."""
    with open(path, "w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])


def write_configuration(path: Path):
    """The evaluation's own configuration, whose definitions lie elsewhere from here."""
    text = (ROOT / "config/config.yaml").read_text("utf-8")
    own = "definitions: src/cdfc\n"
    if own not in text:
        raise ValueError(f"config/config.yaml has no line {own!r}")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text.replace(own, "definitions: ../../src/cdfc\n"), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
