"""Where the texts of sources lie, and each prepared once for all statements that rest on it."""

from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from summit_tui.archive import Archive, Entry
from summit_tui.checking.quoting import spans
from summit_tui.evidence import OutsideError, SourceText, TextFile, read_source
from summit_tui.kinds import Address
from summit_tui.records import Source

_PREPARED: Final = 16
"""So many texts are kept: statements come source by source."""


class Prepared(NamedTuple):
    """A source's text, ready to be asked."""

    text: SourceText
    """The text."""
    quoted: list[tuple[int, int]]
    """Where it quotes."""


class Texts:
    """The texts of an archive's sources."""

    def __init__(self, archive: Archive, folder: Path | None) -> None:
        """Look in `folder`, then where the sources themselves say that their texts lie."""
        self._archive = archive
        self._folder = folder
        self._prepared = lru_cache(maxsize=_PREPARED)(self._prepare)

    def read(self, entry: Entry) -> TextFile:
        """Read the text of a source; raises `OutsideError` where its path is not to be followed."""
        source = entry.record
        if not isinstance(source, Source):
            return TextFile()
        return read_source(source, Path(entry.path).parent, self._folder)

    def prepared(self, event: str, source: str) -> Prepared | None:
        """Return the text of a source by the ids of event and source, or None."""
        return self._prepared(event, source)

    def _prepare(self, event: str, source: str) -> Prepared | None:
        entry = self._archive.get(Address(event, "sources", source))
        try:
            text = self.read(entry).text if entry else None
        except OutsideError:
            return None
        return Prepared(SourceText(text), spans(text)) if text is not None else None
