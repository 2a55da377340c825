"""The contract's CSV files, as headers and rows: formatting only, no judgement."""

from __future__ import annotations

from . import explain
from .audit import Audit
from .cells import Cell, key_text
from .exact import Interval, value_text
from .exhibits import Shown
from .formula import cells, roles, words
from .measure import Result
from .printed import phrases
from .repairs import FAR, Repair
from .units import in_unit, plain
from .wording import say

OPEN = ("consistent", "unchecked", "inconsistent", "contradicted")
Rows = tuple[list[str], list[list[str]]]


def measures(results: list[Result]) -> Rows:
    """`measures.csv`: each result with its formula, its evidence and the cells it rests on."""
    header = ["measure", "key", "value", "unit", "formula", "evidence", "source_cells"]
    return header, [
        [*_address(r), recomputed(r), r.unit, words(r.formula, r.unit), r.evidence,
         " ".join(dict.fromkeys(cell.place for cell in cells(r.formula)))]
        for r in results
    ]  # fmt: skip


def lineage(results: list[Result]) -> Rows:
    """`lineage.csv`: one line for each source cell used and the role it plays.

    A cell counted from more rows than can be listed has one line, without a row.
    """
    header = ["measure", "key", "role", "source", "row", "column", "written"]
    return header, [
        [*_address(r), role, *place]
        for r in results
        for role, cell in dict.fromkeys(roles(r.formula))
        for place in places(cell)
    ]


def places(cell: Cell) -> list[list[str]]:
    """Where a cell's value stands: source, row, column, and what is written there."""
    if cell.tallied is None:
        return [[cell.source, str(cell.row), cell.column, cell.written]]
    listed = [[row.source, str(row.row), row.column, row.written] for row in cell.rows]
    return listed or [[cell.source, "", cell.column, cell.written]]


def recomputed(result: Result | None) -> str:
    """A result's value in its unit, in full precision."""
    return "" if result is None else plain(result.value, result.unit)


def _address(result: Result | None) -> list[str]:
    """A result's measure and key, as two cells."""
    return [result.measure, key_text(result.key)] if result else ["", ""]


def _evidence(result: Result | None) -> str:
    return result.evidence if result else ""


def printed_numbers(audit: Audit) -> Rows:
    """`printed_numbers.csv`: every printed number with its verdict, in the order of the report."""
    header = ["id", "source_line", "exhibit", "printed", "value", "unit", "kind", "measure", "key",
              "recomputed", "verdict", "reason", "gap", "explanation"]  # fmt: skip
    rows = []
    for v in audit.verdicts:
        gap = value_text(in_unit(v.relation.gap, v.cell.unit)) if v.relation else ""
        rows.append(
            [v.cell.id, str(v.cell.line), v.cell.exhibit, v.cell.written,
             plain(v.cell.value, v.cell.unit), v.cell.unit, v.cell.kind, *_address(v.result),
             recomputed(v.result), v.verdict, v.reason, gap, explain.verdict(v, audit)]
        )  # fmt: skip
    return header, rows


def changes(after: Audit, before: Audit) -> Rows:
    """`changes.csv`: each printed number that rows say something else or more of, both ways."""
    header = ["id", "source_line", "exhibit", "printed", "recomputed_before", "verdict_before",
              "recomputed", "verdict", "measure", "key", "evidence"]  # fmt: skip
    rows = []
    for new, old in zip(after.verdicts, before.verdicts, strict=True):
        was, now = ([recomputed(v.result), v.verdict] for v in (old, new))
        if [*was, _evidence(old.result)] != [*now, _evidence(new.result)]:
            rows.append(
                [new.cell.id, str(new.cell.line), new.cell.exhibit, new.cell.written, *was, *now,
                 *_address(new.result), _evidence(new.result)]
            )  # fmt: skip
    return header, rows


def findings(audit: Audit) -> Rows:
    """`findings.csv`: one row for each cause, most severe first."""
    header = ["finding", "severity", "class", "source_lines", "printed_ids", "explanation",
              "repairs"]  # fmt: skip
    return header, [
        [f"F{number:02}", f.severity, f.kind, " ".join(map(str, f.lines)),
         " ".join(c.id for c in f.cells),
         f"{f.explanation} {f.weight}",
         " | ".join(map(_repair, f.repairs))]
        for number, f in enumerate(audit.findings, 1)
    ]  # fmt: skip


def _repair(repair: Repair) -> str:
    return " & ".join(f"{cell.id} -> {_ends(values, cell.unit)}" for cell, values in repair.items())


def _ends(values: Interval, unit: str) -> str:
    """What could be printed instead, as `low..high`; a side without end is left empty."""
    low = "" if values.low == -FAR else plain(values.low, unit)
    high = "" if values.high == FAR else plain(values.high, unit)
    return low if low == high else f"{low}..{high}"


def table(shown: Shown) -> Rows:
    """`tables/<exhibit>.csv`: what it prints, beside what is recomputed, then what else follows."""
    header = ["series", "key", "printed", "source_line", "measure", "measure_key", "recomputed",
              "unit", "evidence", "verdict", "years", "note"]  # fmt: skip
    rows = [
        [v.cell.series, key_text(v.cell.dimensions), v.cell.written, str(v.cell.line),
         *_address(v.result), recomputed(v.result), v.cell.unit, _evidence(v.result), v.verdict,
         "", ""]
        for v in shown.verdicts
    ]  # fmt: skip
    rows += [
        [cell.series, key_text(cell.dimensions), cell.written, str(cell.line), "", "", "", "",
         cell.evidence, "", "", ""]
        for cell in shown.names
    ]  # fmt: skip
    there = [_address(v.result) for v in shown.verdicts]
    rows += [
        ["", "", "", "", *_address(r), recomputed(r), r.unit, r.evidence, "",
         "added" if r.added else "", " ; ".join(shown.notes) if r.added else ""]
        for r in shown.results
        if _address(r) not in there
    ]  # fmt: skip
    return header, rows


def exhibits(shown: list[Shown]) -> Rows:
    """`exhibits.csv`: the catalogue with what became of each exhibit and where to find it."""
    header = ["exhibit", "kind", "printed_label", "title", "source_line", "status", "reason",
              "outputs"]  # fmt: skip
    return header, [
        [s.exhibit.id, s.exhibit.kind, s.exhibit.label, s.exhibit.title, str(s.exhibit.line),
         s.status.word, " : ".join(filter(None, s.status[1:])), " ".join(s.outputs)]
        for s in shown
    ]  # fmt: skip


def exhibit_sources(shown: list[Shown]) -> Rows:
    """`exhibit_sources.csv`: the data source that each exhibit names, where it names one."""
    header = ["exhibit", "data_source", "source_line"]
    named = [(s.exhibit.id, s.exhibit.source) for s in shown if s.exhibit.source]
    return header, [[id, source.written, str(source.line)] for id, source in named]


def tolerances() -> Rows:
    """`tolerances.csv`: the phrases that stand for a number or widen one, by how much, and why."""
    header = ["phrase", "kind", "low", "high", "edges", "reason"]
    return header, [
        [p.phrase, p.kind, value_text(p.low), "" if p.high is None else value_text(p.high),
         "excluded" if p.strict else "included", p.reason]
        for p in phrases()
    ]  # fmt: skip


def data_request(audit: Audit) -> Rows:
    """`data_request.csv`: what to ask for, and which open numbers each answer would settle.

    Only requests that still have an open number are made.
    """
    header = ["question", "printed_ids", "extract", "columns", "rows", "would_settle"]
    rows = []
    for request in audit.requests:
        asked = [
            v.cell for v in audit.verdicts if v.verdict in OPEN and audit.request(v.cell) == request
        ]
        if asked:
            lines = " ".join(dict.fromkeys(str(cell.line) for cell in asked))
            rows.append(
                [request.question, " ".join(cell.id for cell in asked), request.extract,
                 " ".join(request.columns), request.rows, say("asked", n=len(asked), lines=lines)]
            )  # fmt: skip
    return header, rows
