"""Printing with a browser that is none: what it is asked, what is made of its PDF, its failures."""

import pytest

from recompute.errors import InputError
from recompute.pdf import browser, print_page, settled

PRINTED = b"%PDF-1.4 /CreationDate (D:20240301120000) /ModDate (D:20240301120001) node00000007 node00000003 node00000007"


@pytest.fixture
def program(tmp_path):
    """A function that makes a program which notes what it is asked, then does as it is told."""

    def make(name, body):
        path = tmp_path / "bin" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"""#!/bin/sh
echo "$@" > "{tmp_path}/asked"
for one; do case "$one" in --print-to-pdf=*) out="${{one#*=}}";; esac; done
{body}
""")
        path.chmod(0o755)
        return str(path)

    return make


def test_the_first_browser_there_is_or_the_one_that_is_named(program, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.delenv("CDFC_BROWSER", raising=False)
    assert browser() is None
    chrome, chromium = program("google-chrome", ""), program("chromium", "")
    assert browser() == chromium
    monkeypatch.setenv("CDFC_BROWSER", "google-chrome")
    assert browser() == chrome
    monkeypatch.setenv("CDFC_BROWSER", "none")
    assert browser() is None


def test_a_page_is_printed_and_its_pdf_settled(program, tmp_path):
    (tmp_path / "page.pdf").write_bytes(PRINTED)
    (tmp_path / "a page.html").write_text(
        '<a href="#F1">é</a> <a class="n" href="x/y.html#z">2</a>'
    )
    print_it = program(
        "chromium",
        f"""cp "{tmp_path}/page.pdf" "$out"
for last; do :; done; cp "$(echo "$last" | sed s,file://,,)" "{tmp_path}/printed" """,
    )
    print_page(tmp_path / "a page.html", tmp_path / "out.pdf", print_it)
    assert (tmp_path / "out.pdf").read_bytes() == settled(PRINTED)
    asked = (tmp_path / "asked").read_text()
    assert "--headless" in asked
    # A link to another file would say where it lay.
    assert (tmp_path / "printed").read_text() == '<a href="#F1">é</a> <a class="n">2</a>'
    assert sorted(p.name for p in tmp_path.glob("*.html")) == ["a page.html"]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("echo first >&2; echo 'no display' >&2; exit 1", "no display"),
        ("exit 1", "nothing"),
        ('echo "<html>" > "$out"', "nothing"),  # it says that all is well, and wrote no PDF
    ],
)
def test_a_browser_that_fails_is_quoted_and_an_earlier_pdf_stays(program, tmp_path, body, said):
    (tmp_path / "out.pdf").write_bytes(b"%PDF earlier")
    (tmp_path / "page.html").write_text("")
    chromium = program("chromium", body)
    with pytest.raises(InputError, match=f"found {said}; expected a PDF from {chromium}"):
        print_page(tmp_path / "page.html", tmp_path / "out.pdf", chromium)
    assert (tmp_path / "out.pdf").read_bytes() == b"%PDF earlier"


def test_a_settled_pdf_has_no_dates_of_its_own_and_its_nodes_are_numbered_in_order():
    assert settled(PRINTED) == (
        b"%PDF-1.4 /CreationDate (D:20110101000000) /ModDate (D:20110101000000) "
        b"node00000001 node00000000 node00000001"
    )
    assert len(settled(PRINTED)) == len(PRINTED)
    assert settled(settled(PRINTED)) == settled(PRINTED)
