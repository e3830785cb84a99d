"""A source's text as speech: its turns, its quotations and its sentences.

Spans are start and end in code points of the text, the end not included.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from summit_tui.attribution.before_colons import (
    bearer,
    is_spoken,
    labels_before_colons,
    labels_ending_with_names,
    labels_in_form,
    times_of,
)
from summit_tui.attribution.breaks import break_offsets, names_on_lines
from summit_tui.attribution.labels import names_a_speaker, resembles_label, without_manner
from summit_tui.attribution.quotation import has_marks
from summit_tui.attribution.sittings import (
    labels_of_members,
    labels_of_sitting,
    may_begin_words,
    says_who_speaks,
)
from summit_tui.evidence.nearest import Paragraphs
from summit_tui.evidence.quotations import quoted_spans
from summit_tui.model.fields import Mode

Span = tuple[int, int]

_LINE_END: Final = re.compile(r"[.!?…。！？][\"'”’」』)\]]*\s*$")
"""How a line ends behind which another speaker may begin."""
_INTERPRETED: Final = re.compile(
    r"[(\[（]\s*(?:(?:as )?(?:interpret|translat)(?:ed|ion)\b|sp(?:oke|oken|eaking) in\b"
    r"|(?:via|through|by) (?:an? )?(?:interpret|translat)|interprét|traduit|как переведено"
    r"|parle en\b|habla en\b|говорит по|通过翻译|以\w{1,5}[语語](?:发言|發言))",
    re.IGNORECASE,
)
_OFTEN: Final = 2
"""A label that stands there so often is one."""

_BOUNDARY: Final = re.compile(
    r"[.!?…。！？:;](?:(?<=[.!?…])[.!?…]*[\"'”’»)\]]*(?=\s+[^\sa-z])"
    r"|(?<=[。！？])[。！？]*[」』”’）\"']*|(?<=[^\x00-\x7f][!?])[!?]*[」』”’）]*"
    r"|(?<=[:;])[ \t]*\n)"
)
"""The end of a sentence, with the marks that close behind it.

It begins with one set of characters, so that compiled code can look for them."""
_EDGE: Final = re.compile(r"[.!?…。！？:;\n\r\v\f\x85\u2028\u2029]")
"""What a sentence or a paragraph may end with; without it words belong together."""
_ABBREVIATION: Final = re.compile(
    r"(?:\b(?:Mrs?|Ms|Messrs|Drs?|Profs?|Hon|Rev|Gen|Lt|Col|Maj|Capt|Sgt|Sen|Reps?|Gov|Amb|St|Jr|Sr"
    r"|Inc|Ltd|Co|Corp|No|Nos|Vol|vs|etc|al|approx|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
    r"|(?<![^\W_])[A-Za-z](?:\.[A-Za-z])*)\.$"
)
"""Words that end with a full stop in the middle of a sentence; initials too."""
_LETTER: Final = re.compile(r"\w")
_WIDEST: Final = 200
"""The most characters of a clause on either side of what it surrounds."""
_SPACE: Final = re.compile(r"\s*")
_PARAGRAPHS_BEFORE: Final = 2
"""A sentence may continue what was said in this many paragraphs before its own."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says in a transcript until the next one does."""

    label: str
    """Who speaks, as printed: "THE PRESIDENT", "Ms. Diaz", "Q"."""
    start: int
    """Where the words begin, behind the label."""
    end: int
    """Where the next label begins, or the text ends."""
    sure_end: int
    """Where words begin that may be another's, for what stands there may be a label; else `end`."""
    is_interpreted: bool = False
    """Are the words an interpreter's, as the transcript says?"""


class SpeechText:
    """A text prepared to be asked who speaks in it, and how it sets words apart as speech."""

    def __init__(self, text: str) -> None:
        self.text = text
        """The text as it was given; every span is a part of it."""
        self._sentences = lru_cache(maxsize=64)(self._find_sentences)

    @cached_property
    def quotations(self) -> list[Span]:
        """The outermost quotations, without their marks."""
        return quoted_spans(self.text)

    @cached_property
    def turns(self) -> list[Turn]:
        """The labelled turns of a transcript, in order; empty in other texts."""
        ends = [*(match.start() for match in self._labels[1:]), len(self.text)]
        return [
            Turn(
                " ".join(match["label"].split()),
                match.end(),
                end,
                self._sure_end(match, end),
                _is_interpreted(self.text, match, end),
            )
            for match, end in zip(self._labels, ends, strict=False)
        ]

    @cached_property
    def breaks(self) -> list[int]:
        """Where words may be another's than those before, though no turn begins, in order."""
        begins = {match.start() for match in self._labels}
        in_form = {
            match.start()
            for match in self._matches
            if match[0].endswith((":", "：")) and resembles_label(match["label"])
        }
        return sorted(
            offset
            for offset in in_form.union(break_offsets(self.text), may_begin_words(self.text))
            - begins
            if _is_behind_sentence(self.text, offset)
        )

    def turn(self, at: int) -> Turn | None:
        """Return the turn in which a position lies; None before the first and without any."""
        number = bisect_right(self.turns, at, key=lambda turn: turn.start)
        return self.turns[number - 1] if number else None

    def sure_turn(self, at: int) -> Turn | None:
        """Return the turn in which a position surely lies, else None."""
        turn = self.turn(at)
        return turn if turn and at < turn.sure_end else None

    def quotation(self, start: int, end: int) -> Span | None:
        """Return the quotation that holds the whole of a span, or None."""
        number = bisect_right(self.quotations, start, key=lambda span: span[0])
        if not number or self.quotations[number - 1][1] < end:
            return None
        return self.quotations[number - 1]

    def paragraph(self, at: int) -> Span:
        """Return the paragraph of a position; a text whose lines are broken by width is one."""
        return self._paragraphs.span(at)

    def paragraphs(self, start: int = 0, end: int | None = None) -> Iterator[Span]:
        """Yield the paragraphs of the text, or of a part of it, in order."""
        end = len(self.text) if end is None else end
        while start < end:
            first, last = self.paragraph(start)
            if last > start:
                yield max(start, first), min(end, last)
            start = max(start + 1, last)

    def sentences_in(self, paragraph: Span) -> list[Span]:
        """Return the sentences of a paragraph, in order."""
        return self._sentences(*paragraph)

    def sentence(self, start: int, end: int) -> Span:
        """Return the span from where the sentence of `start` begins to where that of `end` ends.

        A quotation is a part of the sentence that it stands in, however many it holds: so the
        words that attribute it are there too.
        """
        first = self._sentence(start)
        last = first if end <= first[1] else self._sentence(max(start, end - 1))
        return first[0], last[1]

    def sentences(self) -> Iterator[Span]:
        """Yield every sentence of the text, in order."""
        at = 0
        while at < len(self.text):
            span = self._sentence(at)
            yield span
            space = _SPACE.match(self.text, max(span[1], at + 1))
            at = space.end() if space else len(self.text)

    def clause(self, start: int, end: int) -> Span:
        """Return a part of the sentence of a span that is found without dividing its paragraph."""
        before = _EDGE.split(self.text[max(0, start - _WIDEST) : start])[-1]
        behind = _EDGE.split(self.text[end : end + _WIDEST], maxsplit=1)[0]
        return start - len(before), end + len(behind)

    def sentences_before(self, at: int, most: int) -> list[Span]:
        """Return up to `most` sentences before that of `at`, the nearest first.

        They are of the same paragraph and of the two before it.
        """
        start, end = self.paragraph(at)
        before = [span for span in self._sentences(start, end) if span[1] <= at]
        for _ in range(_PARAGRAPHS_BEFORE):
            if start and len(before) < most:
                start, end = self.paragraph(start - 1)
                before = self._sentences(start, end) + before
        return before[max(0, len(before) - most) :][::-1]

    def outside(self, span: Span, *passages: Span) -> str:
        """Return the words of a span without those of the passages and of quotations in it."""
        held = [quote for quote in self.quotations if span[0] <= quote[0] and quote[1] <= span[1]]
        parts: list[str] = []
        at = span[0]
        for start, end in sorted([*passages, *held]):
            parts.append(self.text[at : max(at, start)])
            at = max(at, min(end, span[1]))
        return " ".join([*parts, self.text[at : span[1]]])

    @cached_property
    def _paragraphs(self) -> Paragraphs:
        return Paragraphs(self.text)

    @cached_property
    def _matches(self) -> list[re.Match[str]]:
        """What is in form a label."""
        return labels_in_form(self.text)

    @cached_property
    def _times(self) -> Counter[str]:
        return times_of(self._matches) | times_of(self._sitting)

    @cached_property
    def _sitting(self) -> list[re.Match[str]]:
        return labels_of_sitting(self.text)

    def _sure_end(self, label: re.Match[str], end: int) -> int:
        """Return up to where the words of a turn that ends at `end` are surely those of its label.

        They are not at all, where the words of the label stand there once and may be none.
        """
        words = label["label"]
        if label[0].endswith("\n"):
            return label.end()  # a name on a line of its own may be a heading
        is_sure = names_a_speaker(words) or says_who_speaks(words) or is_spoken(words)
        if (
            self._times[bearer(words)] < _OFTEN
            and not is_sure
            and label.start() not in self._members
        ):
            return label.end()
        number = bisect_right(self.breaks, label.start())
        return min([end, *self.breaks[number : number + 1]])

    @cached_property
    def _labels(self) -> list[re.Match[str]]:
        """The labels of the turns."""
        labels = self._before_colons
        if len(self._sitting) > len(labels):
            return self._sitting
        begins = {match.start(): match for match in labels} | self._members
        return [begins[start] for start in sorted(begins)] or names_on_lines(self.text)

    @cached_property
    def _before_colons(self) -> list[re.Match[str]]:
        return labels_before_colons(self.text, self._matches, self._times)

    @cached_property
    def _members(self) -> dict[int, re.Match[str]]:
        """The labels that others of the text prove, by where they begin."""
        behind_offices = labels_ending_with_names(self.text, self._before_colons)
        members = [*behind_offices, *labels_of_members(self.text)]
        return {match.start(): match for match in members}

    def _sentence(self, at: int) -> Span:
        sentences = self._sentences(*self.paragraph(at))
        return sentences[max(0, bisect_right(sentences, at, key=lambda span: span[0]) - 1)]

    def _find_sentences(self, start: int, end: int) -> list[Span]:
        """Return the sentences of a paragraph."""
        spans: list[Span] = []
        begin = start
        for match in _BOUNDARY.finditer(self.text, start, end):
            edge = match.end()
            is_inside = self.quotation(match.start(), edge) is not None
            if (
                is_inside
                or _is_in_abbreviation(self.text, match)
                or not _LETTER.search(self.text, begin, edge)
            ):
                continue
            spans.append((begin, edge))
            space = _SPACE.match(self.text, edge, end)
            begin = space.end() if space else edge
        if begin < end or not spans:
            spans.append((begin, end))
        return spans


def _is_in_abbreviation(text: str, stop: re.Match[str]) -> bool:
    window = text[max(0, stop.start() - 20) : stop.start() + 1]
    return stop[0] == "." and _ABBREVIATION.search(window) is not None


def _is_interpreted(text: str, label: re.Match[str], end: int) -> bool:
    """Tell whether the words behind a label are an interpreter's: “MS. LIN (in Cantonese):”."""
    is_translated = without_manner(label["label"]) != label["label"] and "(in " in label["label"]
    return is_translated or _INTERPRETED.search(text, label.start(), end) is not None


def _is_behind_sentence(text: str, at: int) -> bool:
    """Tell whether a line begins a paragraph, or the line before it ends a sentence."""
    before = text[max(0, at - _WIDEST) : at].rstrip(" \t")
    return not before or before.endswith("\n\n") or _LINE_END.search(before) is not None


def label_at(speech: SpeechText, start: int, end: int) -> str:
    """Return the label of the turn that a passage is said in, as printed.

    It is empty without one, and where the passage may be another's.
    """
    turn = speech.turn(start)
    is_said = turn is not None and end <= turn.sure_end and speech.quotation(start, end) is None
    return turn.label if turn and is_said else ""


def mode_at(speech: SpeechText, start: int, end: int) -> Mode:
    """Return the mode that a passage suggests: how the source sets its words apart.

    It is direct only within quotation marks or in a labelled turn of a transcript, and there only
    where the words are not an interpreter's.
    """
    if speech.quotation(start, end):
        return "direct"
    if has_marks(speech.text[start:end]):
        return "partial"
    turn = speech.turn(start)
    is_own = turn is not None and end <= turn.end and not turn.is_interpreted
    return "direct" if is_own else "paraphrase"
