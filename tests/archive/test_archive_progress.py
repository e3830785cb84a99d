"""The making of an index is told in figures and can be stopped at any moment."""

import sqlite3
from contextlib import closing

import pytest

from summit_tui.archive.progress import Pace, Progress, StoppedError, progress_bar, stoppable
from summit_tui.archive.sqlite.catalog import Catalog, open_archive
from summit_tui.archive.sqlite.indexer import build


class Clock:
    """A clock that is set by hand."""

    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


@pytest.mark.parametrize(
    ("seconds", "made", "share", "words"),
    [
        (0, Progress("reading", 0, 0, 0), 0, "0 of 0 files · 0 records"),
        (0, Progress("reading", 0, 9, 0), 0, "0 of 9 files · 0 records"),
        (2, Progress("reading", 0, 9, 4_321), 0, "0 of 9 files · 4,321 records · 2,200 a second"),
        (
            5,
            Progress("reading", 40, 100, 200_000),
            0.16,
            "40 of 100 files · 200,000 records · 40,000 a second · 26 s left",
        ),
        (
            60,
            Progress("reading", 40, 100, 2),
            0.16,
            "40 of 100 files · 2 records · 0 a second · 5 min left",
        ),
    ],
)
def test_files_records_rate_and_time_left_are_told(seconds, made, share, words):
    clock = Clock()
    pace = Pace(clock)
    clock.now += seconds
    pace.update(made)
    assert pace.share == pytest.approx(share)
    assert pace.describe() == words
    assert pace.seconds == seconds


def test_the_rate_is_that_of_the_present_step_and_the_share_never_falls():
    clock = Clock()
    pace = Pace(clock)
    shares = []
    for second, made in enumerate(
        [
            Progress("reading", 1, 2, 500),
            Progress("reading", 2, 2, 1_000),
            Progress("naming", 0, 300, 1_000),
            Progress("naming", 150, 300, 1_000),
            Progress("indexing", 0, 1_000, 1_000),
            Progress("indexing", 100, 1_000, 1_000),
            Progress("indexing", 1_000, 1_000, 1_000),
            Progress("finishing", 1, 4, 1_000),
            Progress("finishing", 4, 4, 1_000),
        ],
        1,
    ):
        clock.now = 100.0 + second
        pace.update(made)
        shares.append(pace.share)
        if made.done == 100:
            assert pace.describe() == "100 of 1,000 records searchable · 100 a second · 5 s left"
        if made == Progress("finishing", 1, 4, 1_000):
            assert pace.describe() == "1 of 4 last steps · 2 s left"
    assert shares == sorted(shares)
    assert shares[-1] == 1


def test_how_long_the_files_were_listed_says_nothing_of_what_is_left():
    clock = Clock()
    pace = Pace(clock)
    clock.now += 30
    pace.update(Progress("listing", 12_000, 0, 0))
    assert (pace.share, pace.describe(), pace.is_listing) == (0, "12,000 files found", True)
    pace.update(Progress("reading", 0, 100, 0))
    clock.now += 4
    pace.update(Progress("reading", 50, 100, 0))
    assert (pace.describe(), pace.is_listing) == ("50 of 100 files · 0 records · 16 s left", False)
    assert pace.seconds == 34


@pytest.mark.parametrize("moment", range(5))
def test_the_listing_of_files_is_told_and_stopped(coverage, tmp_path, monkeypatch, moment):
    monkeypatch.setattr("summit_tui.readers.files._INTERVAL", 1)
    folder, progress = coverage(), []
    (folder / "notes.txt").touch()
    (folder / "more.toml").touch()

    def report(made):
        progress.append(made)
        if len(progress) > moment:
            raise StoppedError

    with pytest.raises(StoppedError):
        open_archive([folder], tmp_path / "cache", report)
    # The folder itself, files of records, and one that is none.
    counts = [0, 1, 2, 3, 3]
    assert progress == [Progress("listing", number, 0, 0) for number in counts[: moment + 1]]
    assert not (tmp_path / "cache").exists()


@pytest.mark.parametrize("share", [0, 1e-9, 0.3, 0.5, 1])
@pytest.mark.parametrize("width", [0, 1, 7, 60])
def test_a_bar_is_never_wider_than_its_room(share, width):
    assert len(progress_bar(share, width)) <= max(1, width)
    assert bool(progress_bar(share, 7)) == bool(share)


class Stop(BaseException):
    """What a report raises, which may be anything."""


def execute(connection, report, statement):
    with stoppable(connection, report) as hear:
        hear(Progress("indexing", 1, 2, 3))
        connection.execute(statement)


def test_a_long_statement_is_stopped_and_what_stopped_it_comes_out():
    reports = []

    def report(made):
        reports.append(made)
        if len(reports) > 3:
            raise Stop

    endless = (
        "WITH RECURSIVE n(x) AS (VALUES(1) UNION ALL SELECT x + 1 FROM n) SELECT sum(x) FROM n"
    )
    with closing(sqlite3.connect(":memory:")) as connection:
        with pytest.raises(Stop):
            execute(connection, report, endless)
        assert reports == [Progress("indexing", 1, 2, 3)] * 4
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_what_goes_wrong_by_itself_is_no_stop():
    with closing(sqlite3.connect(":memory:")) as connection, pytest.raises(sqlite3.Error):
        execute(connection, None, "no SQL")


@pytest.mark.parametrize("reason", [StoppedError, KeyboardInterrupt])
@pytest.mark.parametrize("moment", range(8))
def test_a_build_stopped_at_any_report_leaves_nothing_behind(
    coverage, tmp_path, monkeypatch, moment, reason
):
    monkeypatch.setattr("summit_tui.archive.progress._INSTRUCTIONS", 500)
    folder, cache, heard = coverage(), tmp_path / "cache", 0
    open_archive([folder], tmp_path / "other", lambda _: None).close()

    def report(made):
        nonlocal heard
        heard += 1
        if heard > moment:
            raise reason

    with pytest.raises(reason):
        open_archive([folder], cache, report)
    assert list(cache.iterdir()) == []
    assert heard == moment + 1
    assert Catalog([folder], cache).fresh() is None
    archive = open_archive([folder], cache)
    assert archive.info().counts["quotes"] == 4
    archive.close()


def test_a_stop_between_two_reports_is_heard(coverage, monkeypatch):
    monkeypatch.setattr("summit_tui.archive.progress._INSTRUCTIONS", 1)
    real, inside = build.index, []

    def index(target, *rest):
        real(target, *rest)
        inside.append("done")
        target.execute("SELECT count(*) FROM document, document, document").fetchall()
        inside.append("never")

    def report(made):
        if inside:
            raise StoppedError

    monkeypatch.setattr(build, "index", index)
    with pytest.raises(StoppedError):
        open_archive([coverage()], None, report)
    assert inside == ["done"]
