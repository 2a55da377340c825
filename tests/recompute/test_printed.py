from fractions import Fraction as F

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recompute.exact import Interval
from recompute.printed import parse, phrase
from recompute.units import digits


@pytest.mark.parametrize(
    ("written", "unit", "value"),
    [
        ("243 000", "EUR", F(243000)),
        ("12114154", "EUR", F(12114154)),
        ("1\u202f234", "EUR", F(1234)),
        ("1\u00a0234,5", "EUR", F(12345, 10)),
        ("42,3%", "%", F(423, 1000)),
        ("-42,3%", "%", F(-423, 1000)),
        ("−0,5 %", "%", F(-5, 1000)),
        ("0,4 M€", "EUR", F(400000)),
        ("40 K€", "EUR", F(40000)),
        ("37 000 €", "EUR", F(37000)),
        ("7 562 millions d’euros", "EUR", F(7562000000)),
        ("45,4", "MEUR", F(45400000)),
        ("275*", "persons", F(275)),
        ("Quatre", "cases", F(4)),
        ("2008", "years", F(2008)),
        ("2e", "rank", F(2)),
        ("1ère", "rank", F(1)),
        ("40ème", "rank", F(40)),
        ("quatrième", "rank", F(4)),
        ("Aucune", "evaluations", F(0)),
        ("10k€", "EUR", F(10000)),
        ("2/3", "%", F(2, 3)),
        ("2 milliards", "yuans", F(2 * 10**9)),
        ("1 M$", "MUSD", F(10**6)),
        ("Tableau 11", "table", F(11)),
        ("annexe E", "annex", F(5)),
        ("250 K€ ou 300 K€", "EUR", Interval(F(250000), F(300000))),
        ("une dizaine ou une douzaine", "", Interval(F(9), F(12))),
    ],
)
def test_reads_french_numbers(written, unit, value):
    assert parse(written, unit).value == value


@pytest.mark.parametrize(
    "written", ["", "n.d.", "12 ou", "1e5", "12,3,4", "douzaine", "12 chats", "1 23", "2/0"]
)
def test_refuses_what_is_not_a_number(written):
    with pytest.raises(ValueError, match=r".+"):
        parse(written, "EUR")


def test_ties_at_both_edges_count_for_the_author():
    printed = parse("42,3%", "%")
    assert printed.admits(F(4225, 10000))
    assert printed.admits(F(4235, 10000))
    assert not printed.admits(F(42249, 100000))
    assert not printed.admits(F(42351, 100000))


@pytest.mark.parametrize(
    ("written", "unit", "step", "admitted", "refused"),
    [
        ("1,2 millions", "EUR", F(100_000), F(1_249_000), F(1_251_000)),
        ("2 milliards", "yuans", F(10**9), F(2 * 10**9), F(2 * 10**9 + 1)),
        ("40 K€", "EUR", F(1000), F(40_400), F(40_600)),
        ("2/3", "%", F(1, 100), F(2, 3), F(66, 100)),
        ("un quart", "%", F(1, 100), F(254, 1000), F(256, 1000)),
        ("quatre", "EUR", F(1), F(44, 10), F(46, 10)),
        ("quatre", "cases", F(1), F(4), F(41, 10)),
        ("majorité", "%", F(1, 100), F(51, 100), F(1, 2)),
        ("une dizaine", "cases", F(1), F(9), F(13)),
    ],
)
def test_what_rounds_to_a_number_hangs_on_its_last_digit(written, unit, step, admitted, refused):
    printed = parse(written, unit)
    assert printed.step == step
    assert printed.admits(admitted)
    assert not printed.admits(refused)


def test_a_hedge_elsewhere_in_the_sentence_widens_a_number_that_has_none():
    assert parse("80", "persons", hedge="environ") == parse("environ 80", "persons")
    assert parse("plus de 80", "persons", hedge="environ") == parse("plus de 80", "persons")
    assert parse("80", "persons") != parse("environ 80", "persons")


def test_a_phrase_is_looked_up_by_its_words():
    assert (phrase("grande majorité").low, phrase("grande majorité").high) == (F(2, 3), 1)


def test_things_counted_are_exact():
    assert not parse("12", "projects").admits(F(121, 10))
    assert parse("12", "EUR").admits(F(121, 10))


def test_cut_is_told_from_rounded():
    assert parse("13%", "%").cut_from(F(1369, 10000))
    assert not parse("14%", "%").cut_from(F(1369, 10000))
    assert parse("-2,5%", "%").cut_from(F(-2575, 100000))


@pytest.mark.parametrize(
    ("written", "unit", "admitted", "refused"),
    [
        ("près d’un quart", "%", F(24, 100), F(26, 100)),
        ("Près d’un quart", "%", F(225, 1000), F(19, 100)),
        ("quasiment trois fois", "ratio", F(28, 10), F(244, 100)),
        ("presque doublé", "ratio", F(183, 100), F(21, 10)),
        ("plus de 80", "authorities", F(81), F(80)),
        ("moins de 1%", "%", F(96, 10000), F(1, 100)),
        ("Environ 400", "persons", F(431), F(552)),
        ("une centaine", "authorities", F(101), F(120)),
        ("majorité", "%", F(56, 100), F(1, 2)),
        ("quasi-totalité", "%", F(12, 13), F(85, 100)),
        ("avoisine les 71%", "%", F(718, 1000), F(80, 100)),
        ("dépasse 50 %", "%", F(51, 100), F(50, 100)),
        ("au moins 10", "companies", F(10), F(9)),
        ("jusqu’à 1%", "%", F(1, 100), F(11, 1000)),
        ("une bonne douzaine", "offices", F(15), F(16)),
        ("la plupart", "%", F(51, 100), F(50, 100)),
        ("plus de dix mille", "persons", F(10001), F(10000)),
    ],
)
def test_hedges_stand_for_their_published_intervals(written, unit, admitted, refused):
    printed = parse(written, unit)
    assert printed.hedge
    assert printed.admits(admitted)
    assert not printed.admits(refused)


def test_what_is_printed_stands_for_no_more_than_it_says():
    either = parse("250 K€ ou 300,5 K€", "EUR")
    assert (either.low, either.high, either.step) == (250_000, 300_500, 100)
    month = parse("octobre 2005", "date")
    assert month.value == Interval(month.low, month.high)
    assert month.high - month.low == 30
    third = parse("2/3", "%")
    assert (third.low, third.high) == (F(2, 3), F(2, 3))
    more = parse("plus de 8,5", "EUR")
    assert (more.value, more.low, more.high) == (F(17, 2), F(17, 2), None)
    assert (more.step, more.hedge, more.strict) == (F(1, 10), "plus de", True)


def test_the_nouns_that_may_follow_a_number():
    assert parse("12 personnes", "persons", ("personnes",)).value == 12
    assert parse("12 ou 13 personnes", "persons", ("personnes",)).value == Interval(F(12), F(13))
    assert parse("3 fois", "ratio").value == 3
    with pytest.raises(ValueError, match="« chats » after the number"):
        parse("12 chats", "persons", ("personnes",))


@given(st.integers(-(10**12), 10**12), st.integers(0, 4))
def test_what_is_written_the_french_way_reads_back(number, decimals):
    value = F(number, 10**decimals)
    assert parse(digits(value, decimals), "EUR").value == value


@given(st.fractions(min_value=-1000, max_value=1000), st.integers(0, 3))
def test_a_rounded_number_admits_what_it_was_rounded_from(value, decimals):
    assert parse(digits(value, decimals), "EUR").admits(value)


@pytest.mark.parametrize(
    ("written", "unit"), [("25 %", "EUR"), ("331 €", "%"), ("12 M€", "persons")]
)
def test_a_sign_of_another_unit_is_refused(written, unit):
    with pytest.raises(ValueError, match="in a column of"):
        parse(written, unit)


def test_a_word_that_only_begins_like_a_number_is_none():
    with pytest.raises(ValueError, match="not a number"):
        parse("uniquement")
    assert parse("unique").value == 1
