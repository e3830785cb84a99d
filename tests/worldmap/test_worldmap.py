"""The map: land where there is land, numbers that do not overlap, and everybody in the list."""

import json
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

import summit_tui.worldmap
from summit_tui.archive.query import parse
from summit_tui.archive.query.tree import And, Facet
from summit_tui.archive.sqlite.catalog import open_archive
from summit_tui.canvas import Canvas
from summit_tui.cli.group import cli
from summit_tui.worldmap import Represented, World, land_rings, points, world
from summit_tui.worldmap.layout import (
    cell,
    draw_details,
    draw_list,
    draw_map,
    labels,
    land,
    list_columns,
    map_rows,
    measure,
    nearest,
)
from tests.worldmap.tables import land_lines, point_lines

SIZES = [(198, 54), (118, 34), (78, 18), (58, 9), (18, 3), (1, 1)]


def nation(code, count, region="Region"):
    return Represented(f"Land of {code}", region, count, Facet("code", code), code)


WORLD = World(tuple(nation(code, at) for at, code in enumerate(points())), 0)
"""Every country of the world."""


@pytest.mark.parametrize(("width", "rows"), [(118, 22), (78, 14)])
@pytest.mark.parametrize(
    ("east", "north", "is_land"),
    [
        (2.3, 48.8, True),  # Paris
        (104, 35, True),  # Lanzhou
        (-60, -10, True),  # the Amazon
        (134, -25, True),  # Australia
        (178.5, 67, True),  # Chukotka, on this side of the date line
        (-174, 67, True),  # and on the other
        (-30, 30, False),  # the Atlantic
        (-150, 20, False),  # the Pacific
        (80, -20, False),  # the Indian Ocean
    ],
)
def test_land_is_where_there_is_land(width, rows, east, north, is_land):
    x, y = cell((east, north), width, rows)
    assert (land(width, rows)[y][x] != " ") == is_land


def test_there_is_a_point_for_every_country_and_no_outline_is_open():
    assert len(points()) == 248
    assert all(-180 <= east <= 180 and -90 <= north <= 90 for east, north in points().values())
    assert all(ring[0] == ring[-1] for ring in land_rings())


@pytest.mark.parametrize("size", SIZES)
def test_no_number_covers_another_and_all_fit(size):
    measures = measure(*size)
    cells = [
        (label.x + step, label.y)
        for label in labels(WORLD, measures).values()
        for step in range(len(label.text))
    ]
    assert len(set(cells)) == len(cells)
    assert all(0 <= x < size[0] and 0 <= y < measures.height for x, y in cells)


@pytest.mark.parametrize("size", SIZES)
def test_map_list_and_details_fit_every_size(size):
    measures = measure(*size)
    placed = labels(WORLD, measures)
    for at in (0, 100, 247):
        canvas = Canvas(*size)
        draw_map(canvas, WORLD, placed, measures, at)
        draw_details(canvas, measures.height, WORLD, at, "note")
        draw_list(canvas, measures.height + 1, WORLD, at)
        assert all(len(line) <= size[0] for line in canvas.text().splitlines())


@pytest.mark.parametrize("is_limited", [False, True])
def test_of_a_query_it_is_not_said_that_the_sources_do_not_quote_somebody(is_limited):
    canvas = Canvas(80, 4)
    draw_details(canvas, 0, World((nation("FR", 0),), 0, is_limited), 0, "note")
    assert ("not quoted in these sources" in canvas.text()) is not is_limited


def test_every_number_can_be_reached_with_the_arrows():
    codes = ("CN", "HK", "MO", "ID", "LA", "MY", "SG", "TH", "TM", "OM", "DZ", "TZ", "GH", "NI")
    few = World(tuple(nation(code, at) for at, code in enumerate(codes)), 0)
    placed = labels(few, measure(118, 34))
    reached, border = {0}, [0]
    while border:
        at = border.pop()
        for down, right in ((0, 1), (0, -1), (1, 0), (-1, 0)):
            other = nearest(placed, at, down, right)
            if other not in reached:
                reached.add(other)
                border.append(other)
    assert reached == set(placed) == set(range(len(codes)))


def test_the_chosen_one_has_its_name_and_nobody_quoted_has_a_letter():
    few = World((nation("FR", 0), nation("JP", 12)), 0)
    measures = measure(78, 18)
    placed = labels(few, measures)
    canvas = Canvas(78, 18)
    draw_map(canvas, few, placed, measures, 1)
    assert "Land of JP 12" in canvas.text() or "12 Land of JP" in canvas.text()
    assert [run.text for y in range(14) for run in canvas.runs(y) if run.ink == "heat1"] == ["o"]


def test_the_list_has_everybody_once():
    columns = list_columns(WORLD, 9)
    listed = [item for column in columns for item in column if isinstance(item, int)]
    assert listed == list(range(248))
    assert max(map(len, columns)) <= 9


@pytest.mark.slow
def test_the_tables_are_what_the_generator_makes():
    square = [[0, 0], [0.04, 0], [10, 0], [10, 10], [0, 0]]
    shape = {"geometry": {"type": "Polygon", "coordinates": [square]}}
    assert list(land_lines({"features": [shape]})) == ["0,0 100,0 100,100 0,0"]
    row = {"code": "CN", "longitude": "103.0", "latitude": "35.5"}
    assert list(point_lines([row])) == ["CN 103 35.5"]
    folder = Path(summit_tui.worldmap.__file__).parent
    assert map_rows(118) == 22
    assert sum((folder / name).stat().st_size for name in ("land.txt", "points.txt")) < 60_000


def quote(id, speaker):
    plain = {"text": f"Statement {id}.", "mode": "direct", "source": "gazette"}
    return {"id": id, "speaker": speaker, **plain}


def event(id, *quotes):
    return {
        "event": {"id": id, "name": id},
        "delegations": [
            {"id": "china", "name": "China", "kind": "country", "code": "CN", "region": "Asia"},
            {"id": "oman", "name": "Oman", "kind": "country", "code": "OM"},
            {"id": "arm", "name": "Arm in Oman", "kind": "company", "code": "OM"},
        ],
        "speakers": [
            {"id": "lin", "name": "Lin Mei", "delegation": "china"},
            {"id": "okoro", "name": "Ada Okoro", "delegation": "arm"},
        ],
        "sources": [{"id": "gazette", "title": "Gazette", "publisher": "Gazette"}],
        "quotes": list(quotes),
    }


FIRST = event("first", quote("a", "lin"), quote("b", "lin"), quote("c", "okoro"))
SECOND = event("second", quote("d", "lin"))


@pytest.fixture
def archive(coverage):
    folders = [coverage(FIRST, "first"), coverage(SECOND, "second")]
    with closing(open_archive(folders, None)) as opened:
        yield opened


def numbers(of):
    return [(each.name, each.count, each.point is not None) for each in of.represented]


def test_a_country_is_one_place_through_all_events(archive):
    of = world(archive, And())
    assert numbers(of)[:2] == [("China", 3, True), ("Oman", 0, True)]
    assert sorted(numbers(of)[2:]) == [("Arm in Oman", 0, False), ("Arm in Oman", 1, False)]
    for each in of.represented:
        assert archive.counts(each.node)["quotes"] == each.count


def test_a_query_counts_its_hits_alone(archive):
    of = world(archive, parse("event:second").node)
    assert [each.count for each in of.represented if each.name == "China"] == [1]


def test_the_command_prints_map_list_and_data(coverage):
    folder = str(coverage(FIRST, "first"))
    printed = CliRunner().invoke(cli, ["map", folder, "--no-cache", "--width", "80"])
    assert printed.exit_code == 0
    assert "⣿" in printed.stdout
    assert "WITHOUT A PLACE" in printed.stdout
    listed = CliRunner().invoke(cli, ["map", folder, "--no-cache", "--list"]).stdout
    assert "⣿" not in listed
    arguments = ["map", folder, "--no-cache", "--format", "json"]
    data = json.loads(CliRunner().invoke(cli, arguments).stdout)
    assert data["represented"][0]["name"] == "China"
    assert data["represented"][0]["statements"] == 2
