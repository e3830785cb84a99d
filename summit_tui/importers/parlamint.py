"""Debates of a parliament in ParlaMint TEI (https://clarin-eric.github.io/ParlaMint/).

People stand in a file of their own, the list of persons of the corpus: where that is named beside,
speakers have their names and offices, else the labels that are printed before their speeches.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from xml.etree.ElementTree import Element

from summit_tui.i18n import gettext, ngettext
from summit_tui.importers.document import Document
from summit_tui.importers.importer import (
    FileProblem,
    Imported,
    ImportedRecord,
    ImportOptions,
    Proposal,
    RecordKey,
)
from summit_tui.importers.limits import UnreadableError
from summit_tui.importers.references import day_in, host_of
from summit_tui.importers.turns import label_of, unsaid
from summit_tui.importers.values import compact, language_tag
from summit_tui.model.dates import is_before

_TEI: Final = "{http://www.tei-c.org/ns/1.0}"
_XML: Final = "{http://www.w3.org/XML/1998/namespace}"
_ASIDES: Final = frozenset(
    f"{_TEI}{name}" for name in ("note", "kinesic", "vocal", "incident", "gap", "desc")
)
"""Elements within speech that are no words of the speaker."""
_LISTS: Final = ("listPerson", "listOrg", "teiCorpus")

_Elements = Mapping[str, Element]
"""Elements by their ids."""


def recognise(document: Document) -> str | None:
    """Return by what a file is a debate, or a list of those who speak in one."""
    if document.root_name == "TEI" and "<u " in document.text:
        return gettext("its element TEI with utterances")
    if document.root_name in ("listPerson", "listOrg") and "tei-c.org" in document.head:
        return gettext("its element {name} of TEI", name=document.root_name)
    return None


def read(document: Document, options: ImportOptions) -> Imported:
    """Return the source, the session and the speakers of a sitting, and its speeches.

    A list of persons alone gives the people; beside a sitting it helps to read that.
    """
    beside, problems = _lists(options)
    if document.root_name != "TEI":
        if any(other.root_name == "TEI" for other in options.beside):
            return Imported(is_help=True)
        beside.append(document.xml.root)
    people, bodies = People(_by_id(beside, "person")), _by_id(beside, "org")
    if document.root_name != "TEI":
        records = list(people.records(bodies))
        return Imported(
            records,
            source={"kind": "background"} if records else None,
            problems=(*problems, *people.problems()),
        )
    sitting = _Sitting(_in_namespace(document.xml.root))
    speakers = list(sitting.speakers(people, bodies, certain=options.persons))
    names = {record.key: str(record.fields["name"]) for record in speakers}
    return Imported(
        [sitting.session(), *speakers],
        source=sitting.source(),
        text=sitting.text(),
        proposals=list(sitting.proposals(names)),
        remarks=sitting.remarks(people.elements),
        problems=(*problems, *people.problems()),
    )


def _in_namespace(root: Element) -> Element:
    """Return a sitting whose elements are in the namespace of TEI, though the file names none."""
    for element in root.iter() if root.tag == "TEI" else ():
        element.tag = f"{_TEI}{element.tag}"
    return root


def _lists(options: ImportOptions) -> tuple[list[Element], tuple[FileProblem, ...]]:
    """Return the lists of people and bodies beside, and which of them cannot be read."""
    roots: list[Element] = []
    problems: list[FileProblem] = []
    for other in options.beside:
        try:
            if other.root_name in _LISTS:
                roots.append(other.xml.root)
        except UnreadableError as error:
            template = "{file}, beside it: {reason}"
            message = gettext(template, file=other.name, reason=error)
            problems.append(FileProblem(0, message))
    return roots, tuple(problems)


@dataclass(frozen=True, slots=True)
class _Speech:
    """What one speaker says until the next one begins."""

    key: str
    who: str
    label: str
    paragraphs: tuple[str, ...]
    words: str
    """Its first words, without what is no speech."""


@dataclass(slots=True)
class _Sitting:
    """A sitting: what stands about it, and what was said in it."""

    root: Element
    speeches: list[_Speech] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    """All that the text for readers has, in its order."""

    def __post_init__(self) -> None:
        body = self.root.find(f"{_TEI}text/{_TEI}body")
        self._take(self.root if body is None else body, "")

    def _take(self, element: Element, label: str) -> str:
        """Take what an element holds; return the label that is printed last."""
        for child in element:
            if child.tag == f"{_TEI}u":
                self._add(child, label)
                label = ""
            elif child.tag == f"{_TEI}note" and child.get("type") == "speaker":
                label = _text(child)
            elif child.tag in _ASIDES or child.tag == f"{_TEI}head":
                if text := _text(child):
                    self.paragraphs.append(unsaid(text) if self.speeches else text)
            elif child.tag == f"{_TEI}div":
                label = self._take(child, label)
        return label

    def _add(self, utterance: Element, label: str) -> None:
        segments = list(utterance.iter(f"{_TEI}seg")) or [utterance]
        paragraphs = [text for segment in segments if (text := _text(segment))]
        words = next(filter(None, map(_words, segments)), "")
        printed = label.removesuffix(":").strip()
        # The list of persons may be named before the id, as the file that it is.
        who = utterance.get("who", "").rpartition("#")[2] or printed
        key = utterance.get(f"{_XML}id") or f"{len(self.speeches)}\t{who}"
        self.speeches.append(_Speech(key, who, printed, tuple(paragraphs), words))
        first, rest = paragraphs[:1], paragraphs[1:]
        self.paragraphs.append(" ".join([label_of(printed, who), *first]))
        self.paragraphs += rest

    def text(self) -> str:
        """Return the sitting for readers: its title, the labels, and what was said."""
        return "\n\n".join(filter(None, [self._title(), *self.paragraphs])) + "\n"

    def source(self) -> dict[str, Any]:
        """Return the fields of the source; `Any`: as in `Imported`."""
        printed = self.root.find(f".//{_TEI}sourceDesc/{_TEI}bibl")
        address = _text_at(printed, "idno") if printed is not None else ""
        language = self.root.get(f"{_XML}lang")
        return compact(
            {
                "title": self._title(),
                "publisher": _text_at(printed, "publisher"),
                "kind": "transcript",
                "language": language_tag(language),
                "published": self._day(),
                "url": address if host_of(address) else "",
                "licence": " ".join(
                    (self.root.findtext(f".//{_TEI}availability/{_TEI}licence") or "").split()
                ),
            }
        )

    def session(self) -> ImportedRecord:
        """Return the sitting as a session."""
        setting = self.root.find(f".//{_TEI}setting")
        places = [
            _text(name)
            for name in ([] if setting is None else setting.iter(f"{_TEI}name"))
            if name.get("type") in ("place", "building", "address", "city")
        ]
        speakers = dict.fromkeys(speech.who for speech in self.speeches if speech.who)
        fields = {
            "title": self._title(),
            "date": self._day(),
            "place": ", ".join(places),
            "speakers": [RecordKey("speakers", who) for who in speakers],
        }
        key = self.root.get(f"{_XML}id") or f"{self._day()}\t{self._title()}"
        return ImportedRecord("sessions", key, compact(fields))

    def speakers(
        self, people: "People", bodies: _Elements, *, certain: bool
    ) -> Iterator[ImportedRecord]:
        """Yield those who speak, with their names where the list of persons has them."""
        labels: dict[str, Counter[str]] = {}
        for speech in self.speeches:
            if speech.who:
                labels.setdefault(speech.who, Counter())[speech.label] += bool(speech.label)
        for who, counts in labels.items():
            printed = sorted(+counts, key=lambda label: (-counts[label], label))
            fields = people.fields(who, bodies)
            if fields:
                fields["aliases"] = printed
            else:
                name, *others = printed or [who]
                kind = "person" if certain else None
                fields = {"name": name, "aliases": others, "kind": kind}
            yield ImportedRecord("speakers", who, compact(fields))

    def proposals(self, names: Mapping[str, str]) -> Iterator[Proposal]:
        """Yield the beginning of each speech."""
        for speech in self.speeches:
            fields = {
                "speaker": names.get(speech.who),
                "attribution": speech.label,
                "date": self._day(),
                "language": language_tag(self.root.get(f"{_XML}lang")),
            }
            if speech.words:
                yield Proposal(speech.key, speech.words, fields=compact(fields))

    def remarks(self, people: _Elements) -> tuple[str, ...]:
        """Return what else the user should know."""
        unknown = {speech.who for speech in self.speeches if speech.who} - people.keys()
        if not unknown:
            return ()
        return (
            ngettext(
                "{number} speaker is not in a list of persons beside this file, and has the label "
                "as a name.",
                "{number} speakers are not in a list of persons beside this file, and have their "
                "labels as names.",
                len(unknown),
            ),
        )

    def _title(self) -> str:
        """Return the title of what is printed, in the language of the sitting."""
        titles = list(self.root.iterfind(f".//{_TEI}titleStmt/{_TEI}title"))
        language = self.root.get(f"{_XML}lang")
        own = [title for title in titles if title.get(f"{_XML}lang") in (language, None)]
        return next(filter(None, map(_text, own or titles)), "")

    def _day(self) -> str:
        for path in (f".//{_TEI}setting/{_TEI}date", f".//{_TEI}bibl/{_TEI}date"):
            date = self.root.find(path)
            if date is not None and (day := day_in(date.get("when", ""))):
                return day
        return ""


@dataclass(slots=True)
class People:
    """The persons of a list, with what they were and when."""

    elements: _Elements
    backwards: set[str] = field(default_factory=set)
    """Those who have an office that ends before it begins, which real lists have."""

    def records(self, bodies: _Elements) -> Iterator[ImportedRecord]:
        """Yield all of them."""
        for who in self.elements:
            yield ImportedRecord("speakers", who, compact(self.fields(who, bodies)))

    def fields(self, who: str, bodies: _Elements) -> dict[str, Any]:
        """Return the fields of one, or nothing of whom the list lacks; `Any`: as in records."""
        person = self.elements.get(who)
        if person is None:
            return {}
        roles = list(self._roles(person, who, bodies))
        return {**_name(person, who), "kind": "person", "roles": roles}

    def _roles(self, person: Element, who: str, bodies: _Elements) -> Iterator[dict[str, Any]]:
        for affiliation in person.iter(f"{_TEI}affiliation"):
            body = affiliation.get("ref", "").rpartition("#")[2]
            organization = bodies.get(body)
            name = body if organization is None else _text_at(organization, "orgName")
            start, end = day_in(affiliation.get("from", "")), day_in(affiliation.get("to", ""))
            if is_before(end, start):
                self.backwards.add(who)
                start = end = ""
            if title := affiliation.get("role", ""):
                yield compact({"title": title, "organization": name, "from": start, "to": end})

    def problems(self) -> tuple[FileProblem, ...]:
        """Return what is wrong with the offices."""
        if not self.backwards:
            return ()
        template = "{number} person has an office that ends before it begins; it has no days"
        plural = "{number} people have offices that end before they begin; those have no days"
        return (FileProblem(0, ngettext(template, plural, len(self.backwards))),)


def _by_id(roots: list[Element], name: str) -> dict[str, Element]:
    return {
        element.get(f"{_XML}id", ""): element
        for root in roots
        for element in root.iter(f"{_TEI}{name}")
    }


def _name(person: Element, who: str) -> dict[str, Any]:
    """Return the names of a person; `Any`: as in records."""
    name = person.find(f"{_TEI}persName")
    if name is None:
        return {"name": who}
    family = " ".join(map(_text, name.iter(f"{_TEI}surname")))
    given = " ".join(map(_text, name.iter(f"{_TEI}forename")))
    whole = " ".join(filter(None, (given, family))) or _text(name) or who
    return {"name": whole, "family_name": family, "given_name": given}


def _text(element: Element) -> str:
    """Return all text of an element on one line."""
    return " ".join("".join(element.itertext()).split())


def _text_at(element: Element | None, name: str) -> str:
    """Return the text of the first element of this name, or nothing."""
    return "" if element is None else " ".join((element.findtext(f"{_TEI}{name}") or "").split())


def _words(segment: Element) -> str:
    """Return the words of a segment up to what is no speech."""
    words = [segment.text or ""]
    for child in segment:
        if child.tag in _ASIDES:
            if "".join(words).strip():
                break
        else:
            words += child.itertext()
        words.append(child.tail or "")
    return " ".join("".join(words).split())
