"""The publications that a record rests on, as data for every form that names or cites them."""

from collections.abc import Iterator
from typing import Final, NamedTuple
from urllib.parse import quote, urlsplit

from summit_tui.archive import Entry
from summit_tui.attribution.memo import memoize_by_id
from summit_tui.attribution.names import person_in_words, unnamed_label
from summit_tui.attribution.quotation import in_quotation_marks
from summit_tui.i18n import INTERFACE, Words, lookup
from summit_tui.model.dates import in_words, moment_in_words
from summit_tui.model.fields import SourceKind
from summit_tui.model.records import Quote, Source
from summit_tui.model.text import one_line, value_line

# Reserved and unreserved characters of RFC 3986, and the percent sign of what is encoded already.
# Quotation marks, angle brackets, braces, backslashes and spaces are in neither.
_SAFE: Final = "%:/?#[]@!$&'()*+,;=-._~"


def web_address(url: str | None) -> str | None:
    """Return `url` percent-encoded if it is one that a browser opens safely, else None.

    Only http and https with a host; nothing with white space or control characters inside.
    """
    text = (url or "").strip()
    if not text or one_line(text) != text or " " in text:
        return None
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:  # such as brackets that do not enclose an IPv6 address
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    return quote(text, safe=_SAFE)


class Publication(NamedTuple):
    """A source as it is cited; every text is on one line."""

    key: str
    """What names it in a document that cites many: `event:id`."""
    title: str
    """The headline; `sources/id` where the source is not in the coverage."""
    known: bool
    """Is the source in the coverage? If not, everything below is None."""
    publisher: str | None = None
    kind: SourceKind | None = None
    origin: str | None = None
    """The agency or publication whose copy it is."""
    author: str | None = None
    """Who wrote it."""
    language: str | None = None
    published: str | None = None
    """YYYY-MM-DD, or as much as is known."""
    retrieved: str | None = None
    url: str | None = None
    """Its address as in the file, on one line; whatever that may be."""
    web: str | None = None
    """The same, encoded, if a browser may follow it."""
    embargo: str | None = None
    """Until when it must not be published: date, time and zone (RFC 3339)."""
    translated_title: str | None = None
    """The title in the language that was asked for, where it is another than the headline's."""
    words: Words = INTERFACE
    """The language of all this."""

    @property
    def details(self) -> str:
        """What follows the title: kind, author, origin, day and embargo, as far as they are known.

        A translation of the title comes first.
        """
        words = self.words
        bracketed = []
        if self.translated_title:
            bracketed.append(words.gettext(" [{title}]", title=self.translated_title))
        if self.kind:
            kind = words.pgettext("sources.kind", self.kind)
            bracketed.append(words.gettext(" ({kind})", kind=kind))
        clauses = [""]
        if self.author:
            clauses.append(words.gettext("by {author}", author=self.author))
        if self.origin:
            clauses.append(words.gettext("copy of {agency}", agency=self.origin))
        if self.published:
            clauses.append(in_words(self.published, words))
        if self.embargo:
            moment = moment_in_words(self.embargo, words)
            clauses.append(words.gettext("embargoed until {moment}", moment=moment))
        return "".join(bracketed) + words.clauses(clauses)

    @property
    def missing_sentence(self) -> str:
        """What a citation of a source says that is not in the coverage."""
        return self.words.gettext("{source} is not in the coverage", source=self.title)

    @property
    def quoted_title(self) -> str:
        """The title in the marks that the document's language has for titles."""
        if self.words.tag == "en":
            return in_quotation_marks(self.title)
        if self.title.startswith("[") and self.title.endswith("]"):
            return self.title  # a description, which nobody printed as a title
        return self.words.gettext("“{title}”", title=self.title)

    def __str__(self) -> str:
        if not self.known:
            return self.title
        return self.cited(self.publisher or "", self.quoted_title, self.details, self.address or "")

    @property
    def address(self) -> str | None:
        """The address on the web, encoded where a browser may follow it."""
        return self.web or self.url

    def cited(self, publisher: str, title: str, details: str, url: str) -> str:
        """Return the parts of a citation, each in the markup of some form, put together."""
        return self.words.clauses(filter(None, (publisher, f"{title}{details}", url)))


def publication(entry: Entry, id: str, words: Words = INTERFACE) -> Publication:
    """Return the source with this id, which the entry's record is or refers to."""
    source = entry.record if isinstance(entry.record, Source) else entry.link("sources", id)
    return publication_of(entry.address.event, id, source, words)


def publication_of(
    event: str, id: str, source: Source | None, words: Words = INTERFACE
) -> Publication:
    """Return a source of an event, which is None where it is not in the coverage."""
    if isinstance(source, Source):
        return _published(source, event, words)
    title = unnamed_label("sources", id).text
    return Publication(_key(event, id), title, known=False, words=words)


def _key(event: str, id: str) -> str:
    return one_line(f"{event}:{id}")


@memoize_by_id
def _published(source: Source, event: str, words: Words) -> Publication:
    publisher = lookup(words.language, source.publisher_names) if words.language else None
    return Publication(
        _key(event, source.id),
        value_line(source.title),
        known=True,
        publisher=value_line(source.publisher_names[publisher] if publisher else source.publisher),
        kind=source.kind,
        origin=_line(source.syndicated_from.publisher) if source.syndicated_from else None,
        author=_line(_author(source)),
        language=_line(source.language),
        published=source.published,
        retrieved=source.retrieved,
        url=_line(source.url),
        web=web_address(source.url),
        embargo=source.embargo,
        translated_title=_translated_title(source, words.language),
        words=words,
    )


def _translated_title(source: Source, language: str) -> str | None:
    """Return the title in a language; None where it has none, or the headline is in it."""
    tag = lookup(language, source.titles) if language else None
    is_original = bool(tag and source.language and lookup(language, (source.language,)))
    title = value_line(source.titles[tag]) if tag and not is_original else None
    return None if title == value_line(source.title) else title


def _author(source: Source) -> str | None:
    if source.author is None or isinstance(source.author, str):
        return source.author
    return ", ".join(filter(None, map(person_in_words, source.author)))


def sources_of(entry: Entry) -> Iterator[tuple[str, Source | None]]:
    """Yield the ids of all sources that the entry's record rests on: for a source, its own.

    Beside each stands the source, or None where it is not in the coverage.
    """
    match entry.record:
        case Source(id=id):
            yield id, entry.record
        case Quote(source=id):
            yield id, entry.link("sources", id)
        case record:
            yield from ((id, entry.link("sources", id)) for id in dict.fromkeys(record.sources))


def publications(entry: Entry, words: Words = INTERFACE) -> tuple[Publication, ...]:
    """Return all that the entry's record rests on: for a source, itself."""
    event = entry.address.event
    return tuple(publication_of(event, id, source, words) for id, source in sources_of(entry))


def _line(text: str | None) -> str | None:
    return value_line(text) if text else None
