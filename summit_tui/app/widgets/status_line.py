"""The status line: one sentence at the left, the place of the cursor at the right."""

from collections.abc import Sequence

from summit_tui.app import sentences
from summit_tui.app.view import Choice
from summit_tui.app.widgets.two_ends import TwoEnds


class StatusLine(TwoEnds):
    """Says what just happened, and knows what to say after that."""

    def __init__(self) -> None:
        super().__init__(least=50, id="status")
        self.complaint: str | None = None
        """What is wrong with the query."""
        self.hint = ""
        """What is left to do, until another list is shown."""
        self.report = ""
        """What was done, until the reader does something; it is not lost to what is counted."""
        self.pace = ""
        """How far the reading of changes has come."""
        self.news = ""
        """What has changed since the last visit."""

    def lasting(self, choices: Sequence[Choice], problems: int) -> str:
        """Return what holds until something happens: of all that could be said, what is urgent."""
        usual = " · ".join(filter(None, (self.news, sentences.problems(problems))))
        kept = sentences.limits(choices) or usual
        reported = " · ".join(filter(None, (self.report, kept)))
        return self.complaint or self.hint or self.pace or reported
