"""Opens the browser, without the library of the command line: most starts name only paths."""

import os
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import NoReturn

from summit_tui.places import bundled_coverage, config_file, or_bundled, state_folder


def browse(
    paths: Sequence[Path],
    *,
    cache: Path | None,
    texts: Path | None = None,
    watch: bool = False,
    print_on_exit: bool = False,
) -> NoReturn:
    """Open the browser on `paths`, or else on what the config names, and exit when it is left.

    `cache` is the folder for the index, None to keep it in memory; `texts` is a folder with the
    texts of sources; `watch` follows changes of the files; `print_on_exit` prints the last copy at
    the end.
    """
    from summit_tui.clipboard.terminal import Terminal, asking, worth_asking

    is_asked = worth_asking(os.environ) and sys.stdin.isatty() and sys.stdout.isatty()
    asked = asking(sys.stdin.fileno(), sys.stdout.fileno()) if is_asked else nullcontext(Terminal)
    # A terminal that never answers is waited for while all else is loaded.
    with asked as answer:
        from summit_tui.app.app import SummitApp
        from summit_tui.app.keys import table
        from summit_tui.app.styles import THEMES
        from summit_tui.config import read_config

        config, problems = read_config(config_file(), (id for _, _, id, _ in table()), THEMES)
        app = SummitApp(
            _existing(paths or config.coverage),
            cache=cache,
            state=state_folder(),
            config=config,
            problems=problems,
            texts=texts,
            watch=watch,
            terminal=answer(),
        )
    # Who reads a key, who paints and who writes to the terminal are threads that wait for each
    # other; by Python's own measure, which is ten times that, as long as a picture takes.
    sys.setswitchinterval(0.0005)
    app.run()
    if print_on_exit and app.last_copy is not None:
        print(app.last_copy)
    sys.exit(app.return_code or 0)


def _existing(paths: Sequence[Path]) -> Sequence[Path]:
    paths = [or_bundled(path) for path in paths]
    if all(path.exists() for path in paths):
        return paths or [bundled_coverage()]
    from summit_tui.commands.common import existing  # says which one does not, and stops

    return existing(paths)
