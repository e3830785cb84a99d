"""The command line: its tables, read without the library that parses commands."""

from collections.abc import Mapping
from typing import Final, NamedTuple

COMMANDS: Final[Mapping[str, str]] = {
    "open": "program",
    "search": "records",
    "show": "records",
    "copy": "records",
    "export": "records",
    "timeline": "timeline",
    "propose": "proposing",
    "days": "days",
    "map": "map",
    "topics": "topics",
    "add": "adding",
    "check": "coverage",
    "diff": "coverage",
    "verify": "verify",
    "push": "pushing",
    "serve": "serving",
    "new": "coverage",
    "import": "imports",
    "schema": "coverage",
    "keys": "program",
    "cache": "program",
    "mcp": "program",
    "help": "help",
}
"""The commands in the order of the help, each with the module that has it as `NAME_command`."""


class FrontEnd(NamedTuple):
    """What opens in place of the browser."""

    module: str
    """The module whose `run` takes locations, `cache` and `texts`, and exits."""
    help: str
    """What the option of its name does."""


FRONT_ENDS: Final[Mapping[str, FrontEnd]] = {
    "linear": FrontEnd("summit_tui.cli.linear", "Ask and answer in plain lines; no screen needed."),
}
"""By the names of their options; the first opens where a terminal cannot be drawn on."""
