"""The back ends of archives by the scheme of what is opened: paths of files and folders have none.

A back end is one row of `BACK_ENDS` and the package that the row names; nothing else knows it.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Final, NamedTuple, Protocol
from urllib.parse import unquote

from summit_tui.archive import Archive
from summit_tui.archive.progress import Report
from summit_tui.i18n import gettext
from summit_tui.model.problem import Problem
from summit_tui.paths import exists
from summit_tui.readers import CoverageFile


class BackEnd(NamedTuple):
    """What opens the archives of a scheme."""

    module: str
    name: str
    """The class of the `Store`, which takes locations and cache folder."""
    extra: str = ""
    """The extra that has its packages, where it needs any."""


_POSTGRES: Final = BackEnd("summit_tui.archive.postgres.opener", "ServerArchive", "postgres")
BACK_ENDS: Final[Mapping[str, BackEnd]] = {
    "": BackEnd("summit_tui.archive.sqlite.catalog", "Catalog"),
    "postgresql": _POSTGRES,
    "postgres": _POSTGRES,
}
"""The back ends by their schemes."""
_JOINED: Final = BackEnd("summit_tui.archive.sqlite.joined", "JoinedStore")
"""What makes one store of several, which takes their names and themselves."""

# Compiled when they are first searched for: most starts open a path.
_SCHEME: Final = r"(?i)([a-z][a-z0-9+.-]+)://"
"""The scheme of an address (RFC 3986, of at least two letters: one is a drive of Windows)."""

_MISSPELLED: Final = (
    "(?i)"
    # The scheme of a server behind blanks, quotation marks or the name of a variable.
    r"[^\w./~\\-]*(?:\w+[:=])?[^\w./~\\-]*postgres(?:ql)?\s*(?::|%3a|\uff1a|//|\\\\)"
    # Any other with a password, be there one slash, several or none the right way round.
    r"|\W*\w[\w+.-]+\s*:\s*[/\\]+[^@]*:[^@]*@"
    # What libpq also takes: several keywords with values.
    r"|\s*(?:host|hostaddr|port|dbname|user|service|sslmode|password)\s*=\s*\S*\s+\w+\s*="
)
"""What is meant as an address, but is not written as one."""

_CREDENTIALS: Final = (
    r"(?is)://[^?#@]*:(?!\d+(?:,[^/?#@]*)?(?:/[^?#@]*)?\?).*@|[?&](?:ssl)?password="
)
"""A password in an address: before the host, or among the parameters.

It may have any character in it, also those that end a host where they are not written as `%2F`; a
port followed by a parameter such as `user=desk@newsroom` is none.
"""

Location = Path | str
"""The path of a file or folder, or an address such as `postgresql://host/name`."""


class Store(Protocol):
    """What can be opened as an archive, as it is when its files are listed."""

    paths: Sequence[Path]
    """The files and folders that were named; none where an address was."""
    index: Path | None
    """Where the index lies once it is made; None in memory or where the back end needs none."""
    is_new: bool
    """Whether the index was made by this program run, from the records as they are."""
    version: str
    """Names what a server has, which may be another by now; empty where it is in files."""

    @property
    def files(self) -> Sequence[CoverageFile]:
        """The files of records in them, in their order."""

    @property
    def problems(self) -> Sequence[Problem]:
        """What went wrong while the files were listed."""

    def list_files(self, report: Report | None = None) -> None:
        """List the files, which is else done without a report when they are first asked for.

        Raises whatever `report` raises.
        """

    @property
    def is_small(self) -> bool:
        """Whether its index is made sooner than an empty screen is drawn."""

    def fresh(self, *, verified: bool = False) -> Archive | None:
        """Return the archive if it can answer from the records as they are now.

        `verified` makes sure first that nothing in it is damaged, as far as the back end can tell;
        otherwise damage may be noticed some seconds later.
        """

    def stale(self) -> Archive | None:
        """Return the archive as it was when its index was made, or None."""

    def glimpses(self, report: Report) -> Iterator[Archive]:
        """Yield archives of ever more of the records, until all are there; raises as `build`."""

    def build(self, report: Report | None = None) -> Archive:
        """Return the archive from an index made now; raises whatever `report` raises."""

    def discard(self) -> bool:
        """Throw a damaged index away and return whether it is gone."""

    def spell(self, text: str) -> str:
        """Return the name of a file as the user spells its path."""


def open_store(locations: Sequence[Location], cache: Path | None) -> Store:
    """Return the store of some locations; `cache` is the folder for an index, None for memory.

    Paths are one store, each address is one of its own; several are joined. Raises ValueError with
    a sentence where no back end has a scheme, and OSError where a server does not answer, or a
    package is missing.
    """
    check_locations(locations)
    paths = [location for location in locations if not scheme_of(location)]
    addresses = [location for location in locations if scheme_of(location)]
    groups = [paths] if paths or not addresses else []
    groups += [[address] for address in addresses]
    # An event that is open twice is that of the location named first.
    groups.sort(key=lambda group: locations.index(group[0]) if group else 0)
    stores = [_open_group(group, cache) for group in groups]
    if len(stores) == 1:
        return stores[0]
    joined: Store = _load(_JOINED)([", ".join(map(str, group)) for group in groups], stores)
    return joined


def _open_group(locations: Sequence[Location], cache: Path | None) -> Store:
    """Return the store of some paths, or of one address."""
    scheme = scheme_of(locations[0]) if locations else ""
    try:
        store: Store = _load(BACK_ENDS[scheme])(locations, cache)
    except ModuleNotFoundError as error:
        raise missing_extra(scheme, error) from None
    return store


def _load(back_end: BackEnd) -> Callable[..., Store]:
    """Return the class of a back end, whose module is loaded by its name alone."""
    store: Callable[..., Store] = getattr(import_module(back_end.module), back_end.name)
    return store


def missing_extra(scheme: str, error: ModuleNotFoundError) -> OSError:
    """Return an error that says how a package is installed that a back end needs."""
    return OSError(
        gettext(
            "{scheme}:// needs the package {package}: pip install 'summit-tui[{extra}]'",
            scheme=scheme,
            package=error.name,
            extra=BACK_ENDS[scheme].extra,
        )
    )


def check_locations(locations: Sequence[Location]) -> None:
    """Raise ValueError with a sentence where a location cannot be opened as it is written.

    A back end has to have the scheme of each, and none may have a password in it.
    """
    for location in locations:
        scheme = scheme_of(location)
        is_known = bool(scheme) and scheme in BACK_ENDS
        if isinstance(location, str) and not is_known and re.match(_MISSPELLED, location):
            # Not repeated, as it may have a password in it.
            raise ValueError(gettext("An address is written postgresql://USER@HOST:PORT/DATABASE"))
        if scheme not in BACK_ENDS:
            raise ValueError(gettext("No back end opens {scheme}://", scheme=scheme))
        written = str(location)
        if scheme and any(re.search(_CREDENTIALS, text) for text in (written, unquote(written))):
            # Not repeated: addresses are listed, stored and seen by whoever looks at the processes.
            raise ValueError(
                gettext("An address may not have a password in it; ~/.pgpass has room")
            )


def location_of(text: str) -> Location:
    """Return what a word of a command line or of the config names: an address, or else a path.

    What is only meant as an address is one, too, so that it is refused and not repeated; what
    exists under such a name is not.
    """
    if scheme_of(text) or (re.match(_MISSPELLED, text) and not exists(text)):
        return text
    return Path(text)


def scheme_of(location: Location) -> str:
    """Return the scheme of an address, or nothing for a path."""
    match = re.match(_SCHEME, location) if isinstance(location, str) else None
    return match[1] if match else ""
