"""The commands about records: compare, evidence, copy, mark and export."""

import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path, PurePath

from summit_tui.archive import Entry
from summit_tui.attribution.attribution import attribution
from summit_tui.attribution.collation import REMARK, Witness, collations, label_of_field
from summit_tui.attribution.names import language_in_words
from summit_tui.attribution.source_sheet import ReadText, evidence_of, evidence_sentence
from summit_tui.clipboard.delivery import copy_now
from summit_tui.evidence.locate import Passage
from summit_tui.exits import explain_error
from summit_tui.formats import FORMS, render
from summit_tui.formats.export import export, proposed_name
from summit_tui.i18n import INTERFACE, gettext, ngettext
from summit_tui.linear.conversation import Answer, Conversation
from summit_tui.linear.lines import numbered, title_of
from summit_tui.linear.showing import follow
from summit_tui.model.dates import in_words
from summit_tui.model.kinds import Address
from summit_tui.model.records import Quote, Source
from summit_tui.model.text import one_line
from summit_tui.paths import state_folder, typed_path

_AROUND = 400
"""Characters of a source's text that are shown on each side of a passage, at most."""


def record_or_row(conversation: Conversation, number: str) -> Entry | None:
    """Return the row of a number, or without one the open record."""
    return conversation.at(int(number)) if number else conversation.entry


def no_record(number: str) -> str:
    """Return that there is no record to do something with."""
    if number:
        return gettext("There is no row {number} in the list.", number=number)
    return gettext("No record is open; say the number of a row behind the command.")


def compare(conversation: Conversation, number: str) -> Answer:
    """Say what each source prints of a record, or how each tells its remark; a number opens one."""
    entry = record_or_row(conversation, number)
    if entry is None:
        yield no_record(number)
        return
    parts = list(collations(entry))
    witnesses = [witness for part in parts for witness in part.witnesses]
    if not witnesses:
        yield gettext("There is nothing to compare: one source alone has this.")
        return
    conversation.offer([partial(follow, conversation, witness.address) for witness in witnesses])
    first = 1
    for part in parts:
        label = label_of_field(entry.address.kind, part.label) or part.label.capitalize()
        label = gettext("Remark") if part.label == REMARK else label
        yield gettext("{field}, {sources}.", field=label, sources=part.summary)
        yield from numbered(map(_witness_line, part.witnesses), first)
        first += len(part.witnesses)


def _witness_line(witness: Witness) -> str:
    """Return what a source has: which it is, how it has it, and the words."""
    source = witness.source
    how = (
        source.publisher or source.title,
        in_words(source.published) if source.published else gettext("not dated"),
        witness.statement and attribution(witness.statement).mode_in_words,
        witness.capacity,
        witness.language and language_in_words(witness.language),
    )
    return gettext(
        "{source}: {text}", source=INTERFACE.clauses(filter(None, how)), text=witness.text
    )


def show_evidence(conversation: Conversation, number: str) -> Answer:
    """Say where a statement stands in its source's text, with the words around it.

    Of a source the whole text is shown.
    """
    entry = record_or_row(conversation, number)
    if entry is None:
        yield no_record(number)
    elif isinstance(entry.record, Source):
        yield from _whole_text(conversation.texts.read(entry))
    elif isinstance(entry.record, Quote):
        yield from _evidence(conversation, entry, entry.record)
    else:
        yield gettext("Only a statement or a source has a text to show.")


def _whole_text(read: ReadText) -> Answer:
    if read.text is None:
        yield _no_text(read)
        return
    lines = [line for line in read.text.text.splitlines() if line.strip()]
    yield ngettext("{number} paragraph of text.", "{number} paragraphs of text.", len(lines))
    yield from lines


def _no_text(read: ReadText) -> str:
    if read.file.problem:
        return gettext("There is no text to show: {problem}.", problem=read.file.problem)
    return gettext("There is no text of the source; --texts DIR says where the texts lie.")


def _evidence(conversation: Conversation, entry: Entry, quote: Quote) -> Answer:
    gathered = conversation.examiner.gather(entry)
    source = gathered.get(Address(entry.address.event, "sources", quote.source))
    read = conversation.texts.read(source) if source else None
    record = source.record if source and isinstance(source.record, Source) else None
    yield gettext("Evidence: {evidence}.", evidence=evidence_sentence(quote, record, read))
    if read is None or read.text is None:
        return
    if notes := conversation.examiner.examine(entry, read.text, gathered).notes():
        yield gettext("Beside the text: {notes}.", notes=INTERFACE.clauses(notes))
    evidence = evidence_of(quote, read.text)
    passages = evidence.passages if evidence else ()
    for passage in passages:
        yield from _passage(read.text.text, passage)
    if evidence and not passages and (nearest := evidence.nearest):
        yield gettext("Nothing else is as near as this, which may be about something else:")
        yield from _passage(read.text.text, nearest)


def _passage(text: str, passage: Passage) -> Answer:
    """Say the words of a passage, and those before and behind it."""
    yield gettext("Passage: {text}", text=one_line(text[passage.start : passage.end]))
    start, end = max(0, passage.start - _AROUND), passage.end + _AROUND
    before, behind = text[start : passage.start], text[passage.end : end]
    if start:
        before = before.partition(" ")[2] or before
    if end < len(text):
        behind = behind.rpartition(" ")[0] or behind
    if before.strip():
        yield gettext("Before it: {text}", text=one_line(before))
    if behind.strip():
        yield gettext("Behind it: {text}", text=one_line(behind))


def copy(conversation: Conversation, number: str, form: str) -> Answer:
    """Copy a record in a form, or with `marks` all that are marked, and say where it went."""
    entries: list[Entry]
    if number == "marks":
        marked = conversation.bookmarks.entries(conversation.archive)
        entries = [entry for _, entry in marked if entry is not None]
    else:
        entries = [entry] if (entry := record_or_row(conversation, number)) else []
    if not entries:
        yield gettext("Nothing is marked.") if number == "marks" else no_record(number)
        return
    try:
        text = "".join(render(form or "text", entries)).rstrip("\r\n")
    except ValueError as error:
        yield str(error)
        return
    if not text:
        yield gettext("There is nothing to copy in this form.")
        return
    folder = conversation.state or state_folder()
    outcome = copy_now(
        text, settings=conversation.config.clipboard, environ=os.environ, folder=folder
    )
    yield gettext("{outcome}.", outcome=outcome.sentence(form or "text", len(text)))


def mark_records(conversation: Conversation, numbers: str, *, removes: bool = False) -> Answer:
    """Mark the open record or rows, or remove their marks; say how many are marked now."""
    named = numbers.split() or [""]
    entries = [record_or_row(conversation, number) for number in named]
    for number, entry in zip(named, entries, strict=True):
        if entry is None:
            yield no_record(number)
            return
    change = conversation.bookmarks.unmark if removes else conversation.bookmarks.mark
    records = [entry for entry in entries if entry]
    change(entry.address for entry in records)
    yield _marks_sentence(records, len(conversation.bookmarks), removes=removes)
    if conversation.state and not conversation.bookmarks.is_saved:
        yield gettext("The marks could not be written to disk; they last until the end.")


def _marks_sentence(records: Sequence[Entry], marks: int, *, removes: bool) -> str:
    """Return which record got or lost its mark, or how many did, and how many marks there are."""
    if len(records) == 1:
        template = (
            "Unmarked, {marks} in all: {record}" if removes else "Marked, {marks} in all: {record}"
        )
        return gettext(template, marks=marks, record=title_of(records[0]))
    if removes:
        return ngettext(
            "Unmarked {number} record, {marks} in all.",
            "Unmarked {number} records, {marks} in all.",
            len(records),
            marks=marks,
        )
    return ngettext(
        "Marked {number} record, {marks} in all.",
        "Marked {number} records, {marks} in all.",
        len(records),
        marks=marks,
    )


def export_list(conversation: Conversation, name: str, form: str) -> Answer:
    """Write the list that was shown last to a file, in a form that follows from its name."""
    if not name:
        example = proposed_name(
            "markdown", conversation.listing.query.text or conversation.listing.kind
        )
        yield gettext("Name a file, such as: export {name}", name=example)
        return
    suffix = PurePath(name).suffix.lower()
    form = form or next((each.name for each in FORMS.values() if each.suffix == suffix), "text")
    try:
        path = typed_path(name)
        result = export(path, form, conversation.listed())
    except (OSError, ValueError) as error:
        reason = explain_error(error, Path(name))
        yield gettext("Nothing is written: {reason}.", reason=reason)
        return
    if result.records:
        yield gettext("{outcome}.", outcome=result.in_words(form, path))
    else:
        yield gettext("Nothing is written: the list has nothing for this form.")
