"""Splits the input of a terminal into tokens and drops those that Textual does not understand.

Textual's parser expects UTF-8, numbers of a sensible size and nothing but keys; a sequence that it
does not know becomes keys, letter by letter. This lexer goes before it. The sequences are those of
ECMA-48 (CSI, SS3 and the control strings DCS, SOS, OSC, PM and APC), of xterm (mouse, bracketed
paste) and of kitty's keyboard protocol.
"""

import re
from codecs import getincrementaldecoder
from collections.abc import Container, Iterator
from typing import Final, NamedTuple

ESC: Final = "\x1b"
PASTE_START: Final = f"{ESC}[200~"
PASTE_END: Final = f"{ESC}[201~"
STALL: Final = 1.0
"""Seconds after which an unfinished sequence or control string is dropped."""
PASTE_STALL: Final = 3.0
"""Seconds after which a paste counts as ended; if that is too early, its rest becomes keys."""
MOST_PASTED: Final = 1 << 16
"""Characters kept of one paste: far more than any query or path."""
MOST_COLUMNS: Final = 2_000
MOST_ROWS: Final = 1_000
"""The largest screen that is painted: each cell costs memory and time."""

_LONGEST: Final = 64
"""Characters kept of an unfinished sequence; every known sequence is much shorter."""
_LONGEST_READ: Final = 32
"""Characters of the longest sequence that Textual's parser does not split into keys."""
_MOST_MODIFIERS: Final = 256
"""One more than eight bits of modifiers, as kitty's protocol counts them."""
_RELEASED: Final = "3"
"""The event type of a key that is released."""

_STRINGS: Final = "PX]^_"
"""The characters that begin a control string after ESC."""
_TEXT: Final = re.compile("[^\x1b\x80-\x9f\udc80-\udc9f]+")
_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_INVALID: Final = re.compile("[\udc80-\udcff]")
"""Bytes that are no UTF-8, as the error handler `surrogateescape` decodes them."""
_END: Final = re.compile("[\x18\x1a\x1b\x9c\udc9c]")
_END_OR_BELL: Final = re.compile("[\x07\x18\x1a\x1b\x9c\udc9c]")
"""The ends of a control string: ST, CAN, SUB and any ESC; BEL ends only an OSC, as in xterm."""
_CSI: Final = re.compile(
    # The console of Linux has a second bracket, and rxvt ends keys with Shift in a dollar sign.
    r"\x1b\[(?:\[[@-~]|(?:3|7|8|23|24)\$|[ -?]*[@-Z\\-~])"
)
_CSI_BEGUN: Final = re.compile(r"\x1b\[\[?[ -?]*")
_MOUSE: Final = re.compile(r"\x1b\[<\d{1,3};-?\d{1,5};-?\d{1,5}[Mm]")
_MODE: Final = re.compile(r"\x1b\[\?\d{1,5};\d\$y")
_SIZE: Final = re.compile(
    r"\x1b\[48;(\d{1,5})[:\d]*;(\d{1,5})[:\d]*;(\d{1,5})[:\d]*;(\d{1,5})[:\d]*t"
)
_KEY: Final = re.compile(r"\x1b\[([\d:]*)(?:;([\d:]*))?(?:;([\d:]*))?([u~ABCDEFHPQS])")


class KnownSequences(NamedTuple):
    """The sequences that the parser knows before which the lexer goes; no others may pass."""

    keys: Container[str]
    """The sequences of keys in the old protocols."""
    reports: Container[str]
    """Reports of the terminal that have only one form, such as of its focus."""
    functional: Container[str]
    """The functional keys of kitty's protocol, each as its number and its final letter."""


class Pasted(NamedTuple):
    """A paste, without control characters but tabs and line ends."""

    text: str


class InputLexer:
    """Splits the input of a terminal into tokens: keys and reports as they came, and pastes.

    A token that is ESC alone is the key of that name; any other is text or a single sequence.
    """

    def __init__(self, known: KnownSequences) -> None:
        self._known = known
        self._decoder = getincrementaldecoder("utf-8")("surrogateescape")
        self._rest = ""
        """The characters that are not a whole token yet."""
        self._string = ""
        """The character that began the control string that is being skipped."""
        self._paste: str | None = None
        """The text so far of the paste that is being read."""

    @property
    def is_waiting(self) -> bool:
        """Return whether a token is unfinished."""
        return bool(
            self._rest or self._string or self._paste is not None or self._decoder.getstate()[0]
        )

    def feed(self, data: bytes) -> Iterator[str | Pasted]:
        """Yield the tokens that end in `data`, which may begin and end anywhere."""
        self._rest += self._decoder.decode(data)
        yield from self._split()

    def wait(self, silence: float, escape_delay: float) -> Iterator[str | Pasted]:
        """Yield the tokens that are certain once nothing has come for `silence` seconds.

        After `escape_delay` an ESC is the key; the beginning of a sequence is a key with Alt only
        after `STALL`, as a slow line delivers reports in parts.
        """
        if silence < escape_delay:
            return
        self._rest += self._decoder.decode(b"", final=True)
        yield from self._split()
        if self._paste is not None:
            if silence >= PASTE_STALL:
                yield self._pasted()
                self._rest = ""
        elif self._rest == ESC or silence >= STALL:
            if 0 < len(self._rest) <= 2:
                yield self._rest
            self._rest = self._string = ""

    def _split(self) -> Iterator[str | Pasted]:
        before = None
        while self._rest and before != (now := (self._rest, self._string, self._paste is None)):
            before = now
            if self._paste is not None:
                yield from self._read_paste()
            elif self._string:
                self._skip_string()
            else:
                yield from self._read()

    def _read_paste(self) -> Iterator[Pasted]:
        text, end, rest = self._rest.partition(PASTE_END)
        if not end:
            # The end may have begun; an ESC that does not begin it is a part of the paste.
            begun = text.rfind(ESC, -len(PASTE_END))
            begun = len(text) if begun < 0 else begun
            text, rest = text[:begun], text[begun:]
        self._paste = ((self._paste or "") + text)[:MOST_PASTED]
        self._rest = rest
        if end:
            yield self._pasted()

    def _pasted(self) -> Pasted:
        text, self._paste = self._paste or "", None
        return Pasted(_replace_invalid(_CONTROLS.sub("", text)))

    def _skip_string(self) -> None:
        end = (_END_OR_BELL if self._string == "]" else _END).search(self._rest)
        if end is None:
            self._rest = ""
        elif end[0] != ESC:
            self._rest, self._string = self._rest[end.end() :], ""
        elif self._rest.startswith(f"{ESC}\\", end.start()):
            self._rest, self._string = self._rest[end.end() + 1 :], ""
        else:
            self._rest = self._rest[end.start() :]
            if self._rest != ESC:
                self._string = ""

    def _read(self) -> Iterator[str]:
        """Take one token off the rest, if there is a whole one."""
        if text := _TEXT.match(self._rest):
            self._rest = self._rest[text.end() :]
            yield _replace_invalid(text[0])
            return
        if self._rest[0] != ESC:
            self._spell_out()
            return
        head = self._rest[:2]
        if head == f"{ESC}{ESC}":
            self._rest = self._rest[1:]
            yield ESC
        elif head == f"{ESC}[":
            yield from self._read_csi()
        elif len(self._rest) > 2 and head[1] in _STRINGS:
            self._string, self._rest = head[1], self._rest[2:]
        elif len(self._rest) > 2 and head == f"{ESC}O":
            size = 2 if self._rest[2] < " " else 3
            key, self._rest = self._rest[:size], self._rest[size:]
            if size == 2 or key in self._known.keys:
                yield key
        elif len(head) == 2 and head[1] not in f"{_STRINGS}O":
            self._rest = self._rest[2:]
            yield _replace_invalid(head)

    def _spell_out(self) -> None:
        """Write the C1 control at the head as ESC and a letter; drop it where it begins nothing."""
        letter = chr((ord(self._rest[0]) & 0x1F) + 0x40)
        self._rest = self._rest[1:]
        if letter in f"{_STRINGS}[O":
            self._rest = f"{ESC}{letter}{self._rest}"

    def _read_csi(self) -> Iterator[str]:
        if self._rest.startswith("M", 2):
            self._skip_old_mouse()
        elif whole := _CSI.match(self._rest):
            self._rest = self._rest[whole.end() :]
            if whole[0] == PASTE_START:
                self._paste = ""
            elif sequence := sanitize(whole[0], self._known):
                yield sequence
        elif (begun := _CSI_BEGUN.match(self._rest)) and begun.end() < len(self._rest):
            self._rest = self._rest[begun.end() :]  # broken off by a character that no sequence has
        else:
            self._rest = self._rest[:_LONGEST]

    def _skip_old_mouse(self) -> None:
        """Drop a mouse report of X10: three bytes behind it, which may be any of 32 and above."""
        missing, end = 3, 3
        while missing > 0 and end < len(self._rest) and self._rest[end] >= " ":
            missing -= len(self._rest[end].encode("utf-8", "surrogateescape"))
            end += 1
        if missing <= 0 or end < len(self._rest):
            self._rest = self._rest[end:]


def sanitize(sequence: str, known: KnownSequences) -> str:
    """Return a whole CSI sequence in a form that Textual's parser accepts, or ""."""
    if len(sequence) > _LONGEST:
        return ""
    if sequence in known.keys:
        return sequence
    if sequence in known.reports and sequence != PASTE_END:
        return sequence
    if _MOUSE.fullmatch(sequence) or _MODE.fullmatch(sequence):
        return sequence
    if size := _SIZE.fullmatch(sequence):
        return _size(*map(int, size.groups()))
    if key := _KEY.fullmatch(sequence):
        codes, modifiers, text, final = key.groups(default="")
        return _key(codes, modifiers, text, final, known.functional)
    return ""


def _size(rows: int, columns: int, height: int, width: int) -> str:
    """Return a report of the size in cells and pixels, or "" where no screen can have it."""
    if not (1 <= rows <= MOST_ROWS and 1 <= columns <= MOST_COLUMNS):
        return ""
    # A terminal that does not know its pixels reports none, and Textual divides by them.
    return f"{ESC}[48;{rows};{columns};{height or rows};{width or columns}t"


def _key(codes: str, modifiers: str, text: str, final: str, functional: Container[str]) -> str:
    """Return a key of kitty's protocol with no more than Textual reads, or "".

    The alternatives of a key are left out, and so is the type of its event; the release of a key
    is dropped.
    """
    code, bits, event = codes.split(":")[0], *f"{modifiers}:".split(":")[:2]
    is_functional = f"{int(code or 1)}{final}" in functional
    letters = [letter for letter in text.split(":") if letter]
    is_valid = all(map(_is_character, [code or "1", *letters])) and (is_functional or final == "u")
    if not is_valid or int(bits or 0) > _MOST_MODIFIERS or event == _RELEASED:
        return ""
    parts = [code, bits, ":".join(letters)]
    while not parts[-1] and len(parts) > 1:
        parts.pop()
    key = f"{ESC}[{';'.join(parts)}{final}"
    return key if len(key) <= _LONGEST_READ else ""


def _is_character(number: str) -> bool:
    """Return whether a number is a character's code point; surrogates and NUL do not count."""
    code = int(number)
    return 0 < code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF


def _replace_invalid(text: str) -> str:
    """Return text with U+FFFD in the place of each byte that is no UTF-8."""
    return _INVALID.sub("\N{REPLACEMENT CHARACTER}", text)
