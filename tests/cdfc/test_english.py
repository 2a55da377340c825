"""What the English page says must keep up with the French one."""

from collections import Counter

from cdfc.pipeline import cards
from cdfc.settings import defined, definitions
from recompute.files import read_csv
from recompute.printed import phrases


def test_each_label_that_the_page_shows_has_one_english_one_and_none_is_left_over(everything):
    shown = {thing.label for thing in (*everything.cells, *everything.results)}
    shown |= {card.content["title"] for card in cards(everything)}
    requests = definitions("requests.yaml")["requests"]
    shown |= {request[name] for request in requests for name in ("question", "rows")}
    shown |= {rivals["what"] for rivals in definitions("claims.yaml")["rivals"]}
    shown = (shown | {phrase.reason for phrase in phrases()}) - {""}
    rows = read_csv(defined("english.csv"))
    assert [fr for fr, n in Counter(row["fr"] for row in rows).items() if n > 1] == []
    assert all(row["en"] for row in rows)
    given = {row["fr"] for row in rows}
    assert sorted(shown - given) == [], "put their English into english.csv"
    assert sorted(given - shown) == [], "no longer shown: take them out of english.csv"
