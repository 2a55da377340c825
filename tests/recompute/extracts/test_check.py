"""A file tried against the kinds of extract, on a kind of two columns."""

import pytest
import yaml

from recompute.errors import InputError
from recompute.extracts.check import Check, NotRecognised
from recompute.extracts.kinds import load_kind
from recompute.extracts.tally import Tally, rows

KIND = """
title: {fr: Dons, en: Gifts}
window: year
columns:
  year: {type: year, meaning: its year, required: row, headers: [Année]}
  given: {type: amount, meaning: what is given, required: file, headers: [Montant accordé]}
rules: []
"""
GIFTS = "Année;Montant accordé\n2008;5\n2009;7,5\n"
TALLIES = [Tally("t.x", "gifts", rows(), (2007, 2009), exhibit="tableau_01", unit="gifts")]


@pytest.fixture
def check(tmp_path):
    """A function that tries a file of this content, with a card if it is given one."""
    (tmp_path / "gifts.yaml").write_text(KIND, "utf-8")
    kinds = {"gifts": load_kind(tmp_path / "gifts.yaml")}

    def run(content=GIFTS, **card):
        path = tmp_path / "f.csv"
        path.write_text(content, "utf-8")
        (tmp_path / "scratch").mkdir()
        if card:
            (tmp_path / "card.yaml").write_text(yaml.safe_dump(card), "utf-8")
        named = tmp_path / "card.yaml" if card else None
        return Check(path, kinds, lambda *_: None, tmp_path / "scratch", named)

    return run


def test_a_file_says_what_it_would_bring(check):
    assert check().report(TALLIES)[-1] == "would bring     2008-2009: tableau_01"


def test_a_file_of_which_no_row_can_be_kept_brings_nothing(check):
    found = check("Année;Montant accordé\n2O08;5\n")
    lines = found.report(TALLIES)
    assert not found.is_usable
    assert "would bring" not in "\n".join(lines)
    assert any("unreadable in year: « 2O08 » (line 2)" in line for line in lines)


def test_a_card_of_another_file_is_refused(check):
    card = {
        "title": "Dons", "kind": "gifts", "sha256": "0" * 64, "publisher": "p", "document": "d",
        "date": "mars 2013", "licence": "l", "covers": {"from": 2007, "to": 2012},
        "columns": {"year": "Année", "given": "Montant accordé"},
    }  # fmt: skip
    with pytest.raises(InputError, match=r"column sha256: found 0{64}; expected [0-9a-f]{64}"):
        check(**card)


def test_a_header_read_in_a_wrong_encoding_is_said_so(check):
    with pytest.raises(NotRecognised) as caught:
        check("AnnÃ©e;Somme\n2008;5\n")
    said = str(caught.value)
    assert "« AnnÃ©e » is « Année », once read in a wrong encoding" in said
    assert "it lacks" in said
    assert "given (as « Montant accordé »)" in said
