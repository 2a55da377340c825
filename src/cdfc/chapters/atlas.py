"""What is counted in the Atlas: authorities and cooperations by level (4.2.1.1, Encadré 3), projects
by decade (6.1.2), actions by theme (6.4.1, Figure 10); China against Brazil."""

from fractions import Fraction
from typing import Any

from recompute.exact import exact
from recompute.extracts.tally import Later, Of, Tally, Where, different, entering, named, rows
from recompute.measure import (
    Expression,
    Measure,
    between,
    ceiling,
    column,
    floor,
    growth,
    least,
    rank,
)
from recompute.printed import phrase

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
WHOLE = {"2001-2010": 10}  # what rows of later years make of it
PAIRS = [*zip(LENGTHS, list(LENGTHS)[1:], strict=False), ("1991-2000", "2001-2010")]

# Years. A year's projects are between nothing and what its decade leaves; as many authorities begin
# with a first project in all as the Atlas counts authorities. 5 is the height of the two peaks, 3 is
# « rarely » exceeded up to 1996: in one year out of five at most, as the table of phrases has it.
peak, usual = column("l4051.peak_flow").sum(), column("l4050.low_flow_maximum").sum()
PEAKS, HIGHEST, LOW_FLOW, HIGH_FLOW = ("1998", "2006"), "2006", range(1981, 1997), range(1997, 2010)
EXCEPTIONS = int(len(LOW_FLOW) * exact(phrase("rarement").high))
low_flow_at_most = usual * (len(LOW_FLOW) - EXCEPTIONS) + peak * EXCEPTIONS
high_flow_at_most = peak * len(HIGH_FLOW)

# Themes
actions, printed_share = column("themes.actions"), column("figure_10.share")
in_atlas = column("atlas.count")
rural = printed_share.where(theme="rural_development")
atlas_projects = in_atlas.where(item="projects").sum()
all_authorities = in_atlas.where(territory="china", item="authorities").sum()
not_counted = (atlas_projects - actions.sum()) / atlas_projects
HALF_POINT = Fraction(1, 200)


PRINTED = {  # the themes whose share the text of Figure 10 gives
    "china": ("culture_tourism", "economic_development", "environment_urban", "rural_development"),
    "brazil": (
        "culture_tourism",
        "environment_urban",
        "economic_development",
        "local_governance",
        "rural_development",
    ),
}


def share_of(theme: str, country: str) -> Expression:
    """The printed share of a theme."""
    return printed_share.where(theme=theme, territory=country).sum()


def launched(decade: str) -> Expression:
    """The projects launched in a decade."""
    return launched_projects.where(decade=decade).sum()


def in_year(year: str, decade: str) -> Expression:
    """The bounds of a year's projects.

    The highest year of a decade has at least the mean; another at most half of both together, or
    what the year of a peak leaves.
    """
    total, peaks = launched(decade), [p for p in PEAKS if decade[:4] <= p <= decade[5:]]
    if year == HIGHEST:
        return between(ceiling(total / LENGTHS[decade]), total)
    if year in peaks:
        return between(peak, total)
    if HIGHEST in peaks:
        return between(0, floor(total / 2))
    return between(0, least(total, total - peak * len(peaks)))


def entries_in_year() -> Expression:
    """The bounds of a year's first projects: no more than a peak has, nor than the peaks leave."""
    return between(0, least(peak, all_authorities - peak * len(PEAKS)))


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
        for decade, years in (LENGTHS | WHOLE).items()
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
            "dynamics.growth_per_year", growth(launched(new) / (LENGTHS | WHOLE)[new], launched(old) / LENGTHS[old]), "%",
            "Évolution du rythme annuel depuis la décennie précédente", [f"decade={new}"], "tableau_16",
        )
        for old, new in PAIRS
    ),
    *(
        Measure("dynamics.projects_in_year", in_year(str(year), decade), "projects", "Projets possibles dans l'année", [f"year={year}"], "figure_06")
        for decade in LENGTHS
        for year in range(int(decade[:4]), int(decade[5:]) + 1)
    ),
    *(
        Measure("dynamics.entries_in_year", entries_in_year(), "projects", "Premiers projets possibles dans l'année", [f"year={year}"], "figure_05")
        for year in (*LOW_FLOW, *HIGH_FLOW)
        if str(year) not in PEAKS
    ),
    Measure("dynamics.entries", between(all_authorities - high_flow_at_most, low_flow_at_most), "projects", "Premiers projets possibles", ["period=1981-1996"], "figure_05"),
    Measure("dynamics.entries", between(all_authorities - low_flow_at_most, high_flow_at_most), "projects", "Premiers projets possibles", ["period=1997-2009"], "figure_05"),
    Measure(
        "dynamics.ratio_to_two_previous", launched("2001-2009") / ((launched("1981-1990") + launched("1991-2000")) / 2), "ratio",
        "Projets, rapportés à la moyenne des deux décennies précédentes", ["decade=2001-2009"], "tableau_16",
    ),
    Measure("dynamics.decades_before", launched_projects.where(decade=("1981-1990", "1991-2000")).count(), "decades", "Décennies avant la dernière", exhibit="tableau_16"),
    Measure("atlas.all_actions", in_atlas.where(item=("projects", "other_actions")).sum(), "actions", "Projets et autres actions de l'Atlas", ["territory=china"]),
    Measure("themes.share", actions.sum() / atlas_projects, "%", "Part de la thématique dans les projets de l'Atlas", ["territory,theme"], "figure_10"),
    Measure("themes.share_of_stated_total", actions.sum() / actions.where(theme="total").sum(), "%", "Part de la thématique dans le total annoncé", ["territory,theme"], "figure_10"),
    Measure("themes.actions_given", actions.sum(), "actions", "Actions dont la thématique est donnée", ["territory"], "figure_10"),
    Measure("themes.actions_not_given", atlas_projects - actions.sum(), "actions", "Projets dont la thématique n'est pas donnée", ["territory=china"], "figure_10"),
    Measure("themes.actions_left", between(atlas_projects - actions.sum(), actions.where(theme="total").sum() - actions.sum()), "actions", "Actions dont le thème n'est pas donné, selon le total pris", ["territory=china"], "figure_09"),
    Measure("themes.actions_rural", between(ceiling((rural.sum() - HALF_POINT) * atlas_projects), floor((rural.sum() + HALF_POINT) * actions.where(theme="total").sum())), "actions", "Actions rurales que la part imprimée admet", ["territory=china"], "figure_09"),
    # Shares printed to the unit may each be half a point more or less; China's own counts stand first.
    Measure("themes.share_given", between(printed_share.sum() - printed_share.count() * HALF_POINT, printed_share.sum() + printed_share.count() * HALF_POINT), "%", "Parts données par le texte de la figure, additionnées", ["territory"], "figure_10"),
    Measure("themes.share_open", between(not_counted - rural.sum() - HALF_POINT, not_counted - rural.sum() + HALF_POINT), "%", "Part que le texte laisse ouverte", ["territory=china"], "figure_10"),
    Measure("themes.share_open", between(1 - printed_share.sum() - printed_share.count() * HALF_POINT, 1 - printed_share.sum() + printed_share.count() * HALF_POINT), "%", "Part que le texte laisse ouverte", ["territory=brazil"], "figure_10"),
    *(
        Measure("themes.rank", rank(share_of(theme, country), *(share_of(t, country) for t in PRINTED[country] if t != theme)), "rank", "Rang de la thématique parmi les parts imprimées", [f"territory={country},theme={theme}"], "figure_10")
        for country in PRINTED
        for theme in PRINTED[country]
    ),
]

# What the Atlas's rows are counted into. A project has an agreement; it is counted as the report
# counts, « under way, or ended after 2005 » (footnote 79), where the report says so.
WINDOW = (1981, 2009)
Wanted = dict[str, tuple[str, ...] | Later]
WITH_CHINA: Wanted = {"country": ("china",)}
COUNTRIES: Wanted = {"country": ("china", "brazil")}
PROJECT: Wanted = {"kind": ("convention", "twinning")}
COUNTED: Wanted = {"end_year": Later(2005)}


def tally(
    series: str, what: Of, by: tuple[str, ...] = (), where: Where = WITH_CHINA, **more: Any
) -> Tally:
    """A tally of the Atlas's projects."""
    return Tally(series, "atlas_projects", what, WINDOW, by, where, **more)


TALLIES = [
    tally("tableau_06.authorities", different("authority"), ("level",), unit="authorities", label="collectivités", exhibit="tableau_06"),
    tally("tableau_06.cooperations", rows(), ("level",), unit="cooperations", label="coopérations", exhibit="tableau_06"),
    tally("encadre_03_levels.authorities", different("authority"), ("territory", "level"), COUNTRIES, unit="authorities", label="collectivités", exhibit="encadre_03"),
    tally("atlas.count", rows(), ("territory",), COUNTRIES | PROJECT | COUNTED, fixed={"item": "projects"}, unit="entries", label="recensés"),
    tally("atlas.count", rows(), ("territory",), COUNTRIES | COUNTED | {"kind": ("other_action",)}, fixed={"item": "other_actions"}, unit="entries", label="recensés"),
    tally("atlas.count", different("authority"), ("territory",), COUNTRIES, fixed={"item": "authorities"}, unit="entries", label="recensés"),
    tally("atlas.count", different("partner"), ("territory",), COUNTRIES, fixed={"item": "partners"}, unit="entries", label="recensés"),
    tally("tableau_16.projects", rows(), ("decade",), WITH_CHINA | PROJECT, decades=("1981-1990", "1991-2000", "2001-2009"), unit="projects", label="projets lancés", exhibit="tableau_16"),
    tally("figure_05.entries", entering("authority"), ("year",), WITH_CHINA | PROJECT, unit="authorities", label="premiers projets", exhibit="figure_05"),
    tally("figure_06.projects", rows(), ("year",), WITH_CHINA | PROJECT, unit="projects", label="projets", exhibit="figure_06"),
    tally("themes.actions", rows(), ("territory", "theme"), COUNTRIES | PROJECT | COUNTED, unit="actions", label="actions", exhibit="figure_09"),
    tally("themes.actions", named("theme"), ("territory",), COUNTRIES | PROJECT | COUNTED, fixed={"theme": "total"}, unit="actions", label="actions"),
    tally("figure_11.cooperations", rows(), ("authority", "partner"), unit="cooperations", label="coopérations", exhibit="figure_11"),
    tally("figure_11.of_authority", rows(), ("authority",), unit="cooperations", label="coopérations de la collectivité", exhibit="figure_11"),
    tally("figure_11.with_partner", rows(), ("partner",), unit="cooperations", label="coopérations avec le partenaire", exhibit="figure_11"),
    tally("figure_11.all", rows(), unit="cooperations", label="coopérations, toutes", exhibit="figure_11"),
]
