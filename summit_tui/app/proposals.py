"""The proposals of a source's text: which one comes next, and which are wanted no more."""

from summit_tui.app.archive_worker import run_in_thread
from summit_tui.attribution.source_sheet import SourceSheet
from summit_tui.attribution.speech import Span, SpeechText
from summit_tui.i18n import gettext
from summit_tui.paths import state_folder
from summit_tui.proposals.dismissed import Dismissed
from summit_tui.proposals.passage import ProposedPassage
from summit_tui.proposals.review import digest, open_proposals


class Proposals:
    """Goes from one proposal to the next, and dismisses them; none is ever a record."""

    def __init__(self, sheet: SourceSheet, speech: SpeechText) -> None:
        """Propose passages of a text; they are looked for when the first is wanted."""
        self._sheet = sheet
        self._speech = speech
        self._dismissed = Dismissed(state_folder())
        self._waiting: list[ProposedPassage] | None = None

    async def after(self, offset: int) -> ProposedPassage | None:
        """Return the next proposal behind an offset, or the first of all; None without any."""
        if self._waiting is None:
            self._waiting = await run_in_thread(
                lambda: open_proposals(self._sheet, self._speech, self._dismissed)
            )
        behind = (passage for passage in self._waiting if passage.start >= offset)
        return next(behind, next(iter(self._waiting), None))

    def at(self, span: Span | None) -> ProposedPassage | None:
        """Return the proposal that is just this part of the text, or None."""
        waiting = self._waiting or ()
        return next((each for each in waiting if (each.start, each.end) == span), None)

    def position(self, passage: ProposedPassage) -> str:
        """Return the number of a proposal and of all."""
        waiting = self._waiting or []
        number = waiting.index(passage) + 1
        return gettext("{number} of {count}", number=number, count=len(waiting))

    def dismiss(self, passage: ProposedPassage) -> str:
        """Never propose a passage again; return what happened as a sentence."""
        if self._waiting is not None:
            self._waiting.remove(passage)
        if self._dismissed.add(digest(self._sheet, passage)):
            return gettext("Dismissed for good.")
        return gettext("Dismissed until the program ends: that could not be stored.")


def in_words(passage: ProposedPassage) -> str:
    """Return what one can do with a proposed passage, who seems to say it, and what a rule saw."""
    seen, speaker = passage.seen, passage.speaker
    if passage.is_pronoun:
        template = "a adds · x dismisses · who is “{pronoun}”? {seen}"
        return gettext(template, pronoun=speaker, seen=seen)
    if not speaker:
        return gettext("a adds · x dismisses · who says it? {seen}", seen=seen)
    if passage.is_sure:
        return gettext("a adds · x dismisses · “{speaker}”: {seen}", speaker=speaker, seen=seen)
    template = "a adds · x dismisses · “{speaker}”, perhaps: {seen}"
    return gettext(template, speaker=speaker, seen=seen)
