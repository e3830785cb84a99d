"""Reads the text of a source from its file, whatever that file turns out to be."""

import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from summit_tui.i18n import gettext, gettext_noop
from summit_tui.model.records import Source
from summit_tui.paths import reason_of

NO_TEXT: Final = gettext_noop("no text of the source")
"""The evidence for a statement where there is no text to search."""

NO_EXCERPT: Final = gettext_noop("no excerpt says where it stands in the source")
"""The evidence for a statement where there is nothing to search for."""

MAX_BYTES: Final = 64 * 1024 * 1024
"""The size of the largest text that is read."""


@dataclass(frozen=True, slots=True)
class TextFile:
    """The content of a text's file."""

    text: str | None = None
    """The text without byte order mark; None where there is no file or it cannot be read."""
    sha256: str | None = None
    """The SHA-256 of the file's bytes, in hexadecimal, where they could be read."""
    problem: str | None = None
    """What is wrong with the file, as a sentence; None where there is no file."""


def read_text(path: Path) -> TextFile:
    """Read a text in UTF-8; nothing that may be wrong with the file raises an error."""
    try:
        status = path.stat()
        # A pipe or a device would keep the reader waiting without end.
        if not stat.S_ISREG(status.st_mode):
            return TextFile(problem=gettext("the text is not a file"))
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        return TextFile()
    except (OSError, ValueError) as error:
        template = "the text cannot be read: {reason}"
        return TextFile(problem=gettext(template, reason=reason_of(error)))
    if len(content) > MAX_BYTES:
        template = "the text is larger than {size} MB"
        return TextFile(problem=gettext(template, size=MAX_BYTES // 1024**2))
    from hashlib import sha256  # loads OpenSSL; many a coverage comes without texts

    digest = sha256(content).hexdigest()
    try:
        return TextFile(content.decode("utf-8-sig"), digest)
    except UnicodeDecodeError as error:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            return TextFile(None, digest, gettext("the text is UTF-16; save it as UTF-8"))
        line = content.count(b"\n", 0, error.start) + 1
        template = "the text is not UTF-8 in line {line}; save it as UTF-8"
        return TextFile(None, digest, gettext(template, line=str(line)))


class OutsideError(ValueError):
    """A path leads out of the folder that it is relative to."""


def text_paths(source: Source, beside: Path, folder: Path | None) -> Iterator[Path]:
    """Yield the paths at which a source's text may be; the first that exists is the right one.

    That is the source's id in `folder`, else the path in its record, relative to `beside`, the
    folder of its file. Raises `OutsideError` where a path leads out of its folder.
    """
    if folder is not None:
        yield _inside(folder, f"{source.id}.txt")
    if source.text is not None:
        yield _inside(beside, source.text)


def read_source(source: Source, beside: Path, folder: Path | None) -> TextFile:
    """Read the text of a source; raises `OutsideError` where its path leads out of its folder."""
    for path in text_paths(source, beside, folder):
        file = read_text(path)
        if file != TextFile():
            return file
    return TextFile()


def _inside(folder: Path, name: str) -> Path:
    """Return the path of a file in a folder; raises `OutsideError` if it is elsewhere."""
    path = folder / name
    try:
        # A file beside the others, and no link: most are, and to follow every folder takes longer.
        if path.parent == folder and stat.S_ISREG(path.lstat().st_mode):
            return path
    except (OSError, ValueError):
        pass  # what is not there may be elsewhere all the same
    try:
        path = path.resolve()
        is_inside = path.is_relative_to(folder.resolve())
    except (OSError, RuntimeError, ValueError):
        # A loop of links, or a character that no path can have.
        is_inside = False
    if not is_inside:
        raise OutsideError(name)
    return path
