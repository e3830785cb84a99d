"""A file from elsewhere: its bytes, its text, what XML, JSON or a zip in it holds, all bounded.

An untrusted file may cost far more than its size. What is beyond a limit, cannot be decoded or
has entities of its own is refused by a sentence.
"""

import codecs
import json
import os
import re
import zipfile
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from summit_tui.i18n import gettext
from summit_tui.importers.encodings import Decoded, decode, wide_encoding
from summit_tui.importers.limits import UnreadableError, open_zip
from summit_tui.readers import shown_path
from summit_tui.readers.encoding import open_regular
from summit_tui.readers.limits import FILE_LIMIT

if TYPE_CHECKING:
    from summit_tui.importers.xml import XmlTree

HEAD: Final = 1 << 16
"""The characters of a text by which most formats are recognized."""


class Document:
    """A file that was read, once; what is in it is worked out when it is asked for.

    Every property but `path` and `name` may raise `UnreadableError`.
    """

    def __init__(self, path: Path, *, encoding: str | None = None) -> None:
        self.path = path
        self.name = shown_path(path.name)
        """Its name without the folder, as it may be shown."""
        self._encoding = encoding

    @cached_property
    def data(self) -> bytes:
        """The bytes of the file."""
        try:
            with open_regular(self.path) as file:
                is_large = os.fstat(file.fileno()).st_size > FILE_LIMIT
                data = b"" if is_large else file.read(FILE_LIMIT + 1)
        except OSError as error:
            if self.path.is_dir():
                template = "cannot be read: it is a folder; --into {folder} writes into it"
                raise UnreadableError(gettext(template, folder=shown_path(self.path))) from error
            reason = error.strerror or type(error).__name__
            raise UnreadableError(gettext("cannot be read: {reason}", reason=reason)) from error
        if is_large or len(data) > FILE_LIMIT:
            template = "is larger than {limit} MB, too large to be imported; split it"
            raise UnreadableError(gettext(template, limit=FILE_LIMIT >> 20))
        return data

    def decode(self, data: bytes) -> Decoded:
        """Return the text in bytes that a format has made of those of the file."""
        return decode(data, self._encoding)

    @cached_property
    def decoded(self) -> Decoded:
        """The text with its encoding, and how that was found."""
        return decode(self.data, self._encoding)

    @property
    def text(self) -> str:
        """The text without a byte order mark, its line ends as they are."""
        return self.decoded.text

    @property
    def head(self) -> str:
        """The beginning of the text; empty for what is a zip, a PDF or another binary file."""
        return "" if self.is_binary else self.text[:HEAD]

    @property
    def is_zip(self) -> bool:
        """Whether it is a zip, as DOCX, XLSX and ODS are."""
        return self.data.startswith(b"PK\x03\x04")

    @property
    def is_binary(self) -> bool:
        """Whether it is certainly no text, whatever its encoding."""
        head = self.data[:HEAD]
        if head.startswith((b"PK\x03\x04", b"%PDF-", b"\xd0\xcf\x11\xe0", b"{\\rtf")):
            return True
        if b"\0" not in head or head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return False
        return wide_encoding(self.data) is None

    @cached_property
    def json(self) -> Any:
        """The value of a JSON file; `Any`: nothing is known of it.

        Raises `UnreadableError` with the line of the mistake. A number stays a number.
        """
        try:
            return json.loads(self.text)
        except json.JSONDecodeError as error:
            if (lines := self._json_lines()) is not None:
                return lines
            message = gettext("is not valid JSON: {reason}", reason=error.msg)
            raise UnreadableError(message, error.lineno) from error
        except (RecursionError, ValueError) as error:
            raise UnreadableError(gettext("is nested too deeply to be read")) from error

    def _json_lines(self) -> list[Any] | None:
        """Return the values of JSON Lines, one a line; None for what is none."""
        lines = [line for line in self.text.splitlines() if line.strip()]
        try:
            values = [json.loads(line) for line in lines]
        except ValueError:
            return None
        return (
            values if len(values) > 1 and all(isinstance(each, dict) for each in values) else None
        )

    @property
    def looks_like_json(self) -> bool:
        """Whether its text begins as a JSON object or list does."""
        return _JSON.match(self.head) is not None

    @property
    def is_toml(self) -> bool:
        """Whether its name is that of a TOML file; no format from elsewhere is one."""
        return self.path.suffix.lower() == ".toml"

    @cached_property
    def json_or_none(self) -> Any:
        """The value of a JSON file, or None for what is none; `Any`: untrusted JSON."""
        if not self.looks_like_json:
            return None
        try:
            return self.json
        except UnreadableError:
            return None

    @property
    def root_name(self) -> str:
        """The name of an XML file's outermost element, without prefix; else empty."""
        root = _ROOT.match(self.head.lstrip("\ufeff \t\r\n"))
        return root[1] if root else ""

    @cached_property
    def xml(self) -> "XmlTree":
        """The elements of an XML file with their lines; entities are refused."""
        from summit_tui.importers.xml import parse_xml

        return parse_xml(self.text)

    @cached_property
    def zip(self) -> zipfile.ZipFile:
        """The members of a zip, none of which unpacks to more than is allowed."""
        return open_zip(self.data)


_JSON: Final = re.compile(
    r"\s*(?:\{|\[\s*(?:[\[{\"\]]|-?(?:0|[1-9]\d*)[.,eE\s\]]|true\b|false\b|null\b))"
)
"""How JSON begins; a text may begin with a clock or a remark in square brackets."""
_ROOT: Final = re.compile(
    r"(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\])?\s*>|\s)*<(?:[\w.-]+:)?([\w.-]+)[\s/>]",
    re.DOTALL,
)
