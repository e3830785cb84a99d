"""States of a coverage, and what changed between two."""

from copy import deepcopy

from summit_tui.archive.sqlite.catalog import open_archive
from summit_tui.diff.compare import Side, compare


def compared_folders(old, new, marked=()):
    """Return what changed from one folder to another."""
    return compare(
        *(Side(open_archive([one], None), str(one), str(one)) for one in (old, new)), marked
    )


def told(changes):
    """Return sort, kind and id of every change."""
    return [(one.type, one.address.kind, one.address.id) for one in changes]


def edited(records, kind, id, **fields):
    """Return records of which one has other fields; a field that is None is taken away."""
    records = deepcopy(records)
    record = next(one for one in records[kind] if one["id"] == id)
    record.update(fields)
    for name in [name for name, value in record.items() if value is None]:
        del record[name]
    return records
