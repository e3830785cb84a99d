"""Starts the program: `summit-tui`, or `python -m summit_tui`."""

import gc
import io
import os
import sys
from pathlib import Path

from summit_tui.commands import COMMANDS
from summit_tui.exits import ended, occupy_streams
from summit_tui.places import cache_folder, exists


def main() -> None:
    """Run the command line.

    Half of a start is imports, and nothing they make is garbage: the collector rests until the
    first picture is on the screen. The frame rate is read once, when Textual is imported.
    """
    gc.disable()
    occupy_streams()
    os.environ.setdefault("TEXTUAL_FPS", "250")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Where the terminal knows no Unicode, a letter is better spelled out than the end.
            stream.reconfigure(errors="backslashreplace")
    sys.exit(ended(_run))


def _run() -> int:
    if _name_paths(sys.argv[1:]):
        # Nearly every start: what reads commands and options is not loaded for it.
        from summit_tui.commands.browser import browse

        browse([Path(word) for word in sys.argv[1:]], cache=cache_folder())
    from summit_tui.cli import run

    return run(sys.argv[1:])


def _name_paths(words: list[str]) -> bool:
    """Say whether the words of a command line can only be paths: all of them are there."""
    if "_SUMMIT_TUI_COMPLETE" in os.environ or (words and words[0] in COMMANDS):
        return False  # a shell asks how a word goes on, or a command is called
    return all(not word.startswith("-") and exists(word) for word in words)


if __name__ == "__main__":
    main()
