"""The built workbook in LibreOffice: each formula, recalculated, gives the pipeline's value.

The copy that LibreOffice opens holds zero for each formula, and so only what it recalculates can
agree.
"""

import math
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pytest

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
needs_libreoffice = pytest.mark.skipif(
    SOFFICE is None, reason="LibreOffice Calc (`soffice`) is not installed"
)
HELD = re.compile(rb'( t="str")?(><f>[^<]*</f><v>)[^<]*(</v>)')
ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def zeroed(book: Path, target: Path) -> Path:
    """A copy in which each formula holds zero."""
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry.filename, HELD.sub(rb"\g<2>0\g<3>", old.read(entry)))
    return target


def recalculated(book: Path, folder: Path) -> Path:
    """What LibreOffice saves, with a profile of its own that recalculates each file it opens."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user/registrymodifications.xcu").write_text(ALWAYS, "utf-8")
    target = folder / "recalculated"
    subprocess.run(
        [SOFFICE, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to",
         "xlsx", "--outdir", str(target), str(book)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return target / book.name


def formulas(book: Path) -> dict[tuple[str, str], str]:
    """Every formula of a workbook by its sheet and cell."""
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in openpyxl.load_workbook(book)
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def values(book: Path, cells) -> list:
    """The values that a workbook holds in these cells."""
    held = openpyxl.load_workbook(book, data_only=True)
    return [held[sheet][at].value for sheet, at in cells]


def agree(mine, other) -> bool:
    """Are two values the same, numbers to the ninth digit? An error is a text of its own."""
    if isinstance(mine, str) or not isinstance(other, int | float):
        return mine == other
    return math.isclose(mine, other, rel_tol=1e-9, abs_tol=1e-9)


@needs_libreoffice
def test_libreoffice_computes_what_the_pipeline_computes(new_copy, tmp_path):
    copy, name = new_copy(), "report/annexe_statistique.xlsx"
    copy.run("--cores", "2", name)  # only what it needs: figures and pages take longer
    book = copy.folder / name
    cells = formulas(book)
    assert len(cells) > 2000
    blank = zeroed(book, tmp_path / "zeroed.xlsx")
    assert set(values(blank, cells)) == {0}
    ours = values(book, cells)
    theirs = values(recalculated(blank, tmp_path), cells)
    wrong = {
        cell: (formula, mine, other)
        for (cell, formula), mine, other in zip(cells.items(), ours, theirs, strict=True)
        if not agree(mine, other)
    }
    assert not wrong
