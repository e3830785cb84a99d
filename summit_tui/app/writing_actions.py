"""What keys do that write into the files of the coverage."""

import os
from contextlib import suppress
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from textual import work
from textual.app import SuspendNotSupported

from summit_tui.app.archive_worker import ArchiveWorker, interruptible, run_in_thread
from summit_tui.app.authoring import Author, not_written
from summit_tui.app.held_keys import KeyHolder, holding_keys
from summit_tui.app.links import view_of
from summit_tui.app.loader import Loader
from summit_tui.app.messages import ShowsRecord
from summit_tui.app.screens.browse import Browse
from summit_tui.app.widgets.painting import RoomErrors
from summit_tui.archive import Entry, InterruptedSearchError
from summit_tui.i18n import gettext
from summit_tui.model.kinds import Address
from summit_tui.writing import RefusedError

if TYPE_CHECKING:
    from textual.screen import Screen

    from summit_tui.app.screens.add_record import FirstOffers
    from summit_tui.app.screens.record_form import Answer
    from summit_tui.app.screens.source_text import SourceTextScreen
    from summit_tui.authoring.revision import Revision


class WritingActions(KeyHolder, RoomErrors):
    """Adding statements, undoing that, and opening files in the user's editor."""

    browse: Browse
    archive_worker: ArchiveWorker
    loader: Loader

    @cached_property
    def author(self) -> Author:
        """What writes into the files that are open, and remembers what was written."""
        return Author(lambda: self.loader.locations, self.archive_worker, self.loader.take_in)

    def say_missing_room(self, sentence: str) -> None:
        """Say that a key needs a room that is not installed."""
        self._say(sentence)

    @holding_keys
    @work(exclusive=True, group="offers")
    @interruptible
    async def action_add_statement(self) -> None:
        """Ask for what the selected passage does not say, and add it as a statement."""
        from summit_tui.app.screens.record_form import Writing
        from summit_tui.app.screens.source_text import SourceTextScreen
        from summit_tui.app.screens.statement_forms import statement_form

        screen = self.screen
        if not isinstance(screen, SourceTextScreen):
            return
        text = screen.text
        if text.span is None:
            screen.say(gettext("Select the words first: v begins, w ) } go on."))
            return
        writing = Writing(self.archive_worker, self.author, partial(self._show_again, screen))
        form = await statement_form(writing, screen.sheet, text.speech, text.span, screen.proposal)
        if isinstance(form, str):
            screen.say(form)
        elif screen.is_current:
            screen.make_room(has_form=True)
            text.show_offset_at_top(text.span[0])
            await self.push_screen(form, partial(self._form_beside_left, screen))

    @holding_keys
    @work(exclusive=True, group="offers")
    @interruptible
    async def action_change_statement(self) -> None:
        """Show the statement whose passage is lit in the form, and write what is changed."""
        from summit_tui.app.screens.record_form import Writing
        from summit_tui.app.screens.source_text import SourceTextScreen
        from summit_tui.app.screens.statement_forms import change_form

        screen = self.screen
        if not isinstance(screen, SourceTextScreen):
            return
        writing = Writing(self.archive_worker, self.author, partial(self._show_again, screen))
        form = await change_form(writing, screen.sheet, screen.text.speech, screen.entry)
        if isinstance(form, str):
            screen.say(form)
        elif screen.is_current:
            screen.make_room(has_form=True)
            await self.push_screen(form, partial(self._form_beside_left, screen))

    @holding_keys
    @work(exclusive=True, group="offers")
    @interruptible
    async def action_add_record(self) -> None:
        """Ask for a speaker or a source, whichever the pane lists, and add it."""
        from summit_tui.app.screens.add_record import AddSourceScreen, AddSpeakerScreen
        from summit_tui.app.screens.record_form import Writing

        forms = {"speakers": AddSpeakerScreen, "sources": AddSourceScreen}
        form = forms.get(self.browse.view.pane)
        if form is None:
            template = "a adds a speaker or a source where they are listed; a statement, in a text."
            self._say(gettext(template))
            return
        entry = await self.browse.entry_to_come()
        events = [event.id for event in self.browse.search.info.events]
        event = entry.address.event if entry else events[0] if len(events) == 1 else ""
        if offered := await self._may_add(event, entry):
            writing = Writing(self.archive_worker, self.author, self._show_added)
            await self.push_screen(form(writing, event, offered.sources), self._form_left)

    @holding_keys
    @work(exclusive=True, group="offers")
    @interruptible
    async def action_add_reading(self) -> None:
        """Ask for what a source prints of a field of the record, and add it."""
        from summit_tui.app.screens.add_record import AddReadingScreen
        from summit_tui.app.screens.record_form import Writing

        entry = await self.browse.entry_to_come()
        if entry is None:
            self._say(gettext("There is no record here of which a source prints anything."))
        elif offered := await self._may_add(entry.address.event, entry):
            writing = Writing(self.archive_worker, self.author, self._show_added)
            form = AddReadingScreen(writing, entry, offered.sources)
            await self.push_screen(form, self._form_left)

    async def _may_add(self, event: str, entry: Entry | None) -> "FirstOffers | None":
        """Return what is offered for a new record of an event; say why there may be none."""
        from summit_tui.app.screens.add_record import first_offers
        from summit_tui.authoring.destination import writable

        offered = await self.archive_worker.ask_any(
            "offers", lambda archive: first_offers(archive, event, entry)
        )
        if offered is None:
            self._say(gettext("Of which event? Go to one of its records first."))
            return None
        try:
            writable(offered.path)
        except RefusedError as error:
            self._say(not_written(error))
            return None
        return offered if self.screen is self.browse else None

    async def _show_added(self, address: Address | None) -> None:
        if address is not None and address != (self.browse.entry and self.browse.entry.address):
            self.browse.navigator.show(view_of(address))

    def _form_beside_left(self, text: "SourceTextScreen", answer: "Answer | None") -> None:
        text.make_room(has_form=False)
        self._form_left(answer)

    def _form_left(self, answer: "Answer | None") -> None:
        if answer is not None:
            self._report(answer[0])

    @holding_keys
    @work(exclusive=True, group="writing")
    @interruptible
    async def action_undo_write(self) -> None:
        """Take back what was written last."""
        sentence = await self.author.undo()
        await self._show_again(self.screen, None)
        self._report(sentence)

    @holding_keys
    @work(exclusive=True, group="fix")
    @interruptible
    async def action_fix_record(self) -> None:
        """Show what mends the record, where it is certain, and write it if the reader agrees."""
        from summit_tui.app.screens.fix import FixScreen
        from summit_tui.authoring.fixes import fixes
        from summit_tui.lint import lint_record

        entry, texts = await self._shown_entry(), self.archive_worker.texts_folder
        if entry is None:
            return
        fix = await self.archive_worker.ask(
            "fix", lambda archive: next(fixes(lint_record(archive, entry, texts=texts)), None)
        )
        if fix is None:
            self._say(gettext("check knows nothing that is certain to mend this record."))
            return
        try:
            revision = await run_in_thread(fix.revision)
        except (RefusedError, OSError) as error:
            self._say(not_written(error))
            return
        await self.push_screen(FixScreen(fix, revision), partial(self._fix_agreed, entry))

    async def _fix_agreed(self, entry: Entry, revision: "Revision | None") -> None:
        if revision is None:
            return
        try:
            sentence = await self.author.write(revision)
        except (RefusedError, OSError) as error:
            sentence = not_written(error)
        await self._show_again(self.screen, entry.address)
        self._report(sentence)

    @holding_keys
    @work(exclusive=True, group="writing")
    @interruptible
    async def action_edit_file(self) -> None:
        """Open the file of the record in the user's editor, then read it again."""
        from summit_tui.app.editor import editor_command, run_editor
        from summit_tui.authoring.destination import writable

        entry = await self._shown_entry()
        if entry is None:
            return
        try:
            path = writable(entry.path)
            command = editor_command(os.environ, path, entry.line)
        except (RefusedError, ValueError) as error:
            self._say(gettext("Not opened: {reason}", reason=error))
            return
        if command is None:
            self._say(gettext("No editor is set: name one in the environment variable EDITOR."))
            return
        try:
            code = run_editor(self, command)
        except (OSError, SuspendNotSupported) as error:
            self._say(gettext("The editor cannot be run: {reason}", reason=error))
            return
        self.refresh(layout=True)
        await self.loader.take_in()
        await self._show_again(self.screen, entry.address)
        if code:
            template = "The editor {name} ended with {code}."
            self._report(gettext(template, name=command[0], code=code))

    async def _shown_entry(self) -> Entry | None:
        screen = self.screen
        if screen is self.browse:
            return await self.browse.entry_to_come()
        return screen.entry if isinstance(screen, ShowsRecord) else self.browse.entry

    def _say(self, sentence: str) -> None:
        screen = self.screen
        (screen if isinstance(screen, ShowsRecord) else self.browse).say(sentence)

    def _report(self, sentence: str) -> None:
        """Say what was done until the reader does something else."""
        if self.screen is self.browse:
            self.browse.status.report(sentence)
        else:
            self._say(sentence)

    async def _show_again(self, screen: "Screen[Any]", address: Address | None) -> None:
        """Show the text of a source with the statements that it has by now."""
        from summit_tui.app.screens.source_text import SourceTextScreen
        from summit_tui.app.source_queries import sheet_for

        if not isinstance(screen, SourceTextScreen):
            return
        # Where the files change once more meanwhile, what is shown stays, and `t` shows the rest.
        with suppress(InterruptedSearchError):
            sheet = await sheet_for(self.archive_worker, screen.sheet.source)
            if sheet is not None and sheet.read.text is not None:
                screen.show_sheet(sheet, address or screen.entry.address)
