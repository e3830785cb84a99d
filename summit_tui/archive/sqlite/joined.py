"""Opens several archives as one: some on servers, or one on a server beside files and folders."""

from collections.abc import Sequence
from contextlib import ExitStack, closing

from summit_tui.archive import Archive
from summit_tui.archive.base import BaseStore
from summit_tui.archive.openers import Store
from summit_tui.archive.progress import Report
from summit_tui.archive.sqlite.multi import MultiArchive
from summit_tui.archive.sqlite.searcher import StoreArchive
from summit_tui.i18n import gettext_lazy, gettext_noop
from summit_tui.model.problem import Problem
from summit_tui.readers import CoverageFile

_Joinable = StoreArchive | MultiArchive


class JoinedStore(BaseStore):
    """Several stores, as what can be opened; at most one of them is of files."""

    def __init__(self, names: Sequence[str], stores: Sequence[Store]) -> None:
        """Take the stores, with what each is called; an event that several have is the first's."""
        self._names, self._stores = names, stores
        self.paths = [path for store in stores for path in store.paths]
        self.version = " ".join(store.version for store in stores)
        """The names of the versions on servers."""

    @property
    def files(self) -> Sequence[CoverageFile]:
        """Return the files of all stores."""
        return [file for store in self._stores for file in store.files]

    @property
    def problems(self) -> Sequence[Problem]:
        """Return what went wrong while the files were listed."""
        return [problem for store in self._stores for problem in store.problems]

    def list_files(self, report: Report | None = None) -> None:
        """List the files of each store; raises whatever `report` raises."""
        for store in self._stores:
            store.list_files(report)

    def fresh(self, *, verified: bool = False) -> Archive | None:
        """Return the archive if each of the stores can answer from what there is now."""
        with ExitStack() as cleanup:
            archives: list[Archive] = []
            for store in self._stores:
                archive = store.fresh(verified=verified)
                if archive is None:
                    return None
                archives.append(cleanup.enter_context(closing(archive)))
            cleanup.pop_all()
        return _join(self._names, archives)

    def build(self, report: Report | None = None) -> Archive:
        """Return the archive once each store has one; raises whatever `report` raises."""
        with ExitStack() as cleanup:
            archives: list[Archive] = []
            for store in self._stores:
                archive = store.fresh() or store.build(report)
                archives.append(cleanup.enter_context(closing(archive)))
            cleanup.pop_all()
        self.is_new = any(store.is_new for store in self._stores)
        return _join(self._names, archives)

    def discard(self) -> bool:
        """Throw every index away, as it is not known which is damaged; say whether all are gone."""
        remaining = [store for store in self._stores if not store.discard()]
        return not remaining

    def spell(self, text: str) -> str:
        """Return the name of a file as the user spells its path."""
        for store in self._stores:
            text = store.spell(text)
        return text


def _join(names: Sequence[str], archives: Sequence[Archive]) -> Archive:
    """Return one archive of several; an event that several have is that of the first of them."""
    *others, (name, joined) = [
        (name, _joinable(archive)) for name, archive in zip(names, archives, strict=True)
    ]
    for first, archive in reversed(others):
        joined, name = _pair(joined, name, archive), first
    return joined


def _joinable(archive: Archive) -> _Joinable:
    if not isinstance(archive, _Joinable):
        raise TypeError(f"{type(archive).__name__} cannot be joined with others")
    return archive


def _pair(later: _Joinable, name: str, first: _Joinable) -> MultiArchive:
    """Return an archive of two, in which the events of the first hide those of the later one.

    `name` is what the later one is called where that is said.
    """
    before, after = first.info(), later.info()
    theirs = {event.id for event in after.events}
    hidden = [event.id for event in before.events if event.id in theirs]
    template = gettext_noop("Event {id} is open from elsewhere, too: what is here is not shown")
    problems = [Problem(name, 0, "", "E109", gettext_lazy(template, id=id)) for id in hidden]
    return MultiArchive(
        (later, first),
        hidden,
        dict.fromkeys([*before.paths, *after.paths]),
        [*before.problems, *after.problems, *problems],
    )
