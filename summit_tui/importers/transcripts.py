"""Transcripts with turns: a source with its text, a session, and who speaks; no statement.

A turn is up to 16,000 characters long and no statement: a person takes statements from the text,
in which the labels stand as they are printed.
"""

import re
from collections import Counter
from typing import Final

from summit_tui.attribution.labels import names_a_chair, names_nobody, without_manner
from summit_tui.attribution.sittings import says_who_speaks
from summit_tui.attribution.titles import has_title
from summit_tui.i18n import gettext
from summit_tui.importers.document import HEAD, Document
from summit_tui.importers.front_matter import split_front_matter
from summit_tui.importers.importer import Imported, ImportOptions
from summit_tui.importers.labelled import labels_of
from summit_tui.importers.transcribed import imported_transcript, is_occasion
from summit_tui.importers.turns import transcript_of

_TURNS_ALONE: Final = 3
"""The turns by which a text without a front matter is a transcript."""
_MARKUP: Final = re.compile(r"\s*<[!?/A-Za-z]")
"""How XML and HTML begin; “<질문>” is the label of a question."""


def recognise(document: Document) -> str | None:
    """Return by what a file is a transcript."""
    if document.is_binary or document.looks_like_json or _MARKUP.match(document.head):
        return None
    front, body = split_front_matter(document.head)
    speech = transcript_of(body[:HEAD], is_markdown=_is_markdown(document, bool(front)))
    speakers = labels_of(speech)
    turns = [
        turn
        for turn in speech.turns
        if says_who_speaks(turn.label) or without_manner(turn.label) in speakers
    ]
    labels = Counter(without_manner(turn.label) for turn in turns)
    # In a text of sections each has a heading of its own: “ANNEX: …”, “NORTH: …”.
    are_said = len(labels) < len(turns) or any(
        names_nobody(each) or names_a_chair(each) or has_title(each) for each in labels
    )
    if front.get("title") and (are_said or is_occasion(front["title"])):
        return gettext("its front matter and its title or turns")
    if len(turns) >= _TURNS_ALONE and len(labels) > 1 and are_said:
        return gettext("the labels of speakers in it")
    return None


def read(document: Document, options: ImportOptions) -> Imported:
    """Return the source, the session and the speakers of a transcript, and its turns."""
    front = split_front_matter(document.text)
    is_markdown = _is_markdown(document, bool(front.fields))
    transcript = transcript_of(front.body, is_markdown=is_markdown)
    return imported_transcript(front, transcript, document.path.stem, options)


def _is_markdown(document: Document, has_front: bool) -> bool:  # noqa: FBT001
    return has_front or document.path.suffix.lower() in (".md", ".markdown")
