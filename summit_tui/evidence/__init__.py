"""Where an excerpt stands in its source: found, ambiguous, missing, or no text to look in."""

from summit_tui.evidence.diff import Change, word_diff
from summit_tui.evidence.locate import NO_TEXT, Evidence, Passage, SourceText, Status
from summit_tui.evidence.source_text import (
    OutsideError,
    TextFile,
    read_source,
    read_text,
    text_paths,
)
from summit_tui.evidence.text_fragment import passage_link

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
