"""While the files are read the screen lives: how far that has come, and how it is stopped."""

import json
import threading
from types import SimpleNamespace

import pytest

from summit_tui.app import archive_worker, held_keys
from summit_tui.app.archive_worker import ArchiveWorker, BuildJob
from summit_tui.app.screens.status import BrowseStatus
from summit_tui.archive.progress import Pace, Progress, StoppedError
from summit_tui.archive.sqlite.catalog import Catalog
from summit_tui.model.kinds import Address

HALF = Progress("reading", 2, 4, 1_000)


@pytest.fixture
def slow(monkeypatch):
    """Hold every reading of files until a test lets it go on; the screen is told at once."""
    monkeypatch.setattr(archive_worker, "_PATIENCE", 0)
    go, real = threading.Event(), Catalog.build

    def indexed(coverage, report):
        while not go.wait(0.001):
            report(HALF)
        return real(coverage, report)

    monkeypatch.setattr(Catalog, "build", indexed)
    monkeypatch.setattr(Catalog, "is_small", False)
    yield go
    go.set()


@pytest.fixture
def opening(browsing, tmp_path):
    """Return a context in which the files are still to be read."""
    return lambda *paths, **settings: browsing(
        *paths, **{"while_reading": True, "cache": tmp_path / "cache"} | settings
    )


@pytest.mark.parametrize("size", [(100, 24), (40, 10), (1, 1)])
async def test_a_bar_stands_where_the_records_will_be(slow, opening, small, size):
    async with opening(small, size=size) as reader:
        await reader.until(lambda: reader.app.query("ProgressView"))
        if size[0] == 100:
            await reader.until(lambda: "20%" in reader.screen)
            assert "2 of 4 files · 1,000 records" in reader.screen
            assert "Esc stops, q leaves." in reader.screen
        slow.set()
        await reader.rest()
        assert reader.browse.search.info.counts["quotes"] == 4
        assert not reader.app.query("ProgressView")
        assert reader.browse.body.display
        assert reader.browse.overview.has_focus


async def test_who_types_a_query_meanwhile_goes_on_typing_it(slow, opening, small):
    async with opening(small) as reader:
        await reader.until(lambda: reader.app.query("ProgressView"))
        await reader.pilot.press("slash", "t")
        slow.set()
        await reader.rest()
        assert not reader.app.query("ProgressView")
        await reader.press("h", "e")
        assert reader.browse.box.value == "the"
        assert reader.browse.view.query == "the"
        assert reader.browse.view.pane == "quotes"


async def test_what_is_typed_meanwhile_waits_for_the_record_that_it_means(slow, opening, small):
    async with opening(small) as reader:
        await reader.until(lambda: reader.app.query("ProgressView"))
        reader.send("6", "A")
        for _ in range(20):
            await reader.pilot.pause()
        assert "no record here" not in reader.screen
        slow.set()
        await reader.rest()
        assert "What a source prints of" in reader.screen


async def test_escape_stops_the_reading_that_other_keys_wait_for(slow, opening, small, monkeypatch):
    monkeypatch.setattr(held_keys, "_PATIENCE", 0)
    async with opening(small) as reader:
        await reader.until(lambda: reader.app.query("ProgressView"))
        reader.send("6", "t", "t")
        for _ in range(20):
            await reader.pilot.pause()
        reader.send("escape")
        await reader.until(lambda: "no record here" in reader.screen)
        await reader.rest()
        assert reader.app.screen is reader.browse


@pytest.fixture
def listing(monkeypatch):
    """Hold every listing of files after the first until a test lets it go on."""
    monkeypatch.setattr(archive_worker, "_PATIENCE", 0)
    monkeypatch.setattr("summit_tui.app.loader._PATIENCE", -1)
    monkeypatch.setattr("summit_tui.readers.files._INTERVAL", 1)
    go, real = threading.Event(), Catalog.list_files

    def listed(coverage, report):
        def hear(made):
            report(made)
            while not go.wait(0.001):
                report(made._replace(done=7_000))

        real(
            coverage, hear if threading.current_thread() is not threading.main_thread() else report
        )

    monkeypatch.setattr(Catalog, "list_files", listed)
    yield go
    go.set()


async def test_files_that_take_long_to_list_are_counted_and_the_listing_is_stopped(
    listing, opening, small
):
    async with opening(small) as reader:
        await reader.until(lambda: "7,000 files found" in reader.screen)
        await reader.pilot.press("escape")
        await reader.until(lambda: "r reads them" in reader.screen)
        listing.set()
        await reader.pilot.press("r")
        await reader.rest()
        assert reader.browse.search.info.counts["quotes"] == 4
        assert not reader.app.query("ProgressView")


async def test_a_known_coverage_is_browsed_while_its_files_are_listed(listing, opening, small):
    listing.set()
    async with opening(small) as reader:
        await reader.rest()
    listing.clear()
    async with opening(small, pane=4) as reader:
        await reader.until(lambda: "looking for changes … 7,000 files found" in reader.screen)
        assert len(reader.hits) == 4
        listing.set()
        await reader.rest()
        assert "looking for" not in reader.screen
        listing.clear()
        await reader.pilot.press("r")
        await reader.until(lambda: "looking for changes … 7,000 files found" in reader.screen)
        listing.set()
        await reader.rest()
        assert reader.status == "Nothing has changed."


@pytest.mark.parametrize(("key", "said"), [("e", "nothing to export"), ("y", "nothing to copy")])
async def test_marks_of_what_is_not_read_yet_are_neither_copied_nor_written(
    slow, opening, small, key, said
):
    async with opening(small) as reader:
        await reader.until(lambda: reader.app.query("ProgressView"))
        reader.app.archive_worker.bookmarks.mark([Address("e", "quotes", "q")])
        await reader.pilot.press(key)
        await reader.until(lambda: said in reader.screen)


async def test_escape_stops_the_first_reading_and_r_begins_again(slow, opening, small):
    async with opening(small) as reader:
        await reader.until(lambda: reader.app.query("ProgressView"))
        await reader.press("escape")
        assert not reader.app.query("ProgressView")
        assert reader.app.archive_worker.archive is None
        assert "r reads them" in reader.status
        slow.set()
        await reader.press("r")
        assert reader.browse.search.info.counts["quotes"] == 4


async def test_a_report_that_comes_while_the_app_is_left_disturbs_nothing(
    slow, opening, small, monkeypatch
):
    shown, show = [], BrowseStatus.show_pace
    monkeypatch.setattr(BrowseStatus, "show_pace", lambda *said: shown.append(show(*said)))
    async with opening(small) as reader:
        await reader.until(lambda: reader.app.query("ProgressView"))
        await reader.app.query("ProgressView").remove()
        shown.clear()
        await reader.until(lambda: shown)


async def test_q_leaves_while_the_files_are_read(slow, opening, small, tmp_path):
    async with opening(small) as reader:
        await reader.until(lambda: reader.app.query("ProgressView"))
        reading = reader.app.archive_worker.job
        await reader.pilot.press("q")
    with pytest.raises(StoppedError):
        reading.report(HALF)
    assert list(tmp_path.rglob("*.tmp")) == []


async def test_a_second_reading_stops_the_first(slow, opening, small):
    async with opening(small) as reader:
        await reader.until(lambda: reader.app.query("ProgressView"))
        first = reader.app.archive_worker.job
        await reader.pilot.press("r")
        await reader.until(lambda: reader.app.archive_worker.job not in (None, first))
        with pytest.raises(StoppedError):
            first.report(HALF)
        slow.set()
        await reader.rest()
        assert reader.browse.search.info.counts["quotes"] == 4


async def test_an_older_index_is_browsed_while_the_changes_are_read(slow, opening, coverage):
    folder = coverage()
    slow.set()
    async with opening(folder) as reader:
        await reader.rest()
        await reader.press("4", "j")
        (folder / "quotes.json").write_text('{"quotes": []}', "utf-8")
        slow.clear()
        await reader.pilot.press("r")
        await reader.until(lambda: "older index · reading changes … 20%" in reader.screen)
        await reader.pilot.press("slash", *"repairs")
        await reader.until(lambda: reader.browse.view.query == "repairs")
        await reader.pilot.press("escape", "escape")
        await reader.until(lambda: reader.browse.view.query == "")
        assert reader.app.archive_worker.job is not None
        slow.set()
        await reader.rest()
        assert reader.browse.search.info.counts["quotes"] == 0
        assert "older" not in reader.screen


async def test_the_newest_records_are_browsed_while_all_are_read(
    slow, opening, coverage, monkeypatch
):
    folder = coverage()
    monkeypatch.setattr("summit_tui.archive.sqlite.indexer.glimpse._WORTH", 0)
    async with opening(folder, pane=4) as reader:
        await reader.until(lambda: "newest records so far · reading on … 20%" in reader.screen)
        assert reader.hits == ["later", "direct", "partial", "paraphrase"]
        await reader.pilot.press("j", "e")
        await reader.until(lambda: "an export would leave records out" in reader.screen)
        await reader.until(lambda: reader.shown == "wic-2030/quotes/direct")
        assert reader.app.archive_worker.has_glimpse
        slow.set()
        await reader.rest()
        assert reader.shown == "wic-2030/quotes/direct"
        assert "so far" not in reader.screen
        assert not reader.app.archive_worker.has_glimpse


@pytest.mark.parametrize("keys", ["", "r", "rr"])
async def test_a_start_shows_the_older_index_until_the_changes_are_read(
    slow, opening, coverage, keys
):
    folder = coverage()
    slow.set()
    async with opening(folder) as reader:
        await reader.rest()
    more = {"id": "new", "speaker": "lin", "text": "New repairs.", "mode": "direct"}
    file = folder / "more.json"
    file.write_text(json.dumps({"quotes": [more | {"source": "wire", "date": "2031"}]}), "utf-8")
    slow.clear()
    async with opening(folder, pane=4) as reader:
        assert reader.hits == ["later", "direct", "partial", "paraphrase"]
        await reader.until(lambda: "older index · reading changes … 20%" in reader.screen)
        await reader.pilot.press("j", *keys)
        await reader.until(lambda: reader.shown == "wic-2030/quotes/direct")
        assert "Nothing has changed" not in reader.screen
        slow.set()
        await reader.rest()
        assert reader.hits == ["new", "later", "direct", "partial", "paraphrase"]
        assert reader.shown == "wic-2030/quotes/direct"
        assert "older" not in reader.screen
        await reader.press("r")
        assert reader.status == "Nothing has changed."


def test_the_screen_is_told_ten_times_a_second_and_not_at_once():
    times = iter([0.0, 0.1, 0.3, 0.35, 0.41, 0.5, 0.52])
    seconds = []
    job = BuildJob(lambda pace: seconds.append(pace.seconds), lambda: next(times))
    for _ in range(6):
        job.report(HALF)
    assert seconds == [0.3, 0.41, 0.52]
    job.stop()
    with pytest.raises(StoppedError):
        job.report(HALF)


class Left:
    """A screen that Textual has emptied because the app is being left."""

    app = SimpleNamespace(is_running=True)

    def query(self, _):
        return ()


def test_progress_that_comes_when_the_screen_is_gone_is_not_shown():
    status = BrowseStatus(Left(), ArchiveWorker(), None, 0)
    status.show_pace(Pace())
    status.hide_pace()
    status.say("The end.")
