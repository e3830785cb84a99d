"""Records added by forms, and keys that are typed while something is written."""

import asyncio
import re

import pytest
import tomli

from summit_tui.app.screens.add_record import AddReadingScreen, AddSourceScreen, AddSpeakerScreen
from summit_tui.app.screens.add_statement import AddStatementScreen
from summit_tui.app.screens.source_text import SourceTextScreen
from summit_tui.app.view import View
from summit_tui.i18n import speak
from summit_tui.paths import BUNDLED, bundled_coverage

TEXT = (
    "LIN MEI: We will lay the cable together.\n\n"
    "ADA OKORO: Repairs should be free.\n\n"
    "LIN MEI: They will be free for islands.\n"
)
FILE = """\
[event]
id = "e"
name = "E"

[[speakers]]
id = "lin"
name = "Lin Mei"
kind = "person"

[[speakers]]
id = "okoro"
name = "Ada Okoro"

[[sources]]
id = "gazette"
title = "Cable panel"
publisher = "Harbour Gazette"
kind = "transcript"
language = "en"
text = "gazette.txt"
"""


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "c"
    path.mkdir()
    (path / "all.toml").write_text(FILE, "utf-8")
    (path / "gazette.txt").write_text(TEXT, "utf-8")
    return path


def table(folder, name):
    return [
        record
        for path in sorted(folder.glob("*.toml"))
        for record in tomli.loads(path.read_text("utf-8")).get(name, ())
    ]


async def test_keys_typed_while_a_statement_is_written_go_to_the_text(browsing, folder):
    async with browsing(folder, size=(80, 24), view=View("sources")) as reader:
        await reader.press("t")
        screen = reader.app.screen
        reader.send(*("g", "a", "enter") * 3)
        await reader.until(lambda: len(table(folder, "quotes")) == 3)
        await reader.until(lambda: reader.app.screen is screen)
        assert isinstance(screen, SourceTextScreen)
        said = [(quote["speaker"], quote["text"]) for quote in table(folder, "quotes")]
        assert said == [
            ("lin", "We will lay the cable together."),
            ("okoro", "Repairs should be free."),
            ("lin", "They will be free for islands."),
        ]
        await reader.rest()
        assert "They will be free" in reader.screen


async def test_what_a_form_has_asked_ends_with_it(browsing, folder):
    async with browsing(folder, size=(80, 24), view=View("speakers")) as reader:
        await reader.press("A")
        form = reader.app.screen
        plan = form.make_plan()
        form.dismiss(None)
        # The form is still there, what is in it is taken down first.
        assert plan.is_cancelled
        await reader.rest()


async def test_who_leaves_waits_for_no_work_that_hangs(browsing, folder):
    async with browsing(folder, size=(80, 24)) as reader:
        reader.app.hold_keys_during(reader.app.run_worker(asyncio.Event().wait))
        reader.send("j", "ctrl+q")
        await reader.until(lambda: reader.app._exit)


async def test_enter_behind_a_name_takes_who_is_found_and_nobody_who_was_offered(browsing, folder):
    async with browsing(folder, size=(80, 24), view=View("sources")) as reader:
        await reader.press("t", "v", "w", "a")
        form = reader.app.screen
        assert isinstance(form, AddStatementScreen)
        form.speaker.value = ""
        reader.send(*"oko", "enter", "f2", "tab")
        await reader.until(lambda: form.speaker.chosen == "okoro")
        await reader.press("escape")


async def test_a_speaker_is_added_by_a_form(browsing, folder):
    async with browsing(folder, size=(80, 24), view=View("speakers")) as reader:
        await reader.press("a")
        assert isinstance(reader.app.screen, AddSpeakerScreen)
        await reader.press("enter")
        assert "It cannot be written without this field." in reader.screen
        await reader.press(*"Wu Lan", "tab", *"Lan Wu; 吴岚", "tab", "1", "tab", *"Chair")
        await reader.press("tab", *"Port", "tab", "tab", "1")
        assert "check finds nothing wrong with it." in reader.screen
        await reader.press("enter")
        assert table(folder, "speakers")[-1] == {
            "id": "wu-lan",
            "name": "Wu Lan",
            "aliases": ["Lan Wu", "吴岚"],
            "kind": "person",
            "roles": [{"title": "Chair", "organization": "Port", "source": "gazette"}],
            "sources": ["gazette"],
        }
        assert reader.browse.entry.address.id == "wu-lan"
        await reader.press("u")
        assert (folder / "all.toml").read_text("utf-8") == FILE


async def test_a_source_is_added_by_a_form(browsing, folder):
    async with browsing(folder, size=(80, 24), view=View("sources")) as reader:
        await reader.press("a")
        assert isinstance(reader.app.screen, AddSourceScreen)
        await reader.press(*"Cables", "tab", *"The Port Times", "tab", *"news", "enter")
        await reader.press("tab", "tab", "tab", *"2026-05-03", "enter")
        assert table(folder, "sources")[-1] == {
            "id": "the-port-times-2026",
            "title": "Cables",
            "publisher": "The Port Times",
            "kind": "news",
            "published": "2026-05-03",
        }
        assert reader.browse.entry.address.id == "the-port-times-2026"


async def test_a_reading_is_set_by_a_form_and_must_stand_in_its_source(browsing, folder):
    async with browsing(folder, size=(80, 24), view=View("speakers")) as reader:
        await reader.press("A")
        form = reader.app.screen
        assert isinstance(form, AddReadingScreen)
        await reader.press(*"name", "enter", "tab", *"Lin May", "tab", "1")
        assert "E310 the value is not in the source" in reader.screen
        form.query_one("#value").value = "LIN MEI"
        await reader.rest()
        await reader.press("enter")
        (reading,) = table(folder, "readings")
        assert reading["field"] == "name"
        assert reading["value"] == "LIN MEI"
        assert reading["source"] == "gazette"


async def test_a_form_offers_fields_and_kinds_in_the_language_of_the_reader(browsing, folder):
    speak("zh-Hans")
    async with browsing(folder, size=(80, 24), view=View("speakers")) as reader:
        await reader.press("A")
        offered = reader.part(reader.app.screen.query_one("#offers"))
        assert not re.search("[A-Za-z]{2}", offered)
        await reader.press(*"name", "enter")
        assert reader.app.screen.query_one("#field").chosen == "name"
        await reader.press("escape", "a", "tab", "tab")
        assert "1 个人" in reader.part(reader.app.screen.query_one("#offers"))
        await reader.press("1")
        assert reader.app.screen.query_one("#kind").chosen == "person"


async def test_a_digit_stands_on_the_line_of_what_it_takes(browsing, small):
    for width in range(60, 101, 4):
        async with browsing(small, size=(width, 24), view=View("quotes")) as reader:
            await reader.press("A")
            lines = reader.part_lines(reader.app.screen.query_one("#offers"))
            assert not [line for line in lines if line.rstrip().endswith(tuple("123456789"))]


async def test_what_is_no_place_for_a_new_record_is_said(browsing, folder):
    async with browsing(folder, size=(80, 24), view=View("quotes")) as reader:
        await reader.press("a")
        assert "a adds a speaker or a source where they are listed" in reader.screen
    async with browsing(
        bundled_coverage(BUNDLED[0]), size=(80, 24), view=View("sources")
    ) as reader:
        await reader.press("a")
        assert "Not written:" in reader.screen
        assert reader.app.screen is reader.browse
