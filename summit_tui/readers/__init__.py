"""Coverage files become valid records as JSON types, and problems for all that is wrong.

Nothing here loads pydantic before the first record is validated: finding the files of a folder,
which is enough to tell whether an index is fresh, needs the standard library alone.
"""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from summit_tui.i18n import gettext_lazy
from summit_tui.model.kinds import Table
from summit_tui.model.problem import CODES, Problem
from summit_tui.readers.files import CoverageFile, coverage_files, shown_path, unusable
from summit_tui.readers.table import SUFFIXES, reader_of

if TYPE_CHECKING:
    from summit_tui.readers.parsed import ParsedRecord

__all__ = [
    "CODES",
    "SUFFIXES",
    "CoverageFile",
    "coverage_files",
    "coverage_schema",
    "decoder",
    "read_file",
    "shown_path",
    "unusable",
]


def read_file(file: CoverageFile) -> "Iterator[ParsedRecord | Problem]":
    """Yield every valid record of a file and every problem it has, in the order of the file.

    Never raises, whatever the file contains and whatever happens to it meanwhile.
    """
    from summit_tui.readers.limits import summarize_problems  # finding files has no use for it

    try:
        records = reader_of(file.path_text).load()
        yield from summarize_problems(records(file.path_text, file.name), file.name)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        yield Problem(
            file.name, 0, "", "E001", gettext_lazy("cannot be read: {reason}", reason=reason)
        )
    except (MemoryError, RecursionError):
        message = gettext_lazy("is too large or too deeply nested to be read")
        yield Problem(file.name, 0, "", "E004", message)


def decoder() -> Callable[[str | bytes], Any]:
    """Return the function that decodes the JSON of a record; `Any`: the types of its class."""
    from summit_tui.readers.schema import decode_fast  # in a third of the time of `json`

    return decode_fast


def coverage_schema(kind: Table | None = None) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of one kind of record, or of a whole JSON file."""
    from summit_tui.readers.schema import file_schema, record_schema

    return record_schema(kind) if kind else file_schema()
