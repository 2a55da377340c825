"""The exhibits of a report, its tables, figures and boxes: how far each is recomputed, and why."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

from .audit import Audit, Verdict
from .cells import Cell
from .measure import Result
from .wording import say


@dataclass(frozen=True)
class Exhibit:
    """One table, figure or box: its label as printed, and the source that it names, if any."""

    id: str
    label: str
    title: str
    line: int | None
    source: Cell | None

    @property
    def kind(self) -> str:
        """The word that its id starts with."""
        return self.id.partition("_")[0]


class Status(NamedTuple):
    """How far an exhibit is recomputed; if not wholly, the reason: both are words of the contract.

    `why`: the reason in plain words.
    """

    word: str
    reason: str = ""
    why: str = ""


@dataclass(frozen=True)
class Shown:
    """An exhibit with what there is to show of it.

    `verdicts` of the numbers printed in it; `names`: its cells that hold words; `results` of the
    measures that it shows; `bound`: how many of its numbers a measure recomputes; `drawn`: is a
    picture of it made? `notes`: where a definition changes in the years that extracts add.
    """

    exhibit: Exhibit
    verdicts: list[Verdict]
    names: list[Cell]
    results: list[Result]
    bound: int
    drawn: bool
    notes: tuple[str, ...] = ()

    @property
    def added(self) -> list[Result]:
        """What lies beyond the report's years."""
        return [result for result in self.results if result.added]

    @property
    def rows_of_words(self) -> list[tuple[list[str], list[list[Cell | None]]]]:
        """Its words as tables, one for each raw file: the columns' labels, the rows of cells."""
        tables = []
        for source in dict.fromkeys(cell.source for cell in self.names):
            cells = [cell for cell in self.names if cell.source == source]
            columns = list(dict.fromkeys(cell.column for cell in cells))
            rows: dict[int, dict[str, Cell]] = {}
            for cell in cells:
                rows.setdefault(cell.row, {})[cell.column] = cell
            labels = [next(c.label for c in cells if c.column == name) for name in columns]
            tables.append((labels, [[row.get(name) for name in columns] for row in rows.values()]))
        return tables

    @property
    def outputs(self) -> list[str]:
        """The files made for it."""
        if self.exhibit.kind != "figure":
            return [f"data/processed/tables/{self.exhibit.id}.csv"]
        endings = ("svg", "png", "csv") if self.drawn else ()
        return [f"figures/{self.exhibit.id}.{ending}" for ending in endings]

    @property
    def status(self) -> Status:
        """How far it is recomputed, and why no further."""
        return self._of_figure() if self.exhibit.kind == "figure" else self._of_table()

    def _of_figure(self) -> Status:
        if not self.drawn:
            return Status("image-only", "image-only", say("exhibit.title_only"))
        evidence = {result.evidence for result in self.results if not result.added}
        if "extract" in evidence:
            return Status("recomputed")
        if evidence == {"external"}:
            return Status("from-external-source", "image-only", say("exhibit.outside"))
        if evidence == {"bounded"}:
            return Status("bounded", "image-only", say("exhibit.bounded"))
        if not evidence and self.names:
            return Status("indexed", "judgement", say("exhibit.boxes"))
        return Status("partly-recomputed", "image-only", say("exhibit.partly"))

    def _of_table(self) -> Status:
        total = len(self.verdicts)
        if self.bound and self.bound == total:
            return Status("recomputed")
        own = [result for result in self.results if not result.added]
        if self.bound or (total and own and not self.names):
            reasons = Counter(v.reason for v in self.verdicts if v.reason)
            reason = reasons.most_common(1)[0][0] if reasons else "needs-extract"
            why = say("exhibit.left", left=total - self.bound, total=total)
            return Status("partly-recomputed", reason, why)
        return Status("indexed", "judgement", say("exhibit.words"))


def show(
    exhibits: dict[Exhibit, tuple[str, ...]],
    audit: Audit,
    results: list[Result],
    names: list[Cell],
    drawn: list[str],
) -> list[Shown]:
    """Each exhibit with what there is to show of it, in the order of the report.

    `exhibits`: each with what changes in the years that extracts add to it.
    """
    derived = {relation.claim for relation in audit.relations if relation.result is not None}
    found = []
    for exhibit, notes in exhibits.items():
        own = [v for v in audit.verdicts if v.cell.exhibit == exhibit.id]
        found.append(
            Shown(
                exhibit, own,
                [cell for cell in names if cell.exhibit == exhibit.id],
                [r for r in results if r.exhibit == exhibit.id],
                sum(v.cell in derived for v in own),
                exhibit.id in drawn,
                notes,
            )
        )  # fmt: skip
    return found
