"""The group of commands: `summit-tui PATH` opens the browser; a command is loaded when called."""

import io
import os
import sys
from collections.abc import Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any, Final, NoReturn

import click
from click.shell_completion import CompletionItem, shell_complete

from summit_tui.cli import COMMANDS
from summit_tui.exits import Exit, exit_code_of, meanings, missing_room, print_notice, stop
from summit_tui.i18n import gettext
from summit_tui.paths import exists, or_bundled

_NAME: Final = "summit-tui"
_COMPLETE: Final = "_SUMMIT_TUI_COMPLETE"
"""The environment variable with which a shell asks for completions."""
_SECTIONS: Final = (
    ("Browse", ("open",)),
    ("Find and pass on", ("search", "show", "copy", "export", "timeline")),
    ("Draw", ("days", "map", "topics")),
    (
        "Make and check coverage",
        ("new", "import", "add", "propose", "check", "diff", "schema"),
    ),
    ("Check a draft", ("verify",)),
    ("Serve others", ("serve", "push", "mcp")),
    ("About the program", ("help", "keys", "cache")),
)
"""The commands under the headings of the help."""
_WHOLE: Final = 1_000
"""Characters of a command's sentence in the help: it is never cut."""


class _Commands(click.Group):
    """The commands, each loaded when it is called; `open` is the default."""

    def main(self, args: Sequence[str] | None = None, *_: Any, **extra: Any) -> NoReturn:
        """Run the command line and exit with a code of `Exit`, unlike click's own main."""
        words = sys.argv[1:] if args is None else args
        sys.exit(exit_code_of(partial(run, words)))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options of the program, those of the browser, and the commands."""
        click.Command.format_options(self, ctx, formatter)
        browser = self.get_command(ctx, "open")
        if browser is not None:
            options = [
                record
                for parameter in browser.params
                if isinstance(parameter, click.Option)
                and (record := parameter.get_help_record(ctx))
            ]
            with formatter.section("Options of the browser"):
                formatter.write_dl(options)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write all commands under their headings, each with its whole sentence."""
        for heading, names in _SECTIONS:
            rows = [
                (name, command.get_short_help_str(_WHOLE))
                for name in names
                if (command := self.get_command(ctx, name))
            ]
            if rows:
                with formatter.section(heading):
                    formatter.write_dl(rows)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table of exit codes."""
        with formatter.section("Exit codes"):
            formatter.write_dl(
                [(str(int(code)), text.replace("`", "")) for code, text in meanings().items()]
            )

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Insert `open` where the first word is neither a command nor an option of the program."""
        if not args and ctx.resilient_parsing:
            return super().parse_args(ctx, args)  # the shell asks for completions of the first word
        options = {option for parameter in self.get_params(ctx) for option in parameter.opts}
        if not args or (args[0] not in COMMANDS and args[0] not in options):
            if args and (command := _meant_command(args[0])):
                template = "there is no command and no file ‘{word}’; did you mean {command}?"
                stop(gettext(template, word=args[0], command=command), Exit.UNUSABLE)
            args = ["open", *args]
        return super().parse_args(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Return the completions of the first word: paths, commands and options."""
        # bash drops completions that come before that of paths, which is therefore the first.
        return [CompletionItem(incomplete, type="file"), *super().shell_complete(ctx, incomplete)]

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a command."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"summit_tui.cli.{COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command


def _meant_command(word: str) -> str | None:
    """Return the command that a misspelled word is near to, unless the word names a coverage."""
    if word.startswith("-") or not word.isalpha() or exists(or_bundled(Path(word))):
        return None
    from difflib import get_close_matches  # only where there is nothing to open

    return next(iter(get_close_matches(word.casefold(), COMMANDS, 1, 0.7)), None)


def _version(context: click.Context, _: click.Parameter, wanted: bool) -> None:  # noqa: FBT001 - click's own signature
    if wanted:
        from importlib.metadata import PackageNotFoundError, version

        try:
            click.echo(f"{_NAME} {version('summit-tui')}")
        except PackageNotFoundError:
            click.echo(gettext("summit-tui, from a checkout that is not installed"))
        context.exit()


@click.group(
    cls=_Commands,
    subcommand_metavar="[PATH]... | COMMAND",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option(
    "-V",
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_version,
    help="Show the version and exit.",
)
def cli() -> None:
    """Browse summit coverage: who said what, in which capacity, according to which source.

    With PATHs, or with nothing at all, the browser opens; without a PATH it shows the coverage
    that comes with the program. us-summit-remarks is another one, opened by its name.
    """


def output_has_styles() -> bool:
    """Return whether the standard output is a terminal that may be given colours."""
    return (
        sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    )


def run(words: Sequence[str]) -> int:
    """Run a command line and return the exit code."""
    if instruction := os.environ.get(_COMPLETE):
        failed = shell_complete(cli, {}, _NAME, _COMPLETE, instruction)
        return Exit.UNUSABLE if failed else Exit.FOUND
    try:
        with cli.make_context(_NAME, list(words)) as context:
            cli.invoke(context)
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.ClickException as error:
        message = io.StringIO()
        error.show(message)
        print_notice(message.getvalue().rstrip("\n"))
        return Exit.UNUSABLE
    except ModuleNotFoundError as error:
        if (reason := missing_room(error)) is None:
            raise
        stop(reason, Exit.UNUSABLE)
    return Exit.FOUND
