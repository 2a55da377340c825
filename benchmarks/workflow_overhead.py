"""What the workflow costs beside the work itself.

Runs, in turn and several times: every step's own function in one plain Python process; the whole
workflow, forced, on 1 and 2 cores; the workflow with nothing to do; and a dry run; without
the PDF. Prints the median wall time of each and its ratio to the plain process; asserts nothing.

    python benchmarks/workflow_overhead.py [runs]
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from cdfc.pipeline import (
    page_material,
    recompute_chapter,
    write_audit,
    write_coverage,
    write_figures,
    write_pages,
    write_workbook,
)
from cdfc.settings import configuration
from recompute.chapter import gather, save

ROOT = Path(__file__).parents[1]
SNAKEMAKE = [sys.executable, "-m", "snakemake", "--quiet", "all"]


def plain(folder: Path) -> None:
    """Every step in this process, into a folder; figures go where the page looks for them."""
    config = configuration()
    drawn = config["figures"]
    chapters = [folder / f"{name}.json" for name in config["chapters"]]
    for path, sources in zip(chapters, config["chapters"].values(), strict=True):
        save(path, recompute_chapter(path.stem, sources))
    write_audit(gather(chapters), drawn, folder)
    write_coverage(folder)
    write_figures(gather(chapters), drawn, "figures")
    write_pages(page_material(gather(chapters), drawn), folder)
    write_workbook(gather(chapters), drawn, folder / "annexe.xlsx")


def seconds(command: list[str]) -> float:
    """The wall time of one command, which must succeed."""
    started = time.perf_counter()
    env = os.environ | {"CDFC_BROWSER": "none"}
    subprocess.run(command, cwd=ROOT, env=env, check=True, capture_output=True)
    return time.perf_counter() - started


def main(runs: int = 5) -> None:
    """Time everything, in turn, and print a small table."""
    with tempfile.TemporaryDirectory() as folder:
        commands = {
            "plain process": [sys.executable, __file__, "plain", folder],
            "forced, 1 core": [*SNAKEMAKE, "--cores", "1", "--forceall"],
            "forced, 2 cores": [*SNAKEMAKE, "--cores", "2", "--forceall"],
            "nothing to do": [*SNAKEMAKE, "--cores", "2"],
            "dry run": [*SNAKEMAKE, "--cores", "2", "--dry-run"],
        }
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(runs):
            for name, command in commands.items():
                times[name].append(seconds(command))
    reference = median(times["plain process"])
    print(f"{'':16}  median s  ratio  ({runs} runs)")
    for name, found in times.items():
        print(f"{name:16}  {median(found):8.2f}  {median(found) / reference:5.2f}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["plain"]:  # what it runs of itself
        plain(Path(sys.argv[2]))
    else:
        main(*map(int, sys.argv[1:2]))
