"""What a transcript becomes, whatever its format: a source, a session and those who speak in it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Final

from summit_tui.attribution.labels import names_nobody, parse_label, without_manner
from summit_tui.attribution.speech import SpeechText
from summit_tui.attribution.titles import has_title
from summit_tui.i18n import INTERFACE, gettext, ngettext
from summit_tui.importers.front_matter import FrontMatter
from summit_tui.importers.importer import (
    Imported,
    ImportedRecord,
    ImportOptions,
    RecordKey,
    Suggestion,
)
from summit_tui.importers.labelled import LabelledSpeaker, labelled_speakers, labels_of
from summit_tui.importers.times import day, parse_day
from summit_tui.importers.turns import HEADING
from summit_tui.importers.values import Times, compact, record_line, session_times, zone_named

_CLOCK: Final = re.compile(r"(\d{1,2}):(\d\d)\s*(?:([AP])\.?\s?M\.?)?\s*([A-Z]{2,5})?\.?")
_OCCASION: Final = re.compile(
    r"\b(?:remarks|transcript|press|briefing|interview|speech|address|statement)\b", re.IGNORECASE
)
"""Words in a title that say that a text is speech."""
_NO_PLACE: Final = re.compile(
    r"^(?:By|Von|Par|Por) |[:：?？!！]|\b(?:19|20)\d\d\b|\d[年月日]|[.。]$"
)
"""What is in a line that says no place: a day, a question, a sentence."""
_PLACE_LIMIT: Final = 100
"""The most characters of a line that says a place."""


def imported_transcript(
    front: FrontMatter,
    transcript: SpeechText,
    stem: str,
    options: ImportOptions,
    names: Sequence[str] | None = None,
) -> Imported:
    """Return the source, the session and the speakers of a transcript.

    `stem` is the name of the file; `names` are the labels of those who speak, where that is sure.
    """
    speech = _Speech(front, transcript, stem, labels_of(transcript) if names is None else names)
    times = speech.times(options)
    return Imported(
        [speech.session(times), *speech.speakers(options)],
        source=speech.source(),
        text=speech.text(),
        unplaced=front.unplaced(),
        times_without_zone=int(times.without_zone),
        remarks=tuple(speech.remarks()),
        suggestions=tuple(speech.suggestions()),
    )


def is_occasion(line: str) -> bool:
    """Tell whether a line names an occasion on which somebody speaks, such as a briefing."""
    return _OCCASION.search(line) is not None


@dataclass(frozen=True)
class _Speech:
    """A transcript with what stands about it in its front matter."""

    front: FrontMatter
    transcript: SpeechText
    stem: str
    labels: Sequence[str]
    """Those that name somebody."""

    @cached_property
    def labelled(self) -> list[LabelledSpeaker]:
        """Those who bear the labels."""
        return labelled_speakers(self.labels)

    @cached_property
    def fields(self) -> dict[str, str]:
        """What the front matter says of the source; a title in square brackets is the file's."""
        title = self._heading or f"[{record_line(self.stem)}]"
        return {"title": title, **self.front.source()}

    @property
    def _heading(self) -> str:
        """The first line of a text without a front matter, where it may be a title."""
        first = self._preamble.strip().partition("\n\n")[0]
        is_title = not self.front.fields and 0 < len(first) <= _PLACE_LIMIT and "\n" not in first
        is_title = is_title and not re.search("[.。:：]$", first)
        return record_line(HEADING.sub("", first, count=1)) if is_title else ""

    def text(self) -> str:
        """Return the text that is kept, with its title."""
        above = [] if self._heading else [self.title]
        return "\n\n".join([*above, self.transcript.text]) + "\n"

    @property
    def title(self) -> str:
        """The title, as printed."""
        return self.fields["title"]

    @property
    def day(self) -> str:
        """The day that is printed before the speech, else that of publication: YYYY-MM-DD."""
        printed = filter(None, map(day, self._about()))
        return next((each for each in printed if parse_day(each)), self.fields.get("published", ""))

    @property
    def is_interpreted(self) -> bool:
        """Whether some of the words are an interpreter's."""
        return any(turn.is_interpreted for turn in self.transcript.turns)

    def source(self) -> dict[str, Any]:
        """Return the fields of the source; `Any`: as in `Imported`."""
        hidden = ("language",) if self.is_interpreted else ()
        own = {name: value for name, value in self.fields.items() if name not in hidden}
        return {**own, "kind": "transcript"}

    def session(self, times: Times) -> ImportedRecord:
        """Return the occasion."""
        fields = {
            "title": self.title,
            **times.fields,
            "place": self._place(),
            "speakers": [RecordKey("speakers", speaker.key) for speaker in self.labelled],
        }
        key = self.fields.get("url") or f"{self.fields.get('published', '')}\t{self.title}"
        return ImportedRecord("sessions", key, compact(fields))

    def times(self, options: ImportOptions) -> Times:
        """Return the day, and the hour that is printed where it is one of the event's zone."""
        whole_day = parse_day(self.day)
        if whole_day is None:
            return Times({})
        for line in self._about():
            match = _CLOCK.fullmatch(" ".join(line.split()))
            if match and int(match[1]) < 24 and int(match[2]) < 60:
                hour = int(match[1]) % 12 + 12 * (match[3] == "P") if match[3] else int(match[1])
                begin = datetime.combine(whole_day, datetime.min.time()).replace(
                    hour=hour, minute=int(match[2])
                )
                zone = zone_named(options.timezone)
                printed = match[4]
                if zone and printed and begin.replace(tzinfo=zone).tzname() != printed:
                    return Times({"date": whole_day.isoformat()}, without_zone=True)
                return session_times(begin, zone=options.timezone)
        return session_times(whole_day)

    def speakers(self, options: ImportOptions) -> Iterator[ImportedRecord]:
        """Yield those who have a label that names somebody."""
        for speaker in self.labelled:
            aliases = [label for label in speaker.labels if label != speaker.name]
            fields = {
                "name": speaker.name,
                "aliases": aliases,
                "kind": "person" if options.persons else None,
                "roles": [{"title": office} for office in speaker.offices],
            }
            yield ImportedRecord("speakers", speaker.key, compact(fields))

    def remarks(self) -> Iterator[str]:
        """Yield what else the user should know."""
        turns = self.transcript.turns
        if turns:
            template = "{number} turn: in the text of the source (t), g goes on to its passages."
            plural = "{number} turns: in the text of the source (t), g goes on to their passages."
            yield ngettext(template, plural, len(turns))
        if self.is_interpreted:
            number = sum(turn.is_interpreted for turn in turns)
            template = "{number} turn is interpreted speech: its words are an interpreter's."
            plural = "{number} turns are interpreted speech: their words are an interpreter's."
            yield ngettext(template, plural, number)
        labels = dict.fromkeys(without_manner(turn.label) for turn in turns)
        for speaker in self.labelled:
            if len(speaker.labels) > 1:
                labels_of_one = INTERFACE.groups(speaker.labels)
                yield gettext("Labels of one speaker: {labels}.", labels=labels_of_one)
        doubtful = [each for each in labels if each not in self.labels and not names_nobody(each)]
        if doubtful:
            yield ngettext(
                "{number} label may name somebody or not, and no speaker is written for it: "
                "{labels}.",
                "{number} labels may name somebody or not, and no speakers are written for them: "
                "{labels}.",
                len(doubtful),
                labels=INTERFACE.groups(doubtful),
            )
        nobody = sum(
            names_nobody(turn.label) and turn.label.strip("[]") not in self.labels for turn in turns
        )
        if nobody:
            yield ngettext(
                "{number} turn has a label that names nobody, and has no speaker.",
                "{number} turns have labels that name nobody, and have no speaker.",
                nobody,
            )

    def suggestions(self) -> Iterator[Suggestion]:
        """Yield whom the title may name, where a label does not."""
        if not self.transcript.turns:
            yield Suggestion(
                gettext("no label names a speaker; the title may: {title}", title=self.title)
            )
        for label in self.labels:
            name, office = parse_label(label)
            words = re.escape(office.removeprefix("THE ")).replace(r"\ ", r"[\s-]+")
            pattern = rf"(?<!Vice )(?<!Prime )(?i:\b{words})\s+([^\W\d_a-z][\w'’.-]+)"
            # In a title of capitals any word looks like a name.
            is_asked = office and not name and not self.title.isupper()
            match = re.search(pattern, self.title) if is_asked else None
            if match:
                yield Suggestion(
                    gettext("{label} may be {name}", label=label, name=match[0]),
                    (gettext("the title names {name}", name=match[0]),),
                    (gettext("the label has an office and no name"),),
                )

    def _about(self) -> Iterator[str]:
        """Yield the lines before the first turn; nothing where there is none."""
        yield from self._preamble.split("\n")

    @property
    def _preamble(self) -> str:
        """What stands before the first turn; empty where there is none."""
        turns = self.transcript.turns
        return self.transcript.text[: turns[0].start].rpartition("\n")[0] if turns else ""

    def _place(self) -> str:
        """Return the line before the first turn that says where, as printed."""
        parts = self._preamble.strip().split("\n\n")[1 if self._heading else 0 :]
        lines = (", ".join(part.split("\n")) for part in parts)
        # Between the title and the place may stand what it was, and who spoke there.
        place = next((line for line in lines if not (is_occasion(line) or has_title(line))), "")
        is_place = len(place) <= _PLACE_LIMIT and not _CLOCK.fullmatch(place)
        return record_line(place) if is_place and not _NO_PLACE.search(place) else ""
