from fractions import Fraction as F

import pytest

from recompute.claims import Relation
from recompute.exact import Interval
from recompute.odds import passing


@pytest.mark.parametrize(
    ("written", "unit", "sign", "found", "odds"),
    [
        ("12", "projects", "=", Interval(F(10), F(18)), F(9, 90)),  # 10 to 18, of 10 to 99
        ("5", "projects", "=", Interval(F(0), F(4)), F(5, 10)),
        ("12", "projects", "<=", F(54), F(45, 90)),  # 10 to 54
        ("12", "projects", ">=", F(55), F(45, 90)),  # 55 to 99
        ("12", "projects", "=", F(1000), F(0)),  # as long as 12, nothing passes
        ("42,3 %", "%", "=", F(423, 1000), F(1, 900)),  # one number only
        ("42,3 %", "%", "=", Interval(F(4231, 10000), F(4232, 10000)), F(1, 900)),
        ("douze", "projects", "=", Interval(F(10), F(18)), None),  # in words, it has no length
        ("plus de 12", "projects", "=", Interval(F(10), F(18)), None),
        ("juin 2010", "date", "=", Interval(F(10), F(18)), None),
        ("12", "projects", "=", None, None),
    ],
)
def test_the_odds_that_a_wrong_number_passes(cell, written, unit, sign, found, odds):
    claim = cell("t.a", written, unit)
    formula = found if found is not None else cell("t.b", "n.d.", unit)
    assert passing(Relation(claim, formula, None, sign)) == odds
