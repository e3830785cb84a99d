"""Opens an archive on a server: its latest version, whose small tables are kept on this machine."""

import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, suppress
from datetime import datetime
from pathlib import Path
from typing import Final, NamedTuple

from summit_tui.archive import Archive, IndexCorruptError, SupersededError, UnreachableError
from summit_tui.archive.base import BaseStore
from summit_tui.archive.openers import Location
from summit_tui.archive.postgres.address import parse_address
from summit_tui.archive.postgres.schema import LAYOUT
from summit_tui.archive.postgres.session import Session
from summit_tui.archive.postgres.small_tables import CHUNK, assemble
from summit_tui.archive.postgres.store import PostgresStore
from summit_tui.archive.progress import Progress, Report
from summit_tui.archive.sqlite.index_file import open_index
from summit_tui.archive.sqlite.roots import Roots
from summit_tui.archive.sqlite.searcher import StoreArchive
from summit_tui.i18n import gettext
from summit_tui.paths import make_private
from summit_tui.writing import scratch_folder

SERVERS: Final = "servers"
"""The folder within that of indexes."""
_VERSIONS: Final = "SELECT name, layout, program, pushed FROM summit.version ORDER BY pushed DESC"
_VERSION: Final = re.compile("summit_[0-9a-f_]+")
"""What a push calls a version; no other name is written into a query."""
_PREVIOUS: Final = "previous"
_CHUNKS: Final = 4
"""Pieces that are fetched together."""


class _Version(NamedTuple):
    """A row of the list of versions."""

    name: str
    layout: str
    program: str
    pushed: datetime


class ServerArchive(BaseStore):
    """An archive on a server, as what can be opened."""

    def __init__(self, locations: Sequence[Location], cache: Path | None) -> None:
        """Look for the version that is opened.

        Raises OSError where the address cannot be understood, and
        `UnreachableError` where its server does not answer or has nothing that can be read.
        """
        (location,) = locations
        try:
            self._address = parse_address(str(location))
        except ValueError as error:
            raise OSError(str(error)) from None
        self.is_new = False
        """Whether the small tables were fetched by this program run."""
        session = Session(self._address)
        try:
            version = self._choose(session)
        finally:
            session.close()
        self.version = version.name
        """The name of the version."""
        self.index = cache and cache / SERVERS / f"{self._slug}.{version.name}.index"

    @property
    def _slug(self) -> str:
        """The archive as a part of the names of files."""
        return re.sub("[^A-Za-z0-9.-]+", "-", self._address.name)

    def _choose(self, session: Session) -> _Version:
        """Return the version that the address names."""
        try:
            versions = [_Version(*row) for row in session.ask(_VERSIONS)]
        except SupersededError:
            versions = []
        wanted = self._address.version
        if wanted == _PREVIOUS:
            versions = versions[1:]
        elif wanted:
            versions = [version for version in versions if version.name == wanted]
        if not versions:
            raise UnreachableError(
                gettext("{archive} has no version that was pushed", archive=self._address.name)
                if not wanted
                else gettext(
                    "{archive} has no version {version}",
                    archive=self._address.name,
                    version=wanted,
                )
            )
        version = versions[0]
        if version.layout != LAYOUT or not _VERSION.fullmatch(version.name):
            raise UnreachableError(
                gettext(
                    "{archive} was pushed by summit-tui {program} in layout {theirs}; this program"
                    " reads {ours}: use the same program, or push the files again",
                    archive=self._address.name,
                    program=version.program,
                    theirs=version.layout,
                    ours=LAYOUT,
                )
            )
        return version

    def fresh(self, *, verified: bool = False) -> Archive | None:
        """Return the archive if the small tables of its version are on this machine.

        `verified` reads the whole of them first, and returns None where they are damaged.
        """
        archive = self._open(self.index) if self.index else None
        if archive is not None and verified:
            try:
                archive.verify()
            except IndexCorruptError:
                archive.close()
                self.discard()
                return None
        return archive

    def build(self, report: Report | None = None) -> Archive:
        """Fetch the small tables of the version and return its archive.

        Raises whatever `report` raises.
        """
        self.is_new = True
        if self.index is not None:
            try:
                for folder in (self.index.parent.parent, self.index.parent):
                    make_private(folder)
                self._fetch(self.index, report)
                self._prune(self.index)
            except UnreachableError:
                raise
            except OSError:
                pass  # no room or no right to write: what follows needs neither
            else:
                if archive := self._open(self.index):
                    return archive
        with scratch_folder() as folder:
            # An open file stays readable when it is removed.
            path = folder / "tables.index"
            self._fetch(path, report)
            archive = self._open(path)
        if archive is None:
            raise UnreachableError(
                gettext("{archive} sent a damaged file", archive=self._address.name)
            )
        return archive

    def discard(self) -> bool:
        """Remove the small tables because they are damaged; they are fetched again."""
        if self.index is not None:
            with suppress(OSError):
                self.index.unlink(missing_ok=True)
        return self.index is None or not self.index.exists()

    def _open(self, path: Path) -> StoreArchive | None:
        file = open_index(path)
        if file is None:
            return None
        with ExitStack() as unused:  # where the server does not answer
            unused.callback(file.close)
            store = PostgresStore(Session(self._address), self.version, file.connection)
            unused.pop_all()
        return StoreArchive(store, Roots([], self._address.text), file.integrity)

    def _fetch(self, path: Path, report: Report | None) -> None:
        session = Session(self._address)
        try:
            ((total,),) = session.ask(f"SELECT count(*) FROM {self.version}.chunk")  # noqa: S608

            def compressed() -> Iterator[bytes]:
                for first in range(0, total, _CHUNKS):
                    if report is not None:
                        mb = CHUNK / 1_000_000
                        done, of = round(first * mb), round(total * mb)
                        report(Progress("fetching", done, of, 0))
                    query = f"SELECT data FROM {self.version}.chunks(%s, %s)"  # noqa: S608
                    for (data,) in session.ask(query, (first, first + _CHUNKS - 1)):
                        yield data

            assemble(path, compressed())
        finally:
            session.close()

    def _prune(self, index: Path) -> None:
        """Remove the small tables of versions before the last but one."""
        for path in sorted(index.parent.glob(f"{self._slug}.summit_*.index"))[:-2]:
            path.unlink(missing_ok=True)
