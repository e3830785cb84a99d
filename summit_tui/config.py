"""The user's config file: a wrong entry is said with its line, and the rest works."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final, NamedTuple

from summit_tui.clipboard.types import Settings
from summit_tui.model.problem import Problem
from summit_tui.paths import make_private, or_bundled
from summit_tui.readers import unusable
from summit_tui.writing import replace_file

_HEADER: Final = r"\s*\[+([^\[\]]+)\]"
_SETTING: Final = r"\s*([^=#\[\]]+?)\s*="


class Config(NamedTuple):
    """What the user has set."""

    theme: str | None = None
    """The name of a theme of Textual."""
    keys: Mapping[str, str] = {}
    """Id of a binding to its keys, separated by commas."""
    clipboard: Settings = Settings()
    """How text reaches the clipboard."""
    coverage: tuple[Path, ...] = ()
    """What is opened when no path is given."""
    coverage_line: int = 0
    """The line of the config that says so."""
    texts: Path | None = None
    """Where the texts of sources lie, each under its source's id and `.txt`."""
    ignore: tuple[str, ...] = ()
    """Codes that `summit-tui check` leaves out."""


def read_config(
    path: Path, bindings: Iterable[str], themes: Iterable[str] | None = None
) -> tuple[Config, list[Problem]]:
    """Return what the file at `path` sets, and what is wrong with it.

    `bindings` are the ids that `[keys]` may name, `themes` the names of themes; None where nobody
    cares which there are. A file that is not there sets nothing.
    """
    try:
        if path.is_fifo():
            return Config(), [Problem(str(path), 0, "", "E001", "is no regular file")]
        text = path.read_text("utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return Config(), []
    except (OSError, UnicodeDecodeError) as error:
        return Config(), [Problem(str(path), 0, "", "E001", f"cannot be read: {error}")]
    import tomli  # a start without a config file has no use for it

    try:
        data = tomli.loads(text)
    except (tomli.TOMLDecodeError, RecursionError, ValueError) as error:
        line = getattr(error, "lineno", 0)
        return Config(), [Problem(str(path), line, "", "E003", f"is not TOML: {error}")]
    names = None if themes is None else frozenset(themes)
    reader = _Reader(path, text, frozenset(bindings), names)
    return reader.read(data), reader.problems


def to_open(
    file: Path, config: Config, problems: Iterable[Problem]
) -> tuple[list[Path], list[Problem]]:
    """Return which paths of the config `file` can be opened, and what is wrong with the others.

    `problems` are those of the config; of them only what concerns the paths is returned.
    """
    paths: list[Path] = []
    found = [problem for problem in problems if problem.where in ("", "coverage")]
    for path in map(or_bundled, config.coverage):
        if reason := unusable(path):
            where = (str(file), config.coverage_line, "coverage")
            found.append(Problem(*where, "E104", f"{path} {reason}"))
        else:
            paths.append(path)
    return paths, found


class _Reader:
    """One config file being read."""

    def __init__(
        self, path: Path, text: str, bindings: frozenset[str], themes: frozenset[str] | None
    ) -> None:
        self.path = path
        self.lines = text.splitlines()
        self.bindings = bindings
        self.themes = themes
        self.problems: list[Problem] = []

    def read(self, data: Mapping[str, Any]) -> Config:
        """Return what is right in `data`, which is TOML and may hold anything."""
        config = Config()
        for key, value in data.items():
            match key, value:
                case "theme", str():
                    config = config._replace(theme=self._theme(value))
                case "coverage", list() | str():
                    paths = self._paths(key, self._texts(key, value))
                    config = config._replace(
                        coverage=tuple(paths), coverage_line=self._line_of(key)
                    )
                case "ignore", list() | str():
                    codes = tuple(one.upper() for one in self._texts(key, value))
                    config = config._replace(ignore=codes)
                case "texts", str():
                    config = config._replace(texts=next(self._paths(key, [value]), None))
                case "keys", dict():
                    config = config._replace(keys=self._keys(value))
                case "clipboard", dict():
                    config = config._replace(clipboard=self._clipboard(value))
                case "theme" | "coverage" | "texts" | "ignore" | "keys" | "clipboard", _:
                    self._complain(key, "E103", f"cannot be {_kind(value)}")
                case _:
                    self._unknown(key, Config._fields)
        return config

    def _texts(self, key: str, value: list[Any] | str) -> list[str]:
        """Return one text or a list of them; what is no text is said and left out."""
        values = [value] if isinstance(value, str) else value
        texts = [one for one in values if isinstance(one, str)]
        if len(texts) < len(values):
            self._complain(key, "E103", "takes text, or a list of texts")
        return texts

    def _paths(self, key: str, values: Iterable[str]) -> Iterator[Path]:
        """Yield paths; one that begins with the home of somebody unknown is said and left out."""
        for value in values:
            try:
                yield Path(value).expanduser()
            except RuntimeError:
                self._complain(key, "E104", f"there is no home for {value!r}")

    def _theme(self, name: str) -> str | None:
        if self.themes is None or name in self.themes:
            return name
        self._complain("theme", "E104", f"there is no theme {name!r}{_nearest(name, self.themes)}")
        return None

    def _keys(self, table: Mapping[str, Any]) -> dict[str, str]:
        keys = {}
        for id, value in _flat(table):
            if id not in self.bindings:
                self._unknown(id, self.bindings)
            elif not isinstance(value, str) or not value.strip():
                self._complain(id, "E103", 'takes keys as text, such as "j,down"')
            else:
                keys[id] = value
        return keys

    def _clipboard(self, table: Mapping[str, Any]) -> Settings:
        settings = Settings()
        known: dict[str, Callable[[Any], bool]] = {
            "mode": lambda value: value in ("auto", "command", "tmux", "tool", "osc52", "file"),
            "command": lambda value: (
                isinstance(value, list) and all(isinstance(one, str) for one in value)
            ),
            "max_osc52": lambda value: type(value) is int and value >= 0,
        }
        for key, value in table.items():
            if key not in known:
                self._unknown(key, known)
            elif not known[key](value):
                self._complain(key, "E104", f"cannot be {value!r}")
            elif key == "command":
                settings = settings._replace(command=tuple(value))
            else:
                settings = settings._replace(**{key: value})
        return settings

    def _unknown(self, key: str, known: Iterable[str]) -> None:
        self._complain(key, "E102", f"is not a setting{_nearest(key, known)}")

    def _complain(self, key: str, code: str, message: str) -> None:
        self.problems.append(Problem(str(self.path), self._line_of(key), key, code, message))

    def _line_of(self, key: str) -> int:
        """Return the line on which a setting or table stands, or 0 where it is not clear."""
        table = ""
        for number, line in enumerate(self.lines, 1):
            if header := re.match(_HEADER, line):
                table = name = _plain(header[1])
            elif setting := re.match(_SETTING, line):
                name = f"{table}.{_plain(setting[1])}"
            else:
                continue
            if f".{name}".endswith(f".{key}"):
                return number
        # What stands in an inline table is on the line of the table.
        last = key.rsplit(".", 1)[-1]
        return next((number for number, line in enumerate(self.lines, 1) if last in line), 0)


def _nearest(name: str, known: Iterable[str]) -> str:
    """Return which of the known names may have been meant, as the end of a sentence."""
    near = get_close_matches(name, sorted(known), 1)
    return f"; did you mean ‘{near[0]}’?" if near else ""


def _plain(name: str) -> str:
    """Return a key as TOML means it, without quotation marks and spaces around its parts."""
    return re.sub(r"""["'\s]""", "", name)


def _flat(table: Mapping[str, Any], prefix: str = "") -> Iterable[tuple[str, Any]]:
    """Yield dotted keys and values: `record.copy = "y"` is a table within a table in TOML."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def _kind(value: object) -> str:
    return {"dict": "a table", "list": "a list", "str": "text"}.get(
        type(value).__name__, repr(value)
    )


_FILE: Final = "state.json"


def remembered_theme(folder: Path) -> str | None:
    """Return the theme last chosen, or None."""
    try:
        state = json.loads((folder / _FILE).read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    theme = state.get("theme") if isinstance(state, dict) else None
    return theme if isinstance(theme, str) else None


def remember_theme(folder: Path, theme: str) -> None:
    """Keep the theme for the next start; where nothing can be written, it is not kept."""
    try:
        make_private(folder)
        with replace_file(folder / _FILE, 0o600) as file:
            file.write(json.dumps({"theme": theme}).encode())
    except OSError:
        return
