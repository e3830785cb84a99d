"""The command line: `summit-tui PATH` opens the browser, and every command has its own module."""

from importlib import import_module

import click
from click.shell_completion import CompletionItem

from summit_tui.commands import COMMANDS


class _Commands(click.Group):
    """Commands that are loaded when they are called; `open` need not be named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Let what is neither a command nor an option of the program be paths to open."""
        if not args and ctx.resilient_parsing:
            return super().parse_args(ctx, args)  # the shell asks what the first word may be
        own = {option for one in self.params for option in one.opts} | {"--help"}
        if not args or (args[0] not in COMMANDS and args[0] not in own):
            args = ["open", *args]
        return super().parse_args(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Return what the first word may be: a path, or a command or option."""
        # bash forgets what came before a path, so that comes first.
        return [CompletionItem(incomplete, type="file"), *super().shell_complete(ctx, incomplete)]

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a command."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"summit_tui.commands.{cmd_name}")
        command: click.Command = module.command
        return command


def _version(context: click.Context, _: click.Parameter, wanted: bool) -> None:  # noqa: FBT001 - click's own signature
    if wanted:
        from importlib.metadata import PackageNotFoundError, version

        try:
            click.echo(f"summit-tui {version('summit-tui')}")
        except PackageNotFoundError:
            click.echo("summit-tui, from a checkout that is not installed")
        context.exit()


@click.group(cls=_Commands, subcommand_metavar="[PATH]... | COMMAND")
@click.option(
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
