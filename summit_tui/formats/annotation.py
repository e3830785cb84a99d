"""Statements as annotations of their sources (W3C Web Annotation Data Model, 2017).

The passage is the target, and who said it the body. Hypothesis and other readers of annotations
light the passage in the source's own page.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from summit_tui.archive import Entry
from summit_tui.attribution.attribution import Attribution, attribution
from summit_tui.formats.data import without_controls
from summit_tui.i18n import words_in
from summit_tui.model.json_text import dump_json
from summit_tui.model.records import Quote
from summit_tui.model.references import speakers_of
from summit_tui.model.text import escape_controls, value_line

# `Any`: JSON-LD values are text, objects or lists of both.
_Node = dict[str, Any]

_CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"
_MEDIA_FRAGMENTS: Final = "http://www.w3.org/TR/media-frags/"


def is_on_the_web(entry: Entry) -> bool:
    """Return whether a record is a statement whose source has an address that can be annotated."""
    return entry.address.kind == "quotes" and attribution(entry).source.web is not None


def write_annotation(entries: Iterable[Entry], language: str | None) -> Iterator[str]:
    """Yield one page of annotations, statement by statement; nothing where there is none."""
    before, words = "", words_in(language)
    for entry in entries:
        quote = entry.record
        if isinstance(quote, Quote) and is_on_the_web(entry):
            node = _annotation(entry, quote, attribution(entry, language, words))
            yield (before or _head(entry)) + dump_json(without_controls(node))
            before = ",\n"
    if before:
        yield "\n]\n}\n"


def _head(first: Entry) -> str:
    """Return what comes before the annotations; a page has an IRI, as each of them has."""
    page = _iri(f"page of {first.address}")
    return (
        f'{{\n"@context": "{_CONTEXT}",\n"id": "{page}",\n"type": "AnnotationPage",\n"items": [\n'
    )


def _iri(name: str) -> str:
    """Return an IRI that is the same for the same name (RFC 9562, version 5)."""
    return uuid5(NAMESPACE_URL, name).urn


def _annotation(entry: Entry, quote: Quote, parts: Attribution) -> _Node:
    address = escape_controls(str(entry.address))
    said = {
        "type": "TextualBody",
        "purpose": "describing",
        "format": "text/plain",
        "language": parts.language,
        "value": parts.words.gettext(
            "{said} — {speaker}{credit}",
            said=parts.said,
            speaker=parts.speaker,
            credit=parts.credit,
        ),
    }
    tags = [f"speaker:{id}" for id in speakers_of(quote)]
    tags += [f"mode:{quote.mode}", *([f"act:{quote.act}"] if quote.act else [])]
    tags += map(value_line, quote.topics)
    tagging = [{"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in tags]
    return {
        "id": _iri(address),
        "type": "Annotation",
        "motivation": "describing",
        "body": [said, *tagging],
        "target": _target(quote, parts),
        "dcterms:identifier": address,
    }


def _target(quote: Quote, parts: Attribution) -> _Node | str | None:
    """Return the passage, or the whole source where no passage is stated."""
    selectors: list[_Node] = []
    if excerpt := quote.excerpt:
        words = {"exact": excerpt.exact, "prefix": excerpt.prefix, "suffix": excerpt.suffix}
        selectors.append({"type": "TextQuoteSelector", **words})
    if quote.locator and (fragment := quote.locator.time_fragment):
        time = {"type": "FragmentSelector", "conformsTo": _MEDIA_FRAGMENTS, "value": fragment}
        selectors.append(time)
    if not selectors:
        return parts.source.web
    return {"source": parts.source.web, "selector": selectors}
