"""Bitmaps: numbers of which bit number `docid` says whether a record is meant."""

from array import array
from collections.abc import Iterable, Sequence
from typing import Final

ALL: Final = -1
"""The bitmap of every record."""
_WIDTH: Final = 1_024
"""Records at the end of a bitmap among which the first page is looked for."""
_SET_BITS: Final = [[bit for bit in range(8) if byte >> bit & 1] for byte in range(256)]
"""The bits of each byte that are 1."""
_ONE: Final = ord("1")
_IS_ONE: Final = bytes(number == _ONE for number in range(256))


def within(bits: int, span: range) -> int:
    """Return the part of a bitmap for a span of docids, from its lowest bit on."""
    # To copy a bitmap takes as long as to count its bits.
    if not span.start and bits >= 0 and bits.bit_length() <= len(span):
        return bits
    return (bits >> span.start) & ((1 << len(span)) - 1)


def docids(bits: int, span: range) -> "array[int]":
    """Return the docids of a span that are in a bitmap."""
    packed = within(bits, span).to_bytes(len(span) // 8 + 1, "little")
    return array("I", set_bits(packed, range(span.start, span.stop + 8, 8)))


def set_bits(packed: bytes, firsts: Iterable[int]) -> list[int]:
    """Return the numbers of the bits that are 1; `firsts` has that of each byte's first bit."""
    filled = zip(firsts, packed, strict=False)
    return [first + bit for first, byte in filled if byte for bit in _SET_BITS[byte]]


def first_docids(bits: int, span: range, limit: int, *, reverse: bool) -> Sequence[int]:
    """Return the first `limit` docids of a span that are in a bitmap, or the last in reverse."""
    width = _WIDTH
    while True:
        end = span[-width:] if reverse else span[:width]
        if len(end) == len(span) or within(bits, end).bit_count() >= limit:
            matches = docids(bits, end)
            return matches[::-1][:limit] if reverse else matches[:limit]
        width *= 8


def bitmap(docids: Iterable[int], records: int, first: int = 0) -> int:
    """Return the bitmap of some docids below `records`, from the docid `first` on."""
    digits = bytearray(b"0") * max(1, records - first)
    last = len(digits) - 1 + first
    for docid in docids:
        digits[last - docid] = _ONE
    return int(digits, 2)


def sparse_bitmap(docids: Iterable[int], records: int) -> int:
    """Return the bitmap of those of a few docids that are below `records`."""
    packed = bytearray(records // 8 + 1)
    for docid in docids:
        if 0 <= docid < records:
            packed[docid >> 3] |= 1 << (docid & 7)
    return int.from_bytes(packed, "little")


def lanes(bits: int, size: int) -> bytes:
    """Return a byte, 0 or 1, for each of the `size` lowest bits."""
    return f"{bits:0{size}b}".encode().translate(_IS_ONE)[: -size - 1 : -1] if size else b""
