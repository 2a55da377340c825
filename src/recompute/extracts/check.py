"""What a file that somebody wants to add is, and what would become of each of its rows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import yaml

from ..dialect import SPACES
from ..errors import InputError
from ..signs import visible
from .coding import mended
from .database import connect, name
from .kinds import REASONS, Kind, Supplied, load_supplied
from .receive import Received, receive
from .recognise import Recognised, recognise
from .rows import Code, File, Rows
from .tally import Tally

EXAMPLES = 3  # how many labels or cells are quoted for each reason
COLUMNS = 40  # headers that are listed
LEAST = 0.5  # a file of which fewer rows can be kept was not understood
NUMBER = re.compile(rf"[0-9.,{SPACES}]+")
POINT = re.compile(rf"[0-9{SPACES}]+\.[0-9]{{1,4}}")
LONGEST = 80  # signs of a cell that are shown
TO_FILL = "à compléter"


class Check:
    """One file, received and tried against the kinds of extract.

    `card`: the card to read it by; without one a card is drafted from its header. `scratch`: an
    empty folder to work in. Raises InputError for a file that cannot be read, or that fits no kind.
    """

    def __init__(
        self,
        path: Path,
        kinds: dict[str, Kind],
        code: Code,
        scratch: Path,
        card: Path | None = None,
    ):
        self.path, self.kinds, self.card = path, kinds, card
        carded = load_supplied(card.parent, card.name, kinds) if card else None
        sheet = carded.content.get("sheet", "") if carded else ""
        parquet = scratch / "received.parquet"
        self.received = receive(path, path.name, parquet, sheet=sheet)
        self.fits = recognise(self.received.header, kinds.values())
        best = self.fits[0]
        if card is None and best.missing:
            draft = self._drafted(best)
            draft.content["columns"] = best.columns | dict.fromkeys(best.missing, TO_FILL)
            raise NotRecognised(path.name, self.received, best, drafted(draft))
        self.supplied = self._by_card(carded) if carded else self._drafted(best)
        self.rows = self._rows(parquet, code, scratch)
        if card is None and self._has_decimal_points():
            self.supplied.content["decimal_point"] = True
            self.rows = self._rows(parquet, code, scratch)
        if card is None and (years := self.years()):
            self.supplied.content["covers"] = {"from": years[0], "to": years[-1]}

    def _rows(self, parquet: Path, code: Code, scratch: Path) -> Rows:
        file = File(self.supplied, self.received, parquet)
        return Rows(self.supplied.kind, [file], code, connect(scratch))

    def _by_card(self, one: Supplied) -> Supplied:
        if one.content["sha256"] != self.received.sha256:
            one.refuse(column="sha256", found=one.content["sha256"], expected=self.received.sha256)
        return Supplied(self.path.parent, self.path.name, one.content, one.kind)

    def _drafted(self, best: Recognised) -> Supplied:
        today = date.today()
        content = {
            "title": best.kind.title,
            "kind": best.kind.name,
            "sha256": self.received.sha256,
            "publisher": TO_FILL,
            "document": self.path.name,
            "date": f"reçu le {today:%d/%m/%Y}",
            "licence": TO_FILL,
            "covers": {"from": 0, "to": today.year},
            "columns": best.columns,
        }
        content |= {"units": best.units} if best.units else {}
        content |= {"sheet": self.received.sheet} if self.received.sheet else {}
        return Supplied(self.path.parent, self.path.name, content, best.kind)

    def _has_decimal_points(self) -> bool:
        """Have most amounts that could not be read a point that parts decimals?

        In 12.5 it can part nothing else, in 12.500 it may part thousands, unless the unit is.
        """
        seen = self._unread(NUMBER)
        sure = [w for c, w in self._unread(POINT) if c in self.supplied.content.get("units", {})
                or len(w.partition(".")[2]) != 3]  # fmt: skip
        return len(sure) > len(seen) / 2

    def _unread(self, shape: re.Pattern[str]) -> list[tuple[str, str]]:
        """The amounts of this shape, each with its column, that could not be read."""
        return [
            (column, written)
            for _, _, reason, column, written in self.rows.set_aside()
            if reason == "unreadable" and shape.fullmatch(written)
            and self.supplied.kind.columns[column].type == "amount"
        ]  # fmt: skip

    def years(self) -> list[int]:
        """The years of the rows that are kept."""
        window = name(self.supplied.kind.window)
        query = f"""SELECT DISTINCT {window} FROM rows
            WHERE reason IS NULL AND {window} IS NOT NULL ORDER BY ALL"""
        return [year for (year,) in self.rows.db.execute(query).fetchall()]

    @property
    def kept(self) -> int:
        """How many rows are kept."""
        return sum(count for _, reason, _, count in self.rows.accounting() if not reason)

    @property
    def is_usable(self) -> bool:
        """Can the file be added as it is?"""
        filled = self.received.rows - sum(
            n for _, r, _, n in self.rows.accounting() if r == "blank"
        )
        return self.kept > 0 and self.kept >= LEAST * filled

    def report(self, tallies: Iterable[Tally]) -> list[str]:
        """What the file is, and what would become of each of its rows, as lines of text."""
        kind, columns = self.supplied.kind, self.supplied.columns
        share, _ = next(fit for fit in self.fits if fit.kind == kind).fit
        readable = self.kept / self.received.rows
        unused = [h for h in self.received.header if h and h not in columns.values()]
        without = [c for c in kind.columns if c not in columns]
        lines = [
            f"file            {described(self.path.name, self.received)}",
            f"looks like      {kind.title} ({kind.name}): {share:.0%} of the columns it needs, "
            f"{readable:.0%} of its rows can be read",
            "columns",
            *(f"  {column:<18}« {shown(header)} »" for column, header in columns.items()),
        ]
        lines += [f"  not used          {_list(unused)}"] if unused else []
        lines += [f"  not in the file   {', '.join(without)}"] if without else []
        lines.append(f"rows            {self.received.rows} received: {self.kept} kept, "
                     f"{self.received.rows - self.kept} set aside")  # fmt: skip
        lines += self._reasons()
        if self._unread(POINT):
            lines.append(
                "  if a point parts decimals there, say so in the card: decimal_point: true"
            )
        made = [(c, self.rows.touched(0, c)) for c in self.supplied.corrections]
        lines += [f"  corrected         {n} × {c['column']} « {c['expected']} »" for c, n in made]
        if equal := len(self.rows.equal_rows()):
            lines.append(f"  kept, but alike   {equal} rows say just what an earlier one says")
        years = self.years()
        if years:
            exhibits = dict.fromkeys(t.exhibit or t.series for t in tallies)
            lines.append(f"would bring     {years[0]}-{years[-1]}: {', '.join(exhibits)}")
        return lines

    def _reasons(self) -> list[str]:
        """For each reason to set rows aside: how many, and some of what is written where."""
        cells: dict[tuple[str, str], list[tuple[str, int]]] = {}
        for _, line, reason, column, written in self.rows.set_aside():
            cells.setdefault((reason, column), []).append((written, line))
        lines = []
        for (reason, column), found in cells.items():
            quoted = [
                f"« {shown(w)} » (line {n})" if w else f"line {n}" for w, n in found[:EXAMPLES]
            ]
            more = " …" if len(found) > EXAMPLES else ""
            where = f" in {column}" if column else ""
            said = f"{REASONS[reason][1]}{where}: {', '.join(quoted)}{more}"
            lines.append(f"  {len(found):<6}{said}")
        return lines


def drafted(supplied: Supplied) -> str:
    """The draft of a card, with what somebody must still say."""
    said = yaml.safe_dump(supplied.content, allow_unicode=True, sort_keys=False, width=100)
    return (
        f"# Drafted from {supplied.source}. Complete what is « {TO_FILL} », and confirm that\n"
        "# the file is complete for the years that it `covers`.\n" + said
    )


class NotRecognised(InputError):
    """A file whose header fits no kind of extract; `draft`: a card for the nearest, to complete."""

    def __init__(self, called: str, received: Received, best: Recognised, draft: str):
        self.draft = draft if best.fit[0] >= LEAST else ""
        headers = {c: best.kind.columns[c].headers for c in best.missing}
        wanted = " ; ".join(
            f"{c} (as « {' », « '.join(h[:EXAMPLES])} »)" for c, h in headers.items()
        )
        garbled = next((h for h in received.header if mended(h)), "")
        found = f"the columns {_list([h for h in received.header if h])}"
        if garbled:
            found += f" (« {garbled} » is « {mended(garbled)} », once read in a wrong encoding)"
        super().__init__(
            called, row=received.header_line, found=found,
            expected=f"those of « {best.kind.title} », the nearest kind; it lacks {wanted}",
        )  # fmt: skip


def shown(text: str) -> str:
    """What is written, for a terminal: not too long, and with nothing invisible in it."""
    cut = text if len(text) <= LONGEST else text[:LONGEST] + "…"
    return visible(cut).replace("\n", "\\n")


def _list(headers: list[str]) -> str:
    more = f" … and {len(headers) - COLUMNS} more" if len(headers) > COLUMNS else ""
    return ", ".join(f"« {shown(h)} »" for h in headers[:COLUMNS]) + more


def described(called: str, received: Received) -> str:
    """What a file was found to be, in a few words."""
    shape = (
        received.encoding or "workbook",
        received.sheet and f"sheet « {received.sheet} »",
        {"": "", "\t": "tabs"}.get(received.separator, f"« {received.separator} »"),
        f"header on line {received.header_line}",
        f"{received.rows} rows",
    )
    return f"{called}: {', '.join(filter(None, shape))}"
