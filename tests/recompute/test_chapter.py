from dataclasses import replace
from fractions import Fraction as F

import pytest

from recompute.cells import Row
from recompute.chapter import Chapter, evaluate, load, merge, recompute, save
from recompute.errors import InputError
from recompute.extracts.tally import Tallied
from recompute.measure import Measure, between, column
from recompute.printed import parse


def test_a_chapter_reads_back_as_it_was_written(tmp_path, cell, table):
    cells = [
        cell("t.x", "14 000", year="2007"),
        cell("t.x", "250 K€ ou 300 K€", year="2008"),
        cell("t.x", "n.d.", year="2009"),
        cell("t.y", "plus de 80", "persons", year="2007"),
        cell("t.name", "Toulouse", None, row="2"),
    ]
    x, y = column("t.x").where(year="2007"), column("t.y")
    measures = [
        Measure("m.ratio", 1 - x.sum() / y.sum(), "%", "ratio"),
        Measure("m.bounds", between(0, x.sum() - y.sum()), "EUR", "bounds", ["period=2007-2009"], "tableau_01"),
        Measure("m.count", column("t.name").count(), "names", "names"),
    ]  # fmt: skip
    results = [r for m in measures for r in m.results(table(*cells))]
    save(tmp_path / "c.json", Chapter(cells, results))
    again = load(tmp_path / "c.json")
    assert again.cells == cells
    assert again.results == results
    assert [r.value for r in again.results] == [r.value for r in results]


def test_merging_counts_a_shared_file_once(cell):
    one = cell("t.x", "1")
    assert merge([Chapter([one], []), Chapter([one], [])]).cells == [one]


@pytest.fixture
def raw(raw_file):
    """A raw folder with one file of one number."""
    return raw_file("t", "x\n1\n", {"x": {"is": "value", "unit": "EUR"}}).raw


def test_two_measures_of_one_address_are_refused(raw):
    x = column("t.x").sum()
    twice = [Measure("m", x * 2, "EUR", ""), Measure("m", x * 3, "EUR", "")]
    with pytest.raises(ValueError, match="two measures give m"):
        recompute(raw, ["s/t.csv"], twice, {})


def test_an_unknown_unit_is_refused(raw):
    with pytest.raises(ValueError, match="m: no unit is called euros"):
        recompute(raw, ["s/t.csv"], [Measure("m", column("t.x").sum() * 2, "euros", "")], {})
    card = raw / "s/t.yaml"
    card.write_text(card.read_text().replace("EUR", "euros"))
    with pytest.raises(InputError, match=r"s/t.csv, row 2, column x: found the unit `euros`"):
        recompute(raw, ["s/t.csv"], [], {})


def test_rows_of_extracts_stand_beside_the_raw_cells_and_are_saved_with_their_places(
    raw, tmp_path, cell
):
    rows = (Row("extracts/f.csv", 2, "given", "4"), Row("extracts/f.csv", 5, "given", "3"))
    own = replace(
        cell("t.x", "7", "EUR"), id="rows.t.x", evidence="extract", tallied=2, rows=rows,
        written="2 lignes", line=None,
    )  # fmt: skip
    later = replace(own, id="rows.t.x[period=2007-2010]", printed=parse("9", "EUR"), value=F(9))
    tallied = [Tallied("t.x", (2007, 2009), 2010, True, (), {}, [own], [later])]
    measure = Measure("m", column("t.x").sum() * 2, "EUR", "double")
    made = recompute(raw, ["s/t.csv"], [measure], {}, tallied)
    # What is printed stays known; what rows say stands in for it in the measures.
    assert {c.id: c.value for c in made.cells} == {
        "t.x": 1, "rows.t.x": 7, "rows.t.x[period=2007-2010]": 9,
    }  # fmt: skip
    assert {r.id: (r.value, r.added) for r in made.results} == {
        "t.x": (7, False), "m": (14, False),
        "t.x[period=2007-2010]": (9, True), "m[period=2007-2010]": (18, True),
    }  # fmt: skip
    save(tmp_path / "c.json", made)
    again = load(tmp_path / "c.json")
    assert again == made
    assert next(c for c in again.cells if c.id == "rows.t.x").rows == rows


def test_of_a_column_that_rows_give_nothing_for_nothing_is_known(cell):
    printed = [cell("t.x", "1", year="2008"), cell("t.y", "2", year="2008")]
    count = Measure("m", column("t.x").sum() * 2, "EUR", "", ["", "year"])
    assert evaluate(printed[1:], [count], {}, printed).results == []
    with pytest.raises(ValueError, match="m: no raw file has a column"):
        evaluate(printed[1:], [count], {}, printed[1:])
