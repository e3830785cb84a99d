"""Bibliographies and notes in the styles of APA, Chicago, MLA and GB/T 7714, one source a line.

`citations` writes the lines and knows the order of each style; here is which sources they are made
of. A list is a document of its own: the letters after its years count within it.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Final

from summit_tui.archive import Entry
from summit_tui.citations import STYLES, bibliography
from summit_tui.formats.cited import cited_sources
from summit_tui.i18n import words_in
from summit_tui.model.text import value_line

_WITH_LOCATORS: Final = ("chicago-note",)
"""Styles of notes: they cite a passage, where a bibliography cites a source."""


def _write(style: str, entries: Iterable[Entry], language: str | None) -> Iterator[str]:
    """Yield one line for each source, in the order of the style.

    Sources that are not in the coverage come last and say so.
    """
    sources = list(cited_sources(entries, with_locators=style in _WITH_LOCATORS))
    known = (source.item for source in sources if source.publication.known)
    for line in bibliography(STYLES[style], known):
        yield f"{value_line(line)}\n"
    for source in sources:
        if not source.publication.known:
            missing = source.publication._replace(words=words_in(language))
            yield f"{missing.missing_sentence}\n"


_Writer = Callable[[Iterable[Entry], str | None], Iterator[str]]

write_apa: Final[_Writer] = partial(_write, "apa")
write_chicago: Final[_Writer] = partial(_write, "chicago")
write_chicago_notes: Final[_Writer] = partial(_write, "chicago-notes")
write_chicago_note: Final[_Writer] = partial(_write, "chicago-note")
write_mla: Final[_Writer] = partial(_write, "mla")
write_gbt_numeric: Final[_Writer] = partial(_write, "gbt-numeric")
write_gbt_author_date: Final[_Writer] = partial(_write, "gbt-author-date")
