"""Judgements in plain French, each with its arithmetic: verdicts, findings, repairs."""

from __future__ import annotations

from .audit import Audit, Finding, Verdict, in_order
from .cells import Cell
from .claims import Relation
from .formula import words
from .repairs import Repair
from .units import french_with_unit

SEVERITIES = {
    "changes-conclusion": "une conclusion du texte ne tient plus",
    "wrong-number": "un nombre est faux, la conclusion reste",
    "presentation": "présentation",
}
REASONS = {
    "needs-extract": "un extrait de la base le réglerait",
    "image-only": "l'image seule le montrait",
    "external-fact": "un document extérieur le réglerait",
    "judgement": "c'est une appréciation",
}


def verdict(found: Verdict, audit: Audit) -> str:
    """Why a printed number has its verdict."""
    cell = found.cell
    match found.verdict:
        case "reproduced":
            return f"Retrouvé : {arithmetic(found.grounds[0])}."
        case "holds":
            said = f"« {cell.written} » est dans la tolérance publiée"
            return f"{said} : {arithmetic(found.grounds[0])}."
        case "truncated":
            return _truncated(found.grounds[0])
        case "contradicted":
            recomputed = f"recalculé : {arithmetic(found.grounds[0])}"
            return f"Imprimé « {cell.written} », {recomputed}. {repairs(found.block.repairs)}"
        case "inconsistent":
            relation = found.grounds[0]
            others = sorted(relation.members - {cell}, key=in_order)
            return (
                f"Ne peut être vrai en même temps que {_list(others)} : {_claimed(relation)} "
                f"{repairs(found.block.repairs)}"
            )
        case "consistent" if found.relation:
            bounds = arithmetic(found.relation)
            return f"Compatible avec les bornes : {bounds} ; {_remedy(cell, audit)}."
        case "consistent":
            tied = {c for r in found.grounds for c in (r.members if r.claim == cell else {r.claim})}
            agrees = f"il s'accorde avec {_list(sorted(tied - {cell}, key=in_order))}"
            return f"Rien de plus petit ne l'explique, mais {agrees} ; {_remedy(cell, audit)}."
    return f"Rien de ce qui est imprimé ne contraint ce nombre ; {_remedy(cell, audit)}."


def finding(found: Finding) -> str:
    """The arithmetic of a finding."""
    if found.kind == "truncation":
        return _truncated(found.relations[0])
    return " ".join(map(_claimed, found.relations))


def repairs(found: tuple[Repair, ...]) -> str:
    """The smallest repairs; of ties all are named, and none preferred."""
    shown = [
        " et ".join(
            f"« {cell.written} » (l. {cell.line}) en {french_with_unit(values, cell.unit)}"
            for cell, values in repair.items()
        )
        for repair in found
    ]
    if not shown:
        return "Aucune correction d'un seul nombre de base n'accorde tout."
    if len(shown) == 1:
        return f"Plus petite correction trouvée : {shown[0]}."
    more = f" ; ou {len(shown) - 3} autres" if len(shown) > 3 else ""
    return (
        "Plus petites corrections trouvées, que l'arithmétique ne départage pas : "
        f"{' ; ou '.join(shown[:3])}{more}."
    )


def arithmetic(relation: Relation) -> str:
    """What a claim is held against: the formula with its numbers, or the other mention."""
    if relation.result is None:
        other = relation.formula
        where = f"l. {other.line}" if other.line else other.source
        return f"« {other.written} » ailleurs ({where})"
    return words(relation.formula, relation.result.unit)


def _claimed(relation: Relation) -> str:
    claim = relation.claim
    return f"« {claim.written} » (l. {claim.line}) est imprimé, or {arithmetic(relation)}."


def _truncated(relation: Relation) -> str:
    cut = f"« {relation.claim.written} » n'est vrai que coupé, non arrondi"
    return f"{cut} : {arithmetic(relation)}."


def _remedy(cell: Cell, audit: Audit) -> str:
    reason, request = audit.reason(cell), audit.request(cell)
    if reason != "needs-extract" or request is None:
        return REASONS[reason]
    return f"l'extrait {request.extract} ({', '.join(request.columns)}) le réglerait"


def _list(found: list[Cell]) -> str:
    shown = [
        f"« {cell.written} » (l. {cell.line})" if cell.line else f"« {cell.written} »"
        for cell in found
    ]
    if len(shown) > 6:
        shown[5:] = [f"{len(shown) - 5} autres"]
    return " et ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)
