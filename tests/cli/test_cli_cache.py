"""`summit-tui cache`: what is kept on this machine, where, and how to be rid of it."""

import os
import re

import pytest
from click.testing import CliRunner

from summit_tui.app.kept_views import LastView, SavedSearches, remember_last_view
from summit_tui.app.view import View
from summit_tui.archive.sqlite.catalog import Catalog
from summit_tui.bookmarks import Bookmarks
from summit_tui.cli.group import cli
from summit_tui.clipboard.outcome import save_last_copy
from summit_tui.config import remember_theme
from summit_tui.diff.visits import Visit
from summit_tui.lint.findings import Findings
from summit_tui.model.kinds import Address
from summit_tui.paths import cache_folder, make_private, state_folder
from summit_tui.proposals.dismissed import Dismissed
from summit_tui.query_history import QueryHistory
from summit_tui.recent import remember_coverage
from summit_tui.storage import STORAGE


def run(*arguments):
    return CliRunner().invoke(cli, list(map(str, arguments)))


def test_without_an_index_nothing_is_listed():
    result = run("cache")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        f"0 files kept, 0 B: {cache_folder()} has what can be made again, "
        f"{state_folder()} the rest\n"
    )


@pytest.mark.parametrize("elsewhere", [False, True])
def test_each_index_is_a_line_of_size_day_and_paths(coverage, tmp_path, elsewhere):
    folder = coverage()
    where = ["--cache", tmp_path / "cache"] if elsewhere else []
    run("search", "x", folder, *where)
    (index,) = (tmp_path / "cache" if elsewhere else cache_folder()).iterdir()
    os.utime(index, (1_000_000_000, index.stat().st_mtime))
    result = run("cache", *where)
    assert result.exit_code == 0
    assert re.fullmatch(rf"index +\d+ kB  2001-09-09  {index}  \({folder}\)\n", result.stdout)
    assert result.stderr.startswith("1 file kept, ")
    assert f": {index.parent} has what can be made again, " in result.stderr
    cleared = run("cache", "--clear", *where)
    assert (cleared.exit_code, cleared.stdout) == (0, "")
    assert cleared.stderr == f"index: 1 file removed from {index.parent}\n"
    assert list(index.parent.iterdir()) == []


def test_what_cannot_be_read_is_said_to_be_so_and_is_cleared_as_well(tmp_path):
    (tmp_path / "0123abcd-0001.index").write_bytes(b"SQLite format 3\0" + bytes(5_000))
    (tmp_path / "thesis.index").write_bytes(b"mine")
    result = run("cache", "--cache", tmp_path)
    assert "0123abcd-0001.index  (unknown files; damaged)\n" in result.stdout
    assert len(result.stdout.splitlines()) == 1
    assert run("cache", "--cache", tmp_path, "--clear").exit_code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.index"]


def test_a_folder_that_cannot_be_listed_has_not_nothing_in_it(tmp_path, monkeypatch):
    (tmp_path / "kept").mkdir()

    def refuse(path):
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(os, "scandir", refuse)
    for words in ((), ("--clear",), ("--clear", "all")):
        done = run("cache", "--cache", tmp_path / "kept", *words)
        assert (done.exit_code, "Permission denied" in done.output) == (2, True)
        assert "0 files" not in done.output


def test_a_path_cannot_steer_the_terminal(coverage):
    folder = coverage(folder="a\x1b]0;b\x07c")
    run("search", "x", folder)
    result = run("cache")
    assert result.exit_code == 0
    assert not {"\x1b", "\x07"} & set(result.output)


def keep(folder):
    """Write all that the program itself keeps about the coverage of a folder."""
    state = state_folder()
    opened = Catalog([folder], cache_folder())
    opened.build().close()
    Visit(opened, state).since_last()
    save_last_copy(state, b"text")
    Bookmarks(state).mark([Address("wic-2030", "quotes", "direct")])
    remember_theme(state, "nord")
    remember_coverage(state, [folder], {"en": "Wuzhen Forum 2030"})
    QueryHistory(state_folder(), []).remember("cable")
    remember_last_view(state, [folder], LastView(View("quotes", "cable")))
    SavedSearches(state).save("cables", View(query="cable"))
    Dismissed(state).add("0123456789abcdef")
    Findings(cache_folder()).close()


@pytest.fixture
def kept(coverage):
    """Keep something of every kind, and return a function that lists all files that are kept."""
    keep(coverage())
    make_private(cache_folder() / "servers")
    (cache_folder() / "servers" / "host-summits.summit_1.index").touch(0o600)
    # A visit that a new index has left behind, in two parts.
    (index,) = (state_folder() / "visits").iterdir()
    index.with_suffix(".part").touch(0o600)

    def files():
        places = (cache_folder(), state_folder())
        return {path for root in places for path in root.rglob("*") if path.is_file()}

    return files


def kinds(result):
    return [line.split()[0] for line in result.stdout.splitlines()]


def test_all_that_is_kept_is_listed_with_its_place_and_size(kept):
    result = run("cache")
    assert kinds(result) == [
        "index",
        "doubts",
        "servers",
        "visits",
        "last-copy",
        "theme",
        "recent",
        "queries",
        "last-views",
        "searches",
        "dismissed",
        "bookmarks",
    ]
    assert kinds(result) == [kind.name for kind in STORAGE]
    named = {path for path in kept() if str(path) in result.stdout}
    assert {path.suffix for path in kept() - named} == {".part"}
    (copy,) = (line for line in result.stdout.splitlines() if line.startswith("last-copy"))
    assert re.fullmatch(r"last-copy +4 B  \d{4}-\d\d-\d\d  \S+/last-copy", copy)


def test_all_that_is_kept_is_for_the_user_alone(kept):
    assert {path.stat().st_mode & 0o777 for path in kept()} == {0o600}
    folders = {path.parent for path in kept()} | {cache_folder(), state_folder()}
    assert {path.stat().st_mode & 0o777 for path in folders} == {0o700}


@pytest.mark.parametrize("kind", [kind.name for kind in STORAGE])
def test_each_kind_is_cleared_by_its_name_and_no_other(kept, kind):
    before = kinds(run("cache"))
    result = run("cache", "--clear", kind)
    assert (result.exit_code, result.stdout) == (0, "")
    assert re.fullmatch(rf"{kind}: [12] files? removed from \S+\n", result.stderr)
    assert kinds(run("cache")) == [name for name in before if name != kind]


def nothing(path):
    pass


def precious_file(path):
    path.write_text("precious", "utf-8")


def folder(path):
    path.mkdir()


def pipe(path):
    os.mkfifo(path)


def state_of(path):
    """Return all that writing through a link would change."""
    if not os.path.lexists(path):
        return None
    status = path.lstat()
    return status.st_mode, status.st_mtime_ns, path.is_file() and path.read_bytes()


@pytest.mark.skipif(os.name == "nt", reason="links need a right of their own there")
@pytest.mark.parametrize("target", [nothing, precious_file, folder, pipe])
def test_nothing_is_kept_through_a_link(coverage, tmp_path, target):
    opened, precious = coverage(), tmp_path / "precious"
    keep(opened)
    places = [cache_folder(), state_folder()]
    kept = [path for root in places for path in root.rglob("*") if path.is_file()]
    assert len(kept) == len(STORAGE) - 1  # a server's tables are missing
    target(precious)
    before = state_of(precious)
    for path in kept:
        path.unlink()
        path.symlink_to(precious)
    keep(opened)
    assert state_of(precious) == before
    now = {path for root in places for path in root.rglob("*")}
    files = {path for path in now if path.is_file() and not path.is_symlink()}
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}
    # What is only ever appended to is not replaced, as another program may be about to append.
    left = {path.name for path in kept if path.is_symlink()}
    assert left == {"clippings", "dismissed", "doubts.sqlite"}


def test_without_a_name_the_indexes_are_cleared(kept):
    run("cache", "--clear")
    assert "index" not in kinds(run("cache"))
    assert len(kinds(run("cache"))) == len(STORAGE) - 1


def test_all_leaves_the_users_own_work_and_says_so(kept):
    result = run("cache", "--clear", "all")
    assert "bookmarks: kept, as that is your own work" in result.stderr
    assert {path.name for path in kept()} == {"clippings", "dismissed", "searches.json"}
    own_work = ("bookmarks", "dismissed", "searches")
    run("cache", *(word for kind in ("visits", *own_work) for word in ("--clear", kind)))
    assert kept() == set()


def test_what_is_not_the_programs_is_neither_listed_nor_removed(tmp_path):
    state = state_folder()
    (state / "visits").mkdir(parents=True)
    foreign = [state / "notes", state / "visits" / "mine.txt", tmp_path / "elsewhere"]
    for path in foreign:
        path.touch()
    (state / "last-copy").symlink_to(tmp_path / "elsewhere")
    assert run("cache").exit_code == 1
    run("cache", "--clear", "all", "--clear", "bookmarks")
    assert all(path.exists() for path in [*foreign, state / "last-copy"])
