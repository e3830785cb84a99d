"""The command line: the table of commands, read without the library that parses them."""

from collections.abc import Mapping
from typing import Final

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
