"""The command that serves the browser to web browsers: serve."""

import os
import sys
from collections.abc import Sequence
from ipaddress import ip_address
from pathlib import Path

import click

from summit_tui.archive.openers import Location
from summit_tui.cli.options import (
    cache_options,
    open_or_exit,
    opened_paths,
    paths_argument,
    texts_option,
)
from summit_tui.config import config_for_command
from summit_tui.exits import Exit, print_notice, stop
from summit_tui.i18n import gettext, ngettext
from summit_tui.serve import Limits


@click.command("serve")
@paths_argument
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=8000,
    show_default=True,
    help="The port; 0 takes any that is free.",
)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    metavar="ADDRESS",
    help="The IP address to listen at; the default is this machine alone.",
)
@click.option(
    "--public",
    metavar="URL",
    help="The address by which visitors come through a proxy or a tunnel.",
)
@click.option(
    "--visitors",
    type=click.IntRange(1, 100),
    default=1,
    show_default=True,
    help="How many visitors there may be; each has an address of its own.",
)
@click.option(
    "--idle",
    type=click.FloatRange(0.01),
    default=30,
    show_default=True,
    metavar="MINUTES",
    help="End a visit in which nobody does anything for so long.",
)
@click.option(
    "--hours",
    type=click.FloatRange(0.001),
    default=8,
    show_default=True,
    help="End all visits and the server after so long.",
)
@texts_option
@cache_options
def serve_command(
    paths: tuple[Location, ...],
    *,
    port: int,
    host: str,
    public: str | None,
    visitors: int,
    idle: float,
    hours: float,
    texts: Path | None,
    cache: Path | None,
) -> None:
    """Serve the browser to web browsers, read-only: an address for each visitor, one use each.

    \b
    summit-tui serve my-coverage --port 8000 --visitors 3

    Visitors search, read, mark, copy and download; nothing is written on this machine, started on
    it, or shown of other folders. The first browser that opens an address is the only one that it
    lets in. Ctrl-C ends the server and all visits.
    """  # noqa: D301 - click wants the character itself
    _require_process_groups()
    try:
        from summit_tui.serve.server import ListenError, serve  # packages of an extra
    except ModuleNotFoundError as error:
        template = "serve needs the package {package}: pip install 'summit-tui[serve]'"
        stop(gettext(template, package=error.name), Exit.UNUSABLE)
    import asyncio  # no other command has a use for it

    settings = _settings(paths, texts, cache)
    origin = _usable_origin(host, public)
    limits = Limits(visitors, idle * 60, hours * 3_600)
    running = serve(settings, limits, host=host, port=port, public=origin, announce=_announce)
    try:
        number = asyncio.run(running)
    except ListenError as error:
        stop(str(error), Exit.UNUSABLE)
    print_notice(gettext("The server has ended, and all visits with it."))
    sys.exit(128 + number if number else Exit.FOUND)


def _require_process_groups() -> None:
    """Stop on Windows, where a visit could not be ended with all that it has started."""
    if not hasattr(os, "killpg"):
        stop(gettext("serve works on Linux and macOS only"), Exit.UNUSABLE)


def _usable_origin(host: str, public: str | None) -> str | None:
    """Return the origin of the public address; stop where visitors could not come as asked."""
    from summit_tui.serve.admission import normal_origin

    try:
        address = ip_address(host)
    except ValueError:
        stop(gettext("--host takes an IP address, such as 127.0.0.1"), Exit.UNUSABLE)
    try:
        origin = normal_origin(public) if public else None
    except ValueError:
        stop(gettext("--public takes an address such as https://desk.example"), Exit.UNUSABLE)
    if address.is_unspecified and origin is None:
        stop(gettext("{host} needs --public, the address visitors use", host=host), Exit.UNUSABLE)
    if not address.is_loopback and not (origin or "").startswith("https://"):
        print_notice(
            gettext("Without https, whoever is on the network can read along and come in.")
        )
    return origin


def _settings(
    paths: Sequence[Location], texts: Path | None, cache: Path | None
) -> dict[str, object]:
    """Return what each visitor's process is to show; the index is built now, once for all."""
    locations = opened_paths(paths)
    if not all(isinstance(path, Path) for path in locations):
        stop(gettext("serve shows files and folders only, no archive on a server"), Exit.UNUSABLE)
    if cache is not None:
        with open_or_exit(locations, cache):
            pass
    config = config_for_command("texts")
    folder = texts or config.texts
    return {
        "paths": [str(path) for path in locations],
        "cache": cache and str(cache),
        "texts": folder and str(folder),
        "groups": config.groups,
    }


def _announce(addresses: Sequence[str]) -> None:
    for address in addresses:
        click.echo(address)
    print_notice(
        ngettext(
            "{number} address, for one browser. Ctrl-C ends the server.",
            "{number} addresses, each for one browser. Ctrl-C ends the server.",
            len(addresses),
        )
    )
