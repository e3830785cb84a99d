"""What stands in quotation marks or in a turn: the only passages that may be direct speech."""

import re
from collections.abc import Iterator
from typing import Final

from summit_tui.attribution.beside import Attributed, Side, attributed_quotations, is_chinese
from summit_tui.attribution.english_verbs import VERB
from summit_tui.attribution.speech import Span, SpeechText
from summit_tui.attribution.titles import has_title
from summit_tui.model.fields import Mode
from summit_tui.model.text import HAN
from summit_tui.proposals.passage import (
    LONGEST_SENTENCE,
    ProposedPassage,
    Rule,
    is_japanese,
    is_long,
    printed_speaker,
    trimmed,
)

_DIRECTION: Final = re.compile(
    r"\s*(?:[(\[][^)\]]*[)\]]\s*|\[[^\[\]]*\]\s*|\d{1,2}:\d\d [AP]\.?M\.?.*|END\b.*)+", re.DOTALL
)
"""What stands in a transcript and is not quotation: (Applause.), 2:15 P.M. EDT."""
_ASIDES: Final = re.compile(r"(?:[(\[][^)\]\n]{1,200}[)\]]\s*)+")
"""What stands before the words of a paragraph: (As interpreted.)"""
_OPENS: Final = re.compile(r"(?:[:：,，]|\bthat)\s*$")
"""What stands between a verb and the words that somebody says, and not before a title."""
_WHOLE: Final = re.compile(r"\W*[^\Wa-zß-öø-ÿ].*[.,!?—…][’'\s]*", re.DOTALL)
_WHOLE_HAN: Final = re.compile(r".*[。！？!?，,]$|.{6,}[。！？，,].+", re.DOTALL)
_FEWEST_ALONE: Final = 8
"""The fewest words in marks that may be a statement without anybody beside them."""

_RULES: Final[dict[Side, Rule]] = {
    "before": "before-marks",
    "behind": "behind-marks",
    "between": "between-marks",
    "continued": "continued-marks",
    "": "marks-alone",
}


def in_turns(speech: SpeechText) -> Iterator[ProposedPassage]:
    """Yield the paragraphs of the turns of a transcript."""
    for turn in speech.turns:
        for paragraph in speech.paragraphs(turn.start, turn.end):
            start, end = trimmed(speech.text, *paragraph)
            if direction := _ASIDES.match(speech.text, start, end):
                start = direction.end()
            words = speech.text[start:end]
            if is_long(words) and not _DIRECTION.fullmatch(words):
                rule: Rule = "interpreted-turn" if turn.is_interpreted else "turn"
                mode: Mode = "paraphrase" if turn.is_interpreted else "direct"
                yield ProposedPassage(
                    rule, start, end, mode, turn.label, is_sure=end <= turn.sure_end
                )


def in_marks(speech: SpeechText) -> Iterator[ProposedPassage]:
    """Yield what is said in quotation marks: a passage for each piece."""
    for quotation in attributed_quotations(speech.text):
        words = " ".join(speech.text[slice(*span)] for span in quotation.ranges)
        if is_japanese(words):
            continue
        read = _in_chinese_marks if is_chinese(words) else _in_other_marks
        for span in quotation.ranges:
            passage = read(speech, quotation, span, words)
            if passage is not None:
                yield passage


def _in_chinese_marks(
    speech: SpeechText, quotation: Attributed, span: Span, words: str
) -> ProposedPassage | None:
    """Return a passage of speech; the names of themes and coined terms stand in marks as well."""
    text = speech.text
    before, behind = text[max(0, span[0] - 4) : span[0] - 1], text[span[1] + 1 : span[1] + 2]
    is_term = not _WHOLE_HAN.fullmatch(words.strip()) or re.match(f"[{HAN}]", behind)
    if not quotation.side or is_term or not is_long(words):
        return None
    if quotation.side == "before" and not _OPENS.search(before):
        return None
    return _passage(quotation, trimmed(text, *span), is_sure=before.rstrip().endswith((":", "：")))


def _in_other_marks(
    speech: SpeechText, quotation: Attributed, span: Span, words: str
) -> ProposedPassage | None:
    """Return a passage of speech: whole sentences, or words within a sentence about them."""
    is_whole = _WHOLE.fullmatch(words) is not None
    if not quotation.side and not (is_whole and _stands_alone(speech.text, span)):
        return None
    opens = _OPENS.search(speech.text[max(0, span[0] - 12) : span[0] - 1]) is not None
    if is_whole and is_long(words):
        is_sure = quotation.side in ("behind", "between") or (quotation.side == "before" and opens)
        return _passage(quotation, trimmed(speech.text, *span), is_sure=is_sure)
    sentence = trimmed(speech.text, *speech.sentence(*span))
    if sentence[1] - sentence[0] > LONGEST_SENTENCE:
        return None
    stated = quotation.stated
    is_somebody = stated.name or stated.pronoun or has_title(stated.capacity)
    if not is_somebody or not is_long(speech.text[slice(*sentence)]):
        return None
    return _passage(quotation, sentence, is_sure=False, is_whole=False)


def _stands_alone(text: str, span: Span) -> bool:
    """Return whether a quotation is all of its sentences, and no title within one."""
    words, before = text[slice(*span)], text[: span[0] - 1][-3:].rstrip(" ")
    is_closed = words.rstrip().endswith((".", "!", "?"))
    begins = not before or before[-1] in '\n.!?”"»'
    return is_closed and begins and len(words.split()) >= _FEWEST_ALONE


def _passage(
    quotation: Attributed, span: Span, *, is_sure: bool, is_whole: bool = True
) -> ProposedPassage:
    stated = quotation.stated
    speaker = printed_speaker(stated)
    verb = VERB.search(stated.clause)
    return ProposedPassage(
        _RULES[quotation.side if speaker else ""],
        *span,
        "direct" if is_whole else "partial",
        speaker,
        is_pronoun=bool(stated.pronoun),
        is_sure=is_sure and bool(stated.name) and not stated.is_weak,
        verb=verb[0] if verb else "",
    )
