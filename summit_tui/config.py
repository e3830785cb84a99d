"""The user's config file: a wrong entry is reported with its line, and the rest works."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field, fields, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

from summit_tui.archive.openers import Location, check_locations, location_of
from summit_tui.clipboard.types import Settings
from summit_tui.exits import print_notice
from summit_tui.i18n import INTERFACE, LANGUAGE_NAMES, gettext, spoken
from summit_tui.model.problem import Problem
from summit_tui.model.value import Value, immutable
from summit_tui.paths import config_file, or_bundled, reason_of
from summit_tui.readers import unusable
from summit_tui.writing import read_state, write_state

_HEADER: Final = r"\s*\[+([^\[\]]+)\]"
_SETTING: Final = r"\s*([^=#\[\]]+?)\s*="


@immutable()
class Config(Value):
    """The settings of the user."""

    theme: str | None = None
    """The name of a theme of Textual."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Id of a binding to its keys, separated by commas."""
    clipboard: Settings = field(default_factory=Settings)
    """How text reaches the clipboard."""
    coverage: tuple[Location, ...] = ()
    """What is opened when nothing is named."""
    coverage_line: int = 0
    """The line of the config that has them."""
    texts: Path | None = None
    """The folder of the texts of sources, each named by its source's id and `.txt`."""
    resume: bool = True
    """Does the browser open a coverage where the reader left it?"""
    ignore: tuple[str, ...] = ()
    """Codes that `summit-tui check` leaves out."""
    language: str | None = None
    """The language of the browser (BCP 47); None for that of the environment."""
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Groups of countries that queries may name: codes (ISO 3166-1 alpha-2) by name."""

    def use_groups(self) -> None:
        """Let queries name the groups of this config, from now on in the whole process."""
        if self.groups:
            from summit_tui.archive.query.groups import use_own_groups  # few configs have any

            use_own_groups(self.groups)


def read_config(
    path: Path, bindings: Iterable[str], themes: Iterable[str] | None = None
) -> tuple[Config, list[Problem]]:
    """Return the settings of the file at `path`, and what is wrong with it.

    `bindings` are the ids that `[keys]` may have, `themes` the names of themes; with None any name
    is accepted. A file that does not exist sets nothing.
    """
    try:
        if path.is_fifo():
            return Config(), [Problem(str(path), 0, "", "E001", gettext("is no regular file"))]
        text = path.read_text("utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return Config(), []
    except UnicodeDecodeError as error:
        from summit_tui.readers.encoding import not_utf8  # few files have another encoding

        line = error.object.count(b"\n", 0, error.start) + 1
        sentence = not_utf8(error.object[error.start])
        return Config(), [Problem(str(path), line, "", "E002", sentence)]
    except OSError as error:
        message = gettext("cannot be read: {reason}", reason=reason_of(error))
        return Config(), [Problem(str(path), 0, "", "E001", message)]
    import tomli  # a start without a config file has no use for it

    try:
        data = tomli.loads(text)
    except (tomli.TOMLDecodeError, RecursionError, ValueError) as error:
        line = getattr(error, "lineno", 0)
        message = gettext("is not TOML: {error}", error=error)
        return Config(), [Problem(str(path), line, "", "E003", message)]
    names = None if themes is None else frozenset(themes)
    reader = _Reader(path, text, frozenset(bindings), names)
    return reader.read(data), reader.problems


def config_for_command(*settings: str) -> Config:
    """Return the settings of the user, for a command that uses those named.

    What is wrong with them, or with the file as a whole, is said on the standard error: without
    what the user set, a command may say something else than is expected.
    """
    config, problems = read_config(config_file(), ())
    for problem in problems:
        if problem.where in ("", *settings):
            print_notice(str(problem))
    return config


def to_open(
    file: Path, config: Config, problems: Iterable[Problem]
) -> tuple[list[Location], list[Problem]]:
    """Return what the config `file` names and can be opened, and what is wrong with the rest.

    `problems` are those of the config; of them only what concerns the coverage is returned.
    """
    locations: list[Location] = []
    location_problems = [problem for problem in problems if problem.where in ("", "coverage")]
    for named in config.coverage:
        location = or_bundled(named) if isinstance(named, Path) else named
        if complaint := _complaint(location):
            problem = Problem(str(file), config.coverage_line, "coverage", "E104", complaint)
            location_problems.append(problem)
        else:
            locations.append(location)
    return locations, location_problems


def _complaint(location: Location) -> str | None:
    """Return why a location cannot be opened, or None."""
    if isinstance(location, Path) and (reason := unusable(location)):
        return reason
    try:
        check_locations([location])
    except ValueError as error:
        return str(error)
    return None


class _Reader:
    """Reads one config file."""

    def __init__(
        self, path: Path, text: str, bindings: frozenset[str], themes: frozenset[str] | None
    ) -> None:
        self.path = path
        self.lines = text.splitlines()
        self.bindings = bindings
        self.themes = themes
        self.problems: list[Problem] = []

    def read(self, data: Mapping[str, Any]) -> Config:
        """Return the valid settings in `data`, which is TOML and may contain anything."""
        config = Config()
        tables: Mapping[str, Callable[[Mapping[str, Any]], Any]] = {
            "keys": self._keys,
            "groups": self._groups,
            "clipboard": self._clipboard,
        }
        for key, value in data.items():
            match key, value:
                case "theme", str():
                    config = replace(config, theme=self._theme(value))
                case "language", str():
                    config = replace(config, language=self._language(value))
                case "coverage", list() | str():
                    named = tuple(self._locations(key, self._texts(key, value)))
                    config = replace(config, coverage=named, coverage_line=self._line_of(key))
                case "ignore", list() | str():
                    codes = tuple(code.upper() for code in self._texts(key, value))
                    config = replace(config, ignore=codes)
                case "texts", str():
                    config = replace(config, texts=next(self._paths(key, [value]), None))
                case "resume", bool():
                    config = replace(config, resume=value)
                case (("keys" | "groups" | "clipboard"), dict()):
                    config = replace(config, **{key: tables[key](value)})
                case _:
                    self._reject(key, value)
        return config

    def _reject(self, key: str, value: Any) -> None:
        """Report a setting that is of the wrong type, or that there is not."""
        names = [setting.name for setting in fields(Config) if setting.name != "coverage_line"]
        if key in names:
            self._report(key, "E103", _wrong_type(value))
        else:
            self._unknown(key, names)

    def _texts(self, key: str, value: list[Any] | str) -> list[str]:
        """Return a text or a list of texts as a list; what is no text is reported and left out."""
        values = [value] if isinstance(value, str) else value
        texts = [item for item in values if isinstance(item, str)]
        if len(texts) < len(values):
            self._report(key, "E103", gettext("takes text, or a list of texts"))
        return texts

    def _locations(self, key: str, values: Iterable[str]) -> Iterator[Location]:
        """Yield addresses and paths, in their order."""
        for value in values:
            location = location_of(value)
            yield from [location] if isinstance(location, str) else self._paths(key, [value])

    def _paths(self, key: str, values: Iterable[str]) -> Iterator[Path]:
        """Yield paths; one below the home of an unknown user is reported and left out."""
        for value in values:
            try:
                yield Path(value).expanduser()
            except RuntimeError:
                message = gettext("there is no home for {path}", path=repr(value))
                self._report(key, "E104", message)

    def _theme(self, name: str) -> str | None:
        if self.themes is None or name in self.themes:
            return name
        if nearest := _nearest(name, self.themes):
            message = gettext(
                "there is no theme {name}; did you mean ‘{nearest}’?",
                name=repr(name),
                nearest=nearest,
            )
        else:
            message = gettext("there is no theme {name}", name=repr(name))
        self._report("theme", "E104", message)
        return None

    def _language(self, name: str) -> str | None:
        if not spoken(name):
            self._report("language", "E104", unknown_language(name))
            return None
        return name

    def _keys(self, table: Mapping[str, Any]) -> dict[str, str]:
        keys = {}
        for id, value in _flat(table):
            if id not in self.bindings:
                self._unknown(id, self.bindings)
            elif not isinstance(value, str) or not value.strip():
                self._report(id, "E103", gettext('takes keys as text, such as "j,down"'))
            else:
                keys[id] = value
        return keys

    def _groups(self, table: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
        # Few have groups.
        from summit_tui.archive.query.chinese import countries_by_name
        from summit_tui.archive.query.groups import group_named

        groups: dict[str, tuple[str, ...]] = {}
        for name, value in table.items():
            if not isinstance(value, list | str) or not re.search(r"\w", name):
                self._report(name, "E103", gettext('takes a list of countries, such as ["MY"]'))
                continue
            codes: list[str] = []
            for country in self._texts(name, value):
                if re.fullmatch("[A-Za-z]{2}", country):
                    codes.append(country)
                elif named := groups.get(country) or countries_by_name(country):
                    codes += named
                elif group := group_named(country):
                    codes += group.members
                else:
                    template = "{country} is no country or group, such as MY, Malaysia or asean"
                    self._report(name, "E104", gettext(template, country=repr(country)))
            groups[name] = tuple(dict.fromkeys(code.casefold() for code in codes))
        return groups

    def _clipboard(self, table: Mapping[str, Any]) -> Settings:
        settings = Settings()
        known: dict[str, Callable[[Any], bool]] = {
            "mode": lambda value: value in ("auto", "command", "tmux", "tool", "osc52", "file"),
            "command": lambda value: (
                isinstance(value, list) and all(isinstance(item, str) for item in value)
            ),
            "max_osc52": lambda value: type(value) is int and value >= 0,
        }
        for key, value in table.items():
            if key not in known:
                self._unknown(key, known)
            elif not known[key](value):
                self._report(key, "E104", gettext("cannot be {value}", value=repr(value)))
            elif key == "command":
                settings = replace(settings, command=tuple(value))
            else:
                settings = replace(settings, **{key: value})
        return settings

    def _unknown(self, key: str, known: Iterable[str]) -> None:
        if nearest := _nearest(key, known):
            message = gettext("is not a setting; did you mean ‘{nearest}’?", nearest=nearest)
        else:
            message = gettext("is not a setting")
        self._report(key, "E102", message)

    def _report(self, key: str, code: str, message: str) -> None:
        self.problems.append(Problem(str(self.path), self._line_of(key), key, code, message))

    def _line_of(self, key: str) -> int:
        """Return the line of a setting or table, or 0 where it is not clear."""
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
        # A setting in an inline table is on the line of the table.
        last = key.rsplit(".", 1)[-1]
        return next((number for number, line in enumerate(self.lines, 1) if last in line), 0)


def unknown_language(name: str) -> str:
    """Return the message for a language that the interface does not speak."""
    return gettext(
        "there is no language {name}; known are {languages}",
        name=repr(name),
        languages=INTERFACE.items(LANGUAGE_NAMES),
    )


def _nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that may have been meant, if one is near."""
    return next(iter(get_close_matches(name, sorted(known), 1)), None)


def _plain(name: str) -> str:
    """Return a key of TOML without quotation marks and spaces around its parts."""
    return re.sub(r"""["'\s]""", "", name)


def _flat(table: Mapping[str, Any], prefix: str = "") -> Iterable[tuple[str, Any]]:
    """Yield dotted keys and values: `record.copy = "y"` is a table within a table in TOML."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def _wrong_type(value: object) -> str:
    """Return the message for a value of a type that a setting cannot have."""
    match value:
        case dict():
            return gettext("cannot be a table")
        case list():
            return gettext("cannot be a list")
        case str():
            return gettext("cannot be text")
    return gettext("cannot be {value}", value=repr(value))


_STATE: Final = "state.json"


def remembered_theme(folder: Path) -> str | None:
    """Return the theme last chosen, or None."""
    theme = _remembered(folder).get("theme")
    return theme if isinstance(theme, str) else None


def remember_theme(folder: Path, theme: str) -> None:
    """Store the theme for the next start, where the state folder can be written to."""
    _remember(folder, "theme", value=theme)


def remembered_language(folder: Path) -> str | None:
    """Return the language last chosen, or None."""
    language = _remembered(folder).get("language")
    return language if isinstance(language, str) and spoken(language) else None


def remember_language(folder: Path, tag: str) -> None:
    """Store the language for the next start, where the state folder can be written to."""
    _remember(folder, "language", value=tag)


def has_seen_start(folder: Path) -> bool:
    """Return whether the reader has gone on from the start screen before."""
    return _remembered(folder).get("has_seen_start") is True


def remember_start(folder: Path) -> None:
    """Note that the reader has gone on from the start screen, where that can be written."""
    _remember(folder, "has_seen_start", value=True)


def _remembered(folder: Path) -> dict[str, object]:
    state = read_state(folder / _STATE)
    return state if isinstance(state, dict) else {}


def _remember(folder: Path, name: str, *, value: object) -> None:
    write_state(folder / _STATE, _remembered(folder) | {name: value})
