"""Statements by day: said and printed apart, nothing lost, a block a statement at every size."""

import json
from contextlib import closing

import pytest
from click.testing import CliRunner

from summit_tui.archive.query import parse
from summit_tui.archive.query.tree import And, all_of
from summit_tui.archive.sqlite.catalog import open_archive
from summit_tui.canvas import Canvas
from summit_tui.cli.group import cli
from summit_tui.days import MODES, Outline, Row, mode_counts, outline, statement
from summit_tui.days.layout import OutlineCursor, draw_rows, label_width, notes, scrolled
from summit_tui.i18n import speak
from summit_tui.manual.layout import cell_width


def quote(id, mode="direct", **fields):
    plain = {"speaker": "lin", "text": f"Statement {id}.", "mode": mode, "source": "gazette"}
    return {"id": id, **plain, **fields}


COVERAGE = {
    "event": {"id": "forum", "name": "Forum", "start": "2030-05-01"},
    "speakers": [{"id": "lin", "name": "Lin Mei"}, {"id": "okoro", "name": "Ada Okoro"}],
    "sessions": [
        {"id": "opening", "title": "Opening", "date": "2030-05-01"},
        {"id": "panel", "title": "Panel", "date": "2030-05-02"},
        {"id": "closing", "title": "Closing", "date": "2030-05-02"},
        {"id": "side", "title": "Side event"},
    ],
    "sources": [
        {"id": "gazette", "title": "Gazette", "publisher": "Gazette", "published": "2030-05-02"},
        {"id": "undated", "title": "Undated", "publisher": "Wire"},
    ],
    "quotes": [
        quote("a", session="opening"),
        quote("b", "paraphrase", session="opening", speaker="okoro"),
        quote("c", "partial", date="2030-05-02"),
        quote("d", "paraphrase"),
        quote("e", date="2030-05-02", session="panel"),
        quote("f", date="2030-05-02", session="opening"),
        quote("g", session="side"),
        quote("h", source="undated"),
        quote("i", date="2029-12"),
    ],
}


@pytest.fixture
def archive(coverage):
    with closing(open_archive([coverage(COVERAGE, "forum")], None)) as opened:
        yield opened


def rows(archive, level="sessions", query="", **order):
    of = outline(archive, parse(query).node if query else And(), level, **order)
    return [
        (row.label, sum(mode_counts(archive, row).values()) if row.node is not None else None)
        for row in of.rows
    ]


def test_what_was_said_and_what_was_only_printed_on_a_day_stand_apart(archive):
    assert rows(archive) == [
        ("December 2029", None),
        ("session not stated", 1),
        ("1 May 2030", None),
        ("Opening", 2),
        ("2 May 2030", None),
        ("Panel", 1),
        ("Closing", 0),
        ("session not stated", 1),
        ("in a session of another day", 1),
        ("printed then, said by then", 2),
        ("No day stated", None),
        ("neither said nor printed on a known day", 1),
    ]


def test_every_statement_stands_in_one_row(archive):
    for level in ("years", "days", "sessions", "speakers"):
        assert sum(number or 0 for _, number in rows(archive, level)) == 9


def test_speakers_have_rows_where_there_are_several(archive):
    shown = rows(archive, "speakers")
    assert shown[3:6] == [("Opening", None), ("Lin Mei", 1), ("Ada Okoro", 1)]
    assert ("Panel · Lin Mei", 1) in shown


def test_a_query_puts_the_newest_first_and_leaves_out_sessions_without_hits(archive):
    shown = rows(archive, query="mode:direct", newest_first=True)
    assert shown[0] == ("2 May 2030", None)
    assert ("Closing", 0) not in shown


def test_statements_without_a_full_day_are_counted(archive):
    of = outline(archive, And(), "sessions")
    assert of.without_day == 4
    assert notes(of) == [
        "4 statements have no full day.",
        "No hour is given: sessions stand as listed.",
    ]


def test_a_row_opens_the_statements_that_it_counts(archive):
    for row in outline(archive, And(), "speakers").rows:
        if row.choices or row.query:
            query = all_of((parse(row.query).node, *(choice[0] for choice in row.choices)))
            counted = archive.counts(row.node)["quotes"] if row.node is not None else None
            assert counted in (None, archive.counts(query)["quotes"]), row.label


def test_statements_come_by_mode(archive):
    row = next(row for row in outline(archive, And(), "sessions").rows if row.label == "Opening")
    counts = mode_counts(archive, row)
    assert [statement(archive, row, counts, at).address.id for at in (0, 1)] == ["a", "b"]
    assert statement(archive, row, counts, 2) is None


def test_beyond_many_rows_a_day_has_one(archive, monkeypatch):
    monkeypatch.setattr("summit_tui.days.MAX_ROWS", 1)
    assert rows(archive)[2:4] == [("1 May 2030", None), ("all sessions", 2)]
    assert sum(number or 0 for _, number in rows(archive)) == 9


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
@pytest.mark.parametrize("width", [118, 78, 58, 38, 20, 1])
def test_a_row_of_any_number_fits_and_shows_the_chosen_block(width, language):
    speak(language)
    of = Outline("sessions", (Row("Opening", And()),), 0, 0, has_hours=False, total=0)
    for number in (0, 1, 30, 5_000, 1_000_000):
        counts = {0: dict(zip(MODES, (number, 0, number), strict=True))}
        for position in (0, number, max(0, 2 * number - 1)):
            canvas = Canvas(width, 1)
            draw_rows(canvas, range(1), of, counts, OutlineCursor(0, position))
            chosen = [run for run in canvas.runs(0) if run.ink == "chosen"]
            assert cell_width(canvas.text()) <= width
            assert len(chosen) == (number > 0 and position < 2 * number and width >= 38)


def test_the_letter_of_the_chosen_block_is_of_the_reader_and_covers_no_other():
    of = Outline("sessions", (Row("Opening", And()),), 0, 0, has_hours=False, total=6)
    counts = {0: dict(zip(MODES, (2, 30, 6), strict=True))}
    blocks = {}
    for language in ("en", "zh-Hant"):
        speak(language)
        for position in (0, 2, 37):
            canvas = Canvas(78, 1)
            draw_rows(canvas, range(1), of, counts, OutlineCursor(0, position))
            blocks[language, position] = canvas.text().split()[-1]
    partial, paraphrase = "▓" * 30, "░" * 5
    assert blocks["en", 2] == f"██p{'▓' * 29}{paraphrase}░"
    assert blocks["zh-Hant", 0] == f"直█{partial}{paraphrase}░"
    assert blocks["zh-Hant", 2] == f"██部{'▓' * 29}{paraphrase}░"
    assert blocks["zh-Hant", 37] == f"██{partial}{paraphrase}間"


def test_blocks_differ_without_colours():
    of = Outline("sessions", (Row("Opening", And()),), 0, 0, has_hours=False, total=6)
    canvas = Canvas(78, 1)
    draw_rows(canvas, range(1), of, {0: dict(zip(MODES, (3, 2, 1), strict=True))}, None)
    assert canvas.text().split() == ["Opening", "6", *"███", *"▓▓", "░"]


@pytest.mark.parametrize(("width", "cells"), [(118, 43), (78, 31), (58, 23)])
def test_long_labels_have_their_room_and_blocks_the_greater_part(width, cells):
    rows = [Row("Opening"), Row("A forum on ports, cables and their repair")]
    assert label_width(width, rows) == cells
    assert label_width(width, rows[:1]) < cells


def test_the_row_of_the_cursor_is_in_sight_with_the_heading_before_it():
    for row in range(50):
        first = scrolled(20, row, 10, 50)
        assert first <= row < first + 10
    assert scrolled(20, 5, 10, 50) == 4


def test_the_command_prints_rows_and_data(coverage):
    folder = str(coverage(COVERAGE, "forum"))
    printed = CliRunner().invoke(cli, ["days", folder, "--no-cache", "--width", "80"])
    assert printed.exit_code == 0
    assert " printed then, said by then           2  █ ░" in printed.stdout.splitlines()
    assert "4 statements have no full day." in printed.stderr
    arguments = ["days", folder, "--no-cache", "--format", "json", "--by", "years"]
    data = json.loads(CliRunner().invoke(cli, arguments).stdout)
    assert [row["label"] for row in data["rows"]][:2] == ["2029", "2030"]
    assert data["without_full_day"] == 4
