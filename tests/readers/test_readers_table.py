"""A further reader is one row of the table."""

import sys
from pathlib import Path
from types import ModuleType

import pytest
from reader_samples import quote, read_path

from summit_tui.model.problem import Problem
from summit_tui.readers import SUFFIXES, coverage_files, read_file, table, unusable
from summit_tui.readers.parsed import ParsedRecord
from summit_tui.readers.table import Reader, register


@pytest.fixture
def csv_module(monkeypatch):
    """Make a module that reads lines of an id and a text, and return its name."""

    def records(path, name):
        for number, line in enumerate(Path(path).read_text("utf-8").splitlines()[1:], 1):
            id, _, text = line.partition(",")
            if text:
                yield ParsedRecord("quotes", quote(number) | {"id": id, "text": text}, number, "{}")
            else:
                yield Problem(name, number, "", "E003", "is not valid CSV")

    module = ModuleType("csv_reader")
    module.records = records
    monkeypatch.setitem(sys.modules, module.__name__, module)
    return module.__name__


@pytest.fixture
def add(csv_module):
    """Return a function that adds a row for the module until the test ends."""
    before = {suffix: list(readers) for suffix, readers in table._readers.items()}
    yield lambda suffix, accepts=None: register(Reader(suffix, csv_module, accepts))
    table._readers.clear()
    table._readers.update(before)


def test_a_row_makes_files_of_its_suffix_coverage(add, tmp_path):
    (tmp_path / "a.CSV").write_text("id,text\nq,Words\nbroken\n")
    assert coverage_files([tmp_path]) == ([], [])
    add(".csv")
    assert ".csv" in SUFFIXES
    (file,), problems = coverage_files([tmp_path])
    assert problems == []
    record, problem = read_file(file)
    assert (record.kind, record.data["text"]) == ("quotes", "Words")
    assert str(problem) == f"{file.name}:2: E003: is not valid CSV"


def test_the_suffixes_of_the_table_are_said_where_a_file_has_none_of_them(add, tmp_path):
    (tmp_path / "a.yaml").touch()
    add(".csv")
    assert unusable(tmp_path / "a.yaml") == (
        f"{tmp_path / 'a.yaml'} is neither a folder nor a .toml, .json, .jsonl or .csv file"
    )


def test_readers_of_one_suffix_are_told_apart_by_content(add, tmp_path):
    add(".json", lambda head: head.startswith(b"id,text"))
    path = tmp_path / "a.json"
    path.write_text("id,text\nq,Words\n")
    (record,) = read_path(path)
    assert record.data["text"] == "Words"
    path.write_text('{"event": {"id": "summit", "name": "The Summit"}}')
    (record,) = read_path(path)
    assert record.kind == "event"


def test_content_is_not_looked_at_where_a_suffix_has_one_reader(tmp_path):
    assert table.reader_of(str(tmp_path / "not-there.TOML")).suffix == ".toml"


def test_a_file_whose_content_cannot_be_looked_at_is_a_problem(add, tmp_path):
    add(".json", lambda head: False)
    path = tmp_path / "a.json"
    path.write_text("{}")
    (file,), _ = coverage_files([path])
    path.unlink()
    (problem,) = read_file(file)
    assert problem.code == "E001"
    assert problem.message.startswith("cannot be read: ")
