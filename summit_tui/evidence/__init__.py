"""Locates excerpts in the texts of their sources, and links to them."""

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
