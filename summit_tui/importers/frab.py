"""Programmes as XML of frab and pentabarf, or as schedule.json: two forms of the same keys.

Format: https://github.com/voc/schedule, `xsd/schedule.xml.xsd`. Files leave out what it requires:
guid, date, duration, the list of persons; all of that is read as far as it is there.
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from summit_tui.i18n import gettext
from summit_tui.importers.document import Document
from summit_tui.importers.fields import Fields, line, mapping
from summit_tui.importers.importer import Imported, ImportOptions
from summit_tui.importers.programme import Programme
from summit_tui.importers.schedule import Collector, day_of, programme_of, read_schedule
from summit_tui.importers.talks import imported_programme
from summit_tui.importers.xml import XmlTree, without_namespaces


def recognise(document: Document) -> str | None:
    """Return by what a file is a programme of this family."""
    if document.root_name == "schedule" and "<conference" in document.text:
        return gettext("its element schedule with a conference")
    schedule = mapping(mapping(document.json_or_none).get("schedule"))
    return gettext("its schedule with a conference") if "conference" in schedule else None


def read(document: Document, options: ImportOptions) -> Imported:
    """Return the sessions and people of a programme."""
    if document.looks_like_json:
        return imported_programme(read_schedule(mapping(document.json)), options)
    return imported_programme(_read_xml(without_namespaces(document.xml)), options)


def _read_xml(tree: XmlTree) -> Programme:
    conference = tree.root.find("conference")
    fields = {} if conference is None else {child.tag: _text(child) for child in conference}
    collector = Collector()
    for day in tree.root.iter("day"):
        of_programme = day_of(day.get("date"), day.get("start"))
        for event, room in _events(day):
            collector.add(_fields(event), of_programme, room, tree.lines.get(event))
    return programme_of(fields, collector, line(fields.get("base_url")))


def _events(day: Element) -> Iterator[tuple[Element, str]]:
    """Yield the items of a day, each with its room, also those that stand outside a room."""
    for child in day:
        if child.tag == "event":
            yield child, ""
        elif child.tag == "room":
            for event in child.iter("event"):
                yield event, line(child.get("name"))


def _fields(event: Element) -> Fields:
    """Return an item of XML in the fields of schedule.json."""
    fields: dict[str, object] = {name: event.get(name) for name in ("guid", "code", "id")}
    for child in event:
        if child.tag in ("recording", "persons", "person"):
            continue
        # Links and attachments are elements within, or nothing.
        fields[child.tag] = fields.get(child.tag) or len(child) or _text(child)
    fields["persons"] = [
        {"name": _text(person), **{name: person.get(name) for name in ("guid", "code", "id")}}
        for person in event.iter("person")
    ]
    recording = event.find("recording")
    if recording is not None:
        fields["recording_license"] = _text(recording.find("license"))
        fields["do_not_record"] = _text(recording.find("optout"))
    return fields


def _text(element: Element | None) -> str:
    return "" if element is None else "".join(element.itertext()).strip()
