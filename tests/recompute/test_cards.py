"""YAML files made to do harm, or that cannot be meant, are refused in a line."""

import pytest

from recompute.cards import load_yaml
from recompute.errors import InputError


@pytest.fixture
def load(tmp_path):
    """A function that reads a YAML text."""

    def read(text):
        (tmp_path / "f.yaml").write_text(text, "utf-8")
        return load_yaml(tmp_path / "f.yaml")

    return read


def growing(first, more):
    """Anchors of which each names the one before ten times."""
    lines = [f"a0: &a0 {first}", *(f"a{n}: &a{n} {more(f'*a{n - 1}')}" for n in range(1, 10))]
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (growing("[x, x]", lambda a: f"[{', '.join([a] * 10)}]"), "more than 200000 values"),
        (growing("{x: y}", lambda a: f"{{<<: [{', '.join([a] * 10)}]}}"), "more than 200000 values"),
        ("a: &a [*a]", "more than 200000 values"),
        ("[" * 100_000 + "]" * 100_000, "more than 50 levels"),
        ("".join(f"{' ' * n}a:\n" for n in range(60)), "more than 50 levels"),
        ("a: !!python/object/apply:os.system ['touch pwned']", "could not determine a constructor"),
        ("a: 1\na: 2", "the key `a` twice"),
        ("? [a]\n: b", "a key that is no word"),
        ('a: "x\\u202Ey"', "the sign U+202E"),
        ('"\\x07": a', "the sign U+0007"),
        ("a: \ue000", "the sign U+E000"),
        ("a: 2011-02-30", "day is out of range"),
        ("a: !!bool x", "'x'"),
        ("a: !!timestamp x", "'NoneType'"),
        ("a: " + "9" * 5000, "Exceeds the limit"),
        ("a: [", "while parsing"),
    ],
    ids=lambda value: value[:20],
)  # fmt: skip
def test_what_is_refused_is_named(load, text, found):
    with pytest.raises(InputError) as caught:
        load(text)
    assert str(caught.value).startswith(f"f.yaml: found {found}")
    assert str(caught.value).endswith("expected valid YAML")


def test_an_alias_that_does_not_grow_is_understood(load):
    assert load("a: &a [1]\nb: *a") == {"a": [1], "b": [1]}
    assert load("a: &a {x: 1}\nb: {<<: *a, y: 2}") == {"a": {"x": 1}, "b": {"x": 1, "y": 2}}


def test_a_fault_is_named_with_its_line(load):
    with pytest.raises(InputError, match=r"the sign U\+0085\n.*line 2, column 4"):
        load('a: b\nc: "\\x85"')
