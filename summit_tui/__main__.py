"""Starts the program: `summit-tui`, or `python -m summit_tui`."""

# Only what Python has loaded by itself: a Ctrl-C that comes during the other imports is heard.
import gc
import io
import os
import sys


def main() -> None:
    """Run the command line, and exit with a code of `exits.Exit`."""
    try:
        from summit_tui.exits import exit_code_of

        code = exit_code_of(_run)
    except KeyboardInterrupt:
        code = 130  # `Exit.INTERRUPTED`, which may not be there yet
    sys.exit(code)


def _run() -> int:
    """Start what the command line asks for.

    Half of a start is imports, and nothing they make is garbage: the collector rests until the
    first picture is on the screen. The frame rate is read once, when Textual is imported.
    """
    from summit_tui.exits import occupy_streams

    gc.disable()
    occupy_streams()
    os.environ.setdefault("TEXTUAL_FPS", "250")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Where the terminal knows no Unicode, a letter is better spelled out than the end.
            stream.reconfigure(errors="backslashreplace")
    if _name_paths(sys.argv[1:]):
        # Nearly every start: what reads commands and options is not loaded for it.
        from pathlib import Path

        from summit_tui.cli.launch import browse
        from summit_tui.paths import cache_folder

        browse([Path(word) for word in sys.argv[1:]], cache=cache_folder())
    from summit_tui.cli.group import run

    return run(sys.argv[1:])


def _name_paths(words: list[str]) -> bool:
    """Say whether the words of a command line can only be paths: all of them are there."""
    from summit_tui.cli import COMMANDS
    from summit_tui.paths import exists

    if "_SUMMIT_TUI_COMPLETE" in os.environ or (words and words[0] in COMMANDS):
        return False  # a shell asks how a word goes on, or a command is called
    return all(not word.startswith("-") and exists(word) for word in words)


if __name__ == "__main__":
    main()
