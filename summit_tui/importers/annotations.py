"""Highlights as Hypothesis exports them, and as the W3C's Web Annotation Data Model has them.

A highlight has no speaker: it is a proposal until a person names one. Tags such as `mode:direct` or
`speaker:` and a name say what its maker thought of it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, get_args

from summit_tui.i18n import gettext, ngettext
from summit_tui.importers.document import Document
from summit_tui.importers.fields import Fields, line, mapping, objects
from summit_tui.importers.grid import cell_text, grids
from summit_tui.importers.importer import Imported, ImportOptions, Proposal
from summit_tui.importers.limits import UnreadableError
from summit_tui.importers.values import compact, known
from summit_tui.model.fields import Mode

_MODES: Final = frozenset(get_args(Mode))
_CONTEXT: Final = "anno.jsonld"
_COLUMNS: Final = ("URL", "Quote", "Comment", "Tags")
"""Columns that a CSV of highlights has."""
_DEPTH: Final = 5
"""How many selectors may refine each other."""


def recognise(document: Document) -> str | None:
    """Return by what a file holds highlights."""
    if next(_rows(document), None):
        return gettext("its columns, those of Hypothesis")
    data = document.json_or_none
    whole = mapping(data)
    if isinstance(whole.get("annotations"), list) and "client_version" in whole:
        return gettext("its annotations and the version of their client")
    if any(_is_of_client(each) for each in _annotations(data)):
        return gettext("the address and the selectors of its annotations")
    if any(_is_web_annotation(each) for each in [whole, *objects(data)]):
        return gettext("its context, that of web annotations")
    return None


def read(document: Document, options: ImportOptions) -> Imported:
    """Return the highlights as proposals; no record."""
    collector = _Collector(list(_texts(options)))
    for annotation in list(_rows(document)) or _annotations(document.json):
        collector.add(annotation)
    return Imported(
        proposals=list(collector.proposals.values()),
        unplaced=+collector.unplaced,
        left_out=+collector.left_out,
        remarks=collector.remarks(),
    )


def _rows(document: Document) -> Iterator[Fields]:
    """Yield the annotations of a CSV as the client writes it, in the form that its JSON has."""
    first = document.head.partition("\n")[0]
    if not all(name in first for name in _COLUMNS):
        return
    for grid in grids(document):
        names = [cell_text(cell) for cell in grid.rows[0]]
        for row in grid.rows[1:]:
            cells = dict(zip(names, map(str, row), strict=False))
            selector = {"type": "TextQuoteSelector", "exact": cells.get("Quote", "")}
            address = cells.get("Page URL") or cells.get("URL", "")
            yield {
                "uri": address,
                "target": [{"source": address, "selector": [selector]}],
                "tags": cells.get("Tags", "").split(","),
                "text": cells.get("Comment", ""),
                "references": cells.get("Annotation type") == "Reply",
            }


def _texts(options: ImportOptions) -> Iterator[str]:
    """Yield the texts of the files beside, as far as they can be read, their white space folded."""
    for other in options.beside:
        try:
            if not (other.is_binary or other.looks_like_json):
                yield _folded(other.text)
        except UnreadableError:
            continue  # its own import says so


def _is_of_client(annotation: Fields) -> bool:
    """Tell whether an annotation is one of the service, as its interface gives them."""
    return "uri" in annotation and any(
        "selector" in target or "source" in target for target in objects(annotation.get("target"))
    )


def _is_web_annotation(data: Fields) -> bool:
    return _CONTEXT in str(data.get("@context", ""))[:1_000]


def _annotations(data: object) -> Iterable[Fields]:
    """Return the annotations of a file: its list, a collection, a page, or one alone."""
    whole = mapping(data)
    if not whole:
        return objects(data)
    for name in ("annotations", "rows", "items"):
        if isinstance(whole.get(name), list):
            return objects(whole[name])
    if isinstance(first := whole.get("first"), Mapping):
        return objects(first.get("items"))
    return [whole]


@dataclass(slots=True)
class _Collector:
    """Collects passages, and counts what has none."""

    texts: list[str]
    """The texts of the files beside, their white space folded."""
    proposals: dict[str, Proposal] = field(default_factory=dict)
    unplaced: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    lost: int = 0
    """Passages that are not in the text beside."""

    def add(self, annotation: Fields) -> None:
        """Take an annotation."""
        if annotation.get("references"):
            self.left_out[gettext("a reply")] += 1
            return
        target = next(_targets(annotation.get("target")), {})
        selector = _quote(target.get("selector"), _DEPTH)
        exact = selector and known(selector.get("exact"))
        if not selector or not exact:
            self.left_out[gettext("a note without a passage")] += 1
            return
        source = _address(target.get("source")) or line(annotation.get("uri"))
        if not source:
            self.left_out[gettext("a passage of an unnamed text")] += 1
            return
        self._look_for(exact, source)
        key = line(annotation.get("id")) or f"{source}\t{exact[:200]}"
        self.proposals[key] = Proposal(
            key,
            exact,
            prefix=_string(selector.get("prefix")),
            suffix=_string(selector.get("suffix")),
            source=source,
            fields=self._fields(_tags(annotation)),
            note=_note(annotation),
        )

    def _fields(self, tags: Iterable[str]) -> dict[str, Any]:
        """Return what tags say by our names; `Any`: as in `Proposal`."""
        fields: dict[str, Any] = {}
        topics: list[str] = []
        for tag in tags:
            name, colon, value = (part.strip() for part in tag.partition(":"))
            if colon and name in ("speaker", "role", "attribution", "session"):
                fields[name] = value
            elif colon and name == "mode":
                if value in _MODES:
                    fields[name] = value
                else:
                    self.unplaced[tag] += 1
            else:
                topics.append(value if colon and name == "topic" else tag)
        return compact({**fields, "topics": list(filter(None, topics))})

    def _look_for(self, exact: str, source: str) -> None:
        """Count a passage that is not in the text of its source, where that is beside."""
        texts = [text for text in self.texts if source and source in text]
        self.lost += bool(texts) and not any(_folded(exact) in text for text in texts)

    def remarks(self) -> tuple[str, ...]:
        """Return what else the user should know."""
        if not self.lost:
            return ()
        template = "{number} passage is not in the text beside; it may have changed since."
        plural = "{number} passages are not in the text beside; it may have changed since."
        return (ngettext(template, plural, self.lost),)


def _targets(target: object) -> Iterator[Fields]:
    """Yield the targets of an annotation, those with a selector first."""
    targets = [*objects(target), *([mapping(target)] if mapping(target) else [])]
    yield from sorted(targets, key=lambda each: "selector" not in each)
    if isinstance(target, str):
        yield {"source": target}


def _quote(selector: object, depth: int) -> Fields | None:
    """Return the selector of words, which may stand beside others or refine one."""
    for each in [*objects(selector), mapping(selector)]:
        if each.get("type") == "TextQuoteSelector":
            return each
        if depth and (refined := _quote(each.get("refinedBy"), depth - 1)):
            return refined
    return None


def _address(source: object) -> str:
    return line(mapping(source).get("id")) if isinstance(source, Mapping) else line(source)


def _tags(annotation: Fields) -> Iterator[str]:
    """Yield the tags of an annotation: a list of words, or bodies whose purpose is tagging."""
    tags = annotation.get("tags")
    yield from filter(None, map(line, tags if isinstance(tags, list) else ()))
    for body in _bodies(annotation):
        if body.get("purpose") == "tagging":
            yield from filter(None, [line(body.get("value"))])


def _note(annotation: Fields) -> str:
    """Return what its maker wrote beside the passage."""
    texts = [annotation.get("text"), annotation.get("bodyValue")]
    texts += [
        body.get("value")
        for body in _bodies(annotation)
        if body.get("type") == "TextualBody" and body.get("purpose") != "tagging"
    ]
    return "\n".join(filter(None, (known(text) for text in texts if isinstance(text, str))))


def _bodies(annotation: Fields) -> list[Fields]:
    body = annotation.get("body")
    return [*objects(body), *([mapping(body)] if mapping(body) else [])]


def _string(value: object) -> str:
    return value if isinstance(value, str) else ""


def _folded(text: str) -> str:
    return " ".join(text.split())
