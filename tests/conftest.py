"""Tiny hand-made cells, from which the tests build tables."""

import os

import pytest
from hypothesis import Phase, settings

from recompute import wording
from recompute.cells import Cell, address
from recompute.printed import parse

if "MUTANT_UNDER_TEST" in os.environ:  # a mutant is dead at the first failure, however large it is
    settings.register_profile(
        "mutants", phases=[Phase.explicit, Phase.generate], deadline=None, database=None
    )
    settings.load_profile("mutants")


@pytest.fixture
def cell():
    """A function that makes one cell: `cell("t.x", "12", "EUR", year="2008")`."""

    def make(series, written, unit="EUR", line=1, id="", kind="", quantity="", **dimensions):
        missing = written in ("n.d.", "n.c.") or unit is None
        printed = None if missing else parse(written, unit or "")
        return Cell(
            id=id or address(series, dimensions),
            series=series,
            source=f"test/{series.partition('.')[0]}.csv",
            row=line + 1,
            column=series.partition(".")[2],
            written=written,
            line=line,
            last_line=line,
            evidence="printed-components",
            label=series.partition(".")[2],
            unit=unit or "",
            kind=kind,
            quantity=quantity,
            dimensions=dimensions,
            printed=printed,
            value=printed.value if printed else None,
        )

    return make


@pytest.fixture
def table():
    """A function that sorts cells into the table that measures read."""

    def make(*cells):
        found = {}
        for one in cells:
            found.setdefault(one.series, []).append(one)
        return found

    return make


@pytest.fixture
def untaught():
    """No report's words are known, whatever tests that ran before have taught."""
    before = dict(wording._codes), dict(wording._english), dict(wording._taught)
    wording.teach({}, {})
    yield
    wording.teach(*before)
