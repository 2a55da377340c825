"""The page on paper: a PDF that a Chromium browser prints from it, the same bytes every time."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from .errors import InputError
from .files import PARTIAL, replacing

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge")
CHOSEN = "CDFC_BROWSER"  # the environment variable that names another one
LONGEST = 300  # seconds that printing may take
QUIET = (
    "--headless", "--disable-gpu", "--disable-background-networking", "--disable-sync",
    "--disable-component-update", "--disable-extensions", "--no-first-run", "--hide-scrollbars",
)  # fmt: skip
DATE = re.compile(rb"(?<=Date \(D:)\d{14}")
LINK = re.compile(r' href="(?!#)[^"]*"')  # to another file
NODE = re.compile(rb"node\d{8}")
FIXED = b"20110101000000"


def browser() -> str | None:
    """The browser to print with: the one that CDFC_BROWSER names, or the first there is."""
    named = os.environ.get(CHOSEN)
    return next(filter(None, map(shutil.which, [named] if named else BROWSERS)), None)


def print_page(page: str | Path, pdf: str | Path, program: str) -> None:
    """Print `page` to `pdf` with this browser; InputError, with what it says, if that fails.

    Links to other files are left out: a PDF would hold where they lay when it was printed.
    """
    page = Path(page).resolve()
    with (
        replacing(pdf) as temporary,
        tempfile.TemporaryDirectory() as profile,
        tempfile.NamedTemporaryFile("w", -1, "utf-8", None, ".html", PARTIAL, page.parent) as paper,
    ):
        paper.write(LINK.sub("", page.read_text("utf-8")))
        paper.flush()
        root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        asked = [program, *QUIET, *root, f"--user-data-dir={profile}", "--no-pdf-header-footer",
                 f"--print-to-pdf={temporary}", Path(paper.name).as_uri()]  # fmt: skip
        done = subprocess.run(asked, capture_output=True, text=True, timeout=LONGEST, check=False)
        content = temporary.read_bytes()
        if done.returncode or not content.startswith(b"%PDF"):
            said = (done.stderr.strip().splitlines() or ["nothing"])[-1]
            raise InputError(str(pdf), found=said, expected=f"a PDF from {program}")
        temporary.write_bytes(settled(content))


def settled(content: bytes) -> bytes:
    """A PDF without what differs from run to run: its dates, and the browser's own node numbers.

    Nothing gets longer or shorter, and the nodes keep their order, as the PDF's tables need.
    """
    nodes = sorted(set(NODE.findall(content)))
    rank = {node: b"node%08d" % place for place, node in enumerate(nodes)}
    return NODE.sub(lambda node: rank[node.group()], DATE.sub(FIXED, content))
