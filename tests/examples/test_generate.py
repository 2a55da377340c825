"""The worked example is what its generator makes, and says truly how far it agrees with the report."""

import csv
import hashlib
import re
import subprocess
import sys
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples/synthetic"
EXTRACTS = EXAMPLE / "data/raw/extracts"
RAW = ROOT / "data/raw"
README = (ROOT / "examples/README.md").read_text("utf-8")
WINDOWS = {"1981-2009", "2007-2009"}  # the evaluation's; series by year have only the longer ones


def rows(path: Path) -> list[dict[str, str]]:
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def truth() -> dict[str, Fraction | None]:
    """The true tallies of the evaluation's windows, by their ids; None: not known."""
    found = {}
    for line in rows(EXAMPLE / "truth.csv"):
        if line["window"] in WINDOWS or "year=" in line["key"]:
            name = f"{line['series']}[{line['key']}]" if line["key"] else line["series"]
            assert name not in found
            found[name] = Fraction(line["value"]) if line["value"] else None
    return found


TRUTH = truth()


def true(series: str, **key: str) -> Fraction | None:
    """One tally, or the sum of all of a series that have this key; None if one is not known."""
    wanted = {f"{k}={v}" for k, v in key.items()}
    values = []
    for name, value in TRUTH.items():
        found, _, keys = name.partition("[")
        if found == series and wanted <= set(keys.rstrip("]").split(",")):
            values.append(value)
    return sum(values) if values and None not in values else None


def over(part: Fraction | None, whole: Fraction | None) -> Fraction | None:
    return None if part is None or whole is None else part / whole


def printed() -> dict[str, tuple[str, Fraction | None]]:
    """Every printed number that the tallies speak of: as it is printed, and what the truth makes it."""
    evaluation, found = RAW / "evaluation_2011", {}

    def put(name: str, written: str, value: Fraction | None, **key: str):
        keys = ",".join(f"{k}={key[k]}" for k in sorted(key))
        found[f"{name}[{keys}]" if key else name] = (written, value)

    def tally(name: str, written: str, **key: str):
        put(name, written, true(name, **key), **key)

    def each(name: str):
        """The rows of a table, its labels as codes; the dimension of a total row is left out."""
        labels = yaml.safe_load((evaluation / f"{name}.yaml").read_text("utf-8"))["columns"]
        for row in rows(evaluation / f"{name}.csv"):
            coded = {c: labels.get(c, {}).get("labels", {}).get(v, v) for c, v in row.items()}
            yield {c: v for c, v in coded.items() if v not in ("total", "Total")}

    for row in each("tableau_06"):
        key = {k: row[k] for k in ("level",) if k in row}
        for column in ("authorities", "cooperations"):
            tally(f"tableau_06.{column}", row[column], **key)
    for name, column, *keys in (
        ("encadre_03_levels", "authorities", "level", "territory"),
        ("atlas", "count", "item", "territory"),
        ("tableau_16", "projects", "decade"),
        ("themes", "actions", "territory", "theme"),
    ):
        for row in each(name):
            tally(f"{name}.{column}", row[column], **{k: row.get(k, "total") for k in keys})
    for name in ("tableau_19", "tableau_20"):
        for row in each(name):
            for place in row.keys() - {"source_line", "year"}:
                if place == "asia":
                    tally(f"{name}.asia", row[place], year=row["year"])
                else:
                    tally(f"{name}.amount", row[place], year=row["year"], territory=place)
    for row in each("figure_10"):
        key = {k: row[k] for k in ("territory", "theme")}
        projects = true("atlas.count", item="projects", territory=row["territory"])
        put("figure_10.share", row["share"], over(true("themes.actions", **key), projects), **key)
    for row in each("encadre_03_themes"):
        key = {k: row[k] for k in ("territory", "theme")}
        theme = key["theme"].replace("culture", "culture_tourism")
        value = true("themes.actions", territory=row["territory"], theme=theme)
        put("encadre_03_themes.cooperations", row["cooperations"], value, **key)
    for row in each("tableau_11"):
        for contract in ("annual", "triennial", "total"):
            key = {"contract": contract} if contract != "total" else {}
            tally("tableau_11.amount", row[contract], territory=row["territory"], **key)
    for name in ("tableau_12", "tableau_13"):
        themes = [row["theme"] for row in each(name)]
        for theme in themes:
            tally(f"{name}.authority", str(themes.count(theme)), theme=theme)
    for row in each("tableau_14"):
        key = {k: row[k] for k in ("year",) if k in row}
        requested, granted = (
            true(f"tableau_14.{c}", **key) if key else years(f"tableau_14.{c}")
            for c in ("requested", "granted")
        )
        put("tableau_14.requested", row["requested"], requested, **key)
        put("tableau_14.granted", row["granted"], granted, **key)
        put("tableau_14.change", row["change"], over(granted - requested, requested), **key)
    for row in each("tableau_15a"):
        key = {k: row[k] for k in ("year",) if k in row}
        sources = {
            c: true(f"tableau_15a.{c}", **key) if key else years(f"tableau_15a.{c}")
            for c in ("budget", "authorities", "maee", "others")
        }
        rates = {f"{c}_rate": over(sources[c], sources["budget"]) for c in ("maee", "authorities")}
        for column, value in (sources | rates).items():
            if row[column]:
                put(f"tableau_15a.{column}", row[column], value, **key)
    for row in each("tableau_15b"):
        key = {"territory": row["territory"]}
        grants, applications = (true(f"tableau_15b.{c}", **key) for c in ("grants", "applications"))
        tally("tableau_15b.applications", row["applications"], **key)
        tally("tableau_15b.grants", row["grants"], **key)
        put("tableau_15b.success_rate", row["success_rate"], over(grants, applications), **key)
    for row in rows(RAW / "external/external_facts.csv"):
        if row["topic"] == "apd_collectivites_total" and 2006 <= int(row["period"]) <= 2012:
            value = true("figure_08.total", year=row["period"]) / 1_000_000
            put(row["fact_id"], row["value"].replace(".", ","), value)
    for row in rows(evaluation / "prose.csv"):
        if row["id"] in PROSE:
            put(row["id"], row["printed"], PROSE[row["id"]])
    return found


def years(series: str, first: int = 2007, last: int = 2009) -> Fraction | None:
    values = [true(series, year=str(year)) for year in range(first, last + 1)]
    return None if None in values else sum(values)


def entries(first: int, last: int) -> list[Fraction]:
    return [true("figure_05.entries", year=str(year)) for year in range(first, last + 1)]


GRANTS = true("tableau_12.authority"), true("tableau_13.authority")
PROSE = {
    "l3422.actions_china": true("atlas.count", item="projects", territory="china"),
    "l3422.cofinanced_annual": GRANTS[0],
    "l3422.cofinanced_china": sum(GRANTS),
    "l3423.cofinanced_triennial": GRANTS[1],
    "l3424.mean_cofinancing": true("tableau_11.amount", territory="china") / sum(GRANTS),
    "l3425.minimum_cofinancing": true("cofinancing.smallest_grant"),
    "l3425.maximum_cofinancing": true("cofinancing.largest_grant"),
    "l3799.china_cofinanced": true("figure_04.grants", territory="china"),
    "l4050.low_flow_maximum": max(entries(1981, 1996)),
    "l4051.peak_flow": max(entries(1981, 2009)),
    "l4537.asia_share": over(true("tableau_19.asia", year="2009"), true("figure_08.total", year="2009")),
    "l4547.china_share_2009": over(true("tableau_19.amount", territory="china", year="2009"), true("tableau_19.asia", year="2009")),
    "l4548.china_share_2008": over(true("tableau_19.amount", territory="china", year="2008"), true("tableau_19.asia", year="2008")),
}  # fmt: skip
PRINTED = printed()


def claimed() -> dict[str, str]:
    """What the table of the README says: beginning of an id → yes or no."""
    return dict(re.findall(r"^\| `([^`]+)` \|.*\| (yes|no) \|", README, re.M))


def agrees(written: str, value: Fraction | None) -> bool:
    """Does the value, rounded as the number is printed, give what is printed?"""
    if written == "n.d." or value is None:
        return written == "n.d." and value is None
    digits = re.sub(r"[^\d,\-]", "", written).replace(",", ".")
    scaled = value * 100 if "%" in written else value
    exact = Decimal(scaled.numerator) / Decimal(scaled.denominator)
    place = Decimal(digits).as_tuple().exponent
    return exact.quantize(Decimal(1).scaleb(place), ROUND_HALF_UP) == Decimal(digits)


def test_the_generator_makes_the_files_that_are_there(tmp_path):
    subprocess.run([sys.executable, ROOT / "examples/generate.py", tmp_path], check=True)
    made = {p.relative_to(tmp_path): p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    named = (EXAMPLE / name for name in ("truth.csv", "faults.csv", "config/config.yaml"))
    there = [*EXTRACTS.iterdir(), *named]
    assert made == {path.relative_to(EXAMPLE): path.read_bytes() for path in there}
    links = [
        {p.name: p.readlink() for p in (folder / "data/raw").iterdir() if p.is_symlink()}
        for folder in (tmp_path, EXAMPLE)
    ]
    assert links[0] == links[1]


def test_a_printed_number_is_reproduced_where_the_readme_says_so_and_nowhere_else():
    claims, wrong = claimed(), []
    for name, (written, value) in PRINTED.items():
        fitting = [beginning for beginning in claims if name.startswith(beginning)]
        assert fitting, f"{name} is not in the README"
        said = claims[max(fitting, key=len)]
        if agrees(written, value) != (said == "yes"):
            wrong.append(f"{name}: printed {written}, made up {value}, README says {said}")
    assert wrong == []


@pytest.mark.parametrize("beginning", claimed())
def test_the_readme_speaks_of_numbers_that_are_printed(beginning):
    assert any(name.startswith(beginning) for name in PRINTED)


def test_peaks_and_ranks_are_those_of_the_text():
    for year in ("1998", "2006"):
        assert agrees(PRINTED["l4051.peak_flow"][0], true("figure_05.entries", year=year))
    assert max(range(1981, 2010), key=lambda y: true("figure_06.projects", year=str(y))) == 2006
    codes = {row["name"]: row["code"] for row in rows(ROOT / "examples/made_up/countries.csv")}
    china = true("figure_04.grants", territory="china")
    for row in rows(RAW / "evaluation_2011/lists.csv"):
        if row["list"] == "first_beneficiaries":
            assert true("figure_04.grants", territory=codes[row["item"]]) > china


@pytest.mark.parametrize("card", sorted(EXTRACTS.glob("*.yaml")), ids=lambda path: path.stem)
def test_each_file_says_that_it_is_made_up(card):
    content = yaml.safe_load(card.read_text("utf-8"))
    (file,) = (p for p in EXTRACTS.glob(f"{card.stem}.*") if p != card)
    assert hashlib.sha256(file.read_bytes()).hexdigest() == content["sha256"]
    assert content["synthetic"] is True
    assert content["title"].startswith("EXEMPLE SYNTHÉTIQUE")
    assert "synthetic" in file.name


def test_faults_are_where_the_list_says():
    """In delimited files: a blank, a total, a letter O or a misread label stands on the line named."""
    texts = {}
    for fault in rows(EXAMPLE / "faults.csv"):
        path = EXAMPLE / "data/raw" / fault["file"]
        if path.suffix == ".xlsx":
            continue
        if path not in texts:
            texts[path] = text(path).split("\r\n")
        line = texts[path][int(fault["line"]) - 1]
        expected = {
            "blank": r"[;,\t]*",
            "total": r"(TOTAL|Sous-total)\b.*",
            "mended": r".*(Ã|\dO| O|O\d).*",
            "none": r".*;-;.*",
            "unknown_value": r".*;n\.d\..*",
        }
        assert re.fullmatch(expected.get(fault["reason"], ".*[^;,\t].*"), line), fault


def kept(name: str) -> list[dict[str, str]]:
    """The rows of a delimited file that count, by column of the kind; mended as the card says."""
    (path,) = (p for p in EXTRACTS.glob(f"{name}.*") if p.suffix != ".yaml")
    card = yaml.safe_load(path.with_suffix(".yaml").read_text("utf-8"))
    aside = {
        int(f["line"])
        for f in rows(EXAMPLE / "faults.csv")
        if f["file"].endswith(path.name) and f["expected_fate"] == "set_aside"
    }
    separator = "\t" if path.suffix == ".tsv" else "," if "decimal_point" in card else ";"
    grid = list(csv.reader(text(path).split("\r\n"), delimiter=separator))
    header = next(n for n, cells in enumerate(grid) if len(cells) > 1)
    found = []
    for line, cells in enumerate(grid[header + 1 :], start=header + 2):
        if cells and line not in aside:
            named = dict(zip(grid[header], cells, strict=True))
            row = {column: named[title] for column, title in card["columns"].items()}
            for mend in card.get("corrections", []):
                if mend.get("row", line) == line and row[mend["column"]] == mend["expected"]:
                    row[mend["column"]] = mend["to"]
            found.append(row)
    return found


def text(path: Path) -> str:
    encoding = "cp1252" if "cofinancing" in path.name else "utf-8-sig"
    return path.read_bytes().decode("utf-16" if path.suffix == ".tsv" else encoding)


def amount(written: str) -> Fraction:
    return Fraction(re.sub("[\u00a0\u202f]", "", written).replace(",", "."))


@pytest.mark.parametrize("year", range(2006, 2013))
def test_what_is_kept_of_a_file_of_aid_adds_up_to_the_truth(year):
    total = sum(amount(row["amount"]) for row in kept(f"synthetic_apd_{year}"))
    assert total * (1000 if year == 2012 else 1) == true("figure_08.total", year=str(year))


def test_what_is_kept_of_the_cofinancing_files_adds_up_to_the_truth():
    granted = [
        row
        for year in range(2007, 2010)
        for row in kept(f"synthetic_cofinancing_{year}")
        if row["decision"] == "Accordé"
    ]
    for contract, call in (("annual", "Annuel"), ("triennial", "Triennal")):
        total = sum(amount(row["amount_granted"]) for row in granted if row["call"] == call)
        assert total == true("tableau_11.amount", contract=contract, territory="world")
    china = [
        row
        for row in granted
        if row["country"] in ("Chine", "République populaire de Chine") and row["call"] == "Annuel"
    ]
    assert sum(amount(row["amount_requested"]) for row in china) == years("tableau_14.requested")
