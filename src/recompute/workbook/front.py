"""Cover, contents and notes."""

from __future__ import annotations

from collections import Counter

from .. import outputs
from ..audit import Audit
from ..explain import EVIDENCE, SIGNS
from ..measure import Result
from ..wording import say
from . import formats
from .live import Live
from .sheets import CONTENTS, COVER, Link, Sheet

NOTES = "Notes"
FRONT = "Pour lire"
UNITS = {
    "€, $": "Les montants sont en unités, même quand l'évaluation imprime des K€, M€ ou M$.",
    "%": "Une part est un nombre sans unité (0,42), montré en pour cent (42 %).",
    "rapport": "Un nombre divisé par un autre de même unité.",
    "rang": "1 pour le plus grand ; des nombres égaux ont le même rang.",
    "jour (n°)": "Un jour, compté depuis le 1er janvier de l'an 1 (jour n° 1).",
    "n° de tableau, annexe…": "Une étiquette ou un renvoi du texte, et non une quantité.",
    "tout autre mot": "Ce qui est compté : personnes, projets, coopérations…",
}
KINDS = {"number": "Vaut", "share": "Part :", "factor": "Multiplie le nombre qui suit :"}
EDGES = {"excluded": "bornes exclues", "included": "bornes comprises"}


def cover(audit: Audit, publication: dict, counts: Counter[str]) -> list[tuple[str, str | Link]]:
    """The lines of the cover."""
    number = f"{len(audit.verdicts)} nombres imprimés, {counts['measures']} mesures"
    return [
        ("title", f"Annexe statistique : {publication['document']}"),
        ("text", "Les nombres de l'évaluation, recalculés un à un par des formules vivantes."),
        ("heading", "Publication vérifiée"),
        ("text", f"{publication['publisher']}, {publication['document']}, {publication['date']}."),
        ("text", f"Licence : {publication['licence']}"),
        ("heading", "Ce que contient ce classeur"),
        ("text", f"{number}, {len(audit.findings)} constats, sur {counts['sheets']} feuilles. "
         "Chaque nombre imprimé est au Registre, avec ce qui le recalcule et le verdict."),
        ("heading", "Comment s'en servir"),
        ("text", "Le Sommaire mène à chaque feuille. Chaque feuille porte un seul tableau : son "
         "titre en A1, ce qu'il faut en savoir en A2, l'en-tête en ligne 3."),
        ("text", "Pour suivre un nombre : Registre, puis la formule, qui renvoie à la feuille du "
         "tableau, dont la formule renvoie aux cellules des tables brutes (« Brut … »)."),
        ("text", "Changer une cellule d'une table brute recalcule tout ce qui en dépend, sauf les "
         "mots : verdicts, constats et calculs en mots sont ceux des nombres transcrits."),
        ("heading", "Règles de preuve"),
        ("text", "Aucune valeur n'est estimée : une partie manquante laisse la somme inconnue. Un "
         "nombre est jugé sur des nombres plus petits, imprimés aussi, ou sur un document nommé."),
        ("text", "Un verdict se lit à son mot et à son signe, jamais à une couleur ; la feuille "
         "Notes les définit, avec les classes de preuve, les unités et les tolérances."),
        ("heading", "Date"),
        ("text", "Ce classeur ne porte pas de date : des mêmes fichiers viennent les mêmes octets. "
         "La feuille Sources donne l'empreinte de chaque fichier lu."),
        ("text", Link(CONTENTS)),
    ]  # fmt: skip


def contents(sheets: list[Sheet]) -> Sheet:
    """A line with a link for each sheet."""
    columns = [("Feuille", 30), ("Ce qu'elle contient", 120), ("Partie", 32), ("Lignes", 10)]
    page = Sheet(CONTENTS, "Sommaire", "Chaque nom de feuille est un lien.", columns, FRONT)
    page.add(Link(COVER), "Ce qu'est ce classeur et comment s'en servir", FRONT, None)
    for sheet in sheets:
        page.add(Link(sheet.name), sheet.title, sheet.group, len(sheet.rows))
    return page


def notes(live: Live, results: list[Result]) -> Sheet:
    """What words, signs and units mean, tolerances, and measures that no formula says."""
    columns = [("Rubrique", 22), ("Terme", 44), ("Sens", 110)]
    page = Sheet(NOTES, "Notes : mots, signes, unités et tolérances", "", columns, FRONT)
    for name in SIGNS:
        page.add("Verdict", formats.verdict(name), say(f"means.{name}"))
    for name in EVIDENCE:
        meaning = say(f"rests_on.{name}")
        page.add("Preuve", formats.evidence(name), f"{meaning[:1].upper()}{meaning[1:]}.")
    for name, meaning in UNITS.items():
        page.add("Unité", name, meaning)
    for phrase, kind, low, high, edges, reason in outputs.tolerances()[1]:
        ends = (f"de {low} à {high}" if high else f"{low} ou plus").replace(".", ",")
        meaning = f"{KINDS.get(kind, kind)} {ends}, {EDGES[edges]} : {reason}"
        page.add("Tolérance", f"« {phrase} »", meaning)
    labels = {result.id: result.label for result in results}
    for name, reason in live.without.items():
        page.add("Sans formule", name, f"{labels[name]} : {reason}. La valeur est écrite.")
    if not live.without:
        page.add("Sans formule", "aucune", "Chaque mesure a une formule de tableur.")
    page.info = (
        f"{len(page.rows)} lignes. Un verdict se lit à son signe et à son mot. Mesures sans "
        f"formule de tableur : {say('said.comma').join(live.without) or 'aucune'}."
    )
    return page
