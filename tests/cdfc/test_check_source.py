"""What somebody reads who wants to add a file."""

import shutil

import pytest

from cdfc.__main__ import main
from cdfc.settings import defined
from recompute.extracts.kinds import load_kind, load_supplied

from .conftest import EXTRACTS, evaluation_in


@pytest.fixture
def check(tmp_path, monkeypatch, capsys):
    """A function that checks a file in a folder of its own: the status and what is said."""
    evaluation_in(tmp_path)
    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        status = main(["check-source", *map(str, arguments)])
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("synthetic_atlas.xlsx", "atlas_projects"),
        ("synthetic_cofinancing_2008.csv", "cofinancing_files"),
        ("synthetic_apd_2010.tsv", "apd_declarations"),
        ("synthetic_apd_2012.csv", "apd_declarations"),
    ],
)
def test_a_file_of_each_kind_is_recognised(check, tmp_path, name, kind):
    shutil.copy(EXTRACTS / name, tmp_path)
    status, said, _ = check(tmp_path / name)
    assert status == 0
    assert f"({kind}): 100% of the columns it needs" in said
    assert "would bring" in said


def test_the_draft_is_a_card_by_which_the_file_can_be_added(check, tmp_path):
    shutil.copy(EXTRACTS / "synthetic_cofinancing_2008.csv", tmp_path / "dossiers.csv")
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    _, said, _ = check(tmp_path / "dossiers.csv")
    draft = tmp_path / "drafts/dossiers.yaml"
    assert {path for path in tmp_path.rglob("*") if path.is_file()} == before | {draft}
    assert "line 94" in said  # « 18 O00 »
    folder = tmp_path / "data/raw/extracts"
    folder.mkdir(parents=True)
    shutil.copy(tmp_path / "dossiers.csv", folder)
    shutil.copy(draft, folder)
    kind = load_kind(defined("extracts/cofinancing_files.yaml"))
    one = load_supplied(tmp_path / "data/raw", "extracts/dossiers.csv", {kind.name: kind})
    assert one.covers == range(2008, 2009)
    assert not one.is_synthetic
    assert check(folder / "dossiers.csv")[1].split("would bring")[0] in said


def test_a_header_that_is_not_known_is_named_and_mended_in_the_draft(check, tmp_path):
    text = (EXTRACTS / "synthetic_cofinancing_2008.csv").read_text("cp1252")
    file = tmp_path / "dossiers.csv"
    file.write_text(text.replace("Montant demandé", "Somme"), "cp1252")
    status, _, said = check(file)
    assert status == 1
    assert "it lacks amount_requested (as « montant demandé »" in said
    draft = tmp_path / "drafts/dossiers.yaml"
    draft.write_text(draft.read_text("utf-8").replace("amount_requested: à compléter", "amount_requested: Somme"), "utf-8")  # fmt: skip
    status, said, _ = check("--card", draft, "--", file)
    assert (status, "« Somme »" in said) == (0, True)


def test_what_is_no_extract_is_refused_with_what_was_expected(check, tmp_path):
    (tmp_path / "menu.csv").write_text("plat;prix\nsoupe;3\n", "utf-8")
    status, said, error = check(tmp_path / "menu.csv")
    assert (status, said) == (1, "")
    assert error.startswith("not usable: menu.csv, row 1: found the columns « plat », « prix »")
    assert not (tmp_path / "drafts").exists()


def test_each_file_of_a_folder_is_checked(check, tmp_path):
    folder = tmp_path / "2010"
    folder.mkdir()
    for name in ("synthetic_apd_2010.tsv", "synthetic_cofinancing_2010.csv"):
        shutil.copy(EXTRACTS / name, folder)
    status, said, _ = check(folder)
    assert (status, said.count("looks like")) == (0, 2)
    (folder / "menu.csv").write_text("plat;prix\nsoupe;3\n", "utf-8")
    assert check(folder)[0] == 1
    assert check(tmp_path / "config")[0] == 1  # nothing to check
