from cdfc.pipeline import everything_from_raw
from cdfc.settings import RAW, configuration
from cdfc.wording import teach
from recompute.cards import load_card
from recompute.grids import grid
from recompute.wording import speaking

CELLS = everything_from_raw(configuration()).cells


def test_a_table_is_laid_out_as_printed():
    teach()
    found = grid(load_card(RAW, "evaluation_2011/tableau_19.csv"), CELLS)
    labels = [column.label for column in found.columns]
    assert labels == ["Année", "APD vers l'Asie", "APD · Chine", "APD · Vietnam", "APD · Laos"]
    first = found.rows[0]
    assert (first.number, first.line, first.parts[0]) == (2, 4557, "2006")
    assert [cell.written for cell in first.parts[1:]] == [
        "7 962 991",
        "325 507",
        "2 307 717",
        "666 394",
    ]
    with speaking("en"):
        assert found.columns[2].label == "ODA · China"


def test_printed_labels_stay_as_printed_and_codes_get_words():
    teach()
    assert (
        grid(load_card(RAW, "evaluation_2011/tableau_14.csv"), CELLS).rows[-1].parts[0] == "Total"
    )
    assert grid(load_card(RAW, "evaluation_2011/tableau_11.csv"), CELLS).rows[0].parts[0] == "Chine"
