"""Whatever happens to an index file, or to the program that writes one, the answers are right."""

import contextlib
import os
import re
import socket
import sqlite3
import subprocess
import sys
import zlib
from contextlib import ExitStack, closing, suppress
from random import Random

import pytest
from click.testing import CliRunner

from summit_tui.archive import IndexCorruptError, Search, Sort
from summit_tui.archive.query import parse
from summit_tui.archive.query.tree import And
from summit_tui.archive.sqlite.catalog import Catalog
from summit_tui.cli.group import cli
from summit_tui.model.kinds import KINDS, Address

NOISE = Random(7).randbytes(1 << 20)

BUILD = """
import sys
from pathlib import Path
from summit_tui.archive.sqlite.catalog import open_archive
archive = open_archive([Path(sys.argv[1])], Path(sys.argv[2]))
print(archive.info().counts["quotes"])
"""


@pytest.fixture
def cache(tmp_path):
    return tmp_path / "cache"


def index_in(cache):
    (index,) = cache.glob("*.index")
    return index


def everything(archive):
    """Ask every question there is; return the answers."""
    node = parse("cable OR the OR repairs").node
    answers = [archive.info(), archive.counts(node), archive.resolve("lin")]
    for kind in KINDS:
        answers += [
            archive.search(Search(query, kind, sort)) for sort in Sort for query in (And(), node)
        ]
        answers.append(archive.facets(node, kind))
    lin = Address("wic-2030", "speakers", "lin")
    answers += [archive.get(lin), archive.neighbours(lin)]
    answers.append(archive.position(lin, Search(node, lin.kind, Sort.NAME)))
    return answers


def overwrite(index, start, length):
    """Write noise over a part of a file, given in parts of its length."""
    size = index.stat().st_size
    with index.open("r+b") as file:
        file.seek(int(start * size))
        file.write(NOISE[: max(1, int(length * size))])


def altered(index, change):
    """Change what an index says, and not its date."""
    date = index.stat().st_mtime_ns
    with closing(sqlite3.connect(index)) as connection:
        connection.execute(change)
        connection.commit()
    os.utime(index, ns=(date, date))


def other_version(index):
    altered(index, "UPDATE meta SET value = '99.1' WHERE key = 'version'")


def directory(index):
    index.unlink()
    index.mkdir()
    (index / "kept").touch()


def socket_at(index):
    index.unlink()
    with socket.socket(socket.AF_UNIX) as listener, contextlib.chdir(index.parent):
        listener.bind(index.name)


def empty_database(index):
    index.unlink()
    sqlite3.connect(index).close()


DAMAGES = {
    "nothing in it": lambda index: index.write_bytes(b""),
    "one byte": lambda index: index.write_bytes(b"S"),
    "half of it": lambda index: os.truncate(index, index.stat().st_size // 2),
    "a page less": lambda index: os.truncate(index, index.stat().st_size - 4096),
    "a byte more": lambda index: index.write_bytes(index.read_bytes() + b"\0"),
    "only noise": lambda index: index.write_bytes(NOISE),
    "a directory": directory,
    "a pipe": lambda index: (index.unlink(), os.mkfifo(index)),
    "a socket": socket_at,
    "a link": lambda index: index.symlink_to(index.rename(index.with_name("moved"))),
    "a link to nowhere": lambda index: (index.unlink(), index.symlink_to("nowhere")),
    "another version": other_version,
    "an empty database": empty_database,
    **{f"noise at {n}/10": lambda index, n=n: overwrite(index, n / 10, 0.02) for n in range(10)},
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_index_is_made_anew(opened, coverage, cache, damage):
    folder = coverage()
    expected = everything(opened(folder, cache=cache))
    damage(index_in(cache))
    assert Catalog([folder], cache).fresh() is None
    assert Catalog([folder], cache).stale() is None
    assert everything(opened(folder, cache=cache)) == expected
    assert everything(opened(folder, cache=cache)) == expected


@pytest.mark.parametrize("keeps_its_date", [True, False])
@pytest.mark.parametrize("twelfth", range(12))
def test_damage_while_it_is_open_is_told_as_such(opened, coverage, cache, twelfth, keeps_its_date):
    folder = coverage()
    expected = everything(opened(folder, cache=cache))
    index = index_in(cache)
    date = index.stat().st_mtime_ns
    archive = opened(folder, cache=cache)
    overwrite(index, twelfth / 12, 1 / 12)
    with ExitStack() as reopened:
        if keeps_its_date:
            os.utime(index, ns=(date, date))
            archive = Catalog([folder], cache).fresh()
            if archive is not None:
                reopened.callback(archive.close)
        with suppress(IndexCorruptError):
            if archive is not None:
                everything(archive)
    with closing(Catalog([folder], cache).build()) as archive:
        assert everything(archive) == expected


def test_damage_all_over_an_open_index_cannot_pass_unseen(opened, coverage, cache):
    archive = opened(coverage(), cache=cache)
    overwrite(index_in(cache), 0, 1)
    with pytest.raises(IndexCorruptError):
        everything(archive)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE statement_block SET statements = x''",
        "UPDATE statement_block SET statements = '{}'",
        f"UPDATE statement_block SET statements = x'{zlib.compress(b'{}').hex()}'",
        f"UPDATE statement_block SET statements = x'{zlib.compress(bytes(1 << 20)).hex()}'",
        "UPDATE statement_block SET statements = CAST(x'ff' AS TEXT)",
        "UPDATE statement_block SET block = block + 1000",
        "UPDATE record SET event = 99",
        "UPDATE record SET kind = 99",
        "UPDATE record SET file = 99",
        "UPDATE facet SET terms = x''",
        "UPDATE facet SET starts = x'00'",
        "UPDATE facet_column SET ordinals = x'ff'",
        "UPDATE sort_order SET numbers = x''",
        "DELETE FROM sort_order",
        "DROP TABLE document",
        "DELETE FROM meta WHERE key = 'years'",
    ],
)
def test_what_no_build_wrote_is_damage_even_where_it_is_sql(opened, coverage, cache, change):
    folder = coverage()
    opened(folder, cache=cache)
    altered(index_in(cache), change)
    archive = Catalog([folder], cache).fresh()
    # Damage to what opening itself reads is seen there.
    if archive is not None:
        with closing(archive), pytest.raises(IndexCorruptError):
            everything(archive)
    assert ("years" in change) == (archive is None)


SLIPS = [KeyError("x"), TypeError("x"), ValueError("x"), sqlite3.ProgrammingError("x")]


@pytest.mark.parametrize("slip", SLIPS, ids=repr)
@pytest.mark.parametrize(
    "where", ["record_store.verify", "results.compile_query", "searcher.problems_in"]
)
def test_a_slip_of_ours_is_no_damage(opened, coverage, cache, monkeypatch, slip, where):
    folder = coverage()
    archive = opened(folder, cache=cache)

    def fail(*_):
        raise slip

    monkeypatch.setattr(f"summit_tui.archive.sqlite.{where}", fail)
    with pytest.raises(type(slip)):
        everything(archive)


@pytest.mark.parametrize("slip", SLIPS, ids=repr)
@pytest.mark.parametrize("where", ["index_file.IndexFile.matches", "incremental.update"])
def test_a_slip_of_ours_while_an_index_is_opened_makes_none_anew(
    opened, coverage, cache, monkeypatch, slip, where
):
    folder = coverage()
    opened(folder, cache=cache)
    os.utime(folder / "quotes.json", (1, 1))
    before = index_in(cache).read_bytes()

    def fail(*_):
        raise slip

    monkeypatch.setattr(f"summit_tui.archive.sqlite.{where}", fail)
    with pytest.raises(type(slip)):
        opened(folder, cache=cache)
    assert index_in(cache).read_bytes() == before


def places_of_labels(index):
    return [match.start() + 3 for match in re.finditer(b"Eastern Asia|Harbour City", index)]


def places_of_records(index):
    """Return places in the compressed records, each of which is one row and maybe more."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(index)
        (packed,) = connection.execute("SELECT statements FROM statement_block LIMIT 1").fetchone()
    start = index.index(packed[:100])
    return range(start, start + 400, 40)


@pytest.mark.parametrize("places", [places_of_labels, places_of_records])
@pytest.mark.parametrize("bit", [0, 5, 7])
def test_a_bit_that_flips_in_a_stored_text_is_noticed(opened, coverage, cache, places, bit):
    folder = coverage()
    expected = everything(opened(folder, cache=cache))
    index, whole = index_in(cache), index_in(cache).read_bytes()
    date = index.stat().st_mtime_ns
    noticed = 0
    for offset in places(whole):
        damaged = bytearray(whole)
        damaged[offset] ^= 1 << bit
        index.write_bytes(damaged)
        os.utime(index, ns=(date, date))
        with closing(Catalog([folder], cache).fresh()) as archive:
            try:
                assert everything(archive) == expected
            except IndexCorruptError:
                noticed += 1
    assert noticed > 0
    Catalog([folder], cache).discard()
    assert everything(opened(folder, cache=cache)) == expected


def test_whatever_bit_flips_nothing_but_damage_is_told(opened, coverage, cache):
    folder = coverage()
    opened(folder, cache=cache)
    index, whole = index_in(cache), index_in(cache).read_bytes()
    date, random = index.stat().st_mtime_ns, Random(5)
    for _ in range(150):
        damaged = bytearray(whole)
        damaged[random.randrange(len(whole))] ^= 1 << random.randrange(8)
        index.write_bytes(damaged)
        os.utime(index, ns=(date, date))
        if archive := Catalog([folder], cache).fresh():
            with closing(archive), contextlib.suppress(IndexCorruptError):
                everything(archive)


def test_commands_rebuild_what_is_damaged_and_name_what_is_useless(coverage, cache, monkeypatch):
    arguments = ["search", "cable", str(coverage()), "--cache", str(cache)]

    def search():
        return CliRunner().invoke(cli, arguments)

    sound = search()
    assert sound.exit_code == 0
    altered(index_in(cache), "UPDATE record SET line = line + 1")
    rebuilt = search()
    assert (rebuilt.exit_code, rebuilt.output) == (0, sound.output)

    def fail(*_):
        raise IndexCorruptError("disk image is malformed")

    def refuse(*_, **__):
        raise PermissionError(30, "Read-only file system")

    with monkeypatch.context() as patch:
        patch.setattr("summit_tui.archive.sqlite.loader.RecordLoader.load", fail)
        with monkeypatch.context() as read_only:
            read_only.setattr("pathlib.Path.unlink", refuse)
            said = search().stderr
        assert said == (
            f"summit-tui: {index_in(cache)} is damaged and cannot be removed; run with --no-cache\n"
        )
        assert "was damaged and is removed; run the command again" in search().stderr
        again = search()
        assert (again.exit_code, again.stderr) == (
            2,
            "summit-tui: the index was made just now and cannot be read: disk image is malformed\n",
        )


@pytest.fixture
def large(coverage, quote):
    """Return a folder whose index takes a moment to make."""
    quotes = [
        quote(f"q{n}", text=f"Statement {n} on trade and topic {n % 97}") for n in range(3_000)
    ]
    return coverage({"event": {"id": "e", "name": "E"}, "quotes": quotes})


def start(root, folder, cache):
    command = [sys.executable, "-c", BUILD, folder, cache]
    return subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True)


def is_right(archive):
    with closing(archive):
        assert archive.counts(parse("topic").node)["quotes"] == 3_000
        assert archive.counts(parse('"topic 96"').node)["quotes"] == 30
        assert archive.get(Address("e", "quotes", "q2999")).record.text.startswith("Statement 2999")


def test_two_programs_may_build_at_once(large, cache, root):
    with start(root, large, cache) as first, start(root, large, cache) as other:
        said = [first.communicate(timeout=60)[0], other.communicate(timeout=60)[0]]
    assert said == ["3000\n", "3000\n"]
    assert [path.suffix for path in cache.iterdir()] == [".index"]
    is_right(Catalog([large], cache).fresh())


def test_rows_that_their_key_no_longer_leads_to_are_missed(opened, coverage, cache):
    folder = coverage()
    opened(folder, cache=cache)
    index = index_in(cache)
    date = index.stat().st_mtime_ns
    with closing(sqlite3.connect(index)) as connection:
        (page,) = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'sqlite_autoindex_facet_posting_1'"
        ).fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    with index.open("r+b") as file:
        # The number of cells of the page; see https://www.sqlite.org/fileformat.html#b_tree_pages
        file.seek((page - 1) * size + 3)
        file.write(b"\0\0")
    os.utime(index, ns=(date, date))
    with closing(Catalog([folder], cache).fresh()) as archive, pytest.raises(IndexCorruptError):
        archive.facets(parse("cable OR repairs OR seat").node, "quotes")
