"""Codes for values that are not in the standard they follow."""

from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache, lru_cache
from typing import Any, Final

from summit_tui.archive import Entry
from summit_tui.archive.analysis.normalize import normalize
from summit_tui.lint.rule import Rule, Violation
from summit_tui.model.records import Delegation, Event, Reading, Record

STANDARDS: Final = (
    Rule(
        "E601",
        "The language tag is not in the registry.",
        "Every part must stand in IANA's registry of language subtags (BCP 47), the language by "
        "its shortest code. Example: `cn` or `chi` where `zh` is meant.",
    ),
    Rule(
        "E602",
        "The country code is not in ISO 3166-1.",
        "Write the two letters of the standard. Example: `UK` where `GB` is meant.",
    ),
    Rule(
        "E603",
        "The region is not one that the United Nations name.",
        "Write its English name in the standard M49, or leave it out. Example: `East Asia` where "
        "`Eastern Asia` is meant.",
    ),
)


_TAGGED: Final = ("names", "titles", "translations")
"""Fields that are tables from language tags to text."""


def standard_violations(entry: Entry) -> Iterator[Violation]:
    """Yield each language tag, country code and region of a record that no standard knows."""
    record = entry.record
    yield from unknown_languages(record)
    if isinstance(record, Event) and record.country and not _is_country(record.country):
        yield _no_country(record.country, "country")
    if isinstance(record, Delegation):
        if record.code and not _is_country(record.code):
            yield _no_country(record.code, "code")
        if record.region and normalize(record.region) not in _regions():
            yield _no_region(record.region)


def unknown_languages(thing: Record | Reading) -> Iterator[Violation]:
    """Yield each language tag of a record or a reading that is not in the registry."""
    for name in (*_TAGGED, "language"):
        value = getattr(thing, name, None)
        for tag in (value,) if isinstance(value, str) else value or ():
            if not _is_language(tag):
                hint = "write a tag of BCP 47, such as en or zh-Hant"
                yield Violation("E601", f"‘{tag}’ is not in IANA's registry; {hint}", name)


@lru_cache(maxsize=1_024)
def _is_language(tag: str) -> bool:
    # Its tables take a tenth of a second to load.
    from langcodes import Language
    from langcodes.tag_parser import LanguageTagError

    try:
        # As it stands: normalized, `eng` would pass for `en` and `en-UK` for `en-GB`.
        if Language.get(tag, normalize=False).is_valid():
            return True
    except (LanguageTagError, RecursionError):
        return False
    # Tags from before the registry, such as `en-GB-oed`, stand there as a whole.
    return any(one.get("Tag", "").lower() == tag.lower() for one in _registry())


def _is_country(code: str) -> bool:
    from iso3166 import countries_by_alpha2

    return code in countries_by_alpha2


@cache
def _registry() -> list[dict[str, Any]]:
    """Return IANA's registry of language subtags; `Any`: some fields are text, some are lists."""
    from langcodes.registry_parser import parse_registry

    return list(parse_registry())  # type: ignore[no-untyped-call]  # the package leaves it untyped


@cache
def _regions() -> dict[str, str]:
    """Return the regions of M49 by their folded names, as IANA's registry has taken them over.

    Antarctica, which has no parts, is a territory in that registry and a region in M49
    (https://unstats.un.org/unsd/methodology/m49/).
    """
    names = ["Antarctica"]
    for one in _registry():
        if one.get("Type") == "region" and one["Subtag"].isdigit():
            names += one["Description"]
    return {normalize(name): name for name in names}


def _no_country(code: str, field: str) -> Violation:
    return Violation("E602", f"‘{code}’ is no country code of ISO 3166-1; correct it", field)


def _no_region(region: str) -> Violation:
    near = get_close_matches(normalize(region)[:80], _regions(), 1)
    hint = f"did you mean {_regions()[near[0]]}?" if near else "write its name in M49, or none"
    return Violation("E603", f"‘{region}’ is no region of the United Nations; {hint}", "region")
