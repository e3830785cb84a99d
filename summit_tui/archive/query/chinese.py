"""Values of fields by their Chinese names: `mode:直接`, `kind:言论`, `region:東南亞`.

The names are those that the interface shows, in either script, so there is no second table.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from summit_tui.archive.analysis.normalize import normalize
from summit_tui.archive.query.groups import groups
from summit_tui.i18n import LANGUAGES, words_in
from summit_tui.model.field_table import facet_fields
from summit_tui.model.kinds import KINDS, SINGULAR

_MODES: Final = {
    "direct": "direct quotation",
    "partial": "partial quotation",
    "paraphrase": "paraphrase",
}


def value_by_chinese_name(field: str, text: str) -> str | None:
    """Return the value of a field whose Chinese name is `text` or begins with it, or None."""
    word = normalize(text)
    names = _names(field)
    if word in names:
        return names[word]
    return next((value for name, value in names.items() if name.startswith(word)), None)


@cache
def _names(field: str) -> Mapping[str, str]:
    """Return the values of a field by the normalized forms of their Chinese names."""
    return {
        normalize(name): value
        for language in LANGUAGES
        for context, label, value in _labels(field)
        if (name := words_in(language).pgettext(context, label)) != label
    }


def _labels(field: str) -> Iterator[tuple[str, str, str]]:
    """Yield context and label of each value of a field, as catalogues have them, and the value."""
    if field == "kind":
        yield from (("kind", SINGULAR[kind], kind) for kind in KINDS)
    elif field == "mode":
        yield from (("mode", label, mode) for mode, label in _MODES.items())
    elif field == "region":
        yield from (("region", name, name) for group in groups().values() for name in group.names)
    elif row := facet_fields().get(field):
        for word in row.choices:
            yield f"{row.kind}.{row.name}", word, normalize(word).replace(" ", "-")
