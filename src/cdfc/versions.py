"""What the results are made with: the commit of the code, and the version of each tool."""

from __future__ import annotations

import platform
import re
import subprocess
from importlib.metadata import requires, version
from pathlib import Path


def commit(repository: str | Path) -> str:
    """The commit of the repository, marked `-dirty` if files differ; "" outside of one."""
    asked = ["git", "-C", str(repository), "describe", "--always", "--abbrev=40", "--dirty"]
    try:
        return subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""


def made_with(browser: str) -> dict[str, str]:
    """Tool → version: Python, the libraries that the project asks for, and the browser, if any."""
    needed = [need for need in requires("cdfc-evaluation") or () if "extra" not in need]
    names = sorted(re.split(r"[<>=;\[ ]", need)[0] for need in needed)
    found = {"python": platform.python_version()} | {name: version(name) for name in names}
    if browser:
        asked = subprocess.run([browser, "--version"], capture_output=True, text=True, check=False)
        found["browser"] = asked.stdout.strip()
    return found
