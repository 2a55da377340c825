"""The documents are held against the code: where they lie, and the script that draws their pictures."""

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
