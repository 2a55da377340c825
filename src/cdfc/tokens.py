"""Count the numeric tokens of each line of the evaluation's text, which is not in the repository.

CDFC_REPORT_TEXT=… python -m cdfc.tokens && python -m cdfc.seal data/raw/evaluation_2011/tokens.csv
"""

from __future__ import annotations

import os
from pathlib import Path

from recompute.files import write_csv
from recompute.transcription import TOKEN, read_text

from .settings import RAW, publication, report


def rows(text: list[str]) -> list[list[str]]:
    """Each line that has numeric tokens, and how many."""
    counted = ((line, len(TOKEN.findall(" ".join(t.split())))) for line, t in enumerate(text, 1))
    return [[str(line), str(tokens)] for line, tokens in counted if tokens]


if __name__ == "__main__":
    source = publication()["text"]
    lines = read_text(Path(os.environ[source["environment"]]), source["sha256"])
    write_csv(RAW / report() / "tokens.csv", ["source_line", "tokens"], rows(lines))
