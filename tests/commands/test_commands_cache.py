"""`summit-tui cache`: which indexes there are, and how to be rid of them."""

import os
import re

import pytest
from click.testing import CliRunner

from summit_tui.cli import cli
from summit_tui.places import cache_folder


def run(*arguments):
    return CliRunner().invoke(cli, list(map(str, arguments)))


def test_without_an_index_nothing_is_listed():
    result = run("cache")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"0 indexes in {cache_folder()}, 0 B\n"


@pytest.mark.parametrize("elsewhere", [False, True])
def test_each_index_is_a_line_of_size_day_and_paths(coverage, tmp_path, elsewhere):
    folder = coverage()
    where = ["--cache", tmp_path / "cache"] if elsewhere else []
    run("search", "x", folder, *where)
    (index,) = (tmp_path / "cache" if elsewhere else cache_folder()).iterdir()
    os.utime(index, (1_000_000_000, index.stat().st_mtime))
    result = run("cache", *where)
    assert result.exit_code == 0
    assert re.fullmatch(rf" +\d+ kB  2001-09-09  {re.escape(str(folder))}\n", result.stdout)
    assert result.stderr.startswith(f"1 index in {index.parent}, ")
    cleared = run("cache", "--clear", *where)
    assert (cleared.exit_code, cleared.stdout) == (0, "")
    assert cleared.stderr == f"1 index removed from {index.parent}\n"
    assert list(index.parent.iterdir()) == []


def test_what_cannot_be_read_is_said_to_be_so_and_is_cleared_as_well(tmp_path):
    (tmp_path / "0123abcd-0001.index").write_bytes(b"SQLite format 3\0" + bytes(5_000))
    (tmp_path / "thesis.index").write_bytes(b"mine")
    result = run("cache", "--cache", tmp_path)
    assert "0123abcd-0001.index, made from unknown files (damaged)\n" in result.stdout
    assert len(result.stdout.splitlines()) == 1
    assert run("cache", "--cache", tmp_path, "--clear").exit_code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.index"]


def test_a_path_cannot_steer_the_terminal(coverage):
    folder = coverage(folder="a\x1b]0;b\x07c")
    run("search", "x", folder)
    result = run("cache")
    assert result.exit_code == 0
    assert not {"\x1b", "\x07"} & set(result.output)
