"""Files that change while they are shown, and what is wrong with them."""

import asyncio
import json
import os
from pathlib import Path
from threading import Event
from types import SimpleNamespace

import pytest

from summit_tui.app.archive_worker import open_in_thread


def change(folder, kind, edit):
    """Edit the records of one kind; the file's date moves on for certain."""
    file = folder / f"{kind}.json"
    data = json.loads(file.read_text("utf-8"))
    edit(data[kind])
    file.write_text(json.dumps(data), "utf-8")
    moved = file.stat().st_mtime_ns + 1_000_000_000
    os.utime(file, ns=(moved, moved))


async def test_an_archive_is_closed_where_whoever_waits_for_it_is_cancelled():
    begun, may_end, closed = asyncio.Event(), Event(), asyncio.Event()
    loop = asyncio.get_running_loop()

    def opened():
        loop.call_soon_threadsafe(begun.set)
        may_end.wait(20)
        return SimpleNamespace(close=closed.set)

    waiting = asyncio.create_task(open_in_thread(opened))
    await begun.wait()
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    may_end.set()
    await asyncio.wait_for(closed.wait(), 20)


async def test_r_shows_what_has_changed_and_keeps_the_place(browsing, coverage, tmp_path):
    folder = coverage()
    async with browsing(folder, pane=4, cache=tmp_path / "cache") as reader:
        await reader.type("repairs")
        await reader.press("enter", "j")
        assert reader.shown == "wic-2030/quotes/partial"
        new = {
            "id": "new",
            "speaker": "lin",
            "text": "Repairs come first.",
            "mode": "direct",
            "source": "wire",
            "date": "2030-09-01",
        }
        change(folder, "quotes", lambda quotes: quotes.append(new))
        await reader.press("r")
        assert reader.hits == ["new", "later", "partial"]
        assert reader.shown == "wic-2030/quotes/partial"
        assert reader.browse.list_.cursor == 2
        assert reader.browse.list_.has_focus
        assert reader.browse.view.query == "repairs"
        assert reader.status == "Read again."
        await reader.press("escape")
        assert reader.status == ""
        assert "4 Quotes 5" in reader.panes


async def test_r_says_when_nothing_has_changed(browsing, coverage, tmp_path):
    async with browsing(coverage(), pane=4, cache=tmp_path / "cache") as reader:
        await reader.press("r")
        assert reader.status == "Nothing has changed."


async def test_a_record_that_is_gone_makes_room_for_another(browsing, coverage):
    folder = coverage()
    async with browsing(folder, pane=4) as reader:
        await reader.press("G")
        gone = reader.shown.split("/")[-1]
        change(
            folder,
            "quotes",
            lambda quotes: quotes.remove(next(record for record in quotes if record["id"] == gone)),
        )
        await reader.press("r")
        assert gone not in reader.hits
        assert reader.shown.split("/")[-1] in reader.hits


async def test_new_problems_are_counted_and_shown_after_r(browsing, coverage):
    folder = coverage()
    async with browsing(folder, pane=4) as reader:
        await reader.press("p")
        assert "No problems" in reader.screen
        await reader.press("escape")
        change(folder, "quotes", lambda quotes: quotes[0].update(mode="shouted"))
        await reader.press("r", "j")
        assert "direct" not in reader.hits
        assert reader.status == "1 problem · p shows it"
        await reader.press("p")
        assert "1 problem" in reader.screen
        assert "quotes.json:1" in reader.screen
        assert "mode" in reader.screen


@pytest.mark.parametrize("kept", [True, False])
async def test_r_reads_a_file_that_could_not_be_read_though_it_has_not_changed(
    browsing, coverage, tmp_path, monkeypatch, kept
):
    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as refusing:
        refusing.setattr("summit_tui.readers.encoding.open_regular", refuse)
        cache = tmp_path / "cache" if kept else None
        async with browsing(coverage(), pane=4, cache=cache) as reader:
            assert reader.hits == []
            assert "problems" in reader.status
            refusing.undo()
            await reader.press("r")
            assert len(reader.hits) == 4
            assert reader.status == "Read again."
            await reader.press("r")
            assert reader.status == "Nothing has changed."


async def test_every_problem_can_be_read_in_full(browsing, coverage, records):
    records["quotes"][0]["mode"] = "shouted"
    records["speakers"][0]["naem"] = "Lin"
    async with browsing(coverage(records)) as reader:
        assert reader.status == "2 problems · p shows them"
        await reader.press("p")
        first = reader.app.screen.query_one("#whole").visual
        await reader.press("j")
        assert reader.app.screen.query_one("#whole").visual != first
        assert "naem" in reader.screen
        await reader.press("j", "q")
        assert reader.app.screen is reader.browse
        assert reader.app.is_running


async def test_a_folder_that_vanishes_is_a_problem_and_no_end(browsing, coverage):
    folder = coverage()
    async with browsing(folder, pane=4) as reader:
        for file in folder.iterdir():
            file.unlink()
        folder.rmdir()
        await reader.press("r")
        assert reader.app.is_running
        assert reader.hits == []
        await reader.press("p")
        assert "does not exist" in reader.screen


async def test_r_while_the_files_are_read_still_shows_them(browsing, coverage, monkeypatch):
    from summit_tui.app.app import SummitApp

    monkeypatch.setattr("summit_tui.archive.sqlite.catalog._SMALL", -1)
    app = SummitApp([coverage()])
    async with app.run_test(size=(120, 30)) as pilot:
        app.action_reread()
        while not app.browse.search.info.counts["quotes"]:
            assert any(not worker.is_finished for worker in app.workers), "nothing is read any more"
            await pilot.pause()
        assert app.browse.search.info.counts["quotes"] == 4


async def test_the_second_start_opens_the_index_at_once(browsing, coverage, tmp_path):
    folder, cache = coverage(), tmp_path / "cache"
    async with browsing(folder, cache=cache):
        pass
    from summit_tui.app.app import SummitApp

    app = SummitApp([folder], cache=cache)
    assert app.archive_worker.archive is not None
    app.archive_worker.close()


async def test_a_small_coverage_is_there_in_the_first_picture(coverage, tmp_path):
    from summit_tui.app.app import SummitApp

    app = SummitApp([coverage()], cache=tmp_path / "cache")
    assert app.archive_worker.archive is not None
    app.archive_worker.close()


async def test_a_relative_path_outlives_the_folder_it_starts_from(
    browsing, coverage, tmp_path, monkeypatch
):
    (tmp_path / "gone").mkdir()
    coverage()
    monkeypatch.chdir(tmp_path / "gone")
    async with browsing(Path("../coverage")) as reader:
        (tmp_path / "gone").rmdir()
        await reader.press("r")
        assert "cannot be read again" in reader.status
        assert "Lin Mei" in reader.screen
