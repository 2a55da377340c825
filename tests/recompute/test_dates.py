from datetime import date
from fractions import Fraction as F

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recompute.dates import iso, read
from recompute.dates import written as as_written


def day(*parts):
    return F(date(*parts).toordinal())


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2005", (2005, 1, 1), (2005, 12, 31)),
        ("octobre 2005", (2005, 10, 1), (2005, 10, 31)),
        ("Février 2008", (2008, 2, 1), (2008, 2, 29)),
        ("28 octobre 2005", (2005, 10, 28), (2005, 10, 28)),
        ("1er décembre 1981", (1981, 12, 1), (1981, 12, 1)),
        ("18 et 19 juin 2010", (2010, 6, 18), (2010, 6, 19)),
        ("15 au 22 juin 2010", (2010, 6, 15), (2010, 6, 22)),
        ("29 mars au 2 avril 1993", (1993, 3, 29), (1993, 4, 2)),
        ("26/11/07", (2007, 11, 26), (2007, 11, 26)),
        ("29/11/2006", (2006, 11, 29), (2006, 11, 29)),
        ("1/10/65", (1965, 10, 1), (1965, 10, 1)),
        ("1/10/50", (2050, 10, 1), (2050, 10, 1)),
        ("1/10/51", (1951, 10, 1), (1951, 10, 1)),
        ("2007 – 2010", (2007, 1, 1), (2010, 12, 31)),
        ("2007 à 2009", (2007, 1, 1), (2009, 12, 31)),
        ("juin 2010 à mars 2011", (2010, 6, 1), (2011, 3, 31)),
        ("années 80", (1980, 1, 1), (1989, 12, 31)),
        ("années 2000", (2000, 1, 1), (2009, 12, 31)),
        ("années 80 et 90", (1980, 1, 1), (1999, 12, 31)),
        ("fin des années 70", (1976, 1, 1), (1979, 12, 31)),
        ("90-2000", (1990, 1, 1), (2000, 12, 31)),
        ("fin 2006", (2006, 9, 1), (2006, 12, 31)),
        ("fin de 2010", (2010, 9, 1), (2010, 12, 31)),
        ("mi 2010", (2010, 5, 1), (2010, 8, 31)),
        ("Janvier 2 008", (2008, 1, 1), (2008, 1, 31)),
        ("de 2007", (2007, 1, 1), (2007, 12, 31)),
    ],
)
def test_reads_french_dates(written, first, last):
    assert read(written) == (day(*first), day(*last))


@pytest.mark.parametrize(
    "written", ["", "4 juin", "juin dernier", "31 juin 2010", "32/01/07", "20055", "2010 à 2007"]
)
def test_refuses_what_is_no_date(written):
    with pytest.raises(ValueError, match=r".+"):
        read(written)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2050, 12, 31)))
def test_a_day_written_the_french_way_reads_back(given_day):
    number = F(given_day.toordinal())
    assert read(as_written(number, number)) == (number, number)
    assert iso(number) == given_day.isoformat()


@pytest.mark.parametrize(
    "written",
    ["octobre 2005", "2005", "2007 à 2009", "28 octobre 2005", "1er mai 2010", "18 au 19 juin 2010",
     "1er au 15 octobre 2005", "2 au 31 octobre 2005"],
)  # fmt: skip
def test_periods_are_written_as_they_are_read(written):
    assert as_written(*read(written)) == written


@pytest.mark.parametrize(
    ("written", "again"),
    [
        ("29 mars au 2 avril 1993", "29 mars 1993 au 2 avril 1993"),
        ("juin 2010 à mars 2011", "1er juin 2010 au 31 mars 2011"),
        ("mars 2005 à décembre 2005", "1er mars 2005 au 31 décembre 2005"),
        ("janvier 2005 à mars 2005", "1er janvier 2005 au 31 mars 2005"),
    ],
)
def test_a_run_of_several_months_is_written_from_day_to_day(written, again):
    assert as_written(*read(written)) == again
