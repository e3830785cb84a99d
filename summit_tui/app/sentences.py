"""What the status line and the empty panes say, each a complete template with named places."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from summit_tui.app.panes import PANES
from summit_tui.app.view import Choice, View
from summit_tui.archive import Entry, Info, Total, UnreachableError
from summit_tui.archive.analysis.normalize import normalize
from summit_tui.archive.progress import Pace
from summit_tui.archive.query import group_meant
from summit_tui.archive.wording import counted
from summit_tui.attribution.names import record_name
from summit_tui.i18n import (
    INTERFACE,
    LANGUAGE_NAMES,
    READER,
    Words,
    gettext,
    lookup,
    ngettext,
    reader_words,
)
from summit_tui.model.dates import in_words, span
from summit_tui.model.kinds import Kind
from summit_tui.model.records import Event, Quote, Source

_OF_ALL: Final[Mapping[Kind, tuple[str, str]]] = {
    "event": ("{hits} of {number} event", "{hits} of {number} events"),
    "sessions": ("{hits} of {number} session", "{hits} of {number} sessions"),
    "speakers": ("{hits} of {number} speaker", "{hits} of {number} speakers"),
    "quotes": ("{hits} of {number} quote", "{hits} of {number} quotes"),
    "delegations": ("{hits} of {number} delegation", "{hits} of {number} delegations"),
    "sources": ("{hits} of {number} source", "{hits} of {number} sources"),
}
_NONE: Final[Mapping[Kind, str]] = {
    "event": "This coverage has no events.",
    "sessions": "This coverage has no sessions.",
    "speakers": "This coverage has no speakers.",
    "quotes": "This coverage has no quotes.",
    "delegations": "This coverage has no delegations.",
    "sources": "This coverage has no sources.",
}
_NONE_MATCH: Final[Mapping[Kind, str]] = {
    "event": "No events match “{query}”.",
    "sessions": "No sessions match “{query}”.",
    "speakers": "No speakers match “{query}”.",
    "quotes": "No quotes match “{query}”.",
    "delegations": "No delegations match “{query}”.",
    "sources": "No sources match “{query}”.",
}
_NONE_LEFT: Final[Mapping[Kind, str]] = {
    "event": "No events are left.",
    "sessions": "No sessions are left.",
    "speakers": "No speakers are left.",
    "quotes": "No quotes are left.",
    "delegations": "No delegations are left.",
    "sources": "No sources are left.",
}


Hint = tuple[str, str]
"""A sentence, and the key that does what it says; \"\" where it says why there is nothing."""

_YEAR: Final = re.compile(r"(?<![0-9A-Za-z])(?:19|20)\d\d(?:年|(?![0-9A-Za-z]))")


def hits(total: Total, all_of_kind: int, view: View) -> str:
    """Return how many of how many are shown, and in which order."""
    if view.collapsed and view.kind == "quotes":
        # Rows are not to be compared with the number of all statements.
        is_one = total == Total(1, exact=True)
        template = ("{total} remark", "{total} remarks")
        number = ngettext(*template, 1 if is_one else 2, total=total)
    elif total.exact and total.number == all_of_kind:
        number = counted(all_of_kind, view.kind)
    else:
        number = ngettext(*_OF_ALL[view.kind], all_of_kind, hits=total)
    return gettext("{number} · {order}", number=number, order=view.order())


def _chosen(choices: Sequence[Choice], *, is_excluded: bool) -> str:
    """Return the chosen values, or those that are excluded: any within a facet, all facets."""
    facets: dict[str, list[str]] = {}
    for choice in choices:
        if choice.is_excluded is is_excluded:
            facets.setdefault(choice.facet, []).append(choice.label)
    return INTERFACE.items(
        INTERFACE.alternatives(dict.fromkeys(labels)) for labels in facets.values()
    )


def limits(choices: Sequence[Choice]) -> str:
    """Return which values of facets the hits are limited to, and which are excluded."""
    values, excluded = _chosen(choices, is_excluded=False), _chosen(choices, is_excluded=True)
    if values and excluded:
        template = "Only {values}, without {excluded} · F clears"
        return gettext(template, values=values, excluded=excluded)
    if excluded:
        return gettext("Without {excluded} · F clears", excluded=excluded)
    return gettext("Only {values} · F clears", values=values) if values else ""


def limited(view: View) -> str:
    """Return what is counted under a query or a filter, and how to drop it."""
    query, choices = view.query, view.choices
    values, excluded = _chosen(choices, is_excluded=False), _chosen(choices, is_excluded=True)
    if not query:
        return limits(choices)
    if excluded:
        template = "“{query}” without {excluded} · Esc and F clear"
        if values:
            template = "Only {values} with “{query}”, without {excluded} · Esc and F clear"
        return gettext(template, query=query, values=values, excluded=excluded)
    if values:
        template = "Only {values} with “{query}” · Esc and F clear"
        return gettext(template, values=values, query=query)
    return gettext("Only what matches “{query}” · Esc shows all", query=query)


def search_in_words(number: str, view: View) -> str:
    """Return how much a search finds, and what it asks for."""
    choices = view.choices
    values, excluded = _chosen(choices, is_excluded=False), _chosen(choices, is_excluded=True)
    asked = (gettext("“{words}”", words=view.query) if view.query else "", values)
    wanted = INTERFACE.items(filter(None, asked))
    if wanted and excluded:
        template = "{number} · {wanted}, without {excluded}"
        return gettext(template, number=number, wanted=wanted, excluded=excluded)
    if excluded:
        return gettext("{number} · without {excluded}", number=number, excluded=excluded)
    return gettext("{number} · {wanted}", number=number, wanted=wanted)


def shown_of(shown: int, total: Total) -> str:
    """Return how many records are listed of how many."""
    if total.exact and total.number <= shown:
        return ""
    return gettext("the first {shown} of {total}", shown=shown, total=total)


def no_records(problems: int) -> list[str]:
    """Return what to do with a folder without any record; `problems` counts those of its files."""
    if problems:
        return [
            gettext("No record could be read: the files have problems."),
            gettext("p shows them, each with its file and line; r reads the files again."),
            gettext("? shows the manual."),
        ]
    return [
        gettext("There are no records here yet."),
        gettext("O opens another, or a bundled one."),
        gettext("summit-tui new DIR begins one."),
        gettext("? shows the manual."),
    ]


def no_statements(problems: int, sources: int) -> list[str]:
    """Return what to do with a coverage without any statement.

    `problems` is the number of those of its files, `sources` that of its sources.
    """
    if problems:
        return [
            gettext("No statement could be read: the files have problems."),
            gettext("p shows them, each with its file and line; r reads the files again."),
            gettext("? shows the manual."),
        ]
    if not sources:
        return [
            gettext("There are no statements yet, and no sources to take them from."),
            gettext("6 and a add the first source, t shows its text once that is kept."),
            gettext("? shows the manual."),
        ]
    return [
        gettext("There are no statements yet."),
        gettext("6 lists sources, t shows the text of one, g and a take a statement from it."),
        gettext("? shows the manual."),
    ]


def nothing_to_compare(entry: Entry | None, *, counts: bool | None) -> str:
    """Return why the sources of a record cannot be compared.

    `counts` says of a row of the start screen whether it counts records; it is None elsewhere.
    """
    if entry is None and counts is None:
        return gettext("Nothing to compare: there is no record here.")
    if entry is None and not counts:
        return gettext("Nothing to compare: this row is about no record. Enter opens it.")
    if entry is None:
        return gettext("Nothing to compare: this row counts records. Enter lists them.")
    if isinstance(entry.record, Quote):
        return gettext("Nothing to compare: one source alone has this remark.")
    return gettext("Nothing to compare: no source is noted to print this otherwise.")


def nothing_to_copy(*, counts: bool) -> str:
    """Return why a row of the start screen has no record to copy; it may be one that `counts`."""
    if not counts:
        return gettext("Nothing to copy: this row is about no record. Enter opens it.")
    return gettext("Nothing to copy: this row counts records. Enter lists them, y copies there.")


def guess(text: str, hits: int) -> str:
    """Return what a query with hardly any hits may have been meant to be, and how to take it."""
    if not hits:
        return gettext("no hits · did you mean ‘{text}’? Tab", text=text)
    return ngettext(
        "{number} record · did you mean ‘{text}’? Tab in the box",
        "{number} records · did you mean ‘{text}’? Tab in the box",
        hits,
        text=text,
    )


def field_guess(text: str) -> str:
    """Return what a query with an unknown field may have been meant to be, and how to take it."""
    return gettext("did you mean ‘{text}’? Tab", text=text)


def nothing(
    view: View, counts: Mapping[Kind, int], guess: str | None = None, *, problems: int = 0
) -> list[Hint]:
    """Return why a pane is empty and what to do next.

    `guess` is what the query may have been meant to be, `problems` how many the files have.
    """
    elsewhere = [
        (counted(counts[pane.kind], pane.kind), pane.key)
        for pane in PANES
        if pane.is_list and pane.kind != view.kind and counts.get(pane.kind)
    ]
    if not view.query and not view.choices:
        wrong = [(gettext("shows what is wrong with the files"), "p")] if problems else []
        add = (gettext("reads the files again, once there are some"), "r")
        manual = (gettext("shows the manual, and how they are written"), "?")
        return [(gettext(_NONE[view.kind]), ""), *elsewhere, *wrong, add, manual]
    if view.query:
        hints = [(gettext(_NONE_MATCH[view.kind], query=view.query), "")]
        remedy = (gettext("clears the query"), "Esc")
    else:
        hints = [(gettext(_NONE_LEFT[view.kind]), "")]
        remedy = (gettext("clears the filter"), "F")
    if guess:
        hints.append((gettext("Did you mean “{text}”?", text=guess), ""))
        hints.append((gettext("searches for “{text}”", text=guess), "Tab"))
    elif group_meant(view.query) and not elsewhere:
        without = "No country that is listed in the group “{name}” is among the delegations."
        hints.append((gettext(without, name=view.query), ""))
    return [*hints, remedy, *elsewhere]


def nothing_drawn(reason: str, view: View) -> list[Hint]:
    """Return what to do next where a drawing has nothing to draw of the statements of a view."""
    hints = [(reason, "")]
    if view.query:
        hints.append((gettext("clears the query"), "Esc"))
    if view.choices:
        hints.append((gettext("clears the filter"), "F"))
    statements = next(pane for pane in PANES if pane.is_list and pane.kind == "quotes")
    hints.append((gettext("lists the statements"), statements.key))
    return [*hints, (gettext("shows the manual, and how they are written"), "?")]


def no_text(entry: Entry, problem: str | None) -> str:
    """Return why there is no text to show, and what would help."""
    if not isinstance(entry.record, Quote | Source):
        return gettext("Only a statement or a source has a text to show.")
    if problem:
        return gettext("There is no text to show: {problem}.", problem=problem)
    return gettext("There is no text of the source; --texts DIR says where the texts lie.")


def records(number: int) -> str:
    """Return a number of records of any kind."""
    return ngettext("{number} record", "{number} records", number)


def without_words(number: int) -> str:
    """Return how many statements have no words in the language that a copy is to be in."""
    return gettext("{number} without words in it", number=number)


def records_marked(number: int) -> str:
    """Return how many records of any kind are marked."""
    return ngettext("{number} record marked", "{number} records marked", number)


def marked_elsewhere(number: int) -> str:
    """Return that no marked record is in the open coverage, and what can be done about it."""
    return ngettext(
        "{number} mark, of another coverage; m lists it, Space there unmarks.",
        "{number} marks, all of other coverages; m lists them, Space there unmarks.",
        number,
    )


def unmarked(number: int) -> str:
    """Return how many marks of the open coverage were taken away."""
    if not number:
        return gettext("Nothing of this coverage is marked.")
    return ngettext(
        "{number} record unmarked; u marks it again.",
        "{number} records unmarked; u marks them again.",
        number,
    )


def marks_undone(marked: int, unmarked: int) -> str:
    """Return how many marks are there again, or gone again, now that a change is taken back."""
    if marked:
        return ngettext("{number} record marked again.", "{number} records marked again.", marked)
    return ngettext("{number} record unmarked again.", "{number} records unmarked again.", unmarked)


def marked(number: int) -> str:
    """Return how many records are marked, briefly; nothing where none is."""
    return gettext("{number} marked", number=number) if number else ""


def copied(form: str, language: str | None, number: int) -> str:
    """Return what was copied: the form, its language, and how many records if not one."""
    if language is None:
        return ngettext("{form}", "{form}, {number} records", number, form=form)
    return ngettext(
        "{form} in {language}",
        "{form} in {language}, {number} records",
        number,
        form=form,
        language=language,
    )


def problems(number: int) -> str:
    """Return how many problems there are, and how to see them; nothing where there is none."""
    if not number:
        return ""
    return ngettext("{number} problem · p shows it", "{number} problems · p shows them", number)


def doubtful(number: int) -> str:
    """Return how many statements the texts of sources leave doubtful; "" where none is known."""
    if not number:
        return ""
    return gettext("{number} doubtful so far", number=number)


def changed(number: int, marked: int, when: datetime) -> str:
    """Return how many records changed since a moment, in the zone of the reader."""
    is_today = when.date() == datetime.now(when.tzinfo).date()
    since = f"{when:%H:%M}" if is_today else in_words(f"{when:%Y-%m-%d}")
    if not marked:
        return gettext("{number} changed since {since}", number=number, since=since)
    return gettext(
        "{number} changed since {since} ({marked} marked)",
        number=number,
        since=since,
        marked=marked,
    )


def news(summary: str, number: int) -> str:
    """Return a summary of changes, and the key that shows them."""
    return ngettext("{summary} · C shows it", "{summary} · C shows them", number, summary=summary)


def rereading(pace: Pace) -> str:
    """Return how far the reading of changes has come, of which nothing is shown yet."""
    if pace.is_listing:
        return gettext("looking for changes … {fact}", fact=pace.describe())
    return gettext("older index · reading changes … {share}", share=f"{pace.share:.0%}")


def reading_on(pace: Pace) -> str:
    """Return how far the reading has come, of which a part is shown."""
    return gettext("newest records so far · reading on … {share}", share=f"{pace.share:.0%}")


def common_name(events: Sequence[Event], words: Words = READER) -> str:
    """Return the name that the editions of an event have but for the year; else nothing.

    One that is printed in both Chinese scripts is the same; the language of `words` chooses.
    """
    names = {
        " ".join(_YEAR.sub(" ", record_name(event, words).text).split()): event for event in events
    }
    first, *others = names or [""]
    if others and all(normalize(each) == normalize(first) for each in others):
        return next((name for name in names if lookup(words.language, names[name].names)), first)
    return "" if others else first


def names_by_language(events: Sequence[Event]) -> dict[str, str]:
    """Return what the head of the screen calls events in each language of the interface."""
    names = {}
    for tag in LANGUAGE_NAMES if events else ():
        words = reader_words(tag)
        names[tag] = common_name(events, words) if len(events) > 1 else ""
        names[tag] = names[tag] or record_name(events[0], words).text
    return names


def with_other_events(name: str, number: int) -> str:
    """Return the name of one event, and how many more there are."""
    template = ("{name}, and {number} more event", "{name}, and {number} more events")
    return ngettext(*template, number, name=name) if number else name


def masthead(info: Info) -> tuple[str, str]:
    """Return what is shown, and where and when it took place.

    Of several editions the name is the one that they have but for the year; of events that have
    different names, that of the first.
    """
    if not info.events:
        return gettext("No event"), ""
    event, number = info.events[0], len(info.events)
    if number == 1:
        days = span(event.start, event.end)
        return record_name(event, READER).text, " · ".join(
            part for part in (event.place, days) if part
        )
    known = sorted(day[:4] for each in info.events for day in (each.start, each.end) if day)
    years = "".join(dict.fromkeys(known[:1] + known[-1:]))
    if len(years) > len("YYYY"):
        years = gettext("{first}–{last}", first=known[0], last=known[-1])
    if name := common_name(info.events):
        editions = ngettext("{number} edition", "{number} editions", number)
        return name, " · ".join(filter(None, (editions, years)))
    return with_other_events(record_name(event, READER).text, number - 1), years


def index_useless(reason: object) -> str:
    """Return what is said of an index that cannot be read although it was just rebuilt."""
    template = "The index was made anew and cannot be read even so: {reason}"
    return " · ".join((gettext(template, reason=reason), gettext("r reads the files again")))


def unreachable(error: UnreachableError) -> str:
    """Return what is said of an archive that gave no answer, and which key asks again."""
    return " · ".join((str(error), gettext("r tries again")))


def key_without_meaning(key: str) -> str:
    """Return that a key does nothing where it was pressed."""
    return gettext("The key {key} does nothing here; ? shows every key.", key=key)
