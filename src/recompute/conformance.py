"""Cases with known answers, run through the project's own code: `make conformance DIR=…`.

One function for each file name; the formats are described in the README beside the cases.
"""

from __future__ import annotations

import csv
import json
import tempfile
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

from . import dialect
from .exact import exact
from .localise import Domain, Infeasible, Linear, Localiser, Range, Share
from .rounding import Bounds, bounds, chance, decimals, parts, ratio, rounded

Outcome = tuple[str, str]  # a case, and what is wrong with it (nothing if it passes)
NEAR = Fraction(1, 10**9)  # the cases write intervals as decimals


def run(folder: Path) -> tuple[list[str], bool]:
    """All case files of a folder: the lines to print, and whether every case passes."""
    lines, good = [], True
    for name, check in FILES.items():
        path = folder / name
        if not path.exists():
            continue
        outcomes = list(check(path))
        failed = [(case, wrong) for case, wrong in outcomes if wrong]
        lines.append(f"{name}: passed {len(outcomes) - len(failed)} of {len(outcomes)}")
        lines += [f"  {case}: {wrong}" for case, wrong in failed]
        good = good and not failed
    if not lines:
        return [f"error: {folder}: no case files; expected some of {', '.join(FILES)}"], False
    return lines, good


def _table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _differs(found: object, expected: object) -> str:
    return "" if found == expected else f"found {found}; expected {expected}"


def rounding_bounds(path: Path) -> Iterator[Outcome]:
    """What a printed number stands for under a rule."""
    for row in _table(path):
        found = bounds(
            Fraction(row["x"]), int(row["digits"]), row["rounding"], int(row["threshold"])
        )
        if not row["exact_lower"]:  # nothing rounds to it
            yield row["case_id"], _differs(Fraction(row["x"]) in found, False)
            continue
        expected = Bounds(
            Fraction(row["exact_lower"]), Fraction(row["exact_upper"]),
            row["exact_incl_lower"] == "TRUE", row["exact_incl_upper"] == "TRUE",
        )  # fmt: skip
        yield row["case_id"], _differs(found, expected)


def rounding_forward(path: Path) -> Iterator[Outcome]:
    """A number rounded under a rule."""
    for row in _table(path):
        found = rounded(
            Fraction(row["x"]), int(row["digits"]), row["rounding"], row["symmetric"] == "TRUE"
        )
        yield row["case_id"], _differs(found, Fraction(row["exact_result"]))


def grim_cases(path: Path) -> Iterator[Outcome]:
    """Can a mean or a percentage come from so many whole answers?"""
    for row in _table(path):
        percent, whole = row["percent"] == "TRUE", int(row["n"]) * int(row["items"])
        digits = decimals(row["x"])
        shown = bounds(Fraction(row["x"]), digits, row["rounding"], int(row["threshold"]))
        if percent:
            shown = Bounds(
                shown.low / 100, shown.high / 100, shown.low_included, shown.high_included
            )
            digits += 2
        wrong = _differs(bool(parts(shown, whole)), row["exact_consistent"] == "TRUE")
        values = {
            "grim_probability": chance(digits, whole), "grim_ratio": ratio(digits, whole),
            "grim_total": ratio(digits, whole) * 10**digits,
        }  # fmt: skip
        for name, value in values.items():
            if row.get(name) and abs(value - Fraction(row[name])) > NEAR:
                wrong = wrong or f"{name}: found {value}; expected {row[name]}"
        yield row["case_id"], wrong


def percentage_cases(path: Path) -> Iterator[Outcome]:
    """Is a printed percentage that of part and whole, under each rule?"""
    rules = {
        "half_up_or_down": "up_or_down", "half_away": "half_away_from_zero", "half_even": "even",
        "truncated": "trunc", "ceiled": "ceiling",
    }  # fmt: skip
    for row in _table(path):
        exact = Fraction(100 * int(row["part"]), int(row["whole"]))
        printed, digits = Fraction(row["printed_percent"]), int(row["decimals"])
        found = {column: exact in bounds(printed, digits, rule) for column, rule in rules.items()}
        yield row["case_id"], _differs(found, {column: row[column] == "TRUE" for column in rules})


def french_csv_cases(path: Path) -> Iterator[Outcome]:
    """French values, and French files."""
    for row in _table(path):
        if row["kind"].startswith("value"):
            found = dialect.read(row["input"])
            yield row["case_id"], _value(found, row["ours_should"])
        else:
            yield row["case_id"], _file(path.parent / row["input"], row["ours_should"])


def _value(found: dialect.Read, should: str) -> str:
    word, _, rest = should.partition(" ")
    expected: tuple[str, ...] = {
        "censored": ("censored",), "missing": ("missing",), "missing,": ("missing",),
        "string,": ("text",), "school": ("school_year",), "quarter": ("quarter",),
        "date": ("date",), "refuse": ("text",), "number": ("number",),
    }.get(word, ("percent",))  # fmt: skip
    if "or refuse" in should:
        expected = (*expected, "text")
    if found.kind not in expected:
        return f"found {found.kind}; expected {should}"
    number = rest.split()[0] if word == "number" else word if expected == ("percent",) else ""
    if number and found.kind in ("number", "percent"):
        exact = Fraction(number) / (100 if found.kind == "percent" else 1)
        return _differs(found.number, exact)
    return ""


def _file(path: Path, should: str) -> str:
    table = dialect.read_table(path.read_bytes(), path.name)
    return _as_table(path, table, should) or _as_received(path, table)


def _as_received(path: Path, table: dialect.Table) -> str:
    """The way that supplied extracts take must find the same cells on the same lines."""
    import duckdb  # which no other case needs

    from .extracts.receive import receive

    with tempfile.TemporaryDirectory() as folder:
        parquet = Path(folder) / "received.parquet"
        received = receive(path, path.name, parquet)
        found = duckdb.execute(f"SELECT * FROM {received.sql(parquet)}").fetchall()
    if received.header != table.header:
        return f"received with the header {received.header}"
    rows = [(line, [cell or "" for cell in cells]) for line, _, *cells in found]
    rows = [(line, cells) for line, cells in rows if any(cell.strip() for cell in cells)]
    wrong = [mine for mine, other in zip(rows, table.rows, strict=False) if mine != other]
    if wrong or len(rows) != len(table.rows):
        return f"received {wrong[0] if wrong else len(rows)}, not as read whole"
    return ""


def _as_table(path: Path, table: dialect.Table, should: str) -> str:
    kinds = {name: table.kind(name) for name in table.header}
    numeric = ("number", "percent")
    match should:
        case "latin-1 or cp1252":
            return "" if table.encoding in ("cp1252", "latin-1") else f"found {table.encoding}"
        case "read it" | "find the header below the title" | "skip blank lines":
            wanted = {"code_departement", "effectif"} <= set(table.header)
            good = wanted and kinds["effectif"] == "number"
            return "" if good else f"found the header {table.header}"
        case "mark the total row, never sum it with the parts":
            if len(table.totals) != 1:
                return f"found total rows {table.totals}"
            last = dict(table.rows)[table.totals[0]][table.header.index("effectif")]
            added = sum(exact(cell.number) for cell in table.column("effectif"))
            return _differs(added, dialect.read(last).number)
        case "integer and float columns" | "numeric percent column":
            values = [name for name in table.header if not name.startswith("code")]
            bad = [name for name in values if kinds[name] not in numeric]
            return f"found {kinds}" if bad or not values else ""
        case "numeric with reasons for missing cells":
            for name in ("taux", "effectif"):
                cells = table.column(name)
                if kinds[name] not in numeric or not any(cell.reason for cell in cells):
                    return f"found {kinds}"
            return ""
        case "as detected":
            good = any(kind in numeric for kind in kinds.values())
            return "" if good and len(table.header) in (1, 3) else f"found {table.header}"
    return f"no check for « {should} »"


def error_localization_cases(path: Path) -> Iterator[Outcome]:
    """All smallest sets of cells, the values that repair, the minimal conflicts."""
    cases = json.loads(path.read_text("utf-8"))
    for case in cases["linear_cases"]:
        weights = case["weights"]
        cells = {
            name: Domain(
                _number(case["record"][name]), _number(case["record"][name]),
                fixed=name in case["fixed_cells"], weight=_number(weights.get(name, 1)),
            )
            for name in case["variables"]
        }  # fmt: skip
        rules: list[Linear | Share] = [
            Linear({n: _number(w) for n, w in r["terms"].items()}, r["op"], _number(r["rhs"]))
            for r in case["rules"]
        ]
        yield case["id"], _localised(Localiser(cells, rules), case["expected"])


def _number(written: object) -> Fraction:
    return Fraction(str(written))


def _localised(localiser: Localiser, expected: dict) -> str:
    try:
        found = {frozenset(names) for names in localiser.smallest()}
    except Infeasible:
        return "found no repair" if expected["feasible"] else ""
    if not expected["feasible"]:
        return f"found {found}; expected none"
    if found != {frozenset(names) for names in expected["optimal_sets"]}:
        return f"found {sorted(map(sorted, found))}; expected {expected['optimal_sets']}"
    for name, edges in (expected.get("single_cell_repairs") or {}).items():
        values = localiser.repairs(frozenset([name]))[name]
        if not _same(values, edges):
            return f"{name}: found {values}; expected {edges}"
    wanted = expected.get("minimal_conflicting_cell_sets")
    if wanted is None:
        return ""
    search = expected["minimal_conflicting_search"]
    largest = len(localiser.cells) if search == "all sizes" else int(search.split()[-1])
    conflicts = {frozenset(c) for c in localiser.conflicts(most=2000) if len(c) <= largest}
    return _differs(conflicts, {frozenset(names) for names in wanted})


def _same(values: Range, edges: dict) -> bool:
    for found, strict, side in (
        (values.low, values.low_strict, "lower"),
        (values.high, values.high_strict, "upper"),
    ):
        expected = None if edges[side] is None else _number(edges[side])
        if strict != edges[f"{side}_strict"]:
            return False
        if found is None or expected is None:
            if found is not expected:
                return False
        elif abs(found - expected) > NEAR * max(Fraction(1), abs(found)):
            return False
    return True


def printed_interval_cases(path: Path) -> Iterator[Outcome]:
    """Printed cells as intervals: all smallest sets."""
    for case in json.loads(path.read_text("utf-8"))["cases"]:
        cells = {name: _printed(cell) for name, cell in case["cells"].items()}
        rules = [_rule(rule) for rule in case["rules"]]
        found = {frozenset(names) for names in Localiser(cells, rules).smallest()}
        expected = {frozenset(names) for names in case["expected"]["optimal_sets"]}
        yield case["id"], _differs(found, expected)


def _printed(cell: dict) -> Domain:
    number, fixed = Fraction(cell["printed"]), cell.get("fixed", False)
    if cell["kind"] == "count":
        return Domain(number, number, whole=True, floor=Fraction(0), fixed=fixed)
    shown = bounds(number, decimals(cell["printed"]), "up_or_down")
    return Domain(shown.low, shown.high, floor=Fraction(0), fixed=fixed)


def _rule(rule: dict) -> Linear | Share:
    if rule["type"] == "share":
        return Share(rule["percent"], {rule["part"]: Fraction(100)}, {rule["whole"]: Fraction(1)})
    terms = {name: _number(weight) for name, weight in rule["terms"].items()}
    return Linear(terms, rule["op"], _number(rule["rhs"]))


FILES: dict[str, Callable[[Path], Iterator[Outcome]]] = {
    "rounding_bounds.csv": rounding_bounds,
    "rounding_forward.csv": rounding_forward,
    "grim_cases.csv": grim_cases,
    "percentage_cases.csv": percentage_cases,
    "error_localization_cases.json": error_localization_cases,
    "printed_interval_cases.json": printed_interval_cases,
    "french_csv_cases.csv": french_csv_cases,
}
