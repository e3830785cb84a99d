"""Rules for values that are not in the standard they follow."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from difflib import get_close_matches
from functools import cache, lru_cache
from itertools import chain
from typing import Any

from summit_tui.archive import Entry, SourcedReading
from summit_tui.archive.analysis.normalize import normalize
from summit_tui.attribution.publications import web_address
from summit_tui.i18n import gettext
from summit_tui.lint.rule import Rule, Violation, shorten
from summit_tui.model.field_table import language_fields, small_tables
from summit_tui.model.kinds import Table
from summit_tui.model.reading import Reading
from summit_tui.model.records import Delegation, Event, Record, Source


class UnknownLanguage(Rule):
    """A language tag has a part that IANA's registry does not list."""

    code = "E601"
    title = "The language tag is not in the registry."
    explanation = (
        "Every part must stand in IANA's registry of language subtags (BCP 47), the language by "
        "its shortest code. Example: `cn` or `chi` where `zh` is meant."
    )
    bad = 'speakers.diaz.names = {cn = "安娜·迪亚兹"}'
    good = 'speakers.diaz.names = {zh = "安娜·迪亚兹"}'

    def check(self, entry: Entry) -> Iterator[Violation]:
        return _unknown_languages(entry.address.kind, entry.record)

    def check_reading(self, sourced: SourcedReading) -> Iterator[Violation]:
        return _unknown_languages("readings", sourced.reading)


class UnknownCountry(Rule):
    """A country code is not one of ISO 3166-1 alpha-2."""

    code = "E602"
    title = "The country code is not in ISO 3166-1."
    explanation = "Write the two letters of the standard. Example: `UK` where `GB` is meant."
    bad = 'event.country = "UK"'
    good = 'event.country = "GB"'
    kinds = ("event", "delegations")

    def check(self, entry: Entry) -> Iterator[Violation]:
        match entry.record:
            case Event(country=str() as country):
                code, field = country, "country"
            case Delegation(code=str() as code):
                field = "code"
            case _:
                return
        if not is_country(code):
            template = "‘{code}’ is no country code of ISO 3166-1; correct it"
            yield Violation(gettext(template, code=code), field)


class UnknownRegion(Rule):
    """A region is not one of the geographic regions of M49."""

    code = "E603"
    title = "The region is not one that the United Nations name."
    explanation = (
        "Write its English name in the standard M49, or leave it out. Example: `East Asia` where "
        "`Eastern Asia` is meant."
    )
    bad = 'delegations.nicaragua.region = "East Asia"'
    good = 'delegations.nicaragua.region = "Eastern Asia"'
    kinds = ("delegations",)

    def check(self, entry: Entry) -> Iterator[Violation]:
        region = entry.record.region if isinstance(entry.record, Delegation) else None
        if not region or is_region(region):
            return
        near = get_close_matches(normalize(region)[:80], _regions(), 1)
        if near:
            template = "‘{region}’ is no region of the United Nations; did you mean {near}?"
            yield Violation(
                gettext(template, region=shorten(region), near=_regions()[near[0]]), "region"
            )
        else:
            template = (
                "‘{region}’ is no region of the United Nations; write its name in M49, or none"
            )
            yield Violation(gettext(template, region=shorten(region)), "region")


class AddressNotOnTheWeb(Rule):
    """An address of a source is none that a browser opens."""

    code = "W609"
    title = "The address of the source is none of the web."
    explanation = (
        "Readers find a source by an address that begins with `https://` or `http://` and has no "
        "spaces. Others are opened by nothing here, and may do harm elsewhere: `javascript:` runs, "
        "`file:` is on one machine alone. Write the address of the page, or leave it out. Example: "
        "`www.example.org/a` where `https://www.example.org/a` is meant."
    )
    bad = 'sources.wire.url = "javascript:alert(1)"'
    good = 'sources.wire.url = "https://wire.example/a"'
    kinds = ("sources",)

    def check(self, entry: Entry) -> Iterator[Violation]:
        source = entry.record
        if not isinstance(source, Source):
            return
        addresses = {
            "url": source.url,
            "archived_at": source.archived_at,
            "syndicated_from": source.syndicated_from and source.syndicated_from.url,
        }
        for field, address in addresses.items():
            if address and web_address(address) is None:
                template = "‘{address}’ is no address of the web; write one with https:// or none"
                yield Violation(gettext(template, address=shorten(address)), field)


def _unknown_languages(table: Table, record: Record | Reading) -> Iterator[Violation]:
    """Yield each language tag of a record or a reading that is not in the registry."""
    for name, parts in _tagged_fields(table):
        value = getattr(record, name)
        if not value:
            continue
        for item in value if isinstance(value, tuple) else (value,):
            values = [getattr(item, part, None) for part in parts] if parts else [item]
            for tag in chain.from_iterable(map(_tags, values)):
                if not is_language(tag):
                    template = (
                        "‘{tag}’ is not in IANA's registry; "
                        "write a tag of BCP 47, such as en or zh-Hant"
                    )
                    yield Violation(gettext(template, tag=tag), name)


def _tags(value: object) -> Iterable[str]:
    """Return the tags that a value is, or has texts by."""
    if isinstance(value, str):
        return (value,)
    return value if isinstance(value, dict) else ()


@cache
def _tagged_fields(table: Table) -> Sequence[tuple[str, Sequence[str]]]:
    """Return the fields that have language tags; of a small table, those within it that do."""
    # Within a small table, whatever has keys of its own has languages.
    within = {
        name: [part.name for part in fields(cls) if part.default_factory is dict]
        for name, cls in small_tables(table).items()
    }
    of_tables = ((name, parts) for name, parts in within.items() if parts)
    return [*((name, ()) for name in language_fields(table)), *of_tables]


@lru_cache(maxsize=1_024)
def is_language(tag: str) -> bool:
    """Tell whether every part of a language tag is in IANA's registry (BCP 47)."""
    # Its tables take a tenth of a second to load.
    from langcodes import Language
    from langcodes.tag_parser import LanguageTagError

    try:
        # Not normalized: `eng` would pass for `en` and `en-UK` for `en-GB`.
        if Language.get(tag, normalize=False).is_valid():
            return True
    except (LanguageTagError, RecursionError):
        return False
    # Tags from before the registry, such as `en-GB-oed`, are listed there as a whole.
    return any(subtag.get("Tag", "").lower() == tag.lower() for subtag in subtags())


def is_country(code: str) -> bool:
    """Tell whether a code is one of ISO 3166-1 alpha-2."""
    from iso3166 import countries_by_alpha2

    return code in countries_by_alpha2


def is_region(name: str) -> bool:
    """Tell whether a name is that of a region in M49, in any case."""
    return normalize(name) in _regions()


@cache
def subtags() -> list[dict[str, Any]]:
    """Return IANA's registry of language subtags; `Any`: some fields are text, some are lists."""
    from langcodes.registry_parser import parse_registry

    return list(parse_registry())  # type: ignore[no-untyped-call]  # the package leaves it untyped


@cache
def _regions() -> dict[str, str]:
    """Return the regions of M49 by their normalized names, as IANA's registry lists them.

    Antarctica, which has no parts, is a territory in that registry and a region in M49
    (https://unstats.un.org/unsd/methodology/m49/).
    """
    names = ["Antarctica"]
    for subtag in subtags():
        if subtag.get("Type") == "region" and subtag["Subtag"].isdigit():
            names += subtag["Description"]
    return {normalize(name): name for name in names}
