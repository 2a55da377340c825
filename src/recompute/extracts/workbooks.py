"""One sheet of a workbook (.xlsx, .ods, .xls) → its rows as text, with their lines.

A workbook can be made to fill any memory, or to bring its reader down. So it is read in a process
of its own that may use only so much.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
import lzma
import resource
import subprocess
import sys
import zipfile
import zlib
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import InputError

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

LARGEST = 500_000_000  # bytes of a workbook, unpacked
MEMORY = 2 << 30  # bytes that the reader may use
SECONDS = 600  # of processor time
UNREADABLE = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, RuntimeError, ValueError
)  # fmt: skip


def write_sheet(path: Path, called: str, sheet: str, rows: Path) -> str:
    """Write the rows of a sheet as CSV: its line, then its cells. Returns the sheet's name.

    `sheet`: its name, or "" for the first that is not empty. Raises InputError if there is no such
    sheet, or if the workbook cannot be read.
    """
    arguments = [sys.executable, "-P", "-m", __name__, str(path.absolute()), sheet, str(rows)]
    done = subprocess.run(arguments, capture_output=True, check=False)
    if done.returncode:
        raise InputError(
            called, found="a workbook that cannot be read",
            expected="a whole and unprotected .xlsx, .ods or .xls file of usual size, "
            "whose name ends as its format does",
        )  # fmt: skip
    said = json.loads(done.stdout)
    if "found" in said:
        raise InputError(called, **said)
    return said["sheet"]


def text(value: object) -> str:
    """A cell as a French file would write it: decimal comma, ISO dates, oui and non.

    A cell that holds an error (#DIV/0!) comes as an empty one.
    """
    match value:
        case str():
            return value
        case bool():
            return "oui" if value else "non"
        case int() | float():
            return f"{Decimal(f'{value:.15g}'):f}".replace(".", ",")
        case dt.datetime() if value.time() == dt.time():
            return value.date().isoformat()
        case dt.date() | dt.time():
            return value.isoformat()
    return str(value)


def _guard(path: Path, called: str) -> None:
    """Unpack the members of a zip without keeping them, to know what they come to."""
    size = 0
    try:
        with zipfile.ZipFile(path) as archive:
            for member in archive.infolist():
                with archive.open(member) as stream:
                    while chunk := stream.read(1 << 20):
                        size += len(chunk)
                        if size > LARGEST:
                            raise InputError(
                                called, found=f"more than {LARGEST // 10**6} MB, unpacked",
                                expected="less; a large table is better sent as .csv",
                            )  # fmt: skip
    except UNREADABLE as error:
        raise InputError(
            called, found=f"no readable zip archive ({error})",
            expected="a whole and unprotected workbook",
        ) from None  # fmt: skip


def _sheet(path: Path, called: str, name: str) -> CalamineSheet:
    from python_calamine import CalamineWorkbook, SheetTypeEnum

    book = CalamineWorkbook.from_path(path)
    if name and name not in book.sheet_names:
        raise InputError(
            called, found=f"the sheets {', '.join(f'« {n} »' for n in book.sheet_names)}",
            expected=f"« {name} »",
        )  # fmt: skip
    for known in book.sheets_metadata:
        if name in ("", known.name) and known.typ == SheetTypeEnum.WorkSheet:
            sheet = book.get_sheet_by_name(known.name)
            if sheet.start is not None:
                return sheet
    raise InputError(called, found="no sheet with cells", expected="a header and rows")


def main(path: Path, name: str, rows: Path) -> dict[str, str]:
    """Write the rows; say which sheet they are of, or what was found and expected instead."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        if path.suffix.lower() != ".xls":
            _guard(path, path.name)
        sheet = _sheet(path, path.name, name)
    except InputError as error:
        return {"found": error.found, "expected": error.expected}
    with rows.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n", quoting=csv.QUOTE_ALL)
        for line, row in enumerate(sheet.iter_rows(), 1):  # from the top of the sheet
            writer.writerow([line, *map(text, row)])
    return {"sheet": sheet.name}


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))))
