"""The audit of the report, from its definitions: what claims.yaml and requests.yaml say of it."""

from __future__ import annotations

from functools import partial

from recompute import dates
from recompute.audit import Audit, Request, Rivals, Stated, Whole
from recompute.cells import Cell, canonical, in_order
from recompute.chapter import Chapter
from recompute.claims import (
    LABEL,
    in_order_of_time,
    in_time,
    like,
    mentions,
    recognised,
    references,
    relations,
    said_by_rows,
)
from recompute.errors import InputError
from recompute.exact import Interval
from recompute.measure import Result

from .settings import definitions, publication, report
from .wording import teach

CLAIMS = "claims.yaml"


def in_report(cell: Cell) -> bool:
    """Is this cell a number that the report prints? What its parts are labelled with is none."""
    return cell.source.startswith(report()) and cell.printed is not None and cell.kind != LABEL


def report_date() -> Interval:
    """The days that the report may have been published on; InputError if its date is none."""
    written = publication()["date"]
    try:
        return Interval(*dates.read(written))
    except ValueError:
        source, expected = f"{report()}source.yaml", "a day, a month or a year, as « juin 2011 »"
        raise InputError(source, column="date", found=written, expected=expected) from None


def audit_report(everything: Chapter) -> Audit:
    """Hold every printed number of the report against what it claims."""
    teach()
    claims = definitions(CLAIMS)
    printed = sorted(filter(in_report, everything.cells), key=in_order)
    known = {cell.id: cell for cell in everything.cells}
    results = {result.id: result for result in everything.results}
    cell = partial(_cell, known)
    for name in claims["reasons"]:
        if not any(name in (one.id, one.series) for one in printed):
            raise InputError(
                CLAIMS, column=f"reasons/{name}", found="no such printed number",
                expected="one that exists",
            )  # fmt: skip
    stated = [
        Stated(*(cell(one[name]) for name in ("share", "part", "whole") if name in one))
        for one in claims["stated"]
    ]
    rivals = [
        Rivals(
            one["what"],
            tuple(Whole(results.get(canonical(name)) or cell(name)) for name in one["wholes"]),
            tuple((cell(part), cell(share)) for part, share in one.get("shares", [])),
        )
        for one in claims["rivals"]
    ]
    complete = [[cell(name) for name in names] for names in claims["complete"]]
    requests = [
        Request(**one | {name: tuple(one[name]) for name in ("columns", "numbers")})
        for one in definitions("requests.yaml")["requests"]
    ]
    labels = sorted((c for c in everything.cells if c.kind == LABEL), key=in_order)
    rows = _given(claims.get("rows", {}), results)
    found = [
        *relations(claims["claims"], printed, known, everything.results, CLAIMS),
        *relations(rows, printed, known, everything.results, CLAIMS),
        *said_by_rows(printed, everything.results),
        *mentions(printed),
        *references(printed, known),
        *in_order_of_time(printed, claims["order"], CLAIMS),
        *in_time(printed, report_date()),
        *(r for one in stated for r in recognised(one.share, one.part, everything.results)),
    ]
    return Audit(printed, found, claims["reasons"], requests, labels, rivals, stated, complete)


def _given(claims: dict[str, list[str]], results: dict[str, Result]) -> dict[str, list[str]]:
    """The claims whose results there are; rows give some only if they are supplied."""
    there = {
        left: [one for one in targets if canonical(one) in results]
        for left, targets in claims.items()
    }
    return {left: targets for left, targets in there.items() if targets}


def _cell(known: dict[str, Cell], written: str) -> Cell:
    """The cell with this address; InputError if there is none."""
    address = canonical(written)
    if address not in known:
        expected = like(address, "a number that exists", known)
        raise InputError(CLAIMS, found=written, expected=expected)
    return known[address]
