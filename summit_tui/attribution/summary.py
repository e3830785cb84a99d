"""A record that is not a statement, as a heading, facts with labels, and its sources."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final, NamedTuple

from summit_tui.archive import Entry
from summit_tui.attribution.attribution import event_name, role_in_words
from summit_tui.attribution.names import (
    Name,
    language_in_words,
    locator_in_words,
    person_in_words,
    record_name,
    unnamed_label,
)
from summit_tui.attribution.publications import Publication, publications
from summit_tui.attribution.quotation import in_quotation_marks
from summit_tui.i18n import ENGLISH, INTERFACE, Words
from summit_tui.model.dates import in_words, moment_in_words, span, zone_of
from summit_tui.model.field_table import choices_of, fields_of
from summit_tui.model.fields import (
    Check,
    Correction,
    FieldSpec,
    Locator,
    Participation,
    PersonName,
    Presentation,
    Role,
    Syndication,
)
from summit_tui.model.kinds import Kind
from summit_tui.model.records import Quote
from summit_tui.model.text import value_line

_GIST: Final = ("Event", "Date", "Place", "Role", "Delegation", "Kind", "Publisher")
"""Labels of the facts that distinguish a record from others like it."""


class Summary(NamedTuple):
    """What is known of a record; every text is on one line."""

    heading: Name
    """Its name or title."""
    facts: tuple[tuple[str, str], ...]
    """Label and value of everything known, the most telling first."""
    sources: tuple[Publication, ...]
    """The publications it rests on; none for a source, which is one."""
    gist: str
    """The heading and the facts that distinguish it from others like it, on one line."""
    words: Words
    """The language of all this."""


def summarize(entry: Entry, words: Words = INTERFACE) -> Summary:
    """Return what is known of the record in `entry`; raise `TypeError` for a statement."""
    kind = entry.address.kind
    if kind == "quotes":
        raise TypeError("a statement has an attribution, not a summary")
    facts = [*_values_of(entry, words)]
    if kind == "sessions":  # a session is known by its event first
        facts.insert(0, ("Event", str(event_name(entry, words))))
    heading = record_name(entry.record, words)
    return Summary(
        heading,
        tuple((words.pgettext("label", label), value) for label, value in facts),
        () if kind == "sources" else publications(entry, words),
        words.clauses([str(heading), *(value for label, value in facts if label in _GIST)]),
        words,
    )


def facts_of(
    entry: Entry, words: Words = INTERFACE, without: Collection[str] = ()
) -> Iterator[tuple[str, str]]:
    """Yield label and value, on one line, of the facts that the table of fields has of a record.

    For a statement these are only the facts that its attribution does not state. Those of the
    fields in `without` are left out.
    """
    facts = _values_of(entry, words, without)
    return ((words.pgettext("label", label), value) for label, value in facts)


def _values_of(
    entry: Entry, words: Words, without: Collection[str] = ()
) -> Iterator[tuple[str, str]]:
    """Yield the values of the facts of a record, each with the label that the table has."""
    for fact in _facts(entry.address.kind):
        if fact.fields[0] in without:
            continue
        values = [getattr(entry.record, field) for field in fact.fields]
        if any(values):
            for text in _PRESENTERS[fact.spec.presentation](entry, fact, values, words):
                if line := value_line(text):
                    yield fact.label, line


class _Fact(NamedTuple):
    """The fields that a summary shows under one label."""

    kind: Kind
    label: str
    spec: FieldSpec
    """The row of the first field, which says how the fact is shown."""
    fields: tuple[str, ...]


@cache
def _facts(kind: Kind) -> Sequence[_Fact]:
    """Return the facts of a kind in the order of a summary."""
    specs = {name: spec for name, spec in fields_of(kind).items() if spec.label}
    order = list(specs)
    for name, spec in specs.items():
        if spec.after:
            order.remove(name)
            order.insert(order.index(spec.after) + 1, name)
    together: dict[str, list[str]] = {}
    for name in order:
        together.setdefault(specs[name].label, []).append(name)
    return [_Fact(kind, label, specs[names[0]], tuple(names)) for label, names in together.items()]


def linked_names(
    entry: Entry, spec: FieldSpec, value: Any, words: Words = INTERFACE
) -> Iterator[tuple[Name, str | None]]:
    """Yield the names of the records to which a field refers, each with the part it had.

    `Any`: the value is an id, or a tuple of ids or of participations.
    """
    if spec.refers is None:
        raise TypeError("the field refers to no record")
    for item in (value,) if isinstance(value, str) else value or ():
        id = item if isinstance(item, str) else getattr(item, spec.through)
        record = entry.link(spec.refers, id)
        name = unnamed_label(spec.refers, id)
        if isinstance(record, Quote):
            name = _said(entry, record, words)
        elif record:
            name = record_name(record, words)
        yield name, item.role if isinstance(item, Participation) else None


def _said(entry: Entry, quote: Quote, words: Words) -> Name:
    """Return another statement as who said what, in quotation marks if it is direct speech."""
    speaker = entry.link("speakers", quote.speaker)
    who = record_name(speaker, words) if speaker else unnamed_label("speakers", quote.speaker)
    text = value_line(quote.text)
    said = in_quotation_marks(text, quote.language) if quote.mode == "direct" else text
    return Name(words.gettext("{name}: {said}", name=who, said=said))


def texts_of(value: Any, words: Words = ENGLISH) -> Iterator[str]:
    """Yield the texts of a field, those of small tables in words.

    `Any`: the value is a text, a small table, a list of either, or texts by language tag.
    """
    match value:
        case str():
            yield value
        case PersonName():
            yield person_in_words(value)
        case Locator():
            yield locator_in_words(value, words)
        case Correction(text=text, date=date):
            yield (
                words.gettext("{text} ({day})", text=text, day=in_words(date, words))
                if date
                else text
            )
        case Check(by=by, date=date):
            yield f"{by}, {date}"
        case Syndication(publisher=publisher, url=url):
            yield words.clauses(filter(None, (publisher, url)))
        case None:
            return
        case _:
            for item in value.values() if isinstance(value, dict) else value:
                yield from texts_of(item, words)


def _dated(role: Role, words: Words) -> str:
    """Return a capacity and when it was held, as far as that is known."""
    period = span(role.from_, role.to, words)
    if not period:
        return role_in_words(role, words.language)
    capacity = role_in_words(role, words.language)
    return words.gettext("{role} ({period})", role=capacity, period=period)


def roles_in_words(roles: Iterable[Role], words: Words = INTERFACE) -> list[str]:
    """Return capacities, each with its time; one that several sources print alike comes once."""
    return list(dict.fromkeys(_dated(role, words) for role in roles))


# `Any`: a presenter takes the values of the fields that the table gives it.
def _text(_entry: Entry, fact: _Fact, values: Sequence[Any], words: Words) -> Iterator[str]:
    fields = zip(fact.fields, values, strict=True)
    texts = (
        words.items(_in_words(fact.kind, field, text, words) for text in texts_of(value, words))
        for field, value in fields
    )
    yield words.clauses(filter(None, texts))


def _in_words(kind: Kind, field: str, text: str, words: Words) -> str:
    """Return a text of a field, in the words of the language where it is one of few."""
    if field == "region":
        return words.pgettext("region", text)
    return words.pgettext(f"{kind}.{field}", text) if choices_of(kind, field) else text


def _day(_entry: Entry, _fact: _Fact, values: Sequence[Any], words: Words) -> Iterator[str]:
    yield in_words(values[0], words)


def _span(_entry: Entry, _fact: _Fact, values: Sequence[Any], words: Words) -> Iterator[str]:
    start, end = values
    yield span(start, end, words) or ""


def _time(_entry: Entry, _fact: _Fact, values: Sequence[Any], words: Words) -> Iterator[str]:
    """Yield day and hours, the hours in the zone of the file."""
    date, start, end = values
    if date and start and not start.startswith(date):  # contradictory, and shown as it is
        yield in_words(date, words)
    if not start:
        yield in_words(date or end[:10], words)
    elif not end:
        yield moment_in_words(start, words)
    elif end[:10] == start[:10] and zone_of(end) == zone_of(start):
        yield words.gettext(
            "{day}, {hours}–{end} ({zone})",
            day=in_words(start[:10], words),
            hours=start[11:16],
            end=end[11:16],
            zone=zone_of(start),
        )
    else:
        yield words.gettext(
            "{start} – {end}",
            start=moment_in_words(start, words),
            end=moment_in_words(end, words),
        )


def _moment(_entry: Entry, _fact: _Fact, values: Sequence[Any], words: Words) -> Iterator[str]:
    (moment,) = values
    yield moment_in_words(moment, words)


def _language(_entry: Entry, _fact: _Fact, values: Sequence[Any], words: Words) -> Iterator[str]:
    yield language_in_words(values[0], words)


def _check(entry: Entry, _fact: _Fact, values: Sequence[Any], words: Words) -> Iterator[str]:
    """Yield who checked a statement and when, and whether its source's text is another one now."""
    (check,) = values
    checked = words.clauses((check.by, in_words(check.date, words)))
    source = entry.link("sources", getattr(entry.record, "source", None))
    if source and source.sha256 and check.sha256 and source.sha256 != check.sha256:
        checked = words.gettext(
            "{checked}; against another text than the source has now", checked=checked
        )
    yield checked


def _roles(_entry: Entry, _fact: _Fact, values: Sequence[Any], words: Words) -> Iterator[str]:
    yield from roles_in_words(values[0], words)


def _links(entry: Entry, fact: _Fact, values: Sequence[Any], words: Words) -> Iterator[str]:
    names = linked_names(entry, fact.spec, values[0], words)
    if not fact.spec.through:
        yield words.items(str(name) for name, _ in names)
        return
    # A part in the session follows a comma, so that a semicolon must part the people.
    yield words.groups(
        words.gettext("{name}, {part}", name=name, part=words.pgettext("part", part))
        if part
        else str(name)
        for name, part in names
    )


_Presenter = Callable[[Entry, _Fact, Sequence[Any], Words], Iterator[str]]
_PRESENTERS: Final[Mapping[Presentation, _Presenter]] = {
    "text": _text,
    "day": _day,
    "span": _span,
    "time": _time,
    "moment": _moment,
    "language": _language,
    "roles": _roles,
    "links": _links,
    "check": _check,
}
