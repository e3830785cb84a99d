"""States of a coverage, and what changed between two."""

from copy import deepcopy

from summit_tui.archive.sqlite.catalog import open_archive
from summit_tui.diff.compare import Side, compare


def compared_folders(old, new, marked=()):
    """Return what changed from one folder to another."""
    return compare(
        *(Side(open_archive([path], None), str(path), str(path)) for path in (old, new)), marked
    )


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
