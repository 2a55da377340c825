"""How many wrong numbers does the audit find? Errors are injected into the evaluation, and counted.

For each kind of error and each number k of errors at once, a copy of the transcription gets k
random errors in memory, and the whole audit runs on it. An error is *found* if a relation that it
takes part in held before and fails now, or if the number comes out as truncated; it is *named* if
a smallest repair would change it (for a row dropped or doubled: a number beside it). A copy that
cannot be read for want of the row is *refused*; the error is found if the refusal names the row or
what it is tied to. A relation that fails and rests on no injected error is a false alarm. Errors
where nothing constrains a number must leave it unchecked.

    python benchmarks/recall.py [runs] [folder]
"""

from __future__ import annotations

import random
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from matplotlib.figure import Figure

from cdfc.audit import audit_report
from cdfc.pipeline import measures, recompute_chapter
from cdfc.settings import configuration, definitions
from recompute.audit import Audit
from recompute.cells import Cell
from recompute.chapter import evaluate, merge
from recompute.claims import EQUAL, Relation
from recompute.errors import InputError
from recompute.exact import Interval
from recompute.files import write_csv
from recompute.formula import Op
from recompute.printed import parse
from recompute.wording import TOTAL

SEED = 2011
KS = (1, 2, 3)
NUMBERS = ("count", "amount", "share", "mean")
DROPPED, DOUBLED, CUT = "row dropped", "row doubled", "cut, not rounded"
COUNTED = ("injected", "found", "named", "refused", "false_alarms")


def changed(cell: Cell, written: str) -> Cell | None:
    """The cell as if that were printed; None if it reads as the same number or as none."""
    try:
        printed = parse(written, cell.unit)
    except ValueError:
        return None
    if printed.value == cell.value:
        return None
    return replace(cell, written=written, printed=printed, value=printed.value)


def digit(cell: Cell, rng: random.Random) -> Cell | None:
    """One digit is another one."""
    places = [i for i, sign in enumerate(cell.written) if sign.isdigit()]
    place = rng.choice(places)
    new = rng.choice([d for d in "0123456789" if d != cell.written[place]])
    return changed(cell, cell.written[:place] + new + cell.written[place + 1 :])


def swapped(cell: Cell, rng: random.Random) -> Cell | None:
    """Two digits side by side change places."""
    text = cell.written
    places = [
        i for i in range(len(text) - 1) if text[i : i + 2].isdigit() and text[i] != text[i + 1]
    ]
    if not places:
        return None
    i = rng.choice(places)
    return changed(cell, text[:i] + text[i + 1] + text[i] + text[i + 2 :])


def total(cell: Cell, rng: random.Random) -> Cell | None:
    """A total is off by some of its last digits."""
    if TOTAL not in cell.dimensions.values() or "," in cell.written or not cell.written.isdigit():
        return None
    return changed(cell, str(int(cell.written) + rng.choice([-9, -2, -1, 1, 3, 10])))


def shifted(cell: Cell, rng: random.Random) -> Cell | None:
    """The decimal comma slips by one place."""
    whole, comma, decimals = cell.written.partition(",")
    if comma and len(decimals) > 1 and decimals[0].isdigit():
        return changed(cell, f"{whole}{decimals[0]},{decimals[1:]}")
    return changed(cell, cell.written + "0") if cell.written.isdigit() else None


def cut(cell: Cell, rng: random.Random) -> Cell | None:
    """The last digit of a number that was rounded up is the one before."""
    place = max(i for i, sign in enumerate(cell.written) if sign.isdigit())
    if cell.written[place] == "0":
        return None
    lower = str(int(cell.written[place]) - 1)
    return changed(cell, cell.written[:place] + lower + cell.written[place + 1 :])


KINDS: dict[str, Callable[[Cell, random.Random], Cell | None]] = {
    "digit changed": digit, "digits swapped": swapped, "wrong total": total,
    "decimal shifted": shifted, CUT: cut,
    DROPPED: lambda cell, rng: cell, DOUBLED: lambda cell, rng: cell,
}  # fmt: skip


def key(relation: Relation) -> tuple[str, str]:
    """What a relation ties together; the same in every copy."""
    other = relation.result or relation.formula
    return relation.claim.id, getattr(other, "id", "")


class Evaluation:
    """The evaluation as transcribed, ready to be copied with errors."""

    def __init__(self):
        self.vocabularies = definitions("vocabularies.yaml")
        self.chapters = {
            name: recompute_chapter(name, files)
            for name, files in configuration()["chapters"].items()
        }
        self.audit = audit_report(merge(self.chapters.values()))
        self.failing = {key(r) for r in self.audit.relations if r.outcome == "fails"}
        self.members = {key(r): {cell.id for cell in r.members} for r in self.audit.relations}
        self.beside = defaultdict(set)
        for ends, ids in self.members.items():
            for name in ids:
                self.beside[name] |= {*filter(None, ends), *ids}
        around = defaultdict(list)
        for relation in self.audit.relations:
            for cell in relation.members:
                around[cell].append(relation)
        plain = [cell for cell in self.audit.printed if is_plain(cell)]
        self.constrained = [c for c in plain if any(map(fixes, around[c]))]
        self.free = [c for c in plain if not any(len(r.members) > 1 for r in around[c])]
        self.rows = [c for c in plain if any(adds_up(r, c) for r in around[c])]
        self.rounded_up = [
            r.claim for r in self.audit.relations
            if fixes(r) and r.claim in plain and r.result and isinstance(r.value, Fraction)
            and r.value < r.claim.value
        ]  # fmt: skip

    def candidates(self, kind: str) -> list[Cell]:
        """The numbers that an error of this kind may befall, so that something forbids it."""
        if kind in (DROPPED, DOUBLED):
            return self.rows
        return self.rounded_up if kind == CUT else self.constrained

    def with_errors(self, kind: str, errors: dict[str, Cell]) -> Audit:
        """The audit of a copy in which the cells of these ids are printed otherwise."""

        def copied(cells: list[Cell]) -> Iterable[Cell]:
            for cell in cells:
                if kind == DROPPED and cell.id in errors:
                    continue
                yield errors.get(cell.id, cell)
                if kind == DOUBLED and cell.id in errors:
                    yield replace(cell, id=f"{cell.id} doubled")

        made = []
        for name, chapter in self.chapters.items():
            cells = list(copied(chapter.cells))
            made.append(evaluate(cells, measures(name), self.vocabularies))
        return audit_report(merge(made))


def is_plain(cell: Cell) -> bool:
    """Is this a number in digits, as it stands, printed for the first time?"""
    plain = any(map(str.isdigit, cell.written)) and not cell.printed.hedge and not cell.again
    return plain and cell.kind in NUMBERS and not isinstance(cell.value, Interval)


def fixes(relation: Relation) -> bool:
    """Does the relation hold, and fix its numbers within their rounding? A rank leaves room."""
    holds = relation.outcome in ("reproduced", "compatible") and relation.sign == EQUAL
    holds = holds and relation.claim.kind in NUMBERS
    exact = not isinstance(relation.value, Interval) and not relation.claim.printed.hedge
    return holds and exact and len(relation.members) > 1


def adds_up(relation: Relation, cell: Cell) -> bool:
    """Is the cell one of the terms of a sum that holds?"""
    top = relation.formula
    return fixes(relation) and isinstance(top, Op) and top.name == "sum" and cell in top.parts


def inject(evaluation: Evaluation, kind: str, k: int, rng: random.Random) -> Counter:
    """One copy with k errors: how many were found and named; how many false alarms there were."""
    candidates = evaluation.candidates(kind)
    errors: dict[str, Cell] = {}
    for cell in rng.sample(candidates, len(candidates)):
        other = KINDS[kind](cell, rng)
        if other is not None and len(errors) < k:
            errors[cell.id] = other
    counts = Counter(injected=len(errors))
    while True:  # what is refused is mended, as its reader would, and the copy tried again
        try:
            audit = evaluation.with_errors(kind, errors)
            break
        except (InputError, ValueError) as refusal:
            told = [n for n in errors if any(i in str(refusal) for i in evaluation.beside[n])]
            if not told:
                return counts
            counts += Counter(found=len(told), named=len(told), refused=len(told))
            errors = {name: cell for name, cell in errors.items() if name not in told}
    new = [r for r in audit.relations if r.outcome == "fails" and key(r) not in evaluation.failing]
    suspects = {cell.id for block in audit.blocks for cell in block.suspects()}
    truncated = {v.cell.id for v in audit.verdicts if v.verdict == "truncated"}
    for name in errors:
        about = [r for r in new if name in evaluation.members[key(r)]]
        beside = {cell.id for r in about for cell in r.members}
        named = beside & suspects if kind in (DROPPED, DOUBLED) else {name} & suspects
        counts["found"] += bool(about) or name in truncated
        counts["named"] += bool(named) or name in truncated
    counts["false_alarms"] = sum(not evaluation.members[key(r)] & set(errors) for r in new)
    return counts


def unconstrained(evaluation: Evaluation, runs: int, rng: random.Random) -> Counter:
    """Errors where nothing constrains the number: it must stay unchecked."""
    counts: Counter = Counter()
    for cell in rng.sample(evaluation.free, min(runs, len(evaluation.free))):
        other = digit(cell, rng)
        if other is not None:
            audit = evaluation.with_errors("digit changed", {cell.id: other})
            verdict = next(v.verdict for v in audit.verdicts if v.cell.id == cell.id)
            counts["injected"] += 1
            counts["unchecked"] += verdict == "unchecked"
    return counts


def main(runs: int = 10, folder: Path = Path("benchmarks/out")):
    """Print the table, and write it with a plot into `folder`."""
    evaluation = Evaluation()
    table = []
    for kind in KINDS:
        for k in KS:
            counts: Counter = Counter()
            for run in range(runs):
                counts += inject(evaluation, kind, k, random.Random(f"{SEED} {kind} {k} {run}"))
            table.append((kind, k, counts))
            print(line(kind, k, counts), flush=True)
    free = unconstrained(evaluation, runs, random.Random(SEED))
    print(f"nothing constrains it: {free['injected']} injected, {free['unchecked']} left unchecked")
    rows = [[kind, str(k), *(str(counts[name]) for name in COUNTED)] for kind, k, counts in table]
    write_csv(folder / "recall.csv", ["kind", "errors_at_once", *COUNTED], rows)
    plot(table, folder)


def line(kind: str, k: int, counts: Counter) -> str:
    """One line of the table, for reading."""
    recall = f"{100 * counts['found'] / counts['injected']:5.1f} %" if counts["injected"] else "–"
    told = ", ".join(f"{counts[name]} {name.replace('_', ' ')}" for name in COUNTED)
    return f"{kind:<17} k={k}  {recall} found  ({told})"


def plot(table: list[tuple[str, int, Counter]], folder: Path):
    """Recall by kind of error: a dot for each k, the darker the more errors at once."""
    figure = Figure(figsize=(6.6, 3), layout="constrained")
    axes = figure.subplots()
    kinds = list(dict.fromkeys(kind for kind, _, _ in table))
    for k in KS:
        ours = [(kind, c) for kind, n, c in table if n == k and c["injected"]]
        axes.plot(
            [100 * c["found"] / c["injected"] for _, c in ours],
            [kinds.index(kind) + 0.2 * (k - 2) for kind, _ in ours],
            "o", color=str(0.75 - 0.25 * (k - 1)), label=f"{k} error{'s' * (k > 1)} at once",
        )  # fmt: skip
    axes.axvline(95, color="0.6", linewidth=0.8, linestyle="--", label="95 %")
    axes.set_yticks(range(len(kinds)), kinds)
    axes.set(xlim=(0, 102), xlabel="injected errors found, %", ylim=(len(kinds) - 0.5, -0.5))
    axes.legend(loc="lower left", frameon=False)
    figure.savefig(folder / "recall.svg", metadata={"Date": None})
    figure.savefig(folder / "recall.png", dpi=150)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]), *map(Path, sys.argv[2:3]))
