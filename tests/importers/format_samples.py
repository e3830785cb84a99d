"""Reads small files as the formats do, and counts in them as the truth of real files does."""

import hashlib
import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from summit_tui.importers.document import Document
from summit_tui.importers.importer import ImportOptions
from summit_tui.importers.table import recognise

REAL = Path(os.environ.get("SUMMIT_REAL", "/nonexistent"))
"""The folder of real files; its tests are skipped where it is not."""
needs_real = pytest.mark.skipif(not REAL.is_dir(), reason="the real files are not here")


def truth(name):
    """Return what a correct import of a real file finds."""
    return json.loads((REAL / "truth.json").read_text("utf-8"))[name]


def document(content, name="file", *, encoding="utf-8"):
    """Return a document of bytes, of a text, or of what JSON holds, without a file."""
    if not isinstance(content, str | bytes):
        content = json.dumps(content, ensure_ascii=False)
    made = Document(Path(name))
    vars(made)["data"] = content.encode(encoding) if isinstance(content, str) else content
    return made


def imported(content, name="file", *, encoding="utf-8", beside=(), **options):
    """Return what is in bytes, a text or JSON, whatever format they are in."""
    return read(document(content, name, encoding=encoding), beside=beside, **options)[1]


def real(name, *, beside=(), **options):
    """Return the name of a real file's format and what is in it."""
    others = tuple(Document(REAL / other) for other in beside)
    return read(Document(REAL / name), beside=others, **options)


def read(document, **options):
    """Return the name of a document's format and what is in it."""
    recognised = recognise(document)
    assert recognised, f"{document.name} is not recognized"
    return recognised[0].name, recognised[0].read(document, ImportOptions(**options))


def of_kind(result, kind):
    """Return the fields of all records of a kind by their keys."""
    return {record.key: record.fields for record in result.records if record.kind == kind}


def fold(text):
    """Return a text with its white space folded."""
    return " ".join(text.split())


def in_utc(moment):
    """Return a moment in UTC as the fingerprints have it; empty for none."""
    if not moment:
        return ""
    return datetime.fromisoformat(moment).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def digest(lines):
    """Return the SHA-256 of sorted lines."""
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


def fingerprint(result, titles=lambda fields: fields["title"]):
    """Return that of the sessions: title, start in UTC, room."""
    return digest(
        "\t".join(
            (fold(titles(session)), in_utc(session.get("start")), fold(session.get("place", "")))
        )
        for session in of_kind(result, "sessions").values()
    )


def names_fingerprint(result):
    """Return that of the distinct names of people."""
    return digest({fold(fields["name"]) for fields in of_kind(result, "speakers").values()})
