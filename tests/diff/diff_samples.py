"""States of a coverage, and what changed between two."""

from contextlib import ExitStack, closing
from copy import deepcopy
from sqlite3 import ProgrammingError

from summit_tui.archive.sqlite.catalog import open_archive
from summit_tui.diff.compare import Side, compare


def compared_folders(old, new, marked=()):
    """Return what changed from one folder to another."""
    return compared_sides(*((path, str(path)) for path in (old, new)), marked=marked)


def compared_sides(*named, marked=()):
    """Return what changed between two folders, each with the name that the reader gives it."""
    with ExitStack() as stack:
        sides = [
            Side(stack.enter_context(closing(open_archive([path], None))), name, name)
            for path, name in named
        ]
        return compare(*sides, marked)


def summaries(changes):
    """Return sort, kind and id of every change."""
    return [(change.type, change.address.kind, change.address.id) for change in changes]


def edited(records, kind, id, **fields):
    """Return records of which one has other fields; a field that is None is taken away."""
    records = deepcopy(records)
    record = next(record for record in records[kind] if record["id"] == id)
    record.update(fields)
    for name in [name for name, value in record.items() if value is None]:
        del record[name]
    return records


def open_among(connections):
    """Return those of some connections that nobody has closed."""

    def is_open(connection):
        try:
            connection.execute("SELECT 1")
        except ProgrammingError:
            return False
        return True

    return [connection for connection in connections if is_open(connection)]
