"""Values of fields by their Chinese names: `mode:直接`, `region:東南亞`, `country:老挝`.

The names are those that the interface shows, in either script. Those of countries are in
`countries.txt` beside this file, a country a line, divided by tabs: its code (ISO 3166-1 alpha-2),
its names in English, and those in the Mainland, Hong Kong, Taiwan and the United Nations, each
divided by semicolons. They are those of
Unicode CLDR and of https://github.com/datasets/country-codes with a few of newspapers;
`tests/territories.py` makes the table anew.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
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


def countries_by_name(text: str) -> tuple[str, ...]:
    """Return the code of the country with a name in English or Chinese, in small letters."""
    code = _country_names().get(normalize(text)) or _english_names().get(normalize(text))
    return (code,) if code else ()


def countries_by_chinese_name(text: str, *, unfinished: bool) -> tuple[str, ...]:
    """Return the codes of the countries with a Chinese name; unfinished, of those it may become."""
    word = normalize(text)
    names = _country_names()
    if word in names:
        return (names[word],)
    if not unfinished:
        return ()
    return tuple(dict.fromkeys(code for name, code in names.items() if name.startswith(word)))


@cache
def _country_names() -> Mapping[str, str]:
    """Return the codes of countries, in small letters, by their normalized Chinese names."""
    return {
        normalize(name): code.casefold() for code, _, names in _rows() for name in names.split(";")
    }


@cache
def _english_names() -> Mapping[str, str]:
    return {
        normalize(name): code.casefold() for code, names, _ in _rows() for name in names.split(";")
    }


def _rows() -> Iterator[list[str]]:
    """Yield code, English names and Chinese names of every country."""
    table = files("summit_tui.archive.query").joinpath("countries.txt").read_text("utf-8")
    return (line.split("\t") for line in table.splitlines())


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
