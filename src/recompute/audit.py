"""The audit: a verdict for every printed number, and the findings behind the bad ones.

Nothing here knows the report. It reads printed numbers and the relations claimed between them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from .cells import Cell
from .claims import Relation
from .formula import words
from .repairs import Block, Repair, blocks
from .units import french_with_unit


@dataclass(frozen=True)
class Verdict:
    """What can be said of one printed number, and the relation that says it."""

    cell: Cell
    verdict: str
    reason: str
    relation: Relation | None
    explanation: str


@dataclass(frozen=True)
class Finding:
    """One cause of disagreement: what is claimed wrongly, the numbers it touches, the repairs."""

    severity: str
    kind: str
    relations: tuple[Relation, ...]
    cells: tuple[Cell, ...]
    explanation: str
    repairs: tuple[Repair, ...]

    @property
    def advice(self) -> str:
        """The repairs in words."""
        return in_words(self.repairs)


@dataclass(frozen=True)
class Request:
    """What to ask for: an extract, its columns and rows, and the numbers it would settle."""

    question: str
    extract: str
    columns: tuple[str, ...]
    rows: str
    numbers: tuple[str, ...]


class Audit:
    """All verdicts and findings for a report.

    `printed`: its numbers; `relations`: what they claim; `reasons`: why a number that nothing
    smaller explains stays open, if not for want of an extract (a word of the contract, by address
    or series); `requests`: the extracts that would settle the others.
    """

    def __init__(
        self,
        printed: list[Cell],
        relations: list[Relation],
        reasons: dict[str, str],
        requests: list[Request],
    ):
        self.printed, self.relations = printed, relations
        self.reasons, self.requests = reasons, requests

    @cached_property
    def _around(self) -> dict[Cell, list[Relation]]:
        """The relations that each cell takes part in."""
        found: dict[Cell, list[Relation]] = defaultdict(list)
        for relation in self.relations:
            for cell in relation.members:
                found[cell].append(relation)
        return found

    def _named(self, cell: Cell) -> list[str]:
        """The names a number goes by: its own, and those of the quantity it is a mention of."""
        mentions = [r.formula for r in self._around[cell] if r.claim == cell and r.result is None]
        return [name for c in [cell, *mentions] for name in (c.id, c.series)]

    def reason(self, cell: Cell) -> str:
        """Why nothing smaller explains this number, as one of the contract's words."""
        return next(
            (self.reasons[n] for n in self._named(cell) if n in self.reasons), "needs-extract"
        )

    def request(self, cell: Cell) -> Request | None:
        """What would settle this number, if an extract would."""
        names = self._named(cell)
        return next((r for r in self.requests if set(names) & set(r.numbers)), None)

    def _remedy(self, cell: Cell) -> str:
        request = self.request(cell)
        if self.reason(cell) != "needs-extract" or request is None:
            return REASONS[self.reason(cell)]
        return f"l'extrait {request.extract} ({', '.join(request.columns)}) le réglerait"

    @cached_property
    def blocks(self) -> list[Block]:
        """The blocks of relations that cannot all hold."""
        return blocks(self.relations)

    @cached_property
    def suspects(self) -> dict[Cell, Block]:
        """The printed numbers that may be wrong, each with the block it stands in."""
        return {cell: block for block in self.blocks for cell in block.suspects()}

    @cached_property
    def verdicts(self) -> list[Verdict]:
        """One verdict for each printed number, in the order given."""
        return [self._verdict(cell) for cell in self.printed]

    def _verdict(self, cell: Cell) -> Verdict:
        own = [r for r in self._around[cell] if r.claim == cell]
        part_of = [r for r in self._around[cell] if r.claim != cell]
        failing = [r for r in own if r.outcome == "fails"]
        for relation in failing:
            if relation.result is not None:
                return Verdict(cell, "contradicted", "", relation, self._contradicted(relation))
        if failing or cell in self.suspects:
            near = failing or [r for r in part_of if r.outcome == "fails"]
            relation = (near or self.suspects[cell].failing)[0]
            return Verdict(cell, "inconsistent", "", None, self._inconsistent(cell, relation))
        for outcome in ("reproduced", "holds", "truncated"):
            for relation in own:
                if relation.outcome == outcome:
                    return Verdict(cell, outcome, "", relation, EXPLAIN[outcome](relation))
        reason = self.reason(cell)
        holding = [r for r in own + part_of if r.outcome not in ("fails", "untested")]
        if holding:
            bound = next((r for r in own if r.result is not None and r in holding), None)
            return Verdict(cell, "consistent", reason, bound, self._consistent(cell, holding))
        nothing = f"Rien de ce qui est imprimé ne contraint ce nombre ; {self._remedy(cell)}."
        return Verdict(cell, "unchecked", reason, None, nothing)

    def _consistent(self, cell: Cell, holding: list[Relation]) -> str:
        remedy = self._remedy(cell)
        bounds = next((r for r in holding if r.claim == cell and r.result is not None), None)
        if bounds:
            return f"Compatible avec les bornes : {_arithmetic(bounds)} ; {remedy}."
        ties = {c for r in holding for c in (r.members if r.claim == cell else {r.claim})}
        agrees = f"il s'accorde avec {_list(sorted(ties - {cell}, key=_order))}"
        return f"Rien de plus petit ne l'explique, mais {agrees} ; {remedy}."

    def _contradicted(self, relation: Relation) -> str:
        block = next(block for block in self.blocks if relation in block.failing)
        return (
            f"Imprimé « {relation.claim.written} », recalculé : {_arithmetic(relation)}. "
            f"{in_words(block.repairs)}"
        )

    def _inconsistent(self, cell: Cell, relation: Relation) -> str:
        block = self.suspects.get(cell) or next(b for b in self.blocks if relation in b.failing)
        others = sorted(relation.members - {cell}, key=_order)
        return (
            f"Ne peut être vrai en même temps que {_list(others)} : « {relation.claim.written} » "
            f"est imprimé (l. {relation.claim.line}), or {_arithmetic(relation)}. "
            f"{in_words(block.repairs)}"
        )

    @cached_property
    def findings(self) -> list[Finding]:
        """One finding for each cause, most severe first, then in the order of the report."""
        found = [self._finding(block) for block in self.blocks]
        found += [
            Finding("presentation", "truncation", (r,), (r.claim,), EXPLAIN["truncated"](r), ())
            for r in self.relations
            if r.outcome == "truncated"
        ]
        rank = list(SEVERITIES)
        return sorted(found, key=lambda f: (rank.index(f.severity), _order(f.cells[0])))

    @staticmethod
    def _finding(block: Block) -> Finding:
        phrase = any(_worded(r.claim) for r in block.failing)
        mention = all(r.result is None for r in block.failing)
        explanation = " ".join(
            f"« {r.claim.written} » (l. {r.claim.line}) est imprimé, or {_arithmetic(r)}."
            for r in block.failing
        )
        return Finding(
            "changes-conclusion" if phrase else "wrong-number",
            "repeated-quantity" if mention else "recomputation",
            block.failing,
            tuple(sorted(block.cells() | block.suspects(), key=_order)),
            explanation,
            block.repairs,
        )


# A claim put in words (« près d'un quart ») is a conclusion of the text: if it fails, so does that.
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


def _worded(cell: Cell) -> bool:
    """Is this a share or a ratio put in words, with no digit?"""
    return cell.kind in ("share", "ratio") and not any(map(str.isdigit, cell.written))


def _order(cell: Cell) -> tuple[int, str]:
    return cell.line or 0, cell.id


def _arithmetic(relation: Relation) -> str:
    if relation.result is None:
        other = relation.formula
        where = f"l. {other.line}" if other.line else other.source
        return f"« {other.written} » ailleurs ({where})"
    return words(relation.formula, relation.result.unit)


def _shown(relation: Relation) -> str:
    return french_with_unit(relation.value, relation.result.unit)


def _list(found: list[Cell]) -> str:
    shown = [
        f"« {cell.written} » (l. {cell.line})" if cell.line else f"« {cell.written} »"
        for cell in found
    ]
    if len(shown) > 6:
        shown[5:] = [f"{len(shown) - 5} autres"]
    return " et ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


def in_words(repairs: tuple[Repair, ...]) -> str:
    """The smallest repairs, in words; of ties none is preferred."""
    shown = [
        " et ".join(
            f"« {cell.written} » (l. {cell.line}) en {french_with_unit(values, cell.unit)}"
            for cell, values in repair.items()
        )
        for repair in repairs
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


EXPLAIN = {
    "reproduced": lambda r: f"Retrouvé : {_arithmetic(r)}.",
    "holds": lambda r: f"« {r.claim.written} » est dans la tolérance publiée : {_arithmetic(r)}.",
    "truncated": lambda r: (
        f"« {r.claim.written} » n'est vrai que coupé, non arrondi : {_arithmetic(r)}."
    ),
}
