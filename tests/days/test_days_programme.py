"""The programme of a day: rooms, hours, what overlaps and what is not known."""

from contextlib import closing
from itertools import pairwise

import pytest
from click.testing import CliRunner

from summit_tui.archive.query.tree import And
from summit_tui.archive.sqlite.catalog import open_archive
from summit_tui.canvas import Canvas
from summit_tui.cli.group import cli
from summit_tui.days.programme import beside, draw_programme, programme, rows_of


def session(id, start, end=None, place=None):
    moments = {"start": f"2030-05-01T{start}:00+08:00"}
    if end:
        moments["end"] = f"2030-05-01T{end}:00+08:00"
    return {"id": id, "title": id, **moments, **({"place": place} if place else {})}


COVERAGE = {
    "event": {"id": "forum", "name": "Forum"},
    "sessions": [
        session("first", "09:00", "10:00", "Hall"),
        session("second", "10:00", "11:00", "Hall"),
        session("beside", "09:30", "10:30", "Hall"),
        session("lab", "09:00", "12:00", "Lab"),
        session("open", "12:00"),
        {"id": "unknown", "title": "unknown", "date": "2030-05-01"},
        {"id": "later", "title": "later", "start": "2030-05-02T23:00:00+08:00"},
    ],
}


@pytest.fixture
def archive(coverage):
    with closing(open_archive([coverage(COVERAGE, "forum")], None)) as opened:
        yield opened


def titles(of):
    return [[of.slots[at].title for at in slots] for slots in rows_of(of)]


def test_sessions_that_overlap_in_one_room_stand_in_rows_of_their_own(archive):
    of = programme(archive, And(), None)
    assert titles(of) == [["first", "second"], ["beside"], ["lab"], ["open"]]
    assert (of.day, of.zone, of.without_hour) == ("2030-05-01", "UTC+08:00", 1)
    assert of.days == ("2030-05-01", "2030-05-02")


def test_the_cursor_goes_by_session_and_by_row(archive):
    of = programme(archive, And(), "2030-05-01")
    at = rows_of(of)[0][0]
    assert of.slots[beside(of, at, 0, 1)].title == "second"
    assert of.slots[beside(of, at, 1, 0)].title == "beside"
    assert beside(of, at, 0, -1) == at
    steps = [at]
    for _ in range(4):
        steps.append(beside(of, steps[-1], 0, 1))
    assert len(set(steps)) == len(of.slots)
    assert all(before != after for before, after in pairwise(steps))


@pytest.mark.parametrize("size", [(118, 30), (78, 18), (58, 9), (20, 4), (1, 1)])
def test_a_programme_fits_every_size(archive, size):
    of = programme(archive, And(), None)
    canvas = Canvas(*size)
    draw_programme(canvas, of, 0, 0, 2)
    assert all(len(line) <= size[0] for line in canvas.text().splitlines())


def test_a_programme_says_what_is_not_known(archive):
    of = programme(archive, And(), None)
    canvas = Canvas(78, 18)
    draw_programme(canvas, of, rows_of(of)[-1][0], 0, 0)
    drawn = canvas.text()
    assert "1 May 2030 · hours of UTC+08:00" in drawn
    assert "room not stated" in drawn
    assert "1 session of this day has no hour" in drawn.replace("\N{NO-BREAK SPACE}", " ")
    assert "no statement in these sources" in drawn


def test_the_command_prints_a_programme_or_says_which_days_have_one(coverage):
    folder = str(coverage(COVERAGE, "forum"))
    command = ["days", folder, "--no-cache", "--hours"]
    printed = CliRunner().invoke(cli, [*command, "2030-05-01"])
    assert printed.exit_code == 0
    assert "09:30  Hall  beside" in printed.stdout
    refused = CliRunner().invoke(cli, [*command, "2030-06-01"])
    assert refused.exit_code == 1
    assert "of 2030-05-01, 2030-05-02 some have" in refused.stderr
