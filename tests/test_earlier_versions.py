"""Folders that an earlier version of the program wrote are read as they are.

`fixtures/earlier` has what that version wrote and read: a coverage with every field of every kind,
the records that it made of it, the state folder, a config, and the index of a visit as SQL.
"""

import json
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from summit_tui.app.keys import table
from summit_tui.archive import Search
from summit_tui.archive.query import parse
from summit_tui.archive.sqlite.catalog import Catalog, open_archive
from summit_tui.archive.sqlite.earlier import open_earlier
from summit_tui.bookmarks import Bookmarks
from summit_tui.clipboard.outcome import last_copy_path
from summit_tui.clipboard.types import Settings
from summit_tui.config import Config, read_config, remember_theme, remembered_theme
from summit_tui.diff.visits import Visit
from summit_tui.model.field_table import fields_of
from summit_tui.model.kinds import KINDS, Address
from summit_tui.storage import STORAGE

EARLIER = Path(__file__).parent / "fixtures" / "earlier"
COVERAGE = EARLIER / "coverage"
RECORDS = json.loads((EARLIER / "records.json").read_text("utf-8"))
unix = pytest.mark.skipif(os.name == "nt", reason="the system has no such files")


@pytest.fixture
def state(tmp_path):
    """Return a copy of the earlier version's state folder."""
    return Path(shutil.copytree(EARLIER / "state", tmp_path / "state"))


def test_a_coverage_that_uses_every_field_opens_unchanged(tmp_path):
    archive = open_archive([COVERAGE], tmp_path / "cache")
    records = {
        "/".join(hit.address): hit.data
        for kind in KINDS
        for hit in archive.search(Search(parse("").node, kind)).hits
    }
    assert archive.info().problems == []
    assert records == RECORDS
    archive.close()


FIELDS = {
    "event": "attendance countries country end host id ignore name names organizers place sources "
    "start summary supporters theme venue",
    "sessions": "date end id ignore place sources speakers start summary title titles topics type",
    "speakers": "aliases delegation id ignore kind name names roles same_as sources summary",
    "quotes": "attribution date excerpt id ignore language mode occasion remark role session "
    "source speaker text topics translations",
    "delegations": "code id ignore kind name names region same_as sources summary",
    "sources": "author id ignore kind language published publisher retrieved sha256 text title url",
}
"""The fields that records had in that version."""


@pytest.mark.parametrize("kind", KINDS)
def test_the_coverage_does_use_every_field_of_that_version(kind):
    used = {
        name for address, data in RECORDS.items() if address.split("/")[1] == kind for name in data
    }
    assert used == set(FIELDS[kind].split())
    assert used <= set(fields_of(kind))


def test_bookmarks_are_read_and_added_to(state):
    addresses = [
        Address("wic-2030", "quotes", "direct"),
        Address("wic-2030", "event", "wic-2030"),
        Address("other-2029", "sources", "post_1"),
    ]
    bookmarks = Bookmarks(state)
    assert list(bookmarks) == addresses
    added = Address("wic-2030", "quotes", "report")
    bookmarks.mark([added])
    assert list(Bookmarks(state)) == [*addresses, added]


def test_the_last_copy_is_where_it_was(state):
    assert last_copy_path(state).read_text("utf-8") == "Every cable is a promise. 每条\n"


def test_the_chosen_colours_are_read_and_replaced(state):
    assert remembered_theme(state) == "nord"
    remember_theme(state, "gruvbox")
    assert remembered_theme(state) == "gruvbox"


def test_a_config_means_what_it_meant():
    config, problems = read_config(EARLIER / "config.toml", (id for _, _, id, _ in table()))
    assert problems == []
    assert config == Config(
        theme="gruvbox",
        keys={"record.copy": "y,c", "mark.toggle": "m", "files.changes": "ctrl+d"},
        clipboard=Settings("file", ("ssh", "desk", "pbcopy"), 1_000),
        coverage=(Path("coverage"),),
        coverage_line=2,
        texts=Path("texts"),
        ignore=("W302",),
    )


def test_all_of_the_state_is_listed_by_its_kind(state):
    kinds = [kind for kind in STORAGE if kind.home == "state" and kind.name != "visits"]
    listed = {kind.name: [file.path.name for file in kind.stored(state)] for kind in kinds}
    assert listed == {
        "last-copy": ["last-copy"],
        "theme": ["state.json"],
        "recent": [],
        "queries": [],
        "last-views": [],
        "searches": [],
        "dismissed": [],
        "bookmarks": ["clippings"],
    }


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("last-copy", ".last-copy-x7.tmp"),
        ("last-copy", ".last-copy.summit-tui-0123456789abcdef.tmp"),
        ("theme", ".state.json.summit-tui-0123456789abcdef.tmp"),
        ("visits", "visits/.0123abcd.1.000.index.summit-tui-0123456789abcdef.tmp"),
    ],
)
def test_unfinished_files_are_listed_and_cleared_with_their_kind(tmp_path, kind, name):
    (tmp_path / "visits").mkdir()
    path = tmp_path / name
    path.write_bytes(b"half")
    (row,) = (row for row in STORAGE if row.name == kind)
    assert [file.path for file in row.stored(tmp_path)] == [path]
    assert row.clear(tmp_path) == [path]
    assert not path.exists()


@unix
@pytest.mark.parametrize("name", ["state.json", "clippings"])
def test_a_pipe_in_the_place_of_a_state_file_blocks_nobody(tmp_path, name):
    os.mkfifo(tmp_path / name)
    assert (remembered_theme(tmp_path), list(Bookmarks(tmp_path))) == (None, [])


@pytest.fixture
def visit(tmp_path):
    """Return a copy of the coverage, its catalog, and a function that puts a last visit there."""
    folder, state = tmp_path / "coverage", tmp_path / "state"
    shutil.copytree(COVERAGE, folder)

    def put(*changes):
        catalog = Catalog([folder], tmp_path / "cache")
        catalog.build().close()
        assert Visit(catalog, state).since_last() is None
        (index,) = (state / "visits").iterdir()
        index.unlink()
        with closing(sqlite3.connect(index)) as connection:
            connection.executescript((EARLIER / "visit.sql").read_text("utf-8"))
            for change in changes:
                connection.execute(change)
            connection.commit()
        return Visit(catalog, state).since_last()

    return put


def test_what_has_changed_since_a_visit_with_an_earlier_version_is_found(visit):
    since = visit(
        "UPDATE record SET data = replace(data, 'Ann Bell', 'Anne Bell') WHERE id = 'ann.b'",
        "DELETE FROM record WHERE id = 'post_1'",
    )
    changed = {str(change.address) for change in since.changes}
    assert changed == {"wic-2030/speakers/ann.b", "wic-2030/sources/post_1"}
    since.changes.close()


def test_a_visit_with_an_earlier_version_that_saw_the_same_has_no_changes(visit):
    assert visit() is None


@pytest.mark.parametrize(
    "damage",
    [
        "DROP TABLE record",
        "DELETE FROM meta",
        "UPDATE record SET data = '{'",
        "UPDATE record SET kind = 99",
        "UPDATE record SET event = 99",
    ],
)
def test_a_damaged_visit_with_an_earlier_version_counts_as_none(visit, damage):
    assert visit(damage) is None


def test_an_index_whose_records_stand_in_blocks_is_read_by_versions_after_it(tmp_path):
    catalog = Catalog([COVERAGE], tmp_path / "cache")
    catalog.build().close()
    (index,) = (tmp_path / "cache").glob("*.index")
    with closing(sqlite3.connect(index)) as connection:
        connection.execute("UPDATE meta SET value = '22.0' WHERE key = 'version'")
        connection.commit()
    assert catalog.fresh() is None
    with closing(open_earlier(index)) as archive:
        records = {
            "/".join(hit.address): hit.data
            for kind in KINDS
            for hit in archive.search(Search(parse("").node, kind)).hits
        }
    assert records == RECORDS
