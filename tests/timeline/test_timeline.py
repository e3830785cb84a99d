"""What was said in the order of time: each remark once, with its sources and its differences."""

import json
from contextlib import closing
from copy import deepcopy

import pytest
from click.testing import CliRunner

from summit_tui.archive.query import parse
from summit_tui.archive.query.tree import all_of
from summit_tui.archive.sqlite.catalog import open_archive
from summit_tui.cli.group import cli
from summit_tui.model.kinds import Address
from summit_tui.timeline import by_speaker, timeline
from summit_tui.timeline.render import render_timeline

LIN = Address("second", "speakers", "lin")


def statement(id, date, text, **fields):
    plain = {"speaker": "lin", "mode": "direct", "source": "gazette", "language": "en"}
    return {"id": id, "text": text, **plain, **({"date": date} if date else {}), **fields}


def event(id, *statements, same_as=()):
    return {
        "event": {"id": id, "name": id},
        "speakers": [{"id": "lin", "name": "Lin Mei", "same_as": list(same_as)}],
        "sources": [
            {"id": name, "title": f"{name} of {id}", "publisher": name}
            for name in ("gazette", "wire")
        ],
        "quotes": list(statements),
    }


FIRST = event(
    "first",
    statement("a", "2030-05-02", "We will lay one cable.", remark="r", topics=["cables"]),
    statement("b", "2030-05-02", "One cable will be laid.", source="wire", remark="r"),
    statement("undated", None, "Cables are slow.", topics=["cables"]),
)
SECOND = event(
    "second",
    statement("c", "2031-05-02", "We will lay two cables.", topics=["cables"]),
    statement("d", "2031-05-03", "我们将铺设光缆。", language="zh", topics=["cables"]),
    statement("e", "2031-05-04", "Fish.", topics=["fish"]),
    same_as=["first/speakers/lin"],
)


@pytest.fixture
def archive(coverage):
    folders = [coverage(FIRST, "first"), coverage(SECOND, "second")]
    with closing(open_archive(folders, None)) as opened:
        yield opened


def ids(remarks):
    return [moment.entry.address.id for moment in remarks.moments]


def test_the_newest_comes_first_and_what_has_no_day_last(archive):
    remarks = timeline(archive, parse("topic:cables").node)
    assert ids(remarks) == ["d", "c", "a", "undated"]
    assert remarks.number == 4


def test_a_remark_stands_once_with_all_its_sources(archive):
    (remark,) = timeline(archive, parse("one cable").node).moments
    assert [source.title for source in remark.sources] == ["gazette of first", "wire of first"]


def test_a_speaker_is_followed_through_the_events_that_declare_the_record_the_same(archive):
    assert ids(timeline(archive, by_speaker(archive, LIN))) == ["e", "d", "c", "a", "undated"]
    node = all_of((parse("topic:fish").node, by_speaker(archive, LIN)))
    assert ids(timeline(archive, node)) == ["e"]


def test_one_name_without_that_declaration_is_two_speakers(coverage):
    apart = deepcopy(SECOND)
    apart["speakers"][0]["same_as"] = []
    with closing(open_archive([coverage(FIRST, "first"), coverage(apart, "second")], None)) as both:
        assert ids(timeline(both, by_speaker(both, LIN))) == ["e", "d", "c"]
        compared = timeline(both, parse("topic:cables").node, compared=True).moments
    assert all(moment.earlier is None for moment in compared)


def test_unnamed_speakers_are_followed_and_compared_with_nobody(coverage):
    folders = []
    for name, changed in (("first", deepcopy(FIRST)), ("second", deepcopy(SECOND))):
        changed["speakers"][0] |= {"name": "A senior official", "naming": "unnamed"}
        folders.append(coverage(changed, name))
    with closing(open_archive(folders, None)) as archive:
        remarks = timeline(archive, by_speaker(archive, LIN), compared=True)
    assert ids(remarks) == ["e", "d", "c"]
    assert all(moment.earlier is None for moment in remarks.moments)


def test_a_day_of_print_is_none_on_which_somebody_spoke(coverage):
    changed = deepcopy(FIRST)
    changed["sources"][0]["published"] = "2031-01-01"
    with closing(open_archive([coverage(changed, "first")], None)) as archive:
        assert ids(timeline(archive, parse("speaker:lin"))) == ["a", "undated"]


def test_a_remark_is_compared_with_the_one_before_in_its_language(archive):
    chinese, later, earlier, undated = timeline(
        archive, parse("topic:cables").node, compared=True
    ).moments
    assert (chinese.earlier, earlier.earlier, undated.earlier) == (None, None, None)
    assert later.earlier == earlier.entry
    assert [words for change, words in later.word_diff if change == "gone"] == ["one cable"]


def test_only_as_many_as_asked_for_are_read_and_all_are_counted(archive):
    remarks = timeline(archive, parse("topic:cables").node, newest=1)
    assert (ids(remarks), remarks.number) == (["d"], 4)


def test_a_remark_is_printed_below_its_day_with_who_said_it_and_the_words_that_differ(archive):
    remarks = timeline(archive, parse("lay topic:cables").node, compared=True)
    assert "".join(render_timeline(remarks, "text")) == (
        "2 May 2031\n\n"
        "  “We will lay two cables.”\n"
        "  — Lin Mei, 2 May 2031\n"
        "  Source: gazette, “gazette of second”\n"
        "  Compared with gazette, 2 May 2030:"
        " “We will lay [-one cable-]{+two cables+}.”\n"
        "\n2 May 2030\n\n"
        "  “We will lay one cable.”\n"
        "  — Lin Mei, 2 May 2030\n"
        "  Source: gazette, “gazette of first”\n"
        "  Source: wire, “wire of first”\n"
    )


def test_the_command_prints_objects_for_programs(coverage):
    folders = map(str, (coverage(FIRST, "first"), coverage(SECOND, "second")))
    words = ["timeline", "topic:cables", *folders, "--compare", "--format", "json", "--no-cache"]
    result = CliRunner().invoke(cli, words)
    records = json.loads(result.stdout)
    assert (result.exit_code, result.stderr) == (0, "4 remarks.\n")
    assert [record["day"] for record in records] == ["2031-05-03", "2031-05-02", "2030-05-02", None]
    assert records[1]["compared_with"] == "first/quotes/a"
    assert {record["statement"]["address"] for record in records} == {
        f"first/quotes/{id}" for id in ("a", "undated")
    } | {f"second/quotes/{id}" for id in ("c", "d")}


@pytest.mark.parametrize(
    ("options", "code", "notice"),
    [
        (["topic:nothing"], 1, "0 remarks.\n"),
        (["", "--limit", "2"], 0, "The newest 2 of 5 remarks.\n"),
        (["", "--speaker", "second/speakers/lin"], 0, "5 remarks.\n"),
        (["", "--speaker", "first/quotes/a"], 2, "summit-tui: first/quotes/a is no speaker\n"),
        (["date:never"], 2, None),
    ],
    ids=str,
)
def test_the_command_says_how_many_there_are(coverage, options, code, notice):
    query, *rest = options
    folders = map(str, (coverage(FIRST, "first"), coverage(SECOND, "second")))
    result = CliRunner().invoke(cli, ["timeline", query, *folders, *rest, "--no-cache"])
    assert result.exit_code == code
    assert notice is None or result.stderr == notice
