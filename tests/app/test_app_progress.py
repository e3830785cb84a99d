"""While the files are read the screen lives: how far that has come, and how it is stopped."""

import threading
from contextlib import asynccontextmanager

import pytest

from summit_tui.app import making
from summit_tui.app.app import SummitApp
from summit_tui.app.making import Making
from summit_tui.archive.opening import Coverage
from summit_tui.archive.progress import Progress, StoppedError

HALF = Progress("reading", 2, 4, 1_000)


@pytest.fixture
def slow(monkeypatch):
    """Hold every reading of files until a test lets it go on; the screen is told at once."""
    monkeypatch.setattr(making, "_PATIENCE", 0)
    go, real = threading.Event(), Coverage.indexed

    def indexed(coverage, report):
        while not go.wait(0.001):
            report(HALF)
        return real(coverage, report)

    monkeypatch.setattr(Coverage, "indexed", indexed)
    yield go
    go.set()


@asynccontextmanager
async def opening(*paths, size=(100, 24), **settings):
    app = SummitApp(paths, **settings)
    async with app.run_test(size=size) as pilot:
        yield app, pilot
        while running := [one for one in app.workers if not one.is_finished]:
            await app.workers.wait_for_complete(running)
            await pilot.pause()
    assert app._exception is None


def shown(app):
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


async def until(pilot, condition):
    for _ in range(2_000):
        if condition():
            return
        await pilot.pause(0.005)
    raise AssertionError(shown(pilot.app))


@pytest.mark.parametrize("size", [(100, 24), (40, 10), (1, 1)])
async def test_a_bar_stands_where_the_records_will_be(slow, small, size):
    async with opening(small, size=size) as (app, pilot):
        await until(pilot, lambda: app.query("ProgressView"))
        if size[0] == 100:
            await until(pilot, lambda: "12%" in shown(app))
            assert "2 of 4 files · 1,000 records" in shown(app)
            assert "Esc stops, q leaves." in shown(app)
        slow.set()
        await until(pilot, lambda: app.browse.info.counts["quotes"])
        await until(pilot, lambda: not app.query("ProgressView"))
        assert app.browse.parts.display
        assert app.browse.overview.has_focus


async def test_escape_stops_the_first_reading_and_r_begins_again(slow, small, tmp_path):
    async with opening(small, cache=tmp_path / "cache") as (app, pilot):
        await until(pilot, lambda: app.query("ProgressView"))
        await pilot.press("escape")
        await until(pilot, lambda: not app.query("ProgressView"))
        assert app.desk.archive is None
        assert "r reads them" in app.browse.status.words
        slow.set()
        await pilot.press("r")
        await until(pilot, lambda: app.browse.info.counts["quotes"])


async def test_q_leaves_while_the_files_are_read(slow, small, tmp_path):
    async with opening(small, cache=tmp_path / "cache") as (app, pilot):
        await until(pilot, lambda: app.query("ProgressView"))
        reading = app.desk.making
        await pilot.press("q")
        await until(pilot, lambda: not app.is_running)
    with pytest.raises(StoppedError):
        reading.report(HALF)
    assert list(tmp_path.rglob("*.tmp")) == []


async def test_a_second_reading_stops_the_first(slow, small):
    async with opening(small) as (app, pilot):
        await until(pilot, lambda: app.query("ProgressView"))
        first = app.desk.making
        await pilot.press("r")
        await until(pilot, lambda: app.desk.making not in (None, first))
        with pytest.raises(StoppedError):
            first.report(HALF)
        slow.set()
        await until(pilot, lambda: app.browse.info.counts["quotes"])


async def test_an_older_index_is_browsed_while_the_changes_are_read(slow, coverage, tmp_path):
    folder, cache = coverage(), tmp_path / "cache"
    slow.set()
    async with opening(folder, cache=cache) as (app, pilot):
        await until(pilot, lambda: app.browse.info.counts["quotes"])
        await pilot.press("4", "j")
        (folder / "quotes.json").write_text('{"quotes": []}', "utf-8")
        slow.clear()
        await pilot.press("r")
        await until(pilot, lambda: "older index · reading changes … 12%" in shown(app))
        await pilot.press("slash", *"repairs", "escape", "escape")
        assert app.browse.view.query == ""
        assert app.desk.making is not None
        slow.set()
        await until(pilot, lambda: not app.browse.info.counts["quotes"])
        await until(pilot, lambda: "older" not in shown(app))


def test_the_screen_is_told_ten_times_a_second_and_not_at_once():
    times = iter([0.0, 0.1, 0.3, 0.35, 0.41, 0.5, 0.52])
    told = []
    one = Making(lambda pace: told.append(pace.seconds), lambda: next(times))
    for _ in range(6):
        one.report(HALF)
    assert told == [0.3, 0.41, 0.52]
    one.stop()
    with pytest.raises(StoppedError):
        one.report(HALF)
