"""The workbook: formulas that point at raw cells, text that stays text, one table on each sheet."""

import re
from dataclasses import replace
from datetime import date
from fractions import Fraction as F

import openpyxl
import pytest

from recompute.audit import Audit
from recompute.exact import Interval
from recompute.exhibits import Exhibit, Shown
from recompute.formula import Op
from recompute.measure import Measure, Result, between, bind, ceiling, column, mean, rank
from recompute.raw_files import read_cells
from recompute.workbook import NoForm, formats, spreadsheet, write
from recompute.workbook.formulas import bounds, called
from recompute.workbook.raw import Raw
from recompute.workbook.sheets import Names, Sheet, Writer, unique

pytestmark = pytest.mark.usefixtures("untaught")
A, B = column("t.a"), column("t.b")
HEADER = 3


@pytest.fixture
def rows(cell, table):
    return table(
        *(cell("t.a", n, "EUR", line, k=str(line)) for line, n in enumerate(("2", "3", "5"), 1)),
        *(cell("t.b", n, "EUR", line, k=str(line)) for line, n in enumerate(("4", "6", "8"), 1)),
    )


def place(cell):
    return "t", cell.row - 1, {"a": 0, "b": 1}[cell.column]


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        (A.sum(), "SUM('t'!A2:A4)"),
        (1 - A.sum() / B.sum(), "(1-(SUM('t'!A2:A4)/SUM('t'!B2:B4)))"),
        (A.where(k="1").sum() / B.where(k="3").sum(), "(SUM('t'!A2)/SUM('t'!B4))"),
        (A.where(k=("1", "3")).sum(), "SUM('t'!A2,'t'!A4)"),
        (A.count() * F(1, 3), "(COUNTA('t'!A2:A4)*(1/3))"),
        (mean(A.sum(), B.max()), "AVERAGE(SUM('t'!A2:A4),MAX('t'!B2:B4))"),
        (ceiling(A.sum() / 3), "ROUNDUP((SUM('t'!A2:A4)/3),0)"),
        (A.distinct(), "SUMPRODUCT(('t'!A2:A4<>\"\")/COUNTIF('t'!A2:A4,'t'!A2:A4&\"\"))"),
        (
            rank(A.sum(), B.sum(), B.max()),
            "(1+(SUM('t'!B2:B4)>SUM('t'!A2:A4))+(MAX('t'!B2:B4)>SUM('t'!A2:A4)))",
        ),
        (
            A.where(k=("1", "3")).distinct(),
            "(SUMPRODUCT(--(FREQUENCY(MATCH('t'!A2:A4&\"\",'t'!A2:A4&\"\",0)"
            "+(1-ISNUMBER(MATCH(ROW('t'!A2:A4),{2,4},0)))*1000000,ROW('t'!A2:A4)-1)>0))-1)",
        ),
    ],
)
def test_a_measure_is_a_formula_over_raw_cells(rows, expression, text):
    assert spreadsheet(bind(expression, rows, {}), place) == text


def test_rows_that_count_are_said_by_a_condition_where_there_is_one(rows):
    formula = bind(A.where(k=("1", "3")).distinct(), rows, {})
    assert "(1-('t'!C2:C4=\"x\"))" in spreadsheet(formula, place, lambda _: "('t'!C2:C4=\"x\")")


def test_bounds_are_two_formulas(rows, cell):
    a, b = "SUM('t'!A2:A4)", "SUM('t'!B2:B4)"
    known, corners = bind(between(A.sum(), B.sum()), rows, {}), f"{a}*-1,{a}*2,{b}*-1,{b}*2"
    for formula, ends in (
        (known, (a, b)),
        (Op("add", (known, F(1))), (f"({a}+1)", f"({b}+1)")),
        (Op("subtract", (F(9), known)), (f"(9-{b})", f"(9-{a})")),
        (Op("divide", (known, F(2))), (f"MIN({a}/2,{b}/2)", f"MAX({a}/2,{b}/2)")),
        (Op("ceiling", (known,)), (f"ROUNDUP({a},0)", f"ROUNDUP({b},0)")),
        (Op("max", (known, F(12))), (f"MAX({a},12)", f"MAX({b},12)")),
        (Op("add", (Interval(F(1), F(2)), F(1, 2))), ("(1+(1/2))", "(2+(1/2))")),
        (Op("multiply", (known, Interval(F(-1), F(2)))), (f"MIN({corners})", f"MAX({corners})")),
    ):
        assert bounds(formula, place) == ends
    either = cell("t.a", "2 € ou 3 €", "EUR")
    where = ("low", 0, 0), ("high", 0, 0)
    assert bounds(either, place, ends=lambda _: where) == ("'low'!A1", "'high'!A1")


def test_more_parts_than_a_function_takes_are_put_in_groups():
    text = called("COUNTA", [f"A{n}" for n in range(300)], "SUM")
    assert text.startswith("SUM(COUNTA(A0,")
    assert text.endswith("A299))")
    assert text.count("COUNTA") == 2


def test_what_has_no_form_says_why(rows, cell):
    with pytest.raises(NoForm, match="bornes"):
        spreadsheet(Op("add", (bind(between(A.min(), A.sum()), rows, {}), F(1))), place)
    with pytest.raises(NoForm, match="« 2 € ou 3 € »"):
        spreadsheet(cell("t.a", "2 € ou 3 €"), place)
    for written in (("Ville", "ville"), ("a*", "b"), ("<b", "c"), ("d" * 256, "e")):
        found = [replace(cell("t.a", "1"), written=text) for text in written]
        with pytest.raises(NoForm, match="des textes"):
            spreadsheet(Op("distinct", tuple(found)), place)


def test_a_mean_of_more_parts_than_a_function_takes_is_a_sum_over_their_number(cell):
    # In every other row, so that no range holds several of them.
    found = tuple(cell("t.a", "1", "EUR", 2 * n, k=str(n)) for n in range(1, 301))
    text = spreadsheet(Op("mean", found), place)
    assert text.startswith("(SUM(SUM('t'!A3,'t'!A5,")
    assert text.endswith("'t'!A601))/300)")
    assert "AVERAGE" not in text


def test_a_formula_too_long_for_a_spreadsheet_is_refused(cell):
    found = tuple(cell("t.a", "1", "EUR", 2 * n, k=str(n)) for n in range(1, 2001))
    with pytest.raises(NoForm, match="plus longue"):
        spreadsheet(Op("sum", found), place)


def test_texts_of_two_columns_are_not_counted_together(cell):
    found = tuple(
        replace(cell(series, "1", line=line), written=text)
        for line, (series, text) in enumerate((("t.a", "x"), ("t.b", "y")), 1)
    )
    with pytest.raises(NoForm, match="des colonnes différentes"):
        spreadsheet(Op("distinct", found), place)


def test_a_day_is_read_elsewhere_and_without_that_place_has_no_form(cell):
    day = cell("t.a", "12 mars 2006", "date")
    where = ("days", 4, 3), ("days", 4, 4)
    assert spreadsheet(day, place, ends=lambda _: where) == "'days'!D5"
    with pytest.raises(NoForm, match="« 12 mars 2006 »"):
        spreadsheet(day, place)


@pytest.mark.parametrize(
    ("unit", "decimals", "shown"),
    [
        ("KEUR", None, "#,##0\\ €"),
        ("MUSD", 1, "#,##0.0\\ $"),
        ("EUR", 4, "#,##0.00\\ €"),  # no more than cents
        ("%", None, "0.00\\ %"),
        ("%", 0, "0\\ %"),
        ("rank", None, "0"),
        ("years", None, "0.##"),
        ("projects", None, "#,##0"),
        ("projects", 2, "#,##0.00"),
        ("ratio", None, "#,##0.00"),
        ("ratio", 1, "#,##0.0"),
    ],
)
def test_number_formats_show_the_unit(unit, decimals, shown):
    assert formats.shape(unit, decimals) == shown


def test_names_of_sheets_are_short_safe_and_differ():
    names = Names()
    made = [names.take(n) for n in ("Tableau 1", "tableau 1", "a" * 40, "a" * 41, "l'[x]:y/z")]
    assert made[0] == "Tableau 1"
    assert made[1] == "tableau 1 (2)"
    assert len({name.casefold() for name in made}) == len(made)
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\'") for name in made)
    assert unique(["a", "A", "b"]) == ["a", "A (2)", "b"]


def test_tables_of_sheets_that_only_punctuation_tells_apart_have_names_of_their_own(tmp_path):
    writer = Writer(tmp_path / "w.xlsx", "t")
    for name in ("a b", "a.b", "A-b"):
        sheet = Sheet(name, "t", "i", [("x", 10)])
        sheet.add("1")
        writer.sheet(sheet)
    writer.close()
    tables = [list(page.tables) for page in openpyxl.load_workbook(tmp_path / "w.xlsx")]
    assert tables == [["t_a_b"], ["t_a_b_"], ["t_A_b__"]]


DANGEROUS = ("=1+1", "@SUM(A1)", "-2+3", "+cmd", "http://example.org", "{=1}")


@pytest.fixture
def written(raw_file, tmp_path):
    """A function that writes a workbook of one table whose texts look like formulas."""
    content = "source_line,what,a\n"
    content += "".join(f'{n},"{text}",{n}\n' for n, text in enumerate(DANGEROUS, 1))
    columns = {
        "source_line": {"is": "line"}, "what": {"is": "id"},
        "a": {"is": "value", "unit": "EUR", "label": "y"},
    }  # fmt: skip
    card = raw_file("t", content, columns, title="=HYPERLINK(1)", exhibit="tableau_01")
    cells = read_cells(card, {})
    found = {"t.a": cells}
    results = [
        *Measure("m.sum", A.sum(), "EUR", "=somme", exhibit="tableau_01").results(found),
        *Measure("m.bounds", between(A.min(), A.sum()), "EUR", "bornes").results(found),
    ]
    audit = Audit(cells, [], {}, [])
    entry = Exhibit("tableau_01", "Tableau 1", "=titre", 1, None)
    shown = [Shown(entry, audit.verdicts, [], results[:1], 0, False)]

    def make(name):
        write(tmp_path / name, audit, results, shown, [card], cells, card.publication)
        return tmp_path / name

    return make


@pytest.fixture
def book(written):
    return openpyxl.load_workbook(written("one.xlsx"))


def test_the_bytes_are_the_same_every_time(written):
    assert written("one.xlsx").read_bytes() == written("two.xlsx").read_bytes()


def test_text_stays_text(book):
    raw = book["Brut t"]
    assert [raw.cell(HEADER + n, 3).value for n in range(1, 7)] == list(DANGEROUS)
    assert {raw.cell(HEADER + n, 3).data_type for n in range(1, 7)} == {"s"}
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    assert re.search(r"'[^']+'!\$?[A-Z]+\d+", cell.value), cell.value
                assert not (cell.hyperlink and cell.hyperlink.target)  # none leads outside


def test_formulas_point_at_raw_cells_and_hold_their_values(book, written):
    held = openpyxl.load_workbook(written("held.xlsx"), data_only=True)
    # The file's lines are beside its rows; the line of the evaluation follows.
    assert [cell.value for cell in book["Brut t"][4]] == [2, 1, "=1+1", 1]
    # The measure of the table stands on its sheet, the other one on « Mesures ».
    assert book["Tableau 1 (suite)"]["F4"].value == "=SUM('Brut t'!D4:D9)"
    assert book["Mesures"]["C4"].value == "='Tableau 1 (suite)'!F4"
    assert book["Mesures"]["C5"].value == "=MIN('Brut t'!D4:D9)"
    assert [held["Mesures"][at].value for at in ("C4", "C5", "D5")] == [21, 1, 21]
    assert book["Tableau 1"]["B4"].value == "='Brut t'!D4"
    assert book["Registre"]["F4"].value == "='Brut t'!D4"
    assert held["Registre"]["F4"].value == 1


def test_each_sheet_is_one_table_under_its_title(book):
    assert book.sheetnames[:4] == ["Couverture", "Sommaire", "Notes", "Registre"]
    for sheet in book.worksheets[1:]:
        assert sheet["A1"].value
        assert sheet["A2"].value
        if sheet.title != "Sommaire":
            assert sheet["A2"].hyperlink.location == "'Sommaire'!A1"
        assert not sheet.merged_cells.ranges
        assert sheet.freeze_panes == f"A{HEADER + 1}"
        assert len(sheet.tables) == (sheet.max_row > HEADER)
        for table in sheet.tables.values():
            assert table.ref.startswith(f"A{HEADER}:")
            assert table.ref.endswith(str(sheet.max_row))
        for row in sheet.iter_rows(min_row=HEADER):
            assert any(cell.value is not None for cell in row)


def test_the_contents_lead_to_every_sheet(book):
    links = [row[0] for row in book["Sommaire"].iter_rows(min_row=HEADER + 1)]
    assert [link.hyperlink.location for link in links] == [f"'{link.value}'!A1" for link in links]
    assert {link.value for link in links} == set(book.sheetnames) - {"Sommaire"}


MASKED = """source_line,level,theme,name
1,city,water,Lyon
2,region,water,Alsace
3,city,roads,Lyon
4,city,water,Nantes
5,region,roads,Centre
6,"a ""quoted"" level",water,Rennes
"""


@pytest.fixture
def masked(raw_file):
    """The sheet of one raw file, and its cells."""
    columns = {
        "source_line": {"is": "line"}, "level": {"is": "dimension"},
        "theme": {"is": "dimension"}, "name": {"is": "name"},
    }  # fmt: skip
    card = raw_file("t", MASKED, columns)
    cells = read_cells(card, {"level": {"city": {}, "region": {}, 'a "quoted" level': {}},
                              "theme": {"water": {}, "roads": {}}})  # fmt: skip
    return Raw([card], cells, [], Names()), cells


def condition(masked, *lines):
    raw, cells = masked
    return raw.masks([cell for cell in cells if cell.line in lines])


def test_rows_of_one_kind_are_said_by_their_column(masked):
    # Rows 1 to 4 of the raw file stand in rows 4 to 7 of its sheet, its columns after the line.
    assert condition(masked, 1, 3, 4) == "(('Brut t'!C4:C7=\"city\"))"
    assert condition(masked, 2, 5) == "(('Brut t'!C5:C8=\"region\"))"


def test_one_column_may_allow_several_texts_with_quotes_doubled(masked):
    assert condition(masked, 3, 4, 6) == (
        '((\'Brut t\'!C6:C9="a ""quoted"" level")+(\'Brut t\'!C6:C9="city"))'
    )


def test_two_columns_are_named_where_one_does_not_tell(masked):
    assert condition(masked, 1, 4) == "(('Brut t'!C4:C7=\"city\"))*(('Brut t'!D4:D7=\"water\"))"


def test_no_condition_is_made_up_where_none_holds_for_these_rows_alone(masked):
    assert condition(masked, 1, 2, 3) == "(('Brut t'!C4:C6=\"city\")+('Brut t'!C4:C6=\"region\"))"
    assert condition(masked, 1, 3, 5) is None  # what would allow row 5 also allows row 2


def test_rows_of_a_file_that_has_no_sheet_have_no_condition(masked):
    raw, cells = masked
    elsewhere = [replace(cell, source="s/other.csv") for cell in cells]
    assert raw.masks(elsewhere) is None
    assert raw.read(elsewhere[0]) == "Lyon"  # and are shown as they are written


@pytest.fixture
def supplied_book(tmp_path, cell):
    """A workbook of a printed range, a date, and cells that rows of an extract were counted into."""
    either = cell("t.cost", "2 € ou 3 €", "EUR", 7)
    day = cell("t.day", "12 mars 2006", "date", 8)
    span = cell("t.other_day", "mai 2006", "date", 9)
    counted = replace(
        cell("t.rows", "4", "projects", year="2010"), source="extracts/f.csv", line=None,
        evidence="extract", tallied=4, written="4 lignes",
    )  # fmt: skip
    unread = replace(counted, printed=None, value=None)
    unknown = replace(unread, id="rows.unknown", written="1 ligne, dont 1 sans montant")
    named = replace(unread, id="rows.named", tallied=None, written="Lyon")
    shouted = replace(named, id="rows.shouted", written="LYON")
    found = {c.series: [c] for c in (either, day, span)} | {"t.rows": [counted]}
    results = [
        *Measure("m.cost", column("t.cost").sum() * 2, "EUR", "coût").results(found),
        *Measure("m.rows", column("t.rows").sum() * 2, "projects", "lignes").results(found),
        *Measure("m.days", column("t.other_day").max() - column("t.day").max(), "", "jours").results(found),
        Result("m.none", {}, Op("distinct", (named, shouted)), "towns", "villes", ""),
    ]  # fmt: skip
    cells = [either, day, span, counted, unknown, named, shouted]
    about = {"publisher": "p", "document": "d", "date": "2011", "licence": "l"}
    audit = Audit([either, day, span], [], {}, [])
    write(tmp_path / "b.xlsx", audit, results, [], [], cells, about)
    return openpyxl.load_workbook(tmp_path / "b.xlsx")


def test_rows_of_extracts_stand_on_a_sheet_of_their_own_and_feed_formulas(supplied_book):
    sheet = supplied_book["Extraits"]
    assert [[c.value for c in row] for row in sheet.iter_rows(min_row=4)] == [
        ["t.rows", "year=2010", 4, "projects", "4 lignes", "extracts/f.csv:*:rows"],
        ["t.rows", "year=2010", None, "projects", "1 ligne, dont 1 sans montant", "extracts/f.csv:*:rows"],
        ["t.rows", "year=2010", "Lyon", "projects", "Lyon", "extracts/f.csv:2:rows"],
        ["t.rows", "year=2010", "LYON", "projects", "LYON", "extracts/f.csv:2:rows"],
    ]  # fmt: skip
    assert supplied_book["Mesures"]["C5"].value == "=(SUM('Extraits'!C4)*2)"


def test_dates_and_ranges_stand_as_the_bounds_they_are_read_as(supplied_book):
    sheet = supplied_book["Bornes lues"]
    first, *days = [[c.value for c in row] for row in sheet.iter_rows(min_row=4)]
    assert first[2:] == ["2 € ou 3 €", 2, 3, "€"]
    low, high = (date(2006, month, day).toordinal() for month, day in ((5, 1), (5, 31)))
    exact = date(2006, 3, 12).toordinal()
    assert sorted(row[2:] for row in days) == [
        ["12 mars 2006", exact, exact, "jour (n°)"],
        ["mai 2006", low, high, "jour (n°)"],
    ]
    measures = supplied_book["Mesures"]
    twice = "SUM('Bornes lues'!D4)*2,SUM('Bornes lues'!E4)*2"
    assert [measures[at].value for at in ("C4", "D4")] == [f"=MIN({twice})", f"=MAX({twice})"]


def test_a_measure_without_a_formula_is_written_and_the_notes_say_why(supplied_book):
    assert supplied_book["Mesures"]["C7"].value == 2
    notes = supplied_book["Notes"]
    assert "Mesures sans formule de tableur : m.none" in notes["A2"].value
    without = [row[2].value for row in notes.iter_rows(min_row=4) if row[1].value == "m.none"]
    assert without == [
        "villes : des textes que seules des majuscules distinguent. La valeur est écrite."
    ]


@pytest.fixture
def exhibit_book(raw_file, tmp_path, table, audited):
    """A table with a blank, a range and a total, a list of names, and a number in the text."""
    files = {
        "t": ("source_line,a,year\n4,2,2007\n5,,2008\n6,7,Total\n", {
            "source_line": {"is": "line"},
            "a": {"is": "value", "unit": "projects", "label": "projets", "blank": True},
            "year": {"is": "dimension", "labels": {"Total": "total"}},
        }),
        "names": ("source_line,name\n7,Lyon\n", {"source_line": {"is": "line"}, "name": {"is": "name"}}),
        "text": ("source_line,b,c\n9,5,3\n", {
            "source_line": {"is": "line"},
            "b": {"is": "value", "unit": "projects", "label": "autre"},
            "c": {"is": "value", "unit": "projects", "label": "seul"},
        }),
    }  # fmt: skip
    cards = [
        raw_file(name, *file, **({} if name == "text" else {"exhibit": "tableau_01"}))
        for name, file in files.items()
    ]
    cells = [
        replace(cell, exhibit="tableau_01")
        for card in cards
        for cell in read_cells(card, {"unit": {"projects": {}}})
    ]
    found = table(*cells)
    results = [
        *Measure("m.total", between(A.sum(), A.sum() + 9), "projects", "en tout", exhibit="tableau_01").results(found),
        *Measure("m.double", A.sum() * 2, "projects", "double").results(found),
    ]  # fmt: skip
    audit = audited(cells, {"t.a[year=total]": "m.total", "text.b": "m.double"}, results)
    entry = Exhibit("tableau_01", "Tableau 1", "Projets", 1, None)
    shown = [Shown(entry, audit.verdicts, [], results, 2, False)]
    write(tmp_path / "b.xlsx", audit, results, shown, cards, cells, cards[0].publication)
    return openpyxl.load_workbook(tmp_path / "b.xlsx")


def test_a_column_that_is_recomputed_within_bounds_has_both_beside_it(exhibit_book):
    sheet = exhibit_book["Tableau 1"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=HEADER)] == [
        ["Ligne de l'évaluation", "projets, imprimé", "projets, recalculé",
         "projets, recalculé, borne haute", "projets, verdict", "year"],
        [4, "='Brut t'!C4", None, None, "○ cohérent", "2007"],
        [None, None, None, None, None, "2008"],  # nothing is printed there
        [6, "='Brut t'!C6", "=SUM('Brut t'!C4)", "=(SUM('Brut t'!C4)+9)", "○ cohérent", "Total"],
    ]  # fmt: skip


def test_what_an_exhibit_prints_elsewhere_follows_on_a_sheet_of_its_own(exhibit_book):
    sheet = exhibit_book["Tableau 1 (suite)"]
    found = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=HEADER + 1)]
    assert [[row[0], row[1], *row[3:9]] for row in found] == [
        [9, "autre", "5", "='Brut text'!C4", "=(SUM('Brut t'!C4)*2)", None, "projects", "✗ contredit"],
        [9, "seul", "3", "='Brut text'!D4", None, None, "projects", "· non vérifiable"],
    ]  # fmt: skip
    assert "Tableau 1 (suite) (2)" not in exhibit_book.sheetnames  # names alone make no table
