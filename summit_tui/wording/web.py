"""Addresses on the web: which ones may be followed, and how one points at a passage."""

from typing import Final
from urllib.parse import quote, urlsplit

from summit_tui.controls import one_line, visible
from summit_tui.records import Excerpt

# Reserved and unreserved characters of RFC 3986, and the percent sign of what is encoded already.
# Quotation marks, angle brackets, braces, backslashes and spaces are in neither.
_SAFE: Final = "%:/?#[]@!$&'()*+,;=-._~"
_LONG: Final = 300
"""Characters from which on a passage is named by its first and last words."""
_WORDS: Final = 8


def web_address(url: str | None) -> str | None:
    """Return `url` percent-encoded if it is one that a browser opens safely, else None.

    Only http and https with a host; nothing with white space or control characters inside.
    """
    text = (url or "").strip()
    if not text or visible(text) != text or one_line(text) != text or " " in text:
        return None
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:  # such as brackets that do not enclose an IPv6 address
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    return quote(text, safe=_SAFE)


def passage(url: str, excerpt: Excerpt) -> str:
    """Return `url`, a web address, pointing at an excerpt of its page.

    The form is `#:~:text=[prefix-,]start[,end][,-suffix]` (WICG, URL Fragment Text Directives).
    """
    words = one_line(excerpt.exact).split(" ")
    target = _encoded(" ".join(words))
    if len(one_line(excerpt.exact)) > _LONG and len(words) > 2 * _WORDS:
        target = f"{_encoded(' '.join(words[:_WORDS]))},{_encoded(' '.join(words[-_WORDS:]))}"
    prefix, suffix = _encoded(excerpt.prefix or ""), _encoded(excerpt.suffix or "")
    directive = (prefix and f"{prefix}-,") + target + (suffix and f",-{suffix}")
    page, _, fragment = url.partition("#")
    return f"{page}#{fragment.partition(':~:')[0]}:~:text={directive}"


def _encoded(text: str) -> str:
    # `quote` leaves the dash, which the directive's own syntax uses.
    return quote(one_line(text), safe="").replace("-", "%2D")
