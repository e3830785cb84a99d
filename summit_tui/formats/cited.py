"""The sources of records as citation data, each once."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from summit_tui.archive import Entry
from summit_tui.attribution.publications import Publication, publication_of, sources_of, web_address
from summit_tui.citations import KINDS, Item, LocatorLabel, Name
from summit_tui.citations.item import is_cjk
from summit_tui.citations.names import is_family_first, natural
from summit_tui.i18n import ENGLISH
from summit_tui.model.fields import Locator, PersonName
from summit_tui.model.records import Quote, Source, Speaker
from summit_tui.model.references import speech_by
from summit_tui.model.text import value_line

_LOCATOR_LABELS: Final[tuple[LocatorLabel, ...]] = ("page", "paragraph", "section", "timecode")
_AS_IN_RECORD: Final = (
    "parent_organization",
    "programme",
    "medium",
    "duration",
    "number",
    "event_title",
    "event_date",
    "event_place",
    "page",
    "retrieved",
    "language",
)
"""The fields that records and items have in common, texts of the same meaning."""


@dataclass(frozen=True, slots=True)
class CitedSource:
    """A source as it is cited."""

    publication: Publication
    item: Item
    """Empty where the source is not in the coverage."""


def cited_sources(
    entries: Iterable[Entry], *, with_locators: bool = False
) -> Iterator[CitedSource]:
    """Yield what a bibliography of the entries holds: each source once.

    `with_locators` cites each source once for every passage that a statement points to.
    """
    seen: set[tuple[str, Locator | None]] = set()
    for entry in entries:
        for id, source in sources_of(entry):
            publication = publication_of(entry.address.event, id, source, ENGLISH)
            locator = source.locator if source else None
            if with_locators and isinstance(entry.record, Quote):
                locator = entry.record.locator or locator
            key = publication.key, locator if with_locators else None
            if key not in seen:
                seen.add(key)
                item = _item(entry, source, publication, locator) if source else Item()
                yield CitedSource(publication, item)


def more_notes_of(item: Item) -> Iterator[str]:
    """Yield what CSL has variables for and older formats have not, before `notes_of`."""
    values = {
        "Interviewer": "; ".join(map(natural, item.interviewers)),
        "Medium": item.medium,
        "Running time": item.duration,
        "Original publisher": item.syndicated_from,
    }
    yield from (f"{label}: {value}" for label, value in values.items() if value)
    yield from notes_of(item)


def notes_of(item: Item) -> Iterator[str]:
    """Yield what reference managers have no field for, as they write their own: label and value."""
    if item.url and not opened_address(item):
        yield f"Address: {item.url}"
    if item.licence:
        yield f"License: {item.licence}"
    if item.embargo:
        yield f"Embargoed until: {item.embargo}"
    yield from (f"Corrected: {correction}" for correction in item.corrections)


def opened_address(item: Item) -> str:
    """Return the address of a source if it is one that reference managers may open.

    They open whatever is in its field at a click, such as a script; any other is a note.
    """
    return web_address(item.url) or ""


def _item(entry: Entry, source: Source, publication: Publication, locator: Locator | None) -> Item:
    """Return a source as the engine of citations takes it; all texts are on one line."""
    # Somebody's speech is one whoever wrote it down.
    is_speech = source.kind == "transcript" and source.speech_by
    kind = "speech" if is_speech else source.kind
    type_, genre = KINDS.get(kind, ("page", "")) if kind else ("page", "")
    label, passage = _passage(locator)
    archived_at = web_address(source.archived_at) or ""
    return Item(
        type=type_,
        genre=value_line(source.genre or genre),
        title=publication.title,
        titles=_lines(source.titles),
        authors=_names(source.author),
        speech_by=tuple(_speakers(entry, source)),
        interviewers=_names(source.interviewer),
        translators=_names(source.translator),
        archived_at=archived_at,
        archive=_archive_name(archived_at),
        licence=value_line(source.licence or ""),
        embargo=source.embargo or "",
        corrections=tuple(value_line(correction.dated) for correction in source.corrections),
        publisher=_name(publication.publisher or ""),
        publisher_names=_lines(source.publisher_names),
        issued=source.published or "",
        locator=passage,
        locator_label=label,
        url=publication.web or publication.url or "",
        syndicated_from=value_line(
            source.syndicated_from.publisher if source.syndicated_from else ""
        ),
        proper_names=tuple(_event_names(entry)),
        **{name: value_line(getattr(source, name) or "") for name in _AS_IN_RECORD},
    )


def _name(publisher: str) -> str:
    """Return a publisher, or nothing for a description in square brackets: nobody has that name."""
    return "" if publisher.startswith("[") and publisher.endswith("]") else publisher


def _passage(locator: Locator | None) -> tuple[LocatorLabel, str]:
    """Return the first of a locator's numbers and what it counts."""
    for label in _LOCATOR_LABELS if locator else ():
        if number := getattr(locator, label):
            return label, value_line(number)
    return "page", ""


def _archive_name(address: str) -> str:
    """Return the archive that an address belongs to, by its name or else by its host."""
    host = (urlsplit(address).hostname or "").removeprefix("www.")
    return "Internet Archive" if f".{host}".endswith(".archive.org") else host


def _names(names: str | tuple[PersonName, ...] | None) -> tuple[Name, ...]:
    """Return those who made a source; one text is a name that nobody has parted.

    Only Chinese and Japanese list names in one text with a mark that no name has.
    """
    if isinstance(names, str):
        parts = names.split("、") if is_cjk(names) else [names]
        return tuple(Name(literal=name) for name in map(value_line, parts) if name)
    return tuple(
        Name(
            family=value_line(name.family_name or ""),
            given=value_line(name.given_name or ""),
            suffix=value_line(name.suffix or ""),
            # An organization is never parted, and a name without a family name cannot be.
            literal="" if name.family_name else value_line(name.name or name.given_name or ""),
            handle=value_line(name.handle or ""),
            variants=_lines(name.names),
            family_first=_is_family_first(name.name, name.family_name, name.given_name),
        )
        for name in names or ()
    )


def _speakers(entry: Entry, source: Source) -> Iterator[Name]:
    """Yield those whose speech a source is, without who is not in the coverage."""
    for id in speech_by(source):
        speaker = entry.link("speakers", id)
        if isinstance(speaker, Speaker):
            family = value_line(speaker.family_name or "")
            yield Name(
                family=family,
                given=value_line(speaker.given_name or ""),
                literal="" if family else value_line(speaker.name),
                variants=_lines(speaker.names),
                family_first=_is_family_first(
                    speaker.name, speaker.family_name, speaker.given_name
                ),
            )


def _is_family_first(name: str | None, family: str | None, given: str | None) -> bool:
    """Tell whether a name is printed with the family name before the given ones."""
    return is_family_first(*(value_line(part or "") for part in (name, family, given)))


def _event_names(entry: Entry) -> Iterator[str]:
    """Yield the names of the event and its town, which titles have with their capitals."""
    if event := entry.link("event", entry.address.event):
        yield from map(value_line, filter(None, (event.name, *event.names.values(), event.place)))


def _lines(texts: Mapping[str, str]) -> dict[str, str]:
    return {tag: value_line(text) for tag, text in texts.items()}
