"""Writes many records to a file, whole or not at all."""

import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import Final

from summit_tui.archive import Entry
from summit_tui.formats import FORMS, Grouping, holds, render
from summit_tui.readers import shown_path
from summit_tui.writing import replace_file

STEP: Final = 1_000
"""After so many records each it is said how far an export has come."""

_NOT_IN_NAME: Final = re.compile(r"[\W_]+")
_LONGEST: Final = 100
"""Bytes that each part of a proposed name may take."""


@dataclass(frozen=True, slots=True)
class ExportResult:
    """What became of an export."""

    records: int
    """How many records the document says something of."""
    left_out: int
    """How many were left out, because the form has nothing to say of them."""


def proposed_name(form: str, what: str, event: str | None = None) -> str:
    """Return a name for a file, such as `wic-ap-2025-speaker-ren.csv`.

    `what` is a query, or a word such as `marked`; `event` is given where all records belong to one.
    Only letters, digits and hyphens of it remain, so that the name is one on every system.
    """
    parts = [event or "summit", what, "brief" if FORMS[form].grouped else ""]
    kept = (_NOT_IN_NAME.sub("-", part.casefold()).strip("-") for part in parts)
    cut = (part.encode()[:_LONGEST].decode("utf-8", "ignore").strip("-") for part in kept)
    return ("-".join(part for part in cut if part) or "summit") + FORMS[form].suffix


class ExportProgress:
    """A result on its way into a form: counts what is taken and what is left out."""

    def __init__(self, progress: Callable[[int], None] | None = None) -> None:
        """Call `progress` with the number of records after every `STEP` of them."""
        self.records = self.left_out = 0
        self._progress = progress

    def pieces(
        self,
        form: str,
        entries: Iterable[Entry],
        language: str | None = None,
        *,
        by: Grouping = "speaker",
    ) -> Iterator[str]:
        """Yield the document as `wording.words` does, and raise what it raises."""
        return render(form, self._counted(form, entries), language, by=by)

    def _counted(self, form: str, entries: Iterable[Entry]) -> Iterator[Entry]:
        for entry in entries:
            if not holds(form, entry):
                self.left_out += 1
                continue
            self.records += 1
            if self._progress and self.records % STEP == 0:
                self._progress(self.records)
            yield entry


def export(
    path: Path,
    form: str,
    entries: Iterable[Entry],
    language: str | None = None,
    *,
    by: Grouping = "speaker",
    overwrite: bool = False,
    progress: Callable[[int], None] | None = None,
) -> ExportResult:
    """Write records to the file at `path` in the form's encoding and return how many there were.

    The file is there once it is whole; without a record none is written. What `progress` raises
    ends the export. Raises `FileExistsError` where there is something that must not be overwritten,
    other `OSError`s where the file cannot be written, `ValueError` as `wording.words` does.
    """
    _check_free(path, overwrite=overwrite)
    taken = ExportProgress(progress)
    with suppress(_NothingTakenError), replace_file(path) as file:
        with TextIOWrapper(file, FORMS[form].encoding, newline="") as text:
            text.writelines(taken.pieces(form, entries, language, by=by))
        if not taken.records:
            raise _NothingTakenError
        if not overwrite:
            # This fails where another program was faster, which replacing would not notice.
            path.open("x").close()
    return ExportResult(taken.records, taken.left_out)


class _NothingTakenError(Exception):
    """No record has a place in the document."""


def _check_free(path: Path, *, overwrite: bool) -> None:
    """Raise `OSError` where no file may be put."""
    if path.is_symlink():
        target = shown_path(os.path.realpath(path))
        raise OSError(f"{shown_path(path)} is a link; name the file that it leads to: {target}")
    if not path.exists():
        return
    if not overwrite:
        raise FileExistsError(f"{path} exists")
    if not path.is_file():
        raise FileExistsError(f"{path} is not a file that can be replaced")
