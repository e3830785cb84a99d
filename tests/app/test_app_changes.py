"""What changed since the last visit is said after the first picture, and listed with every word."""

import json

import pytest

from summit_tui.bookmarks import Bookmarks
from summit_tui.model.kinds import Address


@pytest.fixture
def revisited(browsing, coverage, records, tmp_path):
    """Return a context in which a reader comes back to a coverage whose records were edited."""
    settings = {"cache": tmp_path / "cache", "state": tmp_path / "state"}

    def come_back(edit, **more):
        edit(records)
        return browsing(coverage(records), pane=4, **settings, **more)

    async def start():
        async with browsing(coverage(records), **settings) as reader:
            assert "changed" not in reader.status
        return come_back

    return start


def edit(records):
    quotes = {record["id"]: record for record in records["quotes"]}
    quotes["direct"]["text"] = "We will lay the cable alone."
    quotes["partial"]["role"] = "Engineer"
    records["quotes"].remove(quotes["later"])


async def test_what_changed_is_said_once_and_listed_the_gravest_first(revisited):
    come_back = await revisited()
    async with come_back(edit) as reader:
        assert reader.status.startswith("3 changed since ")
        assert reader.status.endswith(" · C shows them")
        await reader.press("C")
        assert "3 changed since" in reader.screen
        shown = reader.part_lines(reader.app.screen.list_)
        rows = [line.strip("▌ ").split()[0] for line in shown[:9:3]]
        assert rows == ["text", "capacity", "gone"]
        assert "We will lay the cable together alone." in reader.screen
        await reader.press("escape")
        assert "changed" not in reader.status
        await reader.press("C", "down")
        assert "role: Engineer" in reader.screen


async def test_enter_goes_to_the_record_unless_it_is_gone(revisited):
    come_back = await revisited()
    async with come_back(edit) as reader:
        await reader.press("C", "G", "enter")
        assert "The record is gone" in reader.screen
        assert "The budget for repairs would double." in reader.screen
        assert reader.app.screen is not reader.browse
        await reader.press("up", "enter")
        assert reader.app.screen is reader.browse
        assert reader.shown == "wic-2030/quotes/partial"


async def test_marked_records_are_counted_and_come_first(revisited, tmp_path):
    come_back = await revisited()
    Bookmarks(tmp_path / "state").mark([Address("wic-2030", "quotes", "later")])
    async with come_back(edit) as reader:
        assert "3 changed since" in reader.status
        assert "(1 marked)" in reader.status
        await reader.press("C")
        assert "wic-2030/quotes/later" in reader.screen
        assert "+ gone" in reader.screen


async def test_reading_the_files_again_says_what_changed_meanwhile(revisited, tmp_path):
    come_back = await revisited()
    async with come_back(lambda records: None) as reader:
        await reader.press("C")
        assert reader.status == "Nothing is known to have changed since the last visit."
        file = tmp_path / "coverage" / "speakers.json"
        speakers = json.loads(file.read_text("utf-8"))
        speakers["speakers"][0]["name"] = "Lin May"
        speakers["speakers"][1]["name"] = "A. Okoro"
        file.write_text(json.dumps(speakers), "utf-8")
        await reader.press("r")
        assert reader.status.startswith("Read again. · 2 changed since ")
        assert reader.status.endswith(" · C shows them")
        await reader.press("C")
        shown = reader.app.last_visit.change_set
        speakers["speakers"][1]["name"] = "B. Okoro"
        file.write_text(json.dumps(speakers), "utf-8")
        await reader.app.run_action("app.reread")
        await reader.until(lambda: reader.app.last_visit.change_set is not shown)
        await reader.press("down")
        assert "A. Okoro" in reader.screen


async def test_without_a_folder_for_it_nothing_is_said(browsing, coverage, records, tmp_path):
    for settings in ({"state": None}, {"cache": None, "state": tmp_path / "state"}):
        for quotes in (records["quotes"], []):
            folder = coverage({**records, "quotes": quotes})
            async with browsing(folder, **settings) as reader:
                assert "changed" not in reader.status
                await reader.press("C")
                assert reader.app.screen is reader.browse


async def test_the_list_fits_every_screen(revisited):
    come_back = await revisited()
    async with come_back(edit, size=(20, 5)) as reader:
        for size in ((20, 5), (60, 15), (200, 60)):
            await reader.resize(*size)
            await reader.press("C", "down", "down", "up", "home")
            assert "text" in reader.screen
            await reader.press("q")
            assert reader.app.screen is reader.browse
