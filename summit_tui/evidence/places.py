"""Where the texts of sources lie: in a folder of their own, or where each source says."""

from collections.abc import Iterator
from pathlib import Path

from summit_tui.evidence.texts import TextFile, read_text
from summit_tui.records import Source


class OutsideError(ValueError):
    """A path leads out of the folder that it is relative to."""


def text_paths(source: Source, beside: Path, folder: Path | None) -> Iterator[Path]:
    """Yield where a source's text may lie, the first that exists being the right one.

    That is below `folder` under the source's id, else where the source says: relative to `beside`,
    the folder of its file. Raises `OutsideError` where a path is not to be followed.
    """
    if folder is not None:
        yield _inside(folder, f"{source.id}.txt")
    if source.text is not None:
        yield _inside(beside, source.text)


def read_source(source: Source, beside: Path, folder: Path | None) -> TextFile:
    """Read the text of a source; raises `OutsideError` where its path is not to be followed."""
    for path in text_paths(source, beside, folder):
        file = read_text(path)
        if file != TextFile():
            return file
    return TextFile()


def _inside(folder: Path, name: str) -> Path:
    """Return the real path of a file in a folder; raises `OutsideError` if it is elsewhere."""
    try:
        path = (folder / name).resolve()
        is_inside = path.is_relative_to(folder.resolve())
    except (OSError, RuntimeError, ValueError):
        # A loop of links, or a character that no path can have.
        is_inside = False
    if not is_inside:
        raise OutsideError(name)
    return path
