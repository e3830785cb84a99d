"""The order of names for readers of a language: by pinyin, by strokes, or by letters.

Lists in Simplified Chinese are in the order of pinyin, where a name in Latin letters stands among
the others; those of Hong Kong and Taiwan are in the order of strokes, and what is not in Han
characters follows. In either the name that sorts is the one that such a reader sees. In every other
language it is the main name, by its letters, Han characters among them by their pinyin.
"""

from functools import lru_cache

from summit_tui.archive import NAME_LANGUAGES
from summit_tui.archive.analysis.normalize import normalize
from summit_tui.archive.analysis.pinyin import name_key
from summit_tui.archive.analysis.strokes import stroke_key
from summit_tui.archive.describe import reader_tag
from summit_tui.model.field_table import main_name, names_by_language
from summit_tui.model.records import Quote, Record, Source

_BY_STROKES = "zh-Hant"
_readers_tag = lru_cache(512)(reader_tag)


def name_sort_key(record: Record, language: str = "") -> str:
    """Return the key by which a record is sorted by its name or title, or a statement by its text.

    `language` is the reader's; the text of a statement is the same for all. The key is empty where
    the name has no letters.
    """
    if language not in NAME_LANGUAGES or isinstance(record, Quote):
        return _letter_key(main_name(record))
    names = names_by_language(record)
    tag = _readers_tag(language, tuple(names)) if names else None
    name = names[tag] if tag else main_name(record)
    return stroke_key(name) if language == _BY_STROKES else _letter_key(name)


def name_sort_keys(record: Record) -> tuple[str, ...]:
    """Return the keys for readers of any language, then of those in `NAME_LANGUAGES`."""
    return tuple(name_sort_key(record, language) for language in ("", *NAME_LANGUAGES))


def publisher_sort_key(source: Source) -> str:
    """Return the key by which a source is sorted by its publisher, then by its title."""
    return _letter_key(f"{source.publisher} {source.title}")


@lru_cache(512)
def _letter_key(name: str) -> str:
    return name_key(normalize(name))
