"""Lists of participants as texts: kept with their lines, and nobody is written from them.

Only a table says which words are a name, an office and a delegation: below a country may stand its
delegates or a guest, and below a name an office, an institution or the next delegation.
"""

import re
from itertools import islice
from typing import Final

from summit_tui.i18n import gettext

LIST_KIND: Final = "list of participants"
"""The kind of source that such a list is."""
_HEAD: Final = 6
"""So many of the first lines may be the title."""
_TITLE: Final = re.compile(
    r"\W*(?:(?:provisional|preliminary|final|official|revised|tentative) )*"
    r"(?:lists? of (?:the )?(?:participants|delegates|delegations|attendees)"
    r"|participants['’]? list|(?:participant|attendance|delegate) list"
    r"|liste (?:provisoire |définitive )?des participants|lista de participantes"
    r"|teilnehmer(?:innen)?(?:liste|verzeichnis)|与会(?:人员|者|代表)?名单|與會(?:人員|者|代表)?名單"
    r"|参会(?:人员|代表)?名单|參會(?:人員|代表)?名單|出席者(?:名簿|一覧))"
    r"\W*(?:(?:of|at|in|to|for|as of|à|de|der|am|[\d(（:–-])[^\n.。]{0,60})?",
    re.IGNORECASE,
)


def is_list_of_participants(text: str) -> bool:
    """Tell whether a line at the beginning of a text is the title of such a list."""
    lines = filter(None, map(str.strip, text[:2_000].split("\n")))
    return any(_TITLE.fullmatch(each) for each in islice(lines, _HEAD))


def whole_lines(text: str) -> list[str]:
    """Return the blocks of a list, its lines as they are: each may be a name or an office."""
    blocks = re.split(r"\n[ \t]*\n\s*", text.replace("\r\n", "\n").replace("\r", "\n"))
    return ["\n".join(map(str.strip, block.split("\n"))) for block in blocks]


def list_remarks(text: str) -> tuple[str, ...]:
    """Return why nobody is written from a text, where it is such a list."""
    if not is_list_of_participants(text):
        return ()
    return (
        gettext(
            "It is a list of participants as text, which does not say for certain what is a name, "
            "an office or a delegation: nobody is written from it. A table (CSV, XLSX) with the "
            "columns Delegation, Name and Role is."
        ),
    )
