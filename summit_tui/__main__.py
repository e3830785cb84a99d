"""Starts the program: `summit-tui`, or `python -m summit_tui`."""

import gc
import os


def main() -> None:
    """Run the command line.

    Half of a start is imports, and nothing they make is garbage: the collector rests until the
    first picture is on the screen. The frame rate is read once, when Textual is imported.
    """
    gc.disable()
    os.environ.setdefault("TEXTUAL_FPS", "120")
    from summit_tui.cli import cli

    cli(prog_name="summit-tui")


if __name__ == "__main__":
    main()
