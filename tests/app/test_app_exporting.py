"""Writing the marked records, or all hits, to a file."""

import csv
import json
import os
import shutil

import pytest
from textual.widgets import Input

from summit_tui.app.screens.copy_as import FormList


@pytest.fixture
def here(tmp_path, monkeypatch):
    """Return the folder in which the program runs."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def names(folder):
    return sorted(path.name for path in folder.iterdir())


async def choose(reader, name):
    forms = reader.app.screen.query_one(FormList)
    forms.cursor = [form.name for form in forms.forms].index(name)
    await reader.rest()


async def rename(reader, name):
    box = reader.app.screen.query_one(Input)
    box.value = str(name)
    await reader.rest()


async def test_an_export_that_is_asked_for_before_the_list_is_there_is_of_that_list(
    browsing, coverage, here
):
    async with browsing(coverage()) as reader:
        # Both in one turn of the event loop: no answer can come between.
        reader.browse.navigator.show_pane("quotes")
        await reader.app.run_action("export")
        await reader.rest()
        assert "4 quotes" in reader.screen


async def test_all_hits_are_written_to_the_file_that_is_proposed(browsing, coverage, here):
    async with browsing(coverage(), pane=4) as reader:
        await reader.type("cable")
        await reader.press("enter", "e")
        assert "2 quotes" in reader.screen
        await choose(reader, "jsonl")
        assert reader.app.screen.query_one(Input).value == "wic-2030-quotes-cable.jsonl"
        await reader.press("enter")
        assert reader.app.screen is reader.browse
        assert reader.status == "Wrote 2 records as jsonl to wic-2030-quotes-cable.jsonl"
        lines = (here / "wic-2030-quotes-cable.jsonl").read_text("utf-8").splitlines()
        assert [json.loads(line)["id"] for line in lines] == reader.hits
        assert names(here) == ["wic-2030-quotes-cable.jsonl"]


async def test_marked_records_are_written_in_the_place_of_the_hits(browsing, coverage, here):
    async with browsing(coverage(), pane=4) as reader:
        await reader.press("j", "space", "3", "space", "e")
        assert "2 records marked" in reader.screen
        await choose(reader, "csv")
        await reader.press("enter")
        with (here / "wic-2030-marked.csv").open(encoding="utf-8-sig", newline="") as file:
            assert len(list(csv.reader(file))) == 3


async def test_a_file_that_exists_is_replaced_only_when_asked_twice(browsing, coverage, here):
    (here / "wic-2030-quotes.txt").write_text("mine")
    async with browsing(coverage(), pane=4) as reader:
        await reader.press("e", "enter")
        assert "wic-2030-quotes.txt exists. Enter again replaces it" in reader.screen
        assert (here / "wic-2030-quotes.txt").read_text() == "mine"
        await reader.press("escape")
        assert (here / "wic-2030-quotes.txt").read_text() == "mine"
        await reader.press("e", "enter", "enter")
        assert "lay the cable" in (here / "wic-2030-quotes.txt").read_text("utf-8")
        assert names(here) == ["wic-2030-quotes.txt"]


async def test_consent_for_one_name_does_not_hold_for_another(browsing, coverage, here):
    (here / "a.txt").write_text("a")
    (here / "b.txt").write_text("b")
    async with browsing(coverage(), pane=4) as reader:
        await reader.press("e")
        await rename(reader, "a.txt")
        await reader.press("enter")
        await rename(reader, "b.txt")
        await reader.press("enter")
        assert "b.txt exists" in reader.screen
        assert [(here / name).read_text() for name in ("a.txt", "b.txt")] == ["a", "b"]


async def test_a_name_of_ones_own_is_typed_and_keeps_its_ending_in_step(browsing, coverage, here):
    async with browsing(coverage(), pane=4) as reader:
        await reader.press("e", "tab")
        box = reader.app.screen.query_one(Input)
        assert box.has_focus
        await reader.press("home", *"my-")
        await choose(reader, "html")
        assert box.value == "my-wic-2030-quotes.html"
        await reader.press("enter")
        assert names(here) == ["my-wic-2030-quotes.html"]


async def test_a_brief_is_grouped_as_one_likes(browsing, coverage, here):
    async with browsing(coverage(), pane=4) as reader:
        await reader.press("e")
        assert "Grouped by" not in reader.screen
        await choose(reader, "brief")
        assert "Grouped by  speaker  session  topic" in reader.screen
        await reader.press("right", "right", "enter")
        text = (here / "wic-2030-quotes-brief.md").read_text("utf-8")
        assert "# cables" in text
        assert "# Lin Mei" not in text


@pytest.mark.parametrize(
    ("name", "said"),
    [("", "A file needs a name"), ("nowhere/a.txt", "No such file"), (".", "A file needs a name")],
)
async def test_a_name_that_is_none_is_said(browsing, coverage, here, name, said):
    async with browsing(coverage(), pane=4) as reader:
        await reader.press("e")
        await rename(reader, name)
        await reader.press("enter")
        assert said in reader.screen
        assert names(here) == []


async def test_a_folder_is_not_replaced(browsing, coverage, here):
    (here / "wic-2030-quotes.txt").mkdir()
    async with browsing(coverage(), pane=4) as reader:
        await reader.press("e", "enter", "enter")
        assert reader.app.screen is not reader.browse
        assert (here / "wic-2030-quotes.txt").is_dir()
        assert names(here) == ["wic-2030-quotes.txt"]


async def test_a_form_that_cannot_hold_the_records_is_said(browsing, coverage, here, records):
    other = json.loads(json.dumps(records).replace("wic-2030", "other-2030"))
    coverage(records, folder="both/one")
    both = coverage(other, folder="both/two").parent
    async with browsing(both, pane=4) as reader:
        await reader.press("e")
        await choose(reader, "toml")
        await reader.press("enter")
        assert "Not written" in reader.screen
        assert names(here) == []


async def test_a_form_that_has_nothing_to_say_writes_no_file(browsing, coverage, here):
    async with browsing(coverage(), pane=4) as reader:
        await reader.type("budget")
        await reader.press("enter", "e")
        await choose(reader, "link")
        await reader.press("enter")
        assert "nothing to say of these records" in reader.screen
        assert names(here) == []
        await reader.press("escape", "escape", "e")
        await choose(reader, "link")
        await reader.press("enter")
        assert "Wrote 2 records as link" in reader.status
        assert "nothing to say of 2 others" in reader.status


async def test_a_long_export_says_how_far_it_is_and_can_be_stopped(
    browsing, coverage, here, records, monkeypatch
):
    quote = records["quotes"][0]
    records["quotes"] = [quote | {"id": f"q{n:04}"} for n in range(2_200)]
    async with browsing(coverage(records), pane=4) as reader:
        await reader.press("e")
        screen = reader.app.screen
        notices = []
        monkeypatch.setattr(screen, "_say", lambda words: (notices.append(words), _stop(screen)))
        await reader.press("enter")
        assert notices[0] == "Writing: 1,000 of 2,200 records · Esc stops"
        assert notices[-1] == "Stopped: no file was written."
        assert names(here) == []
        assert reader.app.screen is screen


def _stop(screen):
    if screen._job is not None:
        screen.action_leave()


async def test_where_nothing_is_found_there_is_nothing_to_export(browsing, coverage, here):
    async with browsing(coverage(), pane=4) as reader:
        await reader.type("nosuchword")
        await reader.press("escape", "e")
        assert reader.app.screen is reader.browse
        assert reader.status == "There is nothing to export."


async def test_the_export_fits_every_screen(browsing, coverage, here):
    async with browsing(coverage(), pane=4, size=(1, 1)) as reader:
        for size in ((1, 1), (20, 5), (60, 15), (80, 24), (120, 40)):
            await reader.resize(*size)
            await reader.press("e")
            await choose(reader, "text")
            await reader.press("j", "tab", "up", "k", "right", "enter")
            assert names(here) == ["wic-2030-quotes.txt"]
            assert reader.app.screen is reader.browse
            (here / "wic-2030-quotes.txt").unlink()


async def test_a_link_is_refused_at_once_and_where_it_leads_is_said(browsing, coverage, here):
    (here / "kept.csv").write_text("keep", "utf-8")
    (here / "link.csv").symlink_to("kept.csv")
    async with browsing(coverage(), pane=4) as reader:
        await reader.press("e")
        await choose(reader, "csv")
        await rename(reader, "link.csv")
        await reader.press("enter")
        assert "Not written: link.csv is a link; name the file that it leads to" in reader.screen
        assert (here / "kept.csv").read_text("utf-8") == "keep"
        assert names(here) == ["kept.csv", "link.csv"]


def long_name(here):
    return "a" * 300


def pipe(here):
    os.mkfifo(here / "pipe")
    return "pipe"


def device(here):
    return "/dev/full"


def folder(here):
    (here / "folder").mkdir()
    return "folder"


def below_a_file(here):
    (here / "file").write_text("")
    return "file/a.txt"


def vanished_folder(here):
    os.chdir(here.parent)
    shutil.rmtree(here)
    return here / "a.txt"


def home_of_nobody(here):
    return "~nobody-of-that-name/a.txt"


def nul(here):
    return "a\0b"


def endless_link(here):
    (here / "loop").symlink_to("loop")
    return "loop/a.txt"


FAULTS = [
    (long_name, "File name too long"),
    (pipe, "is not a file that can be replaced"),
    (device, "is not a file that can be replaced"),
    (folder, "is not a file that can be replaced"),
    (below_a_file, "Not a directory"),
    (home_of_nobody, "that user has no home folder"),
    (nul, "no path can have these characters"),
    (endless_link, "Too many levels of symbolic links"),
    (vanished_folder, "No such file or directory"),  # the last: it takes all others away
]


async def test_where_nothing_can_be_written_a_sentence_says_so_and_all_stays(
    browsing, coverage, here
):
    async with browsing(coverage(), pane=4) as reader:
        await reader.type("cable")
        await reader.press("enter", "space")
        for fault, why in FAULTS:
            await reader.press("e")
            dialog = reader.app.screen
            name = str(fault(here))
            before = sorted(here.iterdir()) if here.exists() else []
            await rename(reader, name)
            await reader.press("enter")
            said = reader.part(dialog.query_one("#said"))
            assert said.startswith("Not written: ")
            assert why in said
            assert reader.app.screen is dialog
            assert dialog.query_one(Input).value == name
            assert (sorted(here.iterdir()) if here.exists() else []) == before
            await reader.press("escape")
            assert reader.app.screen is reader.browse
            assert (reader.browse.box.value, reader.pane) == ("cable", "quotes")
            assert "1 marked" in reader.screen


async def test_a_small_screen_shows_the_beginning_of_what_is_written(browsing, coverage, here):
    async with browsing(coverage(), pane=4, size=(60, 15)) as reader:
        await reader.press("e")
        await reader.until(lambda: "The budget for repairs" in reader.screen)
        preview = reader.app.screen.query_one("#preview")
        assert preview.size.height >= 5
