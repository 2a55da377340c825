"""The co-financing files: the calls of 2007-2009 as printed, plain inventions for 2010-2012."""

import random

from .labels import theme_code
from .margins import apportion, parameters, printed, prose, split, spread, table

YEARS = (2007, 2008, 2009)
# Not printed: files of each year, and of the triennial calls; proportions, or just numbers.
CHINA_GRANTED = [2, 5, 5]
REFUSED_IN = 2009  # the one file with China that was not granted
WORLD_BY_YEAR = [19, 21, 24]
TRIENNIAL = {2007: (118, 41), 2010: (96, 47)}  # granted and refused, China apart
TRIENNIAL_CHINA_2010 = 0  # emerging countries are left out of that call (but see the README)
TRIENNIAL_WORLD_2010 = 9_600_000
# After 2009: annual files granted and refused; with China, with others; what is granted to others.
LATER = {
    2010: ((4, 2), (148, 70), 3_050_000),
    2011: ((5, 3), (141, 66), 2_900_000),
    2012: ((5, 2), (136, 71), 2_780_000),
}
THEMES = ["education", "health", "local_governance", "rural_development", "environment_urban",
          "culture_tourism", "economic_development", "youth", "other"]  # fmt: skip
EURO = 100  # amounts are whole cents


def cofinancing_rows(rng: random.Random) -> list[dict]:
    """All files, year by year, in the order of their numbers."""
    rows = _china_annual(rng) + _china_triennial(rng) + _others(rng) + _later(rng)
    rng.shuffle(rows)
    rows.sort(key=lambda row: row["year"])
    for place, row in enumerate(rows, start=1):
        row["file_number"] = f"{row['year']}-{row['call'][0].upper()}-{place:04}"
    return rows


def _row(call: str, year: int, country: str, rng: random.Random, **given) -> dict:
    """A file; a refused one unless amounts are given."""
    names = [r for r in parameters("names") if r["list"] not in ("china_city", "china_province")
             and not r["list"].startswith("brazil")]  # fmt: skip
    name = rng.choice(names)
    return {
        "call": call, "year": year, "country": country, "authority": name["name"],
        "region": name["region"], "theme": rng.choice(THEMES),
        "requested": rng.randint(40, 900) * 100 * EURO, "granted": 0, "budget": None,
        "authorities": None, "others": None, "decision": "refused", **given,
    }  # fmt: skip


def _grant(row: dict, granted: int, requested: int, rng: random.Random) -> dict:
    """The same file, granted, with a budget that its three sources add up to."""
    authorities = requested * rng.randint(90, 210) // 100 // EURO * EURO
    others = rng.choice([0, requested * rng.randint(10, 90) // 100 // EURO * EURO])
    return row | {
        "granted": granted, "requested": requested, "decision": "granted",
        "authorities": authorities, "others": others, "budget": authorities + granted + others,
    }  # fmt: skip


def _listed(name: str) -> list[dict]:
    """The authority, region and theme of each project that Tableau 12 or 13 lists."""
    listed = []
    for row in table(name):
        authority, region = (row[k].replace("- ", "-").strip() for k in ("authority", "region"))
        if authority == "Conseil Régional":  # the region is in the column beside it
            authority = f"Région {region}"
        listed.append({
            "authority": authority, "region": region,
            "theme": theme_code(row["theme"]), "theme_written": row["theme"],
        })  # fmt: skip
    return listed


def _china_annual(rng: random.Random) -> list[dict]:
    """The granted files with China as Tableaux 12, 14 and 15 print them, and the one refused."""
    listed, smallest = _listed("tableau_12"), prose("l3425.minimum_cofinancing")
    rows = []
    for year, many in zip(YEARS, apportion(len(listed), CHINA_GRANTED), strict=True):
        totals = {
            "requested": printed("tableau_14", "requested", year=str(year)),
            "granted": printed("tableau_14", "granted", year=str(year)),
            "authorities": printed("tableau_15a", "authorities", year=str(year)),
            "others": printed("tableau_15a", "others", year=str(year)),
        }
        granted = split(totals["granted"], many, rng, 1000, least=smallest)
        if year == YEARS[0]:
            granted = [smallest, *split(totals["granted"] - smallest, many - 1, rng)]
        # What each is cut by adds up to what the year's requests are cut by.
        cut = split(totals["requested"] - totals["granted"], many, rng)
        budget = printed("tableau_15a", "budget", year=str(year))
        own = split(totals["authorities"] or 0, many, rng)
        others = split(totals["others"] or 0, many, rng)
        if totals["authorities"] is None:  # n.d.: only the budgets are known
            more = split(budget - totals["granted"], many, rng)
            budgets = [g + m for g, m in zip(granted, more, strict=True)]
            own = others = [None] * many
        else:
            budgets = [sum(parts) for parts in zip(granted, own, others, strict=True)]
        for place in range(many):
            amounts = {
                "granted": granted[place], "requested": granted[place] + cut[place],
                "budget": budgets[place], "authorities": own[place], "others": others[place],
            }  # fmt: skip
            cents = {k: v if v is None else v * EURO for k, v in amounts.items()}
            project = listed.pop(0)
            rows.append(_row("annual", year, "china", rng, **project, **cents, decision="granted"))
    refused = printed("tableau_15b", "applications", territory="china") - len(rows)
    return rows + [_row("annual", REFUSED_IN, "china", rng) for _ in range(refused)]


def _china_triennial(rng: random.Random) -> list[dict]:
    """The three files of Tableau 13: the largest grant that is printed, and what it leaves."""
    listed, largest = _listed("tableau_13"), prose("l3425.maximum_cofinancing")
    left = printed("tableau_11", "triennial", territory="china") - largest
    amounts = [largest, *split(left, len(listed) - 1, rng, unit=1000)]
    rows = []
    for project, amount in zip(listed, amounts, strict=True):
        row = _row("triennial", YEARS[0], "china", rng, **project)
        rows.append(_grant(row, amount * EURO, amount * EURO * 6 // 5, rng))
    return rows


def _others(rng: random.Random) -> list[dict]:
    """The files of all other countries: what the world has beyond China."""

    def beyond_china(name: str, column: str) -> int:
        world, china = (printed(name, column, territory=t) for t in ("world", "china"))
        return world - china

    granted = beyond_china("tableau_15b", "grants")
    refused = beyond_china("tableau_15b", "applications") - granted
    by_year = [apportion(n, WORLD_BY_YEAR) for n in (granted, refused)]
    many = {year: pair for year, *pair in zip(YEARS, *by_year, strict=True)}
    rows = _elsewhere("annual", many, beyond_china("tableau_11", "annual"), rng)
    three = {YEARS[0]: TRIENNIAL[YEARS[0]]}
    return rows + _elsewhere("triennial", three, beyond_china("tableau_11", "triennial"), rng)


def _elsewhere(call: str, many: dict, total: int, rng: random.Random) -> list[dict]:
    """Files of other countries: each year so many granted and refused, so much granted in all."""
    weights = {r["code"]: int(r["files"]) for r in parameters("countries")}
    granted = sum(yes for yes, _ in many.values())
    # Countries have their share of the grants exactly, so that the order of Figure 4 is known.
    countries = spread(dict(zip(weights, apportion(granted, list(weights.values())), strict=True)))
    rng.shuffle(countries)
    amounts = split(total, granted, rng, unit=100, least=1000)
    rows = []
    for year, (yes, no) in many.items():
        for _ in range(yes):
            amount = amounts.pop() * EURO
            requested = amount * rng.choice([100, 100, 120, 150, 200]) // 100
            rows.append(_grant(_row(call, year, countries.pop(), rng), amount, requested, rng))
        for _ in range(no):
            rows.append(_row(call, year, rng.choice(spread(weights)), rng))
    return rows


def _later(rng: random.Random) -> list[dict]:
    rows = _elsewhere("triennial", {2010: TRIENNIAL[2010]}, TRIENNIAL_WORLD_2010, rng)
    china = [("triennial", 2010)] * TRIENNIAL_CHINA_2010
    for year, ((yes, no), others, total) in LATER.items():
        rows += _elsewhere("annual", {year: others}, total, rng)
        rows += [_row("annual", year, "china", rng) for _ in range(no)]
        china += [("annual", year)] * yes
    for call, year in china:
        amount = rng.randint(6, 40) * 1000 * EURO
        row = _row(call, year, "china", rng)
        rows.append(_grant(row, amount, amount * rng.choice([10, 12, 16]) // 10, rng))
    return rows
