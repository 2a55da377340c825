"""What reading a supplied extract costs, beside a hand-written DuckDB query on the same file.

    python benchmarks/extracts.py ROWS [FILES]

Makes a synthetic file of aid declarations of ROWS rows, some of them faulty, in a temporary folder;
times the project's own way from the raw file to measures (row accounting and lineage included) and
the query that an analyst would write by hand for this one file (sums and counts, the rows set aside
and why, how many say the same), each in a process of its own; and checks that both give the same.
Before that, the same for a tenth of the rows. With FILES, also times so many files of 50,000 rows
through the workflow, on one core and on two.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb
import yaml

from recompute.files import digest

ROOT = Path(__file__).parents[1]
RUNS = 3
FILE_ROWS = 50_000
COUNTRIES = ["Chine", "Brésil", "Inde", "Viêt Nam", "Laos", "Mali", "Sénégal", "Burkina Faso",
             "Maroc"]  # fmt: skip
HEADER = ["Année", "Collectivité", "Niveau", "Pays", "Secteur", "Montant", "Nature"]
COLUMNS = ["year", "authority", "level", "country", "sector", "amount", "kind"]
FIRST, LAST = 1990, 2012
# One row in a thousand each: an impossible year, no known country, no amount, a negative one.
MAKE = """COPY (
    SELECT CASE WHEN fault = 1 THEN '2108' ELSE 1990 + (hash(i * 3) % 23)::INT END AS "Année",
    'Région n° ' || (hash(i * 7) % 900) AS "Collectivité",
    ['Ville', 'Région', 'Département', 'Agglomération'][1 + (hash(i * 5) % 4)::INT] AS "Niveau",
    CASE WHEN fault = 2 THEN 'Atlantide' ELSE {countries}[1 + (hash(i * 11) % {n})::INT] END AS "Pays",
    'Secteur ' || (hash(i * 13) % 40) AS "Secteur",
    CASE WHEN fault = 3 THEN '1O 400' WHEN fault = 4 THEN '-' ELSE '' END || CASE
        WHEN fault = 3 THEN '' WHEN hash(i * 29) % 3 = 0
        THEN (1 + hash(i * 17) % 899) || chr(160) || lpad((hash(i * 19) % 1000)::VARCHAR, 3, '0')
        ELSE (1 + hash(i * 17) % 899999)::VARCHAR END
        || CASE WHEN fault = 3 THEN '' ELSE ',' || lpad((hash(i * 23) % 100)::VARCHAR, 2, '0') END
        AS "Montant",
    ['Bilatéral', 'Multilatéral'][1 + (hash(i * 31) % 2)::INT] AS "Nature"
    FROM (SELECT i + {start} AS i, CASE WHEN hash(i + {start}) % 1000 < 4
          THEN 1 + (hash(i + {start}) % 1000)::INT ELSE 0 END AS fault FROM range({rows}) AS t(i))
) TO '{path}' (HEADER, DELIMITER ';')"""


def make(path: Path, rows: int, start: int = 0):
    """Write a file of made-up declarations, and its card."""
    duckdb.sql(
        MAKE.format(countries=COUNTRIES, n=len(COUNTRIES), rows=rows, start=start, path=path)
    )
    card = {
        "title": "Déclarations inventées, pour mesurer", "kind": "apd_declarations",
        "sha256": digest(path), "publisher": "aucun", "document": "aucun", "date": str(LAST),
        "licence": "CC0", "synthetic": True, "covers": {"from": FIRST, "to": LAST},
        "columns": dict(zip(COLUMNS, HEADER, strict=True)),
    }  # fmt: skip
    path.with_suffix(".yaml").write_text(yaml.safe_dump(card, allow_unicode=True), encoding="utf-8")


OWN = """
import json
from collections import Counter
from recompute.files import read_csv
from cdfc.pipeline import recompute_chapter
from cdfc.settings import configuration
from cdfc.supplied import tallied_from_raw
with tallied_from_raw() as tallied:
    found = recompute_chapter("aid", configuration()["chapters"]["aid"], tallied=tallied["aid"])
    (folder,) = {path.parent for path in tallied["aid"]}
    aside = Counter(row["reason"] for row in read_csv(folder / "set_aside.csv"))
totals = {r.key["year"]: str(float(r.value)) for r in found.results if r.measure == "figure_08.total"}
print(json.dumps({"totals": totals, "set_aside": aside}))
"""

BY_HAND = """
import json, sys, duckdb
from collections import Counter
db = duckdb.connect(config={"memory_limit": "1GB", "threads": 2})
db.execute("SET enable_progress_bar = false")
db.execute('''CREATE TEMP TABLE judged AS
    WITH parsed AS (
        SELECT "Année", "Montant", TRY_CAST("Année" AS INT) AS year, "Pays" AS country,
        TRY_CAST(replace(replace(replace("Montant", chr(160), ''), ' ', ''), ',', '.') AS DECIMAL(18, 2)) AS amount,
        hash("Année", "Collectivité", "Niveau", "Pays", "Secteur", "Montant", "Nature") AS content
        FROM read_csv(?, delim = ';', header = true, all_varchar = true)
    ) SELECT *, CASE WHEN country NOT IN {countries} THEN 'unknown' WHEN amount IS NULL THEN 'unreadable'
        WHEN year IS NULL OR year NOT BETWEEN 1950 AND 2012 THEN 'year'
        WHEN amount < 0 THEN 'negative' END AS reason FROM parsed''', [sys.argv[1]])
groups = db.execute('''SELECT reason, year, country, count(*), sum(amount) FROM judged GROUP BY ALL''').fetchall()
aside = db.execute('''SELECT reason, "Année", country, "Montant" FROM judged WHERE reason IS NOT NULL''').fetchall()
alike = db.execute('''SELECT count(*) - count(DISTINCT content) FROM judged WHERE reason IS NULL''').fetchone()
totals = {}
for reason, year, country, count, amount in groups:
    if reason is None and year >= 2006:
        totals[str(year)] = totals.get(str(year), 0) + amount
print(json.dumps({"totals": {year: str(float(v)) for year, v in totals.items()},
                  "set_aside": Counter(row[0] for row in aside), "alike": alike[0]}))
""".replace("{countries}", str(tuple(COUNTRIES)))


def timed(command: list[str], folder: Path) -> tuple[float, float, dict]:
    """Seconds, peak memory in GB, and what a process printed."""
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True)
    said = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{command[:3]} failed")
    return time.perf_counter() - started, usage.ru_maxrss / 1e6, json.loads(said)


def project(folder: Path) -> Path:
    """A folder with this evaluation's raw files and configuration, and room for extracts."""
    shutil.copytree(
        ROOT / "data/raw", folder / "data/raw", ignore=shutil.ignore_patterns("extracts")
    )
    (folder / "data/raw/extracts").mkdir()
    for part in ("config", "src", "workflow", "profiles"):
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    for part in ("Snakefile", "environment.yml"):
        shutil.copy2(ROOT / part, folder / part)
    return folder


def single(rows: int) -> float:
    """One file of so many rows, both ways; the project's seconds."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = project(Path(scratch) / "project")
        path = folder / "data/raw/extracts/synthetic.csv"
        make(path, rows)
        size = path.stat().st_size / 1e6
        ways = {
            "own path": [sys.executable, "-c", OWN],
            "by hand": [sys.executable, "-c", BY_HAND, str(path)],
        }
        found: dict[str, list] = {way: [] for way in ways}
        for _ in range(RUNS):  # in turns, so that a busy moment touches both
            for way, command in ways.items():
                found[way].append(timed(command, folder))
    own, hand = found["own path"][0][2], found["by hand"][0][2]
    if own["totals"] != hand["totals"] or own["set_aside"] != hand["set_aside"]:
        raise SystemExit(f"the two ways differ: {own} and {hand}")
    print(f"{rows:,} rows, {size:,.0f} MB, median of {RUNS} runs; both ways give the same numbers")
    median = {way: statistics.median(run[0] for run in runs) for way, runs in found.items()}
    for way, runs in found.items():
        ratio = median[way] / median["by hand"]
        print(
            f"  {way:<10}{median[way]:7.2f} s   {max(r[1] for r in runs):5.2f} GB   ratio {ratio:.2f}"
        )
    return median["own path"]


def many(files: int):
    """So many files through the workflow, on one core and on two."""
    seconds = {}
    with tempfile.TemporaryDirectory() as scratch:
        folder = project(Path(scratch) / "project")
        for number in range(files):
            make(
                folder / f"data/raw/extracts/synthetic_{number:03}.csv",
                FILE_ROWS,
                number * FILE_ROWS,
            )
        target = "data/processed/extracts/apd_declarations/tallied.json"
        for cores in ("1", "2"):
            shutil.rmtree(folder / "data/processed", ignore_errors=True)
            started = time.perf_counter()
            command = [sys.executable, "-m", "snakemake", target]
            command += ["--cores", cores, "--prioritize", "tally"]  # no more than the target
            subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                           env=os.environ | {"PYTHONPATH": str(folder / "src")})  # fmt: skip
            seconds[cores] = time.perf_counter() - started
    print(f"{files} files of {FILE_ROWS:,} rows: 1 core {seconds['1']:.1f} s, 2 cores {seconds['2']:.1f} s, "
          f"{seconds['1'] / seconds['2']:.2f} times as fast")  # fmt: skip


def main(rows: int, files: int):
    """Run what was asked for."""
    small, large = single(max(rows // 10, 1)), single(rows)
    print(f"ten times the rows take {large / small:.1f} times as long")
    if files:
        many(files)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0)
