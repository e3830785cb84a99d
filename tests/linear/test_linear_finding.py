"""Searching, listing and limiting in plain lines."""

import pytest

from summit_tui.query_history import QueryHistory

SAID = "“We will lay the cable together.”"


def test_it_begins_with_what_there_is_and_where_to_begin(talk):
    records, event, hint, end = talk.dialogue.begin()
    assert records == "1 event, 2 sessions, 3 speakers, 4 quotes, 2 delegations, 2 sources."
    assert event == "Wuzhen Forum 2030 (乌镇论坛), Wuzhen, 1–2 May 2030."
    assert "help" in hint
    assert end == ""


def test_a_line_that_is_no_command_is_a_query(talk):
    assert talk.say("cable") == [
        "1 quote with “cable”, most relevant first.",
        "Also 1 source.",
        "1. Lin Mei, direct quotation, 2 May 2030, Harbour Gazette: " + SAID,
    ]


@pytest.mark.parametrize(
    "line", ["export controls", "open markets", "mark my words", "copy cats", "/check", "search q"]
)
def test_a_command_with_what_it_does_not_take_is_a_query(talk, line):
    query = line.removeprefix("/").removeprefix("search ")
    assert talk.say(line)[0] == f"0 quotes match “{query}”."


def test_who_said_it_and_how_comes_before_any_words(talk):
    rows = talk.say("statements")[1:]
    assert [row.partition(": ")[0] for row in rows] == [
        "1. Lin Mei, paraphrase, 9 August 2030, River Wire, doubtful",
        "2. Lin Mei, direct quotation, 2 May 2030, Harbour Gazette",
        "3. Ada Okoro, partial quotation, 2 May 2030, Harbour Gazette",
        "4. Youth Council, paraphrase, 1 May 2030, River Wire",
    ]


def test_a_query_that_is_not_understood_is_answered_with_the_complaint_and_changes_nothing(talk):
    talk.say("cable")
    (complaint,) = talk.say("mode:nix")
    assert "nix" in complaint
    assert talk.conversation.listing.query.text == "cable"


def test_yes_takes_what_was_suggested(talk):
    assert talk.say("cabel")[-1] == "Did you mean “cable”? yes searches for it."
    assert talk.say("yes")[0].startswith("1 quote with “cable”")
    assert talk.say("yes") == ["Nothing was suggested."]


def test_the_lists_of_other_kinds_keep_the_query(talk):
    talk.say("cable")
    assert talk.say("sources") == [
        "1 source with “cable”, most relevant first.",
        "Also 1 quote.",
        "1. Cable panel closes the forum, Harbour Gazette, 3 May 2030",
    ]
    assert talk.say("events")[0] == "0 events match “cable”."
    assert talk.say("clear")[0] == "1 event, in the order of the files."


def test_where_nothing_is_found_no_facets_are_announced(talk):
    talk.say("zzzz")
    assert talk.say("facets") == ["There is nothing here that facets divide."]


def test_facets_and_their_values_are_chosen_by_numbers_and_dropped_again(talk):
    facets = talk.say("facets")
    assert facets[0] == "Facets; a number lists the values of one."
    assert facets[1] == "1. Mode, 3 values"
    assert talk.say("1") == [
        "Mode; a number keeps only that value, or drops it again.",
        "1. paraphrase, 2",
        "2. direct, 1",
        "3. partial, 1",
    ]
    assert talk.say("2")[:2] == ["1 quote, newest first.", "Only direct; clear drops that."]
    talk.say("f mode")
    assert talk.say("3")[:2] == [
        "2 quotes, newest first.",
        "Only direct, partial; clear drops that.",
    ]
    assert talk.say("f mode")[2:] == ["2. direct, 1, chosen", "3. partial, 1, chosen"]
    assert talk.say("2")[1] == "Only partial; clear drops that."
    assert talk.say("F")[0] == "4 quotes, newest first."


def test_an_order_is_set_by_number_or_name_and_turned_round(talk):
    orders = ["1. newest first", "2. by speaker", "3. by source", "4. by text"]
    assert talk.say("order")[1:] == orders
    assert talk.say("2")[0] == "4 quotes, by speaker."
    assert talk.say("order reverse")[0] == "4 quotes, by speaker, reversed."
    assert talk.say("s name")[0] == "4 quotes, by text."
    talk.say("cable")
    assert "2. most relevant first" in talk.say("order")


def test_a_number_that_nothing_has_says_so(talk):
    assert talk.say("7") == ["Nothing has the number 7 here; /7 searches for it."]
    talk.say("statements")
    assert talk.say("0", "00") == ["Nothing has the number 00 here; /00 searches for it."]
    assert talk.say("open 5") == ["There is no row 5 in the list."]


def test_back_shows_what_was_before_and_says_where_it_ends(talk):
    talk.dialogue.begin()
    talk.say("cable")
    row = talk.say("1")
    talk.say("1")
    assert talk.say("back")[1:] == row[1:]
    assert talk.say("[")[0].startswith("1 quote with “cable”")
    assert talk.say("b")[0].startswith("1 event, 2 sessions")
    assert talk.say("back") == ["There is nothing to go back to."]


def test_the_queries_are_those_of_the_browser(talk_about, archive, tmp_path):
    talk = talk_about(archive, history=QueryHistory(tmp_path, [tmp_path]))
    talk.say("cable", "mode:nix", "toll road")
    assert QueryHistory(tmp_path, [tmp_path]).queries == ["cable", "toll road"]
