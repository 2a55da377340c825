"""The way of a supplied extract: file and card → received cells → rows → the cells of a chapter.

Each file is received by a job of its own; the files of one kind are then counted together.
"""

from __future__ import annotations

import runpy
import shlex
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from recompute.errors import InputError
from recompute.extracts.kinds import (
    ENDINGS,
    FOLDER,
    Kind,
    Supplied,
    card_of,
    check_name,
    find_supplied,
    identifier,
    load_kind,
    load_supplied,
)
from recompute.extracts.tally import Tally
from recompute.files import read_json, write_csv, write_json, write_text

from .settings import RAW, configuration, defined

if TYPE_CHECKING:
    from recompute.extracts.receive import Received

DRAFTS = Path("drafts")  # of cards, for people to complete
THREADS = 2


def kinds() -> dict[str, Kind]:
    """The kinds of extract that the definitions describe."""
    named = configuration().get("extracts", {})
    return {name: load_kind(defined(f"{FOLDER}/{name}.yaml")) for name in sorted(named)}


def supplied() -> list[Supplied]:
    """Every supplied file, with its card."""
    known = kinds()
    return [load_supplied(RAW, source, known) for source in find_supplied(RAW)]


def supplied_kinds(feeds: dict[str, str]) -> tuple[dict[str, str], dict[str, list[str]]]:
    """The supplied files by their names among the outputs, and the names of each kind.

    `feeds`: kind → chapter, as configured. Raises InputError for a kind that feeds none, and for
    two files of one name.
    """
    sources: dict[str, str] = {}
    names: dict[str, list[str]] = {}
    for one in supplied():
        name = identifier(one.source)
        if one.kind.name not in feeds:
            expected = " or ".join(feeds) or "none, as config/config.yaml says"
            one.refuse(column="kind", found=one.kind.name, expected=expected)
        if name in sources:
            raise InputError(
                one.source, found=f"a name like that of {sources[name]}", expected="another name"
            )
        sources[name] = one.source
        names.setdefault(one.kind.name, []).append(name)
    return sources, names


def tallies(kind: str) -> list[Tally]:
    """What the rows of a kind are counted into, as the chapter that they feed says."""
    chapter = configuration()["extracts"][kind]
    found = runpy.run_path(str(defined(f"chapters/{chapter}.py"))).get("TALLIES", [])
    return [tally for tally in found if tally.kind == kind]


def receive_file(source: str, parquet: str | Path, description: str | Path, threads: int) -> None:
    """Receive one supplied file: its rows as text, and what it was found to be."""
    from recompute.extracts.receive import receive

    one = load_supplied(RAW, source, kinds())
    found = receive(
        one.path, source, Path(parquet), sheet=one.content.get("sheet", ""), threads=threads
    )
    if found.sha256 != one.content["sha256"]:
        raise InputError(
            source,
            found=f"a changed file (SHA-256 {found.sha256})",
            expected=f"SHA-256 {one.content['sha256']}, as its card says",
        )
    write_json(description, {"received": [asdict(found)]})


def _received(parquet: Path) -> Received:
    """What the file was found to be whose rows are in `parquet`."""
    from recompute.extracts.receive import Received

    (found,) = read_json(parquet.with_suffix(".json"))["received"]
    return Received(**found)


def count_kind(
    name: str, received: list[Path], sources: list[str], folder: Path, threads: int
) -> None:
    """Count the rows of all files of a kind; write the cells and what became of each row.

    `received`: for each source, the Parquet file that `receive_file` wrote; its description lies
    beside it.
    """
    from recompute.chapter import save_tallied
    from recompute.extracts import accounting
    from recompute.extracts.count import count, needed, write_lineage
    from recompute.extracts.database import connect
    from recompute.extracts.rows import File, Rows

    from .coding import Coder

    known = kinds()
    files = [
        File(load_supplied(RAW, source, known), _received(path), path)
        for source, path in zip(sources, received, strict=True)
    ]
    with tempfile.TemporaryDirectory() as scratch:
        coder = Coder()
        asked, kind = tallies(name), known[name]
        db = connect(Path(scratch), threads)
        rows = Rows(kind, files, coder, db, needed(asked, kind))
        counted = count(asked, rows, configuration().get("last_year", 0))
        save_tallied(folder / "tallied.json", counted)
        write_lineage(asked, counted, rows, folder / "lineage.parquet")
        sheets = {sheet.__name__: sheet(rows) for sheet in accounting.SHEETS}
        sheets["labels"] = accounting.labels(rows, coder.official_code)
        for sheet, content in sheets.items():
            write_csv(folder / f"{sheet}.csv", *content)


@contextmanager
def tallied_from_raw() -> Iterator[dict[str, list[Path]]]:
    """For each chapter, what supplied extracts are counted into, straight from the raw files."""
    feeds = configuration().get("extracts", {})
    sources, names = supplied_kinds(feeds) if (RAW / FOLDER).is_dir() else ({}, {})
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        found: dict[str, list[Path]] = {}
        for kind, files in names.items():
            for name in files:
                described = folder / f"{name}.json"
                receive_file(sources[name], folder / f"{name}.parquet", described, THREADS)
            parquets = [folder / f"{name}.parquet" for name in files]
            count_kind(kind, parquets, [sources[n] for n in files], folder / kind, THREADS)
            found.setdefault(feeds[kind], []).append(folder / kind / "tallied.json")
        yield found


def check_source(path: Path, card: Path | None = None) -> int:
    """Say what a file, or each file of a folder, is and would bring; 1 if one cannot be used.

    A draft of the card is written to DRAFTS; nothing else is changed.
    """
    files = [path]
    if path.is_dir():
        files = sorted(p for p in path.rglob("*") if p.suffix.lower() in ENDINGS)
        if not files:
            raise InputError(
                path, found="no file", expected=f"files that end in {', '.join(ENDINGS)}"
            )
    usable = True
    for place, file in enumerate(files):
        print("\n" if place else "", end="")
        usable &= _check_file(file, card)
    return 0 if usable else 1


def _check_file(path: Path, card: Path | None) -> bool:
    from recompute.extracts.check import Check, NotRecognised, drafted

    from .coding import Coder

    known = card or (card_of(path) if card_of(path).is_file() else None)
    draft = DRAFTS / card_of(Path(path.name)).name
    with tempfile.TemporaryDirectory() as scratch:
        try:
            check_name(path.name)
            check = Check(path, kinds(), Coder(), Path(scratch), known)
            lines = check.report(tallies(check.supplied.kind.name))
        except InputError as error:
            print(f"not usable: {error}", file=sys.stderr)
            if isinstance(error, NotRecognised) and error.draft:
                write_text(draft, error.draft)
                print(
                    f"If it is of that kind, complete {draft} and try again with CARD={draft}",
                    file=sys.stderr,
                )
            return False
        print("\n".join(lines))
        if known is None:
            write_text(draft, drafted(check.supplied))
            print(f"draft card      {draft}")
            files = " ".join(shlex.quote(str(name)) for name in (path, draft))
            print(f"to add it       complete the card, then: cp -- {files} {RAW / FOLDER}/")
        if not check.is_usable:
            said = f"{check.kept} of {check.received.rows} rows can be read"
            print(f"not usable: {path.name}: {said}", file=sys.stderr)
        return check.is_usable
