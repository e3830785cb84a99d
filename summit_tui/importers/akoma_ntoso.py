"""Debates of a parliament in Akoma Ntoso (OASIS LegalDocML, http://docs.oasis-open.org/legaldocml/).

A speech names its speaker by a reference to a list in the head of the file, and mostly prints who
speaks as well; where the reference is empty, nobody but the printed label says it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final
from xml.etree.ElementTree import Element

from summit_tui.attribution.labels import names_nobody
from summit_tui.i18n import gettext
from summit_tui.importers.document import Document
from summit_tui.importers.importer import (
    Imported,
    ImportedRecord,
    ImportOptions,
    Proposal,
    RecordKey,
)
from summit_tui.importers.references import day_in, host_of
from summit_tui.importers.turns import label_of, unsaid
from summit_tui.importers.values import compact, language_tag
from summit_tui.importers.xml import without_namespaces

_SPEECHES: Final = frozenset(("speech", "question", "answer"))
"""Elements that somebody says."""
_HOLDERS: Final = frozenset(("from", "heading", "num", "recordedTime"))
"""Elements of a speech that are none of its words."""
_NOT_WORDS: Final = frozenset(("recordedTime", "authorialNote", "remark"))


def recognise(document: Document) -> str | None:
    """Return by what a file is a debate."""
    if document.root_name == "akomaNtoso" and "<debateBody" in document.text:
        return gettext("its element akomaNtoso with a debate")
    return None


def read(document: Document, options: ImportOptions) -> Imported:
    """Return the source, the session and the speakers of a sitting, and its speeches."""
    debate = _Debate(without_namespaces(document.xml).root)
    return Imported(
        [debate.session(), *debate.speakers(certain=options.persons)],
        source=debate.source(),
        text=debate.text(),
        proposals=list(debate.proposals()),
    )


@dataclass(frozen=True, slots=True)
class _Speech:
    """What one speaker says."""

    key: str
    who: str
    """The key of the speaker; empty where the file names nobody."""
    label: str
    """Who speaks, as printed."""
    office: str
    """In which capacity, by the file's own list."""
    words: str
    """The first paragraph."""


@dataclass(slots=True)
class _Debate:
    """A sitting: what stands about it, and what was said in it."""

    root: Element
    speeches: list[_Speech] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    """The names of people and offices in the file's own list, by their ids there."""

    def __post_init__(self) -> None:
        for element in self.root.iter():
            if element.tag in ("TLCPerson", "TLCRole"):
                shown = " ".join(element.get("showAs", "").split())
                self.names[element.get("eId") or element.get("id") or ""] = shown
        for body in self.root.iter("debateBody"):
            self._take(body)

    def _take(self, element: Element) -> None:
        """Take what a part of the debate holds, in its order."""
        for child in element:
            if child.tag in _SPEECHES and not _is_submitted(child):
                self._add(child)
            elif child.tag not in _SPEECHES and any(part.tag in _SPEECHES for part in child.iter()):
                self._take(child)
            elif text := _text(child):
                self.paragraphs.append(unsaid(text) if self.speeches else text)

    def _add(self, speech: Element) -> None:
        parts = [part for part in speech if part.tag not in _HOLDERS]
        own = [speech.text, *(part.tail for part in speech)]  # words that stand in no paragraph
        paragraphs = [*map(_line, own), *map(_text, parts)]
        paragraphs = [text for text in paragraphs if text]
        printed = _text(speech.find("from")).rstrip(" :：")
        reference = speech.get("by", "").lstrip("#")
        person = self.names.get(reference, reference)
        key = speech.get("eId") or speech.get("id") or f"{len(self.speeches)}\t{person or printed}"
        office = self.names.get(speech.get("as", "").lstrip("#"), "")
        who = reference or ("" if names_nobody(printed) else printed)
        words = paragraphs[0] if paragraphs else ""
        self.speeches.append(_Speech(key, who, printed, office, words))
        first, rest = paragraphs[:1], paragraphs[1:]
        self.paragraphs.append(" ".join([label_of(printed, person), *first]))
        self.paragraphs += rest

    def text(self) -> str:
        """Return the sitting for readers: its title, the labels, and what was said."""
        return "\n\n".join(filter(None, [self._title(), *self.paragraphs])) + "\n"

    def source(self) -> dict[str, Any]:
        """Return the fields of the source; `Any`: as in `Imported`."""
        language = self.root.find(".//FRBRLanguage")
        language = self.root.find(".//FRBRlanguage") if language is None else language
        address = self._value(".//FRBRManifestation/FRBRuri")
        return compact(
            {
                "title": self._title(),
                "publisher": _text(self.root.find(".//docProponent")),
                "kind": "transcript",
                "language": language_tag(None if language is None else language.get("language")),
                "published": self._day(),
                "url": address if host_of(address) else "",
            }
        )

    def session(self) -> ImportedRecord:
        """Return the sitting as a session."""
        speakers = dict.fromkeys(speech.who for speech in self.speeches if speech.who)
        fields = {
            "title": self._title(),
            "date": self._day(),
            "speakers": [RecordKey("speakers", who) for who in speakers],
        }
        key = self._value(".//FRBRWork/FRBRuri") or f"{self._day()}\t{self._title()}"
        return ImportedRecord("sessions", key, compact(fields))

    def speakers(self, *, certain: bool) -> Iterator[ImportedRecord]:
        """Yield those who speak, with the names of the file's own list where it has them."""
        by_speaker: dict[str, list[_Speech]] = {}
        for speech in self.speeches:
            if speech.who:
                by_speaker.setdefault(speech.who, []).append(speech)
        for who, speeches in by_speaker.items():
            labels = sorted({speech.label for speech in speeches} - {""})
            name = self._name(speeches[0])
            offices = sorted({speech.office for speech in speeches} - {""})
            fields = {
                "name": name,
                "aliases": [label for label in labels if label != name],
                "kind": "person" if certain else None,
                "roles": [{"title": office} for office in offices],
            }
            yield ImportedRecord("speakers", who, compact(fields))

    def _name(self, speech: _Speech) -> str:
        return self.names.get(speech.who) or speech.label or speech.who

    def proposals(self) -> Iterator[Proposal]:
        """Yield the beginning of each speech."""
        for speech in self.speeches:
            fields = {
                "speaker": self._name(speech) if speech.who else "",
                "attribution": speech.label,
                "role": speech.office,
                "date": self._day(),
            }
            if speech.words:
                yield Proposal(speech.key, speech.words, fields=compact(fields))

    def _title(self) -> str:
        """Return the title on the cover, the English one of several, else the first heading."""
        titles = [
            (block.get("name", ""), _text(block.find("docTitle")))
            for block in self.root.iter("block")
            if block.find("docTitle") is not None
        ]
        english = [text for name, text in titles if name.endswith("_en")]
        others = [_text(self.root.find(path)) for path in (".//docTitle", ".//heading")]
        return next(filter(None, [*english, *others]), "")

    def _day(self) -> str:
        """Return the day of the work, else that on its cover: YYYY-MM-DD; empty for none."""
        for path in (".//FRBRWork/FRBRdate", ".//docDate"):
            date = self.root.find(path)
            if date is not None and (day := day_in(date.get("date", ""))):
                return day
        return ""

    def _value(self, path: str) -> str:
        element = self.root.find(path)
        return "" if element is None else element.get("value", "")


def _is_submitted(speech: Element) -> bool:
    """Tell whether a question is printed as it was submitted: nobody speaks there."""
    return speech.tag == "question" and speech.find("from") is None


def _text(element: Element | None) -> str:
    """Return the text of an element on one line, without notes and clocks in it."""
    return "" if element is None else _line("".join(_parts(element)))


def _parts(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag not in _NOT_WORDS:
            yield from _parts(child)
        yield child.tail or ""


def _line(text: str | None) -> str:
    return " ".join((text or "").split())
