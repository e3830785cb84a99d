"""What a push leaves on a server, and what readers may do there."""

import errno
import signal
import subprocess
import sys
import time
import zlib
from contextlib import closing

import psycopg
import pytest

from summit_tui.archive import Search, UnreachableError
from summit_tui.archive.openers import check_locations, open_store
from summit_tui.archive.postgres import push as pushing
from summit_tui.archive.postgres.address import parse_address
from summit_tui.archive.postgres.schema import MISPLACED
from summit_tui.archive.postgres.small_tables import assemble
from summit_tui.archive.query.tree import And


def versions(server, database):
    with server.admin(database) as connection:
        rows = connection.execute("SELECT nspname FROM pg_namespace WHERE nspname ~ '^summit_'")
        return sorted(name for (name,) in rows)


def quotes(address, cache=None):
    store = open_store([address], cache)
    with closing(store.fresh() or store.build()) as archive:
        return {entry.record.text for entry in archive.search(Search(And(), "quotes")).hits}


def test_the_last_two_versions_stay_and_either_is_opened(
    server, database, pushed, coverage, records, command
):
    texts = []
    for number in range(3):
        texts.append(f"Statement number {number}.")
        records["quotes"][0]["text"] = texts[-1]
        address = pushed(coverage(records, "coverage"))
    assert len(versions(server, database)) == 2
    assert texts[2] in quotes(address)
    assert texts[1] in quotes(f"{address}#previous")
    result = command("diff", f"{address}#previous", address)
    assert (result.exit_code, "Changed: 1 text." in result.output) == (1, True), result.output
    assert "has no version summit_1" in command("search", "x", f"{address}#summit_1").stderr


def test_what_has_not_changed_is_not_pushed_again(server, database, pushed, coverage, command):
    folder = coverage()
    pushed(folder)
    before = versions(server, database)
    result = command("push", folder, server.address("press", database))
    assert (result.exit_code, f"already, as {before[0]}" in result.stderr) == (0, True)
    assert versions(server, database) == before
    assert command("push", "-q", folder, server.address("press", database)).output == ""


def test_a_reader_goes_on_in_the_version_that_was_opened(pushed, coverage, records):
    address = pushed(coverage(records, "coverage"))
    store = open_store([address], None)
    with closing(store.build()) as archive:
        records["quotes"][0]["text"] = "Something else."
        pushed(coverage(records, "coverage"))
        hits = archive.search(Search(And(), "quotes")).hits
        assert "Something else." not in {entry.record.text for entry in hits}
        assert open_store([address], None).version != store.version
        for number in range(2):
            records["quotes"][0]["text"] = f"Something else again, {number}."
            pushed(coverage(records, "coverage"))
        with pytest.raises(UnreachableError, match="no longer has the version"):
            archive.resolve("anything")


def test_a_push_that_breaks_leaves_nothing(
    server, database, pushed, coverage, records, command, monkeypatch
):
    address = pushed(coverage())
    records["quotes"][0]["text"] = "Something else."
    before, seen = versions(server, database), quotes(address)
    monkeypatch.setattr(pushing, "INDEXES", (*pushing.INDEXES, "SELECT 1 / 0"))
    result = command("push", coverage(records, "other"), server.address("press", database))
    assert (result.exit_code, "nothing was pushed: division by zero" in result.stderr) == (2, True)
    assert versions(server, database) == before
    assert quotes(address) == seen


@pytest.mark.parametrize("error", [psycopg.OperationalError("gone"), KeyboardInterrupt()])
def test_a_push_that_breaks_when_readers_see_it_has_pushed(
    error, server, database, coverage, command, monkeypatch
):
    def fail(*_):
        raise error

    monkeypatch.setattr(pushing, "_drop_older", fail)
    result = command("push", coverage(), server.address("press", database))
    assert (result.exit_code, "Pushed 14 records" in result.stderr) == (0, True), result.stderr
    assert len(versions(server, database)) == 1


def test_a_push_that_is_killed_leaves_nothing(server, database, coverage, root, command):
    program = (
        "import sys, time; from summit_tui.archive.postgres import push\n"
        "push._drop_older = lambda _: None\n"
        "whole = push._Push._copy_documents\n"
        "def wait(self): print('sent', flush=True); time.sleep(60)\n"
        "push._Push._copy_documents = wait\n"
        "from summit_tui.cli.group import cli; cli()"
    )
    address = server.address("press", database)
    process = subprocess.Popen(
        [sys.executable, "-c", program, "push", str(coverage()), address],
        cwd=root,
        stdout=subprocess.PIPE,
    )
    with process:
        assert process.stdout.readline() == b"sent\n"
        # Meanwhile no other push gets in.
        other = command("push", coverage(), address)
        assert (other.exit_code, "another push is under way" in other.stderr) == (2, True)
        process.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if command("push", coverage(), address).exit_code == 0:
            break
    assert len(versions(server, database)) == 1


def test_no_reader_can_keep_a_push_out(server, database, pushed, coverage, records):
    address = pushed(coverage(records, "coverage"))
    (schema,) = versions(server, database)
    with psycopg.connect(address) as connection:
        # Locks, in both ways in which one is asked for, and reads that last.
        connection.execute("SELECT pg_advisory_lock(%s)", [0x73756D6D])
        connection.execute("SELECT pg_advisory_lock(number) FROM generate_series(0, 9) AS number")
        connection.execute("LOCK TABLE summit.version IN ACCESS SHARE MODE")
        connection.execute(f"SELECT count(*) FROM summit.version, {schema}.record")
        records["quotes"][0]["text"] = "Something else."
        pushed(coverage(records, "coverage"))
    assert len(versions(server, database)) == 2
    with psycopg.connect(address, autocommit=True) as connection:
        for mode in ("ROW SHARE", "ROW EXCLUSIVE", "SHARE", "EXCLUSIVE", "ACCESS EXCLUSIVE"):
            with (
                pytest.raises(psycopg.errors.InsufficientPrivilege),
                connection.transaction(),
            ):
                connection.execute(f"LOCK TABLE summit.version IN {mode} MODE")


def test_another_layout_is_named_with_ours(server, database, pushed, coverage, command):
    address = pushed(coverage())
    with server.admin(database) as connection:
        connection.execute("UPDATE summit.version SET layout = 'old', program = '0.0.9'")
    result = command("search", "cable", address)
    assert result.exit_code == 2
    assert "was pushed by summit-tui 0.0.9 in layout old; this program reads" in result.stderr


def test_a_database_without_the_role_or_a_version_says_what_to_do(
    server, database, command, coverage
):
    empty = command("search", "x", server.address("desk", database))
    assert "has no version that was pushed" in empty.stderr
    with server.admin() as connection:
        connection.execute("ALTER ROLE summit_reader RENAME TO others")
        try:
            result = command("push", coverage(), server.address("press", database))
        finally:
            connection.execute("ALTER ROLE others RENAME TO summit_reader")
    assert "there is no role summit_reader" in result.stderr


FORBIDDEN = [
    "INSERT INTO {schema}.record SELECT * FROM {schema}.record LIMIT 1",
    "UPDATE {schema}.record SET data = ''",
    "DELETE FROM {schema}.record",
    "TRUNCATE {schema}.record",
    "DROP SCHEMA {schema} CASCADE",
    "CREATE FUNCTION {schema}.own() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "DELETE FROM summit.version",
    "CREATE SCHEMA own",
    "CREATE TABLE public.own (x int)",
    "CREATE TEMPORARY TABLE own (x int)",
    "COPY {schema}.record TO '/tmp/stolen'",
    "COPY {schema}.record TO PROGRAM 'cat'",
    "COPY summit.version FROM '/etc/passwd'",
    "SELECT pg_read_file('/etc/passwd')",
    "SELECT pg_ls_dir('/')",
    "SELECT lo_import('/etc/passwd')",
    "SELECT lo_create(0)",
    "SELECT lo_creat(-1)",
    "SELECT lo_from_bytea(0, 'x')",
    "SELECT pg_logical_emit_message(false, 'a', 'b')",
    "SELECT pg_logical_emit_message(false, 'a', 'b'::bytea)",
    "CREATE ROLE other",
    "SET ROLE press",
]


def test_a_reader_may_read_and_nothing_else(server, database, pushed, coverage):
    address = pushed(coverage())
    (schema,) = versions(server, database)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("SET default_transaction_read_only = off")
        assert connection.execute(f"SELECT count(*) FROM {schema}.record").fetchone() > (0,)
        for statement in FORBIDDEN:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement.format(schema=schema))


SECRETS = [
    "postgresql://desk:secret@host/summits",
    "postgresql://:secret@host/summits",
    "postgresql://host/summits?user=desk&password=secret",
    "postgresql://host/summits?sslpassword=secret",
    "postgresql://desk:12/secret@host/summits",
    "postgresql://desk:a#secret@host/summits",
    "postgresql://desk:@secret@host/summits?user=desk",
    # Not as a parameter is usually written, but as libpq reads it.
    "postgresql://host/summits?p%61ssword=secret",
    "postgresql://desk:12?secret@host/summits",
    "POSTGRESQL://desk:secret@host/summits",
]


def check_and_parse(address):
    check_locations([address])
    return parse_address(address)


@pytest.mark.parametrize("address", SECRETS)
def test_a_password_in_an_address_is_refused_and_not_repeated(address, command, coverage):
    with pytest.raises(
        ValueError, match=r"may not have a password|An address is written"
    ) as refusal:
        check_and_parse(address)
    assert "secret" not in str(refusal.value)
    for words in (("search", "x", address), ("push", coverage(), address)):
        result = command(*words)
        assert (result.exit_code, "secret" in result.output) == (2, False)


def test_a_host_elsewhere_has_to_prove_who_it_is():
    assert parse_address("postgresql://db.example.org/s").settings["sslmode"] == "verify-full"
    assert parse_address("postgresql://127.0.0.1,db.example.org/s").settings["sslmode"]
    chosen = parse_address("postgresql://db.example.org/s?sslmode=require").settings
    assert chosen["sslmode"] == "require"
    for here in ("", "localhost", "127.0.0.1", "[::1]", "%2Ftmp"):
        assert "sslmode" not in parse_address(f"postgresql://{here}/s").settings


def test_a_port_before_a_user_among_the_parameters_is_no_password():
    for address in ("postgresql://h:5432,i:5433/s?user=a@b", "postgresql://[::1]:5432/s#previous"):
        check_locations([address])


def test_a_host_that_the_environment_names_has_to_prove_who_it_is_too(monkeypatch):
    def mode(text):
        return parse_address(text).settings.get("sslmode")

    assert mode("postgresql:///s?hostaddr=127.0.0.1,&host=a,db.example.org") == "verify-full"
    assert mode("postgresql:///s?hostaddr=127.0.0.1&host=db.example.org") is None
    monkeypatch.setenv("PGHOST", "db.example.org,db2.example.org")
    address = parse_address("postgresql:///s")
    assert (address.settings["sslmode"], address.name) == (
        "verify-full",
        "db.example.org,db2.example.org/s",
    )
    monkeypatch.setenv("PGHOSTADDR", "203.0.113.1")
    assert mode("postgresql://localhost/s") == "verify-full"


def test_a_service_gives_what_the_address_leaves_open(
    server, database, pushed, coverage, tmp_path, monkeypatch, command
):
    pushed(coverage())
    file = tmp_path / "services"
    file.write_text(f"[desk]\nhost=127.0.0.1\nport={server.port}\nuser=desk\ndbname={database}\n")
    monkeypatch.setenv("PGSERVICEFILE", str(file))
    result = command("search", "cable", "postgresql://?service=desk")
    assert result.exit_code == 0, result.output
    monkeypatch.setenv("PGSERVICE", "desk")
    assert command("search", "cable", "postgresql://").exit_code == 0


def test_small_tables_are_fetched_once_and_listed(pushed, coverage, command, tmp_path):
    address, cache = pushed(coverage()), tmp_path / "cache"
    assert open_store([address], cache).fresh() is None
    quotes(address, cache)
    with closing(open_store([address], cache).fresh()) as archive:
        assert archive.resolve("direct")
    listed = command("cache", "--cache", cache).stdout
    assert listed.startswith("servers ")
    assert command("cache", "--clear", "servers", "--cache", cache).exit_code == 0
    assert not list(cache.rglob("*.index"))


def test_hostile_records_are_pushed_and_found(pushed, coverage, records, command):
    long = " ".join(f"word{number}" for number in range(20_000)) + " lastly spoken"
    texts = {
        "nul": "An odd \x00 one with \\ and 'quotes' and \t\n\\N.",
        "word": "x" * 5_000 + " ending",
        "long": long,
        "often": "again " * 400,
        "han": "的一是不了" * 50,
    }
    for number, (id, text) in enumerate(texts.items()):
        records["quotes"].append(
            records["quotes"][0] | {"id": id, "text": text, "date": f"2030-01-{number + 1:02}"}
        )
    address = pushed(coverage(records, "coverage"))
    for query, id in {
        "odd quotes": "nul",
        "x" * 5_000: "word",
        "word19999": "long",
        "lastly": "long",
        "again": "often",
        "的一是": "han",
    }.items():
        result = command("search", query, address, "--format", "address")
        assert f"quotes/{id}" in result.stdout, (query[:20], result.output)


def test_a_disk_that_is_full_is_named_where_the_small_tables_are_kept(tmp_path):
    def compressed():
        yield zlib.compress(b"beginning")
        raise OSError(errno.ENOSPC, "No space left on device")

    path = tmp_path / "tables.index"
    with pytest.raises(OSError, match="No space left") as refusal:
        assemble(path, compressed())
    assert refusal.value.filename == str(path)
    assert not list(tmp_path.iterdir())


def test_an_id_that_no_record_can_have_is_found_nowhere(pushed, coverage):
    with closing(open_store([pushed(coverage())], None).build()) as archive:
        (address,) = archive.resolve("direct")
        for id in ("a\0b", "\ud800", "é"):
            assert archive.resolve(f"quotes/{id}") == []
            assert archive.get(address._replace(id=id)) is None


def test_documents_lie_in_the_order_in_which_they_are_read(
    server, database, pushed, coverage, command, monkeypatch
):
    pushed(coverage())
    (schema,) = versions(server, database)
    query = MISPLACED.replace("{schema}", schema)
    with server.admin(database) as connection:
        assert connection.execute(query).fetchone() == (0,)
        # A row that is changed moves to the end.
        connection.execute(f"UPDATE {schema}.document SET docid = docid WHERE docid = 0")
        assert connection.execute(query).fetchone() == (1,)
    monkeypatch.setattr(pushing, "MISPLACED", "SELECT 1")
    other = server.address("press", server.make_database(f"{database}_misplaced"))
    result = command("push", coverage(), other)
    assert (result.exit_code, "does not keep records in order" in result.stderr) == (2, True)
