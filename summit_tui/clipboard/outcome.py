"""The outcome of a copy, and the sentence that reports it."""

import os
import stat
from pathlib import Path
from typing import Final

from summit_tui.clipboard.routes import BUFFER_ONLY
from summit_tui.i18n import INTERFACE, ngettext
from summit_tui.model.text import one_line
from summit_tui.model.value import Value, immutable
from summit_tui.writing import replace_file

FILE: Final = "file"
"""The name of the route that saves the text in the file and nowhere else."""


@immutable()
class Outcome(Value):
    """The outcome of a copy; it claims no more than is known."""

    arrived: bool | None
    """Whether the text reached the clipboard.

    True where it was read back or the program that took it returned 0, None where it was sent to
    the terminal, which does not answer, False where no route took it.
    """
    route: str
    """The route that took it, such as `tmux`, `OSC 52`, `xclip` or `file`; two as `tmux, xclip`."""
    path: Path | None
    """The file that has the text whatever the route; None where it could not be written."""
    failures: tuple[str, ...] = ()
    """Why routes failed, in words: all of them where no route took the text, otherwise only what
    the user configured."""

    def sentence(self, form: str, characters: int) -> str:
        """Return a sentence for the status line.

        `form` names the form that was copied, such as `text`; `characters` is its length.
        """
        sentence = self._sentence(form, characters)
        if self.failures and self.arrived is not False:
            sentence = INTERFACE.groups((sentence, *self.failures))
        return one_line(sentence)

    def _sentence(self, form: str, characters: int) -> str:
        """Return the sentence; where no route took the text it has the reasons."""
        route, path, reasons = self.route, self.path, INTERFACE.items(self.failures)
        match self.arrived:
            case None:
                return ngettext(
                    "Sent {number} character as {form} to the terminal ({route})",
                    "Sent {number} characters as {form} to the terminal ({route})",
                    characters,
                    form=form,
                    route=route,
                )
            case True if route == FILE:
                return ngettext(
                    "Saved {number} character as {form} to {path}",
                    "Saved {number} characters as {form} to {path}",
                    characters,
                    form=form,
                    path=path,
                )
            case True if route == BUFFER_ONLY:
                return ngettext(
                    "Copied {number} character as {form} to the {route}",
                    "Copied {number} characters as {form} to the {route}",
                    characters,
                    form=form,
                    route=route,
                )
            case True:
                return ngettext(
                    "Copied {number} character as {form} ({route})",
                    "Copied {number} characters as {form} ({route})",
                    characters,
                    form=form,
                    route=route,
                )
        return self._failure(form, characters, reasons)

    def _failure(self, form: str, characters: int, reasons: str) -> str:
        """Return the sentence where no route took the text."""
        if self.path is None:
            return ngettext(
                "Could not copy or save {number} character as {form}: {reasons}",
                "Could not copy or save {number} characters as {form}: {reasons}",
                characters,
                form=form,
                reasons=reasons,
            )
        return ngettext(
            "Could not copy: {reasons}; saved {number} character as {form} to {path}",
            "Could not copy: {reasons}; saved {number} characters as {form} to {path}",
            characters,
            form=form,
            path=self.path,
            reasons=reasons,
        )


def last_copy_path(folder: Path) -> Path:
    """Return the path of the last copy in the state folder, whether or not it exists."""
    return folder / "last-copy"


def save_last_copy(folder: Path, data: bytes) -> Path:
    """Write the last copy and return its path; the former stays whole until the new one is.

    The folder is made for the user alone (0700), the file likewise (0600). Raises `OSError` where
    that fails, as where the folder is a link or belongs to someone else.
    """
    _make_private(folder)
    with replace_file(last_copy_path(folder), 0o600) as file:
        file.write(data)
    return last_copy_path(folder)


def _make_private(folder: Path) -> None:
    """Make the folder, or take the permissions of all others from the one that exists."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    status = folder.lstat()
    if not stat.S_ISDIR(status.st_mode):
        raise NotADirectoryError(folder)
    if hasattr(os, "geteuid") and status.st_uid != os.geteuid():
        raise PermissionError(folder)
    if status.st_mode & 0o077:
        folder.chmod(0o700)
