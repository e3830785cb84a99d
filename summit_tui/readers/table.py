"""The table of readers: one row for each format of coverage files.

A reader's module has one function, `records(path, name)`. It yields the records and problems of a
file, which problems call `name`, and raises `OSError` where the file cannot be read. The path is
text, as in `CoverageFile`.
"""

from collections.abc import Callable, Iterator, KeysView
from importlib import import_module
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from summit_tui.model.problem import Problem

if TYPE_CHECKING:
    from summit_tui.readers.parsed import ParsedRecord

Records: TypeAlias = "Callable[[str, str], Iterator[ParsedRecord | Problem]]"

_HEAD: Final = 4_096
"""The first bytes of a file, which decide between readers that share a suffix."""


class Reader(NamedTuple):
    """A format of coverage files."""

    suffix: str
    """How the names of its files end, in lower case and with the dot; files may use any case."""
    module: str
    """The dotted name of its module, which is imported when the first such file is read."""
    accepts: Callable[[bytes], bool] | None = None
    """Tells from the first bytes of a file whether it is in this format; None for all that no
    other reader of the suffix accepts."""

    def load(self) -> Records:
        """Import the reader's module and return its function."""
        records: Records = import_module(self.module).records
        return records


_readers: Final[dict[str, list[Reader]]] = {}
SUFFIXES: Final[KeysView[str]] = _readers.keys()
"""How the names of coverage files end, in lower case."""


def register(reader: Reader) -> None:
    """Add a reader; of those that share a suffix, the one that was added last is tried first."""
    _readers.setdefault(reader.suffix, []).insert(0, reader)


def reader_of(path: str) -> Reader:
    """Return the reader of a file, by its suffix and then by its content.

    The file is opened only where several readers share its suffix. Raises `LookupError` for a
    suffix that no reader has, and `OSError` where the file cannot be read.
    """
    readers = _readers["." + path.rpartition(".")[2].lower()]
    if len(readers) == 1:
        return readers[0]
    # Opening is guarded as in reading, which needs more modules than finding files.
    from summit_tui.readers.encoding import open_regular

    with open_regular(path) as file:
        head = file.read(_HEAD)
    accepting = (reader for reader in readers if reader.accepts is None or reader.accepts(head))
    return next(accepting, readers[-1])


for _reader in (
    Reader(".toml", "summit_tui.readers.toml"),
    Reader(".json", "summit_tui.readers.json"),
    Reader(".jsonl", "summit_tui.readers.jsonl"),
):
    register(_reader)
