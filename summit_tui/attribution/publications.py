"""The publications that a record rests on, as data for every form that names or cites them."""

from collections.abc import Iterator
from typing import Final, NamedTuple
from urllib.parse import quote, urlsplit

from summit_tui.archive import Entry
from summit_tui.attribution.memo import memoize_by_id
from summit_tui.attribution.names import person_in_words, unnamed_label
from summit_tui.attribution.quotation import in_quotation_marks
from summit_tui.i18n import gettext
from summit_tui.model.dates import in_words, moment_in_words
from summit_tui.model.fields import SourceKind
from summit_tui.model.records import Quote, Source
from summit_tui.model.text import one_line

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

    @property
    def details(self) -> str:
        """What follows the title: its kind, author, day and embargo, as far as they are known."""
        kind = f" ({self.kind})" if self.kind else ""
        author = f", by {self.author}" if self.author else ""
        day = f", {in_words(self.published)}" if self.published else ""
        embargo = f", embargoed until {moment_in_words(self.embargo)}" if self.embargo else ""
        return kind + author + day + embargo

    @property
    def missing_sentence(self) -> str:
        """What a citation of a source says that is not in the coverage."""
        return gettext("{source} is not in the coverage", source=self.title)

    def __str__(self) -> str:
        if not self.known:
            return self.title
        url = f", {self.web or self.url}" if self.url else ""
        return f"{self.publisher}, {in_quotation_marks(self.title)}{self.details}{url}"


def publication(entry: Entry, id: str) -> Publication:
    """Return the source with this id, which the entry's record is or refers to."""
    source = entry.record if isinstance(entry.record, Source) else entry.link("sources", id)
    return publication_of(entry.address.event, id, source)


def publication_of(event: str, id: str, source: Source | None) -> Publication:
    """Return a source of an event, which is None where it is not in the coverage."""
    if isinstance(source, Source):
        return _published(source, event)
    return Publication(_key(event, id), unnamed_label("sources", id).text, known=False)


def _key(event: str, id: str) -> str:
    return one_line(f"{event}:{id}")


@memoize_by_id
def _published(source: Source, event: str) -> Publication:
    return Publication(
        _key(event, source.id),
        one_line(source.title),
        known=True,
        publisher=one_line(source.publisher),
        kind=source.kind,
        author=_line(_author(source)),
        language=_line(source.language),
        published=source.published,
        retrieved=source.retrieved,
        url=_line(source.url),
        web=web_address(source.url),
        embargo=source.embargo,
    )


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


def publications(entry: Entry) -> tuple[Publication, ...]:
    """Return all that the entry's record rests on: for a source, itself."""
    event = entry.address.event
    return tuple(publication_of(event, id, source) for id, source in sources_of(entry))


def _line(text: str | None) -> str | None:
    return one_line(text) if text else None
