"""A number's passport: its value, its formula, every cell it rests on, and what rests on it."""

from __future__ import annotations

from . import explain
from .audit import Audit, Verdict
from .cells import Cell, canonical
from .claims import nearest
from .formula import roles, words
from .measure import Result
from .outputs import places
from .signs import visible
from .units import with_unit


class UnknownId(Exception):
    """Nothing has this id; `near` are the ids most like it."""

    def __init__(self, wanted: str, near: list[str]):
        self.near = near
        super().__init__(f"nothing is called « {wanted} »; the nearest: {', '.join(near)}")


def trace(wanted: str, audit: Audit, results: list[Result]) -> str:
    """The passport, as text, of a measure (all its keys), of one result, or of a printed number.

    Raises UnknownId with the nearest ids when there is no such thing.
    """
    wanted = canonical(wanted.strip())
    numbers = [v for v in audit.verdicts if v.cell.id == wanted]
    shown = {v.relation.result for v in numbers if v.relation}
    found = [r for r in results if wanted in (r.id, r.measure) and r not in shown]
    if not numbers and not found:
        known = [r.id for r in results] + [v.cell.id for v in audit.verdicts]
        known = list(dict.fromkeys([r.measure for r in results] + known))
        raise UnknownId(wanted, nearest(wanted, known) or known[:3])
    parts = [_of_number(v, audit) for v in numbers] + [_of_result(r, audit) for r in found]
    return "\n\n".join(parts)


def _of_number(verdict: Verdict, audit: Audit) -> str:
    cell = verdict.cell
    lines = [
        cell.id,
        f"  printed      {cell.written}   (line {cell.line} of the report)",
        f"  written in   {cell.place}",
        f"  verdict      {verdict.verdict}{f' ({verdict.reason})' if verdict.reason else ''}",
        f"  why          {explain.verdict(verdict, audit)}",
    ]
    lines += _relied_on(cell, audit)
    result = verdict.result
    return "\n".join(lines) + (f"\n\n{_of_result(result, audit)}" if result else "")


def _relied_on(cell: Cell, audit: Audit) -> list[str]:
    users = {r.claim: None for r in audit.relations if cell in r.members and r.claim != cell}
    verdicts = {v.cell: v.verdict for v in audit.verdicts}
    return [f"  used for     {user.id}: {verdicts[user]}" for user in users]


def _of_result(result: Result, audit: Audit) -> str:
    lines = [
        result.id,
        f"  what         {result.label}",
        f"  value        {with_unit(result.value, result.unit)}",
        f"  formula      {words(result.formula, result.unit)}",
        f"  evidence     {result.evidence}",
        "  source cells",
    ]
    rows = [
        (
            role,
            visible(written),
            f"line {cell.line}" if cell.line else "",
            f"{source}:{row or '*'}:{column}",
        )
        for role, cell in dict.fromkeys(roles(result.formula))
        for source, row, column, written in places(cell)
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    lines += [
        "    " + "  ".join(text.ljust(width) for text, width in zip(row, [*widths, 0], strict=True))
        for row in rows
    ]
    bound = {r.claim for r in audit.relations if r.result is not None and r.result.id == result.id}
    lines += [
        f"  verdict      {v.cell.id}: « {v.cell.written} » (line {v.cell.line}) {v.verdict}"
        for v in audit.verdicts
        if v.cell in bound
    ]
    return "\n".join(lines)
