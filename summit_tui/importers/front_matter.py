"""What stands about a text before it: the scalars of a front matter in YAML.

Of YAML (1.2) this reads what front matters hold: keys with plain, quoted or folded scalars. Lists
and deeper mappings are left out; no library is worth a few lines of names and dates.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from summit_tui.importers.times import parse_day
from summit_tui.importers.values import compact, language_tag, record_line

_FENCE: Final = re.compile(r"^(---|\+\+\+)[ \t]*$")
_KEY: Final = re.compile(r"([A-Za-z_][\w-]*)[ \t]*:(?:[ \t]+(.*))?$")
_ESCAPE: Final = re.compile(
    r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL
)
_LONGEST: Final = 200
"""The most lines of a front matter."""
_SINGLE: Final = {"_": "\u00a0", "n": "\n", "t": "\t", "N": "\u0085", "L": "\u2028", "P": "\u2029"}


_NAMES: Final = {
    "title": ("title",),
    "author": ("author",),
    "publisher": ("publisher", "site_name", "site", "organization"),
    "language": ("language", "lang"),
    "published": ("date", "published_time", "published", "pubdate"),
    "url": ("source_url", "url", "canonical", "link", "permalink"),
    "licence": ("licence", "license"),
}
"""The fields of a source, with the keys under which people write them."""


class FrontMatter(NamedTuple):
    """A text and what stands before it."""

    fields: dict[str, str]
    """The scalars by their keys in small letters."""
    body: str
    """The text behind."""

    def source(self) -> dict[str, str]:
        """Return the fields of the source that they are, as far as they can be read."""
        own = self.fields
        values = {name: next(filter(None, map(own.get, keys)), "") for name, keys in _NAMES.items()}
        days = (parse_day(own.get(key)) for key in _NAMES["published"])
        values["published"] = next((day.isoformat() for day in days if day), "")
        values["language"] = language_tag(values["language"]) or ""
        return compact(values | {"title": record_line(values["title"])})

    def unplaced(self) -> dict[str, int]:
        """Return the keys that have no place in a source."""
        placed = {key for keys in _NAMES.values() for key in keys}
        if not self.source().get("language"):
            placed -= {*_NAMES["language"]}
        return {key: 1 for key in self.fields if key not in placed}


def split_front_matter(text: str) -> FrontMatter:
    """Return the front matter of a text and the text behind it; no fields where it has none."""
    lines = text.split("\n", _LONGEST)
    if not lines or not _FENCE.match(lines[0].rstrip("\r")):
        return FrontMatter({}, text)
    fence = lines[0].strip()
    stripped = [line.rstrip("\r") for line in lines]
    end = next((n for n, line in enumerate(stripped[1:-1], 1) if line.rstrip() == fence), None)
    if end is None:
        return FrontMatter({}, text)
    fields = {key.lower(): _scalar(value) for key, value in _entries(stripped[1:end])}
    return FrontMatter(
        {key: value for key, value in fields.items() if value}, "\n".join(lines[end + 1 :])
    )


def _entries(lines: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield each key at the margin with its line and the lines that continue it."""
    key, value = "", list[str]()
    for line in lines:
        match = _KEY.match(line)
        if match:
            if key:
                yield key, value
            key, value = match[1], [match[2] or ""]
        elif key:
            value.append(line)
    if key:
        yield key, value


def _scalar(lines: list[str]) -> str:
    """Return the scalar that some lines hold; empty for a list or a mapping."""
    first, *rest = lines
    first = first.strip()
    if first[:1] in "\"'" and first:
        return _quoted("\n".join((first, *rest)))
    if first[:1] in ("[", "{", "&", "*", "!") or any(
        re.match(r"\s*(-|[\w-]+:)\s", line) for line in rest
    ):
        return ""
    first = "" if first[:1] in ("|", ">") else re.sub(r"\s#.*", "", first)
    return " ".join(filter(None, (line.strip() for line in (first, *rest))))


def _quoted(text: str) -> str:
    """Return a quoted scalar: a line end is a space, but not behind a backslash."""
    quotation_mark = text[0]
    if quotation_mark == "'":
        end = re.match(r"'((?:[^']|'')*)'", text)
        return " ".join((end[1] if end else text[1:]).replace("''", "'").split())
    end = re.match(r'"((?:[^"\\]|\\.)*)"', text, re.DOTALL)
    inner = re.sub(r"\\\n[ \t]*", "", end[1] if end else text[1:])
    inner = re.sub(r"[ \t]*\n[ \t]*", " ", inner)
    return _ESCAPE.sub(_unescaped, inner)


def _unescaped(match: re.Match[str]) -> str:
    digits = match[1] or match[2] or match[3]
    if not digits:
        return _SINGLE.get(match[4], match[4])
    code = int(digits, 16)
    return chr(code) if code <= 0x10FFFF else "\N{REPLACEMENT CHARACTER}"
