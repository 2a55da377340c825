"""How the labels written in a column become codes: of vocabularies and countries.

What is not known stays unknown: no spelling is guessed from its likeness to another. Each coder is
made once from data, and then called once for each distinct label.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping

from babel import Locale
from babel.core import get_global

Coder = Callable[[str], str | None]
Variants = Mapping[str, Iterable[str]]  # code → how it is written

# CLDR gives these two letters too; ISO 3166-1 does not, or not to a country.
NO_COUNTRY = ("AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ")
ARTICLES = ("le ", "la ", "les ", "l ")


def fold(text: str) -> str:
    """What two spellings have in common: lower case, no accents, and one space for all the rest."""
    joined = re.sub(r"(?<!\w)(\w)\.(?=\w(?!\w))", r"\1", text)  # R.P.C. is RPC
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", joined).casefold())
    bare = "".join(c for c in plain if unicodedata.category(c) not in ("Mn", "Me", "Cf"))
    return re.sub(r"[\W_]+", " ", bare.replace("œ", "oe").replace("æ", "ae")).strip()


def mended(text: str) -> str:
    """Text in UTF-8 that was once read as cp1252, as it was: of « AnnÃ©e », Année; else nothing."""
    try:
        found = text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return ""
    return "" if found == text else found


def without_article(text: str) -> str:
    """A folded name without its article."""
    article = next((one for one in ARTICLES if text.startswith(one)), "")
    return text.removeprefix(article)


def folded(variants: Variants) -> dict[str, str]:
    """Each spelling of the variants, and of the codes themselves, with its code.

    Raises ValueError if one spelling stands for two codes.
    """
    found: dict[str, str] = {}
    for code, labels in variants.items():
        for label in (code, *labels):
            if found.setdefault(fold(label), code) != code:
                raise ValueError(f"« {label} » stands for {found[fold(label)]} and for {code}")
    found.pop("", None)
    return found


def vocabulary_coder(variants: Variants) -> Coder:
    """A coder for a closed vocabulary; ValueError if one spelling stands for two codes."""
    known = folded(variants)
    return lambda label: known.get(fold(label))


def several(label: str, coder: Coder) -> list[str] | None:
    """The codes of a label that lists several, each once and in order; None if one is unknown.

    Semicolons, bars and line ends part it. So do commas and slashes, unless what they part is known
    as a whole: the longest run of parts that is known is taken.
    """
    codes: list[str] = []
    for piece in re.split(r"[;|\n]", label):
        marks = list(re.finditer(r"[,/]", piece))
        start = 0
        while start <= len(piece) and piece[start:].strip():
            ends = [len(piece), *(m.start() for m in reversed(marks) if m.start() >= start)]
            found = ((coder(piece[start:end].strip()), end) for end in ends)
            code, end = next(((code, end) for code, end in found if code), (None, 0))
            if code is None:
                return None
            codes.append(code)
            start = end + 1
    return list(dict.fromkeys(codes)) or None


def country_coder(variants: Variants) -> Coder:
    """A coder for countries: ISO 3166-1 alpha-2, by babel's French and English names.

    `variants`: further spellings, by alpha-2 code; and those of zones, under codes of their own.
    ISO's codes of two and three letters are understood in capitals. Raises ValueError if one
    spelling stands for two codes.
    """
    names: dict[str, list[str]] = {}
    for language in ("fr", "en"):
        for code, name in Locale(language).territories.items():
            if re.fullmatch("[A-Z]{2}", code) and code not in NO_COUNTRY:
                names.setdefault(code, []).append(name)
    iso = {code: code for code in names}
    for alias, codes in get_global("territory_aliases").items():
        if re.fullmatch("[A-Z]{3}", alias) and len(codes) == 1 and codes[0] in names:
            iso[alias] = codes[0]
    known: dict[str, str] = {}
    for code, labels in [*names.items(), *variants.items()]:
        for label in labels:
            if known.setdefault(fold(label), code) != code:
                raise ValueError(f"« {label} » stands for {known[fold(label)]} and for {code}")
    zones = {code: code for code in variants if code not in names}

    def country(label: str) -> str | None:
        written, spelling = label.strip(), fold(label)
        return (
            iso.get(written)
            or zones.get(written)
            or known.get(spelling)
            or known.get(without_article(spelling))
        )

    return country
