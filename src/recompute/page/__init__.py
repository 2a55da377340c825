"""The pages for people: what is printed beside what is recomputed, with where each comes from.

`index.html` has all to read; `passports/` a page for each table, figure and section, with the
passport of every number in it. All are whole without JavaScript, which only filters, sorts, and
opens a passport beside the text.
"""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

import jinja2
from markupsafe import Markup

from .. import explain, wording
from ..audit import Audit, Verdict
from ..cards import Card
from ..cells import Cell, address
from ..checks.finding import Finding
from ..exhibits import Shown
from ..explain import EVIDENCE, SIGNS
from ..extracts.kinds import REASONS, Supplied
from ..formula import marking, roles, words
from ..grids import Grid
from ..measure import Result
from ..outputs import data_request, places
from ..printed import phrases
from ..repairs import Repair
from ..units import with_unit
from ..wording import FRENCH, say, speaking, translated
from .passports import Passport, Passports
from .typeset import linked, mark, typeset

MOST_CELLS = 40  # source cells that a passport lists
# `file:`, since not every browser takes a file beside a page on the disk for its own.
POLICY = (
    "default-src 'none'; style-src '{style}'; script-src '{script}'; img-src 'self' file:; "
    "frame-src 'self' file:; base-uri 'none'; form-action 'none'"
)


@dataclass(frozen=True)
class Supplies:
    """Supplied extracts: what they change in the ledger, and what became of their rows."""

    changed: list[list[str]]
    accounts: list[dict[str, str]]

    def files(self) -> dict[str, dict]:
        """For each file, how many rows were received and kept, and what was set aside and why."""
        found: dict[str, dict] = {}
        for row in self.accounts:
            file = found.setdefault(row["source"], {"aside": []})
            if row["reason"]:
                file["aside"].append(row)
            else:
                file[row["fate"]] = row["rows"]
        return found


@dataclass(frozen=True)
class Figure:
    """A drawn figure: its picture and its alternative text by language, and the values drawn."""

    pictures: Mapping[str, str]
    alternatives: Mapping[str, str]
    rows: Sequence[Mapping[str, str]]


@dataclass(frozen=True)
class Material:
    """All that the pages show.

    `grids`: makes the tables of each exhibit as printed; `figures`: what is drawn; `is_synthetic`:
    are rows of supplied extracts made up?
    """

    title: str
    audit: Audit
    results: list[Result]
    exhibits: list[Shown]
    grids: Mapping[str, Sequence[Callable[[], Grid]]]
    figures: Mapping[str, Figure]
    cards: list[Card | Supplied]
    is_synthetic: bool
    supplies: Supplies | None = None


def build(material: Material, language: str) -> dict[str, str]:
    """The pages in one language: path below the page's folder → HTML."""
    with speaking(language), marking(mark):
        return _Pages(material, language).all()


class _Pages:
    def __init__(self, material: Material, language: str):
        self.material, self.language = material, language
        self.audit = material.audit
        self.root = "../" if language == FRENCH else "../../"  # from the pages to the run's folder
        exhibits = [shown.exhibit for shown in material.exhibits]
        self.grids = {e.id: [make() for make in material.grids.get(e.id, ())] for e in exhibits}
        self.passports = Passports(material.audit, material.results, exhibits)
        self.verdicts = {verdict.cell: verdict for verdict in self.audit.verdicts}
        self.loader = jinja2.PackageLoader("recompute", "page")
        self.environment = jinja2.Environment(
            loader=self.loader,
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.environment.globals |= {
            "say": say, "t": lambda key, **parts: say(f"page.{key}", **parts), "tr": translated,
            "key": wording.key, "words": words, "value": with_unit, "explain": explain,
            "SIGNS": SIGNS, "EVIDENCE": EVIDENCE, "language": language, "audit": self.audit,
            "place": self.passports.place, "as_read": as_read, "judged": self.verdicts.get,
            "shown": self.shown,
            "is_cell": lambda thing: isinstance(thing, Cell), "raw": self.raw,
            "policy": self.policy, "title": material.title, "grids": self.grids,
            "rest": self.rest, "values": self.values,
        }  # fmt: skip

    def all(self) -> dict[str, str]:
        files = {"index.html": self.index()}
        exhibits = {shown.exhibit.id: shown for shown in self.material.exhibits}
        homes: dict[tuple[str, str], list[Passport]] = {
            (name, shown.exhibit.label): [] for name, shown in exhibits.items()
        }
        for (name, called), passports in (homes | self.passports.pages).items():
            files[f"passports/{name}.html"] = self.page(called, passports, exhibits.get(name))
        return files

    def links(self, folder: str) -> None:
        """The filters and functions that make links to passports, which lie in this folder."""

        def where(id: str) -> str:
            return self.passports.address(id, folder)

        self.environment.filters |= {"fr": lambda text: linked(text, where), "typeset": typeset}
        self.environment.globals["address"] = self.address = where

    def raw(self, name: str) -> Markup:
        """A part of a page as it is: the style, the script."""
        return Markup(self.loader.get_source(self.environment, name)[0])

    def policy(self, script: str) -> Markup:
        """What a browser may do on a page: run this script, and show what lies beside the page.

        Style and script are known by their digests; whatever else a label might bring is not run.
        """
        style, program = (_digest(self.raw(name)) for name in ("style.css", script))
        return Markup(POLICY.format(style=style, script=program))

    def index(self) -> str:
        self.links("passports/")
        material = self.material
        counts = Counter(verdict.verdict for verdict in self.audit.verdicts)
        return self.environment.get_template("index.html.j2").render(
            material=material,
            counts=counts,
            total=len(self.audit.verdicts),
            findings=self.audit.findings,
            subject=self.subject,
            could_be=could_be,
            requests=data_request(self.audit)[1],
            phrases=[p for p in phrases() if not (p.kind == "number" and p.low == p.high)],
            reasons={name: both[self.language != "fr"] for name, both in REASONS.items()},
            root=self.root,
            other="en/index.html" if self.language == "fr" else "../index.html",
        )

    def page(self, called: str, passports: list[Passport], exhibit: Shown | None) -> str:
        """The passports that belong together, below the exhibit that they are of, if any."""
        self.links("")
        return self.environment.get_template("passports.html.j2").render(
            called=called, passports=passports, sources=self.sources, MOST=MOST_CELLS, s=exhibit,
            material=self.material, root="../" + self.root,
        )  # fmt: skip

    def shown(self, verdict: Verdict) -> str:
        """The recomputed value of a printed number, if it has one."""
        relation = verdict.relation
        if relation is None or relation.result is None:
            return ""
        return with_unit(relation.value, relation.result.unit)

    def subject(self, finding: Finding) -> str:
        """What a finding is about, in a few words."""
        about = list(dict.fromkeys(map(self.passports.place, finding.about)))
        said = say("said.semicolon").join(about[:2]) + (" …" if len(about) > 2 else "")
        return said[:1].upper() + said[1:]

    def rest(self, shown: Shown) -> list[Verdict]:
        """The printed numbers of an exhibit that stand in none of its tables."""
        grids = self.grids[shown.exhibit.id]
        placed = {part for grid in grids for row in grid.rows for part in row.parts}
        return [verdict for verdict in shown.verdicts if verdict.cell not in placed]

    def values(self, figure: Figure) -> Iterator[tuple[str, str, str, str]]:
        """What a figure draws: what each value is, the value, its evidence, its passport."""
        results = {result.id: result for result in self.material.results}
        for row in figure.rows:
            id = address(row["series"], _key(row["key"]))
            if result := results.get(id):
                what = [translated(result.label), wording.key(result.key)]
                text = with_unit(result.value, result.unit)
            else:
                cell = self.cells.get(row["source_cells"])
                id = cell.id if cell else ""
                what = [self.passports.place(cell)] if cell else [row["series"], row["key"]]
                text = as_read(cell) if cell else row["value"]
            where = self.address(id)
            yield " · ".join(filter(None, what)), text, row["evidence"], where

    @cached_property
    def cells(self) -> dict[str, Cell]:
        """Every raw cell that may be drawn, by its place."""
        used = [cell for result in self.material.results for cell in result.cells]
        names = [cell for shown in self.material.exhibits for cell in shown.names]
        return {cell.place: cell for cell in (*names, *used, *self.audit.printed)}

    def sources(self, own: Cell | None, result: Result | None) -> list[list[str]]:
        """The cells behind a passport: role, what is written, line, place and id of each."""
        cells = [("itself", own)] if own else []
        cells += dict.fromkeys(roles(result.formula)) if result else []
        return [
            [say(f"role.{role}"), written, str(cell.line or ""),
             f"{source}:{row or '*'}:{column}", cell.id]
            for role, cell in cells
            for source, row, column, written in places(cell)
        ]  # fmt: skip


def as_read(cell: Cell) -> str:
    """A cell as the report prints it; from elsewhere, as it is read, with its unit."""
    return cell.written if cell.line else cell.figure


def could_be(cell: Cell, repairs: Sequence[Repair]) -> tuple[str, str]:
    """What a number could be instead, and whether every smallest repair touches it, or some."""
    found = [repair[cell] for repair in repairs if cell in repair]
    if not found:
        return "", ""
    values = dict.fromkeys(explain.values(one, cell.unit) for one in found)
    return say("repairs.or").join(values), "in_all" if len(found) == len(repairs) else "in_some"


def _digest(text: str) -> str:
    """The digest of a text, as a content security policy writes it."""
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()


def _key(text: str) -> dict[str, str]:
    """A key as the files of figures write it: `a=x,b=y`."""
    return dict(part.split("=", 1) for part in text.split(",") if "=" in part)
