"""The contract's CSV files, as headers and rows: formatting only, no judgement."""

from __future__ import annotations

from collections import Counter

from . import explain
from .audit import Audit
from .cells import Cell, key_text
from .exact import value_text
from .formula import cells, roles, words
from .measure import Result
from .repairs import Repair
from .units import in_unit

OPEN = ("consistent", "unchecked", "inconsistent", "contradicted")
Rows = tuple[list[str], list[list[str]]]


def measures(results: list[Result]) -> Rows:
    """`measures.csv`: each result with its formula, its evidence and the cells it rests on."""
    header = ["measure", "key", "value", "unit", "formula", "evidence", "source_cells"]
    return header, [
        [r.measure, key_text(r.key), recomputed(r), r.unit, words(r.formula, r.unit), r.evidence,
         " ".join(dict.fromkeys(cell.place for cell in cells(r.formula)))]
        for r in results
    ]  # fmt: skip


def lineage(results: list[Result]) -> Rows:
    """`lineage.csv`: one line for each source cell used and the role it plays."""
    header = ["measure", "key", "role", "source", "row", "column", "written"]
    return header, [
        [r.measure, key_text(r.key), role, cell.source, str(cell.row), cell.column, cell.written]
        for r in results
        for role, cell in dict.fromkeys(roles(r.formula))
    ]


def recomputed(result: Result | None) -> str:
    """A result's value in its unit, in full precision."""
    return "" if result is None else value_text(in_unit(result.value, result.unit))


def printed_numbers(audit: Audit) -> Rows:
    """`printed_numbers.csv`: every printed number with its verdict, in the order of the report."""
    header = ["id", "source_line", "exhibit", "printed", "value", "unit", "kind", "measure", "key",
              "recomputed", "verdict", "reason", "gap", "explanation"]  # fmt: skip
    rows = []
    for v in audit.verdicts:
        result = v.relation.result if v.relation else None
        gap = value_text(in_unit(v.relation.gap, v.cell.unit)) if v.relation else ""
        rows.append(
            [v.cell.id, str(v.cell.line), v.cell.exhibit, v.cell.written,
             value_text(in_unit(v.cell.value, v.cell.unit)), v.cell.unit, v.cell.kind,
             result.measure if result else "", key_text(result.key) if result else "",
             recomputed(result), v.verdict, v.reason, gap, explain.verdict(v, audit)]
        )  # fmt: skip
    return header, rows


def findings(audit: Audit) -> Rows:
    """`findings.csv`: one row for each cause, most severe first."""
    header = [
        "finding",
        "severity",
        "class",
        "source_lines",
        "printed_ids",
        "explanation",
        "repairs",
    ]
    return header, [
        [f"F{number:02}", f.severity, f.kind, " ".join(dict.fromkeys(str(c.line) for c in f.cells)),
         " ".join(c.id for c in f.cells), explain.finding(f), " | ".join(map(_repair, f.repairs))]
        for number, f in enumerate(audit.findings, 1)
    ]  # fmt: skip


def _repair(repair: Repair) -> str:
    return " & ".join(
        f"{cell.id} -> {value_text(in_unit(values, cell.unit))}" for cell, values in repair.items()
    )


def table(exhibit: str, audit: Audit, results: list[Result], names: list[Cell]) -> Rows:
    """`tables/<exhibit>.csv`: what it prints, beside what is recomputed, then what else follows."""
    header = [
        "series",
        "key",
        "printed",
        "source_line",
        "measure",
        "measure_key",
        "recomputed",
        "unit",
        "evidence",
        "verdict",
    ]
    rows = []
    for v in audit.verdicts:
        if v.cell.exhibit != exhibit:
            continue
        result = v.relation.result if v.relation else None
        rows.append(
            [v.cell.series, key_text(v.cell.dimensions), v.cell.written, str(v.cell.line),
             result.measure if result else "", key_text(result.key) if result else "",
             recomputed(result), v.cell.unit, result.evidence if result else "", v.verdict]
        )  # fmt: skip
    rows += [
        [
            cell.series,
            key_text(cell.dimensions),
            cell.written,
            str(cell.line),
            "",
            "",
            "",
            "",
            cell.evidence,
            "",
        ]
        for cell in names
        if cell.exhibit == exhibit
    ]
    shown = {(row[4], row[5]) for row in rows}
    rows += [
        ["", "", "", "", r.measure, key_text(r.key), recomputed(r), r.unit, r.evidence, ""]
        for r in results
        if r.exhibit == exhibit and (r.measure, key_text(r.key)) not in shown
    ]
    return header, rows


def exhibit_status(
    exhibit: str, audit: Audit, results: list[Result], names: list[Cell]
) -> tuple[str, str]:
    """How far an exhibit is recomputed, as one of the contract's words, and why no further."""
    own = [v for v in audit.verdicts if v.cell.exhibit == exhibit]
    computed = [r for r in results if r.exhibit == exhibit]
    if any(cell.exhibit == exhibit for cell in names):
        return "indexed", "judgement : ses lignes sont des mots ; elles sont listées et comptées"
    if not own:
        if computed and all(r.evidence == "external" for r in computed):
            return (
                "from-external-source",
                "image-only : redessinée d'après des documents publics postérieurs",
            )
        return ("bounded", "needs-extract") if computed else ("image-only", "image-only")
    derived = {relation.claim for relation in audit.relations if relation.result is not None}
    bound = [v for v in own if v.cell in derived]
    if len(bound) == len(own):
        return "recomputed", ""
    reasons = Counter(v.reason for v in own if v.reason)
    reason = reasons.most_common(1)[0][0] if reasons else "needs-extract"
    return (
        "partly-recomputed",
        f"{reason} : {len(own) - len(bound)} nombres sur {len(own)} "
        "ne reposent sur rien de plus petit",
    )


def exhibits(
    catalogue: dict[str, dict], audit: Audit, results: list[Result], names: list[Cell]
) -> Rows:
    """`exhibits.csv`: the catalogue with what became of each exhibit and where to find it."""
    header = [
        "exhibit",
        "kind",
        "printed_label",
        "title",
        "source_line",
        "status",
        "reason",
        "outputs",
    ]
    rows = []
    for exhibit, entry in catalogue.items():
        status, reason = exhibit_status(exhibit, audit, results, names)
        rows.append(
            [exhibit, exhibit.partition("_")[0], entry["label"], entry["title"], str(entry["line"]),
             status, reason, " ".join(exhibit_outputs(exhibit))]
        )  # fmt: skip
    return header, rows


def exhibit_outputs(exhibit: str) -> list[str]:
    """The files made for an exhibit."""
    if exhibit.startswith("figure"):
        return [f"figures/{exhibit}.{ending}" for ending in ("svg", "png", "csv")]
    return [f"data/processed/tables/{exhibit}.csv"]


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
            rows.append(
                [
                    request.question,
                    " ".join(cell.id for cell in asked),
                    request.extract,
                    " ".join(request.columns),
                    request.rows,
                    f"{len(asked)} nombres imprimés, lignes {_lines(asked)}",
                ]
            )
    return header, rows


def _lines(asked: list[Cell]) -> str:
    return " ".join(dict.fromkeys(str(cell.line) for cell in asked))
