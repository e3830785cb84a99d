"""The proposals of a source that still wait for a person: those of rules and those of imports."""

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from summit_tui.attribution.source_sheet import SourceSheet
from summit_tui.attribution.speech import SpeechText, mode_at
from summit_tui.evidence.locate import Status
from summit_tui.model.fields import Excerpt
from summit_tui.paths import PROPOSALS, open_descriptor
from summit_tui.proposals.dismissed import Dismissed, digest_of
from summit_tui.proposals.engine import proposed_passages
from summit_tui.proposals.passage import ProposedPassage, Spans

_MAX_BYTES: Final = 50_000_000
"""Of a longer file of imported passages only the beginning is read."""
_LEVELS: Final = 3
"""Folders above the source's file in which imports may have left passages."""


def open_proposals(
    sheet: SourceSheet, speech: SpeechText, dismissed: Dismissed
) -> list[ProposedPassage]:
    """Return the proposals of a source in reading order.

    Without those that were dismissed, and those that a statement rests on already.
    """
    taken = Spans(
        (passage.start, passage.end)
        for statement in sheet.statements
        for passage in statement.passages
    )
    waiting = []
    for passage in [*_imported(sheet, speech), *proposed_passages(speech)]:
        if taken.overlap(passage.start, passage.end):
            continue
        taken.add(passage.start, passage.end)
        if not dismissed.has(digest(sheet, passage)):
            waiting.append(passage)
    return sorted(waiting, key=lambda passage: passage.start)


def digest(sheet: SourceSheet, passage: ProposedPassage) -> str:
    """Return the SHA-256 by which a proposal is dismissed."""
    return digest_of(sheet.source.address, sheet.text[passage.start : passage.end])


def _imported(sheet: SourceSheet, speech: SpeechText) -> Iterator[ProposedPassage]:
    """Yield the passages that imports brought of this source and that stand in its text once."""
    text = sheet.read.text
    if text is None:
        return
    for values in _drafts(Path(sheet.source.path).resolve().parents[:_LEVELS]):
        source, excerpt = _text(values.get("source")), values.get("excerpt")
        is_here = source is not None and source in (sheet.record.id, sheet.record.url)
        if not is_here or not isinstance(excerpt, dict):
            continue
        words = {name: _text(excerpt.get(name)) for name in ("exact", "prefix", "suffix")}
        if words["exact"] is None:
            continue
        evidence = text.find(
            Excerpt(exact=words["exact"], prefix=words["prefix"], suffix=words["suffix"])
        )
        if evidence.status is Status.FOUND and len(evidence.passages) == 1:
            span = evidence.passages[0].start, evidence.passages[0].end
            speaker = _text(values.get("speaker")) or ""
            yield ProposedPassage("imported", *span, mode_at(speech, *span), speaker)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _drafts(folders: Iterable[Path]) -> Iterator[dict[str, Any]]:
    """Yield the values of passages that imports have left; a line that is none is skipped.

    `Any`: anybody may have written there.
    """
    for folder in folders:
        for path in sorted((folder / PROPOSALS).glob("*.jsonl")):
            try:
                with os.fdopen(open_descriptor(path, follow_link=False), "rb") as file:
                    lines = file.read(_MAX_BYTES).decode("utf-8", "replace").split("\n")
            except OSError:
                continue
            for line in lines:
                with suppress(ValueError, RecursionError):
                    values = json.loads(line)
                    if isinstance(values, dict):
                        yield values
