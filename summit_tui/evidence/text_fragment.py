"""A web address that opens the browser at a passage (WICG: URL Fragment Text Directives)."""

import re
from itertools import accumulate
from typing import Final
from urllib.parse import quote, urlsplit

from summit_tui.model.fields import Excerpt
from summit_tui.model.invisible import strip_edges
from summit_tui.model.text import CJK, HAN, escape_controls, one_line

_MAX_WHOLE: Final = 300
"""The most characters of a passage that is given whole, as browsers do in links they make."""
_WORDS: Final = 6
"""The words that name the beginning and end of a longer passage, its prefix and its suffix."""
_CHARACTERS: Final = 10
"""The least characters that do so where words are not separated; no clause is cut."""

_END: Final = r"(?>\r\n|[\n\r\x85\u2028\u2029])"
_PART: Final = re.compile(
    rf"[\[(（〔【]\s*(?:…|⋯|\.{{3,}})+\s*[\])）〕】]|[…⋯]+|\.{{3,}}|{_END}[^\S\n\r]*+{_END}\s*+"
)
"""What divides a passage: words left out, or a blank line; a browser crosses neither."""
_BROKEN_LINE: Final = re.compile(rf"(?<=[{CJK}])[^\S\n\r]*+{_END}\s*+(?=[{CJK}])")
_CLAUSE: Final = re.compile(
    rf"(?<=[、。！，：；？])(?![」』”’）、。！，：；？])|(?<=[,:;!?])(?=[{HAN}])|(?<= )"
)
_HAN: Final = re.compile(f"[{HAN}]")


def passage_link(url: str, excerpt: Excerpt) -> str | None:
    """Return the address of a source with a directive for the passage, or None if there is none.

    Only addresses of the web (`http`, `https`) have one. The fragment of `url` stays before it, a
    directive is replaced. Elided and long passages are named by their beginning and end.
    """
    start, end = _ends(excerpt.exact)
    if not start or not _is_web_address(url):
        return None
    before = _units(_parts(excerpt.prefix or "")[-1])
    after = _units(_parts(excerpt.suffix or "")[0])
    # A prefix may begin inside a word, and a suffix end inside one: browsers match whole words.
    prefix = _last(before[1:] if len(before) > 3 else before)
    suffix = _first(after[:-1] if len(after) > 3 else after)
    terms = [_percent_encode(start)]
    if prefix:
        terms.insert(0, f"{_percent_encode(prefix)}-")
    if end:
        terms.append(_percent_encode(end))
    if suffix:
        terms.append(f"-{_percent_encode(suffix)}")
    page, _, fragment = url.partition("#")
    return f"{page}#{fragment.partition(':~:')[0]}:~:text={','.join(terms)}"


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    clean = one_line(url) == url and not re.search(r"\s", url)
    return clean and parts.scheme in ("http", "https") and bool(parts.hostname)


def _ends(exact: str) -> tuple[str, str]:
    """Return the whole passage and an empty text, or its beginning and its end."""
    parts = _parts(exact)
    if len(parts) == 1:
        units = _units(parts[0])
        start, end = _first(units), _last(units)
        if len(parts[0]) <= _MAX_WHOLE or len(start) + len(end) >= len(parts[0]):
            return parts[0], ""
        return start, end
    return _first(_units(parts[0])), _last(_units(parts[-1]))


def _parts(text: str) -> list[str]:
    """Return the parts of a passage that have words, each on one line; one empty part for none."""
    joined = _BROKEN_LINE.sub("", text)
    # An address may hold anything, and a browser looks for what stands in the text.
    parts = [" ".join(strip_edges(escape_controls(part)).split()) for part in _PART.split(joined)]
    return [part for part in parts if any(map(str.isalnum, part))] or [""]


def _units(line: str) -> list[str]:
    """Return the words of a line with the spaces after them, or in Han and kana its clauses."""
    return _CLAUSE.split(line) if _HAN.search(line) else re.findall(r"\S+ ?", line)


def _first(units: list[str]) -> str:
    """Return enough units from the beginning to name the passage."""
    if not _HAN.search("".join(units)):
        return "".join(units[:_WORDS]).strip()
    lengths = accumulate(map(len, units))
    enough = next((n for n, length in enumerate(lengths, 1) if length >= _CHARACTERS), None)
    return "".join(units[:enough]).strip()


def _last(units: list[str]) -> str:
    """Return enough units from the end to name the passage."""
    if not _HAN.search("".join(units)):
        return "".join(units[-_WORDS:]).strip()
    lengths = accumulate(map(len, reversed(units)))
    enough = next((n for n, length in enumerate(lengths, 1) if length >= _CHARACTERS), len(units))
    return "".join(units[len(units) - enough :]).strip()


def _percent_encode(text: str) -> str:
    """Percent-encode all but unreserved characters, and the dash too: it separates terms."""
    return quote(text, safe="", errors="replace").replace("-", "%2D")
