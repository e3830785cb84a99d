"""Archives that are closed when a test is over, and the least that a record needs."""

from contextlib import ExitStack

import pytest

from summit_tui.archive.sqlite.catalog import open_archive


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
