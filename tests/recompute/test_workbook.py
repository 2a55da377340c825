"""The workbook: formulas that point at raw cells, and text that stays text."""

import hashlib
from fractions import Fraction as F

import openpyxl
import pytest
import yaml

from recompute.audit import Audit
from recompute.cards import load_card
from recompute.cells import read_cells
from recompute.exact import Interval
from recompute.formula import Op
from recompute.measure import Measure, between, bind, ceiling, column, mean
from recompute.workbook import NoForm, spreadsheet, write

A, B = column("t.a"), column("t.b")


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
    ],
)
def test_a_measure_is_a_formula_over_raw_cells(rows, expression, text):
    assert spreadsheet(bind(expression, rows, {}), place) == text


def test_what_has_no_form_says_why(rows, cell):
    with pytest.raises(NoForm, match="éparses"):
        spreadsheet(bind(A.where(k=("1", "3")).distinct(), rows, {}), place)
    with pytest.raises(NoForm, match="bornes à l'intérieur"):
        spreadsheet(Op("add", (bind(between(A.min(), A.sum()), rows, {}), F(1))), place)
    alternatives = cell("t.a", "2 € ou 3 €")
    with pytest.raises(NoForm, match="« 2 € ou 3 € »"):
        spreadsheet(alternatives, place)


def test_text_stays_text_and_formulas_hold_their_values(cell, table, tmp_path):
    content = 'source_line,what,a\n1,"=1+1",2\n2,@SUM(A1),3\n'
    (tmp_path / "s").mkdir()
    (tmp_path / "s/t.csv").write_text(content, "utf-8")
    card = {
        "title": "=HYPERLINK(1)", "evidence": "documented",
        "sha256": hashlib.sha256(content.encode()).hexdigest(),
        "columns": {
            "source_line": {"is": "line"}, "what": {"is": "id"},
            "a": {"is": "value", "unit": "EUR", "label": "y"},
        },
    }  # fmt: skip
    (tmp_path / "s/t.yaml").write_text(yaml.safe_dump(card, sort_keys=False), "utf-8")
    about = {"publisher": "p", "document": "d", "date": "2011", "licence": "l"}
    (tmp_path / "s/source.yaml").write_text(yaml.safe_dump(about), "utf-8")
    loaded = load_card(tmp_path, "s/t.csv")
    cells = read_cells(loaded, {})
    rows = {"t.a": cells}
    results = [
        *Measure("m.sum", A.sum(), "EUR", "=somme").results(rows),
        *Measure("m.bounds", between(A.min(), A.sum()), "EUR", "bornes").results(rows),
    ]
    audit = Audit(cells, [], {}, [])
    for name in ("one", "two"):
        write(tmp_path / f"{name}.xlsx", audit, results, [], [loaded], cells)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()
    live = openpyxl.load_workbook(tmp_path / "one.xlsx")
    held = openpyxl.load_workbook(tmp_path / "one.xlsx", data_only=True)
    assert live["t"]["B2"].value == "=1+1"
    assert live["t"]["B2"].data_type == "s"
    assert live["t"]["B3"].data_type == "s"
    assert live["t"]["C2"].value == 2
    assert live["Mesures"]["D2"].value == "=SUM('t'!C2:C3)"
    assert [held["Mesures"][at].value for at in ("D2", "D3", "E3")] == [5, 2, 5]
    assert results[1].value == Interval(F(2), F(5))
    assert live["Registre"]["D2"].value == "='t'!C2"
    for sheet in live:
        for row in sheet.iter_rows():
            assert not any(c.data_type == "f" and c.value.startswith(("=1+", "=H")) for c in row)
