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
from summit_tui.i18n import gettext, ngettext
from summit_tui.readers import shown_path
from summit_tui.writing import replace_file

STEP: Final = 1_000
"""The number of records after which progress is reported each time."""

_NOT_IN_NAME: Final = re.compile(r"[\W_]+")
_LONGEST: Final = 100
"""The most bytes of each part of a proposed name."""


@dataclass(frozen=True, slots=True)
class ExportResult:
    """The outcome of an export."""

    records: int
    """The number of records in the document."""
    left_out: int
    """The number of records of which the form says nothing."""

    def in_words(self, form: str, path: Path) -> str:
        """Return how many records were written to a file, and of how many it says nothing."""
        result = ngettext(
            "Wrote {number} record as {form} to {path}",
            "Wrote {number} records as {form} to {path}",
            self.records,
            form=form,
            path=path,
        )
        if not self.left_out:
            return result
        return ngettext(
            "{result}; it has nothing to say of {number} other",
            "{result}; it has nothing to say of {number} others",
            self.left_out,
            result=result,
        )


def proposed_name(form: str, subject: str, event: str | None = None) -> str:
    """Return a name for a file, such as `wic-ap-2025-speaker-ren.csv`.

    `subject` is a query, or a word such as `marked`; `event` is given where all records belong to
    one. Only letters, digits and hyphens remain, so that every system accepts the name.
    """
    parts = [event or "summit", subject, "brief" if FORMS[form].grouped else ""]
    kept = (_NOT_IN_NAME.sub("-", part.casefold()).strip("-") for part in parts)
    cut = (part.encode()[:_LONGEST].decode("utf-8", "ignore").strip("-") for part in kept)
    return ("-".join(part for part in cut if part) or "summit") + FORMS[form].suffix


class ExportProgress:
    """Renders a result and counts the records that are taken and left out."""

    def __init__(self, progress: Callable[[int], None] | None = None) -> None:
        """Call `progress` with the number of records after every `STEP` of them."""
        self.records = self.left_out = 0
        self._progress = progress

    def render(
        self,
        form: str,
        entries: Iterable[Entry],
        language: str | None = None,
        *,
        by: Grouping = "speaker",
        passage: bool | None = None,
    ) -> Iterator[str]:
        """Yield the document as `formats.render` does, and raise what it raises."""
        return render(form, self._count(form, entries), language, by=by, passage=passage)

    def _count(self, form: str, entries: Iterable[Entry]) -> Iterator[Entry]:
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
    passage: bool | None = None,
    overwrite: bool = False,
    progress: Callable[[int], None] | None = None,
) -> ExportResult:
    """Write records to the file at `path` in the form's encoding and return their numbers.

    The file appears once it is complete; without a record none is written. What `progress` raises
    ends the export. Raises `FileExistsError` where there is a file that must not be overwritten,
    other `OSError`s where the file cannot be written, `ValueError` as `formats.render` does.
    """
    _check_free(path, overwrite=overwrite)
    counter = ExportProgress(progress)
    with suppress(_NothingTakenError), replace_file(path, overwrite=overwrite) as file:
        with TextIOWrapper(file, FORMS[form].encoding, newline="") as text:
            text.writelines(counter.render(form, entries, language, by=by, passage=passage))
        if not counter.records:
            raise _NothingTakenError
    return ExportResult(counter.records, counter.left_out)


class _NothingTakenError(Exception):
    """No record has a place in the document."""


def _check_free(path: Path, *, overwrite: bool) -> None:
    """Raise `OSError` where no file may be written."""
    if path.is_symlink():
        target = shown_path(os.path.realpath(path))
        raise OSError(
            gettext(
                "{link} is a link; name the file that it leads to: {target}",
                link=shown_path(path),
                target=target,
            )
        )
    if not path.exists():
        return
    if not path.is_file():
        raise OSError(gettext("{path} is not a file that can be replaced", path=path))
    if not overwrite:
        raise FileExistsError(gettext("{path} exists", path=path))
