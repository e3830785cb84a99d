"""A timeline printed: for readers and for programs."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any, Final, Literal, get_args

from summit_tui.archive import Entry
from summit_tui.attribution.attribution import Attribution, attribution
from summit_tui.diff.render import mark_runs
from summit_tui.formats.data import with_address
from summit_tui.formats.lines import byline, source_line
from summit_tui.i18n import gettext
from summit_tui.model.dates import in_words
from summit_tui.model.json_text import dump_json
from summit_tui.model.records import Quote
from summit_tui.timeline import Moment, Timeline

TimelineFormat = Literal["text", "json"]
TIMELINE_FORMATS: Final[tuple[TimelineFormat, ...]] = get_args(TimelineFormat)


def render_timeline(
    timeline: Timeline, form: TimelineFormat, *, colour: bool = False
) -> Iterator[str]:
    """Yield the parts of a document: days with their remarks, or one list of objects."""
    if form == "json":
        yield dump_json([_json_of(moment) for moment in timeline.moments]) + "\n"
        return
    gap = ""
    for day, group in groupby(timeline.moments, lambda moment: moment.attribution.day):
        moments = list(group)
        words = moments[0].attribution.words
        yield f"{gap}{in_words(day, words) if day else words.gettext('No day stated')}\n"
        gap = "\n"
        for moment in moments:
            yield "\n" + "".join(f"  {line}\n" for line in _lines(moment, colour=colour))


def compared_in_words(timeline: Timeline, entry: Entry) -> str:
    """Return how a statement differs from the one before of its speaker, or that none is."""
    quote = entry.record
    for moment in timeline.moments:
        other = moment.entry.record
        is_same = moment.entry.address == entry.address or (
            isinstance(quote, Quote)
            and isinstance(other, Quote)
            and moment.entry.address.event == entry.address.event
            and other.remark is not None
            and other.remark == quote.remark
        )
        if is_same and moment.earlier:
            if moment.word_diff:
                return _compared(moment, moment.earlier, colour=False)
            return _side_by_side(attribution(moment.earlier))
    return gettext("There is no earlier statement of the speaker to compare it with.")


def _lines(moment: Moment, *, colour: bool) -> Iterator[str]:
    parts = moment.attribution
    yield parts.said
    yield byline(parts.words, str(parts.speaker), parts.credit)
    yield from (source_line(parts.words, str(source)) for source in moment.sources)
    if moment.earlier and moment.word_diff:
        yield _compared(moment, moment.earlier, colour=colour)


def _side_by_side(before: Attribution) -> str:
    """Return a remark that has hardly any words in common with the next one."""
    occasion = before.occasion or before.outlet
    day = in_words(before.day) if before.day else gettext("day not stated")
    template = "The one before, {occasion}, {day}: {words}"
    return gettext(template, occasion=occasion, day=day, words=before.said)


def _compared(moment: Moment, earlier: Entry, *, colour: bool) -> str:
    """Return the line that compares a remark with the one before."""
    words = moment.attribution.words
    before = attribution(earlier, None, words)
    occasion = before.occasion or before.outlet
    day = in_words(before.day, words) if before.day else words.gettext("day not stated")
    if all(change == "same" for change, _ in moment.word_diff):
        return words.gettext("In the same words: {occasion}, {day}", occasion=occasion, day=day)
    marked = "".join(mark_runs(moment.word_diff, colour=colour))
    template = "Compared with {occasion}, {day}: {words}"
    return words.gettext(template, occasion=occasion, day=day, words=marked)


def _json_of(moment: Moment) -> Mapping[str, Any]:
    """Return a remark as JSON types; `Any` because the record is whatever JSON its file held."""
    parts = moment.attribution
    record: dict[str, Any] = {
        "day": parts.day,
        "said": parts.said,
        "mode": parts.mode,
        "speakers": [str(speaker) for speaker in parts.speakers],
        "capacity": parts.capacity,
        "capacity_from_record": parts.is_capacity_of_record,
        "sources": [str(source) for source in moment.sources],
        "statement": with_address(moment.entry),
    }
    if moment.earlier:
        record["compared_with"] = str(moment.earlier.address)
        record["words"] = [list(run) for run in moment.word_diff]
    return record
