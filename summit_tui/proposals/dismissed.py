"""Proposals that the user dismissed for good: digests of their words, a line each.

Every running program appends its line in one write, so none loses that of another.
"""

import os
import re
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Final

from summit_tui.model.kinds import Address
from summit_tui.paths import make_private, open_descriptor

FILE: Final = "dismissed"
"""The file in the state folder."""
_MAX_BYTES: Final = 16_000_000
"""Of a longer file only the end is read: about two hundred thousand lines."""
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")


def digest_of(source: Address, words: str) -> str:
    """Return the SHA-256 by which a passage of a source is known, however its lines break."""
    return sha256(f"{source}\n{' '.join(words.split())}".encode("utf-8", "replace")).hexdigest()


class Dismissed:
    """The passages that are not proposed any more."""

    def __init__(self, folder: Path | None) -> None:
        """Read those of the state folder; with None they are kept in memory."""
        self._path = folder / FILE if folder else None
        self._digests = set(self._stored())

    def has(self, digest: str) -> bool:
        """Return whether a passage was dismissed."""
        return digest in self._digests

    def add(self, digest: str) -> bool:
        """Dismiss a passage, and return whether that is on the disk."""
        self._digests.add(digest)
        if self._path is None:
            return False
        try:
            make_private(self._path.parent)
            flags = os.O_RDWR | os.O_APPEND | os.O_CREAT
            descriptor = open_descriptor(self._path, flags, follow_link=False)
            with os.fdopen(descriptor, "wb", buffering=0) as file:
                # What a full disk cut short must not swallow the line that follows.
                line = f"\n{digest}\n".encode()
                return file.write(line) == len(line)
        except OSError:
            return False

    def _stored(self) -> Iterable[str]:
        """Return the digests of the file; one that cannot be read has none."""
        if self._path is None:
            return []
        try:
            descriptor = open_descriptor(self._path, follow_link=False)
            with os.fdopen(descriptor, "rb") as file:
                file.seek(max(0, os.fstat(descriptor).st_size - _MAX_BYTES))
                text = file.read().decode("ascii", "replace")
        except OSError:
            return []
        return (line for line in text.split("\n") if _DIGEST.fullmatch(line))
