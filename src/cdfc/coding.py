"""What written labels stand for: the codes of this evaluation's vocabularies, countries, bodies."""

from __future__ import annotations

from functools import cache

from recompute.extracts.authorities import Authorities, Place
from recompute.extracts.coding import country_coder, several, vocabulary_coder
from recompute.extracts.kinds import Column
from recompute.files import read_csv

from .settings import defined, definitions


def labels() -> dict:
    """The mapping file: how ministries and the Atlas write what the evaluation has codes for."""
    return definitions("extracts/labels.yaml")


def territory(iso: str) -> str:
    """The evaluation's own code of a country, where it has one; else the ISO one."""
    return labels()["territories"].get(iso, iso)


def countries_of(zone: str) -> tuple[str, ...]:
    """The codes that rows may have for a zone: its countries, and what is of all of it."""
    known = labels()
    own = [code for code in known["zones"] if code.partition("/")[0] == f"zone:{zone}"]
    return (*map(territory, known[zone]), *own)


class Coder:
    """Codes the labels of a run; each coder is made once."""

    def __init__(self) -> None:
        known = labels()
        places = [Place(**row) for row in read_csv(defined("extracts/places.csv"))]
        self.authorities = Authorities(
            known["authority_words"], places, known["authority_by_name_alone"], known["authorities"]
        )
        self.country = country_coder(known["countries"] | known["zones"])
        self.own = set(known["territories"].values())
        self.vocabulary = cache(lambda name: vocabulary_coder(known[name]))

    def __call__(self, column: Column, label: str, level: str = "") -> str | list[str] | None:
        """The code, or codes, that a label of a column stands for; None if it is not known.

        `level`: of the authority in whose row the label stands. An authority need not be known, but
        must be named.
        """
        match column.type:
            case "country":
                country = label if label in self.own else self.country(label)
                return country and territory(country)
            case "authority":
                found = self.authorities(label, level)
                return found.name if found else None
            case "codes":
                return several(label, self.vocabulary(column.vocabulary))
        return self.vocabulary(column.vocabulary)(label)

    def official_code(self, label: str, level: str) -> str:
        """The official code of the authority that a label names; empty where none is known.

        `level`: as its row writes it.
        """
        coded = self.vocabulary("level")(level) if level else ""
        found = self.authorities(label, coded or "")
        return found.code if found else ""
