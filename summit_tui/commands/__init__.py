"""The commands, one module each: the same answers as on the screen, for people and programs."""

from typing import Final

COMMANDS: Final = (
    "open",
    "search",
    "show",
    "copy",
    "export",
    "check",
    "diff",
    "new",
    "schema",
    "keys",
    "cache",
    "help",
)
"""The commands in the order of the help; each is `command` in the module of its name."""
