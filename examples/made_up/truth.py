"""The true tallies, counted one by one from the records before any fault is planted.

Nothing of the project's own counting is used: what both say alike was reached in two ways.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from .margins import parameters

LATEST = 2012
PROJECT = ("convention", "twinning")
Line = tuple[str, str, str, str]  # window, series, key, value


def true_tallies(atlas: list[dict], files: list[dict], aid: list[dict]) -> list[Line]:
    """Every tally, for the evaluation's windows and for those extended to the latest year."""
    lines = []
    for last in (2009, LATEST):
        lines += _named(
            f"1981-{last}", _atlas([row for row in atlas if row["start"] <= last], last)
        )
        lines += _named(f"2007-{last}", _files([row for row in files if row["year"] <= last]))
    # Series by year are in a line each, under the longer window.
    lines += _named(f"1981-{LATEST}", _atlas_by_year(atlas))
    lines += _named(f"2007-{LATEST}", _files_by_year(files))
    lines += _named(f"2006-{LATEST}", _aid(aid))
    return sorted(lines)


Counted = Iterator[tuple[str, dict[str, str], str]]


def _named(window: str, counted: Counted) -> Iterator[Line]:
    for series, key, value in counted:
        yield window, series, ",".join(f"{k}={key[k]}" for k in sorted(key)), value


def _money(amounts: Iterable[int | None]) -> str:
    """The sum of amounts in cents, as euros; empty if one is not known."""
    amounts = list(amounts)
    if None in amounts:
        return ""
    euros, cents = divmod(sum(amounts), 100)
    return f"{euros}.{cents:02}" if cents else str(euros)


def _counts(rows: Iterable[dict], *columns: str) -> list[tuple[dict[str, str], str]]:
    """How many rows have each combination of what the columns hold."""
    found = Counter(tuple(row[c] for c in columns) for row in rows)
    return [(dict(zip(columns, key, strict=True)), str(n)) for key, n in found.items()]


def _atlas(rows: list[dict], last: int) -> Counted:
    china = [row for row in rows if row["country"] == "china"]
    for key, many in _counts(china, "level"):
        authorities = {row["authority"] for row in china if row["level"] == key["level"]}
        yield "tableau_06.authorities", key, str(len(authorities))
        yield "tableau_06.cooperations", key, many
    for country in ("china", "brazil"):
        of_country = [row for row in rows if row["country"] == country]
        yield from _atlas_of(country, of_country)
    decades = ["1981-1990", "1991-2000", "2001-2009"]
    if last > 2009:
        decades[2:] = ["2001-2010", "2011-2020"]
    for decade in decades:
        first, final = map(int, decade.split("-"))
        begun = [row for row in _projects(china) if first <= row["start"] <= final]
        yield "tableau_16.projects", {"decade": decade}, str(len(begun))
    for key, many in _counts(china, "authority", "partner"):
        yield "figure_11.cooperations", key, many


def _projects(rows: list[dict]) -> list[dict]:
    return [row for row in rows if row["kind"] in PROJECT]


def _atlas_of(country: str, rows: list[dict]) -> Counted:
    """What is counted of China and of Brazil alike."""
    there = {"territory": country}
    by_level = defaultdict(set)
    for row in rows:
        by_level[row["level"]].add(row["authority"])
    for level, names in by_level.items():
        yield "encadre_03_levels.authorities", there | {"level": level}, str(len(names))
    counted = [row for row in rows if row["end"] is None or row["end"] > 2005]
    projects = _projects(counted)
    items = {
        "projects": len(projects),
        "other_actions": len(counted) - len(projects),
        "authorities": len({row["authority"] for row in rows}),
        "partners": len({row["partner"] for row in rows}),
    }
    for item, many in items.items():
        yield "atlas.count", there | {"item": item}, str(many)
    themes = Counter(theme for row in projects for theme in row["themes"])
    for theme, many in [*themes.items(), ("total", themes.total())]:
        yield "themes.actions", there | {"theme": theme}, str(many)


def _atlas_by_year(rows: list[dict]) -> Counted:
    projects = _projects([row for row in rows if row["country"] == "china"])
    first: dict[str, int] = {}
    for row in projects:
        first[row["authority"]] = min(row["start"], first.get(row["authority"], LATEST))
    for year in range(1981, LATEST + 1):
        key = {"year": str(year)}
        yield "figure_05.entries", key, str(list(first.values()).count(year))
        yield "figure_06.projects", key, str(sum(row["start"] == year for row in projects))


def _files(rows: list[dict]) -> Counted:
    granted = [row for row in rows if row["decision"] == "granted"]
    for territory in ("china", "world"):
        there = {"territory": territory}
        asked, given = (
            [r for r in part if territory == "world" or r["country"] == territory]
            for part in (rows, granted)
        )
        for call in ("annual", "triennial"):
            amount = _money(r["granted"] for r in given if r["call"] == call)
            yield "tableau_11.amount", there | {"contract": call}, amount
        for series, part in (("applications", asked), ("grants", given)):
            many = sum(r["call"] == "annual" for r in part)
            yield f"tableau_15b.{series}", there, str(many)
    china = [r for r in granted if r["country"] == "china"]
    for name, call in (("tableau_12", "annual"), ("tableau_13", "triennial")):
        for key, many in _counts((r for r in china if r["call"] == call), "theme"):
            yield f"{name}.authority", key, many
    for key, many in _counts((r for r in granted if r["call"] == "annual"), "country"):
        yield "figure_04.grants", {"territory": key["country"]}, many
    yield "cofinancing.smallest_grant", {}, _money([min(r["granted"] for r in china)])
    yield "cofinancing.largest_grant", {}, _money([max(r["granted"] for r in china)])


def _files_by_year(rows: list[dict]) -> Counted:
    columns = {
        "tableau_14.requested": "requested", "tableau_14.granted": "granted",
        "tableau_15a.budget": "budget", "tableau_15a.authorities": "authorities",
        "tableau_15a.maee": "granted", "tableau_15a.others": "others",
    }  # fmt: skip
    projects = [
        row for row in rows
        if row["country"] == "china" and row["call"] == "annual" and row["decision"] == "granted"
    ]  # fmt: skip
    for series, column in columns.items():
        for year in range(2007, LATEST + 1):
            amounts = (row[column] for row in projects if row["year"] == year)
            yield series, {"year": str(year)}, _money(amounts)


def _aid(rows: list[dict]) -> Counted:
    asia = {row["code"] for row in parameters("countries") if row["continent"] == "asia"}
    series = {"tableau_19.asia": {"": asia}, "figure_08.total": {"": None}} | {
        name: {country: {country} for country in countries}
        for name, countries in {
            "tableau_19.amount": ("china", "vietnam", "laos"),
            "tableau_20.amount": ("china", "brazil", "india"),
        }.items()
    }
    for name, territories in series.items():
        for territory, countries in territories.items():
            for year in range(2006, LATEST + 1):
                amounts = (
                    row["amount"]
                    for row in rows
                    if row["year"] == year and (countries is None or row["country"] in countries)
                )
                there = {"territory": territory} if territory else {}
                yield name, there | {"year": str(year)}, _money(amounts)
