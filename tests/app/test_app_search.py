"""Searching as one types: hits, counts, complaints, completion, and the way back."""

import threading

import pytest
from textual import events

from summit_tui.app import queries
from summit_tui.app.sentences import guess, nothing
from summit_tui.app.view import View
from summit_tui.app.widgets.search import SearchLine, completion_tail, completions
from summit_tui.archive.query import field_meant
from summit_tui.model.kinds import KINDS


def lit_words(reader, part):
    """Return the words of a part of the screen that are lit as hits."""
    region = part.region
    strips = reader.app.screen._compositor.render_strips()[region.y : region.bottom]
    return {
        segment.text
        for strip in strips
        for segment in strip.crop(region.x, region.right)
        if segment.style and segment.style.underline and segment.style.bold
    }


async def test_the_list_and_every_count_follow_each_letter(browsing, small):
    async with browsing(small, pane=4) as reader:
        await reader.type("repa")
        assert reader.hits == ["later", "partial"]
        assert "2 of 4 quotes" in reader.lines[2]
        assert "2 Sessions 0" in reader.panes
        assert "4 Quotes 2" in reader.panes
        await reader.press("i", "r", "s", "space", "t", "o", "l")
        assert reader.hits == ["partial"]
        assert "1 of 4 quotes" in reader.lines[2]
        assert "4 Quotes 1" in reader.panes
        assert reader.shown.endswith("/partial")


async def test_every_field_of_every_kind_is_searched(browsing, small):
    async with browsing(small, pane=4) as reader:
        await reader.type("林")
        counts = [int(pane.split()[-1]) for pane in reader.panes[1:6]]
        assert counts[1] == 1
        assert counts[2] == 2


async def test_typing_on_the_overview_goes_to_the_quotes(browsing, small):
    async with browsing(small) as reader:
        await reader.type("cable")
        assert reader.pane == "quotes"
        assert reader.hits == ["direct", "partial"]


async def test_hits_are_lit_in_list_and_record(browsing, small):
    async with browsing(small, pane=4) as reader:
        assert lit_words(reader, reader.browse.record) == set()
        await reader.type("toll")
        await reader.press("enter")
        assert "toll" in lit_words(reader, reader.browse.list_)
        assert "toll" in lit_words(reader, reader.browse.record)


async def test_a_complaint_is_said_and_the_results_so_far_stay(browsing, small):
    complaints = {
        "speker:lin": "speaker",
        '"seat at': "quotation mark",
        "mode:direkt": "direct",
        "date:2030-13": "2030-13",
    }
    async with browsing(small, pane=4) as reader:
        await reader.type("cables ")
        before = reader.hits, reader.list, reader.panes
        for typed, said in complaints.items():
            await reader.press("ctrl+u", *"cables", "space")
            reader.app.post_message(events.Paste(typed))
            await reader.rest()
            assert reader.browse.box.value == f"cables {typed}"
            assert said in reader.status
            assert said in reader.screen.splitlines()[-1]
            assert (reader.hits, reader.list, reader.panes) == before


async def test_signs_without_a_letter_or_digit_find_nothing_and_it_is_said(browsing, small):
    async with browsing(small, pane=4) as reader:
        await reader.type("🚀")
        assert reader.hits == []
        assert "Signs are not searched: a query needs a letter or a digit" in reader.screen
        assert "No quotes match “🚀”." in " ".join(reader.screen.split())
        await reader.press("enter")
        assert "Signs are not searched" in reader.screen
        await reader.type(" cables")
        assert reader.hits
        assert "Signs are not searched" not in reader.screen


async def test_a_complaint_goes_once_the_query_is_mended(browsing, small):
    async with browsing(small, pane=4) as reader:
        await reader.type('"seat')
        assert "quotation" in reader.status
        await reader.press('"')
        assert reader.status == ""
        assert reader.hits == ["paraphrase"]


async def test_escape_goes_back_step_by_step_and_never_quits(browsing, small):
    async with browsing(small, pane=4) as reader:
        reader.browse.facets.focus()
        await reader.press("enter")
        assert reader.browse.view.choices
        await reader.type("repairs")
        await reader.press("escape")
        assert reader.browse.list_.has_focus
        assert reader.browse.view.query == "repairs"
        await reader.press("escape")
        assert reader.browse.view.query == reader.browse.box.value == ""
        assert reader.browse.view.choices
        await reader.press("escape")
        assert not reader.browse.view.choices
        assert len(reader.hits) == 4
        await reader.press("escape", "escape", "escape")
        assert reader.app.is_running
        assert reader.browse.list_.has_focus


async def test_escape_leaves_a_zoomed_record_before_it_clears_the_query(browsing, small):
    async with browsing(small, pane=4) as reader:
        await reader.type("repairs")
        await reader.press("enter", "enter", "escape")
        assert reader.browse.list_.has_focus
        assert reader.browse.view.query == "repairs"


async def test_the_query_stays_from_pane_to_pane(browsing, small):
    async with browsing(small, pane=4) as reader:
        await reader.type("cable")
        await reader.press("enter", "2")
        assert reader.hits == ["panel"]
        await reader.press("6")
        assert reader.hits == ["gazette"]


async def test_n_goes_through_the_hits_of_all_panes_and_round(browsing, small):
    async with browsing(small, pane=4) as reader:
        await reader.type("cable")
        await reader.press("enter")
        seen = [reader.shown]
        for _ in range(4):
            await reader.press("n")
            seen.append(reader.shown)
        short = [address.removeprefix("wic-2030/") for address in seen]
        assert short == [
            "quotes/direct",
            "quotes/partial",
            "sources/gazette",
            "sessions/panel",
            "quotes/direct",
        ]


async def test_shift_n_goes_the_same_way_back(browsing, small):
    async with browsing(small, pane=4) as reader:
        await reader.type("cable")
        await reader.press("enter")
        there, back = [reader.shown], []
        for _ in range(4):
            await reader.press("n")
            there.append(reader.shown)
        for _ in range(4):
            back.append(reader.shown)
            await reader.press("N")
        assert [*back, reader.shown] == there[::-1]


async def test_an_empty_result_says_what_to_do(browsing, small):
    async with browsing(small, pane=4) as reader:
        await reader.type("harbour city")
        assert "No quotes match" not in reader.record
        await reader.press("escape", "escape")
        await reader.type("zzz")
        assert "No quotes match “zzz”. Esc clears the query" in reader.list
        assert not reader.browse.record.display
        assert reader.hits == []
        assert reader.shown is None


async def test_an_empty_pane_says_where_the_hits_are(browsing, small):
    async with browsing(small, pane=5) as reader:
        await reader.type("toll")
        assert "No delegations match “toll”. Esc clears the query 4 1 quote" in reader.list


async def test_field_names_and_values_are_completed(browsing, small):
    async with browsing(small, pane=4) as reader:
        await reader.type("spe")
        await reader.press("tab")
        assert reader.browse.box.value == "speaker:"
        await reader.type('"Ad')
        await reader.press("tab")
        assert reader.browse.box.value == 'speaker:"Ada Okoro"'
        assert reader.hits == ["partial"]
        assert reader.browse.box.has_focus


async def test_a_value_of_several_words_is_completed_without_a_quotation_mark(browsing, small):
    async with browsing(small, pane=4) as reader:
        for typed, shown in (
            ("speaker:ad", "speaker:ada Okoro"),
            ("speaker:ＡＤ", "speaker:ＡＤ = Ada Okoro"),
            ("speaker:àd", "speaker:àd = Ada Okoro"),
            ("speaker:oko", "speaker:oko = Ada Okoro"),
            ('Speaker:"ad', 'Speaker:"ada Okoro'),
        ):
            await reader.type(typed)
            assert shown in reader.screen
            await reader.press("tab")
            assert reader.browse.box.value == 'speaker:"Ada Okoro"'
            assert reader.hits == ["partial"]
            assert reader.browse.box.has_focus
            reader.browse.box.value = ""
            await reader.rest()


@pytest.mark.parametrize(
    ("typed", "completed", "rest"),
    [
        ("speaker:zhu", 'speaker:"Zhuang Rongwen"', "ang Rongwen"),
        ("a -speaker:ZHUANG", 'a -speaker:"Zhuang Rongwen"', " Rongwen"),
        ("speaker:庄", 'speaker:"莊榮文"', " = 莊榮文"),
        ("speaker:莊", 'speaker:"莊榮文"', "榮文"),
        ("topic:dig", "topic:digitalisation", "italisation"),
        ("sp", "speaker:", "eaker:"),
        ("SP", "speaker:", "eaker:"),
        ("speaker:(a OR zh", 'speaker:(a OR speaker:"Zhuang"', "uang"),
        ("topic:str", 'topic:"Straße"', "aße"),
        ("topic:strass", 'topic:"Straße"', " = Straße"),
        ("mode:direct", "mode:direct", ""),
    ],
)
def test_what_is_shown_behind_the_query_is_the_rest_or_the_whole_value(typed, completed, rest):
    assert completion_tail(typed, completed) == rest


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("speker:lin", "speaker:lin"),
        ("cable -speker：“Lin Mei”", "cable -speaker：“Lin Mei”"),
        ("lang:en", "language:en"),
        ("speaker:lin", None),
        ("zzzzzz:lin", None),
        ("quote:lin", None),
        ("https://example.org/a", None),
    ],
)
def test_the_nearest_field_is_taken_for_an_unknown_one(typed, meant):
    assert field_meant(typed) == meant


async def test_tab_takes_the_field_that_was_meant(browsing, small):
    async with browsing(small, pane=4, size=(80, 24)) as reader:
        await reader.type("mod:direct")
        assert "did you mean ‘mode:direct’? Tab" in reader.lines[2]
        assert reader.status.startswith("No field ‘mod’; did you mean mode?")
        await reader.press("tab")
        assert reader.browse.box.value == "mode:direct"
        assert len(reader.hits) == 1


def test_a_value_typed_in_full_has_no_completion_by_one_of_its_words():
    groups = ["eastern-asia", "south-eastern-asia", "eastern-asia-2030"]
    assert list(completions("eastern-asia", groups)) == ["eastern-asia-2030"]
    assert list(completions("eastern", groups)) == [groups[0], groups[2], groups[1]]


async def test_a_guess_is_shown_whole_with_the_key_that_takes_it(browsing, small):
    async with browsing(small, pane=4, size=(80, 24)) as reader:
        line = reader.browse.query_one(SearchLine)
        line.show_guess("group:eastern-asia", guess("group:eastern-asia", 0))
        await reader.rest()
        assert reader.lines[2].endswith("  did you mean ‘group:eastern-asia’? Tab")
        line.show_count("42 of 143 quotes · most relevant first")
        await reader.resize(60, 15)
        assert reader.lines[1].endswith("  42 of 143 quotes")


def test_a_group_without_a_member_among_the_delegations_is_said_to_have_none():
    nowhere = dict.fromkeys(KINDS, 0)
    said = [sentence for sentence, _ in nothing(View("quotes", query="EU"), nowhere)]
    assert "No country that is listed in the group “EU” is among the delegations." in said
    assert len(nothing(View("quotes", query="zzz"), nowhere)) == 2
    assert len(nothing(View("quotes", query="EU"), nowhere, "group:eu")) == 4


async def test_what_a_record_has_and_the_ids_of_remarks_are_completed(browsing, coverage, records):
    for record in records["quotes"][:2]:
        record["remark"] = "on-the-cable"
    async with browsing(coverage(records), pane=4) as reader:
        for typed, completed in (
            ("has:q", "has:quotes"),
            ("-has:rea", "-has:readings"),
            ("kind:sp", "kind:speakers"),
            ("remark:on", "remark:on-the-cable"),
        ):
            await reader.type(typed)
            assert reader.browse.box._suggestion == completed
            await reader.press("tab")
            assert reader.browse.box.value == completed
            if typed == "remark:on":
                assert reader.hits == ["direct", "partial"]
            reader.browse.box.value = ""
            await reader.rest()


async def test_tab_without_a_suggestion_stays_in_the_box_and_says_so(browsing, small):
    async with browsing(small, pane=4) as reader:
        await reader.type("cable")
        await reader.press("tab")
        assert reader.browse.box.has_focus
        assert "nothing to complete" in reader.lines[-1]
        await reader.type("s")
        assert reader.browse.view.query == "cables"
        assert "nothing to complete" not in reader.screen
        await reader.press("shift+tab")
        assert reader.browse.list_.has_focus


async def test_the_arrows_move_the_list_while_one_types(browsing, small):
    async with browsing(small, pane=4) as reader:
        await reader.type("cable")
        await reader.press("down")
        assert reader.browse.box.has_focus
        assert reader.shown.endswith("/partial")


async def test_every_letter_can_be_typed_though_it_is_a_key(browsing, small):
    async with browsing(small, pane=4) as reader:
        letters = "qnNfFsSzyorphT:?[]gGjk123"
        await reader.type(letters)
        assert reader.browse.box.value == letters
        assert reader.app.is_running


@pytest.mark.parametrize("pane", [1, 4])
async def test_what_is_typed_right_behind_enter_is_no_part_of_the_query(browsing, small, pane):
    async with browsing(small, pane=pane) as reader:
        await reader.pilot.press("slash", *"cable", "enter", "s", "S")
        await reader.rest()
        assert reader.browse.box.value == "cable"
        assert reader.browse.list_.has_focus
        assert len(reader.hits) == 2
        assert reader.browse.view.reverse


@pytest.mark.parametrize("pane", [1, 4])
async def test_who_goes_on_before_the_hits_are_there_moves_among_them(
    browsing, small, monkeypatch, pane
):
    asked, wait = queries.result_page, threading.Event()

    def late(*question):
        wait.wait(10)
        return asked(*question)

    async with browsing(small, pane=pane) as reader:
        monkeypatch.setattr(queries, "result_page", late)
        await reader.pilot.press("slash", *"cable", "enter", "j")
        wait.set()
        await reader.rest()
        assert len(reader.hits) == 2
        assert reader.browse.list_.cursor == 1
        assert reader.shown == f"wic-2030/quotes/{reader.hits[1]}"


async def test_another_key_for_leaving_the_box_takes_the_place_of_enter(browsing, small):
    async with browsing(small, pane=4, keys={"box.submit": "ctrl+j"}) as reader:
        await reader.type("cable")
        await reader.press("enter")
        assert reader.browse.box.has_focus
        await reader.press("ctrl+j")
        assert reader.browse.list_.has_focus


async def test_what_is_typed_right_behind_the_slash_is_no_command(browsing, small):
    async with browsing(small, pane=4) as reader:
        await reader.pilot.press("slash", "q", "p", "slash", "y")
        await reader.rest()
        assert reader.app.screen is reader.browse
        assert reader.browse.box.value == "qp/y"


async def test_the_whole_query_language_is_understood_in_the_box(browsing, small):
    async with browsing(small, pane=4) as reader:
        await reader.type("(repairs OR youth) -budget date:2030-05-01..2030-05-02")
        assert reader.hits == ["paraphrase", "partial"]


async def test_a_slip_is_answered_by_a_guess_that_tab_takes(browsing, small):
    async with browsing(small, pane=4) as reader:
        await reader.type("repiars")
        assert reader.lines[2].endswith("no hits · did you mean ‘repairs’? Tab")
        assert "No quotes match “repiars”. Did you mean “repairs”? Tab searches" in reader.list
        await reader.press("tab")
        assert reader.browse.box.value == reader.browse.view.query == "repairs"
        assert reader.browse.box.has_focus
        assert reader.hits == ["later", "partial"]
        assert "did you mean" not in reader.screen.lower()


@pytest.mark.parametrize("key", ["enter", "tab"])
async def test_in_an_empty_list_the_guess_is_taken_as_well(browsing, small, key):
    async with browsing(small, pane=4) as reader:
        await reader.type("-toll caible")
        await reader.press("enter")
        assert reader.browse.list_.has_focus
        await reader.press(key)
        assert reader.browse.view.query == "-toll cable"
        assert reader.hits == ["direct"]


async def test_a_guess_goes_with_the_query_it_was_about(browsing, small):
    async with browsing(small, pane=4) as reader:
        await reader.type("repiars")
        await reader.press("z")
        assert "did you mean" not in reader.screen.lower()
        await reader.press("tab")
        assert reader.browse.view.query == "repiarsz"
        await reader.press("enter", "enter", "tab")
        assert reader.browse.view.query == "repiarsz"


async def test_a_word_found_once_beside_a_frequent_one_may_be_a_slip(browsing, coverage, records):
    text = {"text": "Repairs, said for the record."}
    records["quotes"] += [records["quotes"][0] | text | {"id": f"q{n}"} for n in range(20)]
    records["quotes"][0]["text"] = "Repiars!"
    async with browsing(coverage(records), pane=4) as reader:
        await reader.type("repiars")
        assert reader.hits == ["direct"]
        assert reader.lines[2].endswith("1 record · did you mean ‘repairs’? Tab in the box")
        await reader.press("tab")
        assert len(reader.hits) == 22
