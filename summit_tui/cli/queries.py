"""Queries as words of a command line, where `-has:doubts` is no option."""

import re
import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import click

from summit_tui.archive.openers import Location, location_of
from summit_tui.archive.query.tree import FIELDS
from summit_tui.exits import Exit, stop
from summit_tui.i18n import gettext
from summit_tui.paths import exists, is_missing, or_bundled

_FIELD: Final = re.compile(r"-(\w+):")


class QueryCommand(click.Command):
    """A command whose first argument is a query; its words may begin with a hyphen."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Make one query of its words, wherever those that begin with a hyphen are."""
        positions = self._positions(ctx, args)
        excluding = [number for number in positions if args[number].startswith("-")]
        if excluding and not ctx.resilient_parsing:
            query = [args[number] for number in excluding]
            first = positions[0] if positions[0] not in excluding else None
            if first is not None and not is_location(location_of(args[first]), args[first]):
                query.insert(0, args[first])
                excluding.append(first)
            rest = [word for number, word in enumerate(args) if number not in excluding]
            # Behind a blank a word is no option for click, and the same for a query.
            args = [f" {' '.join(query)}", *rest]
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command, but for a query that is where the path belongs."""
        query: str = ctx.params.get("query") or ""
        path = next(iter(ctx.params.get("paths") or ()), None)
        is_turned = query and isinstance(path, Path) and is_missing(or_bundled(path))
        if is_turned and is_location(location_of(query), query):
            template = "{path} does not exist; the query stands before the path: {command}"
            command = shlex.join(("summit-tui", ctx.info_name or "", str(path), query))
            stop(gettext(template, path=path, command=command), Exit.UNUSABLE)
        return super().invoke(ctx)

    def _positions(self, ctx: click.Context, args: Sequence[str]) -> list[int]:
        """Return where arguments are before `--`, those that only look like options too."""
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        names = {name for option in options for name in (*option.opts, *option.secondary_opts)}
        with_value = {name for option in options if not option.is_flag for name in option.opts}
        return list(_arguments(args, names, with_value))


def _arguments(args: Sequence[str], names: set[str], with_value: set[str]) -> Iterator[int]:
    before = ""
    for number, word in enumerate(args):
        if word == "--":
            return
        if before not in with_value and (not word.startswith("-") or _excludes(word, names)):
            yield number
        before = word


def _excludes(word: str, options: set[str]) -> bool:
    """Tell whether a word with a hyphen is one of a query: no option, nor one with its value."""
    if word.startswith("--") or len(word) <= len("-q"):
        return False
    field = _FIELD.match(word)
    return word[:2] not in options or " " in word or bool(field and field[1] in FIELDS)


query_argument = click.argument("query", callback=lambda _context, _param, value: value.strip())


def is_location(location: Location, text: str) -> bool:
    """Tell whether a word that may be a query is an address, a path, or begins like one."""
    if not isinstance(location, Path) or text.startswith((".", "/", "~")):
        return True
    return bool(text) and exists(or_bundled(location))
