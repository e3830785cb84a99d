"""Starts the program: `summit-tui`, or `python -m summit_tui`."""

import gc
import io
import os
import sys


def main() -> None:
    """Run the command line.

    Half of a start is imports, and nothing they make is garbage: the collector rests until the
    first picture is on the screen. The frame rate is read once, when Textual is imported.
    """
    gc.disable()
    os.environ.setdefault("TEXTUAL_FPS", "250")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Where the terminal knows no Unicode, a letter is better spelled out than the end.
            stream.reconfigure(errors="backslashreplace")
    from summit_tui.cli import cli

    cli(prog_name="summit-tui")


if __name__ == "__main__":
    main()
