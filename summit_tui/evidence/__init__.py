"""Where an excerpt stands in its source: found, ambiguous, missing, or no text to look in."""

from summit_tui.evidence.difference import Change, word_diff
from summit_tui.evidence.finding import NO_TEXT, Evidence, Passage, SourceText, Status
from summit_tui.evidence.links import passage_link
from summit_tui.evidence.places import OutsideError, read_source, text_paths
from summit_tui.evidence.texts import TextFile, read_text

__all__ = [
    "NO_TEXT",
    "Change",
    "Evidence",
    "OutsideError",
    "Passage",
    "SourceText",
    "Status",
    "TextFile",
    "passage_link",
    "read_source",
    "read_text",
    "text_paths",
    "word_diff",
]
