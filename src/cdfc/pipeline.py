"""The way through the house, step by step: raw cells → results → audit → files.

The workflow's scripts and the command line call these functions; each does one step. They work on
the folder they are called in, as its `config/config.yaml` says: this repository holds the
evaluation, and another folder may hold another report, with definitions of its own.
"""

from __future__ import annotations

import runpy
from collections import defaultdict
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from recompute import outputs
from recompute.audit import Audit
from recompute.cards import Card, load_card
from recompute.cells import Cell, in_order
from recompute.chapter import Chapter, load_tallied, merge, recompute
from recompute.claims import like
from recompute.coverage import Coverage
from recompute.errors import InputError
from recompute.exhibits import Exhibit, Shown, show
from recompute.extracts.kinds import Supplied, load_supplied
from recompute.files import read_csv, write_csv, write_text
from recompute.grids import grid
from recompute.labels import EXHIBIT, EXHIBITS
from recompute.measure import Measure
from recompute.raw_files import Vocabularies
from recompute.wording import ENGLISH, FRENCH, speaking

from .alternative import alternative_text
from .audit import audit_report
from .settings import RAW, configuration, configured, defined, definitions, publication, report
from .supplied import kinds
from .wording import notes, teach

if TYPE_CHECKING:
    from recompute.page import Figure, Material


def measures(chapter: str) -> list[Measure]:
    """The measures of a chapter."""
    return runpy.run_path(str(defined(f"chapters/{chapter}.py")))["MEASURES"]


def recompute_chapter(name: str, sources: list[str], tallied: Iterable[Path] = ()) -> Chapter:
    """Read a chapter's raw files, and what supplied extracts were counted into; evaluate."""
    vocabularies: Vocabularies = definitions("vocabularies.yaml")
    rows = [one for path in tallied for one in load_tallied(path)]
    try:
        return recompute(RAW, sources, measures(name), vocabularies, rows)
    except ValueError as error:
        expected = (
            "measures of columns, dimensions and units that there are, each under its own name"
        )
        raise InputError(f"chapters/{name}.py", found=error, expected=expected) from error


def catalogue(everything: Chapter) -> list[Exhibit]:
    """Every table, figure and box of the report, in its order."""
    sources = {c.row: c for c in everything.cells if c.series == "exhibits.data_source"}
    entries = sorted((c for c in everything.cells if c.series == "exhibits.printed"), key=in_order)
    for cell in entries:
        if not EXHIBIT.fullmatch(cell.id):
            raise InputError(cell.source, row=cell.row, found=f"« {cell.id} »", expected=EXHIBITS)
    return [Exhibit(c.id, c.written, c.label, c.line, sources.get(c.row)) for c in entries]


def shown(everything: Chapter, audit: Audit, drawn: list[str]) -> list[Shown]:
    """Every exhibit with what there is to show of it; `drawn`: the figures that are made.

    Raises InputError if a measure or a number names an exhibit that the report does not have.
    """
    exhibits = {one: notes(one, everything) for one in catalogue(everything)}
    known = {one.id for one in exhibits}
    named = {r.exhibit: r.id for r in everything.results} | {
        c.exhibit: c.id for c in everything.cells
    }
    for exhibit, id in named.items():
        if exhibit and exhibit not in known:
            expected = like(exhibit, "an exhibit of the report", known)
            raise InputError(id, column="exhibit", found=exhibit, expected=expected)
    return show(exhibits, audit, everything.results, names(everything), drawn)


def names(everything: Chapter) -> list[Cell]:
    """The cells that hold words: the rows of indexed tables."""
    return [
        c
        for c in everything.cells
        if c.source.startswith(report()) and not c.printed and not c.unit
    ]


def write_audit(everything: Chapter, drawn: list[str], processed: Path) -> None:
    """Write the contract's files below `data/processed/`; `drawn`: the figures that are made.

    All is worked out before the first file is written, so that an error changes none.
    """
    audit = audit_report(everything)
    exhibits = shown(everything, audit, drawn)
    files = {
        "measures": outputs.measures(everything.results),
        "lineage": outputs.lineage(everything.results),
        "audit/printed_numbers": outputs.printed_numbers(audit),
        "audit/findings": outputs.findings(audit),
        "audit/exhibits": outputs.exhibits(exhibits),
        "audit/exhibit_sources": outputs.exhibit_sources(exhibits),
        "audit/data_request": outputs.data_request(audit),
        "audit/tolerances": outputs.tolerances(),
        "audit/changes": changes(everything, audit),
    }
    for name in configured(Path.cwd())["tables"]:
        made = runpy.run_path(str(defined(f"tables/{name}.py")))["table"]
        files[f"tables/{name}"] = made(everything.cells)
    for one in exhibits:
        if one.exhibit.kind != "figure":
            files[f"tables/{one.exhibit.id}"] = outputs.table(one)
    for name, rows in files.items():
        write_csv(processed / f"{name}.csv", *rows)


def is_supplied(everything: Chapter) -> bool:
    """Are there rows of supplied extracts?"""
    return any(cell.evidence == "extract" for cell in everything.cells)


def is_synthetic(sources: Iterable[Card | Supplied]) -> bool:
    """Are rows of supplied extracts made up?"""
    return any(isinstance(one, Supplied) and one.is_synthetic for one in sources)


def changes(everything: Chapter, audit: Audit) -> outputs.Rows:
    """What rows of supplied extracts changed in the ledger of printed numbers."""
    before = everything_from_raw(configuration()) if is_supplied(everything) else None
    return outputs.changes(audit, audit_report(before) if before else audit)


def write_coverage(folder: Path) -> None:
    """Write what became of each numeric token of the report's text, below `folder`."""
    own = {
        path.stem: load_card(RAW, report() + path.name)
        for path in sorted((RAW / report()).glob("*.csv"))
    }
    tokens = own.pop("tokens")
    coverage = Coverage(list(own.values()), tokens, own["headings"])
    write_csv(folder / "coverage.csv", *coverage.rows())
    write_csv(folder / "unbound_numbers.csv", *coverage.unbound())


def everything_from_raw(config: dict, tallied: dict[str, list[Path]] | None = None) -> Chapter:
    """All chapters at once, straight from the raw files.

    `tallied`: for each chapter, what supplied extracts were counted into; without it they are left
    out.
    """
    rows = tallied or {}
    return merge(
        recompute_chapter(name, sources, rows.get(name, ()))
        for name, sources in config["chapters"].items()
    )


def cards(everything: Chapter) -> list[Card | Supplied]:
    """The cards of the raw files that cells come from, each once."""
    rows = {row.source for cell in everything.cells for row in cell.rows}
    supplied = {c.source for c in everything.cells if c.evidence == "extract"} | rows
    printed = sorted({cell.source for cell in everything.cells} - supplied)
    known = kinds() if supplied else {}
    return [load_card(RAW, source) for source in printed] + [
        load_supplied(RAW, source, known) for source in sorted(supplied)
    ]


def page_material(
    everything: Chapter, drawn: list[str], accounts: Iterable[str | Path] = ()
) -> Material:
    """What the pages show.

    `drawn`: the figures that are made, in `figures/`; `accounts`: the files that say what became of
    the rows of supplied extracts.
    """
    from recompute import page  # imports a template engine, which no other step needs

    audit = audit_report(everything)
    about = publication()
    sources = cards(everything)
    grids = defaultdict(list)
    for card in sources:
        if isinstance(card, Card) and card.exhibit:
            grids[card.exhibit].append(partial(grid, card, everything.cells))
    supplies = page.Supplies(
        changes(everything, audit)[1], [row for account in accounts for row in read_csv(account)]
    )
    return page.Material(
        f"{about['document']} ({about['date']})",
        audit,
        everything.results,
        shown(everything, audit, drawn),
        grids,
        {name: _drawn(name) for name in drawn},
        sources,
        is_synthetic(sources),
        supplies if is_supplied(everything) else None,
    )


def write_pages(material: Material, folder: Path) -> None:
    """Write the pages for people below `folder`: French ones, and English ones in `en/`."""
    from recompute.page import build

    pages = {
        below + path: html
        for language, below in ((FRENCH, ""), (ENGLISH, "en/"))
        for path, html in build(material, language).items()
    }
    for stale in {str(p.relative_to(folder)) for p in folder.rglob("*.html")} - set(pages):
        (folder / stale).unlink()
    for path, html in pages.items():
        write_text(folder / path, html)


def write_figures(everything: Chapter, names: Iterable[str], folder: str | Path) -> None:
    """Draw the figures with these names, and write the values that each draws, below `folder`."""
    # These import matplotlib, which no other step needs.
    from cdfc.figures import draw, save, save_values
    from cdfc.figures.style import Material

    teach()
    exhibits = {exhibit.id: exhibit for exhibit in catalogue(everything)}
    labels, made_up = definitions("vocabularies.yaml"), is_synthetic(cards(everything))
    for name in names:
        exhibit = exhibits[name]
        material = Material(everything, labels, exhibit, notes(exhibit, everything), made_up)
        drawing = draw(material)
        save(drawing, f"{folder}/{name}.svg", f"{folder}/{name}.png")
        save_values(drawing, f"{folder}/{name}.csv")
        with speaking(ENGLISH):
            save(draw(material), f"{folder}/{ENGLISH}/{name}.svg")


def _drawn(name: str) -> Figure:
    """What the page says of a figure."""
    from recompute.page import Figure

    pictures = {FRENCH: f"figures/{name}.svg", ENGLISH: f"figures/{ENGLISH}/{name}.svg"}
    rows = read_csv(Path(f"figures/{name}.csv"))
    alternatives = {language: alternative_text(path) for language, path in pictures.items()}
    return Figure(pictures, alternatives, rows)


def write_workbook(everything: Chapter, drawn: list[str], path: str | Path) -> None:
    """Write the workbook of live formulas; `drawn`: the figures that are made."""
    from recompute import workbook  # imports a writer, which no other step needs

    audit = audit_report(everything)
    workbook.write(
        path, audit, everything.results, shown(everything, audit, drawn), cards(everything),
        everything.cells, publication(),
    )  # fmt: skip
