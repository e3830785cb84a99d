"""What can be proposed of a new record from the passage that it rests on, and no more than that."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from itertools import count
from typing import Any, Final

from summit_tui.archive.analysis.pinyin import pinyin_of
from summit_tui.archive.describe import slug
from summit_tui.model.fields import Excerpt, Mode
from summit_tui.model.records import Quote

_LONGEST_ID: Final = 40
_WORDS_OF_ID: Final = 4
_NO_ID: Final = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class StatementDraft:
    """A statement as it is filled in: what is unknown is empty."""

    source: str
    """Id of the source."""
    excerpt: Excerpt
    """Where it stands there."""
    mode: Mode
    text: str
    speaker: str = ""
    attribution: str = ""
    role: str = ""
    session: str = ""
    date: str = ""
    topics: tuple[str, ...] = ()
    language: str = ""

    # `Any`: the values are those of the class of statements.
    def record(self, is_taken: Callable[[str], bool]) -> dict[str, Any]:
        """Return it as a record without what is empty, under an id that is not taken."""
        excerpt = {name: getattr(self.excerpt, name) for name in ("exact", "prefix", "suffix")}
        fields = {
            "id": id_from(self.speaker or self.source, self.text or excerpt["exact"], is_taken),
            "speaker": self.speaker,
            "text": self.text,
            "mode": self.mode,
            "language": self.language,
            "attribution": self.attribution,
            "role": self.role,
            "session": self.session,
            "date": self.date,
            "topics": [*self.topics],
            "source": self.source,
            "excerpt": {name: words for name, words in excerpt.items() if words},
        }
        return {name: value for name, value in fields.items() if value}


CHANGED: Final = ("speaker", "text", "mode", "role", "session", "date", "topics")
"""The fields of a statement that a person fills in or changes."""


def draft_of(quote: Quote) -> StatementDraft | None:
    """Return a statement as it is filled in; None where it rests on no passage."""
    if quote.excerpt is None:
        return None
    return StatementDraft(
        quote.source,
        quote.excerpt,
        quote.mode,
        quote.text,
        speaker=quote.speaker,
        role=quote.role or "",
        session=quote.session or "",
        date=quote.date or "",
        topics=quote.topics,
    )


def id_from(name: str, words: str, is_taken: Callable[[str], bool]) -> str:
    """Return a readable id that is not taken, from a name and words in any script.

    A Chinese name is spelt in pinyin. Words that give no letters leave six digits of the SHA-256
    of both instead: the same words have the same id on every machine.
    """
    pinyin = next(iter(pinyin_of(name)), name)
    parts = [part for part in (_readable(pinyin), _readable(words)) if part]
    if not parts or (words and not _readable(words)):
        parts.append(sha256(f"{name}\n{words}".encode()).hexdigest()[:6])
    base = "-".join(parts)[: _LONGEST_ID * 2].strip("-")
    ids = (base if number == 1 else f"{base}-{number}" for number in count(1))
    return next(id for id in ids if not is_taken(id))


def _readable(words: str) -> str:
    parts = [part for part in _NO_ID.split(slug(words)) if part][:_WORDS_OF_ID]
    return "-".join(parts)[:_LONGEST_ID].strip("-")
