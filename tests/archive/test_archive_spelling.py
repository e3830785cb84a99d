"""A coverage has one index and one last visit, however the path to it is written."""

import json
from contextlib import closing
from pathlib import Path

import pytest

from summit_tui.archive import Search
from summit_tui.archive.query.tree import And
from summit_tui.archive.sqlite.catalog import Catalog, open_archive
from summit_tui.archive.sqlite.indexer import stage
from summit_tui.archive.sqlite.roots import Roots
from summit_tui.diff.visits import Visit


@pytest.fixture
def folder(coverage, tmp_path, monkeypatch):
    """Return a folder `tmp_path/home/coverage` with two problems, its parent the current one."""
    folder = coverage(folder="home/coverage")
    (folder / "x").mkdir()
    (folder / "x" / "twin.json").write_text((folder / "quotes.json").read_text("utf-8"), "utf-8")
    (folder / "broken.json").write_text("{", "utf-8")
    (tmp_path / "link").symlink_to(tmp_path / "home")
    monkeypatch.chdir(tmp_path / "home")
    return folder


@pytest.fixture
def read(monkeypatch):
    """Return the names of the files that were read."""
    names, original = [], stage.read_file

    def noted(file):
        names.append(file.path.name)
        return original(file)

    monkeypatch.setattr(stage, "read_file", noted)
    return names


SPELLINGS = {
    "relative": (".", "coverage"),
    "absolute": (".", "{root}/home/coverage"),
    "trailing slash": (".", "coverage/"),
    "with points": (".", "./coverage/../coverage/."),
    "through a linked parent": (".", "{root}/link/coverage"),
    "from within": ("coverage", "."),
    "from deeper": ("coverage/x", ".."),
}
"""From where it is opened, and as what."""


@pytest.mark.parametrize(("current", "spelling"), SPELLINGS.values(), ids=SPELLINGS)
def test_a_folder_spelled_otherwise_uses_the_same_index(
    folder, tmp_path, read, monkeypatch, current, spelling
):
    cache = tmp_path / "cache"
    open_archive([Path("coverage")], cache).close()
    read.clear()
    monkeypatch.chdir(current)
    path = Path(spelling.format(root=tmp_path))
    with closing(open_archive([path], cache)) as archive:
        assert (read, len(list(cache.iterdir()))) == ([], 1)
        shown = "" if str(path) == "." else f"{path}/"
        entry = archive.search(Search(And(), "quotes")).hits[0]
        assert entry.path == f"{shown}quotes.json"
        assert f"{shown}x/twin.json" in archive.info().paths
        broken, *twins = archive.info().problems
        assert broken.path == f"{shown}broken.json"
        assert {problem.path for problem in twins} == {f"{shown}x/twin.json"}
        assert all(
            f"already taken in {shown}quotes.json:1;" in problem.message for problem in twins
        )


def test_a_file_spelled_otherwise_uses_the_same_index(folder, tmp_path, read, monkeypatch):
    cache = tmp_path / "cache"
    with closing(open_archive([folder / "quotes.json"], cache)) as archive:
        assert archive.info().paths == [str(folder / "quotes.json")]
        assert archive.info().problems[0].path == str(folder)
    read.clear()
    monkeypatch.chdir(folder)
    with closing(open_archive([Path("quotes.json")], cache)) as archive:
        assert (read, archive.info().paths) == ([], ["quotes.json"])
        assert [problem.path for problem in archive.info().problems] == ["."]


def test_what_changed_is_added_to_the_index_of_another_spelling(tmp_path, monkeypatch, read):
    monkeypatch.chdir(tmp_path)
    for name, padding in {"a": 0, "b": 9_999}.items():
        (tmp_path / "c" / name).mkdir(parents=True)
        text = json.dumps({"event": {"id": name, "name": "x" * (padding + 1)}})
        (tmp_path / "c" / name / "e.json").write_text(text, "utf-8")
    cache = tmp_path / "cache"
    open_archive([Path("c")], cache).close()
    (tmp_path / "c" / "a" / "e.json").write_text('{"event": {"id": "a", "name": "A"}', "utf-8")
    read.clear()
    for path in (tmp_path / "c", Path("c"), Path("./d/../c")):
        with closing(open_archive([path], cache)) as archive:
            assert archive.info().paths == [f"{path}/a/e.json", f"{path}/b/e.json"]
            assert archive.info().problems[0].path == f"{path}/a/e.json"
    assert read == ["e.json"]
    assert sorted(path.suffix for path in cache.iterdir()) == [".index", ".part"]


def test_a_folder_spelled_otherwise_has_the_same_last_visit(folder, tmp_path):
    cache, state = tmp_path / "cache", tmp_path / "state"

    def visit(path):
        coverage = Catalog([Path(path)], cache)
        (coverage.fresh() or coverage.build()).close()
        return Visit(coverage, state).since_last()

    assert visit("coverage") is None
    text = (folder / "quotes.json").read_text("utf-8")
    (folder / "quotes.json").write_text(text.replace("cable ", "wire "), "utf-8")
    with closing(visit(folder).changes) as changes:
        assert [str(change.address) for change in changes] == ["wic-2030/quotes/direct"]
    assert visit("./coverage") is None


def test_a_missing_path_is_told_as_it_was_spelled(folder, tmp_path):
    with closing(open_archive([Path("coverage/nowhere")], tmp_path / "cache")) as archive:
        assert [problem.path for problem in archive.info().problems] == ["coverage/nowhere"]


def test_a_folder_that_is_a_link_keeps_its_own_name(coverage, quote, tmp_path):
    folder = coverage({"quotes": [quote("q")]}, folder="talks-2025")
    (tmp_path / "current").symlink_to(folder)
    with closing(open_archive([tmp_path / "current"], None)) as archive:
        assert [event.id for event in archive.info().events] == ["current"]


@pytest.mark.parametrize("text", ["\x1f9\x1f/a", "\x1f\x1f", "\x1fx\x1f", "\x1f-1\x1f"])
def test_no_text_takes_itself_for_a_root(text):
    assert Roots([Path("coverage")]).spell(text) == text


def test_a_path_that_no_system_takes_is_told(tmp_path):
    with closing(open_archive([Path("a\0b")], tmp_path / "cache")) as archive:
        assert [problem.code for problem in archive.info().problems] == ["E001"]
