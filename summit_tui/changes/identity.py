"""Whether two coverages are the same to the byte, so that nothing need be read as records."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from summit_tui.archive.opening import Coverage
from summit_tui.reading import CoverageFile

_PIECE: Final = 1 << 20


def are_identical(old: Coverage, new: Coverage) -> bool:
    """Return whether both consist of the same files with the same bytes in the same places.

    False where anything cannot be read, which whoever reads the records will say.
    """
    if old.problems or new.problems or len(old.files) != len(new.files):
        return False
    pairs = list(zip(old.files, new.files, strict=True))
    if any(
        a.size != b.size or _below(a, old.roots.real) != _below(b, new.roots.real) for a, b in pairs
    ):
        return False
    try:
        return all(_same_bytes(a.path, b.path) for a, b in pairs)
    except OSError:
        return False


def _below(file: CoverageFile, opened: Sequence[Path]) -> Path | None:
    """Return where a file lies below what was opened."""
    return next(
        (file.path.relative_to(one) for one in opened if file.path.is_relative_to(one)), None
    )


def _same_bytes(a: Path, b: Path) -> bool:
    with a.open("rb") as old, b.open("rb") as new:
        while piece := old.read(_PIECE):
            if piece != new.read(_PIECE):
                return False
        return not new.read(1)
