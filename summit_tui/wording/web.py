"""Addresses on the web: which ones may be followed."""

from typing import Final
from urllib.parse import quote, urlsplit

from summit_tui.controls import one_line, visible

# Reserved and unreserved characters of RFC 3986, and the percent sign of what is encoded already.
# Quotation marks, angle brackets, braces, backslashes and spaces are in neither.
_SAFE: Final = "%:/?#[]@!$&'()*+,;=-._~"


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
