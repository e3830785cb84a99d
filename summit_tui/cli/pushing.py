"""The command that pushes a coverage to a server: push."""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from summit_tui.archive.openers import Location, check_locations, missing_extra, scheme_of
from summit_tui.cli.launch import usable
from summit_tui.cli.options import (
    LocationType,
    cache_options,
    narrate,
    progress_line,
    quiet_option,
)
from summit_tui.exits import Exit, exit_on_termination, print_notice, stop
from summit_tui.i18n import gettext, ngettext

if TYPE_CHECKING:
    from summit_tui.archive.postgres.address import Address
    from summit_tui.archive.postgres.push import Pushed


@click.command("push")
@click.argument(
    "locations",
    nargs=-1,
    required=True,
    metavar="PATHS... ADDRESS...",
    type=LocationType(path_type=Path, readable=False),
)
@cache_options
@quiet_option
def push_command(locations: Sequence[Location], cache: Path | None) -> None:
    """Push the coverage at PATHS to the server at ADDRESS, whole, as a new version.

    Readers of the server see the version before until the new one is whole, and what they have
    open stays as it is. Where a push fails or is stopped, nothing of it stays on the server.

    \b
    summit-tui push coverage postgresql://press@db.example.org/summits

    The last two versions are kept; what has not changed is not pushed again. A password comes
    from ~/.pgpass or PGPASSWORD, never from the address. Where there are more addresses, they are
    shards of the first: summit-tui help servers.
    """  # noqa: D301 - click wants the character itself
    named = [location for location in locations if isinstance(location, Path)]
    addresses = [location for location in locations if isinstance(location, str)]
    if not (named and addresses) or isinstance(locations[-1], Path):
        # Not repeated, as it may have a password in it.
        stop(gettext("what comes last has to be the address of a server"), Exit.UNUSABLE)
    servers = [_server_at(address) for address in addresses]
    start = time.monotonic()
    files = [path for path in usable(named) if isinstance(path, Path)]
    from summit_tui.archive.postgres.push import push  # psycopg is an extra

    try:
        with exit_on_termination(), progress_line() as report:
            pushed = push(files, servers, cache, report)
    except KeyboardInterrupt:
        stop(gettext("stopped; nothing was pushed"), Exit.INTERRUPTED)
    _say_what_was_done(pushed, servers[0], round(time.monotonic() - start))


def _say_what_was_done(pushed: "Pushed", server: "Address", seconds: int) -> None:
    if not pushed.is_new:
        narrate(
            gettext(
                "{archive} has this coverage already, as {version}.",
                archive=server.name,
                version=pushed.version,
            )
        )
        return
    narrate(
        ngettext(
            "Pushed {number} record to {archive} in {seconds} s as {version}.",
            "Pushed {number} records to {archive} in {seconds} s as {version}.",
            pushed.records,
            archive=server.name,
            seconds=seconds,
            version=pushed.version,
        )
    )
    if pushed.cut:
        print_notice(
            ngettext(
                "{number} record is so long that not every phrase of it is found on the server.",
                "{number} records are so long that not every phrase of theirs is found there.",
                pushed.cut,
            )
        )


def _server_at(address: str) -> "Address":
    """Return what an address says; stop where it is none, or the package for it is missing."""
    try:
        check_locations([address])
        from summit_tui.archive.postgres.address import parse_address

        return parse_address(address)
    except ModuleNotFoundError as error:
        stop(str(missing_extra(scheme_of(address), error)), Exit.UNUSABLE)
    except ValueError as error:
        stop(str(error), Exit.UNUSABLE)
