"""Cards: what each raw file is, where it comes from, and the digest that proves it unchanged."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import jsonschema
import yaml

from .errors import InputError
from .files import digest
from .signs import unfit

MOST_VALUES = 200_000  # of a YAML file
DEEPEST = 50  # levels; many more would bring the reader of YAML down


@dataclass(frozen=True)
class Card:
    """One raw file's card together with the source (the publication) that its folder names.

    `source` is the file's path below the raw folder; `table` its name, by which measures call it.
    """

    raw: Path
    source: str
    content: dict
    publication: dict

    @property
    def data_path(self) -> Path:
        """Where the raw file lies."""
        return self.raw / self.source

    @property
    def table(self) -> str:
        """The name that measures and addresses use."""
        return self.data_path.stem

    @property
    def columns(self) -> dict[str, dict]:
        """What each column of the file means, in the file's order."""
        return self.content["columns"]

    @property
    def evidence(self) -> str:
        """The evidence class of what is computed from the file."""
        return self.content["evidence"]

    @property
    def exhibit(self) -> str:
        """The exhibit that the file transcribes, or nothing."""
        return self.content.get("exhibit", "")

    @property
    def decimal_point(self) -> bool:
        """Are its numbers written the English way?"""
        return self.content.get("decimal_point", False)

    def check_digest(self) -> None:
        """Refuse, by name, a raw file that is not the one the card describes."""
        if not self.data_path.is_file():
            raise InputError(self.source, found="no file", expected="the file its card describes")
        found = digest(self.data_path)
        if found != self.content["sha256"]:
            raise InputError(
                self.source,
                found=f"a changed file (SHA-256 {found})",
                expected=f"SHA-256 {self.content['sha256']}, as its card says; "
                "if the change is meant, put the new digest into the card",
            )


@cache
def schema(package: str, name: str) -> dict:
    """A JSON Schema shipped with a package."""
    return json.loads(files(package).joinpath(name).read_text(encoding="utf-8"))


# Not every build of PyYAML has the fast loader, which no type can say of a base class.
Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Plain(Loader):  # type: ignore[misc]
    """YAML without surprises.

    It refuses a key written twice, of which plain YAML would silently keep the last; aliases, where
    a few lines stand for more than can be read; and signs that cannot be shown.
    """

    def construct_document(self, node: yaml.Node) -> Any:
        """What the file says; ConstructorError for what is refused."""
        values, left = 0, list[yaml.Node]([node])
        while left:
            one = left.pop()
            values += 1
            if values > MOST_VALUES:
                raise _refused(f"more than {MOST_VALUES} values, aliases followed", node)
            if isinstance(one, yaml.ScalarNode):
                if sign := unfit(one.value):
                    raise _refused(f"the sign {sign}", one)
            elif isinstance(one, yaml.MappingNode):
                left += [part for pair in reversed(one.value) for part in reversed(pair)]
            else:
                left += reversed(one.value)
        return super().construct_document(node)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict:
        """The mapping of a node; ConstructorError if a key comes twice."""
        seen = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise _refused("a key that is no word", key)
            if key.value in seen:
                raise _refused(f"the key `{key.value}` twice", key)
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def _load(text: str) -> Any:
    """What a YAML text says; YAMLError, or ValueError for a date that is none."""
    level = 0
    for event in yaml.parse(text, Loader):
        level += isinstance(event, yaml.CollectionStartEvent)
        level -= isinstance(event, yaml.CollectionEndEvent)
        if level > DEEPEST:
            raise _refused(f"more than {DEEPEST} levels", event)
    return yaml.load(text, _Plain)


def _refused(what: str, node: Any) -> yaml.constructor.ConstructorError:
    return yaml.constructor.ConstructorError(None, None, what, node.start_mark)


def load_yaml(path: Traversable, against: dict | None = None, called: str = "") -> dict:
    """A YAML file, checked against a JSON Schema; InputError names the key that is wrong.

    `path` is a Path or a package resource; `called` how messages name the file.
    """
    called = called or path.name
    try:
        content = _load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise InputError(called, found="no file", expected="a YAML file") from None
    except (yaml.YAMLError, ValueError, LookupError, AttributeError) as problem:  # wrong tags, too
        raise InputError(called, found=str(problem), expected="valid YAML") from None
    if not isinstance(content, dict):
        raise InputError(called, found="no keys", expected="a key with its value on each line")
    if against is not None:
        error = jsonschema.exceptions.best_match(
            jsonschema.Draft202012Validator(against).iter_errors(content)
        )
        if error is not None:
            key = "/".join(map(str, error.absolute_path)) or "(top level)"
            raise InputError(
                called, column=key, found=error.message, expected=f"what {against['title']} allows"
            )
    return content


def load_card(raw: Path, source: str) -> Card:
    """The card of the raw file `source` (its path below `raw`): `<name>.yaml` beside it."""
    path = (raw / source).with_suffix(".yaml")
    called = path.relative_to(raw).as_posix()
    content = load_yaml(path, schema(__package__, "card.schema.json"), called)
    publication = path.parent / "source.yaml"
    return Card(
        raw,
        source,
        content,
        load_yaml(
            publication,
            schema(__package__, "source.schema.json"),
            publication.relative_to(raw).as_posix(),
        ),
    )
