"""Opens the browser, without the library of the command line: most starts name only paths."""

import os
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import NoReturn

from summit_tui.exits import Exit, stop
from summit_tui.places import bundled_coverage, config_file, state_folder
from summit_tui.problems import Problem
from summit_tui.reading import unusable


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
        from summit_tui.config import read_config, to_open

        config, problems = read_config(config_file(), (id for _, _, id, _ in table()), THEMES)
        named, lacking = (usable(paths), []) if paths else to_open(config_file(), config, problems)
        app = SummitApp(
            named or [bundled_coverage()],
            cache=cache,
            state=state_folder(),
            config=config,
            problems=[*problems, *(one for one in lacking if one not in problems)],
            notice=_notice(lacking, named),
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
    # Textual ends with 1 where the app has failed, and has shown the traceback.
    sys.exit(Exit.FAULT if app.return_code == 1 else app.return_code or Exit.FOUND)


def usable(paths: Sequence[Path]) -> Sequence[Path]:
    """Return the paths that the user named; stop at the first that cannot be opened."""
    for path in paths:
        if why := unusable(path):
            stop(f"{path} {why}", Exit.UNUSABLE)
    return paths


def _notice(lacking: Sequence[Problem], named: Sequence[Path]) -> str:
    """Return what the reader has to know of a config that names what cannot be opened."""
    if not lacking:
        return ""
    shown = "The rest of what it names is shown." if named else "The bundled coverage is shown."
    return "\n".join([*map(str, lacking), shown])
