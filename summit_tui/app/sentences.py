"""What the status line and the empty places say, each one plain sentence."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from summit_tui.app.view import Choice, View
from summit_tui.archive import Entry, Info, Total
from summit_tui.archive.progress import Pace
from summit_tui.model.dates import in_words, span
from summit_tui.model.kinds import KINDS, SINGULAR, Kind
from summit_tui.model.records import Quote, Source


def counted(number: int, kind: Kind) -> str:
    """Return a number of records of one kind."""
    noun = "event" if kind == "event" else SINGULAR[kind]
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def hits(total: Total, all_of_kind: int, view: View) -> str:
    """Return how many of how many are shown, and in which order."""
    if view.collapsed and view.kind == "quotes":
        # All that there are is a number of statements: rows are not to be compared with it.
        number = f"{total} remark{'' if total == Total(1, exact=True) else 's'}"
    elif total.exact and total.number == all_of_kind:
        number = counted(all_of_kind, view.kind)
    else:
        number = f"{total} of {counted(all_of_kind, view.kind)}"
    return f"{number} · {view.order()}"


def limits(choices: Sequence[Choice]) -> str:
    """Return which values of facets the hits are limited to: any within a facet, all facets."""
    facets: dict[str, list[str]] = {}
    for choice in choices:
        facets.setdefault(choice.facet, []).append(choice.label)
    told = ", ".join(" or ".join(labels) for labels in facets.values())
    return f"Only {told} · F clears" if told else ""


def guess(text: str, hits: int) -> str:
    """Return what a query with hardly any hits may have been meant to be, and how to take it."""
    number = records(hits) if hits else "no hits"
    return f"{number} · did you mean ‘{text}’? Tab{' in the box' if hits else ''}"


def nothing(view: View, counts: Mapping[Kind, int], guess: str | None = None) -> str:
    """Return why a pane is empty and what to do next; `guess` is what may have been meant."""
    noun = "events" if view.kind == "event" else view.kind
    if not view.query and not view.choices:
        return f"This coverage has no {noun}."
    elsewhere = [
        f"{counted(counts[kind], kind)} (key {number})"
        for number, kind in enumerate(KINDS, 1)
        if kind not in (view.kind, "event") and counts.get(kind)
    ]
    asked = f"No {noun} match “{view.query}”." if view.query else f"No {noun} are left."
    found = f" There are {' and '.join(elsewhere)}." if elsewhere else ""
    undo = "Esc clears the query." if view.query else "F clears the filter."
    meant = f" Did you mean “{guess}”? Tab searches for it." if guess else ""
    return f"{asked}{found}{meant} {undo}"


def no_text(entry: Entry, problem: str | None) -> str:
    """Return why there is no text to show, and what would help."""
    if not isinstance(entry.record, Quote | Source):
        return "A statement or a source has a text to show; this is neither."
    if problem:
        return f"The text of the source {problem}."
    return "There is no text of the source; --texts DIR says where the texts lie."


def records(number: int) -> str:
    """Return a number of records of any kind."""
    return f"{number:,} record{'' if number == 1 else 's'}"


def marked(number: int) -> str:
    """Return how many records are marked."""
    return f"{number:,} marked" if number else ""


def problems(number: int) -> str:
    """Return how many problems there are."""
    if not number:
        return ""
    return f"{number:,} problems · p shows them" if number > 1 else "1 problem · p shows it"


def changed(number: int, marked: int, when: datetime) -> str:
    """Return how many records changed since a moment, in the zone of the reader."""
    is_today = when.date() == datetime.now(when.tzinfo).date()
    since = f"{when:%H:%M}" if is_today else in_words(f"{when:%Y-%m-%d}")
    these = f" ({marked:,} marked)" if marked else ""
    return f"{number:,} changed since {since}{these}"


def rereading(pace: Pace) -> str:
    """Return how far the reading of changes has come, of which nothing is shown yet."""
    return f"older index · reading changes … {pace.share:.0%}"


def masthead(info: Info) -> tuple[str, str]:
    """Return what is shown, and where and when it took place."""
    if len(info.events) != 1:
        years = sorted(day[:4] for one in info.events for day in (one.start, one.end) if day)
        return f"{len(info.events):,} events", "–".join(dict.fromkeys(years[:1] + years[-1:]))
    (event,) = info.events
    days = span(event.start, event.end)
    return event.name, " · ".join(part for part in (event.place, days) if part)


def index_useless(reason: object) -> str:
    """Return what is said of an index that cannot be read although it was just made anew."""
    return f"The index was made anew and cannot be read even so: {reason} · r reads the files again"
