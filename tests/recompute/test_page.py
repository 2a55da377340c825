from recompute.explain import SIGNS
from recompute.page.typeset import END, MIDDLE, START, linked, typeset
from recompute.wording import LANGUAGES, say, speaking


def test_numbers_and_quotation_marks_do_not_break():
    assert typeset("« 243 000 » : 42,25 %") == "«\u202f243\u202f000\u202f»\u202f: 42,25\u202f%"
    assert typeset("en 2007 420 projets") == "en 2007 420 projets"
    assert typeset("14 + 5") == "14 + 5"


def test_what_comes_from_a_file_cannot_become_markup():
    assert typeset('<script>"x"') == "&lt;script&gt;&#34;x&#34;"
    assert linked(f'{START}a"b{MIDDLE}<b>{END}', lambda id: "") == "&lt;b&gt;"


def test_a_marked_number_becomes_a_link_and_its_spaces_narrow():
    text = f"{START}t.x{MIDDLE}1 000{END} + {START}t.y{MIDDLE}2{END}"
    where = {"t.x": "passports/t.html#t.x"}.get
    assert linked(text, where) == '<a href="passports/t.html#t.x">1\u202f000</a> + 2'


def test_every_verdict_has_a_sign_a_word_and_a_meaning_in_both_languages():
    for language in LANGUAGES:
        with speaking(language):
            assert all(say(f"verdict.{name}") and say(f"means.{name}") for name in SIGNS)
    assert len(set(SIGNS.values())) == len(SIGNS)
