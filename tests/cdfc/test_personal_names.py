"""No name of a person whom the evaluation lists stands in what is published.

The names themselves are not kept here: `person_names.txt` holds a salted hash of each, of its words
in either order, and of the family name alone where it is no word of its own.
"""

import hashlib
import html
import re
import shutil
import subprocess
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from .conftest import ROOT

HASHES = Path(__file__).with_name("person_names.txt")
SALT = "cdfc-evaluation:"
LONGEST = 4  # words of a name, « du » and « de la » among them
IN_TEXT = 350  # of 599 hashes, the evaluation meets 359: each name in the order printed, and alone

# What the steps write, which git does not track but which is published all the same.
GENERATED = ("data/processed", "figures", "report", "logs")
REPORTS = (".", "examples/synthetic", "tests/other_report")
BINARY = {".png", ".ico", ".woff2", ".pyc"}
ZIPPED = {".xlsx", ".ods"}
UTF_16 = {b"\xff\xfe", b"\xfe\xff"}  # how such a file begins

WORD = re.compile(r"[^\W\d_]+")
# Soft hyphens and zero-width spaces split a word for the machine, and not for who reads it.
UNSEEN = re.compile("[\u0300-\u036f\u00ad\u200b]+")
TAG = re.compile(r"</?[a-zA-Z!?][^<>]*>")
ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")  # how JSON may write « é »

Window = tuple[str, ...]


def normalised(text: str) -> str:
    """Text without accents and without capitals."""
    return UNSEEN.sub("", unicodedata.normalize("NFKD", text)).casefold()


def hashed(words: Iterable[str]) -> str:
    return hashlib.sha256((SALT + " ".join(words)).encode()).hexdigest()[:32]


def read_hashes() -> frozenset[str]:
    return frozenset(HASHES.read_text("ascii").split())


def plain(text: str) -> str:
    """The text with the characters that HTML and JSON may spell out."""
    if "&" in text:
        text = html.unescape(text)
    if "\\u" in text:
        text = ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return text


class Search:
    """Looks for the hashes in one text after another, and hashes no run of words twice."""

    def __init__(self, hashes: frozenset[str]):
        self.hashes = hashes
        self.clean: set[Window] = set()
        self.names: set[Window] = set()

    def found(self, text: str) -> list[tuple[int, str]]:
        """The line and the hash of each name that the text holds."""
        text = plain(text)
        # The line breaks inside a tag stay, for the lines to be counted right.
        found = set(self._found(TAG.sub(lambda tag: " " + "\n" * tag[0].count("\n"), text)))
        # An attribute can hold a name too; most tags of a page are the same, and read only once.
        tags = list(dict.fromkeys(TAG.findall(text)))
        for at, one in self._found("\n".join(tag.replace("\n", " ") for tag in tags)):
            found.add((1 + text.count("\n", 0, text.index(tags[at - 1])), one))
        return sorted(found)

    def _found(self, text: str) -> Iterator[tuple[int, str]]:
        text = normalised(text)
        words = WORD.findall(text)
        names = set()
        for length in range(1, LONGEST + 1):
            windows = set(zip(*(words[start:] for start in range(length)), strict=False))
            names |= windows & self.names
            for window in windows - self.clean - self.names:
                if hashed(window) in self.hashes:
                    names.add(window)
                    self.names.add(window)
                else:
                    self.clean.add(window)
        if names:  # rare: only then is it worth knowing where
            lines = [n for n, line in enumerate(text.split("\n"), 1) for _ in WORD.findall(line)]
            for at, line in enumerate(lines):
                for length in range(1, LONGEST + 1):
                    if (window := tuple(words[at : at + length])) in names:
                        yield line, hashed(window)


def text_of_pdf(path: Path) -> str:
    """The text of a PDF, by poppler where it is installed: pypdf needs twenty times as long."""
    if shutil.which("pdftotext"):
        return subprocess.run(
            ["pdftotext", str(path), "-"], capture_output=True, check=True
        ).stdout.decode("utf-8", "replace")
    from pypdf import PdfReader

    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def text_of(path: Path) -> str:
    if path.suffix == ".pdf":
        return text_of_pdf(path)
    if path.suffix == ".parquet":
        import duckdb

        return "\n".join(map(str, duckdb.read_parquet(str(path)).fetchall()))
    if path.suffix in ZIPPED:
        with zipfile.ZipFile(path) as parts:
            return "\n".join(
                parts.read(name).decode("utf-8", "replace")
                for name in parts.namelist()
                if Path(name).suffix in {".xml", ".rels"}
            )
    content = path.read_bytes()
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:  # extracts as Excel writes them: an accent lost would split a word
        return content.decode("utf-16" if content[:2] in UTF_16 else "cp1252", "replace")


def files() -> list[Path]:
    """What git tracks or is about to, and what has been generated beside it."""
    if not (ROOT / ".git").exists() or not shutil.which("git"):
        pytest.skip("no git repository here: which files are published cannot be told")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    found = [ROOT / name for name in listed.split("\0") if name]
    for report in REPORTS:
        for folder in GENERATED:
            found += (ROOT / report / folder).rglob("*")
    return [p for p in dict.fromkeys(found) if p.is_file() and p.suffix not in BINARY]


def test_no_person_is_named_in_what_is_tracked_or_generated():
    search = Search(read_hashes())
    texts: dict[str, list[tuple[int, str]]] = {}  # the example repeats many files of the report
    named: dict[str, Path] = {}
    for path in files():
        with suppress(FileNotFoundError):  # a step that runs meanwhile has taken it away
            text = text_of(path)
            if text not in texts:
                texts[text] = search.found(text)
            # Neither the name nor its hash is said: what a test prints ends up in logs.
            named |= {f"{path.relative_to(ROOT)}:{line}": path for line, _ in texts[text]}
            if search.found(path.name):
                named[f"the name of a {path.suffix} file in {path.parent.relative_to(ROOT)}"] = path
    assert list(named) == []


@pytest.mark.parametrize(
    "text",
    [
        "Un entretien avec Prénom Inventé, chargé de mission.",
        "INVENTÉ Prénom",
        "prenom\ninvente",
        "Prénom,Inventé;12",
        "<td><b class='x'>Prénom</b>\n <i>Invent&eacute;</i></td>",
        '<img alt="Prénom Inventé">',
        '{"who": "Pr\\u00e9nom Invent\\u00e9"}',
        "Pre\u0301nom In\u00advente\u0301",
    ],
)
def test_a_planted_name_is_found_however_it_is_written(text):
    planted = {hashed(normalised(name).split()) for name in ("Prénom Inventé", "Inventé Prénom")}
    search = Search(read_hashes() | planted)
    assert [line for line, _ in search.found(f"Rien ici.\n{text}")] == [2]
    assert search.found(text)  # met before, and found again
    assert search.found("Un prénom, quelque peu inventé, et <b>Prénom</b> d'un autre") == []


def test_a_planted_name_is_found_in_a_workbook_and_whatever_the_encoding(tmp_path):
    with zipfile.ZipFile(tmp_path / "planted.xlsx", "w") as parts:
        parts.writestr("xl/sharedStrings.xml", "<si><t>Prénom Inventé</t></si>")
    for encoding in ("utf-8", "utf-8-sig", "cp1252", "utf-16"):
        (tmp_path / f"{encoding}.csv").write_text("Prénom;Inventé", encoding)
    search = Search(read_hashes() | {hashed(["prenom", "invente"])})
    assert all(search.found(text_of(path)) for path in tmp_path.iterdir())


def test_the_hashes_are_those_of_the_names_in_the_evaluation(text):
    found = Search(read_hashes()).found("\n".join(text))
    assert len({name for _, name in found}) >= IN_TEXT


def test_the_list_holds_hashes_only():
    lines = HASHES.read_text("ascii").splitlines()
    assert lines == sorted(set(lines))
    assert all(re.fullmatch("[0-9a-f]{32}", line) for line in lines)
