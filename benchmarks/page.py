"""How large the page is and how soon it answers, as it is and with ten times as many numbers.

The reference is an empty page in the same browser, in the same run. Interactive: the script has
run, so that filters, sorting and passports work.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import sync_playwright

from cdfc.pipeline import everything_from_raw, page_material
from cdfc.settings import configuration
from recompute.page import Material, build
from recompute.pdf import browser

RUNS, LIMIT = 5, 3_000_000  # bytes
READY = "html[data-ready]"


def enlarged(material: Material, times: int) -> Material:
    """The same with so many times the ledger's rows, each under an id of its own."""
    found = material.audit.verdicts
    more = [
        replace(v, cell=replace(v.cell, id=f"{v.cell.id}~{n}"))
        for n in range(1, times)
        for v in found
    ]
    vars(material.audit)["verdicts"] = [*found, *more]  # where a frozen audit keeps them
    return material


def seconds(page, url: str, ready: str) -> float:
    """How long until the page answers, median of several runs."""
    taken = []
    for _ in range(RUNS):
        page.goto(url)
        page.wait_for_selector(ready, state="attached")
        taken.append(
            page.evaluate(
                "performance.timing.domContentLoadedEventEnd - performance.timing.navigationStart"
            )
        )
    return statistics.median(taken) / 1000


def main() -> int:
    """Print the table; 1 if a page is larger than it may be."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        (folder / "empty.html").write_text("<!doctype html><title>empty</title>", encoding="utf-8")
        options = {"executable_path": browser(), "args": ["--no-sandbox", "--disable-gpu"]}
        chromium = playwright.chromium.launch(**options)
        page = chromium.new_page()
        rows = [("empty page", 0, seconds(page, (folder / "empty.html").as_uri(), "html"))]
        for times in (1, 10):
            material = page_material(everything_from_raw(configuration()), [])
            for path, html in build(enlarged(material, times), "fr").items():
                target = folder / str(times) / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(html, encoding="utf-8")
            index = folder / str(times) / "index.html"
            taken = seconds(page, index.as_uri(), READY)
            rows.append((f"{len(material.audit.verdicts)} numbers", index.stat().st_size, taken))
        chromium.close()
    print(f"{'page':<16}{'bytes':>12}{'interactive, s':>16}")
    for name, size, taken in rows:
        print(f"{name:<16}{size:>12,}{taken:>16.2f}")
    return int(any(size > LIMIT for _, size, _ in rows))


if __name__ == "__main__":
    sys.exit(main())
