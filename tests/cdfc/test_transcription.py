"""Every transcribed string is printed on its line of the evaluation, and no number is left out."""

import os
from pathlib import Path

import pytest
import yaml

from recompute.cards import load_card
from recompute.transcription import Marks, check_file, read_text, unaccounted

RAW = Path(__file__).parents[2] / "data/raw"
SOURCE = yaml.safe_load((RAW / "evaluation_2011/source.yaml").read_text("utf-8"))["text"]
# Where two files could claim the same mark, tables come before what is taken from the prose.
LAST = ("prose", "prose_other", "set_aside", "lists")


@pytest.fixture(scope="module")
def text():
    path = os.environ.get(SOURCE["environment"])
    if not path:
        pytest.skip(f"the evaluation's text is not here: {SOURCE['environment']} is not set")
    return read_text(Path(path), SOURCE["sha256"])


@pytest.fixture(scope="module")
def cards():
    names = sorted(p.stem for p in (RAW / "evaluation_2011").glob("*.csv"))
    names.sort(key=lambda name: name in LAST)
    return [load_card(RAW, f"evaluation_2011/{name}.csv") for name in names]


def test_every_printed_string_stands_on_its_line_and_no_digit_is_left_over(text, cards):
    marks = Marks(text)
    problems = [problem for card in cards for problem in check_file(card, marks)]
    assert problems == []
    assert unaccounted(marks, SOURCE["covered"]) == []


def test_titles_of_exhibits_stand_on_their_lines(text):
    from cdfc.pipeline import definitions

    for exhibit, entry in definitions("exhibits.yaml")["exhibits"].items():
        assert entry["label"] in " ".join(text[entry["line"] - 1].split()), exhibit
