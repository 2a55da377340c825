"""Section 5.3: what the ministry was asked for, what it granted, and who else paid."""

from typing import Any

from recompute.extracts.tally import (
    Of,
    Tally,
    Where,
    added,
    each,
    largest,
    rows,
    smallest,
)
from recompute.measure import Expression, Measure, between, column, mean, total

YEARS, WINDOW = ("2007", "2008", "2009"), "period=2007-2009"

by_contract = column("tableau_11.amount")
china, world = (
    by_contract.where(territory="china").sum(),
    by_contract.where(territory="world").sum(),
)
triennial = by_contract.where(territory="china", contract="triennial").sum()
annual = by_contract.where(territory="china", contract="annual").sum()
annual_projects, triennial_projects = (
    column("tableau_12.authority").count(),
    column("tableau_13.authority").count(),
)

requested, granted = column("tableau_14.requested"), column("tableau_14.granted")

budget, maee = column("tableau_15a.budget"), column("tableau_15a.maee")
authorities, others = column("tableau_15a.authorities"), column("tableau_15a.others")
declared = {"year": ("2008", "2009")}  # 2007 is printed n.d.
undeclared = budget.where(year="2007").sum() - maee.where(year="2007").sum()

applications, grants = column("tableau_15b.applications"), column("tableau_15b.grants")
smallest_printed = column("l3425.minimum_cofinancing").sum()

served_first = column("lists.item").where(list="first_beneficiaries").count()


def reduction(year: str) -> Expression:
    """The reduction rate of one year."""
    return 1 - granted.where(year=year).sum() / requested.where(year=year).sum()


def maee_share(year: str) -> Expression:
    """The ministry's share of one year's budgets."""
    return maee.where(year=year).sum() / budget.where(year=year).sum()


# fmt: off
MEASURES = [
    Measure("maee.cofinancing", by_contract.sum(), "EUR", "Cofinancements du MAEE", ["territory"], "tableau_11"),
    Measure("maee.china_share", china / world, "%", "Part de la Chine dans les cofinancements du MAEE", ["contract", ""], "tableau_11"),
    Measure(
        "maee.triennial_share", by_contract.where(contract="triennial").sum() / by_contract.sum(), "%",
        "Part des contrats triennaux", ["territory"], "tableau_11",
    ),
    Measure("maee.annual_projects", annual_projects, "projects", "Projets annuels cofinancés, comptés un à un", exhibit="tableau_12"),
    Measure("maee.triennial_projects", triennial_projects, "projects", "Projets triennaux cofinancés, comptés un à un", exhibit="tableau_13"),
    Measure("maee.projects_by_theme", annual_projects + triennial_projects, "projects", "Projets cofinancés, par thématique", ["theme"], "tableau_12"),
    Measure("maee.projects", annual_projects + triennial_projects, "projects", "Projets cofinancés, comptés un à un", exhibit="tableau_12"),
    Measure("maee.mean_cofinancing", china / (annual_projects + triennial_projects), "EUR", "Cofinancement moyen par projet", exhibit="tableau_11"),
    Measure("maee.mean_annual_cofinancing", annual / annual_projects, "EUR", "Cofinancement annuel moyen par projet", exhibit="tableau_11"),
    Measure("maee.mean_triennial_cofinancing", triennial / triennial_projects, "EUR", "Cofinancement triennal moyen par projet", exhibit="tableau_11"),
    # The smallest grant is no larger than any year's total; the largest of the three triennial
    # ones no smaller than their mean, and no larger than what two smallest ones would leave.
    Measure("maee.smallest_grant", between(0, granted.min()), "EUR", "Plus petit cofinancement possible", [WINDOW], "tableau_14"),
    Measure(
        "maee.largest_grant", between(triennial / triennial_projects, triennial - 2 * smallest_printed), "EUR",
        "Plus grand cofinancement possible", exhibit="tableau_11",
    ),
    Measure("maee.requested", requested.sum(), "EUR", "Montants demandés", [WINDOW], "tableau_14"),
    Measure("maee.granted", granted.sum(), "EUR", "Montants accordés", [WINDOW], "tableau_14"),
    Measure("maee.reduction_rate", 1 - granted.sum() / requested.sum(), "%", "Taux de réduction", ["year", WINDOW], "tableau_14"),
    Measure("maee.reduction_rate_mean_of_years", mean(*map(reduction, YEARS)), "%", "Moyenne des taux annuels de réduction", [WINDOW], "tableau_14"),
    Measure("maee.change", granted.sum() / requested.sum() - 1, "%", "Écart de l'accordé au demandé", ["year", WINDOW], "tableau_14"),
    Measure("sources.total", total(authorities.sum(), maee.sum(), others.sum()), "EUR", "Apports additionnés", ["year"], "tableau_15a"),
    Measure("sources.budget", budget.sum(), "EUR", "Budget total des projets", [WINDOW], "tableau_15a"),
    Measure("sources.maee", maee.sum(), "EUR", "Apports du MAEE", [WINDOW], "tableau_15a"),
    Measure("sources.maee_share", maee.sum() / budget.sum(), "%", "Part du MAEE dans les budgets", ["year", WINDOW], "tableau_15a"),
    Measure("sources.maee_share_mean_of_years", mean(*map(maee_share, YEARS)), "%", "Moyenne des parts annuelles du MAEE", [WINDOW], "tableau_15a"),
    Measure("sources.authorities_share", authorities.sum() / budget.sum(), "%", "Part des collectivités dans les budgets", ["year"], "tableau_15a"),
    Measure("sources.others_share", others.sum() / budget.sum(), "%", "Part des autres financeurs dans les budgets", ["year"], "tableau_15a"),
    # What each other funder paid in 2007 is not printed; it lies between nothing and what is left.
    Measure(
        "sources.authorities_share",
        between(authorities.where(**declared).sum() / budget.sum(), total(authorities.where(**declared).sum(), undeclared) / budget.sum()),
        "%", "Part des collectivités dans les budgets", [WINDOW], "tableau_15a",
    ),
    Measure(
        "sources.others_share",
        between(others.where(**declared).sum() / budget.sum(), total(others.where(**declared).sum(), undeclared) / budget.sum()),
        "%", "Part des autres financeurs dans les budgets", [WINDOW], "tableau_15a",
    ),
    Measure("maee.success_rate", grants.sum() / applications.sum(), "%", "Part des demandes satisfaites", ["territory"], "tableau_15b"),
    Measure(
        "maee.china_share_of_applications", applications.where(territory="china").sum() / applications.where(territory="world").sum(),
        "%", "Part de la Chine dans les demandes, appels annuels", exhibit="tableau_15b",
    ),
    Measure(
        "maee.china_share_of_grants", grants.where(territory="china").sum() / grants.where(territory="world").sum(),
        "%", "Part de la Chine dans les projets cofinancés, appels annuels", exhibit="tableau_15b",
    ),
    Measure("maee.grants_elsewhere", grants.where(territory="world").sum() - grants.where(territory="china").sum(), "projects", "Projets cofinancés dans les autres pays", exhibit="figure_04"),
    # Countries served before China have no fewer projects, and no more than all of them leave one.
    Measure(
        "maee.grants_to_each_first_beneficiary",
        between(grants.where(territory="china").sum(), grants.where(territory="world").sum() - grants.where(territory="china").sum() * served_first),
        "projects", "Projets possibles de chaque pays servi d'abord", exhibit="figure_04",
    ),
]

# What the files' rows are counted into. A file of any country counts in what the report gives for
# the world.
COUNTED = (2007, 2009)
IN_CHINA, GRANTED = {"country": ("china",)}, {"decision": ("granted",)}
ANNUAL, TRIENNIAL = {"call": ("annual",)}, {"call": ("triennial",)}
PROJECTS = IN_CHINA | GRANTED | ANNUAL
TO_CHINA, TO_ALL = {"territory": "china"}, {"territory": "world"}


def tally(
    series: str, what: Of, by: tuple[str, ...] = (), where: Where = PROJECTS, **more: Any
) -> Tally:
    """A tally of the co-financing files."""
    return Tally(series, "cofinancing_files", what, COUNTED, by, where, **more)


TALLIES = [
    tally("tableau_11.amount", added("amount_granted"), ("contract",), IN_CHINA | GRANTED | {"call": ("annual", "triennial")}, fixed=TO_CHINA, unit="EUR", label="cofinancement", exhibit="tableau_11"),
    tally("tableau_11.amount", added("amount_granted"), ("contract",), GRANTED | {"call": ("annual", "triennial")}, fixed=TO_ALL, unit="EUR", label="cofinancement", exhibit="tableau_11"),
    tally("tableau_12.authority", each("authority"), ("theme",), label="collectivité française", exhibit="tableau_12"),
    tally("tableau_13.authority", each("authority"), ("theme",), IN_CHINA | GRANTED | TRIENNIAL, label="collectivité française", exhibit="tableau_13"),
    tally("tableau_14.requested", added("amount_requested"), ("year",), unit="EUR", label="demandé au MAEE", exhibit="tableau_14"),
    tally("tableau_14.granted", added("amount_granted"), ("year",), unit="EUR", label="accordé par le MAEE", exhibit="tableau_14"),
    tally("tableau_15a.budget", added("total_budget"), ("year",), unit="EUR", label="budget total", exhibit="tableau_15a"),
    tally("tableau_15a.authorities", added("authorities_share"), ("year",), unit="EUR", label="apports des collectivités", exhibit="tableau_15a"),
    tally("tableau_15a.maee", added("amount_granted"), ("year",), unit="EUR", label="accordé par le MAEE", exhibit="tableau_15a"),
    tally("tableau_15a.others", added("other_funders"), ("year",), unit="EUR", label="autres financeurs", exhibit="tableau_15a"),
    tally("tableau_15b.applications", rows(), (), IN_CHINA | ANNUAL, fixed=TO_CHINA, unit="applications", label="réponses aux appels", exhibit="tableau_15b"),
    tally("tableau_15b.applications", rows(), (), ANNUAL, fixed=TO_ALL, unit="applications", label="réponses aux appels", exhibit="tableau_15b"),
    tally("tableau_15b.grants", rows(), (), PROJECTS, fixed=TO_CHINA, unit="projects", label="projets cofinancés", exhibit="tableau_15b"),
    tally("tableau_15b.grants", rows(), (), GRANTED | ANNUAL, fixed=TO_ALL, unit="projects", label="projets cofinancés", exhibit="tableau_15b"),
    tally("figure_04.grants", rows(), ("territory",), GRANTED | ANNUAL, unit="projects", label="projets cofinancés", exhibit="figure_04"),
    tally("cofinancing.smallest_grant", smallest("amount_granted"), (), IN_CHINA | GRANTED, unit="EUR", label="plus petit cofinancement"),
    tally("cofinancing.largest_grant", largest("amount_granted"), (), IN_CHINA | GRANTED, unit="EUR", label="plus grand cofinancement"),
]
