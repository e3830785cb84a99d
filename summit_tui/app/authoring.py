"""What the reader writes into the files of the coverage, and how it is taken back."""

import time
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Final

from summit_tui.app.archive_worker import ArchiveWorker, run_in_thread
from summit_tui.archive import Archive, Entry
from summit_tui.archive.openers import Location
from summit_tui.exits import explain_error
from summit_tui.i18n import gettext
from summit_tui.model.kinds import Address, Kind
from summit_tui.writing import RefusedError

if TYPE_CHECKING:
    from summit_tui.authoring.drafts import StatementDraft
    from summit_tui.authoring.judgement import Plan
    from summit_tui.authoring.revision import Data, Revision

_MOST_RECENT: Final = 9
"""Speakers that are remembered: they are taken by digits."""


class Author:
    """Plans and writes records, and remembers what was written."""

    def __init__(
        self,
        opened: Callable[[], Sequence[Location]],
        worker: ArchiveWorker,
        take_in: Callable[[], Awaitable[None]],
    ) -> None:
        """Write into what is `opened` by then; `take_in` reads again what was written."""
        self._opened = opened
        self._worker = worker
        self._take_in = take_in
        self._written: list[tuple[float, Revision]] = []
        """What can be taken back, each with its time by the monotonic clock, the latest last."""
        self.recent: list[str] = []
        """The ids of the speakers that were taken, the last one first."""

    async def plan(self, event: str, draft: "StatementDraft") -> "Plan":
        """Return where a statement would be written, and what is wrong with it.

        Raises `RefusedError` and `OSError` where nothing can be written, and
        `InterruptedSearchError` where a newer plan has overtaken it.
        """
        from summit_tui.authoring.judgement import plan_record  # most readers write nothing

        def answer(archive: Archive) -> "Plan":
            def is_taken(id: str) -> bool:
                return archive.get(Address(event, "quotes", id)) is not None

            record = draft.record(is_taken)
            texts = self._worker.texts_folder
            return plan_record(archive, self._opened(), event, "quotes", record, texts)

        return await self._worker.ask_any("plan", answer)

    async def plan_change(self, entry: Entry, draft: "StatementDraft") -> "Plan":
        """Return how a statement would be changed; raises as `plan` does."""
        from summit_tui.authoring.drafts import CHANGED
        from summit_tui.authoring.judgement import plan_change

        record = draft.record(lambda _: False)
        fields = {name: record.get(name) for name in CHANGED}
        texts = self._worker.texts_folder
        return await self._worker.ask_any(
            "plan", lambda archive: plan_change(archive, entry, fields, texts)
        )

    async def plan_record(self, event: str, kind: Kind, fields: "Data", words: str) -> "Plan":
        """Return where a record would be written; its id is made of some words of it.

        Raises as `plan` does.
        """
        from summit_tui.authoring.drafts import id_from
        from summit_tui.authoring.judgement import plan_record

        def answer(archive: Archive) -> "Plan":
            def is_taken(id: str) -> bool:
                return archive.get(Address(event, kind, id)) is not None

            record = {"id": id_from(words, "", is_taken), **fields}
            texts = self._worker.texts_folder
            return plan_record(archive, self._opened(), event, kind, record, texts)

        return await self._worker.ask_any("plan", answer)

    async def plan_reading(self, event: str, fields: "Data") -> "Plan":
        """Return where a reading would be written; raises as `plan` does."""
        from summit_tui.authoring.judgement import plan_reading

        texts = self._worker.texts_folder
        return await self._worker.ask_any(
            "plan", lambda archive: plan_reading(archive, self._opened(), event, fields, texts)
        )

    async def write(self, revision: "Revision") -> str:
        """Write a revision and read the files again; return what happened as a sentence.

        Raises `RefusedError` and `OSError` where it was not written.
        """
        await run_in_thread(revision.write)
        self._written.append((time.monotonic(), revision))
        await self._take_in()
        template = "Written to {file}, line {line} · u undoes."
        return gettext(template, file=revision.short_name, line=str(revision.line))

    @property
    def last_change(self) -> float:
        """When the latest of what can be taken back was written, by the monotonic clock; else 0."""
        return self._written[-1][0] if self._written else 0

    async def undo(self) -> str:
        """Take back what was written last; return what happened as a sentence."""
        if not self._written:
            return gettext("Nothing was written that could be taken back.")
        _, revision = self._written[-1]
        try:
            await run_in_thread(revision.undo)
        except (RefusedError, OSError) as error:
            return not_written(error)
        self._written.pop()
        await self._take_in()
        return gettext("Taken back: {file} is as it was.", file=revision.short_name)

    def remember(self, speaker: str) -> None:
        """Put a speaker before all others that were taken."""
        others = [id for id in self.recent if id != speaker]
        self.recent = [speaker, *others][:_MOST_RECENT]


def not_written(error: Exception) -> str:
    """Return why nothing was written, as a sentence."""
    reason = str(error) if isinstance(error, RefusedError) else explain_error(error)
    return gettext("Not written: {reason}", reason=reason)
