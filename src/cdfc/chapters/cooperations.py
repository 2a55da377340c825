"""The cooperations that the text names one by one, and what the authorities met say of theirs
(Figures 2 and 11; Tableaux 4, 5, 7, 8, 9, 17, 18, 22, 23, 24, 25)."""

from recompute.measure import Measure, column

pair = column("cooperations.pair")
start = column("cooperation_starts.pair")
theme = column("tableau_22a.printed_theme")
CODED = {
    "tableau_04": "Acteurs", "tableau_05": "Compétences", "tableau_09": "Acteurs",
    "tableau_17": "Collectivités", "tableau_18": "Collectivités", "tableau_23": "Collectivités",
    "tableau_25": "Outils",
}  # fmt: skip

# fmt: off
MEASURES = [
    Measure("cooperations.mentions", pair.count(), "mentions", "Mentions de la coopération", ["authority,partner"], "figure_11"),
    Measure("cooperations.documented", pair.distinct(), "cooperations", "Coopérations nommées", ["", "level", "partner_level", "certainty", "partner"], "figure_11"),
    Measure("cooperations.documented_by_theme", column("cooperation_themes.pair").distinct(), "cooperations", "Coopérations nommées, par thème", ["theme"], "figure_11"),
    Measure("cooperations.documented_by_start", start.distinct(), "cooperations", "Coopérations dont le début est imprimé", ["year"], "figure_05"),
    Measure("cooperations.authorities", column("cooperations.authority_code").distinct(), "authorities", "Collectivités françaises nommées", ["", "level"], "figure_11"),
    Measure("activities.authorities_by_theme", theme.count(), "authorities", "Collectivités par thématique", ["theme"], "tableau_22a"),
    Measure("activities.themes_by_authority", theme.count(), "themes", "Thématiques de la collectivité", ["authority"], "tableau_22a"),
    Measure("activities.authorities", column("tableau_22a.name").count(), "authorities", "Collectivités du tableau", exhibit="tableau_22a"),
    Measure("activities.theme_share", theme.count() / column("tableau_22a.name").count(), "%", "Part des collectivités qui ont la thématique", ["theme"], "tableau_22a"),
    Measure("coordination.examples", column("tableau_24.example").count(), "examples", "Exemples de coordination", ["coordination", ""], "tableau_24"),
    Measure("actors.local", column("tableau_07.label").count(), "entries", "Acteurs, exemples et partenaires locaux", ["aspect", "theme,aspect"], "tableau_07"),
    Measure("agreements.signed", column("tableau_08.agreement").count(), "agreements", "Accords du développement durable", ["", "area"], "tableau_08"),
    *(
        measure
        for table, what in CODED.items()
        for measure in (
            Measure("coded.rows", column(f"{table}.label").distinct(), "entries", f"{what} du tableau", [f"exhibit={table}"], table),
            Measure("coded.by_category", column(f"{table}.label").distinct(), "entries", f"{what}, par catégorie", [f"aspect,category,exhibit={table}"], table),
        )
    ),
]
