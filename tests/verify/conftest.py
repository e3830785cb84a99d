"""One archive for all tests of drafts."""

import pytest
from drafting import Desk, opened


@pytest.fixture(scope="session")
def desk(tmp_path_factory):
    """Return what judges drafts by the small coverage, which no test changes."""
    archive = opened(tmp_path_factory.mktemp("drafts") / "coverage")
    yield Desk(archive)
    archive.close()
