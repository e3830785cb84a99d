"""Writes many records to a file, whole or not at all."""

import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import Final

from summit_tui.archive import Entry
from summit_tui.wording import FORMS, Grouping, holds, words

STEP: Final = 1_000
"""After so many records each it is said how far an export has come."""

_NOT_IN_NAME: Final = re.compile(r"[\W_]+")
_LONGEST: Final = 100
"""Bytes that each part of a proposed name may take."""


@dataclass(frozen=True, slots=True)
class Exported:
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


class Taken:
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
        return words(form, self._counted(form, entries), language, by=by)

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
) -> Exported:
    """Write records to the file at `path` in the form's encoding and return how many there were.

    The file is there once it is whole; without a record none is written. What `progress` raises
    ends the export. Raises `FileExistsError` where there is something that must not be overwritten,
    other `OSError`s where the file cannot be written, `ValueError` as `wording.words` does.
    """
    path = _free(path, overwrite=overwrite)
    # In the same folder, because only there a file takes another's place in one step.
    fresh = path.with_name(f".summit-tui-{token_hex(8)}")
    taken = Taken(progress)
    try:
        with fresh.open("x", encoding=FORMS[form].encoding, newline="") as file:
            file.writelines(taken.pieces(form, entries, language, by=by))
        if taken.records:
            _put(fresh, path, overwrite=overwrite)
    finally:
        fresh.unlink(missing_ok=True)
    return Exported(taken.records, taken.left_out)


def _free(path: Path, *, overwrite: bool) -> Path:
    """Return where to write; behind a link that is to be overwritten, what it leads to."""
    if not path.is_symlink() and not path.exists():
        return path
    if not overwrite:
        raise FileExistsError(f"{path} exists")
    path = path.resolve()
    if path.exists() and not path.is_file():
        raise FileExistsError(f"{path} is not a file that can be replaced")
    return path


def _put(fresh: Path, path: Path, *, overwrite: bool) -> None:
    if overwrite and path.exists():
        shutil.copymode(path, fresh)
    elif not overwrite:
        # This fails where another program was faster, which `replace` would not notice.
        path.open("x").close()
    fresh.replace(path)
