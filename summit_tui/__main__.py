"""Starts the program: `summit-tui`, or `python -m summit_tui`."""

# Only modules that Python has loaded itself: Ctrl-C during all other imports is handled.
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
        code = 130  # `Exit.INTERRUPTED`, which may not have been imported
    sys.exit(code)


def _run() -> int:
    """Run the command of the command line and return the exit code.

    Half of a start is imports, which leave no garbage: the collector is off until the first screen
    is painted. Textual reads the frame rate from the environment when it is imported.
    """
    from summit_tui.exits import occupy_streams

    gc.disable()
    occupy_streams()
    os.environ.setdefault("TEXTUAL_FPS", "250")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Where the encoding lacks a character, an escape is better than a failure.
            stream.reconfigure(errors="backslashreplace")
    if _name_paths(sys.argv[1:]):
        # Most starts name only paths: they do without the import of click.
        from pathlib import Path

        from summit_tui.cli.launch import browse
        from summit_tui.paths import cache_folder

        browse([Path(word) for word in sys.argv[1:]], cache=cache_folder())
    from summit_tui.cli.group import run

    return run(sys.argv[1:])


def _name_paths(words: list[str]) -> bool:
    """Return whether all words of a command line are paths that exist, and none a command."""
    from summit_tui.cli import COMMANDS
    from summit_tui.paths import exists

    if "_SUMMIT_TUI_COMPLETE" in os.environ or (words and words[0] in COMMANDS):
        return False  # a shell asks for completions, or a command is called
    return all(not word.startswith("-") and exists(word) for word in words)


if __name__ == "__main__":
    main()
