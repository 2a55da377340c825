"""What is written of a local authority, and the one normal form of all its spellings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..dialect import MISSING
from .coding import ARTICLES, Variants, fold, mended, without_article

# What links the words for a level to a name, and the article that it leaves to the name.
LINKS = {"de la": "la ", "de l": "l ", "de": "", "du": "le ", "des": "les ", "d": ""}
OF = {"le ": "du ", "les ": "des "}
ASIDE = re.compile(r"(.+?)\s*(?:\(([^()]+)\)|(?:,|\s[-–—]\s)\s*([^,()]+))\s*")
SMALL = set(re.findall(r"\w+", "a au aux d de des devant du en et l la le les pres sous sur"))
NOBODY = {fold(code) for code in MISSING}
AFTER = "…"  # begins words that stand after the name, as « … Métropole »


@dataclass(frozen=True)
class Place:
    """An official name: of a region, a department or a town.

    `of`: the name after « de », as « de la Lozère »; `code` is empty where none is known.
    """

    level: str
    code: str
    name: str
    of: str


@dataclass(frozen=True)
class Authority:
    """A local authority: its readable normal form, its level and its official code, if known."""

    name: str
    level: str = ""
    code: str = ""


@dataclass(frozen=True)
class _Form:
    """A form that authorities of a level have; `head` is what its normal form begins with."""

    level: str
    head: str
    takes_of: bool  # « Département de la Lozère », but « Région Alsace »


class Authorities:
    """Turns what is written of an authority into its normal form, one for all its spellings.

    `words`: for each level, what stands before a name (or after it, if written with AFTER); normal
    forms begin with the first, and have « de » if that has. `level/kind` are bodies of the level
    that their form tells apart. `places`: official names; those of the levels `alone` tell their
    level by themselves, unless another place has the same. `known`: by level and name, the other
    spellings of official names, and of bodies that have a name of their own.

    A name without words is read at the level that its row gives. If neither says, it stays a bare
    name, and is the same as no authority of a level.
    """

    def __init__(
        self,
        words: Variants,
        places: Iterable[Place],
        alone: Iterable[str],
        known: Mapping[str, Variants],
    ):
        """Raises ValueError if words stand for two levels, or a spelling for two authorities."""
        self.alone = frozenset(alone)
        self.forms: dict[str, _Form] = {}  # words → form
        self.first: dict[str, _Form] = {}  # level → form
        self.after: list[str] = []
        for kind, written in words.items():
            first, *_ = written
            form = _Form(kind.partition("/")[0], first.removesuffix(" de"), first.endswith(" de"))
            self.first.setdefault(form.level, form)
            for word in written:
                head = fold(word).removesuffix(" de")
                if self.forms.setdefault(head, form) != form:
                    raise ValueError(f"« {word} » stands for two levels")
                if word.startswith(AFTER):
                    self.after.append(head)
        self.heads = sorted(self.forms, key=len, reverse=True)
        self.after.sort(key=len, reverse=True)
        # A name that has one of these in it is not one name: « Lyon et la région Rhône-Alpes ».
        self.telling = {head.split()[0] for head in self.heads if len(head) > 3}
        self.telling |= {f"{word}s" for word in self.telling}
        self._take_places(places)
        self._take_known(known)
        names = [place.name for place in self.places.values()]
        self.accents = _accents([*names, *(word for written in words.values() for word in written)])

    def _take_places(self, places: Iterable[Place]) -> None:
        self.places: dict[tuple[str, str], Place] = {}  # level and spelling
        self.by_code: dict[tuple[str, str], Place] = {}
        self.levels: dict[str, set[str]] = {}  # spelling → the levels at which it is a name
        self.official: set[str] = set()  # levels that have official names
        for place in places:
            self.official.add(place.level)
            self._add(place.name, place)
            if place.code:
                self.by_code[place.level, fold(place.code)] = place

    def _take_known(self, known: Mapping[str, Variants]) -> None:
        self.bodies: dict[str, Authority] = {}  # spelling → body with a name of its own
        for level, named in known.items():
            for name, labels in named.items():
                place = self._place(level, fold(name))
                for label in (name, *labels):
                    if place:
                        self._add(label, place)
                        continue
                    body, spelling = Authority(name, level), without_article(fold(label))
                    if self.bodies.setdefault(spelling, body) != body:
                        raise ValueError(f"« {label} » stands for two authorities")

    def _add(self, name: str, place: Place) -> None:
        key = place.level, self._key(place.level, fold(name))
        if self.places.setdefault(key, place) != place:
            raise ValueError(f"« {name} » stands for two places")
        self.levels.setdefault(key[1], set()).add(place.level)

    def _key(self, level: str, text: str) -> str:
        """A name as places are known by it: some have their article in it, as Le Havre has."""
        return without_article(text) if level in self.alone else text

    def _place(self, level: str, text: str) -> Place | None:
        return self.places.get((level, self._key(level, text)))

    def __call__(self, label: str, level: str = "") -> Authority | None:
        """The authority that a label names, in a row of this level; None if it names none.

        What a wrong encoding has garbled names none: it would count as one more authority.
        """
        if "\ufffd" in label or mended(label):
            return None
        if match := ASIDE.fullmatch(label):
            named = self(match[1], level)
            if named and named.code and fold(named.code) == fold(match[2] or match[3]):
                return named  # « Lozère (48) »
        text = _unlinked(_in_order(label, self.forms))
        if text in NOBODY or text in self.forms:
            return None
        found = self._body(text) or self._read(text, level)
        return self._body(fold(found.name)) or found

    def _body(self, text: str) -> Authority | None:
        return self.bodies.get(without_article(text))

    def _read(self, text: str, level: str) -> Authority:
        if self._levels(text):
            return self._without_words(text, level)
        form, name = self._parted(text)
        if form is None:
            return self._without_words(text, level)
        body = self._body(name)
        if body and body.level == form.level:
            return body
        return self._named(form, name) or Authority(self._spelled(text, " "))

    def _levels(self, text: str) -> set[str]:
        """The levels at which a name is official."""
        by_rest = self.levels.get(without_article(text), set()) & self.alone
        return self.levels.get(text, set()) | by_rest

    def _parted(self, text: str) -> tuple[_Form | None, str]:
        """The form that words before or after the name tell, and the name with its article."""
        text = re.sub(r"^([a-z]{2})(?=\d)", r"\1 ", text)  # CG48
        form = None
        for head in self.heads:
            if text.startswith(f"{head} "):
                form, text = self.forms[head], _unlinked(text.removeprefix(f"{head} "))
                break
        while tail := next((word for word in self.after if text.endswith(f" {word}")), ""):
            if form and form.level != self.forms[tail].level:
                break
            form, text = form or self.forms[tail], text.removesuffix(f" {tail}")
        return form, text

    def _without_words(self, text: str, level: str) -> Authority:
        levels = self._levels(text)
        if level not in self.first:
            level = next(iter(levels & self.alone), "") if len(levels) == 1 else ""
        form = self.first.get(level)
        if form and (found := self._named(form, text)):
            return found
        place = next((there for one in sorted(levels) if (there := self._place(one, text))), None)
        return Authority(place.name if place else self._spelled(text, " "), level)

    def _named(self, form: _Form, text: str) -> Authority | None:
        """The authority of a form and a name; None if it is no name, but several."""
        level = form.level
        place = self._place(level, text) or self.by_code.get((level, text))
        code = place.code if place else ""
        if not place and level not in self.official:
            # An inter-municipal body is called after its main town.
            towns = (one for one in sorted(self._levels(text)) if one not in self.alone)
            place = next((self._place(one, text) for one in towns), None)
        if place:
            name = place.of if form.takes_of else place.name
            return Authority(f"{form.head} {name}", level, code)
        if self.telling & set(text.split()):
            return None
        joint = "-" if level in self.official else " "
        name = self._of(text, joint) if form.takes_of else self._spelled(text, joint)
        return Authority(f"{form.head} {name}", level)

    def _of(self, text: str, joint: str) -> str:
        """A name after « de »; before an h, which may be mute or not, nothing is left out."""
        for article, of in OF.items():
            if text.startswith(article):
                return of + self._spelled(text.removeprefix(article), joint)
        elided = text[0] in "aeiouy" and not text.startswith(ARTICLES)
        return ("d'" if elided else "de ") + self._spelled(text, joint)

    def _spelled(self, text: str, joint: str) -> str:
        """A folded name made readable, with the accents its words have in official names."""
        out = ""
        for word in text.split():
            shown = self.accents.get(word, word)
            capital = shown[0].upper() + shown[1:]
            if (not out or word not in SMALL) and fold(capital) == word:
                shown = capital
            is_article = out in ("Le", "La", "Les")
            out += ("" if not out or out.endswith("'") else " " if is_article else joint) + shown
            out += "'" if word in ("d", "l") else ""
        return out


def _unlinked(text: str) -> str:
    """A name without what links it to the words before it: « du Havre » is Le Havre."""
    while link := next((link for link in LINKS if text.startswith(f"{link} ")), ""):
        text = LINKS[link] + text.removeprefix(f"{link} ")
    return text


def _accents(names: Iterable[str]) -> dict[str, str]:
    """Folded words of names with their accents, where all names write them the same."""
    spelled: dict[str, set[str]] = {}
    for word in re.findall(r"\w+", " ".join(names).lower()):
        spelled.setdefault(fold(word), set()).add(word)
    return {bare: written.pop() for bare, written in spelled.items() if len(written) == 1}


def _in_order(label: str, heads: Iterable[str]) -> str:
    """A label folded, words set aside first: « Lozère (conseil général de la) », « Havre (Le) »."""
    if match := ASIDE.fullmatch(label):
        aside = fold(match[2] or match[3])
        words = re.sub(rf" ({'|'.join(LINKS)})$", "", aside)
        if words in heads or f"{aside} " in ARTICLES:
            return f"{aside} {_in_order(match[1], heads)}"
    return re.sub(r"\bst(e?)\b", r"saint\1", fold(label))
