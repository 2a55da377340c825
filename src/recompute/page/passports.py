"""Passports: all that is known of one number, and on which page it stands.

A number's passport stands on the page of its table or figure; one of the running text on that of
its section; one from elsewhere on that of its file. A measure goes with the exhibit that shows it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath

from .. import wording
from ..audit import Audit, Verdict
from ..cells import Cell, in_order
from ..exhibits import Exhibit
from ..measure import Result
from ..wording import say

Home = tuple[str, str]  # the page's name, and what it is called


@dataclass(frozen=True)
class Passport:
    """One number: a cell with its verdict, if it is judged, or a result."""

    id: str
    cell: Cell | None = None
    verdict: Verdict | None = None
    result: Result | None = None
    results: tuple[Result, ...] = ()  # that rest on the cell
    claims: tuple[Verdict, ...] = ()  # printed numbers whose verdict rests on it


class Passports:
    """The passports of everything that a page may link to."""

    def __init__(self, audit: Audit, results: list[Result], exhibits: Iterable[Exhibit]):
        self.audit, self.results = audit, results
        self.labels = {exhibit.id: exhibit.label for exhibit in exhibits}
        parts = [c for c in audit.labels if c.unit == "annex" or _is_chapter(c)]
        self.parts = sorted(parts, key=in_order)
        self.starts = [cell.line or 0 for cell in self.parts]

    def address(self, id: str, folder: str = "passports/") -> str:
        """Where a passport stands, as a relative link; nothing if there is none."""
        found = self.homes.get(id)
        return f"{folder}{found[0]}.html#{id.replace('%', '%25')}" if found else ""

    @cached_property
    def homes(self) -> dict[str, Home]:
        """The page that each passport stands on."""
        return {passport.id: self._home(passport) for passport in self.all}

    @property
    def pages(self) -> dict[Home, list[Passport]]:
        """The passports of each page, in order."""
        pages = defaultdict(list)
        for passport in self.all:
            pages[self.homes[passport.id]].append(passport)
        return dict(pages)

    @cached_property
    def all(self) -> list[Passport]:
        """The printed numbers, then other cells that formulas show, then the measures."""
        users: dict[Cell, list[Result]] = defaultdict(list)
        for result in self.results:
            for cell in result.cells:
                users[cell].append(result)
        verdicts = {verdict.cell: verdict for verdict in self.audit.verdicts}
        claims: dict[object, dict[Cell, None]] = defaultdict(dict)
        for relation in self.audit.relations:
            for thing in (*relation.members, relation.result and relation.result.id):
                if thing != relation.claim and relation.claim in verdicts:
                    claims[thing][relation.claim] = None

        def judged(thing: object) -> tuple[Verdict, ...]:
            return tuple(verdicts[cell] for cell in claims[thing])

        shown = [cell for cell in users if cell not in verdicts and cell.value is not None]
        mentioned = [c for r in self.audit.relations for c in r.members if c.printed]
        others = dict.fromkeys(c for c in [*shown, *mentioned] if c not in verdicts)
        return [
            *(Passport(c.id, c, v, None, tuple(users[c]), judged(c)) for c, v in verdicts.items()),
            *(Passport(c.id, c, None, None, tuple(users[c]), judged(c)) for c in others),
            *(Passport(r.id, result=r, claims=judged(r.id)) for r in self.results),
        ]

    def _home(self, passport: Passport) -> Home:
        match passport.result or passport.cell:
            case (Result() | Cell()) as thing if thing.exhibit in self.labels:
                return thing.exhibit, self.labels[thing.exhibit]
            case Result() as result:
                name = result.measure.partition(".")[0]
                return f"measures_{name}", say("page.measures_of", name=name)
            case Cell() as cell if passport.verdict:
                return self._part(cell)
            case Cell() as cell:
                return f"source_{PurePath(cell.source).stem}", cell.source
        raise ValueError(f"the passport {passport.id} is of nothing")

    def _part(self, cell: Cell) -> Home:
        place = bisect_right(self.starts, cell.line or 0) - 1
        if place < 0:
            return "section_0", say("page.before_sections")
        part = self.parts[place]
        kind = "annex" if part.unit == "annex" else "section"
        number = part.written.split()[-1].rstrip(".") if kind == "annex" else int(part.number)
        return f"{kind}_{number}", say(f"page.{kind}", n=number)

    def place(self, cell: Cell) -> str:
        """Which exhibit a number stands in, and what it is of."""
        label = wording.translated(cell.label)
        found = [self.labels.get(cell.exhibit), label, wording.key(cell.dimensions)]
        return " · ".join(filter(None, found))


def _is_chapter(cell: Cell) -> bool:
    return cell.unit == "section" and cell.number == int(cell.number)
