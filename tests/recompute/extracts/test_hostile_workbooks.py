"""Workbooks made to bring their reader down, or to have it read or write what it should not."""

import csv
import io
import re
import zipfile

import pytest
import xlsxwriter

from recompute.errors import InputError
from recompute.extracts import workbooks

ROWS = [["1", "Année", "Montant"], ["2", "2008", "5"]]
ODS = "urn:oasis:names:tc:opendocument:xmlns:"
SECRET = "what another file holds"
DEEP = 200_000  # levels
FAR = '<row r="1048576"><c r="{column}1048576"><v>1</v></c></row></sheetData>'
INLINE = '<row r="3"><c r="A3" t="inlineStr"><is><t>&a9;</t></is></c></row></sheetData>'


@pytest.fixture
def secret(tmp_path):
    """A document type whose entity is another file."""
    (tmp_path / "secret").write_text(SECRET, "utf-8")
    return f'<!DOCTYPE x [<!ENTITY e SYSTEM "{(tmp_path / "secret").as_uri()}">]>'


def laughs():
    """A document type whose last entity stands for a thousand million words."""
    more = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE x [<!ENTITY a0 "ha">{more}]>'


def typed(text, kind):
    """An XML text with this document type."""
    return '<?xml version="1.0"?>' + kind + re.sub(r"^<\?xml.*?\?>\s*", "", text)


@pytest.fixture
def xlsx(tmp_path):
    """A function that makes a workbook of two rows, its members changed, with more of them."""

    def make(more=(), **changes):
        buffer, path = io.BytesIO(), tmp_path / "f.xlsx"
        book = xlsxwriter.Workbook(buffer)
        sheet = book.add_worksheet()
        for number, (_, *cells) in enumerate(ROWS):
            sheet.write_row(number, 0, cells)
        book.close()
        with (
            zipfile.ZipFile(buffer) as plain,
            zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made,
        ):
            for name in plain.namelist():
                text = plain.read(name).decode()
                for member, change in changes.items():
                    text = change(text) if name.endswith(f"/{member}.xml") else text
                made.writestr(name, text)
            for name, content in more:
                made.writestr(name, content)
        return path

    return make


@pytest.fixture
def ods(tmp_path):
    """A function that makes a workbook of these rows."""

    def make(rows, kind=""):
        path = tmp_path / "f.ods"
        names = "".join(
            f' xmlns:{n}="{ODS}{n}:1.0"' for n in ("office", "table", "text", "manifest")
        )
        mime = "application/vnd.oasis.opendocument.spreadsheet"
        entry = f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{mime}"/>'
        table = f'<table:table table:name="T">{rows}</table:table>'
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
            made.writestr("mimetype", mime)
            made.writestr(
                "META-INF/manifest.xml", f"<manifest:manifest{names}>{entry}</manifest:manifest>"
            )
            body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
            made.writestr(
                "content.xml",
                typed(f"<office:document-content{names}>{body}</office:document-content>", kind),
            )
        return path

    return make


def row(*cells, rows="", columns=""):
    """A row of an .ods table; `rows` and `columns`: how often it and its cells are repeated."""
    times = f' table:number-rows-repeated="{rows}"' if rows else ""
    each = f' table:number-columns-repeated="{columns}"' if columns else ""
    written = "".join(
        f'<table:table-cell office:value-type="string"{each}><text:p>{cell}</text:p></table:table-cell>'
        for cell in cells
    )
    return f"<table:table-row{times}>{written}</table:table-row>"


TWO_ROWS = row("Année", "Montant") + row("2008", "5")


def read(path):
    """The rows that are read of a workbook."""
    rows = path.with_name("rows.csv")
    workbooks.write_sheet(path, path.name, "", rows)
    with rows.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def refused(path, found="a workbook that cannot be read"):
    with pytest.raises(InputError) as caught:
        read(path)
    assert str(caught.value).startswith(f"{path.name}: found {found}")


def test_a_member_that_would_stand_elsewhere_is_not_unpacked(xlsx, tmp_path):
    path = xlsx([("../../evil", "x"), ("../evil", "x"), ("/tmp/evil", "x")])
    before = {*tmp_path.parent.rglob("evil")}
    assert read(path) == ROWS
    assert {*tmp_path.parent.rglob("evil")} == before == set()


@pytest.mark.parametrize("member", ["sheet1", "sharedStrings", "workbook"])
def test_an_entity_is_never_the_content_of_another_file(xlsx, secret, member):
    path = xlsx(**{member: lambda text: typed(text, secret).replace("Année", "&e;")})
    try:
        said = str(read(path))
    except InputError as error:
        said = str(error)
    assert SECRET not in said


def test_nor_is_it_in_an_open_document(ods, secret):
    refused(ods(row("&e;", "Montant") + row("2008", "5"), secret))
    assert read(ods(TWO_ROWS, secret)) == ROWS


def test_entities_that_grow_without_end_are_not_followed(xlsx, ods):
    refused(xlsx(sharedStrings=lambda text: typed(text, laughs()).replace("Année", "&a9;")))
    refused(xlsx(sheet1=lambda text: typed(text, laughs()).replace("</sheetData>", INLINE)))
    refused(ods(row("&a9;", "Montant") + row("2008", "5"), laughs()))


def test_depth_is_no_burden(xlsx, ods):
    deep = "<r>" * DEEP + "</r>" * DEEP
    in_sheet = xlsx(sheet1=lambda text: text.replace("</sheetData>", f"</sheetData>{deep}"))
    assert read(in_sheet) == ROWS
    in_texts = xlsx(sharedStrings=lambda text: text.replace("</sst>", f"<si>{deep}</si></sst>"))
    assert read(in_texts) == ROWS
    assert read(ods(TWO_ROWS + deep)) == ROWS


def test_a_sheet_that_says_to_be_huge_is_as_large_as_its_cells(xlsx):
    def huge(text):
        return re.sub('<dimension ref="[^"]*"', '<dimension ref="A1:XFD1048576"', text)

    assert read(xlsx(sheet1=huge)) == ROWS


def test_a_cell_at_the_end_of_the_sheet_fills_no_memory(xlsx, ods):
    refused(xlsx(sheet1=lambda text: text.replace("</sheetData>", FAR.format(column="XFD"))))
    refused(ods(TWO_ROWS + row("1", rows=1048576, columns=16384)))
    columns = read(ods(TWO_ROWS + row("1", columns=4_000_000_000)))
    assert len(columns[0]) - 1 == 16384  # which is more than a table may have


def test_counts_that_are_not_true_are_not_believed(xlsx):
    refused(xlsx(sharedStrings=lambda text: re.sub(r"ount=\"\d+\"", 'ount="4000000000"', text)))


def test_what_unpacks_to_more_than_it_may_is_refused(xlsx):
    path = xlsx()
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/media/x.bin", "w", force_zip64=True) as member,
    ):
        for _ in range(520):
            member.write(b"\0" * 1_000_000)
    assert path.stat().st_size < 1_000_000
    refused(path, "more than 500 MB, unpacked")


def test_an_archive_within_it_is_left_closed(xlsx):
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", b"\0" * 50_000_000)
    assert read(xlsx([(f"{n}.zip", inner.getvalue()) for n in range(20)])) == ROWS


def test_a_member_with_a_password_is_refused(xlsx):
    path = xlsx()
    content = bytearray(path.read_bytes())
    for mark, flags in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        for found in re.finditer(re.escape(mark), bytes(content)):
            content[found.start() + flags] |= 1
    path.write_bytes(content)
    refused(path, "no readable zip archive")
