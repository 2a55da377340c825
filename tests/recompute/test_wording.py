from fractions import Fraction as F

import pytest

from recompute import wording
from recompute.exact import Interval
from recompute.units import digits, with_unit
from recompute.wording import say, speaking


@pytest.fixture
def taught(untaught):
    wording.teach({"land": {"cn": {"fr": "Chine", "en": "China"}}}, {"coût": "cost"})


def test_numbers_follow_the_language():
    assert digits(F(-1234567, 100), 2) == "−12 345,67"
    assert with_unit(Interval(F(1, 4), F(1, 2)), "%") == "25,00 à 50,00 %"
    with speaking("en"):
        assert digits(F(-1234567, 100), 2) == "−12,345.67"
        assert with_unit(Interval(F(1, 4), F(1, 2)), "%") == "25.00% to 50.00%"
        assert with_unit(F(37000), "EUR") == "€37,000"
        assert with_unit(None, "EUR") == "not known"


def test_french_is_spoken_again_after_an_error():
    with pytest.raises(ZeroDivisionError), speaking("en"):
        raise ZeroDivisionError
    assert say("verdict.reproduced") == "retrouvé"


def test_codes_and_labels_follow_the_language(taught):
    assert wording.key({"land": "cn", "year": "2007", "row": "3"}) == "Chine · 2007"
    assert wording.translated("coût") == "coût"
    with speaking("en"):
        assert wording.key({"land": "cn", "year": "total"}) == "China · total"
        assert wording.translated("coût") == "cost"
        assert wording.translated("jamais appris") == "jamais appris"


def test_a_report_may_bring_phrases_of_its_own_in_both_languages(taught):
    wording.teach({}, {}, {"figure": {"unit": {"fr": "en {n}", "en": "in {n}"}}})
    with speaking("en"):
        assert say("figure.unit", n=3) == "in 3"
    with pytest.raises(ValueError, match="unit: found"):
        wording.teach({}, {}, {"unit": {"fr": "seul"}})


def test_a_phrase_that_does_not_exist_is_an_error():
    with pytest.raises(KeyError):
        say("why.no_such_phrase")
