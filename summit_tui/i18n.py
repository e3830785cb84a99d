"""Every sentence that a user reads, as a template with named places behind one function.

A template is one literal, so that the sentences can be listed, extracted into a catalogue and
translated; what varies is a named place in it, never a piece that logic joins to it. The two
functions are named as in GNU gettext, whose tools find their calls.
"""

from typing import Final

_GROUPED: Final = (int,)
"""The types whose values are shown with their thousands apart: 12,345."""


def gettext(template: str, /, **values: object) -> str:
    """Return the sentence of `template` with `values` in its named places.

    Whole numbers are shown with their thousands apart. Raises `KeyError` where a place has no
    value, which is a slip of the caller.
    """
    return template.format_map(_shown(values)) if values else template


def ngettext(singular: str, plural: str, number: int, /, **values: object) -> str:
    """Return the template for `number`, with it in the place `{number}` and `values` in theirs.

    Which of the two templates is taken follows the rule of English: one is singular, every other
    number, 0 among them, is plural.
    """
    template = singular if number == 1 else plural
    return template.format_map(_shown({"number": number, **values}))


def _shown(values: dict[str, object]) -> dict[str, object]:
    return {
        name: f"{value:,}" if type(value) in _GROUPED else value for name, value in values.items()
    }
