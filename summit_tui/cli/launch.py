"""Opens the browser, without the library of the command line: most starts name only paths."""

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TextIO

from summit_tui.cli import FRONT_ENDS
from summit_tui.exits import Exit, exit_on_signals, stop
from summit_tui.i18n import gettext, speak
from summit_tui.model.problem import Problem
from summit_tui.paths import bundled_coverage, config_file, is_missing, or_bundled, state_folder
from summit_tui.readers import unusable

if TYPE_CHECKING:
    from summit_tui.app.app import SummitApp
    from summit_tui.archive.openers import Location
    from summit_tui.clipboard.terminal import Terminal


def browse(
    locations: "Sequence[Location]",
    *,
    cache: Path | None,
    texts: Path | None = None,
    watch: bool = False,
    print_on_exit: bool = False,
    front_end: str | None = None,
    language: str | None = None,
) -> NoReturn:
    """Open the browser on `locations`, or else on what the config names, and exit when it is left.

    `cache` is the folder for the index, None to keep it in memory; `texts` is a folder with the
    texts of sources; `watch` follows changes of the files; `print_on_exit` prints the last copy at
    the end; `front_end` is one of `FRONT_ENDS` to open in place of the browser; `language` is what
    the interface speaks already, whatever the config says.
    """
    locations = usable(locations)
    if front_end := front_end or _without_drawing():
        import_module(FRONT_ENDS[front_end].module).run(locations, cache=cache, texts=texts)
    _require_terminal(print_on_exit=print_on_exit)
    # As soon as the app has the terminal, its driver takes the signals over.
    exit_on_signals("SIGTERM", "SIGHUP", "SIGQUIT")
    from summit_tui.clipboard.terminal import Terminal, asking, worth_asking

    is_asked = worth_asking(os.environ) and sys.stdout.isatty()
    asked = asking(sys.stdin.fileno(), sys.stdout.fileno()) if is_asked else nullcontext(Terminal)
    # A terminal that never answers is waited for while all else is loaded.
    with asked as answer:
        app = _load_app(locations, cache, answer, texts, language, watch=watch)
    # The threads that read keys, paint and write to the terminal wait for each other; with Python's
    # own interval, which is ten times that, as long as a picture takes.
    sys.setswitchinterval(0.0005)
    app.run()
    if print_on_exit and app.copier.last_copy is not None and not app.return_code:
        print(app.copier.last_copy)
    # Textual ends with 1 where the app has failed, and has shown the traceback.
    sys.exit(Exit.FAULT if app.return_code == 1 else app.return_code or Exit.FOUND)


def _without_drawing() -> str | None:
    """Return the front end for a terminal that can only write lines, if this is one."""
    if os.environ.get("TERM") != "dumb" or os.environ.get("TEXTUAL_DRIVER"):
        return None
    return next(iter(FRONT_ENDS), None)


def import_asyncio() -> None:
    """Import asyncio without OpenSSL, which takes a start milliseconds and serves servers alone.

    Whoever imports `ssl` later has it; asyncio then does without.
    """
    if sys.modules.keys().isdisjoint(("asyncio", "ssl")):
        sys.modules["ssl"] = None  # type: ignore[assignment]  # how a module is marked as missing
        import_module("asyncio")
        del sys.modules["ssl"]


def _load_app(
    locations: "Sequence[Location]",
    cache: Path | None,
    answer: "Callable[[], Terminal]",
    texts: Path | None,
    spoken: str | None,
    *,
    watch: bool,
) -> "SummitApp":
    """Return the app on `locations`, or on what the config names; `answer` is asked for last.

    Where no language is `spoken` yet, the config may have one, or the last visit.
    """
    import_asyncio()
    from summit_tui.app.app import SummitApp
    from summit_tui.app.keys import table
    from summit_tui.app.tokens import THEMES
    from summit_tui.config import read_config, remembered_language, to_open

    ids = [id for _, _, id, _ in table()]
    config, problems = read_config(config_file(), ids, THEMES)
    language = config.language or remembered_language(state_folder())
    if language and not spoken:
        speak(language)
        config, problems = read_config(config_file(), ids, THEMES)  # its problems in that language
    config.use_groups()
    named, lacking = (locations, []) if locations else to_open(config_file(), config, problems)
    return SummitApp(
        named or [bundled_coverage()],
        cache=cache,
        state=state_folder(),
        config=config,
        problems=[*problems, *(problem for problem in lacking if problem not in problems)],
        notice=_notice(lacking, named),
        is_asking=not named and not lacking,
        texts=texts,
        watch=watch,
        terminal=answer(),
    )


def _require_terminal(*, print_on_exit: bool) -> None:
    """Stop where there is no terminal to read keys from and to draw on.

    A driver that the environment names brings its own, and what is printed at the end may be
    meant for a pipe: then the standard error is enough.
    """
    drawn = _is_terminal(sys.stdout) or (print_on_exit and _is_terminal(sys.stderr))
    if (_is_terminal(sys.stdin) and drawn) or os.environ.get("TEXTUAL_DRIVER"):
        return
    stop(
        gettext(
            "the browser needs a terminal for its input and output; "
            "search, show and export work without one"
        ),
        Exit.UNUSABLE,
    )


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and not stream.closed and stream.isatty()


def usable(locations: "Sequence[Location]") -> "Sequence[Location]":
    """Return the locations that the user named; stop at the first that cannot be opened.

    A path where there is nothing may be the name of a bundled coverage.
    """
    locations = [or_bundled(path) if isinstance(path, Path) else path for path in locations]
    for path in locations:
        if isinstance(path, Path) and (reason := _why_unusable(path)):
            stop(reason, Exit.UNUSABLE)
    if any(isinstance(location, str) for location in locations):
        from summit_tui.archive.openers import check_locations  # most starts name paths

        try:
            check_locations(locations)
        except ValueError as error:
            stop(str(error), Exit.UNUSABLE)
    return locations


def _why_unusable(path: Path) -> str | None:
    """Return why a path cannot be opened, and what to do where there is nothing."""
    if not is_missing(path):
        return unusable(path)
    return gettext(
        "{path} does not exist; summit-tui new begins a coverage, "
        "summit-tui alone opens one that is there",
        path=path,
    )


def _notice(lacking: Sequence[Problem], named: "Sequence[Location]") -> str:
    """Return what the reader has to know of a config that names what cannot be opened."""
    if not lacking:
        return ""
    shown = (
        gettext("The rest of what it names is shown.")
        if named
        else gettext("The bundled coverage is shown.")
    )
    return "\n".join([*map(str, lacking), shown])
