"""HTML as text: what a browser shows, in paragraphs, each character with its place in the file."""

import re
from html import unescape
from html.parser import HTMLParser
from typing import Final

from summit_tui.attribution.beside import HIDDEN
from summit_tui.i18n import gettext
from summit_tui.verify.draft import Draft, DraftError, line_starts

_BLOCKS_WORDS: Final = """
address article aside blockquote body caption dd details div dl dt fieldset figcaption figure
footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table td tfoot
th thead tr ul
"""
_BLOCKS: Final = frozenset(_BLOCKS_WORDS.split())
"""Elements that begin and end a paragraph (HTML Standard, 15.3.3: flow content as blocks)."""
_UNSEEN_WORDS: Final = """
head noscript script style template title
"""
_UNSEEN: Final = frozenset(_UNSEEN_WORDS.split())
_RAISED: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_BREAK: Final = "\n\n"
_CREDITS: Final = ("cite", "footer", "figcaption")
"""Elements that say whose words a block quotation has."""
_ENDED: Final = re.compile(r"(?:\A|[.!?…。！？”’\"」』—–―-]|\n\n)\s*\Z")
"""The end of what is quoted: a title in the middle of it is in a `cite` as well."""


_COMMENT: Final = re.compile(r"<!--.*?(?:-->|\Z)|<!\[", re.DOTALL)


def _without_comments(text: str) -> str:
    """Return a page of the same length without comments, and without tags that never end.

    Looking for the end of each of many that have none takes the parser hours.
    """
    text = _COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    last = text.rfind(">") + 1
    return text[:last] + text[last:].replace("<", " ")


class _Text(HTMLParser):
    """Collects the text of a page and where each run of it stands in the file."""

    def __init__(self, lines: list[int]) -> None:
        super().__init__(convert_charrefs=False)
        self.parts: list[str] = []
        self.anchors: list[tuple[int, int]] = []
        self._lines = lines
        self._size = 0
        self._unseen = 0
        self._quotes = 0
        self.blocks: list[tuple[int, int]] = []
        self._opened: list[int] = []
        self._figure: int | None = None
        self._is_raised = False
        self._is_linked = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "sup":
            self._is_raised = True
        elif tag == "a":
            self._is_linked = True
        elif tag == "body":
            self._unseen = 0  # a head that is never closed hides no page
        elif tag == "br":
            self._add("\n")
        elif tag == "q":
            # A browser sets the marks, in turn double and single ones.
            self._add("‘" if self._quotes % 2 else "“")
            self._quotes += 1
        elif tag in _BLOCKS or tag in _CREDITS:
            self._open_block(tag)

    def _open_block(self, tag: str) -> None:
        """Begin a paragraph; one that credits a block quotation begins with a dash."""
        in_figure = self._figure is not None and self.blocks[-1:] >= [(self._figure, 0)]
        is_credit = tag in _CREDITS and (in_figure if tag == "figcaption" else bool(self._opened))
        if tag == "cite" and not (is_credit and _ENDED.search("".join(self.parts[-2:]))):
            return
        self._break()
        if is_credit:
            self._add("— ")
        elif tag == "figure":
            self._figure = self._size
        elif tag == "blockquote":
            self._opened.append(self._size)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br" or tag in _BLOCKS:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag == "sup":
            self._is_raised = False
        elif tag == "a":
            self._is_linked = False
        elif tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag == "q" and self._quotes:
            self._quotes -= 1
            self._add("’" if self._quotes % 2 else "”")
        elif tag in _BLOCKS:
            if tag == "blockquote" and self._opened:
                # One within another is a part of it.
                start = self._opened.pop()
                self.blocks += [] if self._opened else [(start, self._size)]
            elif tag == "figure":
                self._figure = None
            self._break()

    def handle_data(self, data: str) -> None:
        # White space is one space, whatever the file's lines look like, and a line of a page is
        # no paragraph: so an empty line of the source becomes spaces of the same length.
        at_start = not self.parts or self.parts[-1].endswith("\n")
        blank = len(data) - len(data.lstrip()) if at_start else 0
        text = re.sub(r"\s", " ", data[blank:])
        if self._is_raised and self._is_linked:
            text = HIDDEN * len(text)  # a footnote's mark
        elif self._is_raised:
            text = text.translate(_RAISED)  # one as well, or a power
        self._add(text, blank)

    def handle_entityref(self, name: str) -> None:
        self._add(unescape(f"&{name};"))

    def handle_charref(self, name: str) -> None:
        self._add(unescape(f"&#{name};"))

    def _break(self) -> None:
        if self.parts and self.parts[-1] != _BREAK:
            self._add(_BREAK)

    def _add(self, text: str, left_out: int = 0) -> None:
        """Add a text; `left_out` is how many characters of the file before it are not shown."""
        if self._unseen or not text:
            return
        line, column = self.getpos()
        self.anchors.append((self._size, self._lines[line - 1] + column + left_out))
        self.parts.append(text)
        self._size += len(text)


def read_html(path: str, text: str) -> Draft:
    """Return the draft of a page; raises `DraftError` where it is none."""
    # The parser counts line feeds alone.
    lines = [0, *(match.end() for match in re.finditer("\n", text))]
    page = _Text(lines)
    try:
        page.feed(_without_comments(text))
        page.close()
    except (AssertionError, ValueError, RecursionError):
        raise DraftError(gettext("{path}: is no HTML that can be read", path=path)) from None
    return Draft(path, "".join(page.parts), page.anchors, line_starts(text), page.blocks)
