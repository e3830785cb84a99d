"""While a command reads the files, a terminal is told how far that has come."""

import io
import os

import pytest
from click.testing import CliRunner

from summit_tui.archive.progress import Progress
from summit_tui.archive.sqlite import catalog
from summit_tui.cli.group import cli
from summit_tui.cli.options import progress_line


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self):
        return True


def test_without_a_terminal_nothing_is_told():
    stream = io.StringIO()
    with progress_line(stream) as report:
        assert report is None
    assert stream.getvalue() == ""


def test_a_quick_reading_is_not_told():
    stream = Terminal()
    with progress_line(stream, lambda: 5.0) as report:
        report(Progress("reading", 1, 2, 3))
    assert stream.getvalue() == ""


@pytest.mark.parametrize("columns", [10, 200])
def test_a_longer_one_is_told_on_one_line_that_is_gone_at_the_end(monkeypatch, columns):
    monkeypatch.setattr("shutil.get_terminal_size", lambda: os.terminal_size((columns, 24)))
    stream, times = Terminal(), iter([0.0, 0.4, 1.0, 1.01, 2.0])

    def read_and_stop():
        with progress_line(stream, lambda: next(times)) as report:
            for records in (100, 1_000, 1_001, 2_000):
                report(Progress("reading", records // 100, 40, records))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_and_stop()
    before, *lines, blank, after = stream.getvalue().split("\r")
    assert before == after == blank.strip() == ""
    assert len(lines) == 2
    assert all(len(line) < columns and len(line) <= len(blank) for line in lines)
    whole = (
        "[##                  ]  10% · 10 of 40 files · 1,000 records · 1,000 a second · 9 s left"
    )
    assert lines[0].rstrip() == whole[: columns - 1].rstrip()
    assert "\x1b" not in stream.getvalue()


def test_ctrl_c_while_the_files_are_read_leaves_no_index_and_no_traceback(
    coverage, tmp_path, monkeypatch
):
    real = catalog._build

    def build(files, problems, connection, report):
        real(files, problems, connection, report)
        raise KeyboardInterrupt

    monkeypatch.setattr(catalog, "_build", build)
    cache = tmp_path / "cache"
    command = ["search", "cable", str(coverage()), "--cache", str(cache)]
    result = CliRunner().invoke(cli, command)
    assert (result.exit_code, result.stdout) == (130, "")
    assert result.stderr == "summit-tui: stopped; the files have not been read to their end\n"
    assert list(cache.iterdir()) == []


@pytest.mark.parametrize("command", [["search", "cable"], ["diff", "."]])
def test_ctrl_c_while_the_files_are_listed_is_said_too(coverage, monkeypatch, command):
    monkeypatch.chdir(coverage())

    def list_files(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(catalog.Catalog, "list_files", list_files)
    result = CliRunner().invoke(cli, [*command, "."])
    assert (result.exit_code, result.stdout) == (130, "")
    assert result.stderr == "summit-tui: stopped; the files have not been read to their end\n"
