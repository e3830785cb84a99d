"""What the form for a statement begins with: a passage, or a statement that is changed."""

from functools import partial
from typing import TYPE_CHECKING

from summit_tui.app.archive_worker import run_in_thread
from summit_tui.app.authoring import not_written
from summit_tui.app.screens.add_statement import AddStatementScreen
from summit_tui.app.screens.record_form import Writing
from summit_tui.archive import Entry
from summit_tui.attribution.source_sheet import SourceSheet
from summit_tui.attribution.speech import Span, SpeechText, label_at, mode_at
from summit_tui.authoring.destination import writable
from summit_tui.authoring.drafts import StatementDraft, draft_of
from summit_tui.authoring.offers import offers_for
from summit_tui.evidence.excerpts import excerpt_at
from summit_tui.i18n import gettext
from summit_tui.model.fields import Excerpt, Mode
from summit_tui.model.records import Quote
from summit_tui.writing import RefusedError

if TYPE_CHECKING:
    from summit_tui.proposals.passage import ProposedPassage


async def statement_form(
    writing: Writing,
    sheet: SourceSheet,
    speech: SpeechText,
    span: Span,
    proposal: "ProposedPassage | None" = None,
) -> AddStatementScreen | str:
    """Return the form for a passage of a source's text, or a sentence that says why there is none.

    It is filled with what a rule saw, where the passage is a proposal.

    Raises `InterruptedSearchError`.
    """
    source, text = sheet.source, sheet.read.text
    try:
        writable(source.path)
    except RefusedError as error:
        return not_written(error)
    excerpt = await run_in_thread(partial(excerpt_at, text, *span)) if text else None
    if excerpt is None:
        return gettext("The passage cuts a word, or nothing tells it from others.")
    quotes = [statement.entry for statement in sheet.statements]
    mode = proposal.mode if proposal else mode_at(speech, *span)
    draft = _draft(sheet, excerpt, mode, label_at(speech, *span))
    printed = _printed(draft.attribution, proposal)
    offers = await writing.worker.ask_any(
        "offers",
        lambda archive: offers_for(
            archive, source, quotes, speech, span, writing.author.recent, printed
        ),
    )
    return AddStatementScreen(
        writing,
        source.address.event,
        draft,
        offers,
        language=sheet.record.language or "",
        proposal=proposal,
    )


def _draft(sheet: SourceSheet, excerpt: Excerpt, mode: Mode, label: str) -> StatementDraft:
    """Return what the passage alone says of a statement."""
    words = "" if mode == "paraphrase" else excerpt.exact
    language = sheet.record.language or "" if mode == "direct" else ""
    source = sheet.record.id
    return StatementDraft(source, excerpt, mode, words, attribution=label, language=language)


async def change_form(
    writing: Writing,
    sheet: SourceSheet,
    speech: SpeechText,
    entry: Entry,
) -> AddStatementScreen | str:
    """Return the form with a statement of a source, or a sentence that says why there is none.

    Raises `InterruptedSearchError`.
    """
    draft = draft_of(entry.record) if isinstance(entry.record, Quote) else None
    if draft is None:
        return gettext("The form changes statements with a passage; E opens the file.")
    try:
        writable(entry.path)
    except RefusedError as error:
        return not_written(error)
    stops = (stop.passage for stop in sheet.stops if stop.statement.entry is entry)
    passage = next(filter(None, stops), None)
    span = (passage.start, passage.end) if passage else (0, 0)
    quotes = [statement.entry for statement in sheet.statements]
    offers = await writing.worker.ask_any(
        "offers",
        lambda archive: offers_for(
            archive, sheet.source, quotes, speech, span, writing.author.recent
        ),
    )
    language = sheet.record.language or ""
    return AddStatementScreen(
        writing,
        entry.address.event,
        draft,
        offers,
        language=language,
        changed=entry,
    )


def _printed(label: str, proposal: "ProposedPassage | None") -> tuple[str, str]:
    """Return the words that stand for a passage's speaker, and why they do; or nothing."""
    if proposal is not None:
        return ("", "") if proposal.is_pronoun else (proposal.speaker, proposal.seen)
    return (label, gettext("the turn is {label}’s", label=label)) if label else ("", "")
