"""The paths that were opened, independent of how they are spelled.

An index belongs to what is opened and not to how that is written: it names files by the number of
their root and the path below it, and whoever opens it puts their own spelling of the root in the
place of the number.
"""

import os
import re
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from summit_tui.i18n import Sentence
from summit_tui.model.problem import Problem
from summit_tui.readers import CoverageFile, coverage_files, shown_path

_DELIMITER: Final = "\x1f"
"""Around the number of a root: control characters are escaped in names and messages, so that none
of them has it."""
_ROOT: Final = re.compile(f"{_DELIMITER}([0-9]+){_DELIMITER}({re.escape(os.sep)}?)")


class Roots:
    """The paths that were opened: where they really are, and how the user spells them."""

    def __init__(self, paths: Sequence[Path], spelling: str | None = None) -> None:
        """Take the paths; `spelling` names all of them where they are on another machine."""
        self.real = [_real_path(path) for path in paths]
        """The same paths, absolute and without links in their parents."""
        # The names of a single file begin with its parent. Opened paths come before parents: the
        # user's spelling of them is known for sure.
        roots = [*self.real, *(path.parent for path in self.real)]
        self._spellings = [shown_path(path) for path in (*paths, *(path.parent for path in paths))]
        self._spelling = spelling
        self._placeholders: dict[str, tuple[str, int]] = {}
        """Of each root, as it is shown, its placeholder and how many characters that replaces."""
        for number, root in enumerate(map(shown_path, roots)):
            placeholder = f"{_DELIMITER}{number}{_DELIMITER}"
            self._placeholders.setdefault(root, (placeholder, len(root.rstrip(os.sep))))

    @property
    def key(self) -> bytes:
        """What is the same for every spelling of the same paths, and for no others."""
        return b"\0".join(map(os.fsencode, self.real))

    @property
    def index_name(self) -> str:
        """Return the name of the index; paths whose names collide make each other's stale."""
        return f"{zlib.crc32(self.key):08x}-{len(self.key):04}"

    def files(self, report: Callable[[int], object]) -> tuple[list[CoverageFile], list[Problem]]:
        """Return what `coverage_files` does, with placeholders for the roots."""
        files, problems = coverage_files(self.real, report)
        return list(map(self._replace_root, files)), [
            problem._replace(path=self._replace_root_of_path(problem.path)) for problem in problems
        ]

    def spell(self, text: str) -> str:
        """Return a name, or a message with names in it, with the roots as the user spells them."""
        return _ROOT.sub(self._spell_match, text) if _DELIMITER in text else text

    def spell_problem(self, problem: Problem) -> Problem:
        """Return a problem with the roots as the user spells them."""
        path, sentence = self.spell(problem.path), problem.sentence
        if isinstance(sentence, Sentence):
            return problem._replace(path=path, sentence=sentence.with_texts(self.spell))
        return problem._replace(path=path, sentence=self.spell(sentence))

    def _spell_match(self, match: re.Match[str]) -> str:
        number, separator = int(match[1]), match[2]
        if self._spelling is not None:
            return self._spelling + separator
        if number >= len(self._spellings):
            return match[0]
        return _prefix_inside(self._spellings[number]) if separator else self._spellings[number]

    def _replace_root(self, file: CoverageFile) -> CoverageFile:
        placeholder, cut = self._placeholders[file.root]
        name, folder, root = (
            placeholder + file.name[cut:],
            placeholder + file.folder[cut:],
            placeholder + file.root[cut:],
        )
        return CoverageFile(file.path_text, name, folder, root, file.size, file.mtime_ns)

    def _replace_root_of_path(self, path: str) -> str:
        """Return the path of a problem with a placeholder for the first root that contains it."""
        for root, (placeholder, cut) in self._placeholders.items():
            if path == root or path.startswith(_prefix_inside(root)):
                return placeholder + path[cut:]
        return path


def _prefix_inside(folder: str) -> str:
    """Return the prefix of the names of files in a folder; the current folder is not named."""
    return "" if folder == "." else folder if folder.endswith(os.sep) else folder + os.sep


def _real_path(path: Path) -> Path:
    """Return an absolute path without links but a last one, whose name the records may have."""
    try:
        if path.name in ("", ".."):
            return Path(os.path.realpath(path))
        return Path(os.path.realpath(path.parent), path.name)
    except (OSError, ValueError):
        # A NUL character, or the current folder is gone: whoever reads the path reports it.
        return path
