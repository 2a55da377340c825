"""The lists: measures, ledger, findings, catalogue, data request, sources."""

from __future__ import annotations

from collections.abc import Sequence

from .. import explain, outputs, wording
from ..audit import Audit
from ..cards import Card
from ..cells import in_order
from ..exhibits import Shown
from ..extracts.kinds import Supplied
from ..formula import words
from ..measure import Result
from ..wording import say, translated
from . import formats
from .live import Live
from .sheets import Link, Names, Sheet

RESULTS, REFERENCE = "Résultats", "Références"


def ledger(audit: Audit, live: Live, exhibits: list[Shown], names: Names) -> Sheet:
    """Every printed number: as read, as recomputed, both by reference, and its verdict."""
    columns = [("Ligne de l'évaluation", 12), ("Où", 14), ("Ce que c'est", 40), ("De quoi", 30),
               ("Imprimé", 18), ("Valeur lue", 16), ("Recalculé", 16),
               ("Recalculé, borne haute", 16), ("Unité", 14), ("Verdict", 18), ("Preuve", 30),
               ("Pourquoi", 90), ("Identifiant", 44)]  # fmt: skip
    sheet = Sheet(
        names.take("Registre"), "Registre : chaque nombre imprimé et son verdict",
        f"{len(audit.verdicts)} nombres, dans l'ordre de l'évaluation. « Valeur lue » renvoie à la "
        "table brute, « recalculé » à la formule de la mesure.", columns, RESULTS,
    )  # fmt: skip
    labels = {shown.exhibit.id: shown.exhibit.label for shown in exhibits}
    for verdict in sorted(audit.verdicts, key=lambda verdict: in_order(verdict.cell)):
        cell = verdict.cell
        result = verdict.result
        computed = live.items(result, sheet, 6) if result else [None, None]
        sheet.add(
            cell.line, labels.get(cell.exhibit, "Texte"), translated(cell.label),
            wording.key(cell.dimensions), cell.written, live.raw.read(cell), *computed,
            formats.unit(cell.unit), formats.verdict(verdict.verdict),
            formats.evidence(result.evidence) if result else None,
            explain.verdict(verdict, audit), cell.id,
        )  # fmt: skip
    return sheet


def measures(live: Live, results: list[Result], names: Names) -> Sheet:
    """Every measure; its formula stands here if it stands on no other sheet."""
    columns = [("Ce que c'est", 50), ("De quoi", 36), ("Valeur ou borne basse", 16),
               ("Borne haute", 16), ("Unité", 14), ("Preuve", 30), ("Calcul en mots", 90),
               ("Formule sur la feuille", 22), ("Identifiant", 50)]  # fmt: skip
    sheet = Sheet(
        names.take("Mesures"), "Mesures : tout ce qui est calculé",
        f"{len(results)} mesures. La formule est sur la feuille nommée ; les autres feuilles y "
        "renvoient. Les mesures des tableaux sont sur leurs feuilles, les autres ici.",
        columns, RESULTS,
    )  # fmt: skip
    for result in results:
        computed = live.items(result, sheet, 2)
        home = live.homes[result.id][0][0]
        sheet.add(
            translated(result.label), wording.key(result.key), *computed,
            formats.unit(result.unit), formats.evidence(result.evidence),
            words(result.formula, result.unit), Link(home), result.id,
        )  # fmt: skip
    return sheet


def findings(audit: Audit, names: Names) -> Sheet:
    """What cannot be true, the most severe first."""
    columns = [("N°", 8), ("Gravité", 28), ("Genre", 24), ("Lignes de l'évaluation", 20),
               ("Ce qui ne va pas", 90), ("Corrections possibles", 70)]  # fmt: skip
    sheet = Sheet(
        names.take("Constats"), "Constats : ce qui ne peut être vrai, le plus grave d'abord",
        f"{len(audit.findings)} constats, un par cause.", columns, RESULTS,
    )  # fmt: skip
    for number, finding in enumerate(audit.findings, 1):
        sheet.add(
            f"F{number:02}", say(f"severity.{finding.severity}"),
            say(f"kind.{finding.kind}"), " ".join(map(str, finding.lines)),
            f"{finding.explanation} {finding.weight}",
            explain.repairs(finding.repairs) if finding.repairs else None,
        )  # fmt: skip
    return sheet


def catalogue(exhibits: list[Shown], homes: dict[str, list[str]], names: Names) -> Sheet:
    """Every table, figure and box, how far it is recomputed, and on which sheet."""
    columns = [("Code", 16), ("Imprimé", 14), ("Titre", 50), ("Ligne de l'évaluation", 12),
               ("État", 26), ("Pourquoi pas plus", 70), ("Source imprimée", 50),
               ("Feuilles", 40)]  # fmt: skip
    sheet = Sheet(
        names.take("Catalogue"), "Catalogue : tableaux, figures et encadrés",
        f"{len(exhibits)} en tout, dans l'ordre de l'évaluation.", columns, REFERENCE,
    )  # fmt: skip
    for shown in exhibits:
        entry = shown.exhibit
        status = shown.status
        sheet.add(
            entry.id, entry.label, entry.title, entry.line, say(f"status.{status.word}"),
            status.why, entry.source.written if entry.source else None,
            " ; ".join(homes.get(entry.id, [])),
        )  # fmt: skip
    return sheet


def requests(audit: Audit, names: Names) -> Sheet:
    """What to ask for, so that open numbers can be settled."""
    columns = [("Demande", 60), ("Nombres imprimés", 60), ("Extrait", 24), ("Colonnes", 40),
               ("Lignes", 40), ("Ce que cela réglerait", 50)]  # fmt: skip
    rows = outputs.data_request(audit)[1]
    sheet = Sheet(
        names.take("Demande de données"), "Demande de données : ce qui réglerait le reste",
        f"{len(rows)} demandes. Seules figurent celles qui ont encore un nombre ouvert.",
        columns, REFERENCE,
    )  # fmt: skip
    for row in rows:
        sheet.add(*row)
    return sheet


def sources(cards: Sequence[Card | Supplied], names: Names) -> Sheet:
    """Every raw file with its publication and its digest."""
    columns = [("Fichier", 44), ("Titre", 56), ("Éditeur", 40), ("Document", 50), ("Date", 14),
               ("Licence", 50), ("Preuve", 30), ("SHA-256", 68)]  # fmt: skip
    sheet = Sheet(
        names.take("Sources"), "Sources : chaque fichier lu et son empreinte",
        f"{len(cards)} fichiers. Un fichier dont l'empreinte a changé n'est pas lu.",
        columns, REFERENCE,
    )  # fmt: skip
    for card in cards:
        about, evidence = card.publication, getattr(card, "evidence", "extract")
        sheet.add(
            card.source, card.content.get("title"),
            *(str(about.get(name, "")) for name in ("publisher", "document", "date", "licence")),
            formats.evidence(evidence), card.content.get("sha256"),
        )  # fmt: skip
    return sheet
