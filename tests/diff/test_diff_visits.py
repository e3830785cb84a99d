"""What is remembered of a visit: the index as it was, and no more than one for a coverage."""

import errno
import os
from copy import deepcopy

import pytest
from diff_samples import edited, open_among, summaries

from summit_tui.archive import InterruptedSearchError
from summit_tui.archive.sqlite import incremental
from summit_tui.archive.sqlite.catalog import Catalog
from summit_tui.archive.sqlite.searcher import StoreArchive
from summit_tui.diff.visits import Visit
from summit_tui.model.kinds import Address

DAY = 1_900_000_000.0


@pytest.fixture
def visit(coverage, tmp_path, monkeypatch):
    """Return a function that visits the coverage with some records, a day after the last time."""
    now = [DAY]
    monkeypatch.setattr("time.time", lambda: now[0])

    def look(records, marked=(), cache=tmp_path / "cache", state=tmp_path / "state", folder="c"):
        now[0] += 86_400
        opened = Catalog([coverage(records, folder)], cache)
        (opened.fresh() or opened.build()).close()
        return Visit(opened, state).since_last(marked)

    return look


@pytest.fixture
def kept(tmp_path):
    """Return a function that lists what is kept of visits."""
    return lambda: sorted((tmp_path / "state" / "visits").iterdir())


def test_the_first_visit_says_nothing(visit, records):
    assert visit(records) is None


def test_what_changed_since_the_last_visit_is_told_with_every_word(visit, records):
    visit(records)
    since = visit(edited(records, "quotes", "direct", text="We will lay it."))
    assert summaries(since.changes) == [("text", "quotes", "direct")]
    (field,) = since.changes[0].fields
    assert tuple(field) == ("text", "We will lay the cable together.", "We will lay it.")
    assert since.when == DAY + 86_400


def test_each_visit_looks_back_to_the_one_before(visit, records):
    visit(records)
    second = edited(records, "quotes", "direct", text="We will lay it.")
    assert visit(second) is not None
    assert visit(second) is None
    since = visit(edited(second, "speakers", "lin", name="Lin May"))
    assert summaries(since.changes) == [("text", "speakers", "lin")]
    assert since.when == DAY + 3 * 86_400


def test_visits_look_back_where_only_what_changed_was_read_anew(visit, records, kept, monkeypatch):
    monkeypatch.setattr(incremental, "_MAX_SHARE", 1)
    visit(records)
    second = edited(records, "quotes", "direct", text="We will lay it.")
    assert summaries(visit(second).changes) == [("text", "quotes", "direct")]
    assert [path.suffix for path in kept()] == [".index", ".part"]
    assert visit(second) is None
    third = edited(second, "speakers", "lin", name="Lin May")
    assert summaries(visit(third).changes) == [("text", "speakers", "lin")]
    assert visit(third) is None
    assert [path.suffix for path in kept()] == [".index", ".part"]


def test_files_that_were_written_anew_with_the_same_records_are_no_news(
    visit, records, coverage, connections
):
    visit(records)
    folder = coverage(records, "c")
    for file in folder.iterdir():
        os.utime(file, (1, 1))
    assert visit(records) is None
    assert open_among(connections) == []


def test_a_file_that_broke_since_is_named_as_it_is(visit, records, coverage, tmp_path):
    visit(records)
    opened = Catalog([coverage(records, "c")], tmp_path / "cache")
    (opened.paths[0] / "quotes.json").write_text("{", "utf-8")
    opened = Catalog(opened.paths, tmp_path / "cache")
    opened.build().close()
    changes = Visit(opened, tmp_path / "state").since_last().changes
    assert changes.counts == {"gone": 4}
    broken = f"{opened.paths[0]}/quotes.json:1: E003: "
    assert all(change.unread.startswith(broken) for change in changes)


def test_marked_records_come_first(visit, records):
    visit(records)
    after = edited(records, "quotes", "direct", text="No.")
    after = edited(after, "quotes", "later", topics=["money"])
    since = visit(after, {Address("wic-2030", "quotes", "later")})
    assert summaries(since.changes) == [("other", "quotes", "later"), ("text", "quotes", "direct")]
    assert since.changes.marked == 1


def test_a_visit_takes_no_room_of_its_own_and_is_private(visit, records, kept, tmp_path):
    visit(records)
    (seen,) = kept()
    (index,) = (tmp_path / "cache").glob("*.index")
    assert seen.samefile(index)
    assert seen.parent.stat().st_mode & 0o077 == 0
    visit(edited(records, "quotes", "direct", text="No."))
    (seen,) = kept()
    assert seen.samefile(next((tmp_path / "cache").glob("*.index")))


def test_each_coverage_has_a_visit_of_its_own(visit, records, kept):
    other = edited(records, "quotes", "direct", text="No.")
    assert [visit(records, folder="a"), visit(other, folder="b")] == [None, None]
    assert len(kept()) == 2
    assert visit(records, folder="a") is None


def test_the_coverages_that_were_opened_last_are_remembered(visit, records, kept):
    few = {"event": records["event"]}
    for number in range(23):
        visit(few, folder=f"c{number}")
    assert len(kept()) == 20
    changed = {"event": {**records["event"], "name": "X"}}
    assert visit(changed, folder="c3") is not None
    assert visit(changed, folder="c1") is None


def test_without_a_cache_nothing_is_kept(visit, records, tmp_path):
    assert visit(records, cache=None) is None
    assert visit(edited(records, "quotes", "direct", text="No."), cache=None) is None
    assert not (tmp_path / "state").exists()


def test_where_nothing_can_be_written_nothing_is_said(visit, records, tmp_path):
    (tmp_path / "state").write_text("in the way")
    assert visit(records) is None
    assert visit(edited(records, "quotes", "direct", text="No.")) is None
    assert (tmp_path / "state").read_text() == "in the way"


def test_where_a_file_has_one_name_it_is_copied(visit, records, kept, monkeypatch):
    def refuse(*_):
        raise OSError(errno.EXDEV, "cross-device link")

    monkeypatch.setattr("os.link", refuse)
    assert [visit(records), visit(records)] == [None, None]
    since = visit(edited(records, "quotes", "direct", text="No."))
    assert summaries(since.changes) == [("text", "quotes", "direct")]
    assert [path.stat().st_nlink for path in kept()] == [1]


@pytest.mark.parametrize(
    "damage", [b"", b"noise" * 9_999, b"SQLite format 3\0"], ids=["empty", "noise", "head"]
)
def test_a_kept_index_that_is_damaged_is_replaced_without_a_word(
    visit, records, kept, damage, connections
):
    visit(records)
    (seen,) = kept()
    seen.unlink()
    seen.write_bytes(damage)
    assert visit(edited(records, "quotes", "direct", text="No.")) is None
    assert open_among(connections) == []
    since = visit(records)
    assert summaries(since.changes) == [("text", "quotes", "direct")]


def test_an_index_of_another_version_is_replaced_without_a_word(visit, records, monkeypatch):
    visit(records)
    monkeypatch.setattr("summit_tui.archive.sqlite.index_file.VERSION", "0")
    after = edited(records, "quotes", "direct", text="No.")
    assert visit(after) is None


def test_names_that_nobody_gave_are_no_visits(visit, records, kept):
    visit(records)
    (seen,) = kept()
    (seen.parent / seen.name.replace(seen.name.split(".", 1)[1], "soon.index")).write_text("x")
    after = edited(records, "quotes", "direct", text="No.")
    assert summaries(visit(after).changes) == [("text", "quotes", "direct")]
    assert len(kept()) == 1


def test_a_visit_that_ended_early_is_not_remembered(visit, records, kept, monkeypatch):
    visit(records)
    before = kept()
    asked = []

    def interrupted(self, events):
        asked.append(events)
        raise InterruptedSearchError
        yield

    after = edited(records, "quotes", "direct", text="No.")
    with monkeypatch.context() as patch:
        patch.setattr(StoreArchive, "digests", interrupted)
        assert visit(after) is None
    assert (len(asked), kept()) == (1, before)
    assert visit(after) is not None


def test_a_visit_can_end_before_it_has_begun(coverage, records, tmp_path):
    opened = Catalog([coverage(records)], tmp_path / "cache")
    opened.build().close()
    Visit(opened, tmp_path / "state").since_last()
    other = deepcopy(records)
    other["quotes"].clear()
    opened = Catalog([coverage(other)], tmp_path / "cache")
    opened.build().close()
    visit = Visit(opened, tmp_path / "state")
    visit.end()
    assert visit.since_last() is None
    assert Visit(opened, tmp_path / "state").since_last() is not None
