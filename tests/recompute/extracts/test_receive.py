import contextlib
import csv
import io
import json
import random
import resource
import tempfile
import time
import zipfile
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from recompute.dialect import layout, lines, records, separator_of
from recompute.errors import InputError
from recompute.extracts import receive as module
from recompute.extracts.receive import Received, receive
from recompute.extracts.texts import read_records


def received(folder: Path, content: bytes, name="f.csv", **options):
    """What a file of this content is found to be, and its rows."""
    path = folder / name
    path.write_bytes(content)
    found = receive(path, name, folder / "out" / "rows.parquet", **options)
    assert Received(**json.loads(json.dumps(asdict(found)))) == found
    assert [p.name for p in (folder / "out").iterdir()] == ["rows.parquet"]
    rows = duckdb.sql(f"SELECT * FROM {found.sql(folder / 'out' / 'rows.parquet')}").fetchall()
    assert len(rows) == found.rows
    return found, rows


def refused(folder: Path, content: bytes, match: str, name="f.csv", **options):
    with pytest.raises(InputError, match=match):
        received(folder, content, name, **options)
    assert not list((folder / "out").glob("*"))  # nothing is left of it


TABLE = "Pays;Montant (€);Remarque\nCôte d’Ivoire;1 234,50;œuvre\nMali;;\n"
ROWS = [(2, None, "Côte d’Ivoire", "1 234,50", "œuvre"), (3, None, "Mali", None, None)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_encoding_separator_and_line_end(tmp_path, encoding, separator, end):
    content = TABLE.replace(";", separator).replace("\n", end).encode(encoding)
    found, rows = received(tmp_path, content)
    assert found.header == ["Pays", "Montant (€)", "Remarque"]
    assert (found.encoding, found.separator, found.header_line) == (encoding, separator, 1)
    assert found.first_line == (None if end == "\r" else 2)
    assert rows == ROWS


def test_utf_8_that_is_only_broken_late_is_cp1252(tmp_path):
    content = b"a;b\n" + b"x;y\n" * 300_000 + "é;\x80\n".encode("latin-1")
    found, rows = received(tmp_path, content)
    assert (found.encoding, found.rows, rows[-1]) == ("cp1252", 300_001, (300_002, None, "é", "€"))


def test_commas_part_columns_too(tmp_path):
    found, rows = received(tmp_path, b'a,b\n1,"2,5"\n')
    assert (found.separator, rows) == (",", [(2, None, "1", "2,5")])


def test_a_file_of_one_column_has_no_separator(tmp_path):
    found, rows = received(tmp_path, b"a\n1\n\n2\n")
    assert (found.separator, rows) == ("", [(2, None, "1"), (3, None, None), (4, None, "2")])


def test_title_lines_and_columns_without_a_name_at_the_end(tmp_path):
    found, rows = received(tmp_path, b"Titre;;;;\n\nau 1er mars;;;;\na;b;;;\n1;2;;;\n")
    assert (found.above, found.header_line, found.first_line) == (["Titre", "au 1er mars"], 4, 5)
    assert rows == [(5, None, "1", "2")]


def test_blank_lines_and_line_ends_within_quotes_keep_their_lines(tmp_path):
    found, rows = received(tmp_path, b'a;b\n\n1;"x\ny"\n;\n3;4\n\n\n')
    assert found.first_line is None
    assert rows == [(2, None, None, None), (3, None, "1", "x\ny"), (5, None, None, None), (6, None, "3", "4")]  # fmt: skip


def test_short_rows_are_filled_and_long_ones_say_how_long_they_are(tmp_path):
    _, rows = received(tmp_path, b"a;b\n1\n1;2;3;;\n4;5;\n6;7;;;\n")
    assert rows == [(2, None, "1", None), (3, 3, "1", "2"), (4, None, "4", "5"), (5, None, "6", "7")]  # fmt: skip


def test_a_name_that_looks_like_a_pattern(tmp_path):
    (tmp_path / "f2.csv").write_bytes(b"a;b\n9;9\n")
    _, rows = received(tmp_path, b"a;b\n1;2\n", name="f[2]*'.csv")
    assert rows == [(2, None, "1", "2")]


def test_one_and_two_threads_write_the_same_bytes(tmp_path):
    content = b"a;b\n" + b"".join(b"%d;x\n" % n for n in range(400_000))
    written = []
    for threads in (1, 2, 2):
        _, rows = received(tmp_path, content, threads=threads)
        assert rows[12_344] == (12_346, None, "12344", "x")
        written.append((tmp_path / "out" / "rows.parquet").read_bytes())
    assert written[0] == written[1] == written[2]


CELLS = st.text(st.sampled_from('ab é0\t,;"\r\n’#\\\u00a0'), max_size=4)
FILES = st.one_of(
    st.lists(st.lists(CELLS, max_size=4), min_size=1, max_size=8).flatmap(
        lambda rows: st.sampled_from(["\n", "\r\n"]).map(lambda end: _written(rows, end))
    ),
    st.text(st.sampled_from('ab;; é\t"\n\n\r,'), max_size=40),
    st.lists(st.sampled_from(["a;b", "1;2", "1", "", '"x";y', "1;2;", ' "x";y', '"x" ;', ";"])).map(
        "\n".join
    ),
)


def _written(rows: list[list[str]], end: str) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=";", lineterminator=end).writerows(rows)
    return buffer.getvalue()


@given(FILES, st.sampled_from([b"", b"\xef\xbb\xbf"]))
@settings(max_examples=150, deadline=None)
def test_both_ways_lead_to_the_same_cells(content, mark):
    """Where the fast one is taken at all; and no file brings either down."""
    with tempfile.TemporaryDirectory() as folder:
        scratch, path, out = Path(folder), Path(folder, "f.csv"), Path(folder, "o.parquet")
        path.write_bytes(mark + content.encode())
        try:
            found = receive(path, "f.csv", out)
        except InputError:
            return
        rows = duckdb.sql(f"SELECT * FROM {found.sql(out)}").fetchall()
        delimiter = separator_of(content) or ";"
        top = layout(records(lines(content), delimiter), "f.csv")
        with module.connect(scratch, 1) as db:
            count = module._careful(
                db, read_records(path, delimiter, "f.csv"), top, "f.csv", out, scratch
            )
            slow = db.sql(f"SELECT * FROM read_parquet('{out}')").fetchall()
    assert (count, rows) == (found.rows, slow)


@pytest.mark.parametrize(
    ("content", "match"),
    [
        (b"", "empty file"), (b"\n \n;;\n", "no rows"), (b"a;b\n", "no rows below"),
        (b"a;b\n\n\n", "no rows below"), (b"a;b\n1;2\0\n", "row 2: found a NUL"),
        (b"a;b\n" + b"1;2\n" * 400_000 + b"\0;\n", "row 400002: found a NUL"),
        ("a;b\n1;2\n".encode("utf-16-le"), "NUL"), (b"\xff\xfea\0;\0b\0\n\0x", "not utf-16"),
        (b"\xef\xbb\xbfa;b\n\xe9;2\n", "not utf-8"), (b"a; a\n1;2\n", "column a: found columns"),
        (b'a;b\n1;2\n3;"4\n5;6\n', "row 3: found a quote"),
        (";".join(f"c{n}" for n in range(1_001)).encode() + b"\n", "row 1: found 1001 columns; expected a table of at most 1000"),
        ("é;è\nà;2\n3;".encode() + b"\xe9\n", "f.csv, row 3: found bytes that are not utf-8, as the rest is"),
        (b"\xef\xbb\xbfa;b\n\xed\xa0\x80;2\n", "f.csv: found bytes that are not utf-8, which its first"),
        (b'a;b\n3;"' + b"4;5\n" * 600_000, "row 2: found a quote"),
        (b"a;b\n1;2\n3;" + b"4" * 2_100_000 + b"\n", "row 3: found a line of more"),
    ],
)  # fmt: skip
def test_what_is_refused(tmp_path, content, match):
    refused(tmp_path, content, match)


def test_what_is_no_file_of_a_known_kind(tmp_path):
    refused(tmp_path, b"a;b\n1;2\n", "ends in « .pdf »", name="f.pdf")
    for name, match in (("none.csv", "no such file"), (".", "a folder")):
        with pytest.raises(InputError, match=match):
            receive(tmp_path / name, name, tmp_path / "o.parquet")


@pytest.mark.parametrize("mark", [b"", b"\xff\xfe", b"a;b\n1;2\n"])
def test_a_huge_line_is_refused_at_once(tmp_path, mark):
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    path = tmp_path / "f.csv"
    with path.open("wb") as stream:
        stream.write(mark)
        for _ in range(100):
            stream.write(b"x" * 1_000_000)
    with pytest.raises(InputError, match="a line of more than 2 million signs"):
        receive(path, "f.csv", tmp_path / "o.parquet")
    assert time.monotonic() - start < 5
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000  # KB


@pytest.mark.parametrize("name", ["f.csv", "f.xlsx", "f.ods", "f.xls"])
def test_random_bytes_bring_nothing_down(tmp_path, name):
    for seed in range(4):
        content = random.Random(seed).randbytes(3_000)
        for changed in (content, content.replace(b"\0", b"\n"), b"PK\3\4" + content):
            with contextlib.suppress(InputError):
                received(tmp_path, changed, name)


def _book(fill) -> bytes:
    book, buffer = Workbook(), io.BytesIO()
    fill(book)
    book.save(buffer)
    return buffer.getvalue()


def _filled(book):
    book.create_sheet("Données")
    book["Données"]["B3"] = "Titre"
    rows = [
        ("Année", "Montant", "Date", "Oui", "Erreur"),
        (2008, 1234.5, date(2008, 3, 1), True, "#DIV/0!"),
        (None,) * 5,
        (1e21, 0.1 + 0.2, datetime(2008, 3, 1, 12, 30), False, "x;y"),
    ]
    for number, row in enumerate(rows, 5):
        for place, value in enumerate(row, 2):
            book["Données"].cell(number, place, value)


def test_a_workbook_is_read_as_a_french_file(tmp_path):
    for sheet in ("", "Données"):
        found, rows = received(tmp_path, _book(_filled), "f.xlsx", sheet=sheet)
        assert (found.sheet, found.header_line, found.above) == ("Données", 5, ["Titre"])
        assert found.header == ["Année", "Montant", "Date", "Oui", "Erreur"]
        assert rows == [
            (6, None, "2008", "1234,5", "2008-03-01", "oui", None),  # an error has no text
            (7, None, None, None, None, None, None),
            (8, None, "1" + "0" * 21, "0,3", "2008-03-01T12:30:00", "non", "x;y"),
        ]


def test_a_repeated_row_of_an_ods_file_is_two_rows(tmp_path):
    office = "urn:oasis:names:tc:opendocument:xmlns:"
    cell = '<table:table-cell office:value-type="string"><text:p>%s</text:p></table:table-cell>'
    number = '<table:table-cell office:value-type="float" office:value="%s"/>'
    body = f"""<office:document-content xmlns:office="{office}office:1.0"
        xmlns:table="{office}table:1.0" xmlns:text="{office}text:1.0"><office:body>
        <office:spreadsheet><table:table table:name="F">
        <table:table-row>{cell % "Pays"}{cell % "Montant"}</table:table-row>
        <table:table-row table:number-rows-repeated="2">{cell % "Mali"}{number % "1.5"}</table:table-row>
        </table:table></office:spreadsheet></office:body></office:document-content>"""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", body)
    found, rows = received(tmp_path, buffer.getvalue(), "f.ods")
    assert (found.sheet, rows) == ("F", [(2, None, "Mali", "1,5"), (3, None, "Mali", "1,5")])


def test_workbooks_that_are_refused(tmp_path):
    whole = _book(_filled)
    refused(tmp_path, whole, "« Feuil9 »", "f.xlsx", sheet="Feuil9")
    refused(tmp_path, whole[: len(whole) // 2], "no readable zip", "f.xlsx")
    refused(tmp_path, _book(lambda book: None), "no sheet with cells", "f.xlsx")

    def wide(book):
        book.active["A1"], book.active["XFD1048576"] = "a", "b"

    refused(tmp_path, _book(wide), "cannot be read", "f.xlsx")


def test_empty_lines_at_the_end_are_no_rows_however_many(tmp_path):
    content = b"a;b\n1;2\n" + b"\n" * 600_000  # more than is read at once
    found, rows = received(tmp_path, content)
    assert (found.rows, rows) == (1, [(2, None, "1", "2")])
