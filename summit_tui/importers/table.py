"""The table of formats: one row each, with the module that recognizes and reads it.

Without a module and its row everything else works as before.
"""

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Final, NamedTuple

from summit_tui.i18n import gettext
from summit_tui.importers.limits import MissingExtraError

if TYPE_CHECKING:
    from summit_tui.importers.document import Document
    from summit_tui.importers.importer import Imported, ImportOptions


class Importer(NamedTuple):
    """A format of files that come from elsewhere."""

    name: str
    """What `--from` and the ledger call it; it is part of every id, so it never changes."""
    title: str
    """What a sentence calls it."""
    module: str
    """The dotted name of its module, which is imported when a file is looked at."""

    def recognise(self, document: "Document") -> str | None:
        """Return by what the file was recognized as this format, or None; see `importer`."""
        reason: str | None = self._load().recognise(document)
        return reason

    def read(self, document: "Document", options: "ImportOptions") -> "Imported":
        """Return what is in the file; raises `UnreadableError`."""
        imported: Imported = self._load().read(document, options)
        return imported

    def _load(self) -> ModuleType:
        return import_module(self.module)


IMPORTERS: Final[tuple[Importer, ...]] = (
    Importer("frab", gettext("a programme of frab or c3voc"), "summit_tui.importers.frab"),
    Importer("ical", gettext("a calendar (iCalendar)"), "summit_tui.importers.ical"),
    Importer("csl", gettext("a bibliography as CSL-JSON"), "summit_tui.importers.csl"),
    Importer("ris", gettext("a bibliography as RIS"), "summit_tui.importers.ris"),
    Importer("bibtex", gettext("a bibliography as BibTeX"), "summit_tui.importers.bibtex"),
    Importer("transcript", gettext("a transcript with turns"), "summit_tui.importers.transcripts"),
)
"""The formats; where several recognize a file, the first has it."""


def importer_named(name: str) -> Importer | None:
    """Return the format that `--from` names, or None."""
    return next((importer for importer in IMPORTERS if importer.name == name), None)


def recognise(document: "Document") -> tuple[Importer, str] | None:
    """Return the format of a file and by what it was recognized, or None; raises `UnreadableError`.

    What only a missing library hinders is said by its error if no other format has the file.
    """
    missing: MissingExtraError | None = None
    for importer in IMPORTERS:
        try:
            reason = importer.recognise(document)
        except MissingExtraError as error:
            missing = missing or error
        else:
            if reason:
                return importer, reason
    if missing:
        raise missing
    return None
