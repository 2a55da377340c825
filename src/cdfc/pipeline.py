"""The way through the house, step by step: raw cells → results → audit → files.

The workflow's scripts and the command line call these functions; each does one step.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.resources import files
from pathlib import Path

from recompute import outputs
from recompute.audit import Audit, Request
from recompute.cards import Card, load_card, load_yaml
from recompute.cells import Cell, Vocabularies, in_order
from recompute.chapter import Chapter, merge, recompute
from recompute.claims import relations
from recompute.errors import InputError
from recompute.files import read_json, write_csv, write_text

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
    """Is this cell a number that the report prints?"""
    return cell.source.startswith(REPORT) and cell.printed is not None


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
    asked = definitions("exhibits.yaml")["requests"]
    requests = [
        Request(**{k: tuple(v) if isinstance(v, list) else v for k, v in r.items()}) for r in asked
    ]
    return Audit(printed, found, claims["reasons"], requests)


def names(everything: Chapter) -> list[Cell]:
    """The cells that hold words: the rows of indexed tables."""
    return [
        c for c in everything.cells if c.source.startswith(REPORT) and not c.printed and not c.unit
    ]


def write_audit(everything: Chapter, audit: Audit, processed: Path):
    """Write the contract's files below `data/processed/`."""
    catalogue = definitions("exhibits.yaml")
    words = names(everything)
    write_csv(processed / "measures.csv", *outputs.measures(everything.results))
    write_csv(processed / "lineage.csv", *outputs.lineage(everything.results))
    for exhibit in catalogue["exhibits"]:
        if not exhibit.startswith("figure"):
            rows = outputs.table(exhibit, audit, everything.results, words)
            write_csv(processed / "tables" / f"{exhibit}.csv", *rows)
    folder = processed / "audit"
    write_csv(folder / "printed_numbers.csv", *outputs.printed_numbers(audit))
    write_csv(folder / "findings.csv", *outputs.findings(audit))
    write_csv(
        folder / "exhibits.csv",
        *outputs.exhibits(catalogue["exhibits"], audit, everything.results, words),
    )
    write_csv(folder / "data_request.csv", *outputs.data_request(audit))


def everything_from_raw(config: dict, raw: Path = RAW) -> Chapter:
    """All chapters at once, straight from the raw files."""
    chapters = config["chapters"].items()
    return merge(recompute_chapter(name, sources, raw) for name, sources in chapters)


def cards(sources: list[str], raw: Path = RAW) -> list[Card]:
    """The cards of these raw files, each once."""
    return [load_card(raw, source) for source in dict.fromkeys(sources)]


def write_page(everything: Chapter, path: str | Path, raw: Path = RAW):
    """Write the page for people."""
    from recompute import page  # imports a template engine, which no other step needs

    catalogue = definitions("exhibits.yaml")["exhibits"]
    sources = cards(sorted({cell.source for cell in everything.cells}), raw)
    html = page.build(
        "Évaluation de la coopération décentralisée France-Chine (2011)", audit_report(everything),
        everything.results, names(everything), catalogue, definitions("vocabularies.yaml"), sources,
    )  # fmt: skip
    write_text(path, html)
