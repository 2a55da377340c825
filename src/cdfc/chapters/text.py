"""What the text says in words: durations between its own dates, parts and wholes, ranks that follow
from lists. Dates count in days, durations in years of 365,2425 days."""

from fractions import Fraction

from recompute.measure import Expression, Measure, between, column, total

YEAR = Fraction(3652425, 10000)  # days, the mean year of the Gregorian calendar
items = column("lists.item")


def the(id: str) -> Expression:
    """The number or date printed under this id."""
    return column(id).sum()


def years(start: str, end: str) -> Expression:
    """The years from one printed date to another."""
    return (the(end) - the(start)) / YEAR


def length(name: str) -> Expression:
    """How many items a list has."""
    return items.where(list=name).count()


# fmt: off
provincial = total(*map(the, ("l9257.provinces", "l9257.autonomous_regions", "l9257.municipalities", "l9258.special_regions")))
districts = total(*map(the, ("l9323.districts", "l9323.autonomous_districts", "l9324.city_districts", "l9324.urban_districts")))
AFD_YEARS = 7  # 2004 to 2010, as the text has it: « depuis 2004 », « à la fin de 2010 »

MEASURES = [
    Measure("durations.interruption", years("l750.tiananmen", "l751.joint_communique"), "years", "Durée de l'arrêt des relations"),
    Measure("durations.relations", years("l733.china_recognition", "l768.strategic_partnership"), "years", "Âge des relations diplomatiques"),
    Measure("durations.law_to_circular", years("l970.loi_1982", "l974.daecl_circular"), "years", "Délai entre la loi et la circulaire"),
    Measure("durations.first_contact", years("l3931.toulouse_chongqing_first_contact", "l34.evaluation_study_until"), "years", "Années depuis le premier contact daté"),
    Measure("durations.first_twinning", years("l3932.toulouse_chongqing_twinning", "l34.evaluation_study_until"), "years", "Années depuis le premier jumelage daté"),
    Measure("durations.aid_list", years("l4521.aid_list_year", "l4521.aid_list_update_year"), "years", "Années entre deux listes du CAD"),
    Measure("afd.commitments", between(the("l2033.afd_annual_loans_low") * AFD_YEARS, the("l2034.afd_annual_loans_high") * AFD_YEARS), "MEUR", "Engagements possibles de l'AFD, prêts annuels additionnés"),
    Measure("afd.mean_commitment", the("l2035.afd_commitments_china") / the("l2035.afd_projects_china"), "MEUR", "Engagement moyen de l'AFD par projet"),
    Measure("campusfrance.china_share", the("l2212.campusfrance_china_budget") / the("l2212.campusfrance_total_budget"), "%", "Part de la Chine dans le budget de CampusFrance"),
    Measure("china.provinces_share", the("l9257.provinces") / provincial, "%", "Part des provinces dans le niveau provincial"),
    Measure("china.districts_share", the("l9323.districts") / districts, "%", "Part des districts simples dans leur niveau"),
    Measure("china.province_after_the_last", the("l9257.provinces") + 1, "rank", "Rang d'une province de plus"),
    Measure("china.next_growth_pole", length("growth_poles_before_northeast") + 1, "rank", "Rang du pôle de croissance suivant"),
    Measure("china.rest_of_vat", 1 - the("l9568.vat_share_first"), "%", "Reste du partage de la TVA"),
    Measure("committee.other_objectives", the("l2919.china_committee_directions") - 1, "objectives", "Objectifs du Comité Chine hors Rencontres"),
    Measure("aubervilliers.chinese_share", the("l3995.chinese_residents") / the("l3996.aubervilliers_inhabitants"), "%", "Part des résidents chinois à Aubervilliers"),
    Measure("typology.burkina_phases", the("l5656.mali_phases") + 1, "phases", "Phases du Mali et une de plus"),
    Measure("typology.last_phase", length("phases_burkina"), "rank", "Rang de la dernière phase"),
    Measure("alpes_sichuan.rest_of_investment", 1 - the("l5839.centre_investment_french_share"), "%", "Part d'investissement que l'autre laisse"),
    Measure("platform.rest_of_time", 1 - the("l6165.cuf_staff_share"), "%", "Temps que l'autre mission laisse"),
    Measure("recommendations.number", length("recommandations_strategiques") + length("recommandations_operationnelles"), "recommendations", "Recommandations, des deux catégories"),
    Measure("triennial.last_project", length("triennial_2010_2012"), "rank", "Rang du dernier projet retenu"),
    Measure("timeline.dated", column("dates.printed").count(), "dates", "Dates imprimées dans le texte", exhibit="figure_07"),
]
