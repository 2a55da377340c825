"""Section 4.2.1.1 and Encadré 3: authorities and cooperations by level, China against Brazil."""

from recompute.measure import Measure, column

authorities, cooperations = column("tableau_06.authorities"), column("tableau_06.cooperations")
by_level, by_theme = (
    column("encadre_03_levels.authorities"),
    column("encadre_03_themes.cooperations"),
)
china, brazil = {"territory": "china"}, {"territory": "brazil"}

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
        "Collectivités engagées avec la Chine, pour une avec le Brésil", ["level", ""], "encadre_03",
    ),
    Measure(
        "levels.china_over_brazil_by_theme", by_theme.where(**china).sum() / by_theme.where(**brazil).sum(), "ratio",
        "Coopérations avec la Chine, pour une avec le Brésil", ["theme"], "encadre_03",
    ),
]
