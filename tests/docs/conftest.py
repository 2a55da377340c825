"""The documents are held against the code: where they lie, what draws their pictures, what make makes."""

import re
import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def root():
    return ROOT


@pytest.fixture(scope="session")
def pictures():
    """What docs/pictures.py defines."""
    return runpy.run_path(str(ROOT / "docs/pictures.py"))


@pytest.fixture(scope="session")
def targets():
    """What `make` can be asked for."""
    return set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
