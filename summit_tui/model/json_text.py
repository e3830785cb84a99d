"""JSON as it leaves the program: for a terminal, a file, another program, or the script of a page.

One way for all of it. Untrusted text in a record can neither hide in it, nor turn around what is
beside it, nor end the script element of a page into which somebody puts the document.
Every reader of JSON gets the values as they are.
"""

from json import JSONEncoder, dumps
from typing import Any, Final

from summit_tui.model.invisible import escape_hidden


def dump_json(value: Any, indent: int | None = 2) -> str:
    """Return a JSON value as a document that can leave.

    It has several lines, or one where `indent` is None. `Any`: nothing is known about the value.
    """
    if indent is None:
        return escape_json(_encoded(value))
    return escape_json(dumps(value, ensure_ascii=False, indent=indent))


# `dumps` would make a new encoder for each value.
_encoded: Final = JSONEncoder(ensure_ascii=False).encode


def escape_json(document: str) -> str:
    """Return a JSON document as it can leave; its values are the same."""
    return escape_script(show_as_escapes(document))


def show_as_escapes(document: str) -> str:
    """Return JSON with an escape for every character that hides something or turns text around.

    That is how a record is written into a coverage file, which people read.
    """
    return escape_hidden(document, lambda character: dumps(character)[1:-1])


def escape_script(document: str) -> str:
    """Return JSON with an escape for the sign that begins a tag; only strings have it.

    `</script>` in a string would end the script (HTML, 4.12.1.3, restrictions for contents).
    """
    return document.replace("<", "\\u003c")
