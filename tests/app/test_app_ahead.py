"""Rows fetched before they are in sight, which nobody else waits for."""

import asyncio
from threading import Event

import pytest

from summit_tui.app.archive_worker import AHEAD, ArchiveWorker
from summit_tui.archive import PAGE, InterruptedSearchError


class Slow:
    """An archive of which an answer takes until it is interrupted."""

    def __init__(self):
        self.asked, self.stopped = Event(), Event()
        self.interrupts = 0

    def interrupt(self):
        self.interrupts += 1
        self.stopped.set()

    def close(self):
        self.stopped.set()

    def answer(self):
        self.asked.set()
        assert self.stopped.wait(10)
        raise InterruptedSearchError


async def test_what_is_asked_in_advance_makes_way():
    desk, archive = ArchiveWorker(), Slow()
    desk.archive = archive
    ahead = asyncio.ensure_future(desk.ask(AHEAD, lambda hits: hits.answer()))
    await asyncio.to_thread(archive.asked.wait, 10)
    assert await desk.ask("record", lambda _: 1) == 1
    with pytest.raises(InterruptedSearchError):
        await ahead
    assert archive.interrupts == 1
    desk.close()


async def test_what_is_asked_in_advance_stops_nothing_that_is_waited_for():
    desk, archive = ArchiveWorker(), Slow()
    desk.archive = archive
    begun, go_on = Event(), Event()
    first = asyncio.ensure_future(desk.ask("hits", lambda _: begun.set() or go_on.wait(10)))
    await asyncio.to_thread(begun.wait, 10)
    ahead = asyncio.ensure_future(desk.ask(AHEAD, lambda _: 2))
    await asyncio.sleep(0)
    third = asyncio.ensure_future(desk.ask("record", lambda _: 3))
    await asyncio.sleep(0)
    go_on.set()
    assert (await first, await third) == (True, 3)
    with pytest.raises(InterruptedSearchError):
        await ahead
    assert archive.interrupts == 0
    desk.close()


async def test_no_query_overtakes_what_a_key_is_to_do_with_records():
    desk, archive = ArchiveWorker(), Slow()
    desk.archive = archive
    begun, go_on = Event(), Event()
    first = asyncio.ensure_future(desk.ask("marked", lambda _: begun.set() or go_on.wait(10)))
    await asyncio.to_thread(begun.wait, 10)
    second = asyncio.ensure_future(desk.ask("range", lambda _: 2))
    third = asyncio.ensure_future(desk.ask("hits", lambda _: 3))
    await asyncio.sleep(0)
    desk.overtake()
    go_on.set()
    assert (await first, await second) == (True, 2)
    with pytest.raises(InterruptedSearchError):
        await third
    assert archive.interrupts == 0
    desk.close()


async def test_another_archive_overtakes_everything():
    desk, archive = ArchiveWorker(), Slow()
    desk.archive = archive
    copied = asyncio.ensure_future(desk.ask("marked", lambda hits: hits.answer()))
    await asyncio.to_thread(archive.asked.wait, 10)
    desk.change(Slow())
    with pytest.raises(InterruptedSearchError):
        await copied
    desk.close()


async def test_what_matters_with_any_archive_is_asked_of_the_one_that_comes_next():
    desk, archive = ArchiveWorker(), Slow()
    desk.archive = archive
    asked = []

    def question(present):
        asked.append(present)
        return present.answer() if present is archive else 1

    plan = asyncio.ensure_future(desk.ask_any("plan", question))
    await asyncio.to_thread(archive.asked.wait, 10)
    following = Slow()
    desk.change(following)
    assert await plan == 1
    assert asked == [archive, following]
    desk.close()


async def test_what_matters_with_any_archive_is_dropped_for_a_newer_question_of_its_topic():
    desk, archive = ArchiveWorker(), Slow()
    desk.archive = archive
    begun, go_on = Event(), Event()
    first = asyncio.ensure_future(desk.ask("hits", lambda _: begun.set() or go_on.wait(10)))
    await asyncio.to_thread(begun.wait, 10)
    second = asyncio.ensure_future(desk.ask_any("plan", lambda _: 2))
    await asyncio.sleep(0)
    third = asyncio.ensure_future(desk.ask_any("plan", lambda _: 3))
    await asyncio.sleep(0)
    go_on.set()
    assert (await first, await third) == (True, 3)
    with pytest.raises(InterruptedSearchError):
        await second
    desk.close()


@pytest.fixture
def long(coverage):
    """Return a coverage of more statements than a page of the list holds."""
    source = {"id": "s", "title": "Paper", "url": "https://example.org", "published": "2030-01-02"}
    speaker = {"id": "x", "name": "X"}
    quote = {"speaker": "x", "source": "s", "mode": "paraphrase"}
    quotes = [quote | {"id": f"q{n:04}", "text": f"Statement {n}"} for n in range(10 * PAGE)]
    return coverage(
        {"event": {"id": "e", "name": "E"}, "speakers": [speaker], "sources": [source]}
        | {"quotes": quotes}
    )


async def test_the_next_rows_are_there_before_one_comes_to_them(browsing, long):
    async with browsing(long, pane=4, size=(120, 40)) as reader:
        rows = reader.browse.list_
        for _ in range(20):
            await reader.press("pagedown")
            bottom = min(rows.count, rows.cursor + rows.size.height // rows.row_height) - 1
            assert rows.entry(bottom) is not None
        await reader.press("G")
        for _ in range(20):
            await reader.press("pageup")
            top = max(0, rows.cursor - rows.size.height // rows.row_height + 1)
            assert rows.entry(top) is not None


async def test_the_next_screenful_is_drawn_before_it_comes_into_sight(browsing, long):
    async with browsing(long, pane=4, size=(120, 40)) as reader:
        rows = reader.browse.list_
        await reader.press("pagedown", "pagedown")
        drawn = {row for row, _, highlighted in rows._row_cache if not highlighted}
        height = rows.size.height // rows.row_height
        assert drawn >= set(range(rows.cursor + 1, rows.cursor + height))
        for _ in range(40):
            await reader.press("pagedown")
        assert len(rows._row_cache) <= 200


async def test_only_a_few_pages_are_kept_and_the_one_in_sight_is_among_them(browsing, long):
    async with browsing(long, pane=4, size=(120, 40)) as reader:
        rows = reader.browse.list_
        for _ in range(3):
            await reader.press(*["pagedown"] * 50, "g")
            assert len(rows._pages) <= 12
            assert rows.entry(rows.cursor) is not None
