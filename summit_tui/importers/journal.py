"""What an import is about to write into a folder, kept until all of it is written.

Files are replaced one by one, and a program may be killed between two of them. Records without
their event or without their line in the ledger would look like an editor's. So a run that
finds a journal (`.summit-tui/import.journal`) first writes what is left of it.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from summit_tui.i18n import gettext
from summit_tui.importers.folder import read_bytes
from summit_tui.importers.limits import UnreadableError
from summit_tui.importers.plan import FileChange
from summit_tui.paths import JOURNAL


class JournalEntry(NamedTuple):
    """A file that is to be written, replaced or removed."""

    path: str
    """Where it is, relative to the folder."""
    old: str | None
    """SHA-256 of what it held, in hexadecimal; None where there was none."""
    new: bytes | None
    """What it is to hold; None where it is to be removed."""


def digest(data: bytes | None) -> str | None:
    """Return the SHA-256 of the bytes of a file, in hexadecimal; None where there is none."""
    return None if data is None else sha256(data).hexdigest()


def render_journal(changes: Sequence[FileChange]) -> bytes:
    """Return the bytes of a journal of these changes."""
    rows = [
        {
            "path": change.path,
            "old": digest(change.old),
            "new": None if change.new is None else b64encode(change.new).decode(),
        }
        for change in changes
    ]
    return json.dumps(rows).encode()


def read_journal(folder: Path) -> list[JournalEntry] | None:
    """Return what an import of a folder was about to write; None where none was interrupted.

    Raises `UnreadableError` where the journal cannot be read.
    """
    data = read_bytes(folder / JOURNAL)
    if data is None:
        return None
    try:
        return [
            JournalEntry(
                str(row["path"]),
                None if row["old"] is None else str(row["old"]),
                None if row["new"] is None else b64decode(row["new"], validate=True),
            )
            for row in json.loads(data)
        ]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        template = "{path} is no journal of an import; take it away"
        raise UnreadableError(gettext(template, path=folder / JOURNAL)) from error
