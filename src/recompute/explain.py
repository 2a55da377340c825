"""Judgements in plain French, each with its arithmetic: verdicts, findings, repairs."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import TYPE_CHECKING

from . import dates
from .averaging import averaged_otherwise
from .cells import Cell, in_order, key_text
from .claims import Relation
from .exact import Interval
from .formula import words
from .odds import passing
from .repairs import FAR, Repair
from .units import DATE, french, french_with_unit

if TYPE_CHECKING:
    from .audit import Audit, Verdict

AGREES = {"reproduced": "Retrouvé", "holds": "Dans la tolérance publiée"}
ELSEWHERE = {
    "=": "Ailleurs",
    "<=": "Ne peut dépasser",
    ">=": "Ne peut être moins que",
    "->": "Ce dont il est question",
}
SHOWN = 4  # relations, or sets of numbers, of one finding that are spelt out
LONGEST = 6  # cells of a set that a reader can take in
REASONS = {
    "needs-extract": "Un extrait de la base le réglerait",
    "image-only": "L'image seule le montrait",
    "external-fact": "Un document extérieur le réglerait",
    "judgement": "C'est une appréciation",
}


def verdict(found: Verdict, audit: Audit) -> str:
    """Why a printed number has its verdict."""
    cell, shown = found.cell, _said(found.cell)
    match found.verdict:
        case "reproduced" | "holds" as agrees:
            relation, *against = found.grounds
            text = f"{AGREES[agrees]}. {arithmetic(relation)}."
            if against:
                text += f" Un autre calcul ne le donne pas. {arithmetic(against[0])}."
                text += f" {repairs(found.block.repairs)}"
            return text
        case "truncated":
            return truncated(found.grounds[0])
        case "contradicted":
            return f"{_claimed(found.grounds[0])} {repairs(found.block.repairs)}"
        case "inconsistent":
            relation = found.grounds[0]
            others = listed(sorted(relation.members - {cell}, key=in_order))
            clash = f"{shown} ne peut être vrai en même temps que {others}"
            return f"{clash}. {_claimed(relation)} {repairs(found.block.repairs)}"
        case "consistent" if found.relation:
            bounds = f"{arithmetic(found.relation)}.{_odds(found.relation)}"
            return f"Compatible avec les bornes. {bounds} {_remedy(cell, audit)}."
        case "consistent":
            tied = {c for r in found.grounds for c in (r.members if r.claim == cell else {r.claim})}
            agrees = f"il s'accorde avec {listed(sorted(tied - {cell}, key=in_order))}"
            return f"Rien de plus petit ne l'explique, mais {agrees}. {_remedy(cell, audit)}."
    nothing = "Rien de ce qui est imprimé ne contraint ce nombre : un faux passerait toujours"
    return f"{nothing}. {_remedy(cell, audit)}."


def _odds(relation: Relation) -> str:
    """How much a check against bounds says, for a number that it can be worked out for."""
    share = passing(relation)
    if share is None:
        return ""
    if share == 1:
        return " Mais un faux de même longueur passerait toujours."
    often = french(100 * share)
    if share < Fraction(1, 100) or share > Fraction(99, 100):
        often = "moins de 1" if share < Fraction(1, 2) else "plus de 99"
    return f" Un faux de même longueur passerait {often} fois sur 100."


def disagreement(failing: tuple[Relation, ...], conflicts: list[list[Cell]]) -> str:
    """The arithmetic of numbers that cannot be true together, and which exclude each other."""
    shown, more = failing[:SHOWN], len(failing) - SHOWN
    text = " ".join(map(_claimed, shown))
    if more > 0:
        text += f" Et {more} autres désaccords de même cause."
    excluded = [c for c in conflicts if 2 <= len(c) <= LONGEST][:SHOWN]
    for relation in failing:
        if other := averaged_otherwise(relation):
            text += f" L'autre moyenne le donne : {words(other, relation.result.unit)}."
    if len(failing) > 1 and excluded:
        sets = " ; ".join(map(listed, excluded))
        text += f" Ne peuvent être vrais ensemble : {sets}."
    return text


def mislabelled(share: Cell, part: Cell, stated: Cell | None, wholes: list[Cell]) -> str:
    """A share that comes out of another whole than the one that the text says, if it is printed."""

    def quotient(whole: Cell) -> str:
        found = french_with_unit(part.value / whole.value, share.unit)
        return f"{_said(part)} ÷ {_said(whole)} = {found}"

    against = f"or {quotient(stated)}" if stated else "mais rien d'imprimé ne donne ce tout"
    ways = " ; ".join(map(quotient, wholes))
    return (
        f"{_said(share)} est dit « {share.label} », {against}. "
        f"Ce que l'arithmétique retrouve : {ways}."
    )


def shares(pairs: list[tuple[Cell, Cell]]) -> str:
    """Counts beside their printed shares."""
    return ", ".join(f"{_said(part)} pour {_said(share)}" for part, share in pairs)


def repairs(found: tuple[Repair, ...]) -> str:
    """The smallest repairs; of ties all are named, and none preferred."""
    shown = [
        " et ".join(
            f"{_said(cell)} en {_values(values, cell.unit)}" for cell, values in repair.items()
        )
        for repair in found
    ]
    if not shown:
        return "Aucune correction de nombres imprimés n'accorde tout."
    if len(shown) == 1:
        return f"Plus petite correction trouvée : {shown[0]}."
    more = f" ; ou {len(shown) - 3} autres" if len(shown) > 3 else ""
    return (
        "Plus petites corrections trouvées, que l'arithmétique ne départage pas : "
        f"{' ; ou '.join(shown[:3])}{more}."
    )


def _values(values: Interval, unit: str) -> str:
    """What could be printed instead; a side without end is said so."""
    if values.low == -FAR or values.high == FAR:
        if values.low != -FAR:
            return f"{french_with_unit(values.low, unit)} ou plus"
        return f"{french_with_unit(values.high, unit)} ou moins" if values.high != FAR else "autre"
    return french_with_unit(values, unit)


def arithmetic(relation: Relation) -> str:
    """What a claim is held against: the measure and its numbers, or the other mention."""
    match relation.formula, relation.sign:
        case Interval(low, high), _:
            return f"Le rapport date de {dates.french(low, high)}"
        case Cell() as mention, ">=" if mention.unit == DATE:
            return f"Le texte le dit postérieur à {_said(mention)}, {mention.label}"
        case Cell() as mention, sign if relation.result is None:
            return f"{ELSEWHERE[sign]} : {_said(mention)}"
    key = f" ({key_text(relation.result.key)})" if relation.result.key else ""
    return f"{relation.result.label}{key} : {words(relation.formula, relation.result.unit)}"


def _said(cell: Cell) -> str:
    """A number as it is written, and where."""
    return f"« {cell.written} » ({f'l. {cell.line}' if cell.line else cell.source})"


def _claimed(relation: Relation) -> str:
    return f"{_said(relation.claim)} est imprimé. {arithmetic(relation)}."


def truncated(relation: Relation) -> str:
    """A number that is right only if its digits were cut."""
    cut = f"« {relation.claim.written} » n'est vrai que coupé, non arrondi"
    return f"{cut}. {arithmetic(relation)}."


def _remedy(cell: Cell, audit: Audit) -> str:
    reason, request = audit.reason(cell), audit.request(cell)
    if reason != "needs-extract" or request is None:
        return REASONS[reason]
    return f"L'extrait {request.extract} ({', '.join(request.columns)}) le réglerait"


def listed(found: Iterable[Cell]) -> str:
    """Numbers as they are written, and where: all of a few, the first of many."""
    shown = list(map(_said, found))
    if len(shown) > 6:
        shown[5:] = [f"{len(shown) - 5} autres"]
    return " et ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)
