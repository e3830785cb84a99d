"""What keys do that write into the files of the coverage."""

import os
from contextlib import suppress
from functools import cached_property, partial
from typing import TYPE_CHECKING

from textual import work
from textual.app import App, SuspendNotSupported

from summit_tui.app.archive_worker import ArchiveWorker, interruptible, run_in_thread
from summit_tui.app.authoring import Author, not_written
from summit_tui.app.loader import Loader
from summit_tui.app.messages import ShowsRecord
from summit_tui.app.screens.browse import Browse
from summit_tui.archive import Entry, InterruptedSearchError
from summit_tui.i18n import gettext
from summit_tui.model.kinds import Address
from summit_tui.writing import RefusedError

if TYPE_CHECKING:
    from summit_tui.app.screens.source_text import SourceTextScreen
    from summit_tui.authoring.revision import Revision


class WritingActions(App[None]):
    """Adding statements, undoing that, and opening files in the user's editor."""

    browse: Browse
    archive_worker: ArchiveWorker
    loader: Loader

    @cached_property
    def author(self) -> Author:
        """What writes into the files that are open, and remembers what was written."""
        return Author(lambda: self.loader.locations, self.archive_worker, self.loader.take_in)

    @work(exclusive=True, group="offers")
    @interruptible
    async def action_add_statement(self) -> None:
        """Ask for what the selected passage does not say, and add it as a statement."""
        from summit_tui.app.screens.source_text import SourceTextScreen
        from summit_tui.app.screens.statement_forms import statement_form

        screen = self.screen
        if not isinstance(screen, SourceTextScreen):
            return
        text = screen.text
        if text.span is None:
            screen.say(gettext("Select the words first: v begins, w ) } go on."))
            return
        form = await statement_form(
            self.archive_worker,
            self.author,
            screen.sheet,
            text.speech,
            text.span,
            screen.proposal,
        )
        if isinstance(form, str):
            screen.say(form)
        elif screen.is_current:
            screen.make_room(has_form=True)
            text.show_offset_at_top(text.span[0])
            self.push_screen(form, partial(self._statement_added, screen))

    @work(exclusive=True, group="offers")
    @interruptible
    async def action_change_statement(self) -> None:
        """Show the statement whose passage is lit in the form, and write what is changed."""
        from summit_tui.app.screens.source_text import SourceTextScreen
        from summit_tui.app.screens.statement_forms import change_form

        screen = self.screen
        if not isinstance(screen, SourceTextScreen):
            return
        form = await change_form(
            self.archive_worker, self.author, screen.sheet, screen.text.speech, screen.entry
        )
        if isinstance(form, str):
            screen.say(form)
        elif screen.is_current:
            screen.make_room(has_form=True)
            self.push_screen(form, partial(self._statement_added, screen))

    async def _statement_added(
        self, text: "SourceTextScreen", answer: tuple[str, Address] | None
    ) -> None:
        text.make_room(has_form=False)
        if answer is not None:
            sentence, address = answer
            await self._show_again(address)
            self._report(sentence)

    @work(exclusive=True, group="writing")
    @interruptible
    async def action_undo_write(self) -> None:
        """Take back what was written last."""
        sentence = await self.author.undo()
        await self._show_again(None)
        self._report(sentence)

    @work(exclusive=True, group="fix")
    @interruptible
    async def action_fix_record(self) -> None:
        """Show what mends the record, where it is certain, and write it if the reader agrees."""
        from summit_tui.app.screens.fix import FixScreen
        from summit_tui.authoring.fixes import fixes
        from summit_tui.lint import lint_record

        entry, texts = self._shown_entry, self.archive_worker.texts_folder
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
        await self._show_again(entry.address)
        self._report(sentence)

    @work(exclusive=True, group="writing")
    @interruptible
    async def action_edit_file(self) -> None:
        """Open the file of the record in the user's editor, then read it again."""
        from summit_tui.app.editor import editor_command, run_editor
        from summit_tui.authoring.destination import writable

        entry = self._shown_entry
        if entry is None:
            return
        try:
            path = writable(entry.path)
            command = editor_command(os.environ, path, entry.line)
        except (RefusedError, ValueError) as error:
            self._say(str(error))
            return
        if command is None:
            self._say(gettext("No editor is set: name one in the environment variable EDITOR."))
            return
        try:
            run_editor(self, command)
        except (OSError, SuspendNotSupported) as error:
            self._say(gettext("The editor cannot be run: {reason}", reason=error))
            return
        self.refresh(layout=True)
        await self.loader.take_in()
        await self._show_again(entry.address)

    @property
    def _shown_entry(self) -> Entry | None:
        screen = self.screen
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

    async def _show_again(self, address: Address | None) -> None:
        """Show the text of a source with the statements that it has by now."""
        from summit_tui.app.screens.source_text import SourceTextScreen
        from summit_tui.app.source_queries import sheet_for

        screen = self.screen
        if not isinstance(screen, SourceTextScreen):
            return
        # Where the files change once more meanwhile, what is shown stays, and `t` shows the rest.
        with suppress(InterruptedSearchError):
            sheet = await sheet_for(self.archive_worker, screen.sheet.source)
            if sheet is not None and sheet.read.text is not None:
                screen.show_sheet(sheet, address or screen.entry.address)
