"""Compiles the catalogues: `python -m tests.catalogues` writes the `.mo` beside each `.po`.

Both are kept, so that an installation and a checkout need no step of their own. Of the form of
GNU gettext's `.po` files this reads what the program's catalogues use: comments, `msgctxt`,
`msgid`, `msgid_plural`, `msgstr` and `msgstr[0]`, each one text or several lines of them.
"""

import ast
import re
import struct
from pathlib import Path

import summit_tui

LOCALE = Path(summit_tui.__file__).parent / "locale"
_LINE = re.compile(r'(?:(msgctxt|msgid_plural|msgid|msgstr(?:\[0\])?) )?(".*")')


def read_catalogue(text):
    """Return the translations of a `.po` text by context and msgid, as a `.mo` has them."""
    sentences = {}
    for block in re.split(r"\n\s*\n", text):
        parts, key = {}, ""
        for line in block.splitlines():
            if line and not line.startswith("#"):
                match = _LINE.fullmatch(line)
                assert match, f"is no line of a catalogue: {line}"
                key = match[1] or key
                parts[key] = parts.get(key, "") + ast.literal_eval(match[2])
        if parts:
            context = f"{parts['msgctxt']}\x04" if "msgctxt" in parts else ""
            plural = f"\0{parts['msgid_plural']}" if "msgid_plural" in parts else ""
            name = f"{context}{parts['msgid']}{plural}"
            assert name not in sentences, f"stands there twice: {name!r}"
            sentences[name] = parts.get("msgstr") or parts["msgstr[0]"]
    return sentences


def compiled(sentences):
    """Return translations in the binary form of GNU gettext (its manual, "MO Files")."""
    pairs = sorted((key.encode(), value.encode()) for key, value in sentences.items())
    texts = [key for key, _ in pairs] + [value for _, value in pairs]
    start = 28 + 8 * len(texts)
    table = b""
    for text in texts:
        table += struct.pack("<II", len(text), start)
        start += len(text) + 1
    head = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0)
    return head + table + b"".join(text + b"\0" for text in texts)


def catalogues():
    """Return the paths of all `.po` files."""
    return sorted(LOCALE.rglob("*.po"))


def compile_all():
    """Write the `.mo` beside each `.po`."""
    for path in catalogues():
        path.with_suffix(".mo").write_bytes(compiled(read_catalogue(path.read_text("utf-8"))))


if __name__ == "__main__":
    compile_all()
