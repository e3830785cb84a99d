"""Texts are read from whatever a file turns out to be."""

import os
from hashlib import sha256

import pytest

from summit_tui.evidence import source_text as texts_module
from summit_tui.evidence.source_text import TextFile, read_text


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"", ""),
        (b"open", "open"),
        ("世界\r\n互联网".encode(), "世界\r\n互联网"),
        (b"\xef\xbb\xbfopen", "open"),
        (b"a\x00b", "a\x00b"),
    ],
)
def test_a_text_is_read_as_it_is_with_the_hash_of_its_bytes(tmp_path, content, text):
    (tmp_path / "a.txt").write_bytes(content)
    assert read_text(tmp_path / "a.txt") == TextFile(text, sha256(content).hexdigest(), None)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"open\nsource \xff", "the text is not UTF-8 in line 2; save it as UTF-8"),
        ("世界".encode("gb18030"), "the text is not UTF-8 in line 1; save it as UTF-8"),
        ("世界".encode("utf-16"), "the text is UTF-16; save it as UTF-8"),
        ("世界".encode()[:-1], "the text is not UTF-8 in line 1; save it as UTF-8"),
        (b"\xed\xa0\x80", "the text is not UTF-8 in line 1; save it as UTF-8"),
    ],
)
def test_a_text_in_another_encoding_is_a_problem_with_a_hash(tmp_path, content, problem):
    (tmp_path / "a.txt").write_bytes(content)
    expected = TextFile(None, sha256(content).hexdigest(), problem)
    assert read_text(tmp_path / "a.txt") == expected


def test_no_file_is_no_text_and_no_problem(tmp_path):
    (tmp_path / "file").write_text("")
    assert read_text(tmp_path / "absent.txt") == TextFile()
    assert read_text(tmp_path / "file" / "below.txt") == TextFile()


def test_what_is_not_a_file_is_a_problem_and_does_not_block(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert read_text(tmp_path / "pipe").problem == "the text is not a file"
    assert read_text(tmp_path).problem == "the text is not a file"


def test_names_that_no_file_can_have_are_a_problem(tmp_path):
    problem = "the text cannot be read: no path can have these characters"
    assert read_text(tmp_path / "a\0b").problem == problem
    assert read_text(tmp_path / ("x" * 5_000)).problem.startswith("the text cannot be read: ")


def test_a_link_to_itself_is_a_problem(tmp_path):
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    assert read_text(tmp_path / "loop").problem.startswith("the text cannot be read: ")


def test_a_file_beyond_the_bound_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(texts_module, "MAX_BYTES", 1024**2)
    (tmp_path / "a.txt").write_bytes(b"x" * (1024**2 + 1))
    assert read_text(tmp_path / "a.txt") == TextFile(None, None, "the text is larger than 1 MB")
    (tmp_path / "a.txt").write_bytes(b"x" * 1024**2)
    assert read_text(tmp_path / "a.txt").problem is None
