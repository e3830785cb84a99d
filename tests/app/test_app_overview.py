"""The start screen: keys act on the row under the cursor, and the panel beside it follows."""

import json

import pytest

from summit_tui.app.screens.add_record import AddSourceScreen
from summit_tui.app.screens.changes import ChangeScreen
from summit_tui.app.screens.comparison import ComparisonScreen
from summit_tui.app.screens.problems import ProblemScreen
from summit_tui.app.screens.recent import RecentScreen
from summit_tui.app.sentences import names_by_language
from summit_tui.app.start_rows import Heading, Row
from summit_tui.app.view import View
from summit_tui.app.widgets.overview import Overview
from summit_tui.clipboard.types import Settings
from summit_tui.config import Config
from summit_tui.i18n import speak
from summit_tui.model.records import Event
from summit_tui.paths import bundled_coverage
from summit_tui.recent import recent_coverages, remember_coverage
from summit_tui.writing import write_state


@pytest.fixture
def disagreeing(coverage, records):
    """Write a coverage whose sources disagree on how many countries came."""
    values = {"gazette": "over 50", "wire": "30"}
    records["readings"] = [
        {"record": "event/wic-2030", "field": "countries", "value": value, "source": source}
        for source, value in values.items()
    ]
    records["speakers"].append({"id": "mute", "name": "Ola Stumm"})
    return coverage(records)


async def go_to(reader, label):
    """Put the cursor on the row with a label."""
    overview = reader.browse.overview
    for _ in range(60):
        if overview.row and overview.row.label == label:
            return
        await reader.press("j")
    raise AssertionError(f"{label} is no row:\n{reader.screen}")


async def test_a_question_is_shown_compared_and_copied_as_such(browsing, disagreeing):
    config = Config(clipboard=Settings(mode="file"))
    async with browsing(disagreeing, config=config) as reader:
        await go_to(reader, "How many countries?")
        assert "over 50 (1) or 30 (1)" in reader.screen
        assert "ANSWERS" in reader.record
        assert "Harbour Gazette" in reader.record
        await reader.press("y")
        assert "countries, 2 values in 2 sources" in reader.app.copier.last_copy
        assert "Openness" not in reader.app.copier.last_copy
        for key in ("d", "enter"):
            await reader.press(key)
            assert isinstance(reader.app.screen, ComparisonScreen)
            await reader.press("escape")


async def test_a_row_that_names_a_record_acts_on_that_record(browsing, disagreeing):
    config = Config(clipboard=Settings(mode="file"))
    async with browsing(disagreeing, config=config) as reader:
        await go_to(reader, "Lin Mei")
        assert reader.shown == "wic-2030/speakers/lin"
        assert "Minister of Finance" in reader.record
        assert reader.browse.view.address is None
        await reader.press("y")
        assert "Lin Mei" in reader.app.copier.last_copy
        await reader.press("d")
        assert reader.status.startswith("Nothing to compare: no source")
        await reader.press("enter")
        assert (reader.pane, reader.hits) == ("quotes", ["later", "direct"])


async def test_a_row_that_counts_lists_what_it_counts_and_says_why_other_keys_do_nothing(
    browsing, disagreeing
):
    async with browsing(disagreeing) as reader:
        await go_to(reader, "paraphrase")
        assert reader.shown is None
        assert "The budget for repairs would double." in reader.record
        await reader.press("d")
        assert reader.status.startswith("Nothing to compare: this row counts records.")
        await reader.press("y")
        assert reader.status.startswith("Nothing to copy: this row counts records.")
        await reader.press("o", "t", "space", "Y", "escape")
        assert reader.pane == "overview"
        await reader.press("enter")
        assert (reader.pane, reader.hits) == ("quotes", ["later", "paraphrase"])


async def test_enter_on_the_event_shows_its_record_at_every_size(browsing, disagreeing):
    async with browsing(disagreeing, size=(60, 15)) as reader:
        for size in ((60, 15), (80, 24), (120, 40)):
            await reader.resize(*size)
            await reader.press("enter")
            assert reader.shown == "wic-2030/event/wic-2030"
            assert reader.browse.links.has_focus
            assert "Openness" in reader.record
            await reader.press("backspace")
            assert reader.browse.overview.has_focus


async def test_enter_does_something_on_every_row(browsing, disagreeing):
    async with browsing(disagreeing) as reader:
        rows = reader.browse.overview._rows
        for number in [n for n, row in enumerate(rows) if isinstance(row, Row) and row.count != 0]:
            before = reader.screen
            reader.browse.overview.cursor = number
            await reader.rest()
            await reader.press("enter")
            assert reader.screen != before
            assert reader.app.screen is not reader.browse or not reader.browse.overview.has_focus
            await reader.press("escape")
            reader.browse.navigator.show_pane("overview")
            await reader.rest()


async def test_coming_back_finds_the_row_that_was_left(browsing, disagreeing):
    async with browsing(disagreeing) as reader:
        await go_to(reader, "Lin Mei")
        await reader.press("3", "1")
        assert reader.browse.overview.row.label == "Lin Mei"
        assert reader.shown == "wic-2030/speakers/lin"


async def test_coming_back_to_a_question_shows_its_answers(browsing, disagreeing):
    async with browsing(disagreeing) as reader:
        await go_to(reader, "How many countries?")
        assert "ANSWERS" in reader.record
        await reader.press("4", "1")
        assert reader.browse.overview.row.label == "How many countries?"
        assert "ANSWERS" in reader.record
        reader.app.speak("zh-Hans")
        await reader.until(lambda: "搜索全部内容" in reader.screen)
        await reader.rest()
        assert reader.browse.overview.row.label == "与会国家和地区有多少？"
        assert "over 50" in reader.record
        assert "ANSWERS" not in reader.record


async def test_rows_that_come_late_do_not_move_the_one_under_the_cursor(browsing, small):
    early = [Row(f"early {number}", View(query=f"e{number}")) for number in range(40)]
    late = [Heading("LATE"), *(Row(f"late {number}", View()) for number in range(30))]
    async with browsing(small, size=(80, 24)) as reader:
        overview = reader.browse.overview
        overview.show_rows(early)
        await reader.press("G", *"kkk")
        line = next(at for at, line in enumerate(reader.lines) if "▌" in line)
        overview.show_rows([*early[:2], *late, *early[2:]])
        await reader.rest()
        assert overview.row.label == "early 36"
        assert "▌early 36" in reader.lines[line]


async def test_files_from_which_no_statement_is_read_lead_to_their_problems(
    browsing, coverage, records
):
    for quote in records["quotes"]:
        quote["mode"] = "shouted"
    async with browsing(coverage(records)) as reader:
        assert "p shows them, each with its file and line" in reader.screen
        await reader.press("4")
        assert "shows what is wrong with the files" in reader.list
        assert "Compare" not in reader.lines[-1]


async def test_a_query_in_force_limits_the_start_screen_and_is_dropped_with_escape(
    browsing, disagreeing
):
    async with browsing(disagreeing) as reader:
        await reader.type("cable")
        await reader.press("enter", "1")
        assert "Only what matches “cable” · Esc shows all" in reader.screen
        assert "Ola Stumm" not in reader.screen
        await go_to(reader, "direct")
        await reader.press("enter")
        assert reader.hits == ["direct"]
        assert reader.browse.view.query == "cable"
        await reader.press("1")
        assert "Only direct with “cable” · Esc and F clear" in reader.screen
        await reader.press("escape", "F")
        assert "Only what matches" not in reader.screen
        assert "WHERE SOURCES DISAGREE" in reader.screen


async def test_the_start_screen_is_told_anew_when_the_files_are_read_again(browsing, disagreeing):
    async with browsing(disagreeing) as reader:
        await reader.press("j", "3", "1")
        assert "WHERE SOURCES DISAGREE" in reader.screen
        (disagreeing / "readings.json").unlink()
        await reader.press("r")
        assert "WHERE SOURCES DISAGREE" not in reader.screen
        assert "NOT QUOTED" in reader.screen


async def test_the_first_line_of_keys_goes_away_once_one_went_on(browsing, small, tmp_path):
    async with browsing(small, state=tmp_path) as reader:
        assert "Enter open · d compare" in reader.screen
        await reader.press("4", "1")
        assert "Enter open · d compare" not in reader.screen
    async with browsing(small, state=tmp_path) as reader:
        assert "Enter open · d compare" not in reader.screen
    assert json.loads((tmp_path / "state.json").read_text("utf-8")) == {"has_seen_start": True}


async def test_what_came_in_since_last_time_is_a_row_that_opens_it(browsing, coverage, tmp_path):
    folder, state = coverage(), tmp_path / "state"
    async with browsing(folder, state=state):
        pass
    (folder / "more.toml").write_text('[[speakers]]\nid = "new"\nname = "Newcomer"\n', "utf-8")
    async with browsing(folder, state=state) as reader:
        await go_to(reader, "New since last time")
        await reader.press("enter")
        assert isinstance(reader.app.screen, ChangeScreen)


async def test_problems_are_a_row_that_opens_them(browsing, coverage):
    folder = coverage()
    (folder / "broken.toml").write_text("x = \n", "utf-8")
    async with browsing(folder) as reader:
        await go_to(reader, "What is wrong with the files")
        await reader.press("enter")
        assert isinstance(reader.app.screen, ProblemScreen)


async def test_an_empty_folder_says_the_next_step_at_any_size(browsing, tmp_path):
    async with browsing(tmp_path, size=(40, 12)) as reader:
        assert "There are no records here yet." in reader.screen
        assert "summit-tui new DIR begins one." in reader.screen
        await reader.press("enter", "d", "y", "o", "t", "e", "space", "f", "G", "g")
        assert reader.pane == "overview"


async def test_a_coverage_is_opened_in_the_place_of_another(browsing, small, tmp_path):
    state = tmp_path / "state"
    remember_coverage(state, [tmp_path / "gone"], {"en": "Gone Summit"})
    async with browsing(bundled_coverage(), state=state) as reader:
        await reader.type("hub")
        await reader.press("enter", "O")
        assert isinstance(reader.app.screen, RecentScreen)
        assert "Gone Summit" in reader.screen
        await reader.press("enter")
        assert "gone does not exist" in reader.screen
        assert isinstance(reader.app.screen, RecentScreen)
        await reader.press("G", "enter")
        assert reader.pane == "overview"
        assert "United Nations" in reader.screen
        assert reader.browse.view.query == ""
    async with browsing(small, state=state):
        pass
    assert recent_coverages(state)[0].name == "Wuzhen Forum 2030"


def test_a_recent_coverage_is_called_by_its_name_in_the_language_of_the_reader(tmp_path):
    events = [Event(id="a", name="Harbour Summit 2030", names={"zh-Hans": "海港峰会2030"})]
    names = names_by_language(events)
    assert names == {
        "en": "Harbour Summit 2030",
        "zh-Hans": "海港峰会2030",
        "zh-Hant": "海港峰会2030",
    }
    remember_coverage(tmp_path, [tmp_path / "a"], names)
    remember_coverage(tmp_path, [tmp_path / "b"], names | {"zh-Hant": "海港峰會2030"}, 2)
    latest, earlier = recent_coverages(tmp_path)
    assert (earlier.name, earlier.other_events) == ("Harbour Summit 2030", 0)
    speak("zh-HK")
    assert (latest.name, latest.other_events) == ("海港峰會2030", 2)


def test_editions_whose_names_differ_in_script_alone_have_one_title():
    events = [
        Event(id="b", name="Harbour Summit 2031", names={"zh-Hans": "2031年海港峰会"}),
        Event(id="a", name="Harbour Summit 2030", names={"zh-Hant": "海港峰會"}),
    ]
    names = names_by_language(events)
    assert names == {"en": "Harbour Summit", "zh-Hans": "海港峰会", "zh-Hant": "海港峰會"}
    other = Event(id="c", name="Harbour Summit 2032", names={"zh-Hant": "港口峰會"})
    assert names_by_language([*events, other])["zh-Hant"] == "2031年海港峰会"


async def test_without_a_source_the_start_screen_says_how_to_get_one(browsing, coverage, records):
    bare = {"event": records["event"], "speakers": records["speakers"][:1]}
    async with browsing(coverage(bare), size=(80, 24)) as reader:
        assert "6 and a add the first source" in reader.screen
        assert "6 lists sources" not in reader.screen
        await reader.press("6", "a")
        assert isinstance(reader.app.screen, AddSourceScreen)


def test_the_title_that_an_earlier_version_kept_is_shown_in_every_language(tmp_path):
    old = [{"paths": [str(tmp_path)], "title": "Talks", "last_use": 1.5}, {"title": "no path"}]
    write_state(tmp_path / "recent.json", old)
    (coverage,) = recent_coverages(tmp_path)
    assert coverage.name == "Talks"


async def test_without_a_path_the_coverages_that_were_open_before_are_offered(
    browsing, small, tmp_path
):
    async with browsing(small, state=tmp_path, is_asking=True) as reader:
        assert reader.app.screen is reader.browse
    async with browsing(bundled_coverage(), state=tmp_path, is_asking=True) as reader:
        assert isinstance(reader.app.screen, RecentScreen)
        assert "Wuzhen Forum 2030" in reader.screen
        await reader.press("enter")
        assert reader.lines[0].split("  ")[0].strip() == "Wuzhen Forum 2030"


async def test_a_question_is_whole_where_the_answers_leave_room(browsing, small):
    question, answers = "What is Zhuang Rongwen’s capacity?", "14 values in 5 languages"
    async with browsing(small) as reader:
        start = reader.browse.query_one(Overview)
        start.show_rows([Heading("WHERE SOURCES DISAGREE"), Row(question, "answers", answers)])
        for width, is_whole in ((78, True), (62, True), (56, False)):
            (line,) = start.lines(start.cursor, width)
            assert (question in line.plain) is is_whole
            assert line.plain.endswith(f"  {answers}")
