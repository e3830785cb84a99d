"""An index whose files several processes read is the one that this process would make."""

import json
import os
import subprocess
import sys
from contextlib import closing

import pytest

from summit_tui.archive.progress import StoppedError
from summit_tui.archive.sqlite.catalog import open_archive
from summit_tui.archive.sqlite.index_file import connect_read_only
from summit_tui.archive.sqlite.indexer import processes, stage
from summit_tui.archive.sqlite.indexer.stage import groups_of, read_batches
from summit_tui.readers import coverage_files

pytestmark = pytest.mark.usefixtures("started")


@pytest.fixture
def started(monkeypatch):
    """Let two processes read whatever there is to read, and return them once they have begun."""
    readers, start = [], processes._start

    def noted():
        readers.append(start())
        return readers[-1]

    monkeypatch.setattr(processes, "_MANY_BYTES", 0)
    monkeypatch.setattr(stage, "_FILES", 1)
    monkeypatch.setattr(processes, "_processors", lambda: 2)
    monkeypatch.setattr(processes, "_start", noted)
    yield readers
    assert all(reader.process.returncode is not None for reader in readers)


def rows(index):
    """Return what an index holds, but when and where it was made."""
    with closing(connect_read_only(index)) as connection:
        tables = ("record", "file", "event", "problem", "term", "sort_order", "facet_column")
        return [connection.execute(f"SELECT * FROM {table}").fetchall() for table in tables]


def test_the_index_is_the_same_whoever_reads(coverage, tmp_path, started, monkeypatch):
    folder = coverage()
    open_archive([folder], tmp_path / "two").close()
    assert len(started) == 2
    monkeypatch.setattr(processes, "_processors", lambda: 1)
    open_archive([folder], tmp_path / "one").close()
    assert len(started) == 2
    (first,), (second,) = ((tmp_path / name).glob("*.index") for name in ("two", "one"))
    assert rows(first) == rows(second)


def write_small_files(folder):
    """Write files of which some have no record, several an event, and some cannot be read."""
    for number in range(12):
        event = {"id": f"e{number}", "name": f"E {number}"}
        speaker = {"id": f"s{number}", "name": f"Name {number}"}
        reading = {"record": "speakers/s1", "field": "name", "value": "N", "source": "s"}
        tables = {
            0: {"speakers": [speaker], "event": event},
            1: {"speakers": [speaker], "readings": [reading]},
            2: {"event": event},
            3: {},
            4: {"speakers": [{"id": "bad"}]},
        }[number % 5]
        subfolder = folder / "abc"[number % 3]
        subfolder.mkdir(exist_ok=True)
        (subfolder / f"{number:02}.json").write_text(json.dumps(tables))
    (folder / "b" / "broken.toml").write_text("[")
    (folder / "c" / "link.json").symlink_to("gone.json")


@pytest.mark.parametrize("records", [1, 2_000])
def test_the_index_is_the_same_however_many_files_are_read_together(
    tmp_path, monkeypatch, records, started
):
    (tmp_path / "coverage").mkdir()
    write_small_files(tmp_path / "coverage")
    monkeypatch.setattr(processes, "_processors", lambda: 1)
    indexes = []
    for files in (1, 2, 500):
        monkeypatch.setattr(stage, "_FILES", files)
        # Alone, a file is read as before batches held several.
        monkeypatch.setattr(stage, "_RECORDS", 2_000 if files == 1 else records)
        open_archive([tmp_path / "coverage"], tmp_path / str(files)).close()
        (index,) = (tmp_path / str(files)).glob("*.index")
        indexes.append(rows(index))
    assert len(indexes[0][0]) == 9
    assert {problem[3] for problem in indexes[0][3]} >= {"E001", "E003", "E108"}
    assert indexes[1:] == indexes[:1] * 2


def test_what_a_killed_process_leaves_is_read_here(coverage, quote, started):
    folder = coverage()
    lines = (json.dumps({"kind": "quotes", **quote(f"q{number}")}) for number in range(5_000))
    (folder / "a.jsonl").write_text("\n".join(lines))
    files, _ = coverage_files([folder])
    expected = [batch for group in groups_of(files) for batch in read_batches(group)]
    batches = []
    for batch in processes.read_files(files):
        batches.append(batch)
        for reader in started[: len(batches)]:
            reader.process.kill()
    assert batches == expected


@pytest.mark.parametrize("moment", range(4))
def test_who_stops_the_build_ends_the_processes(coverage, tmp_path, started, moment):
    heard = 0

    def report(_):
        nonlocal heard
        heard += 1
        if heard > moment:
            raise StoppedError

    with pytest.raises(StoppedError):
        open_archive([coverage()], tmp_path / "cache", report)
    assert [*(tmp_path / "cache").iterdir()] == []
    assert all(reader.process.returncode is not None for reader in started)


@pytest.mark.skipif(os.name == "nt", reason="there are no such signals")
def test_a_reader_ends_with_the_program_that_asks(coverage, root):
    program = (
        "import os, signal; from summit_tui.archive.sqlite.indexer import processes;"
        "reader = processes._start(); print(reader.process.pid, flush=True);"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    environ = {**os.environ, "PYTHONPATH": str(root)}
    # The reader has the other end of this pipe too, which is closed only when both have ended.
    result = subprocess.run(
        [sys.executable, "-c", program],
        env=environ,
        stdout=subprocess.PIPE,
        timeout=30,
        check=False,
    )
    assert int(result.stdout) > 0
