from datetime import date
from fractions import Fraction as F

import duckdb
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from recompute import dialect
from recompute.errors import InputError
from recompute.extracts import accounting
from recompute.extracts import count as counting
from recompute.extracts.coding import fold, several
from recompute.extracts.count import count, needed, write_lineage
from recompute.extracts.database import connect, text
from recompute.extracts.kinds import load_kind, load_supplied
from recompute.extracts.receive import receive
from recompute.extracts.rows import File, Rows
from recompute.extracts.sql import amount, year
from recompute.extracts.tally import (
    Later,
    Tally,
    added,
    different,
    each,
    entering,
    largest,
    named,
    rows,
    smallest,
)

KIND = """
title: {fr: Dons, en: Gifts}
key: code
window: year
columns:
  code: {type: key, meaning: its number, required: row, headers: [code]}
  year: {type: year, meaning: its year, required: row, headers: [année]}
  end_year: {type: year, meaning: its end, planned: true, headers: [fin]}
  country: {type: country, meaning: its country, dimension: territory, headers: [pays]}
  giver: {type: authority, meaning: who gives, headers: [donneur]}
  theme: {type: codes, meaning: its themes, vocabulary: theme, headers: [thème]}
  asked: {type: amount, meaning: what is asked, headers: [demandé]}
  given: {type: amount, meaning: what is given, required: file, headers: [accordé]}
rules:
  - {not_above: [given, asked], reason: plus accordé que demandé}
"""
HEADER = ["Code", "Année", "Fin", "Pays", "Donneur", "Thème", "Demandé", "Accordé"]
COLUMNS = dict(zip(["code", "year", "end_year", "country", "giver", "theme", "asked", "given"], HEADER, strict=True))  # fmt: skip
CODES = {"chine": "china", "bresil": "brazil", "sante": "health", "sport": "sport"}
GIFTS = [
    "a;2007;2005;Chine;X;Santé;10;5", "b;2008;;Chine;X;Santé, Sport;20;7,5",
    "c;2009;;Chine;Y;Sport;20;2,25", "d;2009;;Brésil;Y;Sport;20;1", "e;2010;;Chine;Z;Sport;9;9",
]  # fmt: skip
CHINA = {"country": ("china",)}
db = duckdb.connect()


def code(column, label, level=""):
    if column.type == "authority":
        return label.title()
    if column.type == "codes":
        return several(label, lambda part: CODES.get(fold(part)))
    return CODES.get(fold(label))


@pytest.fixture
def supply(tmp_path):
    """A function that supplies rows as a file with its card, and gives what becomes of them."""

    def make(*files, tallies=(), kind=KIND, **card):
        (tmp_path / "gifts.yaml").write_text(kind, "utf-8")
        kind = load_kind(tmp_path / "gifts.yaml")
        supplied = []
        for number, lines in enumerate(files):
            path = tmp_path / f"extracts/gifts_{number}.csv"
            path.parent.mkdir(exist_ok=True)
            path.write_text("\n".join([";".join(HEADER), *lines, ""]), "utf-8")
            received = receive(path, path.name, tmp_path / f"{number}.parquet")
            content = {
                "title": "Dons", "kind": "gifts", "sha256": received.sha256, "publisher": "p",
                "document": "d", "date": "mars 2013", "licence": "l", "columns": COLUMNS,
                "covers": {"from": 2007, "to": 2012},
            }  # fmt: skip
            path.with_suffix(".yaml").write_text(yaml.safe_dump(content | card), "utf-8")
            one = load_supplied(tmp_path, f"extracts/{path.name}", {"gifts": kind})
            supplied.append(File(one, received, tmp_path / f"{number}.parquet"))
        made = Rows(kind, supplied, code, connect(tmp_path, 1), needed(tallies, kind))
        accounting.accounting(made)  # refuses if kept and set aside are not what was received
        return made

    return make


def tally(what, by=(), where=CHINA, series="t.x", unit="projects", **more):
    return Tally(series, "gifts", what, (2007, 2009), by, where, unit=unit, **more)


@pytest.fixture
def tallied(supply):
    """A function that counts the rows of one file into a tally."""

    def make(one, *lines, last_year=0, **card):
        (found,) = count([one], supply(lines or GIFTS, tallies=[one], **card), last_year)
        return found

    return make


def sql(expression, value):
    return db.execute(f"SELECT {expression}", [value]).fetchone()[0]


def aside(made):
    return [
        (line, reason, column, written) for _, line, reason, column, written in made.set_aside()
    ]


@given(st.one_of(
    st.text("0123456789 \u00a0\u202f,.-+−e€", max_size=12),
    st.builds("{}{}{}".format, st.sampled_from(["", "-", "+"]), st.from_regex(r"\d{1,3}( \d{3}){0,3}", fullmatch=True), st.from_regex(r"(,\d{1,4})?", fullmatch=True)),
))  # fmt: skip
def test_an_amount_is_what_the_dialect_reads(written):
    cell = written.strip(" \u00a0\u202f\t")
    found = sql(amount("$1"), cell)
    bare = cell[:-1].rstrip(" \u00a0\u202f") if cell.endswith("€") else cell
    said = dialect.read(bare)
    is_exact = said.kind == "number" and (said.number * 10_000).denominator == 1
    exact = said.number if is_exact else None
    if exact is None or "," not in bare or len(bare.rpartition(",")[2]) <= 4:
        assert (None if found is None else F(found)) == exact


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("12 345,67 €", F(1234567, 100)), ("3 000 EUR", F(3000)), ("14 000 euros", F(14000)),
        ("1e5", None), ("1.234,56", None), ("1234.56", None), ("007", None), ("1O", None),
        ("12 34", None), ("999999999999999", None), ("NA", None), ("=1+1", None),
    ],
)  # fmt: skip
def test_amounts_of_the_ministry(written, expected):
    found = sql(amount("$1"), written)
    assert (found if found is None else F(found)) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [("2008", 2008), ("31/12/2008", 2008), ("2008-12-31", 2008), ("2O08", None), ("08", None)],
)
def test_what_is_read_as_a_year(written, expected):
    assert sql(year("$1"), written) == expected


def test_each_reason_to_set_a_row_aside(supply):
    made = supply([
        "a;2008;;Chine;X;Santé;10;5",
        ";;;;;;;",
        "Total;;;;;;10;5",
        "b;2008;;Chine;X;Santé;10;5;plus",
        ";2008;;Chine;X;Santé;10;5",
        "c;2O08;;Chine;X;Santé;10;5",
        "d;2108;;Chine;X;Santé;10;5",
        "e;2006;;Chine;X;Santé;10;5",
        "f;2008;;Atlantide;X;Santé;10;5",
        "g;2008;;Chine;X;Alchimie;10;5",
        "h;2008;;Chine;X;Santé;1O;5",
        "i;2008;;Chine;X;Santé;10;-5",
        "j;2008;;Chine;X;Santé;10;50",
        "k;2008;2030;Chine;X;Santé;n.d.;",
    ])  # fmt: skip
    assert [(reason, column) for _, reason, column, _ in aside(made)] == [
        ("blank", ""), ("total", ""), ("width", ""), ("empty", "code"), ("unreadable", "year"),
        ("year", "year"), ("coverage", "year"), ("unknown", "country"), ("unknown", "theme"),
        ("unreadable", "asked"), ("negative", "given"), ("rule", "given"),
    ]  # fmt: skip
    assert aside(made)[-1] == (14, "rule", "given", "plus accordé que demandé : 50 > 10")


def test_duplicates_are_told_from_contradictions_across_files(supply):
    row, spaced = "a;2008;;Chine;X;Santé;10;5", "a;2008;;Chine ; X;Santé;10;5"
    made = supply([row, "b;2008;;Chine;X;Santé;10;5"], [spaced, "b;2008;;Chine;X;Santé;10;6"])
    found = [(file, line, reason) for file, line, reason, _, _ in made.set_aside()]
    assert found == [(0, 3, "conflict"), (1, 2, "duplicate"), (1, 3, "conflict")]
    assert "extracts/gifts_0.csv, 2" in made.set_aside()[1][4]


def test_corrections_are_made_and_must_find_what_they_expect(supply):
    lines = ["a;2008;;Chine;X;Santé;10;5", "b;2O08;;Chine;X;Santé;10;5"]
    mend = {"row": 3, "column": "year", "expected": "2O08", "to": "2008", "reason": "lettre O"}
    drop = {"column": "giver", "expected": "X", "set_aside": True, "reason": "essai"}
    assert aside(supply(lines, corrections=[mend])) == []
    assert [reason for _, reason, *_ in aside(supply(lines, corrections=[drop]))] == [
        "correction"
    ] * 2
    with pytest.raises(InputError) as caught:
        supply(lines, corrections=[mend | {"expected": "2008"}])
    said = str(caught.value)
    assert "gifts_0.csv, row 3, column year" in said
    assert "« 2O08 »" in said


def test_a_card_that_names_no_header_is_refused(supply):
    with pytest.raises(InputError, match="columns/given"):
        supply(["a;2008;;Chine;X;Santé;10;5"], columns=COLUMNS | {"given": "Attribué"})


def test_units_labels_and_decimal_points_of_a_card(tallied):
    found = tallied(
        tally(added("given"), unit="EUR"),
        "a;2008;;PRC;X;Santé;20;1.5", "b;2008;;Chine;X;Santé;20;0.25",
        units={"given": "KEUR", "asked": "KEUR"}, decimal_point=True,
        labels={"country": {"PRC": "Chine"}},
    )  # fmt: skip
    assert [cell.value for cell in found.own] == [1750]


@pytest.mark.parametrize(
    ("what", "by", "where", "expected"),
    [
        (rows(), (), CHINA, {"": 3}),
        (rows(), ("year",), CHINA, {"2007": 1, "2008": 1, "2009": 1}),
        (rows(), ("territory",), {"country": ("china", "laos")}, {"china": 3, "laos": 0}),
        (added("given"), (), CHINA, {"": F(59, 4)}),
        (different("giver"), (), CHINA, {"": 2}),
        (entering("giver"), ("year",), CHINA, {"2007": 1, "2008": 0, "2009": 1}),
        (rows(), ("theme",), CHINA, {"health": 2, "sport": 2}),
        (named("theme"), (), CHINA, {"": 4}),
        (rows(), (), CHINA | {"theme": ("health",)}, {"": 2}),
        (rows(), (), CHINA | {"end_year": Later(2005)}, {"": 2}),
        (smallest("given"), (), CHINA, {"": F(9, 4)}),
        (largest("given"), (), CHINA, {"": F(15, 2)}),
    ],
)
def test_what_rows_are_counted_and_added_up_to(tallied, what, by, where, expected):
    found = tallied(tally(what, by, where))
    assert {",".join(c.dimensions.values()): c.value for c in found.own} == expected
    assert found.longer == []


def test_each_row_may_be_a_cell_by_itself(tallied):
    own = tallied(tally(each("giver"), ("theme",))).own
    assert [(c.written, c.row, c.dimensions["theme"]) for c in own] == [
        ("X", 2, "health"), ("X", 3, "health"), ("X", 3, "sport"), ("Y", 4, "sport"),
    ]  # fmt: skip


def test_a_missing_amount_makes_the_sum_unknown(tallied):
    found = tallied(
        tally(added("asked"), ("year",), unit="EUR"),
        "a;2008;;Chine;X;Santé;10;5", "b;2008;;Chine;X;Santé;n.d.;5", "c;2009;;Chine;X;Santé;7;5",
    )  # fmt: skip
    sums = {cell.dimensions["year"]: cell.value for cell in found.own}
    assert sums == {"2007": 0, "2008": None, "2009": 7}


def test_a_cell_lists_the_rows_that_it_rests_on(tallied):
    (cell,) = tallied(tally(added("given"), unit="EUR")).own
    assert [(row.row, row.column, row.written) for row in cell.rows] == [
        (2, "given", "5"), (3, "given", "7,5"), (4, "given", "2,25"),
    ]  # fmt: skip
    assert cell.place == "extracts/gifts_0.csv:2-4:given"


def test_a_cell_shows_what_is_written_not_what_it_was_corrected_to(tallied):
    mend = {"row": 2, "column": "given", "expected": "1O", "to": "10", "reason": "lettre O"}
    total = tally(added("given"), unit="EUR")
    (cell,) = tallied(total, "a;2008;;Chine;X;Santé;20;1O", corrections=[mend]).own
    assert (cell.value, cell.rows[0].written) == (10, "1O")


def test_a_column_of_unknown_labels_alone_is_no_crash(supply):
    made = supply(["a;2008;;Atlantide;X;Santé;20;1"], tallies=[tally(rows())])
    assert [reason for _, reason, *_ in aside(made)] == ["unknown"]
    assert [cell.value for cell in count([tally(rows())], made, 0)[0].own] == [0]


def test_only_years_that_files_cover_are_counted(supply):
    tallies = [tally(rows(), ("year",)), tally(rows()), tally(entering("giver"), ("year",))]
    made = supply(GIFTS, tallies=tallies, covers={"from": 2009, "to": 2011})
    years, whole, entries = count(tallies, made, 2012)
    assert [c.dimensions["year"] for c in years.own] == ["2009"]
    assert [c.dimensions["year"] for c in years.longer] == ["2009", "2010", "2011"]
    assert (whole.own, whole.whole, whole.until) == ([], False, 2011)
    assert [c.value for c in whole.longer] == [1]  # of 2010 and 2011 alone; it adds up
    assert (entries.own, entries.longer) == ([], [])  # who is new, one cannot know


def test_decades_are_completed_beyond_the_report(tallied):
    found = tallied(tally(rows(), ("decade",), decades=("2001-2009",)), last_year=2012)
    own, longer = (
        {cell.dimensions["decade"]: cell.value for cell in cells}
        for cells in (found.own, found.longer)
    )
    assert (own, longer) == ({"2001-2009": 3}, {"2001-2010": 4, "2011-2020": 0})


def test_no_row_is_later_than_the_extract(supply):
    last = date.today().year
    made = supply([f"a;{last};;Chine;X;Santé;10;5"], covers={"from": 2007, "to": last})
    assert [reason for _, reason, *_ in aside(made)] == (["year"] if last > 2013 else [])


def test_every_row_is_accounted_for_by_file_reason_and_column(supply):
    made = supply(
        ["a;2008;;Chine;X;Santé;10;5", "b;2O08;;Chine;X;Santé;10;5", ";;;;;;;"],
        ["c;2009;;Atlantide;X;Santé;10;-5", "d;2009;;Chine;X;Santé;;5"],
    )
    header, found = accounting.accounting(made)
    assert header == ["source", "fate", "reason", "column", "rows"]
    one, two = "extracts/gifts_0.csv", "extracts/gifts_1.csv"
    assert found == [
        [one, "received", "", "", "3"], [one, "kept", "", "", "1"], [one, "set_aside", "", "", "2"],
        [one, "set_aside", "blank", "", "1"], [one, "set_aside", "unreadable", "year", "1"],
        [two, "received", "", "", "2"], [two, "kept", "", "", "1"], [two, "set_aside", "", "", "1"],
        [two, "set_aside", "unknown", "country", "1"],
    ]  # fmt: skip


def test_a_row_that_is_lost_on_the_way_is_an_error(supply, monkeypatch):
    made = supply(["a;2008;;Chine;X;Santé;10;5", "b;2008;;Chine;X;Santé;10;5"])
    monkeypatch.setattr(made, "accounting", lambda: [(0, None, "", 1)])
    with pytest.raises(AssertionError, match=r"gifts_0.csv: 2 rows received, 1 accounted for"):
        accounting.accounting(made)


def test_each_row_set_aside_is_listed_with_what_was_expected(supply):
    made = supply([
        "a;2O08;;Chine;X;Santé;10;5", ";2008;;Chine;X;Santé;10;5", "c;2008;;Atlantide;X;Santé;10;5",
        "d;2008;;Chine;X;Alchimie;10;5", "e;2008;;Chine;X;Santé;10;-5", "f;2008;;Chine;X;Santé;1;5",
    ])  # fmt: skip
    _, found = accounting.set_aside(made)
    assert [[row[1], *row[3:]] for row in found] == [
        ["2", "year", "2O08", accounting.EXPECTED["year"]],
        ["3", "code", "", "une valeur"],
        ["4", "country", "Atlantide", "un libellé connu (country)"],
        ["5", "theme", "Alchimie", "un libellé connu (theme)"],
        ["6", "given", "-5", "un montant positif ou nul"],
        ["7", "given", "plus accordé que demandé : 5 > 1", ""],
    ]
    assert {row[0] for row in found} == {"extracts/gifts_0.csv"}


def test_corrections_are_listed_with_how_many_rows_they_touched(supply):
    mend = {"row": 3, "column": "year", "expected": "2O08", "to": "2008", "reason": "lettre O"}
    drop = {"column": "giver", "expected": "X", "set_aside": True, "reason": "essai"}
    lines = ["a;2008;;Chine;X;Santé;10;5", "b;2O08;;Chine;X;Santé;10;5"]
    _, found = accounting.corrections(supply(lines, corrections=[mend, drop]))
    assert found == [
        ["extracts/gifts_0.csv", "3", "year", "2O08", "2008", "lettre O", "1"],
        ["extracts/gifts_0.csv", "", "giver", "X", "", "essai", "2"],
    ]


def test_a_correction_that_finds_nothing_anywhere_is_refused(supply):
    gone = {"column": "giver", "expected": "Z", "to": "Y", "reason": "essai"}
    with pytest.raises(InputError, match=r"gifts_0.csv, column giver: found no such cell; .*« Z »"):
        supply(["a;2008;;Chine;X;Santé;10;5"], corrections=[gone])


def test_labels_are_listed_with_the_code_they_were_read_as(supply):
    lines = ["a;2008;;Chine;lyon;Santé, Sport;10;5", "b;2008;;Atlantide;lyon;Santé;10;5"]
    made = supply(lines, tallies=[tally(different("giver"), ("theme", "territory"), {})])
    _, found = accounting.labels(made, lambda label, level: f"official {label}")
    assert found == [
        ["country", "Atlantide", "", "", ""], ["country", "Chine", "", "china", ""],
        ["giver", "lyon", "", "Lyon", "official lyon"],
        ["theme", "Santé", "", "health", ""], ["theme", "Santé, Sport", "", "health sport", ""],
    ]  # fmt: skip


def test_rows_that_repeat_an_earlier_one_are_listed_where_no_key_tells_rows_apart(supply):
    row = ";2008;;Chine;X;Santé;10;5"
    made = supply([row, row], [row, ";2008;;Chine;Y;Santé;10;5"], kind=KIND.replace("key: code\n", "").replace("meaning: its number, required: row", "meaning: its number"))  # fmt: skip
    assert aside(made) == []
    assert accounting.equal_rows(made)[1] == [
        ["extracts/gifts_0.csv", "3", "extracts/gifts_0.csv", "2"],
        ["extracts/gifts_1.csv", "2", "extracts/gifts_0.csv", "2"],
    ]


def test_one_label_is_another_authority_at_another_level(supply):
    kind = KIND.replace("giver: {type: authority,", "giver: {type: authority, level: end_year,")
    lines = ["a;2008;2009;Chine;X;Santé;10;5", "b;2008;2010;Chine;X;Santé;10;5"]
    made = supply(lines, tallies=[tally(different("giver"), where={})], kind=kind)
    found = [(label, level) for label, level, _ in made.labels("giver")]
    assert found == [("X", "2009"), ("X", "2010")]


def test_places_of_many_rows_are_written_apart(supply, tmp_path, monkeypatch):
    monkeypatch.setattr(counting, "SMALL", 2)
    tallies = [
        tally(rows(), ("year",), series="t.y", fixed={"land": "cn"}),
        tally(rows(), ("decade",), series="t.d", decades=("2001-2009",)),
        tally(each("giver"), ("theme",), series="t.who"),
    ]
    made = supply(GIFTS, tallies=tallies)
    counted = count(tallies, made, 0)
    assert all(cell.rows == () for cell in counted[0].own)
    out, source = tmp_path / "lineage.parquet", "extracts/gifts_0.csv"
    write_lineage(tallies, counted, made, out)
    db.execute(f"SELECT * FROM '{out}'")
    assert {one[0] for one in db.description} == {
        "series", "land", "year", "decade", "line", "source",
    }  # fmt: skip
    found = f"SELECT series, land, year, decade, line, source FROM '{out}' ORDER BY series, line"
    assert db.execute(found).fetchall() == [
        *(("t.d", None, None, "2001-2010", line, source) for line in (2, 3, 4)),
        *(("t.y", "cn", str(2005 + line), None, line, source) for line in (2, 3, 4)),
    ]


def test_nothing_is_written_apart_where_cells_list_their_rows(supply, tmp_path):
    yearly = [tally(rows(), ("year",))]
    made = supply(GIFTS, tallies=yearly)
    write_lineage(yearly, count(yearly, made, 0), made, tmp_path / "lineage.parquet")
    assert db.execute(f"SELECT count(*) FROM '{tmp_path / 'lineage.parquet'}'").fetchone() == (0,)


def test_a_tally_of_a_column_that_the_kind_does_not_have_is_refused(supply):
    made = supply(GIFTS)
    with pytest.raises(ValueError, match=r"t.x: gifts has no column colour"):
        count([tally(added("colour"))], made, 0)
    with pytest.raises(ValueError, match="gifts has no column for the dimension colour"):
        needed([tally(rows(), ("colour",))], made.kind)


def test_text_cannot_leave_its_quotes():
    hostile = "'); DROP TABLE rows; --"
    assert db.execute(f"SELECT {text(hostile)}").fetchone()[0] == hostile
