"""Opens the program as plain lines: `--linear`, and wherever the terminal is called dumb."""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NoReturn

from summit_tui.archive.openers import Location
from summit_tui.archive.progress import Pace, Progress, Report
from summit_tui.bookmarks import Bookmarks
from summit_tui.cli.options import open_or_exit, opened_paths
from summit_tui.config import config_for_command
from summit_tui.exits import Exit, exit_on_signals, print_notice
from summit_tui.i18n import INTERFACE
from summit_tui.linear.conversation import Conversation
from summit_tui.linear.dialogue import Dialogue
from summit_tui.linear.terminal import converse
from summit_tui.paths import state_folder
from summit_tui.query_history import QueryHistory

_FIRST: Final = 1.0
"""Seconds before the first sentence about the making of an index."""
_INTERVAL: Final = 5.0
"""Seconds between two of them."""


@contextmanager
def progress_sentences(
    clock: Callable[[], float] = time.monotonic,
) -> Iterator[Report]:
    """Give a function that says now and then how far the making of an index has come."""
    pace, due = Pace(clock), _FIRST

    def report(progress: Progress) -> None:
        nonlocal due
        pace.update(progress)
        if pace.seconds >= due:
            due = pace.seconds + _INTERVAL
            print_notice(INTERFACE.clauses([f"{pace.share:.0%}", *pace.facts()]))

    yield report


def run(locations: Sequence[Location], *, cache: Path | None, texts: Path | None) -> NoReturn:
    """Hold a conversation about `locations`, or else about what the config names, and exit.

    `cache` is the folder for the index, None to keep it in memory; `texts` is a folder with the
    texts of sources. Marks, queries and the last copy are kept where the browser keeps them.
    """
    exit_on_signals("SIGTERM", "SIGHUP", "SIGQUIT")
    locations = opened_paths(locations)
    config = config_for_command("texts")
    config.use_groups()
    state = state_folder()
    paths = [location for location in locations if isinstance(location, Path)]
    with open_or_exit(locations, cache, progress_sentences) as archive:
        conversation = Conversation(
            archive,
            config=config,
            bookmarks=Bookmarks(state),
            history=QueryHistory(state, paths),
            texts=texts,
            state=state,
        )
        converse(Dialogue(conversation))
    sys.exit(Exit.FOUND)
