"""Archives that are closed when a test is over, and the least that a record needs."""

import os
from contextlib import ExitStack
from itertools import count

import pytest
from click.testing import CliRunner
from postgres_server import has_shards, programs, running

from summit_tui.archive.sqlite.catalog import open_archive
from summit_tui.cli.group import cli

NUMBERS = count(1)


@pytest.fixture
def opened():
    """Return a function that opens the archive of some paths, in memory without a cache."""
    with ExitStack() as stack:

        def opener(*paths, cache=None):
            archive = open_archive(paths, cache)
            stack.callback(archive.close)
            return archive

        yield opener


@pytest.fixture
def quote():
    """Return a function that makes a statement of its id and what else is said."""

    def make(id, **more):
        needed = {"text": f"Statement {id}", "speaker": "ann", "mode": "paraphrase", "source": "s"}
        return {"id": id} | needed | more

    return make


@pytest.fixture(scope="session")
def server():
    """Return a running server; where none is installed the tests are skipped, and fail in CI."""
    if programs() is None:
        message = "no PostgreSQL server is installed: apt-get install postgresql"
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    with running() as server:
        yield server


@pytest.fixture
def database(server):
    """Return the name of a database of its own."""
    return server.make_database(f"test{next(NUMBERS)}")


@pytest.fixture
def command():
    """Return a function that runs a command in this process."""

    def run(*arguments):
        return CliRunner().invoke(cli, list(map(str, arguments)))

    return run


@pytest.fixture
def pushed(server, database, command):
    """Return a function that pushes a folder with the program, and returns the readers' address."""

    def push(folder):
        result = command("push", folder, server.address("press", database))
        assert result.exit_code == 0, result.stderr
        return server.address("desk", database)

    return push


@pytest.fixture
def sharded(server, command):
    """Return a function that pushes a folder to two shards, and returns the readers' address.

    Without PL/Proxy the tests are skipped, and fail in CI.
    """
    if not has_shards():
        message = "PL/Proxy is not installed: apt-get install postgresql-15-plproxy"
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    name = f"sharded{next(NUMBERS)}"
    names = [name, *server.make_shards(name, 2)]

    def push(folder):
        result = command("push", folder, *(server.address("press", each) for each in names))
        assert result.exit_code == 0, result.stderr
        return server.address("desk", name)

    return push
