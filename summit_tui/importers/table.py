"""The table of formats: one row each, with the module that recognizes and reads it.

Without a module and its row everything else works as before.
"""

import re
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Final, NamedTuple

from summit_tui.i18n import INTERFACE, gettext, gettext_noop
from summit_tui.importers.limits import MissingExtraError
from summit_tui.model.kinds import KINDS, TABLES

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
    Importer("frab", gettext_noop("programme of frab or c3voc"), "summit_tui.importers.frab"),
    Importer("ical", gettext_noop("calendar (iCalendar)"), "summit_tui.importers.ical"),
    Importer(
        "sessionize",
        gettext_noop("programme of Sessionize or Open Event"),
        "summit_tui.importers.sessionize",
    ),
    Importer("indico", gettext_noop("programme of Indico"), "summit_tui.importers.indico"),
    Importer("popolo", gettext_noop("people in Popolo"), "summit_tui.importers.popolo"),
    Importer(
        "annotations",
        gettext_noop("highlights of Hypothesis or the web"),
        "summit_tui.importers.annotations",
    ),
    Importer(
        "parlamint", gettext_noop("debate in ParlaMint TEI"), "summit_tui.importers.parlamint"
    ),
    Importer(
        "akoma-ntoso", gettext_noop("debate in Akoma Ntoso"), "summit_tui.importers.akoma_ntoso"
    ),
    Importer("csl", gettext_noop("bibliography as CSL-JSON"), "summit_tui.importers.csl"),
    Importer("ris", gettext_noop("bibliography as RIS"), "summit_tui.importers.ris"),
    Importer("enw", gettext_noop("bibliography as EndNote tags it"), "summit_tui.importers.enw"),
    Importer("bibtex", gettext_noop("bibliography as BibTeX"), "summit_tui.importers.bibtex"),
    Importer("pdf", gettext_noop("PDF"), "summit_tui.importers.pdf"),
    Importer("docx", gettext_noop("DOCX"), "summit_tui.importers.docx"),
    Importer("html", gettext_noop("web page"), "summit_tui.importers.web_page"),
    Importer("subtitles", gettext_noop("subtitles"), "summit_tui.importers.subtitles"),
    Importer(
        "transcript", gettext_noop("transcript with turns"), "summit_tui.importers.transcripts"
    ),
    Importer(
        "unfccc", gettext_noop("list of participants (UNFCCC)"), "summit_tui.importers.unfccc"
    ),
    Importer("table", gettext_noop("table"), "summit_tui.importers.tables"),
    Importer("json", gettext_noop("list of JSON objects"), "summit_tui.importers.json_list"),
    Importer("text", gettext_noop("plain text"), "summit_tui.importers.plain_text"),
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


def unrecognized(document: "Document") -> str:
    """Return the sentence for a file that is in no known format: what was seen, what is known."""
    from summit_tui.importers.grid import columns_in  # the table is read for the help as well

    formats = INTERFACE.items(importer.name for importer in IMPORTERS)
    value = document.json_or_none
    first = value[0] if isinstance(value, list) and value else value
    is_coverage = isinstance(first, dict) and _is_coverage(first)
    if is_coverage or (document.is_toml and _HEADER.search(document.head)):
        return gettext("is a coverage file already; put it into the folder as it is")
    if isinstance(first, dict):
        template = (
            "is JSON of no known form, with the keys {keys}; say with --map which of them are "
            "fields of ours, or with --from which of {formats} it is"
        )
        keys = INTERFACE.items(map(str, list(first)[:_KEYS]))
        return gettext(template, keys=keys, formats=formats)
    if document.root_name:
        template = "is XML of no known form, its root is {root}; known are {formats}"
        return gettext(template, root=document.root_name, formats=formats)
    if columns := columns_in(document.head):
        template = (
            "is a table with the columns {columns}; say with --map which of them are fields of "
            "ours, and with --kind what its rows are"
        )
        return gettext(template, columns=INTERFACE.items(columns[:_KEYS]))
    return gettext("is in no known format; known are {formats}", formats=formats)


_KEYS: Final = 20
"""The keys that a sentence names."""
_HEADER: Final = re.compile(rf"^\s*\[+\s*(?:{'|'.join(TABLES)})\s*\]", re.MULTILINE)
"""The header of a table of a coverage file in TOML."""
_OWN: Final = frozenset(("address", "kind", "event", "id"))
"""The keys of a record that this program has exported."""


def _is_coverage(value: dict[str, object]) -> bool:
    """Tell whether a value of JSON is a coverage file, or a record that this program exported."""
    if value.keys() >= _OWN:
        return True
    tables = [value[kind] for kind in KINDS if kind in value]
    items = [item for table in tables for item in (table if isinstance(table, list) else [table])]
    own = (isinstance(item, dict) and item.keys() & _FIELDS for item in items)
    return bool(tables) and value.keys() <= {*TABLES, "$schema"} and all(own)


_FIELDS: Final = frozenset(("speaker", "publisher", "name", "title"))
"""Fields of which a record has one."""
