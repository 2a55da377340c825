"""Section 6.3.1: aid (APD) declared by the authorities, by country and year."""

from typing import Any

from cdfc.coding import countries_of
from recompute.extracts.tally import Tally, added
from recompute.measure import Measure, between, column, growth

asia, in_asia = column("tableau_19.asia"), column("tableau_19.amount")
emerging = column("tableau_20.amount")
world = column("external_facts.value").where(topic="apd_collectivites_total", status="declared")
france_2008 = column("l4531.france_net_oda")
COUNTRIES = ("china", "vietnam", "laos")
WINDOW = "period=2006-2009"

# fmt: off
MEASURES = [
    # The three countries are parts of Asia: none can have more than the others leave.
    *(
        Measure("aid.to_country_at_most", between(0, asia.sum() - in_asia.where(territory=tuple(c for c in COUNTRIES if c != country)).sum()), "EUR", "APD possible vers le pays", [f"territory={country},year"], "tableau_19")
        for country in COUNTRIES
    ),
    Measure("aid.asia", asia.sum(), "EUR", "APD vers l'Asie", [WINDOW], "tableau_19"),
    Measure("aid.to_country", in_asia.sum(), "EUR", "APD vers le pays", [f"territory,{WINDOW}"], "tableau_19"),
    Measure("aid.share_of_asia", in_asia.sum() / asia.sum(), "%", "Part du pays dans l'APD vers l'Asie", ["territory,year", f"territory,{WINDOW}"], "tableau_19"),
    Measure("aid.rest_of_asia", asia.sum() - in_asia.sum(), "EUR", "APD vers le reste de l'Asie", ["year"], "tableau_19"),
    Measure("aid.asia_growth", growth(asia.sum(), asia.before(year=1).sum()), "%", "Évolution de l'APD vers l'Asie sur un an", ["year"], "tableau_19"),
    Measure("aid.growth_in_asia", growth(in_asia.sum(), in_asia.before(year=1).sum()), "%", "Évolution de l'APD sur un an", ["territory,year"], "tableau_19"),
    Measure("aid.to_emerging_country", emerging.sum(), "EUR", "APD vers le pays", [f"territory,{WINDOW}"], "tableau_20"),
    Measure("aid.growth", growth(emerging.sum(), emerging.before(year=1).sum()), "%", "Évolution de l'APD sur un an", ["territory,year"], "tableau_20"),
    Measure("aid.asia_share_of_total", asia.sum() / world.sum(), "%", "Part de l'Asie dans l'APD déclarée", ["document,year"], "figure_08"),
    Measure(
        "aid.authorities_share_of_france", world.sum() / france_2008.sum(), "%",
        "Part des collectivités dans l'APD française", ["document,year=2008"], "figure_08",
    ),
    Measure("aid.total_growth", growth(world.sum(), world.before(year=1).sum()), "%", "Évolution de l'APD déclarée sur un an", ["document,year"], "figure_08"),
    Measure("aid.share_left_by_asia", 1 - column("l4537.asia_share").sum(), "%", "Part que l'Asie laisse aux autres continents"),
]


def tally(
    series: str, by: tuple[str, ...] = ("year",), countries: tuple[str, ...] = (), **more: Any
) -> Tally:
    """A tally of the declarations: the amounts added up, to some countries or to all."""
    where = {"country": countries} if countries else {}
    return Tally(series, "apd_declarations", added("amount"), (2006, 2009), by, where, unit="EUR", **more)


TALLIES = [
    tally("tableau_19.asia", countries=countries_of("asia"), label="APD vers l'Asie", exhibit="tableau_19"),
    tally("tableau_19.amount", ("territory", "year"), COUNTRIES, label="APD", exhibit="tableau_19"),
    tally("tableau_20.amount", ("territory", "year"), ("china", "brazil", "india"), label="APD", exhibit="tableau_20"),
    tally("figure_08.total", label="APD déclarée", exhibit="figure_08"),
]
