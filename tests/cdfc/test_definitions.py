"""The evaluation's own data: vocabularies, claims and exhibits agree with each other."""

import re
import shutil
from dataclasses import replace

import pytest

from cdfc.audit import audit_report, in_report
from cdfc.pipeline import catalogue, shown
from cdfc.settings import RAW, configuration, definitions
from recompute.cells import in_order
from recompute.chapter import Chapter
from recompute.errors import InputError
from recompute.files import read_csv
from recompute.formula import cells
from recompute.printed import parse

from .conftest import ROOT

STATUSES = (
    "recomputed", "partly-recomputed", "from-external-source", "bounded", "indexed", "image-only",
)  # fmt: skip
REASONS = ("needs-extract", "image-only", "external-fact", "judgement")


@pytest.fixture(scope="module")
def audit(everything):
    return audit_report(everything)


def test_every_code_of_a_vocabulary_is_used(everything):
    used = {(name, code) for cell in everything.cells for name, code in cell.dimensions.items()}
    used |= {("dimension", name) for name, _ in used}
    used |= {("unit", item.unit) for item in (*everything.cells, *everything.results)}
    used |= {("event", cell.quantity) for cell in everything.cells}
    unused = [
        f"{name}: {code}"
        for name, codes in definitions("vocabularies.yaml").items()
        for code in codes
        if (name, code) not in used
    ]
    assert unused == []


def test_every_code_has_a_label_in_both_languages():
    for name, codes in definitions("vocabularies.yaml").items():
        for code, labels in codes.items():
            assert set(labels) == {"fr", "en"}, f"{name}: {code}"


def test_every_card_has_its_raw_file():
    for card in (ROOT / RAW).glob("*/*.yaml"):
        assert card.name == "source.yaml" or card.with_suffix(".csv").exists(), card


def test_the_catalogue_is_complete(everything):
    found = [exhibit.id for exhibit in catalogue(everything)]
    twice = {15, 22}  # two labels are printed twice
    tables = {f"tableau_{n:02}" for n in range(1, 44) if n not in twice}
    tables |= {f"tableau_{n}{part}" for n in twice for part in "ab"}
    figures = {f"figure_{n:02}" for n in range(1, 20)}
    boxes = {f"encadre_{n:02}" for n in range(1, 14)}
    assert sorted(found) == sorted(tables | figures | boxes)


def test_whatever_names_an_exhibit_names_one_of_the_catalogue(everything):
    known = {exhibit.id for exhibit in catalogue(everything)}
    named = {item.exhibit for item in (*everything.results, *everything.cells) if item.exhibit}
    assert named <= known


def test_every_exhibit_has_an_honest_status(everything, audit):
    drawn = configuration(ROOT)["figures"]
    for one in shown(everything, audit, drawn):
        status, reason, _ = one.status
        assert status in STATUSES, one.exhibit.id
        assert reason in REASONS or status == "recomputed", one.exhibit.id
        if status == "image-only":
            assert not one.names, one.exhibit.id
            assert not one.outputs, one.exhibit.id
        if status == "indexed":
            assert one.names or one.verdicts or one.exhibit.kind == "encadre", one.exhibit.id
        if status == "recomputed":
            assert all(v.relation for v in one.verdicts if v.verdict == "reproduced")


def test_a_pair_is_described_the_same_way_wherever_it_is_named(everything):
    described = {}
    for cell in everything.cells:
        if cell.series.endswith(".pair"):
            facts = {n: cell.dimensions[n] for n in ("level", "partner_level", "certainty")}
            assert described.setdefault(cell.written, facts) == facts, cell.written
            names = f"{cell.dimensions['authority']}-{cell.dimensions['partner']}"
            assert cell.written == names


def test_every_partner_has_its_place_on_the_map(everything):
    seats = {(r["side"], r["code"]) for r in read_csv(ROOT / RAW / "places/seats.csv")}
    named = {
        (side, cell.dimensions[side])
        for cell in everything.cells
        if cell.series == "cooperations.pair"
        for side in ("authority", "partner")
    }
    assert seats == named


def test_interview_lists_hold_no_names_and_count_each_person_once(everything):
    """A person is a code; the same code again is the same person listed again."""
    persons = [c for c in everything.cells if c.series == "interviews.person"]
    assert all(re.fullmatch(r"p\d{3}", c.written) for c in persons)
    lines = {}
    for cell in persons:
        lines.setdefault(cell.written, set()).add((cell.exhibit, cell.line))
    again = [places for places in lines.values() if len(places) > 1]
    assert len(again) == 8


def test_whatever_needs_an_extract_is_asked_for(audit):
    unasked = [
        v.cell.id
        for v in audit.verdicts
        if v.reason == "needs-extract" and not audit.request(v.cell)
    ]
    assert unasked == []


def test_every_number_asked_about_exists(everything):
    known = {n for c in everything.cells for n in (c.id, c.series)}
    asked = {n for r in definitions("requests.yaml")["requests"] for n in r["numbers"]}
    assert asked - known == set()


def test_every_result_has_evidence_and_source_cells(everything):
    for result in everything.results:
        assert result.evidence in ("printed-components", "documented", "external", "bounded")
        assert list(cells(result.formula)), result.id


@pytest.mark.parametrize(
    ("identifier", "fewest_cells"),
    [
        ("maee.reduction_rate[period=2007-2009]", 6),
        ("sources.maee_share[period=2007-2009]", 6),
        ("maee.mean_cofinancing", 17),
        ("maee.success_rate[territory=china]", 2),
        ("maee.success_rate[territory=world]", 2),
        ("dynamics.growth[decade=2001-2009]", 2),
        ("aid.share_of_asia[territory=china,year=2008]", 2),
    ],
)
def test_the_headline_numbers_rest_on_smaller_cells(everything, identifier, fewest_cells):
    (result,) = [r for r in everything.results if r.id == identifier]
    assert len(set(cells(result.formula))) >= fewest_cells


def test_a_copy_of_the_aid_to_china_that_differs_is_found(everything, audit):
    """The audit is not told that the two tables agree: change one of them, and it says so."""
    name = "tableau_20.amount[territory=china,year=2008]"
    other = parse("2 361 890", "EUR")
    changed = [
        replace(c, written="2 361 890", printed=other, value=other.value) if c.id == name else c
        for c in everything.cells
    ]
    after = audit_report(Chapter(changed, everything.results))
    assert [v.verdict for one in (audit, after) for v in one.verdicts if v.cell.id == name] == [
        "consistent",
        "inconsistent",
    ]


def test_a_configuration_key_that_is_not_known_is_refused(tmp_path):
    shutil.copytree(ROOT / "config", tmp_path / "config")
    assert configuration(tmp_path) == configuration(ROOT)
    with (tmp_path / "config/config.yaml").open("a") as file:
        file.write("colour: red\n")
    with pytest.raises(InputError, match=r"config/config.yaml.*'colour' was unexpected"):
        configuration(tmp_path)


def test_the_engine_knows_nothing_of_this_evaluation():
    for file in (ROOT / "src/recompute").rglob("*.py"):
        text = file.read_text("utf-8")
        assert "cdfc" not in text, file
        assert not re.search(r"\bchina|brazil|maee\b", text, re.I), file


def test_every_printed_number_of_the_report_has_one_verdict(everything, audit):
    assert [v.cell for v in audit.verdicts] == sorted(
        filter(in_report, everything.cells), key=in_order
    )
