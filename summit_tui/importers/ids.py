"""Ids of imported records: readable, and the same on every machine and in every run.

An id depends on the format, the record's key and its title alone, never on what else is in the
file. Slugs of titles would not do: in real programmes up to a fifth of them occur twice.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Final, get_args

from summit_tui.archive.analysis.pinyin import latin_words
from summit_tui.importers.importer import ImportedRecord, RecordKey
from summit_tui.model.field_table import name_fields
from summit_tui.model.fields import Id
from summit_tui.model.kinds import Kind

_LONGEST: Final = 40
"""Characters of the readable part."""
_DIGITS: Final = 6
"""Hexadecimal digits behind it; more where two records would have the same id."""
_LETTER: Final[Mapping[Kind, str]] = {
    "event": "e",
    "sessions": "s",
    "speakers": "p",
    "quotes": "q",
    "delegations": "d",
    "sources": "r",
}
"""What stands before a short key that is an id as it is."""
_SHORT: Final = re.compile(r"(?=.*\d)(?:[a-z0-9]{1,8}|[A-Z0-9]{1,8})", re.ASCII)
"""Keys that can be ids: numbers, and codes such as 8VUHKQ."""
_ID: Final = re.compile(get_args(Id)[1].pattern)


def readable(text: str) -> str:
    """Return a text as the readable part of an id; empty where nothing of it is Latin or Han."""
    # Nobody reads more of it, and an untrusted title may be endless.
    words = re.findall("[a-z0-9]+", _ascii(latin_words(text[: 4 * _LONGEST])))
    part = ""
    for word in words:
        longer = f"{part}-{word}" if part else word
        if len(longer) > _LONGEST:
            break
        part = longer
    return part or "".join(words[:1])[:_LONGEST]


def _ascii(text: str) -> str:
    return "".join(character if character.isascii() else " " for character in text)


def is_legal(id: str) -> bool:
    """Tell whether a text is an id."""
    return bool(_ID.fullmatch(id))


def ids_for(
    importer: str,
    name: str,
    records: Sequence[ImportedRecord],
    taken: Iterable[tuple[Kind, str]],
) -> dict[RecordKey, str]:
    """Return an id for each record; `taken` are the ids that others have.

    Where two records would get the same short one, neither does: their order means nothing. Where
    another import has the id already, `name`, that of this import, makes the digits too.
    """
    wishes = {RecordKey(record.kind, record.key): _short_id(record) for record in records}
    wished: dict[tuple[Kind, str], int] = {}
    for key, id in wishes.items():
        wished[key.kind, id] = wished.get((key.kind, id), 0) + 1
    used = set(taken)
    ids: dict[RecordKey, str] = {}
    for record in sorted(records, key=lambda record: (record.kind, record.key)):
        key = RecordKey(record.kind, record.key)
        short = wishes[key]
        if not short or wished[key.kind, short] > 1 or (key.kind, short) in used:
            short = _long_id(importer, name, record, used)
        used.add((key.kind, short))
        ids[key] = short
    return ids


def _short_id(record: ImportedRecord) -> str:
    """Return the id by which people know a record, or its short key behind a letter; else ''."""
    # The id of an event is what its folder or the user calls it, such as 2030.
    if is_legal(record.id) and (record.kind == "event" or not record.id.isdecimal()):
        return record.id
    return _LETTER[record.kind] + record.key.lower() if _SHORT.fullmatch(record.key) else ""


def _long_id(importer: str, name: str, record: ImportedRecord, used: set[tuple[Kind, str]]) -> str:
    """Return the readable part of a record's id, and enough digits to be unique."""
    first, second = (
        sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()
        for parts in ((importer, record.key), (importer, record.key, name))
    )
    part = readable(record.title or str(record.fields.get(name_fields(record.kind)[0], "")))
    part = part or _LETTER[record.kind]
    longer = (second[:length] for length in range(_DIGITS, len(second) + 1))
    candidates = (f"{part}-{digits}" for digits in (first[:_DIGITS], *longer))
    return next(id for id in candidates if (record.kind, id) not in used)
