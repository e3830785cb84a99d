"""The passages of a text that look like statements, by rules alone.

Whoever reads them decides: nothing here is a record, and no pronoun is resolved.
"""

import re
from dataclasses import dataclass
from typing import Final

from summit_tui.attribution.beside import is_chinese
from summit_tui.attribution.quotation import has_marks
from summit_tui.attribution.speech import Span, SpeechText
from summit_tui.model.fields import Mode
from summit_tui.proposals import chinese_sentences, english_sentences
from summit_tui.proposals.marked import in_marks, in_turns
from summit_tui.proposals.passage import (
    LONGEST_SENTENCE,
    ProposedPassage,
    Reported,
    Rule,
    Spans,
    is_japanese,
    is_long,
    trimmed,
)

_ITEM: Final = re.compile(
    r"\s*(?:[-–•*]\s|\d{1,2}[.)、]|第[一二三四五六七八九十]|[一二三四五六七八九十](?:是|、|要)"
    r"|其[一二三四五]|首先|其次|再次|最后|最後"
    r"|(?:First|Second|Third|Fourth|Fifth|Final|Last)(?:ly)?,)"
)
"""How a point of a list begins."""
_GOES_ON: Final = re.compile(r"(?:It|This|These|They|Such)\b|.*\b(?:will|would|should|must)\b")
_FARTHEST: Final = 2
"""So many sentences behind one with a speaker may go on with what was said."""
_ENUMERATES: Final = re.compile(
    r"[:：]\s*$|[一二三四五六七八九十两兩几幾\d](?:[点點项項个個]|方面)|\b(?:points|proposals)\b"
)


@dataclass(slots=True)
class _Thread:
    """Who spoke last, and how far back that was said."""

    reported: Reported | None = None
    sentences: int = 0
    """Sentences since."""
    is_list: bool = False
    """Did that sentence begin a list, of which only points were read since?"""

    def begin(self, reported: Reported | None, sentence: str) -> None:
        """Take a sentence that says who speaks, or one after which nobody does."""
        self.reported, self.sentences = reported, 0
        self.is_list = reported is not None and _ENUMERATES.search(sentence) is not None


def proposed_passages(speech: SpeechText) -> list[ProposedPassage]:
    """Return the passages of a text that look like statements, in order; none overlap."""
    turns = list(in_turns(speech))
    spoken = [(turn.start, turn.end) for turn in speech.turns]
    taken = Spans(spoken)
    marked = [each for each in in_marks(speech) if not taken.overlap(each.start, each.end)]
    direct = [passage for passage in marked if passage.mode == "direct"]
    taken = Spans([*spoken, *((passage.start, passage.end) for passage in direct)])
    passages = turns + direct
    for passage in [*_in_sentences(speech, taken), *marked]:
        if not taken.overlap(passage.start, passage.end):
            taken.add(passage.start, passage.end)
            passages.append(passage)
    return sorted(passages, key=lambda passage: passage.start)


def _in_sentences(speech: SpeechText, taken: Spans) -> list[ProposedPassage]:
    """Return the sentences that report what somebody said, and those that go on with it."""
    thread, passages = _Thread(), []
    for paragraph in speech.paragraphs():
        if not (thread.is_list and _ITEM.match(speech.text, *paragraph)):
            thread.begin(None, "")
        for span in speech.sentences_in(paragraph):
            start, end = trimmed(speech.text, *span)
            words = " ".join(speech.text[start:end].split())
            if not words or is_japanese(words) or taken.overlap(start, end):
                thread.begin(None, "")
                continue
            passage = _in_sentence(words, (start, end), thread)
            if passage is not None:
                passages.append(passage)
    return passages


def _in_sentence(words: str, span: Span, thread: _Thread) -> ProposedPassage | None:
    """Return the passage of a sentence, if it reports or continues what somebody said."""
    if len(words) > LONGEST_SENTENCE or not is_long(words):
        return None
    is_han = is_chinese(words)
    reported = (chinese_sentences if is_han else english_sentences).reported(words)
    if reported is not None and reported.speaker:
        thread.begin(reported, words)
        return _passage(reported.rule, reported, span, words)
    before = thread.reported
    if before is None:
        return None
    if _ITEM.match(words):
        thread.sentences = 0
        return _passage("list", before, span, words)
    thread.sentences += 1
    goes_on = is_han or (_GOES_ON.match(words) and not english_sentences.tells(words))
    if goes_on and thread.sentences <= _FARTHEST:
        return _passage("continued", before, span, words)
    return None


def _passage(rule: Rule, reported: Reported, span: Span, words: str) -> ProposedPassage:
    # In Chinese, marks are rather around a term than around what somebody says.
    mode: Mode = "partial" if has_marks(words) and not is_chinese(words) else "paraphrase"
    return ProposedPassage(
        rule,
        *span,
        mode,
        reported.speaker,
        is_pronoun=reported.is_pronoun,
        is_sure=reported.is_sure and rule == reported.rule,
        verb=reported.verb,
    )
