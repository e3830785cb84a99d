"""How much of a file from elsewhere is read, and how it is refused: by a sentence.

An untrusted file can cost far more than its size, in time and in memory.
"""

import zipfile
import zlib
from io import BytesIO
from lzma import LZMAError
from typing import Final

from summit_tui.i18n import gettext

ZIP_LIMIT: Final = 1 << 28
"""The most bytes that a zip may hold when it is unpacked."""
ZIP_RATIO: Final = 200
"""How many times its packed bytes a large member of a zip may have when it is unpacked."""
SMALL_MEMBER: Final = 1 << 22
"""Bytes up to which the ratio does not matter: a sheet of equal cells packs very well."""
DEPTH_LIMIT: Final = 500
"""The deepest nesting of XML that is read; whoever walks through elements may go down with them."""


_DAMAGED: Final = (
    zipfile.BadZipFile,
    zlib.error,
    LZMAError,
    OSError,  # what bz2 says of its data
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)
"""What the library raises where a zip is not as it says of itself."""


class UnreadableError(Exception):
    """Nothing can be read from a file; its text is a sentence, without the file's name."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line
        """The line counted from 1, or 0 where none is meant."""


class MissingExtraError(UnreadableError):
    """A library is missing; the sentence names the extra that brings it."""

    def __init__(self, extra: str, library: str) -> None:
        super().__init__(
            gettext(
                "cannot be read without {library}; install summit-tui[{extra}]",
                library=library,
                extra=extra,
            )
        )


def open_zip(data: bytes) -> zipfile.ZipFile:
    """Return a zip, none of whose members unpacks to more than is allowed.

    Raises `UnreadableError` for one that does, or is damaged.
    """
    try:
        archive = zipfile.ZipFile(BytesIO(data))
        _check_members(archive, len(data))
    except _DAMAGED as error:
        raise UnreadableError(gettext("is damaged, or no whole zip file")) from error
    return archive


def _check_members(archive: zipfile.ZipFile, packed: int) -> None:
    """Refuse what unpacks to too much, by what the members say of themselves and by trying it."""
    members = archive.infolist()
    total = sum(member.file_size for member in members)
    is_bomb = any(
        member.file_size > SMALL_MEMBER and member.file_size > ZIP_RATIO * member.compress_size
        for member in members
    )
    if total > ZIP_LIMIT or is_bomb:
        raise UnreadableError(
            gettext(
                "unpacks from {packed} to {total} bytes, which is too much to be read",
                packed=f"{packed:,}",
                total=f"{total:,}",
            )
        )
    # What is longer than it says of itself does not have the sum that it says it has.
    if archive.testzip() is not None:
        raise zipfile.BadZipFile
