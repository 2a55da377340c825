"""Tiny hand-made cells, raw files and audits of them."""

import os
from hashlib import sha256

import pytest
import yaml
from hypothesis import Phase, settings

from recompute import wording
from recompute.audit import Audit
from recompute.cards import load_card
from recompute.cells import Cell, address
from recompute.claims import relations
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
        printed = None if written == "n.d." or unit is None else parse(written, unit)
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
def audited():
    """A function that audits cells: `audited(cells, {"u.total": "m.sum"}, results)`."""

    def make(cells, claims, results=(), reasons=None, requests=()):
        printed = [cell for cell in cells if cell.printed]
        known = {cell.id: cell for cell in cells}
        found = relations(claims, printed, known, results, "claims.yaml")
        return Audit(printed, found, reasons or {}, list(requests))

    return make


@pytest.fixture
def raw_file(tmp_path):
    """A function that writes `s/<name>.csv` with its card, and loads the card."""
    about = {"publisher": "p", "document": "d", "date": "2011", "licence": "l"}
    (tmp_path / "s").mkdir()
    (tmp_path / "s/source.yaml").write_text(yaml.safe_dump(about), "utf-8")

    def make(name, content, columns, **card):
        content = content if isinstance(content, bytes) else content.encode()
        (tmp_path / f"s/{name}.csv").write_bytes(content)
        card = {
            "title": name, "sha256": sha256(content).hexdigest(), "evidence": "documented",
            "columns": columns,
        } | card  # fmt: skip
        (tmp_path / f"s/{name}.yaml").write_text(yaml.safe_dump(card, sort_keys=False), "utf-8")
        return load_card(tmp_path, f"s/{name}.csv")

    return make


@pytest.fixture
def untaught():
    """No report's words are known, whatever tests that ran before have taught."""
    before = dict(wording._codes), dict(wording._english), dict(wording._taught)
    wording.teach({}, {})
    yield
    wording.teach(*before)
