"""The address of an archive on a server: what libpq understands of it, and what is refused."""

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict
from psycopg.pq import Conninfo

from summit_tui.i18n import gettext

_PATIENCE: Final = {
    "connect_timeout": "3",
    # Milliseconds after which a connection is given up whose packets nobody confirms.
    "tcp_user_timeout": "10000",
    "keepalives_idle": "30",
    # Without it, each connection costs one more round trip.
    "gssencmode": "disable",
    "application_name": "summit-tui",
}
_SERVER: Final = ("host", "hostaddr", "port", "dbname")
"""The parameters that say where an archive is, wherever they come from."""
_SECRETS: Final = {"password", "sslpassword", "oauth_client_secret"}
_UNSAFE: Final = "prefer"
"""The `sslmode` of libpq where nobody has chosen one: whoever is between may read and write."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where an archive is on a server."""

    text: str
    """As the user wrote it."""
    version: str
    """The name of the version that is opened, `previous`, or nothing for the latest."""
    settings: Mapping[str, str]
    """The parameters of a connection, as libpq names them."""

    @property
    def name(self) -> str:
        """Host and database, for sentences."""
        host = self.settings.get("host") or self.settings.get("service") or "localhost"
        database = self.settings.get("dbname", "")
        return f"{host}/{database}" if database else host


def parse_address(text: str) -> Address:
    """Return what an address says: `postgresql://USER@HOST/DATABASE?PARAMETERS#VERSION`.

    What it leaves open comes from libpq's variables and files, such as `PGSERVICE` and `~/.pgpass`.
    Raises ValueError where it is no address, or has a password in it.
    """
    url, _, version = text.partition("#")
    try:
        given = {key: str(value) for key, value in conninfo_to_dict(url).items() if value}
    except ProgrammingError:
        # The reason repeats the address.
        raise ValueError(gettext("The address cannot be understood")) from None
    if _SECRETS & given.keys():
        # Written so that `check_locations` did not see it.
        raise ValueError(gettext("An address may not have a password in it; ~/.pgpass has room"))
    defaults = _defaults(given.get("service"))
    server = {key: defaults[key] for key in _SERVER if key in defaults}
    settings = _PATIENCE | server | given
    if given.get("sslmode", defaults.get("sslmode")) == _UNSAFE and not _are_on_this_machine(
        settings.get("host", ""), settings.get("hostaddr", "")
    ):
        settings["sslmode"] = "verify-full"
    return Address(text, version, settings)


def _defaults(service: str | None) -> dict[str, str]:
    """Return libpq's defaults: from variables of the environment and the file of services."""
    before = os.environ.get("PGSERVICE")
    if service:
        os.environ["PGSERVICE"] = service
    try:
        options = Conninfo.get_defaults()
    finally:
        if service and before is None:
            del os.environ["PGSERVICE"]
        elif service:
            os.environ["PGSERVICE"] = str(before)
    return {option.keyword.decode(): option.val.decode() for option in options if option.val}


def _are_on_this_machine(hosts: str, numbers: str) -> bool:
    """Say whether all hosts of a list are this machine; the folder of a socket is one, too.

    `numbers` are their addresses of IP, which count where there are any.
    """
    pairs = zip_longest(hosts.split(","), numbers.split(","), fillvalue="")
    return all(_is_on_this_machine(number or host) for host, number in pairs)


def _is_on_this_machine(host: str) -> bool:
    if host in ("", "localhost") or host.startswith(("/", "@")):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
