from fractions import Fraction as F

import pytest

from recompute.labels import dotted, letter, read


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("Tableau 11", 11), ("12", 12), ("annexe E", 5), ("Annexe A", 1), ("Q3", 3),
        ("Recommandation 2", 2), ("section 5", 5), ("chapitre 6", 6),
    ],
)  # fmt: skip
def test_reads_labels(written, number):
    assert read(written) == number


def test_sections_of_several_levels_are_told_apart_and_in_order():
    written = ["5", "5.1", "5.1.2", "5.2", "5.10", "6"]
    numbers = [read(label) for label in written]
    assert numbers == sorted(set(numbers))
    assert [dotted(number) for number in numbers] == written


def test_an_annex_is_a_letter():
    assert letter(read("annexe N")) == "N"
    assert letter(F(1)) == "A"


@pytest.mark.parametrize("written", ["tableau suivant", "ce graphique", "infra", ""])
def test_refuses_what_carries_no_number(written):
    with pytest.raises(ValueError, match="is not a label"):
        read(written)
