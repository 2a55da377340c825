"""The alternative text of a figure, as its SVG file carries it. Needs no drawing library."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

from recompute.errors import InputError

DESCRIPTION = "{http://purl.org/dc/elements/1.1/}description"


def alternative_text(svg: str | Path) -> str:
    """What the picture shows, for those who do not see it: the `dc:description` of the file.

    A picture of ours has a document type, but no entities, which could grow beyond any memory.
    """
    content = Path(svg).read_text(encoding="utf-8")
    if "<!ENTITY" in content:
        raise InputError(svg, found="an entity of its own", expected="an SVG file without any")
    found = ElementTree.fromstring(content).find(f".//{DESCRIPTION}")
    if found is None or not found.text:
        raise KeyError(f"{svg}: no description")
    return found.text
