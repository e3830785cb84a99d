"""Commands, help, themes and keys of one's own."""

import asyncio
import json
from pathlib import Path

import pytest
from textual.command import Hit
from textual.widgets import Input

from summit_tui.app.app import SummitApp
from summit_tui.app.keys import BROWSING, GROUPS, key_names, table
from summit_tui.app.palette import KeyProvider
from summit_tui.archive.query.tree import FIELDS
from summit_tui.config import read_config

EVERY = [binding for bindings in GROUPS.values() for binding in bindings]


async def find(reader, text):
    """Open the palette and type, until something is found."""
    await reader.press("colon")
    await reader.until(lambda: reader.app.screen.query(Input))
    await reader.pilot.press(*text)
    box = reader.app.screen.query_one(Input)
    options = reader.app.screen.query_one("CommandList")
    await reader.until(lambda: box.value == text and text.casefold() in shown(options))
    return options


def shown(options):
    """Return what the palette offers, as text."""
    prompts = [str(options.get_option_at_index(n).prompt) for n in range(options.option_count)]
    return "\n".join(prompts).casefold()


async def choose(reader):
    """Take the first thing that the palette offers."""
    await reader.press("down")
    await reader.press("enter")
    await reader.until(lambda: reader.app.screen is reader.browse)
    await reader.rest()


async def test_no_page_is_turned_in_a_palette_without_lines(browsing, small):
    async with browsing(small) as reader:
        await reader.press("colon")
        await reader.until(lambda: reader.app.screen.query(Input))
        palette, options = reader.app.screen, reader.app.screen.query_one("CommandList")
        await reader.pilot.press(*"zzzz")
        await reader.until(lambda: not options.size.height)
        for action in ("page_up", "page_down", "first", "last"):
            assert not await palette.run_action(f"command_list('{action}')")
        await reader.pilot.press("pageup", "pagedown")
        assert reader.app.screen is palette


async def test_what_a_closed_palette_finds_is_no_matter(browsing, small):
    async with browsing(small) as reader:
        await reader.press("colon")
        await reader.until(lambda: reader.app.screen.query(Input))
        palette = reader.app.screen
        await palette.query("CommandList").remove()
        palette._list_visible = not palette._list_visible
        assert not await palette.run_action("command_list('page_up')")


async def test_a_sheet_that_is_closed_twice_leaves_the_browser_there(browsing, small):
    async with browsing(small) as reader:
        await reader.press("question_mark")
        reader.app.pop_screen()
        assert reader.app.screen is reader.browse
        await reader.app.pop_screen()
        assert reader.app.screen is reader.browse
        await reader.press("4")
        assert reader.browse.view.pane == "quotes"


async def test_the_palette_finds_a_record_and_goes_there(browsing, small):
    async with browsing(small) as reader:
        await find(reader, "okoro")
        await choose(reader)
        assert reader.shown == "wic-2030/speakers/okoro"
        assert reader.pane == "speakers"


async def test_the_palette_finds_a_command_and_runs_it(browsing, small):
    async with browsing(small, pane=4) as reader:
        await find(reader, "reverse")
        await choose(reader)
        assert reader.browse.view.reverse


async def test_enter_takes_what_is_found_for_all_that_was_typed(browsing, small, monkeypatch):
    may_find = asyncio.Event()
    search = KeyProvider.search

    async def search_later(provider, query):
        if query == "reverse":
            await may_find.wait()
        async for hit in search(provider, query):
            yield hit

    monkeypatch.setattr(KeyProvider, "search", search_later)
    async with browsing(small, pane=4) as reader:
        await find(reader, "copy")
        palette = reader.app.screen
        palette.query_one(Input).value = ""
        await reader.pilot.press(*"reverse", "enter")
        assert reader.app.screen is palette
        may_find.set()
        await reader.until(lambda: reader.app.screen is reader.browse)
        await reader.rest()
        assert reader.browse.view.reverse


async def test_who_types_on_behind_enter_takes_nothing_yet(browsing, small, monkeypatch):
    never = asyncio.Event()

    async def search_later(provider, query):
        if query == "reverse":
            await never.wait()
        yield Hit(1, query, lambda: None)

    monkeypatch.setattr(KeyProvider, "search", search_later)
    async with browsing(small, pane=4) as reader:
        await reader.press("colon")
        palette = reader.app.screen
        await reader.pilot.press(*"reverse", "enter", "d")
        await reader.until(lambda: "reversed" in shown(palette.query_one("CommandList")))
        assert reader.app.screen is palette


async def test_ctrl_p_opens_the_palette_also_while_one_types(browsing, small):
    async with browsing(small, pane=4) as reader:
        await reader.type("cable")
        await reader.press("ctrl+p")
        assert reader.app.screen is not reader.browse
        await reader.press("escape")
        assert reader.app.screen is reader.browse
        assert reader.browse.box.value == "cable"


async def test_every_command_is_offered(browsing, small):
    async with browsing(small, size=(120, 60)) as reader:
        await reader.press("colon")
        options = reader.app.screen.query_one("CommandList")
        await reader.until(lambda: options.option_count >= len(BROWSING))
        text = shown(options)
        for binding in BROWSING:
            assert binding.description.casefold() in text


@pytest.mark.parametrize("key", ["question_mark", "f1"])
async def test_help_lists_every_key_with_its_sentence(browsing, small, key):
    async with browsing(small, size=(100, 200)) as reader:
        await reader.press(key)
        sheet = reader.part(reader.app.screen.query_one("#sheet"))
        for binding in EVERY:
            assert f"{key_names(binding.key)} {binding.tooltip}" in sheet
        for field, sentence in FIELDS.items():
            assert f"{field}: {sentence}" in sheet
        await reader.press("escape")
        assert reader.app.screen is reader.browse


async def test_help_scrolls_where_it_is_too_long(browsing, small):
    async with browsing(small, size=(80, 24)) as reader:
        await reader.press("question_mark")
        top = reader.screen
        await reader.press("j", "j", "pagedown")
        assert reader.screen != top
        await reader.press("q")
        assert reader.app.is_running


def test_every_binding_has_an_id_two_words_and_a_sentence():
    assert len({binding.id for binding in EVERY}) == len(EVERY)
    for binding in EVERY:
        assert binding.id.count(".") == 1
        assert 1 <= len(binding.description.split()) <= 2
        assert binding.tooltip.endswith(".")


def test_no_key_of_the_browser_means_two_things():
    keys = [key for binding in BROWSING for key in binding.key.split(",")]
    assert len(keys) == len(set(keys))


async def test_what_the_app_binds_is_what_the_table_lists(browsing, small):
    async with browsing(small) as reader:
        ids = {active.binding.id for active in reader.app.screen.active_bindings.values()}
        await reader.press("slash")
        ids |= {active.binding.id for active in reader.app.screen.active_bindings.values()}
        elsewhere = {binding.id for binding in (*GROUPS["Text"], *GROUPS["Comparison"])}
        elsewhere |= {binding.id for binding in (*GROUPS["Drawings"], *GROUPS["Writing"])}
        elsewhere |= {"record.compare", "filter.exclude"}  # nothing to compare, and no filter
        assert {binding.id for binding in EVERY} - elsewhere <= ids


async def test_the_footer_shows_at_most_six_keys(browsing, small):
    async with browsing(small, size=(200, 30)) as reader:
        assert len([binding for binding in BROWSING if binding.show]) <= 6
        for binding in BROWSING:
            if binding.show:
                assert binding.description in reader.lines[-1]


async def test_keys_can_be_changed_and_help_says_so(browsing, small):
    keys = {"history.back": "b,comma", "row.next": "x"}
    async with browsing(small, pane=4, keys=keys, size=(120, 80)) as reader:
        await reader.press("x")
        assert reader.browse.list_.cursor == 1
        await reader.press("j")
        assert reader.browse.list_.cursor == 1
        await reader.press("3", "comma")
        assert reader.pane == "quotes"
        await reader.press("question_mark")
        sheet = reader.part(reader.app.screen.query_one("#sheet"))
        assert f"{key_names('b,comma')} Go back to what" in sheet


async def test_a_wrong_entry_of_the_config_is_said_with_its_line_and_the_rest_works(
    browsing, small, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)  # the row is cut at the end of a long path
    (tmp_path / "config.toml").write_text(
        'theme = "nord"\n\n[keys]\n"row.next" = "x"\n"row.nxt" = "y"\n"sort.next" = 5\n', "utf-8"
    )
    config, problems = read_config(Path("config.toml"), [id for _, _, id, _ in table()])
    async with browsing(small, pane=4, config=config, problems=problems) as reader:
        assert reader.app.theme == "nord"
        assert reader.status == "2 problems · p shows them"
        await reader.press("x")
        assert reader.browse.list_.cursor == 1
        await reader.press("p")
        assert "config.toml:5" in reader.screen
        assert "row.next" in reader.screen
        assert "config.toml:6" in reader.screen


async def test_the_theme_is_remembered_from_one_start_to_the_next(browsing, small, tmp_path):
    folder, state = small, tmp_path / "state"
    async with browsing(folder, state=state) as reader:
        assert reader.app.theme == "textual-dark"
        reader.app.theme = "gruvbox"
        await reader.rest()
    async with browsing(folder, state=state) as reader:
        assert reader.app.theme == "gruvbox"
        reader.app.theme = "textual-dark"
        await reader.rest()
    async with browsing(folder, state=state) as reader:
        assert reader.app.theme == "textual-dark"


@pytest.mark.parametrize("state", ["", "[]", '{"theme": 5}', '{"theme": "no-such-theme"}', "\x00"])
async def test_a_state_that_makes_no_sense_is_passed_over(browsing, tmp_path, state):
    (tmp_path / "state.json").write_text(state, "utf-8")
    app = SummitApp([tmp_path], state=tmp_path)
    assert app._initial_theme() == "textual-dark"
    app.archive_worker.close()


async def test_t_offers_the_themes(browsing, small):
    async with browsing(small) as reader:
        await reader.press("T")
        options = reader.app.screen.query_one("CommandList")
        await reader.until(lambda: options.option_count and "nord" in shown(options))


@pytest.mark.parametrize("theme", ["ansi-dark", "ansi-light", "textual-ansi"])
async def test_without_colours_no_ansi_theme_is_used(browsing, small, monkeypatch, theme, tmp_path):
    (tmp_path / "state.json").write_text(json.dumps({"theme": theme}), "utf-8")
    monkeypatch.setenv("NO_COLOR", "1")
    async with browsing(small, state=tmp_path, pane=4) as reader:
        assert reader.app.theme == "textual-dark"
        for strip in reader.app.screen._compositor.render_strips():
            for segment in strip:
                style = segment.style
                if style and segment.text.strip() and style.color and style.bgcolor:
                    assert style.color != style.bgcolor
