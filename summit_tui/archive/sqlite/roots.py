"""The paths that were opened, apart from how they are spelled.

An index belongs to what is opened and not to how that is written: it names files from numbered
roots on, and whoever opens it puts their own spelling in the place of the numbers.
"""

import os
import re
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from summit_tui.model.problem import Problem
from summit_tui.readers import CoverageFile, coverage_files, shown_path

_SIGN: Final = "\x1f"
"""Around the number of a root: no name or message has it, as control characters are made visible.
"""
_ROOT: Final = re.compile(f"{_SIGN}([0-9]+){_SIGN}({re.escape(os.sep)}?)")


class Roots:
    """The paths that were opened: where they really are, and how the user spells them."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self.real = [_real(path) for path in paths]
        """The same paths, absolute and without links in their parents."""
        # A file's names begin with its parent. What is opened comes first, as it is surely right.
        real = [*self.real, *(path.parent for path in self.real)]
        self._spelled = [shown_path(path) for path in (*paths, *(path.parent for path in paths))]
        self._signs: dict[str, tuple[str, int]] = {}
        """What stands for each root, as it is named, and how much of a name that replaces."""
        for number, root in enumerate(map(shown_path, real)):
            sign = (f"{_SIGN}{number}{_SIGN}", len(root.rstrip(os.sep)))
            self._signs.setdefault(root, sign)

    @property
    def key(self) -> bytes:
        """What is the same for every spelling of the same paths, and for no others."""
        return b"\0".join(map(os.fsencode, self.real))

    @property
    def index_name(self) -> str:
        """Return a name for the index; who shares it finds that it is not fresh."""
        return f"{zlib.crc32(self.key):08x}-{len(self.key):04}"

    def files(self) -> tuple[list[CoverageFile], list[Problem]]:
        """Return what `coverage_files` does, named from numbered roots on."""
        files, problems = coverage_files(self.real)
        return list(map(self._numbered, files)), [
            one._replace(path=self._numbered_path(one.path)) for one in problems
        ]

    def spelled(self, text: str) -> str:
        """Return a name, or a message with names in it, as the user spells the roots."""
        return _ROOT.sub(self._spell, text) if _SIGN in text else text

    def spelled_problem(self, problem: Problem) -> Problem:
        """Return a problem in the user's spelling."""
        path, message = self.spelled(problem.path), self.spelled(problem.message)
        return problem._replace(path=path, message=message)

    def _spell(self, match: re.Match[str]) -> str:
        number, separator = int(match[1]), match[2]
        if number >= len(self._spelled):
            return match[0]
        return _inside(self._spelled[number]) if separator else self._spelled[number]

    def _numbered(self, file: CoverageFile) -> CoverageFile:
        sign, cut = self._signs[file.root]
        name, folder, root = (
            sign + file.name[cut:],
            sign + file.folder[cut:],
            sign + file.root[cut:],
        )
        return CoverageFile(file.path, name, folder, root, file.size, file.mtime_ns)

    def _numbered_path(self, path: str) -> str:
        """Return the path of a problem from the first root on that it lies in."""
        for root, (sign, cut) in self._signs.items():
            if path == root or path.startswith(_inside(root)):
                return sign + path[cut:]
        return path


def _inside(folder: str) -> str:
    """Return how the names of what is in a folder begin; the current one is not named."""
    return "" if folder == "." else folder if folder.endswith(os.sep) else folder + os.sep


def _real(path: Path) -> Path:
    """Return an absolute path without links but a last one, whose name the records may have."""
    try:
        if path.name in ("", ".."):
            return Path(os.path.realpath(path))
        return Path(os.path.realpath(path.parent), path.name)
    except (OSError, ValueError):
        # A NUL character, or the current folder is gone: whoever reads says what is wrong.
        return path
