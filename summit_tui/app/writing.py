"""Writes a document of records to a file, whole or not at all."""

import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from summit_tui.archive import Entry
from summit_tui.wording import Grouping, words


class StoppedError(Exception):
    """The writing was called off."""


def write_document(
    form: str, entries: Iterable[Entry], path: Path, *, by: Grouping, replace: bool
) -> int:
    """Write records in a form to `path` and return their number.

    The file comes into being when it is whole. Raises `FileExistsError` where there is one and
    `replace` is false, `OSError` where it cannot be written, `ValueError` as `words` does.
    """
    taken = 0

    def counted() -> Iterator[Entry]:
        nonlocal taken
        for entry in entries:
            taken += 1
            yield entry

    if not replace and path.exists():
        raise FileExistsError(path)
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name[:40]}-", dir=path.parent)
    fresh = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
            file.writelines(words(form, counted(), by=by))
        if replace:
            fresh.replace(path)
        else:
            path.hardlink_to(fresh)  # unlike a move, it fails where a file has come meanwhile
    finally:
        fresh.unlink(missing_ok=True)
    return taken
