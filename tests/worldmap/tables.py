"""Makes the tables of the map from the files that they are derived from.

    python -m tests.worldmap.tables LAND POINTS

LAND is `110m/physical/ne_110m_land.json` of https://github.com/martynafford/natural-earth-geojson,
the land of Natural Earth at 1:110 million as GeoJSON. POINTS is a CSV with the columns `code`,
`longitude` and `latitude`: for each code of ISO 3166-1 a point within the country, in degrees.
"""

import csv
import json
import sys
from pathlib import Path

import summit_tui.worldmap

TABLES = Path(summit_tui.worldmap.__file__).parent


def land_lines(geojson):
    """Yield a line for each ring of the polygons: its points in tenths of a degree."""
    for feature in geojson["features"]:
        shape = feature["geometry"]
        parts = shape["coordinates"]
        for polygon in [parts] if shape["type"] == "Polygon" else parts:
            for ring in polygon:
                points = [f"{round(10 * east)},{round(10 * north)}" for east, north, *_ in ring]
                yield " ".join(
                    point for at, point in enumerate(points) if not at or point != points[at - 1]
                )


def point_lines(rows):
    """Yield a line for each code: the code, and degrees east and north."""
    for row in rows:
        yield f"{row['code']} {float(row['longitude']):g} {float(row['latitude']):g}"


def main(land, points):
    """Write both tables into the package."""
    lines = land_lines(json.loads(Path(land).read_text("utf-8")))
    (TABLES / "land.txt").write_text("\n".join(lines) + "\n", "utf-8")
    with Path(points).open(encoding="utf-8", newline="") as file:
        lines = sorted(point_lines(csv.DictReader(file)))
    (TABLES / "points.txt").write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
