"""Popolo (http://www.popoloproject.com/specs/): who is who, with offices and their times.

Also what EveryPolitician writes: periods of a legislature are events that memberships name, and
ids may have the kind before them (`person/…`).
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from summit_tui.i18n import gettext, ngettext
from summit_tui.importers.document import Document
from summit_tui.importers.fields import Fields, first_line, line, mapping, objects
from summit_tui.importers.importer import Imported, ImportedRecord, ImportOptions, Proposal
from summit_tui.importers.references import day_in, host_of
from summit_tui.importers.values import compact, known, language_tag
from summit_tui.model.dates import is_before

_LISTS: Final = ("persons", "memberships", "organizations", "posts", "events", "speeches")
_ALIASES: Final = 20
"""The most other spellings of a name that are taken; some have hundreds."""
_MEMBER: Final = "member"
"""The title of a membership that names no role, as the specification calls it."""
_PERSON: Final = frozenset(
    ("id", "name", "other_names", "family_name", "given_name", "memberships", "sort_name")
)
"""Fields of a person that have a place, or say nothing new."""
_MEMBERSHIP: Final = frozenset(
    (
        *("id", "role", "label", "person_id", "person", "organization_id", "organization"),
        *("post_id", "post", "start_date", "end_date", "legislative_period_id"),
    )
)


def recognise(document: Document) -> str | None:
    """Return by what a file is Popolo."""
    data = document.json_or_none
    tables = _tables(data)
    if tables["persons"] and (tables["memberships"] or tables["organizations"]):
        return gettext("its persons and memberships")
    if any(_is_person(person) for person in tables["persons"]):
        return gettext("the fields of its persons")
    if any("person_id" in each and "organization_id" in each for each in tables["memberships"]):
        return gettext("the fields of its memberships")
    if any("attribution_text" in each and "text" in each for each in tables["speeches"]):
        return gettext("the attribution of its speeches")
    return None


def read(document: Document, _options: ImportOptions) -> Imported:
    """Return the people of a file with their offices; speeches are proposals."""
    reader = _Reader({name: list(table) for name, table in _tables(document.json).items()})
    records = list(reader.speakers())
    return Imported(
        records,
        source={"kind": "background"} if records else None,
        proposals=list(reader.proposals()),
        unplaced=+reader.unplaced,
        left_out=+reader.left_out,
        remarks=tuple(reader.remarks()),
    )


def _tables(data: object) -> dict[str, Iterable[Fields]]:
    """Return the lists of a file; a record alone, or a list of them, is a list of its kind."""
    whole = mapping(data)
    if "name" not in whole and any(isinstance(whole.get(name), list) for name in _LISTS):
        return {name: objects(whole.get(name)) for name in _LISTS}
    whole = mapping(whole.get("result")) or whole
    inner = next((whole[name] for name in ("result", "results") if name in whole), None)
    every = objects(inner if isinstance(inner, list) else data) or ([whole] if whole else [])
    return {
        "persons": [each for each in every if _is_person(each)],
        "memberships": [
            each
            for each in every
            if "person_id" in each or ("organization_id" in each and "role" in each)
        ],
        "organizations": [each for each in every if "classification" in each and "name" in each],
        "posts": [],
        "events": [],
        "speeches": [each for each in every if "text" in each and "creator_id" in each],
    }


def _is_person(fields: Fields) -> bool:
    """Tell whether an object is a person of Popolo, by fields that others do not have."""
    marks = ("other_names", "memberships", "family_name", "given_name", "honorific_prefix")
    others = ("posts", "classification")
    is_named = bool(line(fields.get("name")))
    is_said = str(fields.get("@context", "")).endswith("popoloproject.com/contexts/person.jsonld")
    return (
        is_named
        and (is_said or any(map(fields.__contains__, marks)))
        and not any(map(fields.__contains__, others))
    )


@dataclass(slots=True)
class _Reader:
    """Joins the lists of a file by their ids."""

    tables: dict[str, list[Fields]]
    unplaced: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    strangers: int = 0
    """Memberships of people who are not in the file."""
    backwards: int = 0
    """Memberships that end before they begin."""

    def speakers(self) -> Iterator[ImportedRecord]:
        """Yield the people, with what they were and when."""
        roles = self._roles()
        seen: set[str] = set()
        for person in [*self.tables["persons"], *self._embedded()]:
            name = line(person.get("name"))
            key = _id(person.get("id")) or name
            if not name or key in seen:
                reason = (
                    gettext("person who is there twice")
                    if name
                    else gettext("person without a name")
                )
                self.left_out[reason] += 1
                continue
            seen.add(key)
            self.unplaced.update(
                label for label, value in person.items() if label not in _PERSON and value
            )
            fields = {
                "name": name,
                **self._other_names(person, name),
                "family_name": line(person.get("family_name")),
                "given_name": line(person.get("given_name")),
                "kind": "person",
                "roles": list(roles.get(key, {}).values()),
            }
            yield ImportedRecord("speakers", key, compact(fields))
        self.strangers = sum(len(held) for key, held in roles.items() if key not in seen)

    def _embedded(self) -> Iterator[Fields]:
        """Yield the people who stand in memberships alone."""
        listed = {_id(person.get("id")) for person in self.tables["persons"]}
        for membership, _ in self._memberships():
            person = mapping(membership.get("person"))
            key = _id(person.get("id"))
            if line(person.get("name")) and key not in listed:
                listed.add(key)
                yield person

    def _other_names(self, person: Fields, name: str) -> dict[str, Any]:
        """Return the first name of each language, and the other spellings; `Any`: as in records."""
        names: dict[str, str] = {}
        aliases: dict[str, None] = {}
        for other in objects(person.get("other_names")):
            text = line(other.get("name"))
            tag = language_tag(other.get("lang"))
            if tag and text and tag not in names:
                names[tag] = text
            elif text and text != name:
                aliases[text] = None
        self.unplaced["other_names"] += max(0, len(aliases) - _ALIASES)
        return {"names": names, "aliases": list(aliases)[:_ALIASES]}

    def _memberships(self) -> Iterator[tuple[Fields, str]]:
        """Yield each membership with the id of its person, wherever it stands."""
        for membership in self.tables["memberships"]:
            person = mapping(membership.get("person"))
            yield membership, _id(membership.get("person_id")) or _id(person.get("id"))
        for person in self.tables["persons"]:
            for membership in objects(person.get("memberships")):
                yield membership, _id(person.get("id")) or line(person.get("name"))
        for organization in self.tables["organizations"]:
            for membership in objects(organization.get("memberships")):
                whole = {"organization_id": organization.get("id"), **membership}
                yield whole, _id(membership.get("person_id"))

    def _roles(self) -> dict[str, dict[str, dict[str, Any]]]:
        """Return what each person was, by the person's id; `Any`: as in records."""
        organizations = _by_id(self.tables["organizations"])
        posts = _by_id(
            [
                *self.tables["posts"],
                *(
                    post
                    for each in self.tables["organizations"]
                    for post in objects(each.get("posts"))
                ),
            ]
        )
        periods = _by_id(self.tables["events"])
        roles: dict[str, dict[str, dict[str, Any]]] = {}
        for membership, person in self._memberships():
            post = mapping(membership.get("post")) or posts.get(_id(membership.get("post_id")), {})
            period = periods.get(_id(membership.get("legislative_period_id")), {})
            organization = mapping(membership.get("organization")) or organizations.get(
                _id(membership.get("organization_id")), {}
            )
            title = first_line(membership, "role", "label") or first_line(post, "role", "label")
            start = _day(membership, period, "start_date")
            end = _day(membership, period, "end_date")
            if is_before(end, start):
                self.backwards += 1
                start = end = ""
            name = line(organization.get("name"))
            role = compact(
                {"title": title or _MEMBER, "organization": name, "from": start, "to": end}
            )
            roles.setdefault(person, {})[repr(role)] = role
            self.unplaced.update(
                label for label, value in membership.items() if label not in _MEMBERSHIP and value
            )
        return roles

    def proposals(self) -> Iterator[Proposal]:
        """Yield the speeches: Popolo does not say whether the words are the speaker's own."""
        names = {
            _id(person.get("id")): line(person.get("name")) for person in self.tables["persons"]
        }
        for number, speech in enumerate(self.tables["speeches"], 1):
            text = known(speech.get("text"))
            if not text:
                continue
            address = next((line(each.get("url")) for each in objects(speech.get("sources"))), "")
            fields = {
                "speaker": names.get(_id(speech.get("creator_id"))),
                "attribution": line(speech.get("attribution_text")),
                "role": line(speech.get("role")),
                "date": day_in(line(speech.get("date"))),
            }
            key = _id(speech.get("id")) or f"{number}\t{text[:80]}"
            source = address if host_of(address) else ""
            yield Proposal(key, text, source=source, fields=compact(fields))

    def remarks(self) -> Iterator[str]:
        """Yield what else the user should know."""
        if self.backwards:
            yield ngettext(
                "{number} membership ends before it begins; its days are left out.",
                "{number} memberships end before they begin; their days are left out.",
                self.backwards,
            )
        if self.strangers:
            yield ngettext(
                "{number} membership is of somebody who is not in the file.",
                "{number} memberships are of people who are not in the file.",
                self.strangers,
            )


def _by_id(table: Iterable[Fields]) -> dict[str, Fields]:
    return {_id(each.get("id")): each for each in table if each.get("id")}


def _id(value: object) -> str:
    """Return an id without the kind that some write before it."""
    text = line(value)
    kind, slash, rest = text.partition("/")
    return rest if slash and kind in ("person", "organization", "membership", "event") else text


def _day(membership: Fields, period: Fields, name: str) -> str:
    """Return a day of a membership, else that of its period."""
    return day_in(line(membership.get(name))) or day_in(line(period.get(name)))
