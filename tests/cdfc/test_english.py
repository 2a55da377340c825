"""What the English page says must keep up with the French one."""

from collections import Counter

import pytest

from cdfc.pipeline import cards, everything_from_raw
from cdfc.settings import configuration, defined, definitions
from recompute.files import read_csv
from recompute.printed import phrases


@pytest.fixture(scope="module")
def shown():
    """Every French label that the page shows."""
    everything = everything_from_raw(configuration())
    found = {thing.label for thing in (*everything.cells, *everything.results)}
    found |= {card.content["title"] for card in cards(everything)}
    requests = definitions("requests.yaml")["requests"]
    found |= {request[name] for request in requests for name in ("question", "rows")}
    found |= {rivals["what"] for rivals in definitions("claims.yaml")["rivals"]}
    return (found | {phrase.reason for phrase in phrases()}) - {""}


def test_each_label_has_one_english_one_and_none_is_left_over(shown):
    rows = read_csv(defined("english.csv"))
    assert [fr for fr, n in Counter(row["fr"] for row in rows).items() if n > 1] == []
    assert all(row["en"] for row in rows)
    given = {row["fr"] for row in rows}
    assert sorted(shown - given) == [], "put their English into english.csv"
    assert sorted(given - shown) == [], "no longer shown: take them out of english.csv"
