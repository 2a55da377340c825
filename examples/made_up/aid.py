"""The declarations of aid (APD): by country as printed, in all as the Senate reports them."""

import random
from decimal import Decimal

from .margins import apportion, number, parameters, split, table

PRINTED_YEARS = ("2006", "2007", "2008", "2009")
LATER = ("2010", "2011", "2012")  # of these only the total is known; for the last two an estimate
SERIES = "_senat"  # of two series in two reports of the Senate, the longer one
AFRICA = Decimal("0.75")  # « les trois quarts »
SECTORS = ["Éducation", "Santé", "Eau et assainissement", "Gouvernance locale", "Culture",
           "Développement rural", "Développement économique"]  # fmt: skip
KINDS = ["Don", "Don", "Don", "Assistance technique"]
CENTS = 100
UNITS = {"2008": 1, "2009": 1, "2011": 1}  # years whose amounts have cents; else hundreds of euros
HALVED = ("2007", "2012")  # years in which a declaration comes as two equal rows, both right
PIECE = 200_000 * CENTS  # about as much as one declaration says


def aid_rows(rng: random.Random) -> list[dict]:
    """All declarations, year by year."""
    totals, named, rows = _totals(rng), {}, []
    for year in (*PRINTED_YEARS, *LATER):
        named = _named(year) or _grown(named, rng)
        found = []
        for country, amount in _by_country(named, totals[year]).items():
            found += _declared(int(year), country, amount, rng)
        rng.shuffle(found)
        rows += _halved(found) if year in HALVED else found
    return rows


def _totals(rng: random.Random) -> dict[str, int]:
    """For each year an amount that rounds to what the Senate prints, to the tenth of a million.

    It is a little below, so that the other report's 72 for 72,5 and the like are right as well.
    """
    return {
        r["period"]: int(Decimal(r["value"]) * 1_000_000) - rng.randint(1_000, 40_000)
        for r in table("external_facts", "external")
        if r["topic"] == "apd_collectivites_total" and r["fact_id"].endswith(SERIES)
    }


def _named(year: str) -> dict[str, int]:
    """What Tableaux 19 and 20 print for a year: Asia, and five countries."""
    return {
        column: number(written)
        for name in ("tableau_19", "tableau_20")
        for row in table(name)
        if row["year"] == year
        for column, written in row.items()
        if column not in ("source_line", "year")
    }


def _grown(before: dict[str, int], rng: random.Random) -> dict[str, int]:
    """Made up from the year before."""
    return {place: amount * rng.randint(84, 106) // 100 for place, amount in before.items()}


def _by_country(named: dict[str, int], total: int) -> dict[str, int]:
    """Euros for each country, so that continents and the whole add up."""
    given = {country: amount for country, amount in named.items() if country != "asia"}
    left = {"asia": named["asia"] - sum(given.values()) + given["brazil"]}
    left["africa"] = int(total * AFRICA)
    left["elsewhere"] = total - named["asia"] - given["brazil"] - left["africa"]
    for continent, amount in left.items():
        rows = [r for r in parameters("countries") if r["aid"] != "0" and _group(r) == continent]
        shares = apportion(amount, [int(r["aid"]) for r in rows])
        given |= dict(zip((r["code"] for r in rows), shares, strict=True))
    return given


def _group(row: dict[str, str]) -> str:
    return row["continent"] if row["continent"] in ("asia", "africa") else "elsewhere"


def _declared(year: int, country: str, amount: int, rng: random.Random) -> list[dict]:
    """A country's declarations of a year."""
    names = [r for r in parameters("names") if not r["list"].startswith(("china", "brazil"))]
    count = max(3, amount * CENTS // PIECE)
    parts = split(amount * CENTS, count, rng, UNITS.get(str(year), 100 * CENTS))
    rows = []
    for part in parts:
        name = rng.choice(names)
        rows.append({
            "year": year, "authority": name["name"], "level": name["list"], "country": country,
            "sector": rng.choice(SECTORS), "amount": part, "kind": rng.choice(KINDS),
        })  # fmt: skip
    return rows


def _halved(rows: list[dict]) -> list[dict]:
    """The first declaration in two equal rows; amounts of these years are whole euros."""
    pair = rows[0] | {"amount": rows[0]["amount"] // 2, "equal": True}
    return [pair, pair, *rows[1:]]
