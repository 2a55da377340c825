import pytest

from recompute.chapter import Chapter, load, merge, save
from recompute.measure import Measure, between, column


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
        Measure(
            "m.bounds",
            between(0, x.sum() - y.sum()),
            "EUR",
            "bounds",
            ["period=2007-2009"],
            "tableau_01",
        ),
        Measure("m.count", column("t.name").count(), "names", "names"),
    ]
    results = [r for m in measures for r in m.results(table(*cells))]
    save(tmp_path / "c.json", Chapter(cells, results))
    again = load(tmp_path / "c.json")
    assert again.cells == cells
    assert again.results == results
    assert [r.value for r in again.results] == [r.value for r in results]


def test_merging_counts_a_shared_file_once(cell):
    one = cell("t.x", "1")
    assert merge([Chapter([one], []), Chapter([one], [])]).cells == [one]


def test_two_measures_of_one_address_are_refused(tmp_path):
    import hashlib

    import yaml

    from recompute.chapter import recompute

    (tmp_path / "s").mkdir()
    content = "x\n1\n"
    (tmp_path / "s/t.csv").write_text(content)
    card = {
        "title": "t", "sha256": hashlib.sha256(content.encode()).hexdigest(), "evidence": "documented",
        "columns": {"x": {"is": "value", "unit": "EUR"}},
    }  # fmt: skip
    (tmp_path / "s/t.yaml").write_text(yaml.safe_dump(card))
    about = {"publisher": "p", "document": "d", "date": "2011", "licence": "l"}
    (tmp_path / "s/source.yaml").write_text(yaml.safe_dump(about))
    twice = [
        Measure("m", column("t.x").sum() * 2, "EUR", ""),
        Measure("m", column("t.x").sum() * 3, "EUR", ""),
    ]
    with pytest.raises(ValueError, match="two measures give m"):
        recompute(tmp_path, ["s/t.csv"], twice, {})
