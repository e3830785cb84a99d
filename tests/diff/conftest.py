"""Two states of the small coverage, compared."""

import sqlite3

import pytest
from diff_samples import compared_folders

from summit_tui.diff.change_set import ChangeSet


@pytest.fixture
def compared(coverage):
    """Return a function that compares two states of the small coverage."""

    def compare_records(old, new, marked=()):
        return compared_folders(coverage(old, "old"), coverage(new, "new"), marked)

    return compare_records


@pytest.fixture(autouse=True)
def change_sets(monkeypatch):
    """Close what a test was given, as every reader of changes does."""
    made = []
    initialize = ChangeSet.__init__

    def initialize_and_note(self, *arguments, **options):
        initialize(self, *arguments, **options)
        made.append(self)

    monkeypatch.setattr(ChangeSet, "__init__", initialize_and_note)
    yield made
    for changes in made:
        changes.close()


@pytest.fixture
def connections(monkeypatch):
    """Return the list of all connections that are opened from here on."""
    opened = []
    connect = sqlite3.connect

    def connect_and_note(*arguments, **options):
        opened.append(connect(*arguments, **options))
        return opened[-1]

    monkeypatch.setattr("sqlite3.connect", connect_and_note)
    return opened
