"""Programmes become records: the rules that hold for every format of them.

Keys do not depend on the order of the file, roles are written where the file says them, a name
that may be that of several people is reported and kept, and what has no title is described.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from summit_tui.i18n import INTERFACE, gettext, ngettext
from summit_tui.importers.fields import may_be_several
from summit_tui.importers.ids import readable
from summit_tui.importers.importer import (
    Imported,
    ImportedRecord,
    ImportOptions,
    RecordKey,
)
from summit_tui.importers.programme import Participant, Programme, Talk
from summit_tui.importers.times import after
from summit_tui.importers.values import Times, compact, session_times, zone_named

_EXAMPLES: Final = 5
"""Names that a remark lists."""


def imported_programme(programme: Programme, options: ImportOptions) -> Imported:
    """Return the records of a programme, and all that is to be said of it."""
    talks, doubled = distinct_talks(programme.talks)
    people = [person for talk in talks for person in talk.people] + list(programme.people)
    names = names_of_people(people)
    times = [_times(talk, programme, options) for talk in talks]
    sessions = [_session(talk, when) for talk, when in zip(talks, times, strict=True)]
    unplaced = Counter(programme.unplaced)
    left_out = Counter(programme.left_out)
    left_out[gettext("item that is there twice")] += doubled
    return Imported(
        [*sessions, *_delegations(people), *_speakers(people, names, options)],
        event=_event(programme) if talks else {},
        source=_source(programme),
        unplaced={name: count for name, count in unplaced.items() if count},
        left_out={reason: count for reason, count in left_out.items() if count},
        times_without_zone=sum(when.without_zone for when in times),
        titles_missing=sum(not talk.title for talk in talks),
        remarks=(*programme.remarks, *_remarks_on_zones(programme, options), *_remarks(names)),
        problems=programme.problems,
    )


def _event(programme: Programme) -> dict[str, Any]:
    """Return the fields of the event; `Any`: as in `Imported`."""
    name = programme.title or programme.acronym
    start, end = programme.start, programme.end
    if start and end and end < start:
        start = end = None  # one of them is wrong, and nobody knows which
    fields = {
        "id": readable(programme.acronym) or readable(name),
        "name": name,
        "start": start and start.isoformat(),
        "end": end and end.isoformat(),
        "place": programme.town,
        "venue": programme.venue,
    }
    return compact(fields) if name else {}


def _source(programme: Programme) -> dict[str, Any]:
    """Return the fields of the record for the file; `Any`: as in `Imported`."""
    name = programme.title or programme.acronym
    return compact({"title": name, "kind": "programme", "url": programme.url})


def _times(talk: Talk, programme: Programme, options: ImportOptions) -> Times:
    end = talk.end
    if end is None and talk.duration is not None and isinstance(talk.start, datetime):
        end = after(talk.start, talk.duration)
    return session_times(
        talk.start, end, zone=options.timezone, file_zone=talk.zone or programme.zone
    )


def _session(talk: Talk, when: Times) -> ImportedRecord:
    speakers: dict[str, object] = {}
    for person in talk.people:
        key = RecordKey("speakers", person.key)
        speakers[person.key] = {"speaker": key, "role": person.part} if person.part else key
    fields = {
        "title": talk.title or _described(talk, when),
        "titles": {tag: text for tag, text in talk.titles if text != talk.title},
        "type": talk.type,
        **when.fields,
        "place": talk.room,
        "topics": list(dict.fromkeys(talk.topics)),
        "speakers": list(speakers.values()),
        "description": talk.description,
    }
    return ImportedRecord("sessions", talk.key, compact(fields), line=talk.line)


def _described(talk: Talk, when: Times) -> str:
    """Return a plain description of a session that has no title, in square brackets.

    It is coverage, not a sentence of the program: the same in every language.
    """
    time = when.fields.get("start", when.fields.get("date", ""))[:16].replace("T", " ")
    parts = (talk.type_printed or "Session", talk.room, time)
    return f"[{', '.join(filter(None, parts))}]"


def _speakers(
    people: list[Participant],
    names: dict[str, tuple[str, tuple[str, ...]]],
    options: ImportOptions,
) -> Iterator[ImportedRecord]:
    roles: dict[str, dict[tuple[str, str], None]] = {}
    organizations: dict[str, dict[str, None]] = {}
    certain = {person.key for person in people if person.is_person or options.persons}
    parted = {(person.key, person.name): person for person in people if person.family_name}
    for person in people:
        if person.title:
            roles.setdefault(person.key, {})[(person.title, person.organization)] = None
        elif person.organization:
            organizations.setdefault(person.key, {})[person.organization] = None
    for key, (name, others) in names.items():
        whole = parted.get((key, name))
        came_with = [RecordKey("delegations", text) for text in organizations.get(key, ())]
        fields = {
            "name": name,
            "aliases": list(others),
            "family_name": whole.family_name if whole else None,
            "given_name": whole.given_name if whole else None,
            "kind": "person" if key in certain else None,
            "roles": [
                compact({"title": title, "organization": organization})
                for title, organization in roles.get(key, ())
            ],
            "delegation": came_with[0] if len(came_with) == 1 else came_with,
        }
        yield ImportedRecord("speakers", key, compact(fields))


def _delegations(people: Iterable[Participant]) -> Iterator[ImportedRecord]:
    """Yield the organizations that people are printed with and without an office in them."""
    names = {person.organization: None for person in people if not person.title}
    for name in filter(None, names):
        yield ImportedRecord("delegations", name, {"name": name})


def _remarks_on_zones(programme: Programme, options: ImportOptions) -> Iterator[str]:
    starts = [talk.start for talk in programme.talks if isinstance(talk.start, datetime)]
    offsets = [start.utcoffset() for start in starts if start.tzinfo]
    in_utc = sum(not offset for offset in offsets)
    if in_utc and in_utc == len(offsets) and not options.timezone and not programme.zone:
        yield ngettext(
            "{number} time is written in UTC and taken so, for the file names no zone; if it is a "
            "local time, it is wrong.",
            "{number} times are written in UTC and taken so, for the file names no zone; if they "
            "are local times, they are wrong.",
            in_utc,
        )
    zone = zone_named(programme.zone)
    other = sum(
        start.utcoffset() != start.astimezone(zone).utcoffset()
        for start in starts
        if zone and start.utcoffset()
    )
    if other:
        yield ngettext(
            "{number} time has another offset than {zone}, which the file names; it is taken as "
            "it is.",
            "{number} times have another offset than {zone}, which the file names; they are taken "
            "as they are.",
            other,
            zone=programme.zone,
        )
    zones = {programme.zone, *(talk.zone for talk in programme.talks)} - {""}
    unknown = sorted(name for name in zones if zone_named(name) is None)
    if unknown:
        yield ngettext(
            "{number} zone that the file names is not known: {names}.",
            "{number} zones that the file names are not known: {names}.",
            len(unknown),
            names=_listed(unknown),
        )


def _remarks(names: dict[str, tuple[str, tuple[str, ...]]]) -> Iterator[str]:
    printed = {name for first, others in names.values() for name in (first, *others)}
    several = sorted(filter(may_be_several, printed))
    if several:
        yield ngettext(
            "{number} name may be that of several people, or of somebody and an office; it is "
            "kept as printed: {names}.",
            "{number} names may be those of several people, or of somebody and an office; they "
            "are kept as printed: {names}.",
            len(several),
            names=_listed(several),
        )
    renamed = sorted(first for first, others in names.values() if others)
    if renamed:
        yield ngettext(
            "{number} id stands for several names, which are kept as other spellings: {names}.",
            "{number} ids stand for several names, which are kept as other spellings: {names}.",
            len(renamed),
            names=_listed(renamed),
        )


def _listed(names: list[str]) -> str:
    shown = INTERFACE.groups(names[:_EXAMPLES])
    return f"{shown}; …" if len(names) > _EXAMPLES else shown


def distinct_talks(talks: Iterable[Talk]) -> tuple[list[Talk], int]:
    """Return talks with keys of their own, and how many were printed twice and left out.

    A key that stands again is one more occasion: the earliest keeps the key, the others add their
    start, then their room, then their title. So the order of the file changes no key.
    """
    by_key: dict[str, list[Talk]] = {}
    for talk in talks:
        by_key.setdefault(talk.key, []).append(talk)
    result: list[Talk] = []
    doubled = 0
    for key, occasions in by_key.items():
        if len(occasions) == 1:
            result += occasions
            continue
        # As text, for days, times with and without an offset, and nothing do not compare.
        occasions.sort(key=lambda talk: (str(talk.start), talk.room, talk.title, repr(talk)))
        taken: set[str] = set()
        seen: set[Talk] = set()
        for talk in occasions:
            if talk in seen:
                doubled += 1
                continue
            seen.add(talk)
            own = _own_key(key, talk, taken)
            taken.add(own)
            result.append(replace(talk, key=own))
    return result, doubled


def _own_key(key: str, talk: Talk, taken: set[str]) -> str:
    parts = [key]
    for part in (str(talk.start or ""), talk.room, talk.title, repr(talk)):
        if "\t".join(parts) not in taken:
            break
        parts.append(part)
    return "\t".join(parts)


def names_of_people(people: Iterable[Participant]) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return the name of each key, and the other names under which the file prints it.

    Of several names the most frequent is taken; of equally frequent ones the first in the order
    of characters, so that the order of the file changes nothing.
    """
    counts: dict[str, Counter[str]] = {}
    for person in people:
        counts.setdefault(person.key, Counter())[person.name] += 1
    result = {}
    for key, names in counts.items():
        first, *others = sorted(names, key=lambda name: (-names[name], name))
        result[key] = (first, tuple(others))
    return result
