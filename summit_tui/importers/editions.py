"""What an edition of an import replaced, kept so that it can be taken back alone.

`.summit-tui/editions/NAME-N.json` belongs to the Nth edition after the first. Like the ledger it is
data and no cache.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import NamedTuple

from summit_tui.i18n import gettext
from summit_tui.importers.folder import Folder, ReadingRow
from summit_tui.importers.ledger import LoggedImport, parse_ledger, render_ledger
from summit_tui.importers.limits import UnreadableError
from summit_tui.importers.plan import FileChange, Plan
from summit_tui.paths import EDITIONS, LEDGER


class ReplacedFile(NamedTuple):
    """A file that an edition wrote."""

    old: bytes | None
    """What it held before; None where there was none."""
    sha256: str
    """SHA-256 of what the edition wrote, in hexadecimal."""


@dataclass(frozen=True, slots=True)
class Edition:
    """What there was before an edition."""

    logged: LoggedImport
    """The import as the ledger had it."""
    files: Mapping[str, ReplacedFile]
    """The files that the edition wrote, by path relative to the folder, but for the ledger."""
    readings: Sequence[ReadingRow]
    """The readings that it added."""


def edition_path(logged: LoggedImport) -> str:
    """Return where it is kept what the latest edition of an import replaced."""
    return f"{EDITIONS}/{logged.name}-{logged.editions}.json"


def with_edition(folder: Folder, plan: Plan) -> Plan:
    """Return the plan of an import, which keeps what it replaces of an earlier edition."""
    earlier = folder.ledger.get(plan.name)
    written = [change for change in plan.files if change.path != LEDGER]
    if earlier is None or not written:
        return plan
    logged = replace(plan.logged, editions=earlier.editions + 1)
    ledger = render_ledger(list({**folder.ledger, plan.name: logged}.values()))
    path = edition_path(logged)
    kept = _render(earlier, written, plan.readings)
    files = [
        *written,
        FileChange(path=path, old=folder.bytes_of(path), new=kept),
        FileChange(path=LEDGER, old=folder.bytes_of(LEDGER), new=ledger),
    ]
    return replace(plan, logged=logged, files=files)


def _render(
    earlier: LoggedImport, changes: Sequence[FileChange], readings: Sequence[ReadingRow]
) -> bytes:
    """Return the bytes that say what an edition replaced; files need not be UTF-8."""
    files = {
        change.path: {
            "old": None if change.old is None else change.old.decode("utf-8", "surrogateescape"),
            "sha256": sha256(change.new or b"").hexdigest(),
        }
        for change in changes
    }
    value = {"ledger": render_ledger([earlier]).decode(), "files": files, "readings": readings}
    return (json.dumps(value, ensure_ascii=False) + "\n").encode("utf-8", "surrogatepass")


def read_edition(folder: Folder, logged: LoggedImport) -> Edition | None:
    """Return what the latest edition of an import replaced; None where it is the first.

    Raises `UnreadableError` where that is missing or damaged.
    """
    if not logged.editions:
        return None
    path = edition_path(logged)
    try:
        value = json.loads(folder.bytes_of(path) or b"")
        (earlier,) = parse_ledger(value["ledger"].encode()).values()
        files = {
            str(name): ReplacedFile(_bytes(file["old"]), str(file["sha256"]))
            for name, file in value["files"].items()
        }
        readings = [ReadingRow(*map(str, row)) for row in value["readings"]]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        template = "{path} does not say what the edition replaced; restore it"
        raise UnreadableError(gettext(template, path=folder.path / path)) from error
    return Edition(earlier, files, readings)


def _bytes(text: str | None) -> bytes | None:
    return None if text is None else text.encode("utf-8", "surrogateescape")
