"""With --watch the screen follows the files without a key."""

import asyncio
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from summit_tui.app import loader
from summit_tui.app.loader import watched_folders
from summit_tui.archive.progress import Progress
from summit_tui.archive.sqlite.catalog import Catalog
from summit_tui.cli.group import cli
from summit_tui.readers import encoding


@pytest.fixture
def followed(browsing, monkeypatch, tmp_path):
    """Return a context in which an app follows its files, and tells at once."""
    monkeypatch.setattr(loader, "_DEBOUNCE", 50)
    monkeypatch.setattr(loader, "_STEP", 10)
    monkeypatch.setattr(loader, "_EVERY", 200)
    # It follows for ever: the screen never comes to rest.
    return lambda *paths: browsing(
        *paths, watch=True, while_reading=True, pane=4, cache=tmp_path / "cache"
    )


def add(file, id):
    """Put a file with one more statement in the place of a file, as editors do."""
    data = json.loads(file.read_text("utf-8"))
    data["quotes"].append(data["quotes"][0] | {"id": id})
    new = file.with_suffix(".new")
    new.write_text(json.dumps(data), "utf-8")
    new.replace(file)


@pytest.mark.parametrize("opened", ["folder", "file"])
async def test_a_change_is_shown_and_the_place_stays(followed, coverage, opened):
    folder = coverage()
    paths = [folder] if opened == "folder" else [folder / "event.json", folder / "quotes.json"]
    async with followed(*paths) as reader:
        await reader.until(lambda: reader.browse.search.info.counts["quotes"] == 4)
        await reader.until(lambda: reader.browse.list_.count == 4)
        await reader.pilot.press("slash", *"repairs", "enter")
        await reader.until(lambda: reader.browse.list_.has_focus)
        await reader.pilot.press("j")
        await reader.until(lambda: reader.shown == "wic-2030/quotes/partial")
        add(folder / "quotes.json", "one-more")
        await reader.until(lambda: reader.browse.search.info.counts["quotes"] == 5)
        await reader.until(lambda: reader.shown == "wic-2030/quotes/partial")
        assert reader.browse.view.query == "repairs"
        add(folder / "quotes.json", "and-one-more")
        await reader.until(lambda: reader.browse.search.info.counts["quotes"] == 6)


async def test_what_is_no_coverage_changes_nothing_and_nothing_is_said(followed, coverage):
    folder = coverage()
    async with followed(folder) as reader:
        await reader.until(lambda: reader.browse.search.info.counts["quotes"] == 4)
        await reader.until(lambda: reader.browse.list_.count == 4)
        before = reader.app.archive_worker.archive
        (folder / "notes.txt").write_text("mine")
        (folder / "deeper").mkdir()
        (folder / "deeper" / "more.json").write_text('{"quotes": []}', "utf-8")
        await reader.until(lambda: reader.app.archive_worker.archive is not before)
        assert "Nothing has changed" not in reader.screen


async def test_what_cannot_be_watched_is_said_and_browsed(followed, small, monkeypatch):
    async def refused(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(loader, "follow", refused)
    async with followed(small) as reader:
        await reader.until(lambda: reader.browse.search.info.counts["quotes"] == 4)
        await reader.rest()
        assert reader.app.is_running


async def test_following_neither_disturbs_a_reading_nor_begins_one_that_was_stopped(
    followed, small, monkeypatch
):
    go, begun, looked = asyncio.Event(), [], []

    def indexed(coverage, report):
        begun.append(coverage)
        while True:
            report(Progress("reading", 0, 1, 0))

    async def follow(coverage, changed):
        for _ in range(2):
            await changed()
        looked.append("while it is read")
        await go.wait()
        await changed()
        looked.append("after it was stopped")

    monkeypatch.setattr(Catalog, "build", indexed)
    monkeypatch.setattr(Catalog, "is_small", False)
    monkeypatch.setattr(loader, "follow", follow)
    async with followed(small) as reader:
        await reader.until(lambda: looked)
        assert len(begun) == 1
        assert reader.app.archive_worker.job is not None
        await reader.pilot.press("escape")
        await reader.until(lambda: reader.app.archive_worker.job is None)
        go.set()
        await reader.until(lambda: len(looked) == 2)
        assert len(begun) == 1
        assert reader.app.archive_worker.archive is None


def test_the_folders_of_files_are_watched_up_to_the_one_that_was_opened(tmp_path, monkeypatch):
    for name in ("a/b/c/x.json", "a/empty/notes.txt", "d/y.json", "e/z.json"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("{}")
    opened = [tmp_path / "a", tmp_path / "d" / "y.json", tmp_path / "e" / "gone.json"]
    inside = [tmp_path / "a" / "b", tmp_path / "a" / "b" / "c"]
    expected = [tmp_path / "a", *inside, tmp_path / "d", tmp_path / "e"]
    assert watched_folders(Catalog(opened, None)) == expected
    monkeypatch.chdir(tmp_path / "d")
    assert watched_folders(Catalog([Path("y.json")], None)) == [tmp_path / "d"]
    monkeypatch.chdir(tmp_path / "a")
    assert watched_folders(Catalog([Path()], None)) == [tmp_path / "a", *inside]


def test_no_link_is_watched_that_leads_out_of_the_folder(tmp_path):
    for name in ("a/x.json", "out/y.json"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("{}")
    (tmp_path / "a" / "out").symlink_to(tmp_path / "out")
    (tmp_path / "a" / ".hidden").symlink_to(tmp_path / "out")
    assert watched_folders(Catalog([tmp_path / "a"], None)) == [tmp_path / "a"]


async def test_a_folder_that_is_new_is_watched_like_the_others(followed, coverage):
    folder = coverage()
    async with followed(folder) as reader:
        await reader.until(lambda: reader.browse.search.info.counts["quotes"] == 4)
        (folder / "deeper").mkdir()
        quote = {"id": "new", "speaker": "lin", "text": "One.", "mode": "direct", "source": "wire"}
        own = folder / "deeper" / "more.json"
        own.write_text(json.dumps({"quotes": [quote]}), "utf-8")
        await reader.until(lambda: reader.browse.search.info.counts["quotes"] == 5)
        add(own, "newer")
        await reader.until(lambda: reader.browse.search.info.counts["quotes"] == 6)


def test_without_the_package_the_remedy_is_said(monkeypatch, small):
    monkeypatch.setattr(loader, "find_spec", lambda name: None)
    result = CliRunner().invoke(cli, ["--watch", str(small)])
    assert (result.exit_code, result.stdout) == (2, "")
    assert "pip install 'summit-tui[watch]'" in result.stderr


async def test_a_file_that_may_be_read_now_is_read_without_a_key(followed, coverage, monkeypatch):
    folder, closed = coverage(), [True]
    own = folder / "quotes.json"

    def opened(path, *buffer):
        if closed and path == str(own):
            raise PermissionError(13, "Permission denied")
        return before(path, *buffer)

    before, reads = encoding.open_regular, []
    monkeypatch.setattr(encoding, "open_regular", opened)
    monkeypatch.setattr(loader.os, "access", lambda path, mode: reads.append(path) or not closed)
    async with followed(folder) as reader:
        await reader.until(lambda: len(reads) > 3)
        assert reader.browse.search.info.counts["quotes"] == 0
        unchanged = reader.app.archive_worker.archive
        await reader.until(lambda: len(reads) > 6)
        assert reader.app.archive_worker.archive is unchanged
        closed.clear()
        await reader.until(lambda: reader.browse.search.info.counts["quotes"] == 4)
