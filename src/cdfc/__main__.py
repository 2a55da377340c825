"""The command line behind `make trace` and the last lines of `make report`."""

from __future__ import annotations

import argparse
import signal
import sys
from collections import Counter
from pathlib import Path

from recompute.errors import InputError
from recompute.files import read_csv

from .pipeline import audit_report, configuration, everything_from_raw
from .supplied import check_source, tallied_from_raw


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


def summary(processed: Path = Path("data/processed")) -> int:
    """Print what the last run found and where to open it."""
    print()
    for title, file, column in (
        ("Printed numbers", "audit/printed_numbers.csv", "verdict"),
        ("Exhibits", "audit/exhibits.csv", "status"),
        ("Findings", "audit/findings.csv", "severity"),
    ):
        counts = Counter(row[column] for row in read_csv(processed / file))
        shown = ", ".join(f"{count} {name}" for name, count in counts.most_common())
        print(f"{title} ({counts.total()}): {shown}")
    whole = read_csv(processed / "audit/coverage.csv")[-1]
    print(
        f"Numeric tokens of the report ({whole['tokens']}): {whole['in_ledger']} in the ledger, "
        f"{whole['in_labels']} in labels, {whole['set_aside']} set aside with a reason, "
        f"{whole['open']} open"
    )
    print("Open report/index.html")
    return 0


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
    given = parser.parse_args(arguments)
    try:
        match given.command:
            case "trace":
                return trace(given.id)
            case "conformance":
                return conformance(given.folder)
            case "check-source":
                return check_source(Path(given.file), Path(given.card) if given.card else None)
        return summary()
    except InputError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    if hasattr(signal, "SIGPIPE"):  # a reader that has seen enough (`| head`) is no error
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    sys.exit(main())
