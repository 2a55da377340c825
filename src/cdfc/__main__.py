"""The command line behind `make trace` and the last lines of `make report`."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections import Counter
from pathlib import Path

from recompute import record
from recompute.errors import InputError
from recompute.files import read_csv
from recompute.pdf import browser

from .audit import audit_report
from .crate import pack
from .pipeline import everything_from_raw
from .settings import configuration
from .supplied import check_source, tallied_from_raw

# What the verdicts of a printed number mean, in a few words.
MEANINGS = {
    "reproduced": "recomputed, and right",
    "holds": "a phrase within its published tolerance",
    "consistent": "agrees with other numbers; nothing smaller explains it",
    "truncated": "right only if cut, not rounded",
    "contradicted": "what is recomputed excludes it",
    "inconsistent": "cannot be true together with other printed numbers",
    "unchecked": "nothing printed constrains it",
    "changes-conclusion": "a statement of the text no longer holds",
    "wrong-number": "numbers that do not go together",
    "presentation": "labels, references, cut digits",
}
OUTPUTS = {
    "report/index.html": "Open",
    "report/en/index.html": "In English",
    "report/audit.pdf": "On paper",
    "report/annexe_statistique.xlsx": "Workbook",
}


def trace(identifier: str) -> int:
    """Print a number's passport, straight from the raw files; 2 if nothing has that id."""
    from recompute.trace import UnknownId
    from recompute.trace import trace as passport

    with tallied_from_raw() as tallied:
        everything = everything_from_raw(configuration(), tallied=tallied)
    try:
        print(passport(identifier, audit_report(everything), everything.results))
    except UnknownId as unknown:
        print(f"error: {unknown}", file=sys.stderr)
        return 2
    return 0


def conformance(folder: str) -> int:
    """Run the cases with known answers in a folder; 1 if one fails or there are none."""
    from recompute.conformance import run

    lines, good = run(Path(folder))
    print("\n".join(lines))
    return 0 if good else 1


def summary() -> int:
    """Print what the last run found and where to open it."""
    audit = Path("data/processed/audit")
    print()
    for title, file, column in (
        ("Printed numbers", "printed_numbers", "verdict"),
        ("Exhibits", "exhibits", "status"),
        ("Findings", "findings", "severity"),
    ):
        counts = Counter(row[column] for row in read_csv(audit / f"{file}.csv"))
        print(f"{title} ({counts.total()})")
        for name, count in counts.most_common():
            print(f"  {count:>5}  {name:<22}{MEANINGS.get(name, '')}".rstrip())
    whole = read_csv(audit / "coverage.csv")[-1]
    print(
        f"Numeric tokens of the report ({whole['tokens']}): {whole['in_ledger']} in the ledger, "
        f"{whole['in_labels']} in labels, {whole['set_aside']} set aside with a reason, "
        f"{whole['open']} open"
    )
    print()
    for file, what in OUTPUTS.items():
        if Path(file).is_file():
            print(f"{what:<12}{shown_path(Path(file))}")
    if browser() is None:
        print("No report/audit.pdf: it needs Chromium (on Debian: apt-get install chromium)")
    return 0


def verify(path: Path, folder: Path) -> int:
    """Hold what is read and made in a folder against a build record; 1 if anything differs."""
    recorded = record.read_record(path)
    found = record.differences(recorded, folder)
    for what, paths in found.items():
        print("\n".join(f"{what:<20}{path}" for path in paths))
    alike = len(recorded["inputs"]) + len(recorded["outputs"])
    alike -= sum(len(found.get(what, ())) for what in (record.MISSING, record.CHANGED))
    print(f"{alike} files are as {path} says, {sum(map(len, found.values()))} are not")
    return 1 if found else 0


def shown_path(file: Path) -> str:
    """A file's path from where `make` was called, if it is below."""
    called = Path(os.environ.get("CDFC_CALLED_FROM", "."))
    return os.path.relpath(file.resolve(), called.resolve())


def main(arguments: list[str] | None = None) -> int:
    """Run one command; its exit status."""
    parser = argparse.ArgumentParser(prog="cdfc", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("trace", help="where a number comes from").add_argument("id")
    cases = commands.add_parser("conformance", help="run cases with known answers")
    cases.add_argument("folder")
    source = commands.add_parser("check-source", help="what a file is that somebody wants to add")
    source.add_argument("file")
    source.add_argument("--card", help="read the file by this card, instead of drafting one")
    commands.add_parser("summary", help="what the last run found")
    held = commands.add_parser("verify", help="whether all files are as a build record says")
    held.add_argument("record")
    crate = commands.add_parser("crate", help="pack the last run for an archive")
    for one in (held, crate):
        one.add_argument("--of", default=".", help="the folder that holds the files")
    given = parser.parse_args(arguments)
    try:
        match given.command:
            case "trace":
                return trace(given.id)
            case "conformance":
                return conformance(given.folder)
            case "check-source":
                return check_source(Path(given.file), Path(given.card) if given.card else None)
            case "crate":
                print(shown_path(pack(Path(given.of))))
                return 0
            case "verify":
                return verify(Path(given.record), Path(given.of))
        return summary()
    except InputError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    if hasattr(signal, "SIGPIPE"):  # a reader that has seen enough (`| head`) is no error
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    sys.exit(main())
