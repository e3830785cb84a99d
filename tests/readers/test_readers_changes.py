"""Files that vanish, change or fail while they are read."""

import os
import threading

import pytest
from reader_samples import SUFFIXES, WHOLE, quote, read_path

from summit_tui.model.problem import Problem
from summit_tui.readers import CoverageFile, coverage_files, read_file
from summit_tui.readers.parsed import ParsedRecord


def listed(path):
    return CoverageFile(str(path), path.name, ".", ".", 0, 0)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_that_vanished_is_a_problem(tmp_path, suffix):
    (problem,) = read_file(listed(tmp_path / f"gone.{suffix}"))
    assert str(problem).startswith(f"gone.{suffix}: E001: cannot be read: ")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_folder_in_a_files_place_is_a_problem(tmp_path, suffix):
    (tmp_path / f"a.{suffix}").mkdir()
    (problem,) = read_file(listed(tmp_path / f"a.{suffix}"))
    assert problem.code == "E001"


@pytest.mark.skipif(os.name == "nt", reason="the system has no pipes with names")
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_pipe_in_a_files_place_does_not_block(tmp_path, suffix):
    os.mkfifo(tmp_path / f"a.{suffix}")
    results = []
    reader = threading.Thread(
        target=lambda: results.extend(read_file(listed(tmp_path / f"a.{suffix}"))), daemon=True
    )
    reader.start()
    reader.join(10)
    assert [problem.code for problem in results] == ["E001"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_a_problem(tmp_path):
    path = tmp_path / "a.toml"
    path.touch(0o000)
    assert [result.code for result in read_path(path)] == ["E001"]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_cut_short_while_it_is_read_ends_quietly(tmp_path, suffix):
    path = tmp_path / f"a.{suffix}"
    path.write_text(WHOLE[suffix]([quote(n) for n in range(5000)]))
    (file,), _ = coverage_files([path])
    reading = read_file(file)
    assert isinstance(next(reading), ParsedRecord)
    os.truncate(path, 1000)
    rest = list(reading)
    assert {type(result) for result in rest} <= {ParsedRecord, Problem}
    assert len(rest) < 5000


def test_a_failing_disk_is_a_problem(tmp_path, monkeypatch):
    class Failing:
        def __enter__(self):
            return self

        def __exit__(self, *_):
            return None

        def read(self, *_):
            raise OSError(5, "Input/output error")

        readline = read

    monkeypatch.setattr("summit_tui.readers.encoding.open_regular", lambda *_: Failing())
    for suffix in SUFFIXES:
        (problem,) = read_file(listed(tmp_path / f"a.{suffix}"))
        assert str(problem) == f"a.{suffix}: E001: cannot be read: Input/output error"
