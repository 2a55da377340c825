"""The page for people: what is printed beside what is recomputed, with where each comes from."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

import jinja2
from markupsafe import Markup, escape

from . import explain, wording
from .audit import Audit, Verdict
from .cards import Card
from .cells import TOTAL, Cell
from .checks.finding import Finding
from .exhibits import Shown
from .extracts.kinds import REASONS, Supplied
from .formula import cells, words
from .measure import Result
from .printed import phrases
from .units import with_unit

VERDICTS = {  # label, and the sign that stands beside it so that colour is not needed
    "contradicted": ("contredit", "✗"),
    "inconsistent": ("incompatible", "≠"),
    "truncated": ("coupé", "⌊⌋"),
    "holds": ("tient", "≈"),
    "reproduced": ("retrouvé", "✓"),
    "consistent": ("cohérent", "○"),
    "unchecked": ("non vérifiable", "·"),
}
STATUSES = {
    "recomputed": "recalculé",
    "partly-recomputed": "recalculé en partie",
    "from-external-source": "d'après une source extérieure",
    "bounded": "encadré",
    "indexed": "répertorié",
    "image-only": "image seule",
}
EVIDENCE = {
    "extract": "extrait fourni",
    "printed-components": "à partir de nombres imprimés plus petits",
    "documented": "compté sur des faits énoncés un à un",
    "external": "avec un autre document publié",
    "bounded": "bornes seulement",
}
KINDS = {
    "recomputation": "recalcul",
    "repeated-quantity": "quantité répétée",
    "truncation": "troncature",
    "sources-disagree": "désaccord avec une autre source",
    "duplicate-label": "étiquette imprimée deux fois",
    "pooled-or-mean": "moyenne des taux ou taux d'ensemble",
    "shares-of-one": "parts qui ne font pas 100 %",
    "numbering": "numérotation",
    "rival-totals": "plusieurs totaux pour une chose",
    "denominator": "le total qui a servi aux parts",
    "mislabelled-share": "part d'autre chose",
    "broken-reference": "renvoi qui mène ailleurs",
    "dates": "dates",
    "list-and-number": "une liste et le nombre qui l'annonce",
}
# Where a line must not break: inside numbers and quotation marks, before French punctuation.
GROUPED = re.compile(r"(?<!\d)\d{1,3}(?: \d{3})+(?!\d)")
TIGHT = re.compile(r"(?<=\d) (?=[%€MK])|(?<=«) | (?=[»:;?!])")
NARROW = "\u202f"


@dataclass(frozen=True)
class Supplies:
    """Supplied extracts: what they change in the ledger, and what became of their rows."""

    changed: list[list[str]]
    accounts: list[dict[str, str]]

    def files(self) -> dict[str, dict]:
        """For each file, how many rows were received and kept, and what was set aside and why."""
        found: dict[str, dict] = {}
        for row in self.accounts:
            file = found.setdefault(row["source"], {"aside": []})
            if row["reason"]:
                file["aside"].append(row)
            else:
                file[row["fate"]] = row["rows"]
        return found


@dataclass(frozen=True)
class Labels:
    """Codes as readers see them."""

    vocabularies: dict[str, dict[str, dict]]

    def key(self, dimensions: dict[str, str]) -> str:
        """The codes of a key, in words."""
        shown = [
            "total"
            if code == TOTAL
            else self.vocabularies.get(name, {}).get(code, {}).get("fr", code)
            for name, code in dimensions.items()
            if name != "row"
        ]
        return " · ".join(dict.fromkeys(shown))

    def cell(self, cell: Cell) -> str:
        """What a cell is: its column and the codes of its row."""
        return " · ".join(filter(None, [cell.label, self.key(cell.dimensions)]))


def typeset(text: str) -> Markup:
    """Escape, then make the spaces where a line must not break narrow and unbreakable."""
    grouped = GROUPED.sub(lambda number: number.group().replace(" ", NARROW), str(escape(text)))
    return Markup(TIGHT.sub(NARROW, grouped))


def build(
    title: str, audit: Audit, results: list[Result], exhibits: list[Shown], vocabularies: dict,
    cards: list[Card | Supplied], supplies: Supplies | None = None,
) -> str:  # fmt: skip
    """The whole page as HTML; it needs no network and no JavaScript."""
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("recompute", ""),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["fr"] = typeset
    labels = Labels(vocabularies)

    def shown(verdict: Verdict) -> str:
        relation = verdict.relation
        if relation is None or relation.result is None:
            return ""
        return with_unit(relation.value, relation.result.unit)

    printed_labels = {s.exhibit.id: s.exhibit.label for s in exhibits}

    def place(cell: Cell) -> str:
        """Which exhibit a number stands in, and what it is of."""
        return " · ".join(filter(None, [printed_labels.get(cell.exhibit), labels.cell(cell)]))

    def subject(finding: Finding) -> str:
        """What a finding is about, in a few words."""
        about = list(dict.fromkeys(map(place, finding.about)))
        return " ; ".join(about[:2]) + (" …" if len(about) > 2 else "")

    counts = Counter(v.verdict for v in audit.verdicts)
    return environment.get_template("page.html.j2").render(
        title=title,
        counts=[(name, counts[name]) for name in VERDICTS if counts[name]],
        total=len(audit.verdicts),
        findings=audit.findings,
        exhibits=exhibits,
        STATUSES=STATUSES,
        verdicts=audit.verdicts,
        results=results,
        cards=cards,
        label=labels.key,
        what=labels.cell,
        subject=subject,
        place=place,
        shown=shown,
        words=words,
        value=with_unit,
        cells_of=lambda result: list(dict.fromkeys(cells(result.formula))),
        phrases=[p for p in phrases() if not (p.kind == "number" and p.low == p.high)],
        VERDICTS=VERDICTS,
        say=wording.say,
        explain=explain,
        audit=audit,
        EVIDENCE=EVIDENCE,
        KINDS=KINDS,
        supplies=supplies,
        REASONS=REASONS,
        synthetic=any(isinstance(card, Supplied) and card.is_synthetic for card in cards),
    )
