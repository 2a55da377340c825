"""No spoilt file brings the project down, holds it up, changes a result or is silently misread."""

import multiprocessing
import re
import shutil
import subprocess
import sys
import unicodedata
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest
import yaml

from cdfc.coding import Coder
from cdfc.supplied import check_source
from recompute.files import digest

from .conftest import EXTRACTS, ROOT, evaluation_in

sys.path.insert(0, str(Path(__file__).parent))  # for the processes that try the files, too

from mutations import FILES, LIMIT, MUTATIONS, attempt

ROWS = re.compile(r"^rows +(\d+) received: (\d+) kept, (\d+) set aside$", re.M)
ASIDE = re.compile(r"^  (\d+) +\S", re.M)


def contents(folder: Path) -> dict[str, str]:
    """The digest of every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): digest(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def work_in(folder: Path):
    """Make the folder one that a report with extracts is worked on in."""
    evaluation_in(folder)
    (folder / "data/raw/extracts").mkdir(parents=True)
    for name in ("evaluation_2011", "external"):
        (folder / "data/raw" / name).symlink_to(ROOT / "data/raw" / name)
    for file in EXTRACTS.glob("synthetic_cofinancing_2009.*"):
        shutil.copy(file, folder / "data/raw/extracts")


@pytest.fixture
def _at_work(tmp_path, monkeypatch):
    work_in(tmp_path)
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="module")
def tried(tmp_path_factory):
    """Every spoilt file with what became of it; tried in processes that a hang would end."""
    folder = tmp_path_factory.mktemp("spoilt")
    work_in(folder)
    for name in ("data/processed/measures.csv", "figures/figure_04.svg", "report/index.html"):
        (folder / name).parent.mkdir(parents=True)
        (folder / name).write_text("an earlier result", "utf-8")
    before, raw = contents(folder), contents(ROOT / "data/raw")
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as pool:
        waiting = {file: pool.submit(attempt, folder, *file) for file in FILES}
        found = {file: future.result() for file, future in waiting.items()}
    shutil.rmtree(folder / "drafts")
    assert contents(folder) == before  # also: no file was left behind
    assert contents(ROOT / "data/raw") == raw
    originals = {("untouched", o.base): o for o in found.values() if o.mutation == "untouched"}
    return found | originals


def counted(out: str) -> tuple[int, int, int] | None:
    """Received, kept and set aside, as a report says."""
    found = ROWS.search(out)
    return tuple(map(int, found.groups())) if found else None


def understood(out: str) -> tuple[int, list[str], str]:
    """How many rows are kept, as which columns, and what they would bring."""
    said = unicodedata.normalize("NFC", out)
    columns = sorted(re.findall("^  [a-z_]+ +« .* »$", said, re.M))
    assert columns
    return counted(out)[1], columns, re.search("^would bring .*$", out, re.M).group()


def test_there_are_300_files():
    assert len(FILES) >= 300


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_a_spoilt_file_is_used_or_refused_in_plain_words(tried, mutation):
    for outcome in (tried[file] for file in FILES if file[0] == mutation):
        assert outcome.status in (0, 1), outcome.err
        assert outcome.seconds < LIMIT
        assert len(re.findall("^not usable: .+", outcome.err, re.M)) == outcome.status, outcome.err
        said = outcome.out + outcome.err
        assert max(map(len, said.split("\n"))) < 6000
        assert all(c.isprintable() or c in "\n\u00a0\u202f" for c in said), said  # no escapes
        rows = counted(outcome.out)
        if rows:
            received, kept, aside = rows
            assert kept + aside == received
            assert sum(map(int, ASIDE.findall(outcome.out))) == aside
        match MUTATIONS[mutation].expected:
            case "refused":
                assert outcome.status == 1, outcome.out
            case "same":
                assert outcome.status == 0, said
                original = tried["untouched", outcome.base]
                assert understood(outcome.out) == understood(original.out)
        if outcome.again:  # the drafted card reads the file as the draft did
            assert counted(outcome.again) == rows, outcome.again


@pytest.mark.parametrize(
    ("amounts", "kept"),
    [
        (["1200", "1234.56", "99.5"], 3),  # a point that can part nothing but decimals
        (["1 200", "15.000", "250.000"], 1),  # fifteen, or fifteen thousand?
    ],
)
@pytest.mark.usefixtures("_at_work")
def test_a_point_is_read_only_if_it_can_be_but_one_thing(capsys, amounts, kept):
    rows = [f"{year};Ville de Lyon;Chine;{amount}" for year, amount in enumerate(amounts, 2010)]
    Path("f.csv").write_text("\n".join(["Année;Collectivité;Pays;Montant", *rows]), "utf-8")
    assert check_source(Path("f.csv")) == (kept < 2)
    said = capsys.readouterr().out
    assert counted(said) == (3, kept, 3 - kept)
    assert ("say so in the card: decimal_point: true" in said) == (kept < 3)
    assert f"2010-{2009 + kept}:" in said  # the draft covers what can be read then


@pytest.mark.parametrize(
    "card", [None, b"", b"- a", b"{", b"a: b", b"\xff\xe9", b"kind: x\nkind: y"]
)
@pytest.mark.usefixtures("_at_work")
def test_a_bad_card_is_refused_by_name(capsys, card):
    Path("f.csv").write_text("Année;Collectivité;Pays;Montant\n2010;Ville de Lyon;Chine;1", "utf-8")
    if card is not None:
        Path("c.yaml").write_bytes(card)
    assert check_source(Path("f.csv"), Path("c.yaml")) == 1
    assert capsys.readouterr().err.startswith("not usable: c.yaml")


def test_a_garbled_name_is_not_one_more_authority():
    authorities = Coder().authorities
    assert authorities("Département de la Lozère").code == "48"
    assert authorities("DÃ©partement de la LozÃ¨re") is None
    assert authorities("D\ufffdpartement de la Loz\ufffdre") is None


def snakemake(folder: Path) -> subprocess.CompletedProcess:
    """Count the co-financing files of a folder, as `make report` does on its way."""
    command = [sys.executable, "-m", "snakemake", "--snakefile", ROOT / "Snakefile", "--cores", "2"]
    chapter = "data/processed/chapters/cofinancing.json"
    return subprocess.run(
        [*command, "--prioritize", chapter, "--directory", folder, chapter],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def test_a_spoilt_file_stops_the_run_and_earlier_results_stay(tmp_path):
    work_in(tmp_path)
    done = snakemake(tmp_path)
    assert done.returncode == 0, done.stdout
    before = contents(tmp_path / "data/processed")
    assert any(name.startswith("extracts/cofinancing_files/") for name in before)

    extracts = tmp_path / "data/raw/extracts"
    good = (extracts / "synthetic_cofinancing_2009.csv").read_bytes()
    (extracts / "spoilt.csv").write_bytes(good[:9000] + b"\0" + good[9000:])
    card = yaml.safe_load((extracts / "synthetic_cofinancing_2009.yaml").read_text("utf-8"))
    card["sha256"] = digest(extracts / "spoilt.csv")
    (extracts / "spoilt.yaml").write_text(yaml.safe_dump(card, allow_unicode=True), "utf-8")

    done = snakemake(tmp_path)
    assert done.returncode != 0
    said = done.stdout
    assert re.search(r"error: extracts/spoilt\.csv, row \d+: found a NUL byte", said), said
    assert "Traceback" not in said
    after = contents(tmp_path / "data/processed")
    assert {name: after.get(name) for name in before} == before
