"""Rules for the texts of sources, and the texts themselves, prepared to be searched."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Final

from summit_tui.archive import Entry
from summit_tui.archive.analysis.normalize import normalize
from summit_tui.attribution.speech import SpeechText
from summit_tui.evidence.locate import SourceText
from summit_tui.evidence.source_text import OutsideError, TextFile, read_source
from summit_tui.i18n import gettext
from summit_tui.lint.rule import Resource, Rule, RuleContext, Violation
from summit_tui.model.kinds import Address
from summit_tui.model.records import Source
from summit_tui.model.text import is_in_spaced_word

_MAX_PREPARED: Final = 16
"""This many texts are kept: statements come source by source."""

_CLAUSE_EDGE: Final = re.compile(r"[,，、;；:：.。!！?？\n]+")


class PreparedText:
    """A source's text, ready to be searched."""

    def __init__(self, text: SourceText) -> None:
        self.text = text
        """The text, to be asked where words are in it."""
        self.speech = SpeechText(text.text)
        """The same text, to be asked who speaks in it."""
        self.find_words = lru_cache(maxsize=4)(text.find_words)
        """Locates words; several rules ask for the same ones, one after the other."""

    @cached_property
    def normalized(self) -> str:
        """Its words without case, marks and differences of Chinese script, a space at each end."""
        return f" {normalize(self.text.text)} "

    @cached_property
    def sentences(self) -> Sequence[tuple[int, int]]:
        """Start and end of its sentences, in order."""
        return list(self.speech.sentences())

    @cached_property
    def clauses(self) -> Sequence[tuple[int, int]]:
        """Start and end of what stands between its marks, in order."""
        edges = [0, *(match.end() for match in _CLAUSE_EDGE.finditer(self.text.text))]
        return list(pairwise([*edges, len(self.text.text)]))

    def has_words(self, phrase: str) -> bool:
        """Tell whether words are in the text, an ellipsis in them for some that are left out."""
        if has_literally(self.text.text, phrase):
            return True
        at = 0
        for part in re.split(r"…|\.{3}", phrase):
            words = f" {normalize(part)} "
            start = self.normalized.find(words, at) if words.strip() else at
            if start < 0:
                return False
            at = start + len(words) - 1 if words.strip() else at
        return True


def has_literally(text: str, words: str, start: int = 0, end: int | None = None) -> bool:
    """Tell whether whole words are in a part of a text, once at least to the letter.

    Then their normalized form is in that of the text, too, which takes much longer to make.
    """
    at = text.find(words, start, end) if words else -1
    if at < 0:
        return False
    after = text[at + len(words) : at + len(words) + 1]
    return not (
        (is_in_spaced_word(words[0]) and at and text[at - 1].isalnum())
        or (is_in_spaced_word(words[-1]) and after.isalnum())
    )


class SourceTexts(Resource):
    """The texts of an archive's sources, in the given folder or where the sources say."""

    def __init__(self, context: RuleContext) -> None:
        super().__init__(context)
        self._prepared = lru_cache(maxsize=_MAX_PREPARED)(self._prepare)
        self._latest: tuple[Entry, TextFile | None] | None = None
        self._given: dict[tuple[str, str], PreparedText | None] = {}

    def read(self, entry: Entry) -> TextFile | None:
        """Return the text of a source, or None where its path leads out of its folder.

        The latest is kept, since several rules read it one after the other.
        """
        if self._latest is None or self._latest[0] is not entry:
            self._latest = entry, self._read(entry)
        return self._latest[1]

    def prepared(self, event: str, source: str) -> PreparedText | None:
        """Return the text of a source by the ids of event and source; None where there is none."""
        if (event, source) in self._given:
            return self._given[event, source]
        return self._prepared(event, source)

    def give(self, event: str, source: str, text: PreparedText | None) -> None:
        """Set the text of a source, which is then not read; None says that there is none."""
        self._given[event, source] = text

    def _read(self, entry: Entry) -> TextFile | None:
        if not isinstance(entry.record, Source):
            return TextFile()
        try:
            return read_source(entry.record, Path(entry.path).parent, self.context.folder)
        except OutsideError:
            return None

    def _prepare(self, event: str, source: str) -> PreparedText | None:
        entry = self.context.get(Address(event, "sources", source))
        file = self._read(entry) if entry else None
        if file is None or file.text is None:
            return None
        return PreparedText(SourceText(file.text))


class _SourceTextRule(Rule):
    """A rule for the file of a source's text."""

    kinds = ("sources",)

    def check(self, entry: Entry) -> Iterator[Violation]:
        file = self.context.resource(SourceTexts).read(entry)
        if file is not None and isinstance(entry.record, Source):
            yield from self.check_file(entry.record, file)

    def check_file(self, source: Source, file: TextFile) -> Iterator[Violation]:
        """Yield what is wrong with the file of a source's text."""
        raise NotImplementedError


class TextOutsideFolder(Rule):
    """The path of a source's text leads out of the folder of its record."""

    code = "E307"
    title = "The path of the source's text leads out of its folder."
    explanation = (
        "Such a file is not read. Write a path below the folder of the file that says so, "
        'without `..` and not through a link that leads elsewhere. Example: `text = "../a.txt"`.'
    )
    bad = 'sources.wire.text = "../wire.txt"'
    good = 'sources.wire.text = "wire.txt"'
    kinds = ("sources",)

    def check(self, entry: Entry) -> Iterator[Violation]:
        source = entry.record
        if not isinstance(source, Source):
            return
        if self.context.resource(SourceTexts).read(entry) is not None:
            return
        try:
            read_source(source, Path(entry.path).parent, self.context.folder)
        except OutsideError as error:
            # It may be that of the folder of texts, where the record names none.
            template = "‘{path}’ leads out of its folder and is not read; write a path below it"
            yield Violation(gettext(template, path=error), "text")


class UnreadableText(_SourceTextRule):
    """The file of a source's text cannot be read, or is not UTF-8."""

    code = "E308"
    title = "The source's text cannot be read."
    explanation = (
        "Save it as UTF-8 plain text. Without it no excerpt of the source can be checked. "
        "Example: a text in GB 18030."
    )
    bad = 'sources.wire.text = "texts"'
    good = 'sources.wire.text = "wire.txt"'

    def check_file(self, source: Source, file: TextFile) -> Iterator[Violation]:
        if file.problem:
            yield Violation(file.problem, "text")


class ChangedText(_SourceTextRule):
    """The file of a source's text has another SHA-256 than the source has on record."""

    code = "E309"
    title = "The source's text is not the one whose hash is on record."
    explanation = (
        "It has changed since, so its excerpts may rest on other words. Compare it with the "
        "source; where it is right, write its hash as `sha256`. Example: a text whose line ends "
        "an editor has changed."
    )
    bad = """
texts."note.txt" = "abcd"
sessions.forum.sources = ["note"]

[sources.note]
title = "A note"
publisher = "The Wire"
text = "note.txt"
sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
"""
    good = bad.replace("abcd", "abc")

    def check_file(self, source: Source, file: TextFile) -> Iterator[Violation]:
        if file.sha256 and source.sha256 and file.sha256 != source.sha256:
            template = "the text has changed: its SHA-256 is now {sha256}"
            yield Violation(gettext(template, sha256=file.sha256), "sha256")


class MissingText(_SourceTextRule):
    """There is no file where a source says that its text is."""

    code = "W313"
    title = "The file of the source's text is not there."
    explanation = (
        "So no excerpt of the source can be checked. Put the text there, correct the path, which "
        "begins at the folder of the file that says so, or name the folder of the texts with "
        '`--texts`. Example: `text = "texts/gazette.txt"` where that file has another name.'
    )
    bad = 'sources.agency.text = "gone.txt"'
    good = 'sources.agency.text = "agency.txt"'

    def check_file(self, source: Source, file: TextFile) -> Iterator[Violation]:
        if source.text is not None and file == TextFile():
            template = "there is no file ‘{path}’; the text was not checked"
            yield Violation(gettext(template, path=source.text), "text")
