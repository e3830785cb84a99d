"""Copying in a form that is chosen with its preview in sight, and copying what is marked."""

import threading
from contextlib import closing

import pytest

from summit_tui.app.screens import copy_as
from summit_tui.app.screens.copy_as import FormList, preview
from summit_tui.archive import Search
from summit_tui.clipboard.types import Settings
from summit_tui.config import Config
from summit_tui.formats import FORMS, render

NOTHING = "This form has nothing to say of what was chosen."

SIZES = [(120, 40), (80, 24), (60, 15), (20, 5), (1, 1)]


@pytest.fixture
def kept(tmp_path):
    """Return settings with which every copy goes to a file, and that file."""
    state = tmp_path / "state"
    config = Config(clipboard=Settings(mode="file"))
    return {"config": config, "state": state}, state / "last-copy"


def form(reader):
    return reader.app.screen.query_one(FormList).form.name


async def choose(reader, name):
    forms = reader.app.screen.query_one(FormList)
    forms.cursor = [form.name for form in forms.forms].index(name)
    await reader.rest()


async def test_the_menu_shows_every_form_of_a_statement_and_the_record_in_it(
    browsing, coverage, kept
):
    settings, _ = kept
    async with browsing(coverage(), pane=4, size=(120, 40), **settings) as reader:
        await reader.press("j", "Y")
        entry = reader.browse.entry
        offered = reader.app.screen.query_one(FormList).forms
        assert {form.name for form in offered} == {
            name for name, form in FORMS.items() if "quotes" in form.kinds and not form.rare
        }
        for form in offered:
            assert form.title in reader.screen
            assert f" {form.name} " in reader.screen
            assert str(reader.app.screen.choice.text.content) == "".join(render(form.name, [entry]))
            await reader.press("j")


async def test_the_text_of_one_form_never_stands_under_the_name_of_another(
    browsing, coverage, kept, monkeypatch
):
    settings, _ = kept
    made = threading.Event()

    def slow_preview(form, entries, language=None):
        assert form == "text" or made.wait(10)
        return f"A record as {form}"

    monkeypatch.setattr(copy_as, "preview", slow_preview)
    async with browsing(coverage(), pane=4, **settings) as reader:
        await reader.press("Y")
        assert "A record as text" in reader.screen
        try:
            await reader.pilot.press("j")
            await reader.until(lambda: "The preview is being made …" in reader.screen)
            assert form(reader) == "markdown"
            assert "A record as text" not in reader.screen
        finally:
            made.set()
        await reader.rest()
        assert "A record as markdown" in reader.screen


async def test_a_preview_goes_in_the_picture_in_which_the_cursor_leaves_its_form(
    browsing, coverage, kept
):
    settings, _ = kept
    async with browsing(coverage(), pane=4, **settings) as reader:
        await reader.press("Y")
        text = reader.app.screen.choice.text
        assert str(text.content).endswith("10 August 2030\n")
        # Before any message of the list is heard.
        reader.app.screen.query_one(FormList).cursor += 1
        assert str(text.content) == "The preview is being made …"
        await reader.rest()
        assert "August 2030" in str(text.content)


async def test_enter_copies_in_the_form_under_the_cursor_and_says_which(browsing, coverage, kept):
    settings, file = kept
    async with browsing(coverage(), pane=4, **settings) as reader:
        await reader.press("j", "Y")
        await choose(reader, "bibtex")
        await reader.press("enter")
        text = file.read_text("utf-8")
        assert text == "".join(render("bibtex", [reader.browse.entry])).rstrip("\n")
        assert f"{len(text):,} characters as bibtex" in reader.status
        assert reader.app.copier.last_copy == text
        assert reader.app.screen is reader.browse


async def test_the_last_form_is_remembered_for_the_session_and_y_stays_the_usual(
    browsing, coverage, kept
):
    settings, _ = kept
    async with browsing(coverage(), pane=4, **settings) as reader:
        await reader.press("Y")
        assert form(reader) == "text"
        await choose(reader, "ris")
        await reader.press("enter", "Y")
        assert form(reader) == "ris"
        await reader.press("escape", "y")
        assert "as text" in reader.status
    async with browsing(coverage(), pane=4, **settings) as reader:
        await reader.press("Y")
        assert form(reader) == "text"


async def test_escape_copies_nothing(browsing, coverage, kept):
    settings, file = kept
    async with browsing(coverage(), pane=4, **settings) as reader:
        await reader.press("Y", "j", "escape")
        assert reader.app.screen is reader.browse
        assert reader.app.copier.last_copy is None
        assert not file.exists()


async def test_marks_win_over_the_cursor(browsing, coverage, kept):
    settings, file = kept
    async with browsing(coverage(), pane=4, **settings) as reader:
        await reader.press("space", "j", "space", "3", "space", "y")
        text = file.read_text("utf-8")
        for part in ("The budget for repairs", "lay the cable", "Lin Mei"):
            assert part in text
        assert "as text, 3 records" in reader.status
        await reader.press("Y")
        assert "3 records" in reader.screen
        await choose(reader, "address")
        await reader.press("enter")
        assert file.read_text("utf-8").split() == [
            "wic-2030/quotes/later",
            "wic-2030/quotes/direct",
            "wic-2030/speakers/lin",
        ]


async def test_a_form_with_nothing_to_say_copies_nothing_and_says_so(browsing, coverage, kept):
    settings, file = kept
    async with browsing(coverage(), pane=4, **settings) as reader:
        await reader.press("Y")
        await choose(reader, "link")
        assert NOTHING in " ".join(reader.screen.split()) or "nothing to say" in reader.screen
        await reader.press("enter")
        assert reader.status == "There is nothing to copy in this form."
        assert not file.exists()


async def test_only_forms_that_are_made_for_a_kind_are_offered(browsing, coverage, kept):
    settings, _ = kept
    async with browsing(coverage(), pane=2, **settings) as reader:
        await reader.press("Y")
        names = [form.name for form in reader.app.screen.query_one(FormList).forms]
        assert "icalendar" in names
        assert "brief" not in names


async def test_the_preview_shows_data_as_it_is(browsing, coverage, records, kept):
    settings, _ = kept
    records["quotes"][3]["text"] = "[b]not bold[/b] [/x] \x1b]52;c;aGk=\x07 \u202eback"
    async with browsing(coverage(records), pane=4, size=(120, 40), **settings) as reader:
        await reader.press("Y")
        for _ in FORMS:
            assert not {"\x1b", "\x07", "\u202e"} & set(reader.screen)
            await reader.press("j")
        await reader.press("g")
        assert "[b]not bold[/b] [/x]" in reader.screen


async def test_a_long_preview_can_be_read_on(browsing, coverage, records, kept):
    settings, _ = kept
    records["quotes"][3]["text"] = "word " * 2_000 + "end"
    async with browsing(coverage(records), pane=4, **settings) as reader:
        await reader.press("Y")
        shown = reader.app.screen.query_one("#preview")
        await reader.press("space")
        assert shown.scroll_offset.y > 10
        await reader.press("tab", "end")
        assert shown.has_focus
        await reader.press("tab", "j")
        assert shown.scroll_offset.y == 0
        assert form(reader) == "markdown"


def test_a_preview_of_many_records_ends_where_nobody_reads(coverage, records):
    from summit_tui.archive import iterate_hits
    from summit_tui.archive.query.tree import And
    from summit_tui.archive.sqlite.catalog import open_archive

    quote = records["quotes"][0]
    records["quotes"] = [quote | {"id": f"q{n}"} for n in range(500)]
    with closing(open_archive([coverage(records)], None)) as archive:
        entries = list(iterate_hits(archive, Search(And(), "quotes")))
    text = preview("json", entries)
    assert text.endswith("… and more")
    assert len(text) < 21_000


async def test_without_a_record_there_is_nothing_to_copy(browsing, tmp_path):
    async with browsing(tmp_path, pane=4) as reader:
        await reader.press("Y")
        assert reader.app.screen is reader.browse
        assert reader.status == "There is nothing to copy."
        await reader.press("y")
        assert reader.status == "There is nothing to copy."


async def test_the_menu_fits_every_screen(browsing, coverage, kept):
    settings, _ = kept
    async with browsing(coverage(), pane=4, size=SIZES[-1], **settings) as reader:
        for size in reversed(SIZES):
            await reader.resize(*size)
            await reader.press("Y")
            await choose(reader, "text")
            await reader.press("j", "space", "tab", "tab", "j", "k", "enter")
            assert reader.app.screen is reader.browse
            assert "as markdown" in reader.status
            await reader.press("Y")
            await reader.resize(120, 40)
            await reader.resize(*size)
            await reader.press("escape")


def test_at_most_six_keys_are_shown():
    from summit_tui.app.keys import BROWSING

    shown = [binding.id for binding in BROWSING if binding.show]
    assert set(shown) == {
        "record.open",
        "record.copy",
        "search.type",
        "filter.show",
        "program.help",
        "record.compare",
    }


async def test_a_statement_is_copied_in_a_language_that_it_is_translated_into(
    browsing, coverage, records, kept
):
    settings, file = kept
    records["quotes"][0]["translations"] = {"fr": "Une phrase.", "de": "Ein Satz."}
    async with browsing(coverage(records), pane=4, **settings) as reader:
        while reader.shown != f"wic-2030/quotes/{records['quotes'][0]['id']}":
            await reader.press("j")
        await reader.press("Y")
        assert "l Language" in reader.screen
        assert "in fr" not in reader.screen
        for tag, said in (("fr", "Une phrase."), ("de", "Ein Satz.")):
            await reader.press("l")
            assert f"in {tag}" in reader.screen
            assert said in reader.screen
            assert "without words in it" not in reader.screen
        await reader.press("l")
        assert "1 without words in it" in reader.screen
        await reader.press("l", "l")  # behind Chinese, in either script, what was recorded
        assert "Une phrase." not in reader.screen
        await reader.press("l")
        await reader.press("enter")
        assert "Une phrase." in file.read_text("utf-8")
        assert "as text in fr" in reader.status
        await reader.press("y")
        assert "Une phrase." not in file.read_text("utf-8")
        await reader.press("Y")
        assert "in fr" in reader.screen


async def test_a_statement_without_translations_is_copied_in_chinese_words(
    browsing, coverage, kept
):
    settings, file = kept
    async with browsing(coverage(), pane=4, **settings) as reader:
        await reader.press("Y", "l", "l", "enter")
        assert "as text in zh-Hant" in reader.status
        text = "".join(render("text", [reader.browse.entry], "zh-Hant")).rstrip("\n")
        assert file.read_text("utf-8") == text
        assert "來源：" in text


async def test_formatted_text_is_offered_where_a_tool_carries_it(
    browsing, coverage, tmp_path, monkeypatch
):
    xclip = tmp_path / "xclip"
    xclip.write_text(f"#!/bin/sh\n/bin/cat > '{tmp_path}/pasted'\necho \"$@\" > '{tmp_path}/as'\n")
    xclip.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("DISPLAY", ":0")
    async with browsing(coverage(), pane=4, size=(120, 40)) as reader:
        await reader.press("Y", "end")
        entry = reader.browse.entry
        assert "Formatted text, for word processors" in reader.screen
        await reader.press("enter")
        assert "formatted; as plain text it is not there" in reader.screen
        await reader.press("Y")
        assert reader.app.screen.choice.forms.form.name == "text"
        await reader.press("escape")
    assert (tmp_path / "pasted").read_text() == "".join(render("html", [entry])).rstrip()
    assert "-t text/html" in (tmp_path / "as").read_text()
