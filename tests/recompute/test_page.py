from recompute.page import Labels, typeset


def test_numbers_and_quotation_marks_do_not_break():
    assert typeset("« 243 000 » : 42,25 %") == "«\u202f243\u202f000\u202f»\u202f: 42,25\u202f%"
    assert typeset("en 2007 420 projets") == "en 2007 420 projets"
    assert typeset("14 + 5") == "14 + 5"


def test_what_comes_from_a_file_cannot_become_markup():
    assert typeset('<script>"x"') == "&lt;script&gt;&#34;x&#34;"


def test_codes_are_shown_as_words():
    labels = Labels({"land": {"cn": {"fr": "Chine"}}})
    assert labels.key({"land": "cn", "year": "2007", "row": "3"}) == "Chine · 2007"
    assert labels.key({"land": "total", "year": "total"}) == "total"
