"""Every sentence that a user reads, as a template with named places behind one function.

A template is one literal, so that the sentences can be listed, extracted into a catalogue and
translated; what varies is a named place in it, never a piece that logic joins to it. The two
functions are named as in GNU gettext, whose tools find their calls.

A language is one file, `locale/TAG/LC_MESSAGES/summit-tui.mo` beside this module. The variables
that GNU gettext knows (LANGUAGE, LC_ALL, LC_MESSAGES, LANG) choose it; without one it is English.
"""

from functools import cache
from gettext import NullTranslations, translation
from pathlib import Path
from typing import Final

_DOMAIN: Final = "summit-tui"
_FOLDER: Final = Path(__file__).with_name("locale")
_GROUPED: Final = (int,)
"""The types whose values are shown with their thousands apart: 12,345."""


def gettext(template: str, /, **values: object) -> str:
    """Return the sentence of `template` with `values` in its named places.

    Whole numbers are shown with their thousands apart. Raises `KeyError` where a place has no
    value, which is a slip of the caller.
    """
    template = _catalogue().gettext(template)
    return template.format_map(_shown(values)) if values else template


def ngettext(singular: str, plural: str, number: int, /, **values: object) -> str:
    """Return the template for `number`, with it in the place `{number}` and `values` in theirs.

    The catalogue says which of its forms is taken. In English one is singular, and every other
    number, 0 among them, is plural.
    """
    template = _catalogue().ngettext(singular, plural, number)
    return template.format_map(_shown({"number": number, **values}))


@cache
def _catalogue() -> NullTranslations:
    """Return the sentences in the user's language, or as they are where there is no catalogue."""
    return translation(_DOMAIN, _FOLDER, fallback=True)


def _shown(values: dict[str, object]) -> dict[str, object]:
    return {
        name: f"{value:,}" if type(value) in _GROUPED else value for name, value in values.items()
    }
