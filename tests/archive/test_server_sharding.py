"""An archive that is divided among shards answers as the folder does, or not at all."""

import json
from contextlib import closing
from random import Random

import pytest
from archive_samples import Inventor, random_query
from test_server_conformance import agree, typed

from summit_tui.archive import UnreachableError
from summit_tui.archive.openers import open_store
from summit_tui.archive.postgres.shards import shard_failure
from tests.bench.generate import SIZES, generate
from tests.bench.searching import keystrokes


def schemas(server, database):
    with server.admin(database) as connection:
        rows = connection.execute("SELECT nspname FROM pg_namespace WHERE nspname ~ '^summit_'")
        return sorted(name for (name,) in rows)


@pytest.fixture
def events(tmp_path):
    """Return the folder of four events."""
    random = Random(5)
    for name in ("e1", "e2", "e3", "e4"):
        # A folder is one event.
        (tmp_path / name).mkdir()
        (tmp_path / name / "all.json").write_text(json.dumps(Inventor(random, name).tables(20)))
    return tmp_path


@pytest.mark.slow
def test_a_large_event_has_the_same_answers_on_shards(sharded, tmp_path):
    generate(SIZES["S"], tmp_path / "coverage", lines=True)
    queries = Random(2).sample(list(keystrokes()), 30)
    assert agree(tmp_path / "coverage", sharded(tmp_path / "coverage"), typed(queries), 1) > 400


@pytest.mark.parametrize("seed", [1, 2])
def test_whatever_ties_records_is_the_same_on_shards(sharded, events, seed):
    random = Random(seed)
    queries = [random_query(random) for _ in range(15)]
    assert agree(events, sharded(events), typed(queries), seed) > 150


def test_a_shard_that_is_down_is_named_and_nothing_is_shown_without_it(server, sharded, events):
    address = sharded(events)
    name = address.rpartition("/")[2]
    with closing(open_store([address], None).build()) as archive:
        assert archive.resolve("e1")
        with server.admin() as connection:
            connection.execute(f"ALTER DATABASE {name}_1 ALLOW_CONNECTIONS false")
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
                [f"{name}_1"],
            )
            for _ in range(2):
                with pytest.raises(
                    UnreachableError, match=f"shard 127.0.0.1/{name}_1: "
                ) as refusal:
                    archive.resolve("e1")
                assert "\n" not in str(refusal.value)
                assert refusal.value.archive == f"127.0.0.1/{name}_1"
            connection.execute(f"ALTER DATABASE {name}_1 ALLOW_CONNECTIONS true")
        assert archive.resolve("e1")


def test_shards_keep_what_readers_may_open_and_nothing_else(server, sharded, events):
    for number in range(3):
        (events / "e4" / "all.json").write_text(
            json.dumps(Inventor(Random(number), "e4").tables(5))
        )
        address = sharded(events)
        name = address.rpartition("/")[2]
        with server.admin(f"{name}_0") as connection:
            (pushed_by,) = connection.execute(
                "SELECT DISTINCT obj_description(oid, 'pg_namespace') FROM pg_namespace"
                " WHERE nspname ~ '^summit_'"
            ).fetchone()
            # As a push that was killed leaves it, and as one from elsewhere does.
            for version, by in (("killed", pushed_by), ("other", "elsewhere")):
                schema = f"summit_0_{version}_{number}"
                connection.execute(f"CREATE SCHEMA {schema} AUTHORIZATION press")
                connection.execute(f"COMMENT ON SCHEMA {schema} IS '{by}'")
    kept = schemas(server, name)
    assert len(kept) == 2
    assert schemas(server, f"{name}_1") == kept
    others = [f"summit_0_other_{number}" for number in range(3)]
    assert schemas(server, f"{name}_0") == ["summit_0_killed_2", *others, *kept]


def test_a_push_has_to_name_just_the_shards_that_are_asked(server, sharded, events, command):
    name = sharded(events).rpartition("/")[2]
    before = schemas(server, name)
    third = server.make_database(f"{name}_other")
    (events / "e4" / "all.json").write_text(json.dumps(Inventor(Random(1), "e4").tables(5)))
    for named, reason in {
        (name, f"{name}_0"): f"also asks the shard 127.0.0.1:{server.port}/{name}_1: name it",
        (
            name,
            f"{name}_0",
            third,
        ): f"also asks the shard 127.0.0.1:{server.port}/{name}_1: name it",
        (name, f"{name}_1", f"{name}_0", third): f"does not ask 127.0.0.1/{third}",
        (name, f"{name}_0", f"{name}_0"): f"127.0.0.1/{name}_0 is named twice",
        (name, name): f"127.0.0.1/{name} is named twice",
        (third, f"{name}_0", f"{name}_1"): "has no list of its shards",
        (f"{name}_0", f"{name}_1", third): "has no list of its shards",
    }.items():
        result = command("push", events, *(server.address("press", each) for each in named))
        assert result.exit_code == 2
        assert f"127.0.0.1/{named[0]}: nothing was pushed: " in result.stderr
        assert reason in result.stderr
    assert schemas(server, name) == before == schemas(server, f"{name}_0")
    assert schemas(server, third) == []


def test_a_first_server_that_asks_a_database_which_was_never_pushed_to_names_it(
    server, sharded, events, command
):
    name = sharded(events).rpartition("/")[2]
    with server.admin(f"{name}_1") as connection:
        connection.execute("DROP SCHEMA summit CASCADE")
    names = (name, f"{name}_0")
    result = command("push", events, *(server.address("press", each) for each in names))
    assert f"also asks the shard {name}_1" in result.stderr


def test_what_is_said_of_a_shard_is_where_it_is_and_why():
    for message, expected in {
        "PL/Proxy function summit.on_shards(1): [summits] PQconnectPoll: connection to server at"
        ' "s1" (192.0.2.1), port 5432 failed: Connection refused': (
            "s1/summits",
            "Connection refused",
        ),
        "PL/Proxy function summit.on_shards(1): [summits] PQconnectStart: could not translate": (
            "summits",
            "could not translate",
        ),
        'summit.on_shards(1): [b] REMOTE ERROR: schema "x" does not exist': (
            "b",
            'schema "x" does not exist',
        ),
        "permission denied for schema summit": None,
    }.items():
        assert shard_failure(message) == expected
