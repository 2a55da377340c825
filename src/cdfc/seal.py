"""Put the digest of each raw file into its card, once a change to the file is meant.

python -m cdfc.seal data/raw/evaluation_2011/tableau_14.csv    and renews the data package, if any
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from recompute.files import digest, write_text

from .datapackage import PACKAGE, describe


def seal(path: Path) -> None:
    """Write the file's SHA-256 into the card beside it."""
    card = path.with_suffix(".yaml")
    text, changed = re.subn(
        r"^sha256: .*$", f"sha256: {digest(path)}", card.read_text("utf-8"), flags=re.M
    )
    if changed != 1:
        sys.exit(f"error: {card}: no line `sha256:`")
    write_text(card, text)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        seal(Path(name))
    if PACKAGE.is_file():
        describe()
