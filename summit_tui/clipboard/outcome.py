"""What became of a copy, and the sentence that says so."""

from pathlib import Path
from typing import Final, NamedTuple

from summit_tui.clipboard.tmux import BUFFER_ONLY
from summit_tui.controls import one_line

FILE: Final = "file"
"""The name of the route that leaves the text in the file and nowhere else."""


class Outcome(NamedTuple):
    """What became of one copy; it claims no more than is known."""

    arrived: bool | None
    """Did the text reach what the user asked for?

    True where it was read back or the program that took it returned 0, None where it was sent to
    the terminal, which does not answer, False where no route took it.
    """
    route: str
    """The route that took it, such as `tmux`, `OSC 52`, `xclip` or `file`; two as `tmux, xclip`."""
    path: Path | None
    """The file the text lies in whatever the route; None where it could not be written."""
    failed: tuple[str, ...] = ()
    """What went wrong on the way, in words: everything where no route took the text, otherwise
    only what the user configured."""

    def sentence(self, what: str, characters: int) -> str:
        """Return one sentence for the status line.

        `what` names the form that was copied, such as `text`; `characters` is its length.
        """
        amount = f"{characters:,} character{'' if characters == 1 else 's'} as {what}"
        place = str(self.path)
        why = ", ".join(self.failed)
        but = f"; {why}" if why else ""
        match self.arrived:
            case None:
                said = f"Sent {amount} to the terminal ({self.route}){but}"
            case True if self.route == FILE:
                said = f"Saved {amount} to {place}{but}"
            case True if self.route == BUFFER_ONLY:
                said = f"Copied {amount} to the {self.route}{but}"
            case True:
                said = f"Copied {amount} ({self.route}){but}"
            case False if self.path is None:
                said = f"Could not copy or save {amount}: {why}"
            case False:
                said = f"Could not copy: {why}; saved {amount} to {place}"
        return one_line(said)
