"""What the process that reads a workbook does; how it is started is in test_receive.py."""

import csv
import datetime as dt
import json
import runpy
import sys
import zipfile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference
from python_calamine import CalamineError

from recompute.errors import InputError
from recompute.extracts import workbooks


@pytest.fixture
def limits(monkeypatch):
    """Limits that are asked for are noted, since this process is to go on."""
    asked = {}
    monkeypatch.setattr(
        workbooks.resource, "setrlimit", lambda kind, ends: asked.update({kind: ends})
    )
    return asked


@pytest.fixture
def path(tmp_path, limits):
    """A workbook whose second sheet has cells."""
    book = Workbook()
    sheet = book.create_sheet("Données")
    sheet["B3"] = "Année"
    sheet["B4"], sheet["C4"] = 2008, dt.datetime(2008, 3, 1)
    book.save(tmp_path / "f.xlsx")
    return tmp_path / "f.xlsx"


@pytest.fixture
def rows(tmp_path):
    """Where the rows of a sheet are to stand."""
    return tmp_path / "rows.csv"


@pytest.mark.parametrize("name", ["", "Données"])
def test_the_rows_of_a_sheet_come_with_their_lines(path, rows, name):
    assert workbooks.main(path, name, rows) == {"sheet": "Données"}
    with rows.open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file)) == [
            ["1", "", ""], ["2", "", ""], ["3", "Année", ""], ["4", "2008", "2008-03-01"],
        ]  # fmt: skip


def test_the_reader_takes_only_so_much_memory_and_time(path, limits, rows):
    workbooks.main(path, "", rows)
    most, longest = workbooks.MEMORY, workbooks.SECONDS
    assert limits == {
        workbooks.resource.RLIMIT_AS: (most, most),
        workbooks.resource.RLIMIT_CPU: (longest, longest),
    }


def test_what_is_wrong_is_handed_back_in_words(path, rows):
    assert workbooks.main(path, "Feuil9", rows) == {
        "found": "the sheets « Sheet », « Données »",
        "expected": "« Feuil9 »",
    }
    assert workbooks.main(path, "Sheet", rows) == {
        "found": "no sheet with cells",
        "expected": "a header and rows",
    }
    assert not rows.exists()


def test_a_workbook_that_unpacks_to_too_much_is_refused_unread(path, rows, monkeypatch):
    monkeypatch.setattr(workbooks, "LARGEST", 2_000_000)
    assert "sheet" in workbooks.main(path, "", rows)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", b" " * 1_500_000)
        archive.writestr("b", b" " * 1_500_000)
    assert workbooks.main(path, "", rows)["found"] == "more than 2 MB, unpacked"


def test_an_archive_that_is_broken_is_refused(path, rows):
    path.write_bytes(path.read_bytes()[:500])
    assert workbooks.main(path, "", rows)["found"].startswith("no readable zip archive")


def test_started_as_a_program_it_says_what_it_found_as_json(path, rows, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["workbooks", str(path), "", str(rows)])
    monkeypatch.delitem(sys.modules, workbooks.__name__)  # it is run anew
    runpy.run_module(workbooks.__name__, run_name="__main__")
    assert json.loads(capsys.readouterr().out) == {"sheet": "Données"}
    assert len(rows.read_text("utf-8").splitlines()) == 4


def test_a_sheet_that_is_a_chart_is_passed_over(path, rows):
    book = load_workbook(path)
    chart = BarChart()
    chart.add_data(Reference(book["Données"], 2, 4))
    book.create_chartsheet("Graphique", 0).add_chart(chart)
    book.save(path)
    assert workbooks.main(path, "", rows) == {"sheet": "Données"}
    assert workbooks.main(path, "Graphique", rows)["found"] == "no sheet with cells"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("œuvre", "œuvre"),
        (2008.0, "2008"),
        (1234.5, "1234,5"),
        (-0.1, "-0,1"),
        (1e-7, "0,0000001"),
        (7, "7"),
        (True, "oui"),
        (False, "non"),
        (dt.datetime(2008, 3, 1), "2008-03-01"),
        (dt.datetime(2008, 3, 1, 12, 30), "2008-03-01T12:30:00"),
        (dt.date(2008, 3, 1), "2008-03-01"),
        (dt.time(12, 30), "12:30:00"),
        (dt.timedelta(hours=30), "1 day, 6:00:00"),
    ],
)
def test_a_cell_becomes_the_text_of_a_french_file(value, written):
    assert workbooks.text(value) == written


def test_a_reader_that_dies_is_no_reason_to_die_too(tmp_path, rows):
    """Its own end is the sign: nothing is read of what it leaves behind."""
    path = tmp_path / "f.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0" + b"x" * 100)
    with pytest.raises(InputError, match=r"f.xls: found a workbook that cannot be read"):
        workbooks.write_sheet(path, "f.xls", "", rows)


def test_an_old_workbook_is_no_archive_to_unpack(path, rows):
    old = path.with_suffix(".xls")
    old.write_bytes(b"\xd0\xcf\x11\xe0" + b"x" * 100)
    with pytest.raises(CalamineError):  # which ends the process, and is no word about an archive
        workbooks.main(old, "", rows)
