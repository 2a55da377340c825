"""Claims, verdicts, repairs and causes, on small reports made for the purpose."""

from fractions import Fraction as F

import pytest

from recompute import explain, outputs
from recompute.audit import Request
from recompute.errors import InputError
from recompute.exact import Interval
from recompute.measure import Measure, between, column

A = column("t.a")
SUM = Measure("m.sum", A.sum(), "projects", "sum")
ONE, TWO = (  # which share the second part
    Measure(f"m.{name}", A.where(k=ks).sum(), "projects", name)
    for name, ks in (("one", ("1", "2")), ("two", ("2", "3")))
)


@pytest.fixture
def audit(table, audited):
    """A function that audits cells under claims: `audit(cells, claims, *measures)`."""

    def make(cells, claims, *measures, **more):
        rows = table(*cells)
        return audited(cells, claims, [r for m in measures for r in m.results(rows)], **more)

    return make


def verdicts(audit):
    return {v.cell.id: v.verdict for v in audit.verdicts}


def parts(cell, *numbers):
    return [cell("t.a", n, "projects", line=i, k=str(i)) for i, n in enumerate(numbers, 1)]


def test_a_total_that_its_parts_give_is_reproduced(cell, audit):
    cells = [*parts(cell, "2", "3"), cell("u.total", "5", "projects", 9)]
    found = audit(cells, {"u.total": "m.sum"}, SUM)
    assert verdicts(found) == {
        "t.a[k=1]": "consistent", "t.a[k=2]": "consistent", "u.total": "reproduced",
    }  # fmt: skip
    assert found.findings == []


def test_a_wrong_total_is_contradicted_and_no_culprit_is_named(cell, audit):
    cells = [*parts(cell, "2", "3"), cell("u.total", "6", "projects", 9)]
    found = audit(cells, {"u.total": "m.sum"}, SUM)
    assert verdicts(found) == {
        "t.a[k=1]": "inconsistent", "t.a[k=2]": "inconsistent", "u.total": "contradicted",
    }  # fmt: skip
    (finding,) = found.findings
    assert [{c.id: (v.low, v.high) for c, v in r.items()} for r in finding.repairs] == [
        {"t.a[k=1]": (3, 3)}, {"t.a[k=2]": (4, 4)}, {"u.total": (5, 5)},
    ]  # fmt: skip
    assert "ne départage pas" in explain.repairs(finding.repairs)


def test_a_second_sum_decides(cell, audit):
    """Rows and columns of a small table: only one cell is in every sum that fails."""
    cells = [
        cell("t.a", n, "projects", line, row=r, col=c)
        for line, (r, c, n) in enumerate(
            [("1", "1", "2"), ("1", "2", "3"), ("2", "1", "4"), ("2", "2", "5"),
             ("1", "total", "5"), ("2", "total", "9"), ("total", "1", "6"), ("total", "2", "9"),
             ("total", "total", "14")], 1,
        )
    ]  # fmt: skip
    rows = Measure("m.sum", A.sum(), "projects", "sum", ["row", "col", ""])
    found = audit(cells, {"t.a[total]": "m.sum"}, rows)
    bad = {n: v for n, v in verdicts(found).items() if v in ("contradicted", "inconsistent")}
    assert bad == {"t.a[col=2,row=total]": "contradicted"}
    (finding,) = found.findings
    said = explain.repairs(finding.repairs)
    assert "Plus petite correction trouvée : « 9 » (l. 8) en 8." in said


def test_a_mention_elsewhere_breaks_a_tie(cell, audit):
    """5 + 7 ≠ 11, but other pages print 11, 5 and 6: the 7, and its other mention, go together."""
    cells = [
        *parts(cell, "5", "7"), cell("u.total", "11", "projects", 9),
        cell("p.seven", "7", "projects", 10), cell("p.six", "6", "projects", 11),
        cell("q.other_sum", "11", "projects", 12), cell("p.five", "5", "projects", 13),
    ]  # fmt: skip
    other = Measure("m.other", A.where(k="1").sum() + column("p.six").sum(), "projects", "other")
    found = audit(
        cells,
        {"u.total": "m.sum", "p.seven": "= t.a[k=2]", "p.six": "= t.a[k=2]", "p.five": "= t.a[k=1]", "q.other_sum": ["m.other", "= u.total"]},
        SUM, other,
    )  # fmt: skip
    (finding,) = found.findings
    assert [{c.id: v.low for c, v in r.items()} for r in finding.repairs] == [
        {"t.a[k=2]": 6, "p.seven": 6}
    ]
    assert verdicts(found)["u.total"] == "contradicted"
    assert verdicts(found)["t.a[k=1]"] == "consistent"


def test_two_causes_are_two_findings(cell, audit):
    cells = [
        *parts(cell, "2", "3"), cell("u.total", "6", "projects", 9), cell("u.again", "5", "projects", 10),
        cell("u.once_more", "5", "projects", 11), cell("p.half", "la moitié", "%", 12, kind="share"),
    ]  # fmt: skip
    share = Measure("m.share", A.where(k="1").sum() / A.where(k=("1", "2")).sum(), "%", "share")
    claims = {"u.total": "m.sum", "u.again": "m.sum", "u.once_more": "m.sum", "p.half": "m.share"}
    found = audit(cells, claims, SUM, share)
    assert [f.severity for f in found.findings] == ["changes-conclusion", "wrong-number"]
    assert [[c.id for c in f.about] for f in found.findings] == [["p.half"], ["u.total"]]


def causes(audit):
    return [[r.claim.id for r in block.failing] for block in audit.blocks]


def test_causes_that_hang_together_stand_beside_those_that_do_not(cell, audit):
    """A mention that differs is one; that two wrong totals of the same parts are, takes a look."""
    sure = ["u.one", "u.one2", "u.two", "u.two2"]
    numbers = ["5", "5", "8", "8"]
    cells = [
        cell("x.a", "1", "projects", 1), cell("x.b", "2", "projects", 2),
        *parts(cell, "2", "3", "5"),
        *(cell(n, w, "projects", 20 + i) for i, (n, w) in enumerate(zip(sure, numbers, strict=True))),
        cell("w.one", "9", "projects", 30), cell("w.two", "9", "projects", 31),
    ]  # fmt: skip
    claims = {"x.b": "= x.a", "w.one": "m.one", "w.two": "m.two"}
    claims |= {name: f"m.{name[2:5]}" for name in sure}
    assert causes(audit(cells, claims, ONE, TWO)) == [["x.b"], ["w.one"], ["w.two"]]


def test_two_ties_that_share_a_number_nobody_doubts_are_two_causes(cell, audit):
    again = {f"s.{n}": "= t.a[k=2]" for n in "abc"}
    cells = [
        *parts(cell, "2", "3", "5"), *(cell(n, "3", "projects", 7, n) for n in again),
        cell("u.one", "6", "projects", 8), cell("u.two", "10", "projects", 9),
    ]  # fmt: skip
    found = audit(cells, again | {"u.one": "m.one", "u.two": "m.two"}, ONE, TWO)
    assert sorted(causes(found)) == [["u.one"], ["u.two"]]
    assert sorted([[c.id for c in r] for r in block.repairs] for block in found.blocks) == [
        [["t.a[k=1]"], ["u.one"]],
        [["t.a[k=3]"], ["u.two"]],
    ]


def test_a_list_does_not_decide_between_printed_numbers(cell, audit):
    listed = [cell("l.item", "n.d.", line=line, id=f"item {line}") for line in range(10, 15)]
    cells = [cell("t.n", "5", "towns", 1), cell("u.n", "6", "towns", 2), *listed]
    count = Measure("m.count", column("l.item").count(), "towns", "count")
    found = audit(cells, {"u.n": ["= t.n", "m.count"]}, count)
    mentions, listing = found.blocks
    assert [[c.id for c in repair] for repair in mentions.repairs] == [["t.n"], ["u.n"]]
    assert [finding.kind for finding in found.findings] == ["repeated-quantity", "list-and-number"]
    assert [[c.id for c in repair] for repair in listing.repairs] == [["u.n"]]


def test_what_always_changes_together_and_is_tied_is_one_cause(cell, audit):
    """1 and 1, each said twice to be something else, whose sum is printed rightly."""
    cells = [
        cell("t.a", "1", "projects", 1, k="1"), cell("t.a", "1", "projects", 2, k="2"),
        *(cell(f"u.{n}", w, "projects", i) for i, (n, w) in enumerate(
            (("x1", "5"), ("x2", "5"), ("y1", "7"), ("y2", "7"), ("t1", "12"), ("t2", "12")), 3)),
    ]  # fmt: skip
    claims = {"u.x1": "= t.a[k=1]", "u.x2": "= t.a[k=1]", "u.y1": "= t.a[k=2]"}
    claims |= {"u.y2": "= t.a[k=2]", "u.t1": "m.sum", "u.t2": "m.sum"}
    found = audit(cells, claims, SUM)
    assert causes(found) == [list(claims)]
    assert [[c.id for c in repair] for repair in found.blocks[0].repairs] == [
        ["t.a[k=1]", "t.a[k=2]"]
    ]


@pytest.mark.parametrize(
    ("written", "verdict"),
    [("13,7%", "reproduced"), ("13%", "truncated"), ("13,6%", "truncated"), ("14%", "reproduced"),
     ("15%", "contradicted"), ("environ 13%", "holds"), ("environ 20%", "contradicted")],
)  # fmt: skip
def test_a_printed_share(cell, audit, written, verdict):
    cells = [cell("t.a", "1 654 918"), cell("t.b", "12 087 657"), cell("u.share", written, "%", 3)]
    share = Measure("m.share", A.sum() / column("t.b").sum(), "%", "share")
    assert verdicts(audit(cells, {"u.share": "m.share"}, share))["u.share"] == verdict


def test_bounds_can_agree_or_contradict_but_not_reproduce(cell, audit):
    bounds = Measure("m.bounds", between(0, A.sum() - column("t.b").sum()), "EUR", "bounds")
    inside, outside = (
        audit([cell("t.a", "11"), cell("t.b", "1"), x], {"u.x": "m.bounds"}, bounds)
        for x in (cell("u.x", "7", line=2), cell("u.x", "12", line=2))
    )
    assert verdicts(inside)["u.x"] == "consistent"
    assert verdicts(outside)["u.x"] == "contradicted"
    repaired = {c.id: v for r in outside.findings[0].repairs for c, v in r.items()}
    assert repaired["u.x"] == Interval(F(0), F(11))  # 11 ± ½ less 1 ± ½ is at most 11


def test_mentions_agree_or_are_inconsistent(cell, audit):
    same = audit([cell("t.a", "5"), cell("u.x", "5", line=2)], {"u.x": "= t.a"})
    assert set(verdicts(same).values()) == {"consistent"}
    other = audit([cell("t.a", "5"), cell("u.x", "6", line=2)], {"u.x": "= t.a"})
    assert set(verdicts(other).values()) == {"inconsistent"}
    assert other.findings[0].kind == "repeated-quantity"


def test_a_lonely_number_is_unchecked_with_what_would_settle_it(cell, audit):
    asked = Request("How many?", "atlas", ("code", "year"), "China", ("t.a",))
    cells = [cell("t.a", "41", "projects"), cell("t.b", "1", line=2)]
    found = audit(cells, {}, reasons={"t.b": "judgement"}, requests=[asked])
    first, second = found.verdicts
    assert (first.verdict, first.reason) == ("unchecked", "needs-extract")
    assert "atlas (code, year)" in explain.verdict(first, found)
    assert (second.verdict, second.reason) == ("unchecked", "judgement")
    assert outputs.data_request(found)[1][0][1] == "t.a"


def test_a_suspect_rests_on_those_failures_of_its_cause_that_it_is_part_of(cell, audit):
    wholes = [cell("u.one", "6", "projects", 8), cell("u.two", "10", "projects", 9)]
    cells = [*parts(cell, "2", "3", "5"), *wholes]
    found = audit(cells, {"u.one": "m.one", "u.two": "m.two"}, ONE, TWO)
    assert {v.cell.id: (v.verdict, [r.claim.id for r in v.grounds]) for v in found.verdicts} == {
        "t.a[k=1]": ("inconsistent", ["u.one"]),
        "t.a[k=2]": ("inconsistent", ["u.one", "u.two"]),
        "t.a[k=3]": ("inconsistent", ["u.two"]),
        "u.one": ("contradicted", ["u.one"]),
        "u.two": ("contradicted", ["u.two"]),
    }
    (block,) = found.blocks
    assert all(v.block == block and v.repairs == block.repairs for v in found.verdicts)


@pytest.mark.parametrize(
    ("kind", "written", "unit", "reason"),
    [
        ("rank", "2", "rank", "judgement"),
        ("reference", "Tableau 3", "table", "judgement"),
        ("share", "la moitié", "%", "judgement"),
        ("share", "50 %", "%", "external-fact"),
        ("count", "quatre", "projects", "external-fact"),
        ("count", "4", "projects", "external-fact"),
    ],
)
def test_what_no_extract_settles_is_judged_or_looked_up(cell, audit, kind, written, unit, reason):
    found = audit([cell("t.a", written, unit, kind=kind)], {})
    assert found.reason(found.printed[0]) == reason


def test_a_mention_stays_open_for_the_reason_of_what_it_mentions(cell, audit):
    cells = [cell("t.a", "5"), cell("u.x", "5", line=2), cell("v.y", "9", line=3)]
    claims = {"u.x": "= t.a", "v.y": ">= u.x"}
    found = audit(cells, claims, reasons={"t.a": "documented-gap", "u.x": "documented-gap"})
    reasons = [found.reason(one) for one in cells]
    assert reasons == ["documented-gap", "documented-gap", "external-fact"]


def test_a_claim_of_what_cannot_be_known_is_refused(cell, audit):
    cells = [cell("t.a", "n.d."), cell("u.total", "5", line=2)]
    sums = Measure("m.sum", A.sum() + 0, "EUR", "sum")
    with pytest.raises(InputError, match=r"found m\.sum"):  # what cannot be known is no result
        audit(cells, {"u.total": "m.sum"}, sums)


@pytest.mark.parametrize(
    ("claims", "message"),
    [
        ({"t.z": "m.sum"}, "column t.z: found t.z; expected one that exists, as .*t.a"),
        ({"u.total": "m.som"}, "column u.total: found m.som; expected .*m.sum"),
        ({"t.a[k=1]": "m.sum"}, r"column t.a\[k=1\]: found m.sum, which rests on this very number"),
        ({"u.total": "= t.a[k=9]"}, r"column u.total: found t.a\[k=9\]; expected .*t.a\[k=1\]"),
    ],
)
def test_claims_that_make_no_sense_are_refused(cell, audit, claims, message):
    with pytest.raises(InputError, match=f"claims.yaml, {message}"):
        audit([*parts(cell, "2", "3"), cell("u.total", "5", "projects", 9)], claims, SUM)


def test_the_ledger_writes_units_gaps_and_keys(cell, audit):
    cells = [
        cell("t.a", "12", kind="amount"), cell("t.b", "13", kind="amount"),
        cell("u.share", "90,0%", "%", 3),
    ]  # fmt: skip
    share = Measure("m.share", A.sum() / column("t.b").sum(), "%", "share")
    header, rows = outputs.printed_numbers(audit(cells, {"u.share": "m.share"}, share))
    row = dict(zip(header, rows[2], strict=True))
    assert (row["value"], row["measure"], row["verdict"]) == ("90", "m.share", "contradicted")
    assert row["recomputed"].startswith("92.3076923")
    assert row["gap"].startswith("2.3076923")
