"""The Atlas's rows: China and Brazil as printed, a few others; all of it invented after 2009."""

import random
from itertools import count

from .labels import LEVELS
from .margins import apportion, number, parameters, printed, prose, spread, table

LAST = 2009  # the evaluation's last year
PEAKS = (1998, 2006)  # the years that section 6.1.2 names

# Not printed: how the years of a decade, and first projects, are spread. Only proportions count.
PROJECTS_BY_YEAR = {
    "1981-1990": [2, 3, 3, 4, 4, 5, 4, 5, 6, 5],
    "1991-2000": [3, 4, 4, 4, 3, 3, 5, 7, 5, 4],
    "2001-2009": [5, 5, 6, 8, 12, 15, 10, 8, 8],
}
FIRST_BY_YEAR = [
    *[1, 2, 1, 3, 2, 1, 3, 2, 3, 1],
    *[2, 1, 3, 2, 1, 3, 2, 0, 2, 3],
    *[1, 2, 1, 3, 4, 0, 3, 2, 2],
]  # the peaks are printed, and left out here
CHINA_REST = {"other": 13, "local_governance": 6, "institutional": 5, "health": 3, "heritage": 3,
              "sport": 3, "youth": 2, "transport": 2}  # fmt: skip
BRAZIL_REST = {"other": 4, "institutional": 3, "education": 3, "health": 2, "university_science": 2}
BRAZIL_SECOND_THEMES, BRAZIL_ENDED, BRAZIL_OTHER_ACTIONS = 6, 3, 9
# After 2009: authorities that begin, further projects, other actions; projects with Brazil.
LATER = {2010: (2, 9, 3, 4), 2011: (1, 7, 2, 5), 2012: (2, 8, 3, 3)}
ELSEWHERE = {"ML": 8, "BF": 6, "SN": 6, "vietnam": 6, "laos": 2, "MG": 4, "MA": 4, "LB": 3, "RO": 3}


def atlas_rows(rng: random.Random) -> list[dict]:
    """All rows of the Atlas, in the order of their codes."""
    rows = _china(rng) + _brazil(rng) + _elsewhere(rng)
    order = {"china": 0, "brazil": 1}
    rows.sort(key=lambda row: (order.get(row["country"], 2), row["start"]))
    for place, row in enumerate(rows, start=1):
        row["code"] = f"SYN-{place:04}"
    return rows


def themes_of_china() -> dict[str, int]:
    """Actions by theme: as printed; the one printed only as a share; the rest of the total."""
    given = {r["theme"]: number(r["actions"]) for r in table("themes")}
    total = given.pop("total")
    share = printed("figure_10", "share", territory="china", theme="rural_development")
    given["rural_development"] = round(share * _in_atlas("projects") / 100)
    rest = apportion(total - sum(given.values()), list(CHINA_REST.values()))
    return given | dict(zip(CHINA_REST, rest, strict=True))


def themes_of_brazil() -> tuple[int, dict[str, int]]:
    """The fewest projects that have all printed shares, and Encadré 3's economic ones; by theme."""
    shares = {
        r["theme"]: number(r["share"]) for r in table("figure_10") if r["territory"] == "brazil"
    }
    economic = printed(
        "encadre_03_themes", "cooperations", territory="brazil", theme="economic_development"
    )
    for projects in count(1):
        given = {theme: round(share * projects / 100) for theme, share in shares.items()}
        fits = all(round(100 * given[theme] / projects) == shares[theme] for theme in shares)
        if fits and given["economic_development"] == economic:
            break
    left = projects + BRAZIL_SECOND_THEMES - sum(given.values())
    rest = apportion(left, list(BRAZIL_REST.values()))
    return projects, given | dict(zip(BRAZIL_REST, rest, strict=True))


def _in_atlas(item: str) -> int:
    return printed("atlas", "count", territory="china", item=item)


def _authorities(country: str, rng: random.Random) -> list[dict]:
    """As many authorities of each level as Encadré 3 prints for the country."""
    chosen = []
    for level in LEVELS:
        pool = [row for row in parameters("names") if row["list"] == level]
        many = printed("encadre_03_levels", "authorities", territory=country, level=level)
        chosen += [{**row, "level": level} for row in rng.sample(pool, many)]
    rng.shuffle(chosen)
    return chosen


def _row(authority: dict, country: str, kind: str, start: int, end: int | None = None) -> dict:
    return {
        "authority": authority["name"], "level": authority["level"], "region": authority["region"],
        "country": country, "kind": kind, "start": start, "end": end, "themes": [],
        "partner": "", "partner_level": "", "cofinanced": False,
    }  # fmt: skip


def _project(authority: dict, country: str, start: int, rng: random.Random) -> dict:
    """A project that counts as « en cours ou terminé après 2005 »."""
    twinning = authority["level"] == "ville" and rng.random() < 0.5
    ends = start > 2002 and not twinning and rng.random() < 0.6
    kind = "twinning" if twinning else "convention"
    return _row(authority, country, kind, start, start + rng.randint(3, 5) if ends else None)


def _other_action(authority: dict, country: str, start: int, rng: random.Random) -> dict:
    end = start + rng.randint(0, 2)
    return _row(authority, country, "other_action", start, end if end > 2005 else None)


def _end_some(projects: list[dict], many: int, rng: random.Random):
    """So many old projects ended by 2005, and no longer count."""
    for row in rng.sample([row for row in projects if row["start"] <= 2000], many):
        row["kind"], row["end"] = "convention", rng.randint(row["start"] + 1, 2005)


def _deal(rows: list[dict], themes: dict[str, int]):
    """Deal themes out to rows, as in a game of cards: some get two, none the same twice."""
    for place, theme in enumerate(spread(themes)):
        rows[place % len(rows)]["themes"].append(theme)


def _deal_any(rows: list[dict], themes: dict[str, int], rng: random.Random):
    """A theme for each row that has none yet: no printed number counts these."""
    for row in rows:
        row["themes"] = row["themes"] or [rng.choice(list(themes))]


def _china(rng: random.Random) -> list[dict]:
    authorities = _authorities("china", rng)
    peak = prose("l4051.peak_flow")
    usual = apportion(len(authorities) - peak * len(PEAKS), FIRST_BY_YEAR)
    first = {1981 + n: flow or peak for n, flow in enumerate(usual)}
    projects = {
        int(r["decade"][:4]) + n: flow
        for r in table("tableau_16")
        for n, flow in enumerate(apportion(number(r["projects"]), PROJECTS_BY_YEAR[r["decade"]]))
    }
    # What a level has beyond one project of each authority: further projects, then other actions.
    spare = {
        level: printed("tableau_06", "cooperations", level=name)
        - sum(a["level"] == level for a in authorities)
        for level, name in LEVELS.items()
    }
    waiting, begun, rows, entered = list(authorities), [], [], {}
    for year in range(1981, LAST + 1):
        for _ in range(first[year]):
            begun.append(waiting.pop())
            entered[begun[-1]["name"]] = year
            rows.append(_project(begun[-1], "china", year, rng))
        for _ in range(projects[year] - first[year]):
            rows.append(_project(_one_with_spare(begun, spare, rng), "china", year, rng))
    _end_some(rows, len(rows) - _in_atlas("projects"), rng)
    counted = [row for row in rows if (row["end"] or 9999) > 2005]
    rng.shuffle(counted)
    _deal(counted, themes_of_china())
    recent = [row for row in counted if row["start"] > 2003]
    for row in rng.sample(recent, prose("l3422.cofinanced_china")):
        row["cofinanced"] = True
    while any(spare.values()):
        authority = _one_with_spare(begun, spare, rng)
        year = rng.randint(max(2003, entered[authority["name"]]), LAST)
        rows.append(_other_action(authority, "china", year, rng))
    _with_partners(rows, _in_atlas("partners"), rng)
    rows += _china_later(authorities, {r["partner"]: r["partner_level"] for r in rows}, rng)
    _deal_any(rows, themes_of_china(), rng)
    return rows


def _one_with_spare(begun: list[dict], spare: dict[str, int], rng: random.Random) -> dict:
    """An authority of a level that has rows left; the level loses one."""
    left = {level: many for level, many in spare.items() if any(a["level"] == level for a in begun)}
    level = rng.choice(spread(left))
    spare[level] -= 1
    return rng.choice([a for a in begun if a["level"] == level])


def _with_partners(rows: list[dict], many: int, rng: random.Random):
    """Each authority begins with a partner of its own; other rows bring new ones, up to so many."""
    pools = {kind: _partners("china", kind, rng) for kind in ("province", "city")}
    of_authority: dict[str, list[tuple[str, str]]] = {}
    later = []
    for row in rows:
        if row["authority"] in of_authority:
            later.append(row)
        else:
            kind = "city" if row["level"] in ("ville", "agglomeration") else "province"
            of_authority[row["authority"]] = [(pools[kind].pop(), kind)]
            row["partner"], row["partner_level"] = of_authority[row["authority"]][0]
    for row in rng.sample(later, many - len(of_authority)):
        kind = "province" if pools["province"] and rng.random() < 0.3 else "city"
        of_authority[row["authority"]].append((pools[kind].pop(), kind))
        row["partner"], row["partner_level"] = of_authority[row["authority"]][-1]
    for row in later:
        if not row["partner"]:
            row["partner"], row["partner_level"] = rng.choice(of_authority[row["authority"]])


def _partners(country: str, kind: str, rng: random.Random) -> list[str]:
    pool = [row["name"] for row in parameters("names") if row["list"] == f"{country}_{kind}"]
    return rng.sample(pool, len(pool))


def _china_later(
    authorities: list[dict], partners: dict[str, str], rng: random.Random
) -> list[dict]:
    known = {a["name"] for a in authorities}
    new = [
        {**row, "level": row["list"]}
        for row in parameters("names")
        if row["list"] in ("departement", "ville") and row["name"] not in known
    ]
    cities = [name for name in _partners("china", "city", rng) if name not in partners]
    rows, begun = [], list(authorities)
    for year, (first, further, other, _) in LATER.items():
        for _ in range(first):
            begun.append(new.pop(rng.randrange(len(new))))
            rows.append(_project(begun[-1], "china", year, rng))
            rows[-1]["partner"], rows[-1]["partner_level"] = cities.pop(), "city"
        for make in [_project] * further + [_other_action] * other:
            rows.append(make(rng.choice(begun), "china", year, rng))
            rows[-1]["partner"], rows[-1]["partner_level"] = rng.choice(list(partners.items()))
    return rows


def _brazil(rng: random.Random) -> list[dict]:
    authorities = _authorities("brazil", rng)
    projects, themes = themes_of_brazil()
    rows = []
    for place in range(projects + BRAZIL_ENDED):
        authority = authorities[place] if place < len(authorities) else rng.choice(authorities)
        rows.append(_project(authority, "brazil", 1985 + place * 24 // (projects + 2), rng))
    _end_some(rows, BRAZIL_ENDED, rng)
    _deal([row for row in rows if (row["end"] or 9999) > 2005], themes)
    for _ in range(BRAZIL_OTHER_ACTIONS):
        rows.append(_other_action(rng.choice(authorities), "brazil", rng.randint(2003, LAST), rng))
    for year, (*_, many) in LATER.items():
        rows += [_project(rng.choice(authorities), "brazil", year, rng) for _ in range(many)]
    _deal_any(rows, themes, rng)
    pools = {kind: _partners("brazil", kind, rng) for kind in ("province", "city")}
    for row in rows:
        row["partner_level"] = "province" if row["level"] in ("region", "departement") else "city"
        row["partner"] = rng.choice(pools[row["partner_level"]])
    return rows


def _elsewhere(rng: random.Random) -> list[dict]:
    """A few rows of other countries, so that a count of China's has something to leave out."""
    names = [{**r, "level": r["list"]} for r in parameters("names") if r["list"] in LEVELS]
    rows = []
    for country, many in (ELSEWHERE | {"india": prose("l4567.india_projects")}).items():
        for place in range(many):
            rows.append(_project(rng.choice(names), country, rng.randint(1981, LAST), rng))
            rows[-1]["partner"] = f"Collectivité partenaire {place + 1}"
            rows[-1]["partner_level"] = "city"
    _deal_any(rows, themes_of_brazil()[1], rng)
    return rows
