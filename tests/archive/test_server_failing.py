"""What a reader meets where a server stops, goes silent, refuses or is somewhere else."""

import json
import time
from contextlib import closing
from threading import Timer

import psycopg
import pytest
from relay import Relay

from summit_tui.archive import (
    DeniedError,
    InterruptedSearchError,
    Search,
    TooSlowError,
    UnreachableError,
    usual_order,
)
from summit_tui.archive.openers import open_store
from summit_tui.archive.postgres import session as sessions
from summit_tui.archive.postgres.address import parse_address
from summit_tui.archive.postgres.session import Session
from summit_tui.archive.query import parse
from summit_tui.archive.query.tree import And
from summit_tui.model.kinds import KINDS


def opened(address):
    return open_store([address], None).build()


def through(relay, address, server):
    return address.replace(f":{server.port}/", f":{relay.port}/")


def test_a_question_after_the_server_was_started_again_is_answered(server, pushed, coverage):
    with closing(opened(pushed(coverage()))) as archive:
        server.stop()
        try:
            for _ in range(2):
                with pytest.raises(UnreachableError, match=r"does not answer: Connection refused"):
                    archive.resolve("direct")
            archive.interrupt()
        finally:
            server.start()
        assert archive.resolve("direct")
    archive.interrupt()
    archive.close()
    with pytest.raises(InterruptedSearchError):
        archive.resolve("direct")


def test_a_server_that_goes_silent_is_given_up(server, pushed, coverage, monkeypatch):
    monkeypatch.setattr(sessions, "_PATIENCE", 0.3)
    address = pushed(coverage()) + "?connect_timeout=1"
    with Relay(server.port) as relay, closing(opened(through(relay, address, server))) as archive:
        assert archive.resolve("direct")
        relay.is_silent = True
        begun = time.monotonic()
        with pytest.raises(UnreachableError):
            archive.resolve("panel")
        archive.interrupt()
        assert time.monotonic() - begun < 15
        relay.is_silent = False
        assert archive.resolve("panel")


def test_a_question_takes_no_longer_than_its_time(server, database, monkeypatch):
    monkeypatch.setattr(sessions, "_OPTIONS", "-c statement_timeout=100ms")
    with closing(Session(parse_address(server.address("desk", database)))) as session:
        with pytest.raises(TooSlowError, match="took too long"):
            session.ask("SELECT pg_sleep(10)")
        assert session.ask("SELECT 1") == [(1,)]


def test_a_question_is_stopped_and_the_next_one_is_not(server, database):
    with closing(Session(parse_address(server.address("desk", database)))) as session:
        for _ in range(3):
            timer = Timer(0.1, session.interrupt)
            timer.start()
            with pytest.raises(InterruptedSearchError):
                session.ask("SELECT pg_sleep(10)")
            assert session.ask("SELECT 1") == [(1,)]
            timer.join()


def test_who_may_not_read_is_told_so(server, database, pushed, coverage, command):
    address = pushed(coverage())
    with server.admin() as connection:
        connection.execute("CREATE ROLE stranger LOGIN")
    try:
        with pytest.raises(DeniedError, match="permission denied for schema summit"):
            open_store([address.replace("desk@", "stranger@")], None)
    finally:
        with server.admin() as connection:
            connection.execute("DROP ROLE stranger")
    for wrong in (address.replace("desk@", "nobody@"), address + "x"):
        result = command("search", "x", wrong)
        assert (result.exit_code, "does not exist" in result.stderr) == (2, True), result.stderr


def test_a_password_that_is_wrong_or_missing_is_a_refusal(server, pushed, coverage, monkeypatch):
    address = pushed(coverage()).replace("desk@", "locked@")
    monkeypatch.setenv("PGPASSFILE", str(server.folder / "no-passwords"))
    for password in ("", "wrong", "canary"):
        monkeypatch.setenv("PGPASSWORD", password)
        if password == "canary":
            opened(address).close()
        else:
            with pytest.raises(DeniedError, match=r"refused: .*password") as refusal:
                opened(address)
            assert "wrong" not in str(refusal.value)


def test_a_reason_is_what_the_last_host_said_and_no_advice():
    for text, reason in {
        'connection failed: connection to server at "h", port 1 failed: root certificate file "r"'
        " does not exist\nEither provide the file, or change sslmode.": (
            'root certificate file "r" does not exist'
        ),
        'connection failed: connection to server at "a", port 1 failed: Connection refused\n'
        "\tIs the server running?\nMultiple connection attempts failed. All failures were:\n"
        '- host: "a": connection failed: server at "a" failed: Connection refused\n\tIs it?\n'
        '- host: "b": connection failed: server at "b" failed: timeout expired\nWait.': (
            "timeout expired"
        ),
        "server closed the connection unexpectedly\n\tProbably it terminated.\nAgain.": (
            "server closed the connection unexpectedly"
        ),
        "": "OperationalError",
    }.items():
        assert sessions.reason_of(psycopg.OperationalError(text)) == reason


def test_the_next_host_answers_until_the_first_does_again(server, pushed, coverage, monkeypatch):
    monkeypatch.setattr(sessions, "RETURN_AFTER", 0.2)
    address = pushed(coverage())
    name = address.rpartition("/")[2]
    with Relay(server.port) as first, Relay(server.port) as second:
        both = f"postgresql://desk@127.0.0.1:{first.port},127.0.0.1:{second.port}/{name}"
        with closing(opened(both + "?connect_timeout=1")) as archive:
            session = archive._store._session
            assert session._connection.info.port == first.port
            first.is_silent = True
            monkeypatch.setattr(sessions, "_PATIENCE", 0.3)
            assert archive.resolve("direct")
            assert session._connection.info.port == second.port
            first.is_silent = False
            deadline = time.monotonic() + 20
            while session._connection.info.port != first.port and time.monotonic() < deadline:
                assert archive.resolve("direct")
            assert session._connection.info.port == first.port


def test_a_page_is_one_trip(server, pushed, coverage):
    address = pushed(coverage())
    texts = ["cable", "cab", "lin", "together lay", "mode:direct", "kind:quote", "linmei cable"]
    with Relay(server.port) as relay, closing(opened(through(relay, address, server))) as archive:
        for text in texts:
            node = parse(text, typing=True).node
            before = relay.trips
            archive.search(Search(node, "quotes", usual_order(node)))
            assert relay.trips - before <= 1, text
            before = relay.trips
            archive.counts(node)
            archive.facets(node, "quotes")
            assert relay.trips - before <= 2, text
        for kind in KINDS:
            for hit in archive.search(Search(And(), kind)).hits[:3]:
                before = relay.trips
                archive.neighbours(hit.address)
                assert relay.trips - before <= 2, hit.address


def test_namesakes_and_events_are_fetched_at_once(server, pushed, quote, tmp_path):
    for event in ("e1", "e2", "e3"):
        speaker = {"id": event, "name": "Ann Lee", "same_as": ["e1/speakers/e1"]}
        tables = {
            "event": {"id": event, "name": event},
            "speakers": [speaker],
            "sources": [{"id": "s", "title": "S", "publisher": "P", "url": "https://example.org"}],
            "quotes": [quote("q", speaker=event)],
        }
        (tmp_path / event).mkdir()
        (tmp_path / event / "all.json").write_text(json.dumps(tables))
    address = pushed(tmp_path)
    with Relay(server.port) as relay, closing(opened(through(relay, address, server))) as archive:
        before = relay.trips
        assert len(archive.info().events) == 3
        people = archive.facets(And(), "quotes")["speaker"]
        editions = [archive.editions(value.restriction.address) for value in people]
        assert list(map(len, editions)) == [3, 3, 3]
        assert relay.trips - before == 2
