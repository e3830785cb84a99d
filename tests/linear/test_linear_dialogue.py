"""What every answer has: a short beginning, screenfuls, whole words, and nothing that steers."""

from contextlib import closing

import pytest

from summit_tui.archive import InterruptedSearchError
from summit_tui.archive.sqlite.catalog import open_archive
from summit_tui.linear.commands import COMMANDS, call
from summit_tui.linear.showing import start
from summit_tui.manual.layout import cell_width


def test_a_long_answer_comes_by_screenfuls_until_another_begins(talk_about, archive):
    talk = talk_about(archive, size=(80, 12))
    first = talk.say("help")
    assert len(first) == 10
    assert first[-1] == "There is more: press Enter."
    assert talk.say("")[0] != first[0]
    assert talk.say("more")[-1] == "There is more: press Enter."
    talk.say("cable")
    assert talk.say("") == []
    assert talk.say("more") == ["There is nothing more."]


def test_a_list_is_read_as_far_as_it_is_said(talk_about, coverage, records):
    quote = records["quotes"][0]
    records["quotes"] = [
        {**quote, "id": f"q{number}", "text": f"Cable {number}."} for number in range(90)
    ]
    archive = open_archive([coverage(records)], None)
    talk = talk_about(archive)
    assert talk.say("statements")[-2].startswith("39. ")
    assert talk.say("")[0].startswith("40. ")
    assert talk.say("more")[-1].startswith("90. ")
    assert talk.say("90")[0] == "Quote, row 90, direct quotation."
    archive.close()


@pytest.mark.parametrize("width", [20, 40, 80])
def test_lines_fit_the_terminal_and_lose_nothing(talk_about, archive, width):
    whole = " ".join(talk_about(archive).say("toll", "1"))
    lines = talk_about(archive, size=(width, 99)).say("toll", "1")
    assert max(map(cell_width, lines)) < width
    assert "".join(lines).replace(" ", "") == whole.replace(" ", "")


def test_nothing_steers_the_terminal_or_is_drawn(talk_about, coverage, records):
    records["quotes"][0]["text"] = "Red \x1b[31m."
    archive = open_archive([coverage(records)], None)
    said = "".join(talk_about(archive).say("statements", "clear", "2"))
    assert "Red ␛[31m" in said
    assert not {"\x1b", "─", "│", "•"} & set(said)
    archive.close()


def test_every_first_line_is_short(talk):
    for command in COMMANDS:
        if command.names[0] != "quit":
            (first, *_) = talk.say("statements", command.names[0])
            assert len(first) <= 80, first


def test_every_command_has_a_line_in_the_help_and_no_name_twice(talk_about, archive):
    lines = talk_about(archive, size=(999, 99)).say("?")
    assert sum(": " in line for line in lines) >= sum(bool(command.usage) for command in COMMANDS)
    names = [name for command in COMMANDS for name in command.names]
    assert len(names) == len(set(names))


def test_a_page_of_the_manual_is_read_without_its_drawing(talk_about, archive):
    lines = talk_about(archive, size=(80, 99)).say("help keys")
    assert lines[0] == "Keys"
    assert not {"─", "•"} & set("".join(lines))


@pytest.mark.parametrize("line", ["q", ":q", "quit", "exit"])
def test_it_is_over_when_one_leaves(talk, line):
    assert talk.say(line) == []
    assert talk.conversation.is_over


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (InterruptedSearchError(), "Stopped."),
        (
            OSError(13, "Permission denied", "x.json"),
            "That did not work: x.json: Permission denied.",
        ),
    ],
)
def test_what_goes_wrong_is_a_line_and_the_conversation_goes_on(talk, monkeypatch, error, said):
    def fail(*_):
        raise error

    with monkeypatch.context() as patched:
        patched.setattr(type(talk.conversation.archive), "counts", fail)
        assert talk.say("cable") == [said]
    assert talk.say("cable")[0].startswith("1 quote")


@pytest.mark.parametrize(
    "line", ["\x00", "((((", "1" * 400, "１", "“", "mode:", "a" * 10_000, "/", "?x"]
)
def test_whatever_is_typed_is_answered(talk, line):
    assert list(call(talk.conversation, line))


def test_a_coverage_of_which_nothing_can_be_read_is_not_called_empty(talk_about, tmp_path):
    (tmp_path / "event.json").write_text("{", "utf-8")
    with closing(open_archive([tmp_path], None)) as archive:
        first, *others = list(start(talk_about(archive).conversation))
    assert first == "No record could be read: the files have problems."
    assert "1 problem; problems lists it." in others
