"""Values of files from elsewhere as ours: what is not known stays out, markup becomes text."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import cache
from html import unescape
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from summit_tui.model.invisible import remove_added
from summit_tui.model.text import join_lines

_UNKNOWN: Final = frozenset(
    ("", "na", "n/a", "n.a.", "-", "–", "—", "tba", "tbd", "tbc", "null", "none", "nan", "#n/a")
)
"""What stands for nothing."""
_NO_LANGUAGE: Final = frozenset(("mul", "und", "zxx", "mis"))
"""Codes for several languages, an unknown one, and none (ISO 639-2)."""
_BREAKS: Final = frozenset(("br", "hr", "tr"))
_BLOCKS: Final = re.compile(
    "address|article|aside|blockquote|d[dlt]|div|fieldset|figcaption|figure|footer|form|h[1-6]|"
    "header|li|main|nav|ol|p|pre|section|table|ul"
)
_UNSHOWN: Final = frozenset(("script", "style", "template", "noscript"))
_TOKEN: Final = re.compile(
    r"<!--|<[!?][^<>]*+>"
    r"|<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*+)(?:[^<>\"']|\"[^\"<]*+\"|'[^'<]*+')*+>"
)
"""A tag, a declaration, or the beginning of a comment."""
_MARKUP: Final = re.compile(r"<(?:/?[A-Za-z]|!--)|&(?:#\d+|#x[0-9A-Fa-f]+|[A-Za-z]\w+);")


def known(value: object) -> str | None:
    """Return a value as text without white space at its ends; None for what stands for nothing.

    A whole number has no decimals: spreadsheets give 1001 as 1001.0.
    """
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = "" if value is None else str(value).strip()
    return None if text.casefold() in _UNKNOWN else text


def record_line(text: str) -> str:
    """Return a text from elsewhere on one line, without what our forms add to close directions."""
    return join_lines(remove_added(text))


def plain_text(text: str) -> str:
    """Return text that may have HTML in it without, its paragraphs apart by an empty line."""
    if not _MARKUP.search(text):
        return "\n".join(line.rstrip() for line in text.splitlines()).strip()
    lines = [" ".join(line.split()) for line in "".join(_shown(text)).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def as_text(paragraphs: Iterable[str]) -> str:
    """Return paragraphs as the text of a source, apart by empty lines; empty ones count nothing."""
    return "\n\n".join(filter(None, map(str.strip, paragraphs))) + "\n"


def _shown(html: str) -> Iterator[str]:
    """Yield the text that a browser would show, broken where it breaks it.

    Not with `html.parser`: its time grows with the square of what never ends, and it may raise.
    """
    position, unshown = 0, 0
    while (match := _TOKEN.search(html, position)) is not None:
        if not unshown:
            yield _text_of(html[position : match.start()])
        position = match.end()
        name = (match["name"] or "").lower()
        if match[0] == "<!--":
            end = html.find("-->", position)
            if end < 0:  # a browser shows nothing behind it
                return
            position = end + len("-->")
        elif name in _UNSHOWN:
            unshown = max(0, unshown - 1) if match["end"] else unshown + 1
        elif _BLOCKS.fullmatch(name):
            yield "\n\n"
        elif name in _BREAKS:
            yield "\n"
    if not unshown:
        yield _text_of(html[position:])


def _text_of(html: str) -> str:
    """Return text between tags; its own line ends mean nothing."""
    return re.sub(r"\s+", " ", unescape(html))


def language_tag(value: object) -> str | None:
    """Return a language as a tag (BCP 47), also by its English name; None for any but one."""
    text = known(value)
    if text is None or text.lower() in _NO_LANGUAGE:
        return None
    if not re.fullmatch(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8})*", text):
        return _language_names().get(text.casefold())
    from langcodes import standardize_tag, tag_is_valid  # few files have any

    tag = text.replace("_", "-")
    return standardize_tag(tag) if tag_is_valid(tag) else None


@cache
def _language_names() -> dict[str, str]:
    """Return the tags of languages by their English names in IANA's registry."""
    from summit_tui.lint.standards import subtags  # few files have any

    tags: dict[str, str] = {}
    for entry in subtags():
        is_one = entry["Type"] == "language" and entry.get("Scope") in (None, "macrolanguage")
        for name in entry["Description"] if is_one and "Deprecated" not in entry else ():
            tags.setdefault(name.casefold().removesuffix(" (macrolanguage)"), entry["Subtag"])
    return tags


class Times(NamedTuple):
    """When something was, as fields of a session."""

    fields: dict[str, str]
    """`date`, and `start` and `end` where the zone is known."""
    without_zone: bool = False
    """Was an hour left out, for its zone is not known?"""


def session_times(
    start: datetime | date | None,
    end: datetime | date | None = None,
    *,
    zone: str | None = None,
    file_zone: str | None = None,
) -> Times:
    """Return date, start and end of a session.

    `zone` is the event's, as the user says it; `file_zone` is the one that the file names for all
    of it. An offset in a moment wins over both: they only say in which zone it is written, the
    file's only where the moment is in UTC. The date is that of the start, there. Raises nothing:
    an unknown `file_zone` counts as none.
    """
    if start is None:
        return Times({})
    if not isinstance(start, datetime):
        return Times({"date": start.isoformat()})
    begin = _zoned(start, zone, file_zone)
    if not _has_zone(begin):
        return Times({"date": begin.date().isoformat()}, without_zone=True)
    fields = {"date": begin.date().isoformat(), "start": begin.isoformat()}
    if isinstance(end, datetime):
        finish = _zoned(end if end.tzinfo else end.replace(tzinfo=start.tzinfo), zone, file_zone)
        if _has_zone(finish) and finish >= begin:
            fields["end"] = finish.isoformat()
    return Times(fields)


def _has_zone(moment: datetime) -> bool:
    """Tell whether a moment has an offset that RFC 3339 can write: in whole minutes."""
    offset = moment.utcoffset()
    return offset is not None and offset % timedelta(minutes=1) == timedelta(0)


def _zoned(moment: datetime, zone: str | None, file_zone: str | None) -> datetime:
    """Return a moment in the event's zone, or naive where none is known."""
    moment = moment.replace(microsecond=0)
    own, whole_file = zone_named(zone), zone_named(file_zone)
    if moment.tzinfo is None:
        local = moment.replace(tzinfo=own or whole_file)
        # Where clocks are set back an hour comes twice, where they are set forward one never does.
        return local if local.utcoffset() == local.replace(fold=1).utcoffset() else moment
    if own is None and moment.utcoffset() == timedelta(0):
        own = whole_file
    try:
        return moment.astimezone(own) if own else moment
    except OverflowError:  # in the first or last hours of the calendar
        return moment


def zone_named(name: str | None) -> ZoneInfo | None:
    """Return the zone with this name (IANA), or None."""
    try:
        return ZoneInfo(name) if name else None
    except (KeyError, ValueError, OSError):
        return None


def compact(fields: dict[str, Any]) -> dict[str, Any]:
    """Return fields without those that are empty; `Any`: fields differ in type."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], {}, ())}
