from fractions import Fraction as F

import pytest

from recompute.labels import dotted, follows, letter, levels, read


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("Tableau 11", 11), ("12", 12), ("annexe E", 5), ("Annexe A", 1), ("Q3", 3),
        ("Recommandation 2", 2), ("section 5", 5), ("chapitre 6", 6), ("Tableau 11.", 11), ("Q 3", 3), ("Z", 26),
    ],
)  # fmt: skip
def test_the_number_of_a_label(written, number):
    assert read(written) == number


def test_sections_of_several_levels_are_told_apart_and_in_order():
    written = ["5", "5.1", "5.1.2", "5.2", "5.10", "6"]
    numbers = [read(label) for label in written]
    assert numbers == sorted(set(numbers))
    assert [dotted(number) for number in numbers] == written


@pytest.mark.parametrize(
    ("label", "before", "can"),
    [
        ("2", "1", True), ("3", "1", False), ("1", "1", False), ("1", "2", False),
        ("1.1", "1", True), ("1.2", "1", False), ("1.1.1", "1", False),
        ("2.1", "1", False), ("1.2", "1.1", True), ("2.2", "1.1", False),
        ("2", "1.4.2", True), ("1.5", "1.4.2", True), ("1.6", "1.4.2", False),
        ("3", "1.4.2", False), ("1.4.3", "1.4.2", True), ("1.4.2.1", "1.4.2", True),
    ],
)  # fmt: skip
def test_what_can_come_next(label, before, can):
    assert follows(levels(read(label)), levels(read(before))) == can


def test_an_annex_is_a_letter():
    assert letter(read("annexe N")) == "N"
    assert letter(F(1)) == "A"


@pytest.mark.parametrize("written", ["tableau suivant", "ce graphique", "infra", ""])
def test_refuses_what_carries_no_number(written):
    with pytest.raises(ValueError, match="is not a label"):
        read(written)
