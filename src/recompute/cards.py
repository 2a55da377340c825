"""Cards: what each raw file is, where it comes from, and the digest that proves it unchanged."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import jsonschema
import yaml

from .errors import InputError


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
        found = hashlib.sha256(self.data_path.read_bytes()).hexdigest()
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
class _UniqueKeys(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML that refuses a key written twice, where plain YAML would silently keep the last."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict:
        """The mapping of a node; ConstructorError if a key comes twice."""
        seen = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key `{key.value}` twice", key.start_mark
                )
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def load_yaml(path: Traversable, against: dict | None = None, called: str = "") -> dict:
    """A YAML file, checked against a JSON Schema; InputError names the key that is wrong.

    `path` is a Path or a package resource; `called` how messages name the file.
    """
    called = called or path.name
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_UniqueKeys)
    except FileNotFoundError:
        raise InputError(called, found="no file", expected="a YAML file") from None
    except (yaml.YAMLError, UnicodeDecodeError) as problem:
        raise InputError(called, found=str(problem), expected="valid YAML") from None
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
