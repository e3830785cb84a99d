"""What the screen does where the server of an archive is silent for a while."""

from types import SimpleNamespace

import pytest

from summit_tui.app import queries, server_watch
from summit_tui.app.app import SummitApp
from summit_tui.app.archive_worker import ArchiveWorker
from summit_tui.app.record_controller import RecordController
from summit_tui.app.view import History, View
from summit_tui.archive import (
    DeniedError,
    Entry,
    Page,
    SupersededError,
    TooSlowError,
    Total,
    UnreachableError,
)
from summit_tui.archive.query.tree import And
from summit_tui.model.kinds import Address


@pytest.fixture
def failing(monkeypatch):
    """Return the errors that a search raises, and that it no longer raises once taken out."""
    from summit_tui.archive.sqlite.searcher import StoreArchive

    errors = []
    for name in ("search", "resolve"):
        ask = getattr(StoreArchive, name)

        def fail(self, *arguments, ask=ask, **options):
            if errors:
                raise errors[0]
            return ask(self, *arguments, **options)

        monkeypatch.setattr(StoreArchive, name, fail)
    monkeypatch.setattr(server_watch, "_PAUSES", (0.01,))
    return errors


def unreachable(kind=UnreachableError):
    error = kind("db/summits does not answer: Connection refused")
    error.archive = "db/summits"
    return error


async def test_the_list_stays_and_the_answer_comes_when_the_server_is_back(coverage, failing):
    said = []
    app = SummitApp([coverage()])
    async with app.run_test(size=(80, 24)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.press("4", "slash")
        await app.workers.wait_for_complete()
        shown = app.browse.search.query.view
        app.loader._display.report = said.append
        failing.append(unreachable())
        await pilot.press("c", "a", "b")
        while not said:
            await pilot.pause()
        assert app.browse.search.query.view == shown
        await pilot.press("down")
        entry = app.browse.entry
        while app.browse.records.shown.address != entry.address:
            await pilot.pause(0.01)
        failing.clear()
        while "db/summits answers again." not in said:
            await pilot.pause(0.01)
        while app.browse.search.query.view.query != "cab":
            await pilot.pause(0.01)
        assert said[0] == "db/summits does not answer · again in 1 s · r now"


@pytest.mark.parametrize("kind", [DeniedError, SupersededError, TooSlowError])
async def test_a_refusal_is_said_once_and_a_newer_version_is_opened(coverage, failing, kind):
    said, opened = [], []
    app = SummitApp([coverage()])
    async with app.run_test(size=(80, 24)) as pilot:
        await app.workers.wait_for_complete()
        app.loader._display.report = said.append
        app.loader._reread = lambda **_: opened.append(kind)
        failing.append(unreachable(kind))
        await pilot.press("slash", "c")
        while not said + opened:
            await pilot.pause()
        failing.clear()
        assert bool(opened) == (kind is SupersededError)
        assert said == ([] if opened else [f"{unreachable()} · r tries again"])


async def test_each_key_that_meets_silence_says_when_the_server_is_asked_again():
    said, worker = [], SimpleNamespace()
    display = SimpleNamespace(run=lambda *_: None, report=said.append)
    server_watch.ServerWatch(worker, display, lambda: None)
    for _ in range(2):
        worker.unreachable(unreachable())
    assert said == ["db/summits does not answer · again in 2 s · r now"] * 2


def test_where_the_archive_is_far_a_key_asks_for_hits_alone_and_what_refers_to_one_comes_next():
    entry = Entry(Address("e", "quotes", "q"), None, {}, "", 1, {})
    page = Page([entry], Total(1, exact=True), 0)
    far = SimpleNamespace(
        is_far=True, search=lambda *_, whole: page
    )  # and nothing else can be asked
    _, _, record = queries.result_page(far, View(pane="quotes"), And())
    later = []
    display = SimpleNamespace(
        after_paint=later.append, show_record=lambda *_: None, cancel=lambda _: None
    )
    RecordController(ArchiveWorker(), History(View()), display).show(record, ())
    assert [each.args for each in later] == [(entry,)]
