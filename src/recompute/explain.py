"""Judgements in plain words, each with its arithmetic: verdicts, findings, repairs."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import TYPE_CHECKING

from . import dates, wording
from .averaging import averaged_otherwise
from .cells import Cell, in_order
from .claims import Relation
from .exact import Interval, known
from .formula import marked, words
from .measure import Result
from .odds import passing
from .repairs import FAR, Repair
from .units import DATE, digits, with_unit
from .wording import say, translated

if TYPE_CHECKING:
    from .audit import Audit, Verdict

SIGNS = {  # of the verdicts, beside the word, so that colour is not needed; most telling first
    "contradicted": "✗",
    "inconsistent": "≠",
    "truncated": "⌊⌋",
    "holds": "≈",
    "reproduced": "✓",
    "consistent": "○",
    "unchecked": "·",
}
EVIDENCE = ("extract", "printed-components", "documented", "external", "bounded")
SHOWN = 4  # relations, or sets of numbers, of one finding that are spelt out
LONGEST = 6  # cells of a set that a reader can take in
TIED = 3  # smallest repairs that are spelt out


def verdict(found: Verdict, audit: Audit) -> str:
    """Why a printed number has its verdict."""
    cell = found.cell
    match found.verdict:
        case "reproduced" | "holds" as agrees:
            relation, *against = found.grounds
            text = say(f"why.{agrees}", arithmetic=arithmetic(relation))
            if against:
                other, mend = arithmetic(against[0]), repairs(found.repairs)
                text += say("why.against", arithmetic=other, repairs=mend)
            return text
        case "truncated":
            return truncated(found.grounds[0])
        case "contradicted" | "inconsistent" as word:
            relation = found.grounds[0]
            rest = f"{_claimed(relation)} {repairs(found.repairs)}"
            clashing = relation.members - {cell} if word == "inconsistent" else frozenset()
            if not clashing:  # it clashes with what is no printed number: the report's own date
                return rest
            listing = listed(sorted(clashing, key=in_order))
            return say("why.clash", claim=said(cell), others=listing, rest=rest)
        case "consistent" if found.relation:
            held, odds = arithmetic(found.relation), _odds(found.relation)
            return say("why.bounds", arithmetic=held, odds=odds, remedy=_remedy(cell, audit))
        case "consistent":
            tied = {c for r in found.grounds for c in (r.members if r.claim == cell else {r.claim})}
            others = listed(sorted(tied - {cell}, key=in_order))
            return say("why.agrees", others=others, remedy=_remedy(cell, audit))
    return say("why.nothing", remedy=_remedy(cell, audit))


def _odds(relation: Relation) -> str:
    """How much a check against bounds says, for a number that it can be worked out for."""
    share = passing(relation)
    if share is None:
        return ""
    if share == 1:
        return say("why.odds_always")
    often = digits(100 * share)
    if share < Fraction(1, 100) or share > Fraction(99, 100):
        often = say("why.odds_under_1" if share < Fraction(1, 2) else "why.odds_over_99")
    return say("why.odds", often=often)


def disagreement(failing: tuple[Relation, ...], conflicts: list[list[Cell]]) -> str:
    """The arithmetic of numbers that cannot be true together, and which exclude each other."""
    shown, more = failing[:SHOWN], len(failing) - SHOWN
    text = " ".join(map(_claimed, shown))
    if more > 0:
        text += say("finding.more", n=more)
    excluded = [c for c in conflicts if 2 <= len(c) <= LONGEST][:SHOWN]
    for relation in failing:
        if relation.result and (other := averaged_otherwise(relation)):
            text += say("finding.other_average", words=words(other, relation.result.unit))
    if len(failing) > 1 and excluded:
        sets = say("said.semicolon").join(map(listed, excluded))
        text += say("finding.excluded", sets=sets)
    return text


def mislabelled(share: Cell, part: Cell, stated: Cell | None, wholes: list[Cell]) -> str:
    """A share that comes out of another whole than the one that the text says, if it is printed."""

    def quotient(whole: Cell) -> str:
        found = with_unit(known(part.value) / known(whole.value), share.unit)
        return f"{said(part)} ÷ {said(whole)} = {found}"

    ways = say("said.semicolon").join(map(quotient, wholes))
    label = say("said.quoted", text=translated(share.label))
    if stated is None:
        return say("finding.mislabelled_unstated", share=said(share), label=label, ways=ways)
    against = quotient(stated)
    return say("finding.mislabelled", share=said(share), label=label, stated=against, ways=ways)


def whole(source: Cell | Result) -> str:
    """A total: the printed number, or how it is computed."""
    if isinstance(source, Cell):
        return said(source)
    label, computed = translated(source.label), words(source.formula, source.unit)
    return say("finding.whole_computed", words=computed, label=label)


def shares(pairs: list[tuple[Cell, Cell]]) -> str:
    """Counts beside their printed shares."""
    return say("said.comma").join(
        say("finding.share_of", part=said(part), share=said(share)) for part, share in pairs
    )


def repairs(found: tuple[Repair, ...]) -> str:
    """The smallest repairs; of ties all are named, and none preferred."""
    shown = [repair(one) for one in found[:TIED]]
    if not shown:
        return say("repairs.none")
    together = say("repairs.or").join(shown)
    if len(found) == 1:
        return say("repairs.one", repairs=together)
    if len(found) <= TIED:
        return say("repairs.several", repairs=together)
    return say("repairs.several_more", repairs=together, n=len(found) - TIED)


def repair(found: Repair) -> str:
    """One repair: each number to change, and what it could be."""
    return say("said.and").join(
        say("repairs.into", number=said(cell), values=values(could_be, cell.unit))
        for cell, could_be in found.items()
    )


def values(could_be: Interval, unit: str) -> str:
    """What could be printed instead; a side without end is said so."""
    if could_be.low == -FAR and could_be.high == FAR:
        return say("number.other")
    if could_be.high == FAR:
        return say("number.or_more", n=with_unit(could_be.low, unit))
    if could_be.low == -FAR:
        return say("number.or_less", n=with_unit(could_be.high, unit))
    return with_unit(could_be, unit)


def arithmetic(relation: Relation) -> str:
    """What a claim is held against: the measure and its numbers, or the other mention."""
    match relation.formula, relation.sign, relation.result:
        case Interval(low, high), _, _:
            return say("against.report_date", date=dates.written(low, high))
        case Cell() as mention, ">=", _ if mention.unit == DATE:
            return say("against.later", mention=said(mention), label=translated(mention.label))
        case Cell() as mention, sign, None:
            return say(f"against.{sign}", mention=said(mention))
        case formula, _, Result() as result:
            parts = {"label": translated(result.label), "words": words(formula, result.unit)}
            if result.key:
                return say("against.measure_of", key=wording.key(result.key), **parts)
            return say("against.measure", **parts)
    raise ValueError(f"{relation} names neither a measure nor a mention")


def said(cell: Cell) -> str:
    """A number as it is written, and where."""
    where = "said.at" if cell.line else "said.outside"
    return say(where, text=marked(cell, cell.written), place=cell.line or cell.source)


def _claimed(relation: Relation) -> str:
    return say("why.claimed", claim=said(relation.claim), arithmetic=arithmetic(relation))


def truncated(relation: Relation) -> str:
    """A number that is right only if its digits were cut."""
    return say("why.truncated", claim=said(relation.claim), arithmetic=arithmetic(relation))


def _remedy(cell: Cell, audit: Audit) -> str:
    reason, request = audit.reason(cell), audit.request(cell)
    if reason != "needs-extract" or request is None:
        return say(f"remedy.{reason}")
    columns = say("said.comma").join(request.columns)
    return say("why.extract", extract=request.extract, columns=columns)


def listed(found: Iterable[Cell]) -> str:
    """Numbers as they are written, and where: all of a few, the first of many."""
    shown = list(map(said, found))
    if len(shown) > LONGEST:
        shown[5:] = [say("said.others", n=len(shown) - 5)]
    first, last = shown[:-1], shown[-1:]
    return say("said.and").join([say("said.comma").join(first), *last] if first else last)
