"""Write data/raw/outlines/outlines.csv: the outlines of France and China that the map is drawn on.

They come from the npm package world-atlas (Natural Earth, 1:50 million). To make them again:

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python docs/outlines.py package/countries-50m.json
    python -m cdfc.seal data/raw/outlines/outlines.csv
"""

import json
import sys
from pathlib import Path

from recompute.files import write_csv

COUNTRIES = {"250": "france", "156": "china"}  # ISO 3166 numbers
# France's outline is that of its part in Europe: west, south, east, north, in degrees.
WINDOWS = {"france": (-6, 41, 10, 52), "china": (70, 15, 140, 55)}


def arc(topology: dict, index: int) -> list[tuple[float, float]]:
    """One arc of a TopoJSON file as longitudes and latitudes; a negative index runs backwards."""
    (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
    x = y = 0
    points = []
    for step_x, step_y in topology["arcs"][index if index >= 0 else ~index]:
        x, y = x + step_x, y + step_y
        points.append((x * kx + dx, y * ky + dy))
    return points if index >= 0 else points[::-1]


def rings(topology: dict, geometry: dict) -> list[list[tuple[float, float]]]:
    """The outer rings of a country."""
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    found = []
    for outer, *_ in polygons:
        ring: list[tuple[float, float]] = []
        for index in outer:
            ring += arc(topology, index)[1 if ring else 0 :]
        found.append(ring)
    return found


def main(path: str) -> None:
    """Write the outlines."""
    topology = json.loads(Path(path).read_text("utf-8"))
    rows = []
    for geometry in topology["objects"]["countries"]["geometries"]:
        country = COUNTRIES.get(geometry.get("id"))
        if country is None:
            continue
        west, south, east, north = WINDOWS[country]
        kept = [
            ring
            for ring in rings(topology, geometry)
            if all(west <= x <= east and south <= y <= north for x, y in ring)
        ]
        rows += [
            [country, str(number), f"{x:.3f}", f"{y:.3f}"]
            for number, ring in enumerate(kept, 1)
            for x, y in ring
        ]
    write_csv("data/raw/outlines/outlines.csv", ["country", "ring", "longitude", "latitude"], rows)


if __name__ == "__main__":
    main(sys.argv[1])
