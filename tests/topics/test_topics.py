"""Topics by speakers: exact numbers, rows that add up, a table that fits."""

import json
from contextlib import closing
from dataclasses import replace

import pytest
from click.testing import CliRunner

from summit_tui.archive.query.tree import And, Facet, RefersTo
from summit_tui.archive.sqlite.catalog import open_archive
from summit_tui.canvas import Canvas
from summit_tui.cli.group import cli
from summit_tui.model.kinds import Address
from summit_tui.topics import Counts, Scope, Table, Value, row_counts, statements, table
from summit_tui.topics.layout import (
    TableCursor,
    draw_cell_statements,
    draw_table,
    measure,
    moved,
    visible,
)


def statement(id, speaker, *topics, **fields):
    plain = {"text": f"Statement {id}.", "mode": "direct", "source": "gazette"}
    return {"id": id, "speaker": speaker, "topics": list(topics), **plain, **fields}


def event(id, *quotes, same_as=()):
    return {
        "event": {"id": id, "name": id, "start": f"{id[-4:]}-05-01"},
        "speakers": [
            {"id": "lin", "name": "Lin Mei", "same_as": list(same_as)},
            {"id": "okoro", "name": "Ada Okoro"},
            {"id": "youth", "name": "Youth Council"},
        ],
        "sources": [{"id": "gazette", "title": "Gazette", "publisher": "Gazette"}],
        "quotes": list(quotes),
    }


FIRST = event(
    "forum-2030",
    statement("a", "lin", "cables", date="2030-05-01"),
    statement("b", "lin", "cables", "ports"),
    statement("c", "okoro", "cables", joint_speakers=["lin"]),
    statement("d", "youth", "ports"),
)
SECOND = event(
    "forum-2031",
    statement("e", "lin", "cables", date="2031-05-02"),
    statement("f", "okoro", "ports"),
    same_as=["forum-2030/speakers/lin"],
)


@pytest.fixture
def archive(coverage):
    folders = [coverage(FIRST, "first"), coverage(SECOND, "second")]
    with closing(open_archive(folders, None)) as opened:
        yield opened


YEARS = {"forum-2030": "2030", "forum-2031": "2031"}


def labels(values):
    return [value.label for value in values]


def test_a_person_is_one_column_through_all_events_and_namesakes_have_their_year(archive):
    counted = table(archive, Scope(), "topic", YEARS)
    assert labels(counted.rows) == ["cables", "ports"]
    assert set(labels(counted.columns)) == {
        "Lin Mei",
        "Ada Okoro 2030",
        "Ada Okoro 2031",
        "Youth Council",
    }
    assert counted.columns[0].count == 4


def test_the_rest_of_a_row_is_what_none_of_the_columns_has(archive):
    counted = table(archive, Scope(), "topic", YEARS)
    lin = labels(counted.columns).index("Lin Mei")
    cables, ports = (row_counts(archive, counted, row, [lin]) for row in (0, 1))
    assert cables == Counts({lin: 4}, 0, 4)
    assert ports == Counts({lin: 1}, 2, 3)


def test_a_joint_statement_counts_under_each_speaker_and_once_in_all(archive):
    counted = table(archive, Scope(), "topic", YEARS)
    counts = row_counts(archive, counted, 0, range(len(counted.columns)))
    assert sum(counts.cells.values()) == 5
    assert counts.total == 4


def test_rows_and_columns_change_places(archive):
    counted = table(archive, Scope(), "speaker", YEARS)
    assert labels(counted.columns) == ["cables", "ports"]
    assert row_counts(archive, counted, 0, [0, 1]).cells == {0: 4, 1: 1}


def test_chosen_values_are_the_only_rows_and_limit_every_number(archive):
    lin = RefersTo(Address("forum-2030", "speakers", "lin"))
    chosen = {"topic": (Facet("topic", "ports"),), "speaker": (lin,)}
    counted = table(archive, Scope(chosen=chosen), "topic", YEARS)
    assert labels(counted.rows) == ["ports"]
    assert labels(counted.columns) == ["Lin Mei"]
    assert row_counts(archive, counted, 0, [0]) == Counts({0: 1}, 0, 1)


@pytest.mark.parametrize(
    ("node", "days"),
    [(And(), ["1 May 2030", "2 May 2031"]), (Facet("event", "forum-2030"), ["1 May"])],
)
def test_days_have_their_year_where_statements_are_of_several_events(archive, node, days):
    counted = table(archive, Scope(node), "topic", YEARS)
    hits = [hit for hit in statements(archive, counted, 0, 0, 10) if hit.record.date]
    canvas = Canvas(80, 12)
    draw_cell_statements(canvas, 0, counted, TableCursor(), Counts({0: 9}, 0, 9), hits)
    shown = [line.partition("DIRECT")[0].strip() for line in canvas.text().splitlines()[3:]]
    assert sorted(shown) == days


def test_a_cell_finds_the_statements_that_it_counts(archive):
    counted = table(archive, Scope(), "topic", YEARS)
    hits = statements(archive, counted, 0, 0, 10)
    assert {entry.address.id for entry in hits} == {"a", "b", "c", "e"}


def a_table(rows=30, columns=20):
    def values(name, number):
        return tuple(Value(f"{name} {at}", (Facet("topic", f"{at}"),), 1) for at in range(number))

    return Table(Scope(), "topic", values("topic", rows), values("Speaker Number", columns), 99)


@pytest.mark.parametrize("size", [(118, 34), (78, 18), (58, 9), (38, 7), (10, 3), (1, 1)])
def test_the_cursor_is_in_sight_and_the_table_fits_at_every_size(size):
    counted, cursor = a_table(), TableCursor()
    measures = measure(counted, *size)
    for down, right in ((5, 3), (100, 100), (-40, -2), (0, -100), (25, 19)):
        cursor = moved(counted, cursor, measures, down, right)
        rows, columns = visible(counted, cursor, measures)
        assert cursor.row in rows
        assert cursor.column in columns
        canvas = Canvas(*size)
        draw_table(canvas, counted, {}, cursor, measures)
        assert all(len(line) <= size[0] for line in canvas.text().splitlines())


@pytest.mark.parametrize("node", [And(), Facet("mode", "direct")])
def test_of_a_query_it_is_not_said_that_the_sources_have_nothing(node):
    counted, canvas = replace(a_table(1, 1), scope=Scope(node)), Canvas(80, 4)
    draw_cell_statements(canvas, 0, counted, TableCursor(), Counts({0: 0}, 0, 0), ())
    assert ("none in these sources" in canvas.text()) is (node == And())
    assert "none" in canvas.text()


def test_a_table_has_a_number_a_dot_or_an_ellipsis_in_each_cell():
    counts = {0: Counts({0: 1234, 1: 0}, 0, 1234)}
    assert drawn(replace(a_table(2, 2), total=1234), 60, counts) == [
        "                   Speaker Speaker",
        "                    Number  Number",
        "TOPICS BY SPEAKER        0       1 others    all",
        "topic 0             1,234       ·       ·  1,234",
        "topic 1                 …       …       …      …",
    ]


def drawn(counted, width, counts, height=None):
    """Return the lines of a table, without a cursor."""
    measures = measure(counted, width, height)
    canvas = Canvas(width, measures.heads + measures.rows)
    draw_table(canvas, counted, counts, TableCursor(), measures, shows_cursor=False)
    return canvas.text().splitlines()


def a_table_of(rows, columns):
    def values(names):
        return tuple(Value(name, (Facet("topic", name),), 1) for name in names)

    return Table(Scope(), "topic", values(rows), values(columns), 143)


TOPICS = ["Hong Kong as hub", "Hong Kong as bridge", "one country, two systems"]
SPEAKERS = [
    "John Lee",
    "Sun Dong",
    "Ren Xianliang",
    "Wang Yong",
    "Zheng Yanxiong",
    "Liz Sherwood-Randall",
]


@pytest.mark.parametrize("size", [(58, 9), (78, 18), (118, 34)])
def test_names_of_rows_and_columns_are_whole_where_there_is_room(size):
    for counted in (
        a_table_of(TOPICS, SPEAKERS),
        replace(a_table_of(SPEAKERS, TOPICS), row_facet="speaker"),
    ):
        lines = drawn(counted, size[0], {}, size[1])
        shown = "\n".join(line[: measure(counted, *size).label] for line in lines)
        assert all(row.label in shown for row in counted.rows[: measure(counted, *size).rows])
    counted = a_table_of(TOPICS, SPEAKERS)
    names = " ".join(drawn(counted, size[0], {}, size[1])[: measure(counted, *size).heads])
    assert "…" not in names
    assert "Xianliang" in names


def test_where_a_name_is_cut_its_last_word_stays():
    offices = [f"The Office of Norland for Ports and Harbours {at}" for at in "AB"]
    first, second, *_ = drawn(a_table_of(TOPICS, offices), 58, {}, 9)
    assert first.count("The Off…") == 2
    assert second.split()[-4:] == ["A", "B", "others", "all"]


@pytest.mark.parametrize("height", [9, 11])
def test_no_word_of_a_column_is_broken_where_fewer_columns_leave_it_room(height):
    topics = [*TOPICS, "generative AI guideline", "cybersecurity", "digital governance"]
    counted = replace(a_table_of(SPEAKERS, topics), row_facet="speaker")
    measures, cursor, seen = measure(counted, 58, height), TableCursor(), set()
    for _ in topics:
        canvas = Canvas(58, measures.heads + measures.rows)
        draw_table(canvas, counted, {}, cursor, measures)
        seen |= set(" ".join(canvas.text().splitlines()[: measures.heads]).split())
        assert cursor.column in visible(counted, cursor, measures)[1]
        cursor = moved(counted, cursor, measures, 0, 1)
    assert not any(word.endswith("…") for word in seen)
    assert {word for topic in topics for word in topic.split()} <= seen
    assert visible(counted, cursor, measures)[1].stop == len(topics)


def test_a_row_of_heads_is_not_left_empty_for_a_column_out_of_sight():
    speakers = ["Ann Lee"] * 9 + ["The Office of a Very Long Name"]
    counted = a_table_of([f"topic {at}" for at in range(40)], speakers)
    assert drawn(counted, 78, {}, 18)[0].strip()
    assert measure(counted, 78, 18).heads == 1


def test_the_command_prints_the_table_and_its_data(coverage):
    folder = str(coverage(FIRST, "first"))
    printed = CliRunner().invoke(cli, ["topics", folder, "--no-cache", "--width", "60"])
    assert printed.exit_code == 0
    assert "cables" in printed.stdout
    assert "A joint statement counts under each of its speakers." in printed.stderr
    data = json.loads(
        CliRunner().invoke(cli, ["topics", folder, "--no-cache", "--format", "json"]).stdout
    )
    assert data["columns"][0] == "Lin Mei"
    assert data["counts"][0] == {"topic": "cables", "cells": [3, 1, 0], "others": 0, "all": 3}


def test_without_a_topic_the_command_says_so(coverage):
    arguments = ["topics", str(coverage(FIRST, "first")), "--no-cache", "--query", "nothing"]
    printed = CliRunner().invoke(cli, arguments)
    assert printed.exit_code == 1
    assert "No topic is stated of these statements." in printed.stderr
