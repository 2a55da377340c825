"""A chapter: the cells of its raw files and the results of its measures, kept as one JSON file.

This file is what later steps know of the raw data; the formulas in it are trees over cell ids.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from .cards import load_card
from .cells import Cell, Row
from .exact import Interval, Value
from .extracts.editions import as_results, beyond, stand_in
from .extracts.tally import Tallied
from .files import read_json, write_json
from .formula import Formula, Op
from .measure import Inapplicable, Measure, Result
from .printed import Printed
from .raw_files import Vocabularies, read_cells
from .units import UNITS

LISTS = ("own", "longer")  # of the cells of a tally
EXACT = ("value", "low", "high", "step")  # of what is printed


@dataclass(frozen=True)
class Chapter:
    """Cells and results that belong together."""

    cells: list[Cell]
    results: list[Result]


def recompute(
    raw: Path,
    sources: Iterable[str],
    measures: Iterable[Measure],
    vocabularies: Vocabularies,
    tallied: list[Tallied] | None = None,
) -> Chapter:
    """Read the raw files `sources` (paths below `raw`) and evaluate the measures on them.

    `tallied`: what rows of supplied extracts say of the same. Raises InputError for anything in the
    files that cannot be trusted, ValueError as `evaluate`.
    """
    cells = [
        cell for source in sources for cell in read_cells(load_card(raw, source), vocabularies)
    ]
    if not tallied:
        return evaluate(cells, measures, vocabularies)
    measures = list(measures)
    standing = stand_in(cells, tallied)
    results = as_results(standing) + evaluate(standing, measures, vocabularies, cells).results
    results += beyond(cells, measures, tallied, results)
    supplied = {c.id: c for c in standing if c.evidence == "extract"}
    supplied |= {c.id: c for one in tallied for c in one.longer}
    return Chapter(cells + list(supplied.values()), results)


def evaluate(
    cells: list[Cell],
    measures: Iterable[Measure],
    vocabularies: Vocabularies,
    printed: list[Cell] | None = None,
) -> Chapter:
    """Evaluate the measures on cells.

    `printed`: the cells that rows of extracts stand in for; of a column that rows give nothing for,
    nothing is known. Raises ValueError for a measure that names what is not there or whose address
    another one has.
    """
    table, measures, results = _table(cells), list(measures), list[Result]()
    for measure in measures:
        if measure.unit not in UNITS and measure.unit not in vocabularies.get("unit", {}):
            raise ValueError(f"{measure.id}: no unit is called {measure.unit}")
        try:
            results += measure.results(table)
        except Inapplicable:
            list(measure.results(_table(printed or [])))  # raises it, unless it is the rows' doing
    ids = [result.id for result in results]
    for repeated in {name for name in ids if ids.count(name) > 1}:
        raise ValueError(f"two measures give {repeated}")
    return Chapter(cells, results)


def _table(cells: Iterable[Cell]) -> dict[str, list[Cell]]:
    """The cells by the names that measures call them by."""
    table: dict[str, list[Cell]] = {}
    for cell in cells:
        for name in {cell.series, cell.id.partition("[")[0]}:  # an id of its own is a name too
            table.setdefault(name, []).append(cell)
    return table


def merge(chapters: Iterable[Chapter]) -> Chapter:
    """All chapters as one; a raw file that several of them read counts once."""
    chapters = list(chapters)
    cells = {cell.id: cell for chapter in chapters for cell in chapter.cells}
    return Chapter(list(cells.values()), [r for chapter in chapters for r in chapter.results])


def gather(paths: Iterable[Path]) -> Chapter:
    """All chapters that `save` wrote to these files, as one."""
    return merge(map(load, paths))


def save(path: Path, chapter: Chapter) -> None:
    """Write a chapter."""
    write_json(
        path,
        {
            "cells": [_pack(cell) for cell in chapter.cells],
            "results": [_pack(result) for result in chapter.results],
        },
    )


def save_tallied(path: Path, tallied: list[Tallied]) -> None:
    """Write what an extract's rows were counted into."""
    cells = {cell.id: cell for one in tallied for cell in (*one.own, *one.longer)}
    own = [vars(one) | {n: [c.id for c in getattr(one, n)] for n in LISTS} for one in tallied]
    write_json(path, {"cells": [_pack(cell) for cell in cells.values()], "tallied": own})


def load_tallied(path: Path) -> list[Tallied]:
    """Read what `save_tallied` wrote."""
    content = read_json(path)
    cells = _cells(content["cells"])
    return [
        Tallied(**item | {"window": tuple(item["window"]), "by": tuple(item["by"])}
                | {n: [cells[id] for id in item[n]] for n in LISTS})
        for item in content["tallied"]
    ]  # fmt: skip


def load(path: Path) -> Chapter:
    """Read a chapter that `save` wrote."""
    content = read_json(path)
    cells = _cells(content["cells"])
    results = [
        Result(**item | {"formula": _formula(item["formula"], cells)})
        for item in content["results"]
    ]
    return Chapter(list(cells.values()), results)


def _cells(items: list[dict]) -> dict[str, Cell]:
    """Cells by their ids, from what JSON holds."""
    cells = {}
    for item in items:
        rows = tuple(Row(*row) for row in item["rows"])
        printed = value = None
        if said := item["printed"]:
            printed = Printed(**said | {name: _value(said[name]) for name in EXACT})
            value = printed.value
        cells[item["id"]] = Cell(**item | {"printed": printed, "value": value, "rows": rows})
    return cells


def _pack(item: object) -> object:
    """Dataclasses, fractions and formulas as what JSON can hold."""
    match item:
        case Fraction():
            return str(item)
        case Interval(low, high):
            return [str(low), str(high)]
        case Op(name, parts):
            return {name: [_branch(part) for part in parts]}
        case Row():
            return [item.source, item.row, item.column, item.written]
        case tuple():
            return [_pack(part) for part in item]
        case Cell():  # its value is what is printed
            return {name: _pack(part) for name, part in vars(item).items() if name != "value"}
        case Result() | Printed():
            return {name: _pack(part) for name, part in vars(item).items()}
    return item


def _branch(part: Formula) -> object:
    """A part of a formula: a cell by its id, a number as such."""
    return {"cell": part.id} if isinstance(part, Cell) else _pack(part)


def _formula(item: str | dict[str, Any], cells: dict[str, Cell]) -> Formula:
    if isinstance(item, str):
        return Fraction(item)
    ((name, parts),) = item.items()
    return cells[parts] if name == "cell" else Op(name, tuple(_formula(p, cells) for p in parts))


def _value(item: str | list[str] | None) -> Value:
    if isinstance(item, list):
        return Interval(*map(Fraction, item))
    return None if item is None else Fraction(item)
