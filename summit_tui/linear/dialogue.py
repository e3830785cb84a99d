"""The conversation itself: lines in, lines out, a screenful at a time, wrapped where it is drawn.

Whatever is said goes out here, and nothing in it steers a terminal.
"""

from collections.abc import Iterator
from typing import Final

from summit_tui.archive import InterruptedSearchError
from summit_tui.canvas import wrapped_lines
from summit_tui.exits import explain_error
from summit_tui.i18n import gettext
from summit_tui.linear.commands import call
from summit_tui.linear.conversation import Answer, Conversation
from summit_tui.model.text import neutralize

PIPE_LINES: Final = 40
"""Lines that are said at once where there is no terminal."""
_KEPT_LINES: Final = 3
"""Lines of a screen that are left for what was typed, the offer of more, and the next prompt."""
_MORE: Final = ("", "more")


class Dialogue:
    """Answers lines with lines."""

    def __init__(self, conversation: Conversation) -> None:
        """Begin a conversation."""
        self.conversation = conversation
        self._rest: Iterator[str] = iter(())
        """What is left of the last answer."""
        self._next: str | None = None
        """The first line of the rest, by which it is known that there is any."""

    def begin(self, size: tuple[int, int] | None = None) -> Iterator[str]:
        """Yield what is said first; `size` as in `answer`."""
        return self._say(call(self.conversation, "start"), size)

    def answer(self, line: str, size: tuple[int, int] | None = None) -> Iterator[str]:
        """Yield the lines of the answer to a line, the last one empty; a part of a long one.

        `size` are the columns and lines of the terminal; None without one, where no line is
        wrapped.
        """
        if line.strip() in _MORE and self._next is not None:
            return self._go_on(size)
        if not line.strip():
            return iter(())
        return self._say(call(self.conversation, line), size)

    def drop(self) -> None:
        """Abandon what was being said."""
        self._rest, self._next = iter(()), None

    def _say(self, answer: Answer, size: tuple[int, int] | None) -> Iterator[str]:
        self._rest = self._lines(answer, size[0] if size else None)
        self._next = next(self._rest, None)
        return self._go_on(size)

    def _go_on(self, size: tuple[int, int] | None) -> Iterator[str]:
        """Yield the next screenful."""
        room = max(1, size[1] - _KEPT_LINES) if size else PIPE_LINES
        while self._next is not None and room:
            line, room = self._next, room - 1
            self._next = next(self._rest, None)
            yield line
        if self._next is not None:
            yield gettext("There is more: press Enter.")
        yield ""

    def _lines(self, answer: Answer, width: int | None) -> Iterator[str]:
        """Yield the lines of an answer as they may leave; what goes wrong is a line, too."""
        try:
            for text in answer:
                for line in neutralize(text).splitlines() or [""]:
                    if width is None:
                        yield line
                    else:
                        yield from wrapped_lines(line, max(10, width - 1))
        except InterruptedSearchError:
            yield gettext("Stopped.")
        except OSError as error:
            yield gettext("That did not work: {reason}.", reason=explain_error(error))
