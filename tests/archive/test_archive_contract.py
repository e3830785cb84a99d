"""What an archive answers is the same whatever stands behind it.

Every back end is asked the same: an index in memory, one on the disk made from a path for every
event, an older one joined with what changed since, several joined, and a scan that knows nothing
of an index.
"""

import json
import os
from collections import Counter
from contextlib import closing
from dataclasses import replace
from itertools import chain, count
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from archive_samples import Inventor, random_node, random_query
from archive_scan import OF_SHARED, Scan
from hypothesis import given, settings
from hypothesis import strategies as st
from list_back_end import EVENTS, ListArchive

from summit_tui.archive import NAME_LANGUAGES, Search, Sort, iterate_hits, openers
from summit_tui.archive.analysis.normalize import normalize
from summit_tui.archive.openers import BACK_ENDS, BackEnd, open_store
from summit_tui.archive.query import parse
from summit_tui.archive.query.tree import And, Facet, RefersTo
from summit_tui.archive.sqlite.catalog import Catalog, open_archive
from summit_tui.archive.sqlite.joined import JoinedStore
from summit_tui.archive.sqlite.multi import MultiArchive
from summit_tui.diff.compare import Side
from summit_tui.diff.compare import compare as compare_archives
from summit_tui.model.kinds import KINDS, Address, resolve_address
from summit_tui.model.rebuild import reading_from
from summit_tui.model.text import escape_controls

SEEDS = st.integers(0, 1 << 32)


CLOCK = count(1)
"""Dates of files, in nanoseconds, of which none comes twice."""


def write(root, events):
    """Write each event into a folder of its own and return the folders."""
    folders = [Path(root, tables["event"]["id"]) for tables in events]
    for folder, tables in zip(folders, events, strict=True):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "all.json").write_text(json.dumps(tables), "utf-8")
        date = next(CLOCK)
        os.utime(folder / "all.json", ns=(date, date))
    return folders


def in_memory(root, events):
    write(root, events)
    return open_archive([root], None)


def of_several_paths(root, events):
    folders = write(root, events)
    open_archive(folders, root / "cache").close()
    return Catalog(folders, root / "cache").fresh()


def joined(root, events):
    """Return the archive after an event was read anew that had said something else."""
    padding = {"event": {"id": "e9", "name": "x" * 100}} | {kind: [] for kind in KINDS[1:]}
    before = {"event": events[-1]["event"] | {"name": "before"}}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("summit_tui.archive.sqlite.incremental._MAX_SHARE", 1)
        write(root / "c", [*events[:-1], before, padding])
        open_archive([root / "c"], root / "cache").close()
        (root / "c" / "e9" / "all.json").unlink()
        write(root / "c", events[-1:])
        archive = open_archive([root / "c"], root / "cache")
    assert isinstance(archive, MultiArchive)
    return archive


def of_several_stores(root, events):
    """Return the archive of one store for each event, and of one that has others' events."""
    behind = [{"event": tables["event"] | {"name": "behind"}} for tables in events]
    folders = [*write(root, events), *write(root / "behind", behind)]
    stores = [Catalog([folder], None) for folder in folders]
    return JoinedStore([str(folder) for folder in folders], stores).build()


def of_a_list(root, events):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            openers, "BACK_ENDS", {**BACK_ENDS, "list": BackEnd("list_back_end", "ListStore")}
        )
        patch.setitem(EVENTS, "events", events)
        return open_store(["list://events"], None).fresh()


INDEXES = {
    "in memory": in_memory,
    "of several paths": of_several_paths,
    "joined": joined,
    "of several stores": of_several_stores,
}
"""The back ends that stand on an index; each opens the archive of some events."""
READERS = ("", *NAME_LANGUAGES)
"""The languages whose readers have orders of names of their own, and any other."""
each_index = pytest.mark.parametrize("open_index", INDEXES.values(), ids=INDEXES)
each_back_end = pytest.mark.parametrize(
    "open_index", [*INDEXES.values(), of_a_list], ids=[*INDEXES, "list"]
)


def opened(open_index, events):
    with TemporaryDirectory() as root:
        return open_index(Path(root), events)


def summit(open_index, random, size=12):
    events = [Inventor(random, f"e{n}").tables(size) for n in range(random.randint(1, 2))]
    return opened(open_index, events), Scan(events)


def as_read(value):
    """Return JSON types with their control characters made visible, as reading leaves them."""
    if isinstance(value, str):
        return escape_controls(value)
    if isinstance(value, list):
        return [as_read(item) for item in value]
    return {key: as_read(item) for key, item in value.items()} if isinstance(value, dict) else value


def addresses(entries):
    return [tuple(entry.address) for entry in entries]


def compare(archive, scan, node, random):
    """Compare totals in every kind, one kind's order, reversed too, and its facets."""
    hits_by_kind = {kind: scan.search(node, kind, Sort.DEFAULT) for kind in KINDS}
    assert archive.counts(node) == {kind: len(hits) for kind, hits in hits_by_kind.items()}
    kind, sort = random.choice([*KINDS, "quotes", "quotes"]), random.choice(list(Sort))
    search = Search(node, kind, sort, language=random.choice(READERS))
    expected = scan.search(node, kind, sort, search.language)
    assert addresses(iterate_hits(archive, search)) == expected
    backwards = replace(search, reverse=True)
    assert addresses(iterate_hits(archive, backwards)) == expected[::-1]
    assert counted(archive.facets(node, kind)) == scan.facets(expected)
    for way in (1, -1):
        folded = iterate_hits(archive, replace(search, reverse=way < 0, collapsed=True))
        assert addresses(folded) == scan.collapsed(expected[::way])
    quotes = len(scan.collapsed(hits_by_kind["quotes"]))
    assert archive.counts(node, collapsed=True) == archive.counts(node) | {"quotes": quotes}


def counted(facets):
    """Return the counts of a facet's values as the scan names them."""
    counts = Counter()
    for facet, values in facets.items():
        for value in values:
            match value.restriction:
                case RefersTo(address):
                    name = str(address)
                case Facet("event", event):
                    name = event
                case _:
                    name = value.label
            is_text = facet in ("topic", "region", *OF_SHARED)
            counts[facet, normalize(name) if is_text else name] += value.count
    return counts


@each_index
@settings(max_examples=8, deadline=None)
@given(SEEDS)
def test_records_and_what_ties_them_are_those_of_a_scan(open_index, seed):
    random = Random(seed)
    archive, scan = summit(open_index, random)
    expected = ListArchive(Scan(as_read([*scan.events.values()])))
    with closing(archive):
        assert archive.info().counts == expected.info().counts
        assert [event.id for event in archive.info().events] == scan.event_order
        printed = [(each.reading, each.address, each.event) for each in archive.readings()]
        assert printed == list(readings_in(scan))
        for address in [Address(event, kind, row["id"]) for event, kind, row in scan.records]:
            entry, other = archive.get(address), expected.get(address)
            assert (entry.address, entry.record, entry.data) == (address, other.record, other.data)
            assert entry.linked == other.linked
            for text in (address.id, f"{address.kind}/{address.id}", str(address), "no/such/id"):
                assert list(archive.resolve(text)) == expected.resolve(text)
            neighbours, wanted = (side.neighbours(address, 3) for side in (archive, expected))
            assert [group[:3] for group in neighbours] == [group[:3] for group in wanted]
            assert [addresses(group.entries) for group in neighbours] == [
                addresses(group.entries) for group in wanted
            ]
        assert archive.get(Address("e0", "quotes", "nowhere")) is None


def readings_in(scan):
    """Yield all readings of a scan, each with its record, if there is one, and its event."""
    for home, tables in scan.events.items():
        for data in as_read(tables["readings"]):
            address = resolve_address(data["record"], home)
            known = address if tuple(address) in scan.by_address else None
            yield reading_from(data), known, home


QUESTIONS = {
    "speaker:lin": ["later", "direct"],
    "cable OR repairs": ["later", "direct", "partial"],
    "mode:paraphrase": ["later", "paraphrase"],
    "-mode:paraphrase": ["direct", "partial"],
    "date:2030-05": ["direct", "partial", "paraphrase"],
    "role:minister": [],
    "region:africa": ["partial"],
    '"a seat at the table"': ["paraphrase"],
    "nowhere": [],
}


@pytest.mark.slow
@each_back_end
@pytest.mark.parametrize("text", QUESTIONS)
def test_a_question_has_the_answer_that_a_reader_expects(open_index, text, records):
    with closing(opened(open_index, [records | {"readings": []}])) as archive:
        node, expected = parse(text).node, QUESTIONS[text]
        page = archive.search(Search(node, "quotes"))
        assert [hit.address.id for hit in page.hits] == expected
        assert (page.total, page.start) == ((len(expected), True), 0)
        assert archive.counts(node)["quotes"] == len(expected)
        backwards = archive.search(Search(node, "quotes", reverse=True), start=1, limit=1)
        assert [hit.address.id for hit in backwards.hits] == expected[::-1][1:2]
        for position, id in enumerate(expected):
            address = Address("wic-2030", "quotes", id)
            assert archive.position(address, Search(node, address.kind, Sort.DEFAULT)) == position


@each_back_end
def test_orders_facets_and_links_are_those_that_a_reader_expects(open_index, records):
    with closing(opened(open_index, [records | {"readings": []}])) as archive:
        ids = {
            sort: [hit.address.id for hit in archive.search(Search(And(), "speakers", sort)).hits]
            for sort in (Sort.DEFAULT, Sort.NAME)
        }
        assert ids == {"curated": ["lin", "okoro", "youth"], "name": ["okoro", "lin", "youth"]}
        modes = {value.label: value.count for value in archive.facets(And(), "quotes")["mode"]}
        assert modes == {"paraphrase": 2, "direct": 1, "partial": 1}
        lin = Address("wic-2030", "speakers", "lin")
        assert archive.get(lin).link("delegations", "harbour").name == "Harbour City"
        around = {group.kind: group.total.number for group in archive.neighbours(lin)}
        assert around == {"quotes": 2, "sessions": 1}
        assert list(archive.resolve("lin")) == list(archive.resolve("speakers/lin")) == [lin]
        assert archive.get(lin._replace(id="nobody")) is None


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_what_a_back_end_need_not_answer_follows_from_what_it_does(seed):
    invented = [Inventor(Random(seed), f"e{number}").tables(4) for number in range(2)]
    events = [tables | {"readings": []} for tables in invented]
    index, derived = opened(in_memory, events), opened(of_a_list, as_read(events))
    with closing(index):
        assert derived.counts(And(), collapsed=True) == index.counts(And(), collapsed=True)
        ids = ["e1", "e0"]
        assert [each[:3] for each in derived.digests(ids)] == [
            each[:3] for each in index.digests(ids)
        ]
        with closing(compare_archives(Side(index), Side(derived))) as changes:
            assert not changes.differ
        for hit in chain.from_iterable(
            iterate_hits(index, Search(And(), kind)) for kind in ("quotes", "speakers")
        ):
            search = Search(Facet("event", "e1"), hit.address.kind, reverse=True, collapsed=True)
            assert derived.position(hit.address, search) == index.position(hit.address, search)
            assert derived.resolve(hit.address.id) == list(index.resolve(hit.address.id))


@each_index
@settings(max_examples=12, deadline=None)
@given(SEEDS)
def test_typed_queries_and_any_trees_find_what_a_scan_finds(open_index, seed):
    random = Random(seed)
    archive, scan = summit(open_index, random)
    with closing(archive):
        assert {problem.code for problem in archive.info().problems} <= {"E109"}
        for _ in range(4):
            query = parse(random_query(random), typing=random.random() < 0.5)
            compare(archive, scan, query.node, random)
            compare(archive, scan, random_node(random), random)


def at_any_size(random, patch):
    """Let what is frequent, and what is counted how, begin at other sizes than it does."""
    patch.setattr("summit_tui.archive.sqlite.postings._LEAST", 0)
    patch.setattr("summit_tui.archive.sqlite.indexer.build.SAMPLE_SIZE", random.choice([3, 100]))
    patch.setattr("summit_tui.archive.sqlite.bitmaps._WIDTH", random.choice([1, 2, 100]))
    patch.setattr("summit_tui.archive.sqlite.postings._AT_ONCE", random.choice([1, 10]))
    block_size = random.choice([8, 16, 104])
    for module in ("indexer.facet_writer", "facet_codes"):
        patch.setattr(f"summit_tui.archive.sqlite.{module}.BLOCK_SIZE", block_size)
    patch.setattr("summit_tui.archive.sqlite.facet_postings._BYTE", random.choice([2, 255]))
    first = random.choice([8, 16, 1_024])
    patch.setattr("summit_tui.archive.sqlite.matcher._BEGINNINGS", (first, first * 2))
    patch.setattr("summit_tui.archive.sqlite.matcher._AT_ONCE", random.choice([1, 2, 3, 100]))
    patch.setattr("summit_tui.archive.sqlite.loader._KEPT", random.choice([0, 2, 1_000]))
    patch.setattr("summit_tui.archive.sqlite.link_loader._LINKS_KEPT", random.choice([0, 2, 1_000]))
    patch.setattr("summit_tui.archive.sqlite.lexicon._TOPICS", random.choice([1, 1_000]))
    cap = random.choice([1, 3, 20, 1_000])
    for module in ("results", "multi_hits"):
        patch.setattr(f"summit_tui.archive.sqlite.{module}.CAP", cap)
    patch.setattr("summit_tui.archive.sqlite.facet_postings._CHUNK", random.choice([1, 5, 100]))
    patch.setattr("summit_tui.archive.sqlite.facet_postings._FEW", random.choice([1, 3, 100]))
    patch.setattr("summit_tui.archive.sqlite.facet_postings._DENSE", random.choice([0, 1, 100]))
    patch.setattr("summit_tui.archive.sqlite.facet_postings._MANY", random.choice([1, 100]))
    share = random.choice([1, 2, 5, 1_000])
    patch.setattr("summit_tui.archive.sqlite.postings._SHARE", share)
    patch.setattr("summit_tui.archive.sqlite.results._FEW", random.choice([share, 1_000]))
    patch.setattr("summit_tui.archive.sqlite.sort_orders._MANY", random.choice([1, 1_000]))


@each_index
@settings(max_examples=15, deadline=None)
@given(SEEDS)
def test_what_is_frequent_is_found_and_counted_as_what_is_rare(open_index, seed):
    random = Random(seed)
    with pytest.MonkeyPatch.context() as patch:
        at_any_size(random, patch)
        archive, scan = summit(open_index, random, 20)
        with closing(archive):
            for _ in range(4):
                query = parse(random_query(random), typing=random.random() < 0.7)
                compare(archive, scan, random.choice([query.node, random_node(random)]), random)


@each_index
@settings(max_examples=10, deadline=None)
@given(SEEDS)
def test_the_values_that_are_told_first_are_the_most_frequent_ones(open_index, seed):
    random = Random(seed)
    with pytest.MonkeyPatch.context() as patch:
        at_any_size(random, patch)
        first = random.randint(1, 4)
        for module in ("facets", "searcher", "multi"):
            patch.setattr(f"summit_tui.archive.sqlite.{module}.MAX_OF_HITS", first)
        archive, scan = summit(open_index, random, 20)
        with closing(archive):
            node = random.choice([random_node(random), parse("d", typing=True).node])
            if node == And():
                return
            hits = scan.search(node, "quotes", Sort.DEFAULT)
            expected = scan.facets(hits)
            for facet, values in archive.facets(node, "quotes").items():
                numbers = sorted(n for (name, _), n in expected.items() if name == facet)
                assert [value.count for value in values] == numbers[::-1][:first]


@pytest.mark.slow
@each_index
@pytest.mark.parametrize("text", ["d", "di", "digital", "z", "zr", "治", "digital dig", "-d d"])
def test_a_word_of_all_records_is_found_as_one_of_none(open_index, text):
    word = {"id": "s", "title": "digital 治理", "publisher": "zr"}
    quotes = [
        {"id": f"q{n}", "text": "digital dig 治", "mode": "direct", "speaker": "x", "source": "s"}
        for n in range(40)
    ]
    kinds = {kind: [] for kind in KINDS if kind != "event"}
    tables = kinds | {"event": {"id": "e0", "name": "E"}, "sources": [word], "quotes": quotes}
    events = [tables | {"readings": []}]
    with closing(opened(open_index, events)) as archive:
        scan = Scan(events)
        for typing in (True, False):
            compare(archive, scan, parse(text, typing=typing).node, Random(1))


@each_index
@settings(max_examples=6, deadline=None)
@given(SEEDS)
def test_pages_join_into_all_hits_on_both_sides_of_the_cap(open_index, seed):
    random = Random(seed)
    with pytest.MonkeyPatch.context() as patch:
        at_any_size(random, patch)
        for module in ("results", "multi_hits"):
            patch.setattr(f"summit_tui.archive.sqlite.{module}.CAP", 4)
        archive, scan = summit(open_index, random)
        for node in (And(), random_node(random), parse(random_query(random)).node):
            sort, reverse = random.choice(list(Sort)), random.random() < 0.5
            expected = scan.search(node, "quotes", sort)[:: -1 if reverse else 1]
            for start in range(len(expected) + 2):
                limit = random.randint(1, 6)
                for rows in (expected, scan.collapsed(expected)):
                    options = {"reverse": reverse, "collapsed": rows is not expected}
                    page = archive.search(
                        Search(node, "quotes", sort, **options),
                        start=start,
                        limit=limit,
                        whole=random.random() < 0.5,
                    )
                    assert addresses(page.hits) == rows[start : start + limit]
                    assert page.start == start
                    assert page.total.number == len(rows) or (
                        not page.total.exact and page.total.number <= min(4, len(rows))
                    )
        archive.close()


@each_index
@settings(max_examples=6, deadline=None)
@given(SEEDS)
def test_the_mark_of_a_facet_finds_what_the_facet_counts(open_index, seed):
    random = Random(seed)
    archive, _ = summit(open_index, random)
    with closing(archive):
        node, kind = random_node(random), random.choice(KINDS)
        for values in archive.facets(node, kind).values():
            assert len({value.restriction for value in values}) == len(values)
            assert [value.count for value in values] == sorted(
                (value.count for value in values), reverse=True
            )
            for value in values:
                narrowed = And((node, value.restriction))
                assert archive.counts(narrowed)[kind] == value.count


@each_index
@settings(max_examples=6, deadline=None)
@given(SEEDS)
def test_a_record_knows_its_position_among_the_hits(open_index, seed):
    random = Random(seed)
    archive, scan = summit(open_index, random)
    with closing(archive):
        node, sort = random_node(random), random.choice(list(Sort))
        for event, kind, row in scan.records:
            hits = scan.search(node, kind, sort)
            address = Address(event, kind, row["id"])
            expected = hits.index(address) if address in hits else None
            assert archive.position(address, Search(node, address.kind, sort)) == expected
            backward = None if expected is None else len(hits) - 1 - expected
            assert (
                archive.position(address, Search(node, address.kind, sort, reverse=True))
                == backward
            )
            for way in (1, -1):
                rows = scan.collapsed(hits[::way])
                same = [hit for hit in rows if scan.collapsed([hit, address]) == [hit]]
                row = rows.index((same or [address])[0]) if address in hits else None
                assert row == archive.position(
                    address, Search(node, address.kind, sort, reverse=way < 0, collapsed=True)
                )
