"""What the example's files call things."""

THEMES = {
    "culture_tourism": "Culture et tourisme",
    "economic_development": "Développement économique",
    "education": "Éducation, enseignement, formation",
    "university_science": "Coopération universitaire et scientifique",
    "environment_urban": "Environnement et développement urbain",
    "local_governance": "Gouvernance locale",
    "institutional": "Coopération institutionnelle, académique, scientifique et culturelle",
    "security": "Sécurité",
    "other": "Divers",
    "rural_development": "Développement agricole et rural",
    "health": "Santé",
    "heritage": "Patrimoine",
    "sport": "Sport",
    "transport": "Transports",
    "youth": "Jeunesse",
}
# How Tableaux 12 and 13 write two of them; the cards of the files that do so say what they mean.
PRINTED_THEMES = {
    "Coopération scientifique et universitaire": "university_science",
    "Education enseignement et formation": "education",
}
LEVELS = {"region": "Région", "departement": "Département", "ville": "Ville",
          "agglomeration": "Agglomération"}  # fmt: skip
KINDS = {
    "convention": "Convention",
    "twinning": "Jumelage",
    "other_action": "Autre action extérieure",
}
PARTNER_LEVELS = {"province": "Province ou État", "city": "Ville"}
CALLS = {"annual": "Annuel", "triennial": "Triennal"}
DECISIONS = {"granted": "Accordé", "refused": "Refusé"}


def theme_code(label: str) -> str:
    """The theme that a label of the evaluation's tables means."""
    known = {written: code for code, written in THEMES.items()} | PRINTED_THEMES
    return known[label]
