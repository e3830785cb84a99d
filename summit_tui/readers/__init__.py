"""Coverage files become valid raw records, and problems for all that is wrong with them.

Nothing here loads pydantic before the first record is validated: finding the files of a folder,
which is enough to tell whether an index is fresh, needs the standard library alone.
"""

from collections.abc import Callable, Iterator
from typing import Any

from summit_tui.model.kinds import Table
from summit_tui.model.problem import CODES, Problem
from summit_tui.readers.files import SUFFIXES, CoverageFile, coverage_files, shown_path, unusable
from summit_tui.readers.found import ParsedRecord
from summit_tui.readers.limits import summarize_by_file, summarize_problems

__all__ = [
    "CODES",
    "SUFFIXES",
    "CoverageFile",
    "ParsedRecord",
    "coverage_files",
    "coverage_schema",
    "decoder",
    "read_file",
    "shown_path",
    "summarize_by_file",
    "unusable",
]


def read_file(file: CoverageFile) -> Iterator[ParsedRecord | Problem]:
    """Yield every valid record of a file and every problem it has, in the order of the file.

    Never raises, whatever the file contains and whatever happens to it meanwhile.
    """
    try:
        match file.path.suffix.lower():
            case ".toml":
                from summit_tui.readers.toml import records
            case ".jsonl":
                from summit_tui.readers.jsonl import records
            case _:
                from summit_tui.readers.json import records
        yield from summarize_problems(records(file.path, file.name), file.name)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        yield Problem(file.name, 0, "", "E001", f"cannot be read: {reason}")
    except (MemoryError, RecursionError):
        yield Problem(file.name, 0, "", "E004", "is too large or too deeply nested to be read")


def decoder() -> Callable[[str | bytes], Any]:
    """Return what gives the JSON types of a record that was read; `Any`: those of its class."""
    from summit_tui.readers.schema import decode_fast  # in a third of the time of `json`

    return decode_fast


def coverage_schema(kind: Table | None = None) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of one kind of record, or of a whole JSON file."""
    from summit_tui.readers.schema import file_schema, record_schema

    return record_schema(kind) if kind else file_schema()
