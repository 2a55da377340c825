"""What is counted in the Atlas: authorities and cooperations by level (4.2.1.1, Encadré 3), projects
by decade (6.1.2), actions by theme (6.4.1, Figure 10); China against Brazil."""

from fractions import Fraction

from recompute.measure import Measure, between, column, growth

# Levels
authorities, cooperations = column("tableau_06.authorities"), column("tableau_06.cooperations")
by_level, by_theme = (
    column("encadre_03_levels.authorities"),
    column("encadre_03_themes.cooperations"),
)
china, brazil = {"territory": "china"}, {"territory": "brazil"}

# Decades
launched_projects = column("tableau_16.projects")
LENGTHS = {"1981-1990": 10, "1991-2000": 10, "2001-2009": 9}  # years; the last « decade » has nine
PAIRS = list(zip(LENGTHS, list(LENGTHS)[1:], strict=False))

# Themes
actions, printed_share = column("themes.actions"), column("figure_10.share")
in_atlas = column("atlas.count")
rural = printed_share.where(theme="rural_development")
atlas_projects = in_atlas.where(item="projects").sum()
not_counted = (atlas_projects - actions.sum()) / atlas_projects
HALF_POINT = Fraction(1, 200)


def launched(decade: str):
    """The projects launched in a decade."""
    return launched_projects.where(decade=decade).sum()


# fmt: off
MEASURES = [
    Measure("levels.authorities", authorities.sum(), "authorities", "Collectivités engagées avec la Chine", exhibit="tableau_06"),
    Measure("levels.cooperations", cooperations.sum(), "cooperations", "Coopérations engagées avec la Chine", exhibit="tableau_06"),
    Measure(
        "levels.cooperations_per_authority", cooperations.sum() / authorities.sum(), "ratio",
        "Coopérations par collectivité", ["level", ""], "tableau_06",
    ),
    Measure(
        "levels.share_of_cooperations", cooperations.sum() / cooperations.where(level=("agglomeration", "departement", "region", "ville")).sum(),
        "%", "Part du niveau dans les coopérations", ["level"], "tableau_06",
    ),
    Measure("levels.authorities_by_country", by_level.sum(), "authorities", "Collectivités engagées", ["territory"], "encadre_03"),
    Measure(
        "levels.china_over_brazil", by_level.where(**china).sum() / by_level.where(**brazil).sum(), "ratio",
        "Collectivités engagées, Chine rapportée au Brésil", ["level", ""], "encadre_03",
    ),
    Measure(
        "levels.china_over_brazil_by_theme", by_theme.where(**china).sum() / by_theme.where(**brazil).sum(), "ratio",
        "Coopérations, Chine rapportée au Brésil", ["theme"], "encadre_03",
    ),
    Measure("dynamics.projects", launched_projects.sum(), "projects", "Projets lancés, toutes décennies", exhibit="tableau_16"),
    *(
        Measure(
            "dynamics.projects_per_year", launched(decade) / years, "per year",
            "Projets lancés par an", [f"decade={decade}"], "tableau_16",
        )
        for decade, years in LENGTHS.items()
    ),
    *(
        Measure(
            "dynamics.ratio_to_previous", launched(new) / launched(old), "ratio",
            "Projets, rapportés à ceux de la décennie précédente", [f"decade={new}"], "tableau_16",
        )
        for old, new in PAIRS
    ),
    *(
        Measure(
            "dynamics.growth", growth(launched(new), launched(old)), "%",
            "Évolution depuis la décennie précédente", [f"decade={new}"], "tableau_16",
        )
        for old, new in PAIRS
    ),
    *(
        Measure(
            "dynamics.growth_per_year", growth(launched(new) / LENGTHS[new], launched(old) / LENGTHS[old]), "%",
            "Évolution du rythme annuel depuis la décennie précédente", [f"decade={new}"], "tableau_16",
        )
        for old, new in PAIRS
    ),
    Measure("atlas.all_actions", in_atlas.where(item=("projects", "other_actions")).sum(), "actions", "Projets et autres actions de l'Atlas", ["territory=china"]),
    Measure("themes.share", actions.sum() / atlas_projects, "%", "Part de la thématique dans les projets de l'Atlas", ["territory,theme"], "figure_10"),
    Measure("themes.share_of_stated_total", actions.sum() / actions.where(theme="total").sum(), "%", "Part de la thématique dans le total annoncé", ["territory,theme"], "figure_10"),
    Measure("themes.actions_given", actions.sum(), "actions", "Actions dont la thématique est donnée", ["territory"], "figure_10"),
    Measure("themes.actions_not_given", atlas_projects - actions.sum(), "actions", "Projets dont la thématique n'est pas donnée", ["territory=china"], "figure_10"),
    # Shares printed to the unit may each be half a point more or less; China's own counts stand first.
    Measure("themes.share_given", between(printed_share.sum() - printed_share.count() * HALF_POINT, printed_share.sum() + printed_share.count() * HALF_POINT), "%", "Parts données par le texte de la figure, additionnées", ["territory"], "figure_10"),
    Measure("themes.share_open", between(not_counted - rural.sum() - HALF_POINT, not_counted - rural.sum() + HALF_POINT), "%", "Part que le texte laisse ouverte", ["territory=china"], "figure_10"),
    Measure("themes.share_open", between(1 - printed_share.sum() - printed_share.count() * HALF_POINT, 1 - printed_share.sum() + printed_share.count() * HALF_POINT), "%", "Part que le texte laisse ouverte", ["territory=brazil"], "figure_10"),
]
