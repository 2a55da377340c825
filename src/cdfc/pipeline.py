"""The way through the house, step by step: raw cells → results → audit → files.

The workflow's scripts and the command line call these functions; each does one step.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.resources import files
from pathlib import Path

from recompute import dates, outputs
from recompute.audit import Audit, Request, Rivals, Stated, Whole
from recompute.cards import Card, load_card, load_yaml
from recompute.cells import Cell, Vocabularies, canonical, in_order
from recompute.chapter import Chapter, merge, recompute
from recompute.claims import (
    LABEL,
    in_order_of_time,
    in_time,
    mentions,
    nearest,
    recognised,
    references,
    relations,
)
from recompute.coverage import Coverage
from recompute.errors import InputError
from recompute.exact import Interval
from recompute.exhibits import Exhibit, Shown, show
from recompute.files import read_json, write_csv, write_text
from recompute.formula import cells, words

from . import cooperations

RAW = Path("data/raw")
REPORT = "evaluation_2011/"  # the folder, below RAW, that transcribes the report under audit


def configuration(root: Path = Path()) -> dict:
    """The configuration, checked against its schema."""
    allowed = read_json(root / "config/config.schema.json")
    return load_yaml(root / "config/config.yaml", allowed, "config/config.yaml")


@cache
def definitions(name: str) -> dict:
    """One of this package's YAML files."""
    return load_yaml(files("cdfc").joinpath(name))


def recompute_chapter(name: str, sources: list[str], raw: Path = RAW) -> Chapter:
    """Read a chapter's raw files and evaluate its measures."""
    vocabularies: Vocabularies = definitions("vocabularies.yaml")
    return recompute(raw, sources, import_module(f"cdfc.chapters.{name}").MEASURES, vocabularies)


def in_report(cell: Cell) -> bool:
    """Is this cell a number that the report prints? What its parts are labelled with is none."""
    return cell.source.startswith(REPORT) and cell.printed is not None and cell.kind != LABEL


def report_date() -> Interval:
    """The days that the report may have been published on."""
    publication = load_yaml(RAW / REPORT / "source.yaml")
    return Interval(*dates.read(publication["date"]))


def catalogue(everything: Chapter) -> list[Exhibit]:
    """Every table, figure and box of the report, in its order."""
    sources = {c.row: c for c in everything.cells if c.series == "exhibits.data_source"}
    entries = sorted((c for c in everything.cells if c.series == "exhibits.printed"), key=in_order)
    return [Exhibit(c.id, c.written, c.label, c.line, sources.get(c.row)) for c in entries]


def shown(everything: Chapter, audit: Audit, drawn: list[str]) -> list[Shown]:
    """Every exhibit with what there is to show of it; `drawn`: the figures that are made."""
    words = names(everything)
    return show(catalogue(everything), audit, everything.results, words, drawn)


def audit_report(everything: Chapter) -> Audit:
    """Hold every printed number of the report against what it claims."""
    claims = definitions("claims.yaml")
    printed = sorted(filter(in_report, everything.cells), key=in_order)
    known = {cell.id: cell for cell in everything.cells}
    found = relations(claims["claims"], printed, known, everything.results, "claims.yaml")
    for name in claims["reasons"]:
        if not any(name in (cell.id, cell.series) for cell in printed):
            raise InputError(
                "claims.yaml",
                column=f"reasons/{name}",
                found="no such printed number",
                expected="one that exists",
            )
    found += [
        *mentions(printed),
        *references(printed, known),
        *in_order_of_time(printed, claims["order"], "claims.yaml"),
        *in_time(printed, report_date()),
    ]
    asked = definitions("requests.yaml")["requests"]
    requests = [
        Request(**{k: tuple(v) if isinstance(v, list) else v for k, v in r.items()}) for r in asked
    ]
    stated = [
        Stated(*(cell_named(known, entry[name]) for name in ("share", "part")),
               cell_named(known, entry["whole"]) if "whole" in entry else None)
        for entry in claims["stated"]
    ]  # fmt: skip
    for one in stated:
        found += recognised(one.share, one.part, everything.results)
    labels = sorted((c for c in everything.cells if c.kind == LABEL), key=in_order)
    rivals = [_rivals(entry, known, everything) for entry in claims["rivals"]]
    return Audit(printed, found, claims["reasons"], requests, labels, rivals, stated)


def cell_named(known: dict[str, Cell], written: str) -> Cell:
    """The cell with this address; InputError if there is none."""
    address = canonical(written)
    if address not in known:
        near = ", ".join(nearest(address, known))
        raise InputError("claims.yaml", found=written, expected=f"a number that exists, as {near}")
    return known[address]


def _rivals(entry: dict, known: dict[str, Cell], everything: Chapter) -> Rivals:
    """One group of rivals of the claims file."""
    results = {result.id: result for result in everything.results}
    wholes = []
    for written in entry["wholes"]:
        if result := results.get(canonical(written)):
            said = f"{words(result.formula, result.unit)} ({result.label})"
            wholes.append(Whole(result.value, said, tuple(cells(result.formula))))
        else:
            cell = cell_named(known, written)
            wholes.append(Whole(cell.value, f"« {cell.written} » (l. {cell.line})", (cell,)))
    shares = [tuple(cell_named(known, name) for name in pair) for pair in entry.get("shares", [])]
    return Rivals(entry["what"], tuple(wholes), tuple(shares))


def names(everything: Chapter) -> list[Cell]:
    """The cells that hold words: the rows of indexed tables."""
    return [
        c for c in everything.cells if c.source.startswith(REPORT) and not c.printed and not c.unit
    ]


def write_audit(everything: Chapter, drawn: list[str], processed: Path):
    """Write the contract's files below `data/processed/`; `drawn`: the figures that are made.

    All is worked out before the first file is written, so that an error changes none.
    """
    audit = audit_report(everything)
    exhibits = shown(everything, audit, drawn)
    files = {
        "measures": outputs.measures(everything.results),
        "lineage": outputs.lineage(everything.results),
        "tables/cooperations": cooperations.table(everything.cells),
        "audit/printed_numbers": outputs.printed_numbers(audit),
        "audit/findings": outputs.findings(audit),
        "audit/exhibits": outputs.exhibits(exhibits),
        "audit/exhibit_sources": outputs.exhibit_sources(exhibits),
        "audit/data_request": outputs.data_request(audit),
        "audit/tolerances": outputs.tolerances(),
    }
    for one in exhibits:
        if one.exhibit.kind != "figure":
            files[f"tables/{one.exhibit.id}"] = outputs.table(one)
    for name, rows in files.items():
        write_csv(processed / f"{name}.csv", *rows)


def write_coverage(folder: Path, raw: Path = RAW):
    """Write what became of each numeric token of the report's text, below `folder`."""
    own = {
        path.stem: load_card(raw, REPORT + path.name)
        for path in sorted((raw / REPORT).glob("*.csv"))
    }
    tokens = own.pop("tokens")
    coverage = Coverage(list(own.values()), tokens, own["headings"])
    write_csv(folder / "coverage.csv", *coverage.rows())
    write_csv(folder / "unbound_numbers.csv", *coverage.unbound())


def everything_from_raw(config: dict, raw: Path = RAW) -> Chapter:
    """All chapters at once, straight from the raw files."""
    chapters = config["chapters"].items()
    return merge(recompute_chapter(name, sources, raw) for name, sources in chapters)


def cards(sources: list[str], raw: Path = RAW) -> list[Card]:
    """The cards of these raw files, each once."""
    return [load_card(raw, source) for source in dict.fromkeys(sources)]


def write_page(everything: Chapter, drawn: list[str], path: str | Path, raw: Path = RAW):
    """Write the page for people; `drawn`: the figures that are made."""
    from recompute import page  # imports a template engine, which no other step needs

    audit = audit_report(everything)
    sources = cards(sorted({cell.source for cell in everything.cells}), raw)
    html = page.build(
        "Évaluation de la coopération décentralisée France-Chine (2011)", audit, everything.results,
        shown(everything, audit, drawn), definitions("vocabularies.yaml"), sources,
    )  # fmt: skip
    write_text(path, html)


def write_workbook(everything: Chapter, drawn: list[str], path: str | Path, raw: Path = RAW):
    """Write the workbook of live formulas; `drawn`: the figures that are made."""
    from recompute import workbook  # imports a writer, which no other step needs

    audit = audit_report(everything)
    sources = cards(sorted({cell.source for cell in everything.cells}), raw)
    workbook.write(
        path, audit, everything.results, shown(everything, audit, drawn), sources,
        everything.cells,
    )  # fmt: skip
