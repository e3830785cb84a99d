"""Keys that come in one burst, as a slow line brings them: each does what it does by itself."""

import asyncio
from threading import Event

import pytest
import tomli
from textual import events

from summit_tui.app import queries
from summit_tui.app.archive_worker import UnansweredError
from summit_tui.app.screens.add_statement import AddStatementScreen
from summit_tui.app.screens.source_text import SourceTextScreen
from summit_tui.app.view import View
from summit_tui.archive import InterruptedSearchError
from summit_tui.authoring import judgement

TEXT = (
    "The panel met. All agreed on cables.\n\n"
    "LIN MEI: We will lay the cable together.\n\n"
    "ADA OKORO: Repairs should be free.\n\n"
    "LIN MEI: They will be free for islands.\n"
)
FILE = """\
[event]
id = "e"
name = "E"

[[sessions]]
id = "panel"
title = "Panel on cables"

[[speakers]]
id = "lin"
name = "Lin Mei"
names = { zh-Hans = "林梅" }
kind = "person"

[[speakers]]
id = "okoro"
name = "Ada Okoro"

[[speakers]]
id = "okafor"
name = "Ada Okafor"

[[sources]]
id = "gazette"
title = "Cable panel"
publisher = "Harbour Gazette"
kind = "transcript"
language = "en"
text = "gazette.txt"
"""

STORIES = {
    "statement": (
        "sources",
        (*"tv", ")", "a", *"okor", "enter", "tab", *"They met.", "tab", *"chair"),
        ("tab", *"pan", "enter", "tab", *"2026-05-03", "tab", *"cables, ga", "enter"),
    ),
    "by digits": ("sources", (*"tvw", "a", *"ada", "2", "tab", *"The 2 met.", "enter")),
    "new name": ("sources", (*"tvww", "a", *"Bo Ek 3", "enter", "tab", *"They met.", "enter")),
    "proposals": ("sources", ("t", *("g", "a", "f2", "enter") * 3)),
    "changed": ("sources", (*"tga", "enter", "A", "tab", "tab", *"chair", "enter")),
    "undone": ("sources", (*"tga", "enter", *"uga", "enter", "t", "A", *"name", "enter", "escape")),
    "speaker": (
        "speakers",
        ("a", *"Wu Lan", "tab", *"Lan Wu; 吴岚", "tab", "1", "tab", *"Chair 2", "tab", *"Port"),
        ("tab", "tab", "1", "enter"),
    ),
    "source": (
        "sources",
        ("a", *"G20 cables", "tab", *"The Port Times", "tab", *"news", "enter", "tab", "tab"),
        ("tab", *"2026-05-03", "enter"),
    ),
    "reading": (
        "speakers",
        ("A", *"name", "enter", "tab", *"LIN MEI", "tab", "1", "enter"),
        ("j", "A", *"name", "enter", "tab", *"ADA OKORO", "tab", *"cab", "enter", "enter"),
    ),
}


@pytest.fixture
def open_folder(browsing, tmp_path):
    """Return a function that makes a folder of this name, and opens it at a pane."""

    def start(name, pane):
        folder = tmp_path / name / "c"
        folder.mkdir(parents=True)
        (folder / "all.toml").write_text(FILE, "utf-8")
        (folder / "gazette.txt").write_text(TEXT, "utf-8")
        return folder, browsing(folder, size=(80, 24), view=View(pane))

    return start


def written(folder):
    return {path.name: path.read_text("utf-8") for path in folder.glob("*.toml")}


@pytest.mark.parametrize("story", STORIES)
async def test_a_burst_of_keys_writes_what_the_same_keys_write_one_by_one(open_folder, story):
    pane, *parts = STORIES[story]
    keys = [key for part in parts for key in part]
    slowly, opened = open_folder("slowly", pane)
    async with opened as reader:
        await reader.press(*keys)
        screen = reader.screen
    at_once, opened = open_folder("at-once", pane)
    async with opened as reader:
        reader.send(*keys)
        await reader.rest()
        assert reader.screen == screen
    assert written(slowly) == written(at_once)
    assert written(slowly) != {"all.toml": FILE}


async def test_every_box_of_a_form_has_what_was_typed_into_it_in_one_burst(open_folder):
    folder, opened = open_folder("c", "sources")
    async with opened as reader:
        reader.send(*(key for part in STORIES["statement"][1:] for key in part))
        await reader.rest()
        assert isinstance(reader.app.screen, SourceTextScreen)
    (quote,) = tomli.loads((folder / "quotes.toml").read_text("utf-8"))["quotes"]
    assert quote == {
        "id": "okoro-they-met",
        "speaker": "okoro",
        "text": "They met.",
        "mode": "paraphrase",
        "role": "chair",
        "session": "panel",
        "date": "2026-05-03",
        "topics": ["cables", "ga"],
        "source": "gazette",
        "excerpt": {"exact": "The panel met."},
    }


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        ("6t", "The panel met."),
        ("6A", "What a source prints of Cable panel"),
        ("6a", "Add a source"),
    ],
)
async def test_a_key_behind_that_of_a_pane_means_what_the_pane_lists(
    open_folder, monkeypatch, keys, shown
):
    result_page, may_answer = queries.result_page, Event()

    def late_page(archive, view, node):
        assert view.pane != "sources" or may_answer.wait(10)
        return result_page(archive, view, node)

    monkeypatch.setattr(queries, "result_page", late_page)
    _, opened = open_folder("c", "speakers")
    async with opened as reader:
        reader.send(*keys)
        for _ in range(20):
            await reader.pilot.pause()
        may_answer.set()
        await reader.rest()
        assert shown in reader.screen


async def test_a_digit_behind_letters_takes_whom_they_find_though_others_are_still_shown(
    open_folder,
):
    _, opened = open_folder("c", "sources")
    async with opened as reader:
        reader.send(*"tvw", "a", *"okor", "1")
        await reader.rest()
        assert reader.app.screen.speaker.chosen == "okoro"


async def test_what_is_pasted_behind_the_key_of_a_form_goes_into_the_form(open_folder):
    _, opened = open_folder("c", "speakers")
    async with opened as reader:
        reader.send("a")
        reader.app.post_message(events.Paste("Wu Lan"))
        reader.send("tab", *"Lan")
        await reader.rest()
        form = reader.app.screen
        assert [form.query_one(id).value for id in ("#name", "#aliases")] == ["Wu Lan", "Lan"]


async def test_keys_wait_for_work_and_are_heard_in_their_order_once_it_ends(open_folder):
    _, opened = open_folder("c", "speakers")
    async with opened as reader:
        gate = asyncio.Event()
        reader.app.hold_keys_during(reader.app.run_worker(gate.wait))
        reader.send("a", *"Wu")
        await reader.pilot.pause()
        assert reader.app.screen is reader.browse
        gate.set()
        reader.send(*" Lan")
        await reader.rest()
        assert reader.app.screen.query_one("#name").value == "Wu Lan"


@pytest.fixture
def plan(monkeypatch):
    """Return a stand-in for the planning of a record, which does something first."""

    class Plan:
        first = staticmethod(lambda: None)

    def plan_record(*args):
        Plan.first()
        return planned(*args)

    planned = judgement.plan_record
    monkeypatch.setattr(judgement, "plan_record", plan_record)
    return Plan


async def test_enter_writes_though_the_files_are_read_again_while_it_is_worked_out(
    open_folder, plan
):
    folder, opened = open_folder("c", "sources")
    async with opened as reader:
        await reader.press(*"tga")
        assert isinstance(reader.app.screen, AddStatementScreen)
        app, before = reader.app, reader.app.archive_worker.archive
        changed = Event()

        def read_again():
            if app.archive_worker.archive is before:
                app.call_from_thread(app.loader.reread)
                assert changed.wait(10)
                raise InterruptedSearchError

        # Only now: the form has planned once already.
        plan.first = staticmethod(read_again)
        (folder / "all.toml").write_text(FILE + "\n# theirs\n", "utf-8")
        app.archive_worker.changed, show = changed.set, app.archive_worker.changed
        reader.send("enter")
        await reader.until(lambda: (folder / "quotes.toml").exists())
        app.archive_worker.changed = show
        await reader.rest()
        assert isinstance(reader.app.screen, SourceTextScreen)


async def test_enter_says_why_nothing_is_written_where_the_archive_gives_no_answer(
    open_folder, plan
):
    folder, opened = open_folder("c", "sources")
    async with opened as reader:
        await reader.press(*"tga")

        def give_up():
            raise UnansweredError

        plan.first = staticmethod(give_up)
        await reader.press("enter")
        assert "Not written: the archive gave no answer. Enter tries again." in reader.screen
        plan.first = staticmethod(lambda: None)
        await reader.press("enter")
        assert isinstance(reader.app.screen, SourceTextScreen)
        assert (folder / "quotes.toml").exists()
