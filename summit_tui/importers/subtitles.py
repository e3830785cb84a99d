"""Subtitles and transcripts of meetings: what is said, with times that are no part of the words.

Formats: WebVTT (https://www.w3.org/TR/webvtt1/), SubRip, and what meeting programs save: a line
with a name and a clock before what that person says.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from html import unescape
from typing import Final, NamedTuple

from summit_tui.attribution.labels import is_in_capitals, may_label
from summit_tui.attribution.speech import SpeechText
from summit_tui.i18n import gettext
from summit_tui.importers.document import Document
from summit_tui.importers.front_matter import FrontMatter
from summit_tui.importers.importer import Imported, ImportOptions
from summit_tui.importers.transcribed import imported_transcript
from summit_tui.importers.turns import label_of

_CLOCK: Final = r"(?:\d{1,2}:)?\d{1,2}:\d{1,2}(?:[.,]\d{1,3})?"
_TIMING: Final = re.compile(rf"\s*{_CLOCK}\s*-->\s*{_CLOCK}(?:\s.*)?")
_HEAD: Final = re.compile(rf"\s*(?:WEBVTT\b|(?:\d+\s*\n)?\s*{_CLOCK}\s*-->)")
_NAME_LINE: Final = re.compile(
    rf"(?P<name>[^\W\d_][^\d:,!?\n]{{1,40}}?)\s+[\[(]?{_CLOCK}[\])]?:?\s*"
)
_TRAILER: Final = re.compile(r"Transcribed by https?://\S+\s*", re.IGNORECASE)
"""What a program writes below a transcript, and nobody says."""
_FEWEST: Final = 3
"""The fewest lines with a name and a clock that make a transcript."""
_VOICE: Final = re.compile(r"<v(?:\.[^\s>]{0,80})?\s+(?P<name>[^>]{1,80})>")
_TAG: Final = re.compile(r"</?[a-z][^<>]{0,200}>|\{\\[^{}]{0,80}\}|<\d[\d:.]{0,20}>", re.IGNORECASE)
_NEXT: Final = re.compile(r">>+\s*|[-–—]\s+(?=\S)")
"""What begins the words of another speaker who is not named."""
_LABEL: Final = re.compile(r"(?P<name>[^:：\n]{1,60})[:：]\s")


class _Utterance(NamedTuple):
    """Some words, and who is named before them; a new turn may name nobody."""

    name: str
    words: str
    is_new: bool


def recognise(document: Document) -> str | None:
    """Return by what a file is subtitles, or the transcript of a meeting."""
    if document.is_binary or document.looks_like_json:
        return None
    head = document.head
    if _HEAD.match(head) and any(map(_TIMING.fullmatch, head.splitlines())):
        return gettext("the times of its subtitles")
    if sum(_NAME_LINE.fullmatch(line) is not None for line in head.splitlines()) >= _FEWEST:
        return gettext("its lines with a name and a clock")
    return None


def read(document: Document, options: ImportOptions) -> Imported:
    """Return the source, the session and the speakers."""
    lines = document.text.splitlines()
    is_timed = any(map(_TIMING.fullmatch, lines))
    utterances = list(_in_cues(lines) if is_timed else _behind_names(lines))
    names = list(dict.fromkeys(each.name for each in utterances if each.name))
    text = "\n\n".join(_paragraphs(utterances))
    speech = SpeechText(text)
    front = FrontMatter({}, text)
    return imported_transcript(front, speech, document.path.stem, options, names)


def _cues(lines: Sequence[str]) -> Iterator[list[str]]:
    """Yield the lines of each cue, without its number and its times."""
    cue: list[str] | None = None
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else ""
        if _TIMING.fullmatch(line):
            if cue:
                yield cue
            cue = []
        elif not line.strip():
            if cue:
                yield cue
            cue = None
        elif cue is not None and not (_TIMING.fullmatch(following) and line.strip().isdigit()):
            cue.append(line.strip())
    if cue:
        yield cue


def _in_cues(lines: Sequence[str]) -> Iterator[_Utterance]:
    """Yield what the cues of subtitles say, lines that stand twice in a row once."""
    cues = list(_cues(lines))
    firsts = Counter(cue[0] for cue in cues if len(cue) > 1 and ":" not in cue[0])
    # Some programs write the name alone on the first line of every cue.
    are_named = sum(firsts.values()) == len(cues) > len(firsts)
    labels = [match["name"] for cue in cues if (match := _LABEL.match(cue[0]))]
    small = [label for label in labels if may_label(label)]
    # Others write it before the words of every cue, in small letters.
    have_labels = len(small) * 2 > len(cues) and len(set(small)) < len(small)
    last = ""
    for cue in cues:
        name = cue[0] if are_named else ""
        for line in cue[1:] if name else cue:
            if line != last:
                yield _utterance(line, name, is_label=may_label if have_labels else is_in_capitals)
            last = line


def _utterance(line: str, name: str, is_label: Callable[[str], bool]) -> _Utterance:
    voice = _VOICE.search(line)
    words = unescape(_TAG.sub("", _VOICE.sub("", line))).strip()
    if voice or name:
        return _Utterance(unescape(voice["name"]).strip() if voice else name, words, is_new=False)
    following = _NEXT.match(words)
    words = words[following.end() :] if following else words
    label = _LABEL.match(words)
    if label and is_label(label["name"]):
        return _Utterance(label["name"].strip(), words[label.end() :], is_new=following is not None)
    return _Utterance("", words, is_new=following is not None)


def _behind_names(lines: Sequence[str]) -> Iterator[_Utterance]:
    """Yield what stands behind lines with a name and a clock."""
    name, is_new = "", True
    for line in lines:
        if match := _NAME_LINE.fullmatch(line):
            name, is_new = match["name"].strip(), True
        elif line.strip() and not _TRAILER.fullmatch(line):
            yield _Utterance(name, line.strip(), is_new)
            is_new = False


def _paragraphs(utterances: Sequence[_Utterance]) -> Iterator[str]:
    """Yield a paragraph for each turn, its label before it.

    Behind a turn with a name, one that names nobody has a label that says so.
    """
    name, words, have_names = "", list[str](), False
    for each in utterances:
        if words and (each.is_new or (each.name and each.name != name)):
            yield _turn(name, words, have_names)
            have_names = have_names or bool(name)
            words, name = [], ""
        name = each.name or name
        words.append(each.words)
    if words:
        yield _turn(name, words, have_names)


def _turn(name: str, words: Sequence[str], have_names: bool) -> str:  # noqa: FBT001
    text = " ".join(filter(None, words))
    return f"{label_of(name)} {text}" if name or have_names else text
