"""From which file a record was imported, as the ledger of its folder says."""

from contextlib import suppress
from pathlib import Path

from summit_tui.i18n import gettext
from summit_tui.importers.folder import read_bytes
from summit_tui.importers.ledger import Ledger, parse_ledger
from summit_tui.importers.limits import UnreadableError
from summit_tui.model.dates import in_words
from summit_tui.model.kinds import Address
from summit_tui.paths import LEDGER


def origin_of(address: Address, file: Path) -> str | None:
    """Return from which file a record of `file` was imported and when; None where it was not.

    The ledger is that of the nearest folder with one; one that cannot be read says nothing here.
    """
    for folder in file.parents:
        with suppress(UnreadableError):
            if data := read_bytes(folder / LEDGER):
                return _origin(address, parse_ledger(data))
    return None


def _origin(address: Address, ledger: Ledger) -> str | None:
    """Return what a ledger says of a record, or None."""
    for logged in ledger.values():
        if any(
            (key.kind, entry.id) == (address.kind, address.id)
            for key, entry in logged.records.items()
        ):
            template = "from {file} ({importer}), {day}"
            day = in_words(logged.date)
            return gettext(template, file=logged.file, importer=logged.importer, day=day)
    return None
