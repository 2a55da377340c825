"""The alternative text of a figure, as its SVG file carries it. Needs no drawing library."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

DESCRIPTION = "{http://purl.org/dc/elements/1.1/}description"


def alternative_text(svg: str | Path) -> str:
    """What the picture shows, for those who do not see it: the `dc:description` of the file."""
    found = ElementTree.parse(svg).find(f".//{DESCRIPTION}")
    if found is None or not found.text:
        raise KeyError(f"{svg}: no description")
    return found.text
