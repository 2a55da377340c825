"""Two editions of the measures: the report's own windows, and the years beyond it.

In the first, what rows say stands in for what the report prints, so that printed numbers are held
against rows. In the second the same measures run over longer windows. Neither changes the other:
years that come after the report never enter its audit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction

from ..cells import Cell, address
from ..formula import Op, cells, value
from ..measure import Inapplicable, Measure, Result, columns
from ..printed import Printed
from .tally import Tallied

PERIOD = re.compile(r"period=(\d{4})-\d{4}")
TIMES = ("year", "decade", "period")
Table = dict[str, list[Cell]]


def stand_in(printed: list[Cell], tallied: list[Tallied]) -> list[Cell]:
    """The cells of the report's own edition: from rows wherever rows say it, else as printed."""
    kept = [cell for cell in printed if not any(one.stands_for(cell) for one in tallied)]
    return kept + [cell for one in tallied for cell in own_cells(one, printed)]


def own_cells(one: Tallied, printed: list[Cell]) -> list[Cell]:
    """A tally's cells for the report's window; what is printed and no row has is a zero."""
    there = {address(cell.series, cell.dimensions) for cell in one.own}
    absent = [
        cell for cell in printed
        if one.stands_for(cell) and cell.printed and one.own and one.own[0].tallied is not None
        and address(cell.series, cell.dimensions) not in there
    ]  # fmt: skip
    nothing = Printed(Fraction(), Fraction(), Fraction())
    return one.own + [
        replace(one.own[0], id=f"rows.{cell.id}", dimensions=cell.dimensions, printed=nothing,
                value=Fraction(), tallied=0, rows=(), row=0, written="0 ligne")
        for cell in absent
    ]  # fmt: skip


def as_results(found: Iterable[Cell]) -> list[Result]:
    """Tallied cells as results of their own, under the names that the report's numbers have."""
    return [
        Result(
            cell.series, cell.dimensions, Op("sum", (cell,)), cell.unit, cell.label, cell.exhibit
        )
        for cell in found
        if cell.tallied is not None and cell.value is not None
    ]  # fmt: skip


def beyond(
    printed: list[Cell], measures: Iterable[Measure], tallied: list[Tallied], own: list[Result]
) -> list[Result]:
    """The results that rest on years after the report's; `own`: those of its own edition."""
    growing = [one for one in tallied if one.longer]
    known = {result.id for result in own}
    table = _longer_table(printed, growing)
    found: dict[str, Result] = {}
    for result in [*_series(growing, table), *_measures(measures, growing, table)]:
        later = any(one.is_later(cell) for cell in cells(result.formula) for one in growing)
        if later and result.id not in known:
            found.setdefault(result.id, replace(result, added=True))
    return list(found.values())


def _longer_table(printed: list[Cell], growing: list[Tallied]) -> Table:
    """The cells of the longer windows; printed ones where they are of one year, or add up to it.

    Rows of added years alone are no more than that: they count here only beside what is printed of
    the same thing.
    """
    table: Table = {}
    for one in growing:
        kept = [cell for cell in one.longer if one.whole or _adds_to(cell, one, printed)]
        table.setdefault(one.series, []).extend(kept)
    for cell in printed:
        holder = next((one for one in growing if one.holds(cell)), None)
        if "year" in cell.dimensions:
            longer = holder.longer if holder else ()
            if cell.dimensions["year"] not in [other.dimensions["year"] for other in longer]:
                table.setdefault(cell.series, []).append(cell)
        elif holder is not None and not holder.whole and "year" not in holder.by:
            table[cell.series].append(_completed(cell, holder))
    return table


def _adds_to(cell: Cell, one: Tallied, printed: list[Cell]) -> bool:
    """Is a cell of added years of one year, a row by itself, or beside a printed sum?"""
    if cell.tallied is None or "year" in one.by:
        return True
    return any(
        one.holds(other) and _completed(other, one).dimensions == cell.dimensions
        for other in printed
    )


def _completed(cell: Cell, one: Tallied) -> Cell:
    """A printed cell of a decade that was not over, as a part of the whole decade."""
    start = cell.dimensions.get("decade", "")[:5]
    whole = [d for c in one.longer if start and (d := c.dimensions["decade"]).startswith(start)]
    return replace(cell, dimensions=cell.dimensions | {"decade": whole[0]}) if whole else cell


def _series(growing: list[Tallied], table: Table) -> Iterator[Result]:
    """The tallies themselves, each with what is printed beside it of the years before."""
    for one in growing:
        for cell in one.longer:
            if cell.tallied is not None:
                parts = tuple(c for c in table[one.series] if c.dimensions == cell.dimensions)
                alone = cell not in parts  # no printed number tells of the years before
                parts = (cell,) if alone else parts
                key = _timed(cell.dimensions, one.added_period if alone else one.period)
                formula = Op("sum", parts)
                if value(formula) is not None:
                    yield Result(one.series, key, formula, cell.unit, cell.label, cell.exhibit)


def _measures(
    measures: Iterable[Measure], growing: list[Tallied], table: Table
) -> Iterator[Result]:
    """The measures over the longer windows, as far as they grow with them."""
    for measure in measures:
        named = list(columns(measure.expression))
        ties = [one for one in growing if any(c.series == one.series for c in named)]
        if not ties or any(c.series not in table or "year" in c.codes for c in named):
            continue
        since, until = min(one.window[0] for one in ties), min(one.until for one in ties)
        by = [PERIOD.sub(rf"period=\1-{until}", term) for term in measure.by]
        try:
            for result in replace(measure, by=by).results(table, strict=False):
                yield replace(result, key=_timed(result.key, f"{since}-{until}"))
        except Inapplicable:
            continue


def _timed(key: dict[str, str], period: str) -> dict[str, str]:
    """A key that says of which years it is."""
    return key if any(name in key for name in TIMES) else key | {"period": period}
