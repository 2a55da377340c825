"""Cards of supplied files and of kinds: what is taken, and what is refused by name."""

import pytest
import yaml

from recompute.errors import InputError
from recompute.extracts.kinds import find_supplied, identifier, load_kind, load_supplied

COLUMNS = {
    "year": {"type": "year", "meaning": "its year", "headers": ["année"], "required": "row"},
    "giver": {"type": "authority", "meaning": "who gives", "headers": ["donneur"]},
    "given": {"type": "amount", "meaning": "how much", "headers": ["accordé"]},
}
CARD = {
    "title": "Dons", "kind": "gifts", "sha256": "0" * 64, "publisher": "p", "document": "d",
    "date": "mars 2013", "licence": "l", "columns": {"year": "Année", "given": "Accordé"},
    "covers": {"from": 2007, "to": 2012},
}  # fmt: skip


@pytest.fixture
def kind(tmp_path):
    """A function that describes a kind and reads it."""

    def make(columns=COLUMNS, window="year", rules=()):
        content = {
            "title": {"fr": "Dons", "en": "Gifts"},
            "window": window,
            "columns": columns,
            "rules": list(rules),
        }
        path = tmp_path / "gifts.yaml"
        path.write_text(yaml.safe_dump(content, sort_keys=False), "utf-8")
        return load_kind(path)

    return make


@pytest.fixture
def supplied(tmp_path, kind):
    """A function that reads the card of a file."""

    def make(**card):
        path = tmp_path / "raw/extracts/f.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml.safe_dump(CARD | card), "utf-8")
        return load_supplied(tmp_path / "raw", "extracts/f.csv", {"gifts": kind()})

    return make


def test_a_card_says_what_a_file_is(supplied, tmp_path):
    one = supplied(synthetic=True)
    assert one.path == tmp_path / "raw/extracts/f.csv"
    assert one.covers == range(2007, 2013)
    assert one.last_year == 2013
    assert one.is_synthetic
    assert not supplied().is_synthetic
    assert one.publication["publisher"] == "p"


@pytest.mark.parametrize(
    ("card", "message"),
    [
        ({"kind": "loans"}, "column kind: found loans; expected gifts"),
        ({"columns": CARD["columns"] | {"colour": "Couleur"}}, "column colour: found no such column; expected year, giver, given"),
        ({"units": {"colour": "EUR"}}, "column colour: found no such column"),
        ({"corrections": [{"column": "colour", "expected": "x", "to": "y", "reason": "r"}]}, "column colour: found no such column"),
        ({"columns": {"given": "Accordé"}}, "column columns/year: found nothing; expected the header of this column"),
        ({"covers": {"from": 2012, "to": 2007}}, "column covers: found {'from': 2012, 'to': 2007}; expected from a year to no earlier one"),
    ],
)  # fmt: skip
def test_a_card_that_cannot_be_meant_is_refused(supplied, card, message):
    with pytest.raises(InputError) as caught:
        supplied(**card)
    assert str(caught.value).startswith(f"extracts/f.yaml, {message}")


def test_a_kind_may_not_name_its_columns_as_rows_do(kind):
    with pytest.raises(InputError, match=r"gifts.yaml, column reason: found a name that rows use"):
        kind(COLUMNS | {"reason": COLUMNS["giver"]})


def test_a_kind_may_only_speak_of_its_own_columns(kind):
    with pytest.raises(InputError, match=r"found the column month; expected year, giver, given"):
        kind(window="month")
    rule = {"not_above": ["given", "asked"], "reason": "plus accordé que demandé"}
    with pytest.raises(InputError, match=r"found the column asked"):
        kind(rules=[rule])


def test_a_dimension_that_no_column_is_of_is_an_error(kind):
    columns = COLUMNS | {"giver": COLUMNS["giver"] | {"dimension": "authority"}}
    assert kind(columns).column_of("authority") == kind(columns).column_of("giver") == "giver"
    with pytest.raises(ValueError, match="gifts has no column for the dimension colour"):
        kind(columns).column_of("colour")


def test_every_supplied_file_has_a_card_and_every_card_a_file(tmp_path):
    folder = tmp_path / "extracts/2013"
    folder.mkdir(parents=True)
    for name in ("b.csv", "a.XLSX", "a.yaml", "b.yaml", "notes.md"):
        (folder / name).write_text("")
    assert find_supplied(tmp_path) == ["extracts/2013/a.XLSX", "extracts/2013/b.csv"]
    (folder / "c.yaml").write_text("")
    with pytest.raises(InputError, match=r"extracts/2013/c.yaml: found a card without a file"):
        find_supplied(tmp_path)
    (folder / "d.ods").write_text("")
    with pytest.raises(InputError, match=r"extracts/2013/d.ods: found no card beside it"):
        find_supplied(tmp_path)


def test_the_name_of_a_file_among_the_outputs_is_one_word():
    assert identifier("extracts/2013/dons (mars).csv") == "2013_dons_mars_csv"
