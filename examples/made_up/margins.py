"""What the evaluation prints, read from the transcription; numbers parted so that they add up."""

import csv
import random
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
RAW = ROOT / "data/raw"


def table(name: str, folder: str = "evaluation_2011") -> list[dict[str, str]]:
    """The rows of a transcribed table."""
    return _read(RAW / folder / f"{name}.csv")


def parameters(name: str) -> list[dict[str, str]]:
    """The rows of a table of parameters of this example."""
    return _read(Path(__file__).with_name(f"{name}.csv"))


def _read(path: Path) -> list[dict[str, str]]:
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def number(written: str) -> int | None:
    """A whole number as the evaluation prints it; None for n.d."""
    digits = "".join(sign for sign in written if sign.isdigit())
    return int(digits) if digits else None


def printed(name: str, value: str, **key: str) -> int:
    """One printed number: of table `name`, column `value`, in the row that has this key."""
    (row,) = (r for r in table(name) if all(r[k] == v for k, v in key.items()))
    return number(row[value])


def prose(cell: str) -> int:
    """A number of the running text."""
    (row,) = (r for r in table("prose") if r["id"] == cell)
    return number(row["printed"])


def apportion(total: int, weights: Sequence[int]) -> list[int]:
    """Whole numbers in the proportion of the weights that add up to the total."""
    whole = sum(weights)
    parts = [total * weight // whole for weight in weights]
    by_rest = sorted(range(len(weights)), key=lambda n: -(total * weights[n] % whole))
    for place in by_rest[: total - sum(parts)]:
        parts[place] += 1
    return parts


def split(total: int, count: int, rng: random.Random, unit: int = 1, least: int = 0) -> list[int]:
    """`count` uneven amounts, none below the least, that add up to the total.

    They are multiples of the unit, but for one that takes the rest.
    """
    weights = [rng.randint(300, 3000) ** 2 for _ in range(count)]
    units = apportion((total - least * count) // unit, weights)
    parts = [least + part * unit for part in units]
    parts[0] += total - sum(parts)
    return parts


def spread(counts: dict[str, int]) -> list[str]:
    """Each key as often as it counts."""
    return [key for key, count in counts.items() for _ in range(count)]
