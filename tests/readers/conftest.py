"""Fixtures of the tests of reading."""

import pytest
from reader_samples import read_path


@pytest.fixture
def read(tmp_path):
    """Return a function that reads a text or bytes as a file of one format."""

    def read_text(suffix, text):
        path = tmp_path / f"a.{suffix}"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_path(path)

    return read_text
