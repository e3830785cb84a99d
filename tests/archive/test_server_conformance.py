"""An archive on a server answers as the folder that was pushed does."""

import json
import sqlite3
from contextlib import closing
from random import Random
from types import SimpleNamespace

import pytest
from archive_samples import WORDS, Inventor, random_query

from summit_tui.archive.openers import open_store
from summit_tui.archive.postgres import store as stores
from summit_tui.archive.postgres.lexemes import tsquery
from summit_tui.archive.sqlite import postings
from summit_tui.archive.sqlite.catalog import open_archive
from summit_tui.archive.sqlite.expressions import Both, Either, Words
from summit_tui.archive.sqlite.index_file import connect_read_only
from summit_tui.paths import bundled_coverage
from tests.bench.conformance import differences
from tests.bench.generate import SIZES, generate
from tests.bench.searching import keystrokes


def agree(folder, address, texts, seed):
    """Compare all answers; return how many were compared."""
    store = open_store([address], None)
    with closing(store.build()) as there, closing(open_archive([folder], None)) as here:
        compared = list(differences(here, there, texts, seed))
    assert [each for each in compared if each] == []
    return len(compared)


def typed(queries):
    return [(text, number % 2 == 0) for number, text in enumerate(queries)]


@pytest.mark.slow
def test_a_large_event_has_the_same_answers(pushed, tmp_path):
    generate(SIZES["S"], tmp_path / "coverage", lines=True)
    queries = Random(1).sample(list(keystrokes()), 30)
    assert agree(tmp_path / "coverage", pushed(tmp_path / "coverage"), typed(queries), 1) > 400


@pytest.mark.slow
def test_a_page_reads_no_more_documents_than_it_needs(server, database, pushed, tmp_path):
    generate(SIZES["S"], tmp_path / "coverage", lines=True)
    pushed(tmp_path / "coverage")
    with server.admin(database) as connection, connection.transaction():
        (schema,) = connection.execute("SELECT name FROM summit.version").fetchone()
        page = f"{schema}.page(ARRAY[%s], 0, 9999, 25, false, 0, 25, '{{}}')"
        (docids, *_), *_ = connection.execute(f"SELECT * FROM {page}", ["'t':*"]).fetchall()
        query = "SELECT idx_tup_fetch FROM pg_stat_xact_user_tables WHERE relid = %s::regclass"
        (read,) = connection.execute(query, [f"{schema}.document"]).fetchone()
    assert len(docids.split(",")) == 25 <= read < 100


def test_a_server_beside_a_folder_answers_as_both_folders(pushed, tmp_path):
    random = Random(3)
    folders = [tmp_path / name for name in ("e1", "e2")]
    for folder in folders:
        folder.mkdir()
        (folder / "all.json").write_text(json.dumps(Inventor(random, folder.name).tables(30)))
    # What the server has of the second event is hidden by the folder, which is named first.
    address = pushed(tmp_path)
    store = open_store([folders[1], address], tmp_path / "cache")
    with closing(store.build()) as joined, closing(open_archive(folders[::-1], None)) as here:
        queries = [random_query(random) for _ in range(15)]
        compared = list(differences(here, joined, typed(queries), 3))
        assert [problem.code for problem in joined.info().problems] == ["E109"]
    assert len(compared) > 100
    for question, *answers in filter(None, compared):
        assert "facets" in question
        # Values that are equally frequent may stand otherwise, and be spelt as either spells them.
        here_counts, joined_counts = [
            {
                name: {value.restriction: value.count for value in values}
                for name, values in answer.items()
            }
            for answer in answers
        ]
        assert joined_counts == here_counts, question
    with closing(open_store([folders[1], address], tmp_path / "cache").fresh()) as again:
        assert len(again.info().events) == 2


@pytest.mark.parametrize("seed", [1, 2])
def test_whatever_ties_records_is_the_same(pushed, tmp_path, seed):
    random = Random(seed)
    for name in ("e1", "e2"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "all.json").write_text(json.dumps(Inventor(random, name).tables(30)))
    queries = [random_query(random) for _ in range(15)]
    assert agree(tmp_path, pushed(tmp_path), typed(queries), seed) > 150


def test_rows_that_made_way_are_asked_for_again(monkeypatch):
    def rows(_, parameters):
        return [(docid, 0, 0, f"q{docid}", 0, 1, "{}", 0, 0) for docid in parameters[0]]

    monkeypatch.setattr(stores, "_KEPT", 2)
    with closing(sqlite3.connect(":memory:")) as tables:
        tables.execute("CREATE TABLE posting_key (key TEXT)")
        store = stores.PostgresStore(SimpleNamespace(ask=rows), "summit_1", tables)
        for docids in ([1, 2, 3], [2, 3, 4]):
            assert [row.docid for row in store.records(docids)] == docids


def test_frequent_beginnings_are_lexemes_and_find_the_same(pushed, tmp_path, monkeypatch):
    monkeypatch.setattr(postings, "_LEAST", 20)
    random = Random(4)
    tables = Inventor(random, "e").tables(60)
    texts = ["gea jabroun", "gea just", "gea so just", "once gea is just"] * 8
    for quote, text in zip(tables["quotes"], texts, strict=False):
        quote["text"] = text
    (tmp_path / "all.json").write_text(json.dumps(tables))
    with closing(open_archive([tmp_path], tmp_path / "cache")):
        (index,) = (tmp_path / "cache").glob("*.index")
        with closing(connect_read_only(index)) as tables:
            beginnings = postings.beginnings_in(tables)
    assert {"d*", "c*", "j*"} <= beginnings
    queries = [f"{random.choice(WORDS)} {each.removesuffix('*')}" for each in sorted(beginnings)]
    queries += ["speaker:s d", '"gea j', '"gea ja', "gea-j"]
    compared = agree(tmp_path, pushed(tmp_path), [(text, True) for text in queries], 4)
    assert compared > 100


def test_an_expression_asks_for_a_frequent_beginning_and_for_no_word_twice():
    whole, prefix, other = Words(("dig",)), Words(("dig",), prefix=True), Words(("d",), prefix=True)
    in_names = Words(("d",), prefix=True, column="speaker")
    for expression, text in {
        Both((whole, other)): "'dig' & '*d'",
        Both((Both((prefix, other)), whole), (in_names,)): "'*d' & 'dig' & !'Sd':*",
        Either((prefix, in_names)): "'dig':* | 'Sd':*",
        Words(("a", "d"), prefix=True): "'a' <-> 'd':*",
    }.items():
        assert tsquery(expression, {"d*"}).replace("(", "").replace(")", "") == text


def test_the_bundled_coverage_has_the_same_answers(pushed):
    queries = ["internet", "林", "mode:direct gov", "has:readings", "sources:>1", "cyberspase"]
    assert agree(bundled_coverage(), pushed(bundled_coverage()), typed(queries), 1) > 150
