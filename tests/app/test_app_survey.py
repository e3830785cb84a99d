"""Doubts from the texts of sources, found in the background while nobody presses keys."""

import asyncio
from contextlib import closing

from test_app_passage import GAZETTE

from summit_tui.app.archive_worker import ArchiveWorker, UnansweredError
from summit_tui.app.survey import Survey
from summit_tui.archive.openers import open_store
from summit_tui.lint.findings import FILE
from summit_tui.model.kinds import Address


class Display:
    """A screen at which nobody sits: what is to be done later is done when asked."""

    def __init__(self, sight=()):
        self.sight = sight
        self.due = []
        self.shown = 0

    def run(self, task, group):
        self.due.append(task)

    def later(self, seconds, call):
        self.due.append(call)

    def quiet_since(self):
        return 0.0

    def in_sight(self):
        return self.sight

    def show_doubts(self):
        self.shown += 1


def surveyed(folder, texts, cache, clicks=None):
    """Return the doubts that a survey of a folder finds, by the ids of statements."""

    async def survey():
        worker = ArchiveWorker(texts)
        worker.archive = open_store([folder], None).build()
        display = Display()
        with closing(Survey(worker, display, cache)) as begun, closing(worker):
            begun.begin([folder])
            steps = 0
            while display.due:
                step = display.due.pop(0)()
                if asyncio.iscoroutine(step):
                    await step
                    steps += 1
            if clicks is not None:
                clicks.append(steps)
            return {address.id: tuple(codes) for address, codes in worker.text_doubts.items()}

    return asyncio.run(survey())


def renamed(quoted, role="Envoy for Fisheries"):
    for quote in quoted["quotes"]:
        if quote["id"] == "partial":
            quote["role"] = role
    return quoted


def test_a_survey_finds_what_the_texts_leave_doubtful_and_keeps_it(
    coverage, quoted, texts, tmp_path
):
    folder, with_texts = coverage(renamed(quoted)), texts(gazette=GAZETTE)
    doubts = surveyed(folder, with_texts, tmp_path / "cache")
    assert "W410" in doubts["partial"]
    kept = tmp_path / "cache" / FILE
    assert kept.stat().st_mode & 0o077 == 0
    before = kept.read_bytes()
    assert surveyed(folder, with_texts, tmp_path / "cache") == doubts
    assert kept.read_bytes() == before


def test_another_text_is_surveyed_anew(coverage, quoted, texts, tmp_path):
    folder = coverage(renamed(quoted))
    surveyed(folder, texts(gazette=GAZETTE), tmp_path / "cache")
    printed = GAZETTE + "\nThe Envoy for Fisheries was there."
    doubts = surveyed(folder, texts(gazette=printed), tmp_path / "cache")
    assert "W410" not in doubts.get("partial", ())


def test_a_damaged_file_is_begun_anew(coverage, quoted, texts, tmp_path):
    folder, with_texts = coverage(renamed(quoted)), texts(gazette=GAZETTE)
    cache = tmp_path / "cache"
    doubts = surveyed(folder, with_texts, cache)
    (cache / FILE).write_bytes(b"no database at all" * 100)
    assert surveyed(folder, with_texts, cache) == doubts


def test_nothing_is_done_for_a_folder_without_texts(coverage, quoted, tmp_path):
    steps = []
    assert surveyed(coverage(quoted), None, tmp_path / "cache", steps) == {}
    assert steps == [1]


def test_what_nobody_answers_is_not_asked_again_and_again(coverage, quoted, texts, monkeypatch):
    asked = []

    async def unanswered(_, topic, question):
        asked.append(topic)
        assert len(asked) < 9
        raise UnansweredError

    monkeypatch.setattr(ArchiveWorker, "ask", unanswered)
    assert surveyed(coverage(renamed(quoted)), texts(gazette=GAZETTE), None) == {}
    assert asked


def test_words_that_the_text_does_not_have_are_doubtful(coverage, quoted, texts):
    by_id = {quote["id"]: quote for quote in quoted["quotes"]}
    by_id["direct"] |= {"text": "We will lay every cable.", "language": "en"}
    by_id["partial"]["text"] = 'There should be no "closed islands".'
    doubts = surveyed(coverage(quoted), texts(gazette=GAZETTE), None)
    assert "E301" in doubts["missing"]
    assert "E303" in doubts["direct"]
    assert "E304" in doubts["partial"]


def test_what_is_in_sight_is_examined_at_once_when_it_was_changed(coverage, quoted, texts):
    async def survey():
        worker = ArchiveWorker(texts(gazette=GAZETTE))
        statements = {quote["id"]: quote for quote in quoted["quotes"]}
        role = statements["partial"].get("role")
        found, display = [], Display()
        with closing(Survey(worker, display, None)) as begun, closing(worker):
            for written in ("Envoy for Fisheries", role, "Envoy for Fisheries"):
                statements["partial"]["role"] = written
                folder = coverage(quoted)
                worker.change(open_store([folder], None).build())
                entry = worker.archive.get(Address("wic-2030", "quotes", "partial"))
                display.sight, display.due = [entry], []
                begun.begin([folder])
                first, display.due = display.due.pop(0), []
                step = first()  # the first time it is a timer, then the work itself
                is_at_once = asyncio.iscoroutine(step)
                await (step if is_at_once else display.due.pop(0)())
                is_doubtful = "W410" in worker.text_doubts.get(entry.address, ())
                found.append((is_at_once, is_doubtful))
        return found

    assert asyncio.run(survey()) == [(False, True), (True, False), (True, True)]


async def test_a_statement_is_marked_once_it_is_found_doubtful(browsing, coverage, quoted, texts):
    folder = coverage(renamed(quoted))
    async with browsing(folder, pane=4, texts=texts(gazette=GAZETTE)) as reader:
        row = reader.hits.index("partial")
        await reader.until(lambda: reader.browse.list_.marker(row) == "?")
        await reader.until(lambda: "2 doubtful so far" in reader.status)
        entry = reader.browse.list_.entry(row)
        (copied,) = reader.app.archive_worker.with_doubts([entry])
        assert "W410" in copied.text_doubts
