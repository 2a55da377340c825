"""The faults: extra rows that must be set aside, and spellings that must be understood or mended.

An extra row copies a row that is counted, so that every tally it belongs to is wrong if it stays.
"""

import random

from .files import Fate, File, Line
from .margins import parameters

ATLAS = "synthetic_atlas"
FILES, AID = "synthetic_cofinancing_{}", "synthetic_apd_{}"

# A row again: the later one is set aside. Without a key, as for aid, nothing tells it is the same.
DUPLICATED = [ATLAS, ATLAS, FILES.format(2008), FILES.format(2009), FILES.format(2012)]
# Two rows under one new code: nothing says which is right.
CONFLICTS = [
    (ATLAS, "start_year", 2007, 2008),
    (FILES.format(2011), "amount_granted", "1\u00a0000,00", "2\u00a0000,00"),
]
TOO_WIDE = [FILES.format(2010), AID.format(2008)]
BLANK = [ATLAS, FILES.format(2010), AID.format(2006), AID.format(2009)]
SUBTOTALS = [FILES.format(2012), AID.format(2011)]
# Mended by the card: UTF-8 that was taken for cp1252, and the letter O in an amount.
MISREAD = [
    (ATLAS, "country", "Brésil", "BrÃ©sil"),
    (FILES.format(2007), "country", "Brésil", "BrÃ©sil"),
    (AID.format(2006), "country", "Sénégal", "SÃ©nÃ©gal"),
]
LETTER_O = [
    (FILES.format(2008), "amount_granted"),
    (FILES.format(2011), "amount_requested"),
    (AID.format(2007), "amount"),
]
# Understood without help: column, the usual spelling, others; written in the files that have it.
SPELLINGS = [
    ("authority", "Région Alsace", ["Conseil régional d'Alsace", "REGION ALSACE"]),
    ("authority", "Région Bretagne", ["Conseil régional de Bretagne"]),
    ("authority", "Ville de Marseille", ["VILLE DE MARSEILLE"]),
    ("country", "Chine", ["République populaire de Chine"]),
    ("country", "Vietnam", ["Viêt Nam", "Viet-Nam"]),
    ("country", "Burkina Faso", ["Haute-Volta"]),
    ("country", "République démocratique du Congo", ["Zaïre"]),
    ("country", "Birmanie", ["Myanmar"]),
]
DASHED = [FILES.format(year) for year in (2007, 2009)]  # a dash where others give nothing
AT_MOST = 1  # rows for each spelling in a file


def plant(files: list[File], rng: random.Random):
    """Plant all faults in the files' rows."""
    by_name = {file.name: file for file in files}
    for file in files:
        _spell(file)
    _mend(by_name)
    for name in DASHED:
        _dash(by_name[name])
    for row in parameters("planted"):
        fate = Fate(row["fault"], row["column"], row["reason"])
        _extra(by_name[row["file"]], fate, rng, {row["column"]: row["written"]})
    for name, column, *written in CONFLICTS:
        key = by_name[name].key
        for value in written:
            fate = Fate("même code, autre contenu", key, "conflict")
            _extra(by_name[name], fate, rng, {key: "SYN-DOUBLE", column: value})
    for name in TOO_WIDE:
        _extra(by_name[name], Fate("trop de cellules", "", "width"), rng, {}, ("", "voir courrier"))
    for name in BLANK:
        _insert(by_name[name], Line({}, Fate("ligne vide", "", "blank")), rng)
    for name in DUPLICATED:
        again = rng.choice(_clean(by_name[name]))
        fate = Fate("doublon exact", by_name[name].key, "duplicate")
        by_name[name].lines.append(Line(dict(again.cells), fate))
    for name in SUBTOTALS:
        _insert(by_name[name], _total(by_name[name], "Sous-total"), rng)
    for file in files:
        file.lines.append(_total(file, "TOTAL"))


def listed(files: list[File]) -> list[tuple]:
    """All faults: file, line, column, fault, what becomes of the row, and why."""
    return [
        (file.source, number, line.fate.column, line.fate.fault,
         "kept" if line.fate.kept else "set_aside", line.fate.reason)
        for file in files
        for number, line in file.numbered()
        if line.fate
    ]  # fmt: skip


def _clean(file: File) -> list[Line]:
    """The rows in which nothing is planted."""
    return [line for line in file.lines if line.fate is None]


def _with_china(file: File) -> list[Line]:
    """Rows with China that count in the tallies, and that nothing but n.d. sets apart."""
    wanted = {"country": "Chine", "kind": "Jumelage", "call": "Annuel", "decision": "Accordé"}
    if file.kind == "apd_declarations":
        del wanted["kind"]
    counted = [x for x in file.lines if all(x.cells.get(c, v) == v for c, v in wanted.items())]
    return [x for x in counted if not x.fate or x.fate.reason == "unknown_value"]


def _spell(file: File):
    for column, usual, others in SPELLINGS:
        rows = [line for line in _clean(file) if line.cells[column] == usual]
        for place, line in enumerate(rows[: AT_MOST * len(others)]):
            line.cells[column] = others[place % len(others)]
            line.fate = Fate("autre graphie", column, "spelling", kept=True)


def _mend(by_name: dict[str, File]):
    for name, column, right, wrong in MISREAD:
        fate = Fate("libellé mal décodé", column, "mended", True, to=right, everywhere=True)
        for line in [x for x in _clean(by_name[name]) if x.cells[column] == right][:2]:
            line.cells[column], line.fate = wrong, fate
    for name, column in LETTER_O:
        with_china = [x for x in _clean(by_name[name]) if x.cells["country"] == "Chine"]
        line = next(x for x in with_china if "0" in x.cells[column].split(",")[0])
        right = line.cells[column]
        line.cells[column] = right.replace("0", "O", 1)
        line.fate = Fate("lettre O pour zéro", column, "mended", kept=True, to=right)


def _dash(file: File):
    zero = file.dialect.amount(0)
    rows = [line for line in _clean(file) if line.cells.get("other_funders") == zero]
    for line in [x for x in rows if x.cells["country"] != "Chine"][:2]:
        line.cells["other_funders"] = "-"
        line.fate = Fate("tiret pour néant", "other_funders", "none", kept=True)


def _extra(file: File, fate: Fate, rng: random.Random, changes: dict, more: tuple[str, ...] = ()):
    """Insert a copy of a row that counts, under a new code."""
    key = {file.key: f"SYN-X{rng.randint(1000, 9999)}"} if file.key else {}
    _insert(file, Line(_with_china(file)[0].cells | key | changes, fate, more), rng)


def _insert(file: File, line: Line, rng: random.Random):
    file.lines.insert(rng.randrange(1, len(file.lines)), line)


def _total(file: File, called: str) -> Line:
    cells = {next(iter(file.headers)): called} | file.totals
    return Line(cells, Fate("ligne de total", "", "total"))
