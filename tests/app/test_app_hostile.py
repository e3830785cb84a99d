"""Nothing that a file contains ends the app, vanishes, runs, or reaches the terminal as it is."""

import re

import pytest

from summit_tui.clipboard.types import Settings
from summit_tui.config import Config

MARKUP = ["[sic] Bo [/b] $name [b", "[@click=app.quit]x[/] {x} %s", "[link=file:///etc]y[/]"]
SEQUENCES = {
    "clipboard": "\x1b]52;c;SE9TVElMRQ==\x07",
    "title": "\x1b]0;HOSTILE\x1b\\",
    "clear": "\x1b[2J\x1b[H",
    "c1": "\x9b2J\x9d52;c;SE9TVElMRQ==\x9c",
    "return": "safe\rHOSTILE\b\b\b",
    "bells and whistles": "\x00\x07\x0b\x0c\x0e\x0f\x7f",
    "bidirectional": "safe\u202egnp.exe\u2066x\u2069\u200f",
    "tags": "safe\U000e0041\U000e007f",
}
DANGEROUS = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\U000e0000-\U000e007f]")
LONG = {
    "one long word": "x" * 1_000,
    "wide, combining, joined and from the right": (
        "统" * 300
        + "e"
        + "\u0301" * 300
        + " 👩\u200d👩\u200d👧\u200d👦🇭🇰" * 20
        + " قال الوزير" * 30
    ),
    "hardly anything": "\u200b.",
}


def everywhere(text):
    """Return one record of each kind with a text in every field that takes any."""
    return {
        "event": {
            "id": "e",
            "name": text,
            "names": {"fr": text, "zh": text},
            "theme": text,
            "start": "2030-05-01",
            "place": text,
            "venue": text,
            "host": text,
            "organizers": [text],
            "supporters": [text],
            "attendance": text,
            "countries": text,
            "summary": text,
            "sources": ["w"],
        },
        "sessions": [
            {
                "id": "s",
                "title": text,
                "titles": {"fr": text},
                "place": text,
                "topics": [text],
                "speakers": ["p"],
                "summary": text,
                "sources": ["w"],
            }
        ],
        "speakers": [
            {
                "id": "p",
                "name": text,
                "names": {"fr": text, "zh": text},
                "aliases": [text],
                "roles": [{"title": text, "organization": text, "source": "w"}],
                "delegation": "d",
                "summary": text,
            }
        ],
        "quotes": [
            {
                "id": mode,
                "speaker": "p",
                "text": text,
                "mode": mode,
                "source": "w",
                "attribution": text,
                "role": text,
                "translations": {"fr": text},
                "session": "s",
                "occasion": text,
                "topics": [text],
                "excerpt": {"exact": text, "prefix": text, "suffix": text},
            }
            for mode in ("direct", "partial", "paraphrase")
        ],
        "delegations": [
            {"id": "d", "name": text, "names": {"fr": text}, "region": text, "summary": text}
        ],
        "sources": [
            {"id": "w", "title": text, "publisher": text, "author": text, "url": text, "text": text}
        ],
    }


def check_strips(reader):
    """Hold that nothing on the screen could steer a terminal or runs when it is clicked."""
    for strip in reader.app.screen._compositor.render_strips():
        assert not DANGEROUS.search(strip.text)
        for segment in strip:
            if segment.style is not None:
                assert "@click" not in (segment.style.meta or {})
                assert not segment.style.link


async def look_everywhere(reader, check=check_strips):
    """Go through all panes, all parts and all sheets."""
    for pane in "123456":
        await reader.press(pane)
        check(reader)
    await reader.press("4", "enter", "j")
    check(reader)
    await reader.press("colon")
    await reader.pilot.press("x", "s", "a")
    await reader.rest()
    check(reader)
    await reader.press("escape", "p")
    check(reader)
    await reader.press("escape", "o", "y", "f", "j", "enter")
    await reader.pilot.hover(reader.browse.list_)
    check(reader)


@pytest.mark.parametrize("text", MARKUP)
async def test_markup_in_every_field_is_shown_as_it_is(browsing, coverage, text):
    records = everywhere(text)
    # A facet with a single value is not shown.
    records["quotes"][0] |= {"topics": ["another", text]}
    async with browsing(coverage(records), size=(120, 50)) as reader:
        await look_everywhere(reader)
        assert reader.app.is_running
        await reader.press("escape", "F")
        assert text in reader.lines[0]
        for pane in "23456":
            await reader.press(pane)
            assert text in reader.list
            assert text in reader.record
        await reader.press("4")
        assert text[:12] in reader.facets


async def test_a_click_on_markup_runs_nothing(browsing, coverage):
    folder = coverage(everywhere("[@click=app.quit]x[/]"))
    async with browsing(folder, pane=4, size=(120, 50)) as reader:
        for part in (reader.browse.record, reader.browse.list_, reader.browse.links):
            x, y = reader.locate("[@click", part)
            await reader.click(x + 17, y)
            assert reader.app.is_running


async def test_no_sequence_reaches_the_screen(browsing, coverage):
    text = "before " + "".join(SEQUENCES.values()) + " after"
    assert all(DANGEROUS.search(sequence) for sequence in SEQUENCES.values())
    async with browsing(coverage(everywhere(text)), size=(120, 50)) as reader:
        await look_everywhere(reader)
        await reader.press("escape", "F", "4", "z", "h")
        assert "before ␛]52;c;" in reader.list
        for part in ("before", "␛]0;HOSTILE", "␇", "�", "␈", "after"):
            assert part in reader.record


@pytest.mark.parametrize("name", LONG)
async def test_a_text_of_any_length_and_width_is_shown_within_its_part(browsing, coverage, name):
    async with browsing(coverage(everywhere(LONG[name])), size=(80, 24)) as reader:
        for pane in "134":
            await reader.press(pane)
            for strip in reader.app.screen._compositor.render_strips():
                assert strip.cell_length == 80
        assert reader.browse.list_.count == 3
        await reader.press("enter", "pagedown", "h", "f", "j", "escape")
        await reader.resize(20, 5)
        assert reader.app.is_running


async def test_a_statement_of_one_hundred_thousand_characters_can_be_read_to_its_end(
    browsing, coverage, records
):
    records["quotes"][0]["text"] = "A long statement. " * 5_555 + "THE END"
    async with browsing(coverage(records), pane=4, size=(80, 24)) as reader:
        await reader.press("j")
        assert "“A long statement." in reader.record
        text = reader.browse.record.query_one("#text")
        said = reader.browse.record.query_one("#said")
        text.scroll_to(y=said.virtual_region.bottom - 3, animate=False)
        await reader.rest()
        assert "THE END”" in reader.record
        await reader.type("end")
        assert reader.shown.endswith("/direct")


async def test_problems_with_hostile_names_are_shown_safely(browsing, coverage, tmp_path):
    folder = tmp_path / "Bo [:b] \x1b]52;c;SE9T\x07\u202e"
    folder.mkdir()
    (folder / "[@click=app.quit].json").write_text(
        '{"quotes": [{"[sic]": 1}], "[/b]": 5, "id": "\\u001b[2J", "event": {"id": "\\u202e"}}'
    )
    async with browsing(folder) as reader:
        await reader.press("p")
        check_strips(reader)
        assert "[@click=app.quit].json" in reader.screen
        for _ in range(6):
            await reader.press("j")
            check_strips(reader)
        assert "[sic]" in reader.screen or "[/b]" in reader.screen


async def test_a_hostile_query_is_answered_in_words(browsing, small):
    from textual import events

    async with browsing(small, pane=4) as reader:
        for typed in ("[sic]", "Bo [/b]", "[@click=app.quit]x[/]", "\\", "\u202e", "𠀀", "a" * 300):
            await reader.press("slash", "ctrl+u")
            reader.app.post_message(events.Paste(typed))
            await reader.rest()
            assert reader.browse.box.value == typed.replace("\u202e", "�")
            check_strips(reader)
            await reader.press("enter", "f", "escape")
            assert reader.app.is_running


async def test_the_foot_shows_a_hostile_address_as_it_is(
    browsing, coverage, monkeypatch, records, tmp_path
):
    monkeypatch.setattr("summit_tui.app.app.open_in_browser", lambda address: False)
    records["sources"][1]["url"] = "https://x.example/[/b]?q=[@click=app.quit]y"
    config = Config(clipboard=Settings(mode="file"))
    # Wide enough for the sentence beside the path of the copy, however long that is.
    shown = browsing(coverage(records), pane=4, config=config, state=tmp_path, size=(240, 30))
    async with shown as reader:
        await reader.press("o")
        await reader.until(lambda: "The source is at" in reader.screen)
        check_strips(reader)
        assert "x.example/" in reader.screen
