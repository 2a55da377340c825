"""What became of every row of the supplied files: the CSV files beside the tallies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from .rows import EXPECTED, Rows

Sheet = tuple[list[str], list[list[str]]]


def accounting(rows: Rows) -> Sheet:
    """For each file, what was received, kept, and set aside for each reason and column.

    Kept and set aside together are what was received: the rows below the header, to the row.
    """
    header = ["source", "fate", "reason", "column", "rows"]
    found = rows.accounting()
    kept: Counter[int] = Counter()
    aside: Counter[int] = Counter()
    for place, reason, _, count in found:
        (aside if reason else kept)[place] += count
    sheet = []
    for number, file in enumerate(rows.files):
        source = file.supplied.source
        received = file.received.rows
        if received != kept[number] + aside[number]:
            raise AssertionError(
                f"{source}: {received} rows received, {kept[number] + aside[number]} accounted for"
            )
        sheet.append([source, "received", "", "", str(received)])
        sheet.append([source, "kept", "", "", str(kept[number])])
        sheet.append([source, "set_aside", "", "", str(aside[number])])
        sheet += [
            [source, "set_aside", reason, column, str(count)]
            for place, reason, column, count in found
            if place == number and reason
        ]
    return header, sheet


def set_aside(rows: Rows) -> Sheet:
    """Each row set aside: where it stands, why, what is written there, and what was expected."""
    header = ["source", "row", "reason", "column", "written", "expected"]
    return header, [
        [rows.files[file].supplied.source, str(line), reason, column, written,
         expected(rows, reason, column)]
        for file, line, reason, column, written in rows.set_aside()
    ]  # fmt: skip


def expected(rows: Rows, reason: str, column: str) -> str:
    """What should have stood there, for the reasons that say it."""
    if reason == "unreadable":
        return EXPECTED[rows.kind.columns[column].type]
    if reason == "unknown":
        kind = rows.kind.columns[column]
        return f"un libellé connu ({kind.vocabulary or kind.type})"
    return {"empty": "une valeur", "negative": "un montant positif ou nul"}.get(reason, "")


def corrections(rows: Rows) -> Sheet:
    """Each correction of the cards, and how many rows it touched."""
    header = ["source", "row", "column", "expected", "to", "reason", "rows"]
    sheet = []
    for number, file in enumerate(rows.files):
        for one in file.supplied.corrections:
            touched = rows.touched(number, one)
            sheet.append(
                [file.supplied.source, str(one.get("row", "")), one["column"], one["expected"],
                 one.get("to", ""), one["reason"], str(touched)]
            )  # fmt: skip
    return header, sheet


def equal_rows(rows: Rows) -> Sheet:
    """Kept rows that repeat an earlier one word for word, where no key tells rows apart."""
    header = ["source", "row", "as_source", "as_row"]
    named = [file.supplied.source for file in rows.files]
    return header, [
        [named[file], str(line), named[first], str(first_line)]
        for file, line, first, first_line in rows.equal_rows()
    ]


def labels(rows: Rows, official: Callable[[str, str], str]) -> Sheet:
    """Each label written in a coded column, and the code it was read as; empty: unknown.

    `official`: the official code of an authority, by its label and level; empty if none is known.
    """
    header = ["column", "label", "level", "code", "official_code"]
    return header, [
        [column.name, label, level, " ".join(code) if isinstance(code, list) else code or "",
         official(label, level) if column.type == "authority" else ""]
        for column in rows.kind.columns.values()
        if column.is_coded
        for label, level, code in rows.labels(column.name)
    ]  # fmt: skip


SHEETS = (accounting, set_aside, corrections, equal_rows)
