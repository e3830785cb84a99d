"""Whatever a terminal sends is a key, a paste, a report or nothing; never the end, nor too much."""

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summit_tui.app.driver import KNOWN
from summit_tui.app.terminal_input import (
    MOST_PASTED,
    PASTE_STALL,
    STALL,
    InputLexer,
    Pasted,
    sanitize,
)

DELAY = 0.1
"""Seconds after which an ESC is the key."""

STRINGS = {
    "answer to DECRQSS": b"\x1bP1$r0q\x1b\\",
    "XTVERSION": b"\x1bP>|foo q 1.0\x1b\\",
    "title": b"\x1b]l q\x1b\\",
    "colour, ended by BEL": b"\x1b]11;rgb:00/00/00\x07",
    "clipboard": b"\x1b]52;c;cXE=\x07",
    "application": b"\x1b_Gi=1;OK q\x1b\\",
    "privacy message": b"\x1b^q\x1b\\",
    "start of string": b"\x1bXq\x1b\\",
    "C1 controls as bytes": b"\x901$r0q\x9c",
    "C1 controls in UTF-8": b"\xc2\x9dl q\xc2\x9c",
    "cancelled": b"\x1b]l q\x18",
    "letters beyond ASCII": "\x1bP>|é终端 q\x1b\\".encode(),
}
SEQUENCES = {
    "beyond Unicode": b"\x1b[1114112u",
    "far beyond": b"\x1b[9999999999999999999;1u",
    "longer than any buffer": b"\x1b[" + b"9" * 10_000 + b"u",
    "more digits than int takes": b"\x1b[" + b"1;" * 5_000 + b"q",
    "surrogate": b"\x1b[55296u",
    "NUL": b"\x1b[0u",
    "modifiers": b"\x1b[97;99999u",
    "text beyond Unicode": b"\x1b[97;;9999999u",
    "key let go": b"\x1b[113;1:3u",
    "letter as a function key": b"\x1b[113~",
    "letter as an arrow": b"\x1b[113;1A",
    "cursor position": b"\x1b[24;80R",
    "answer to DA1": b"\x1b[?62;22;52c",
    "answer to DA2": b"\x1b[>1;4000;0c",
    "kitty flags": b"\x1b[?1u",
    "cursor style": b"\x1b[1 q",
    "negative number": b"\x1b[-1q",
    "no screen": b"\x1b[48;0;0;0;0t",
    "a screen of ten million columns": b"\x1b[48;10000000;10000000;1;1t",
    "mouse far out": b"\x1b[<0;999999999;3M",
    "mouse without numbers": b"\x1b[<;;M",
    "mouse of urxvt": b"\x1b[32;5;5M",
    "mouse of X10": b"\x1b[M q!",
    "mouse of X10, far out": b"\x1b[M\xa0\xf1\x99",
    "end of no paste": b"\x1b[201~",
    "unknown SS3": b"\x1bO~",
}


def read(*parts, silence=0.0):
    """Return what becomes of bytes that come in parts, text joined, and of a silence after them."""
    lexer = InputLexer(KNOWN)
    pieces = [token for part in parts for token in lexer.feed(part)]
    return [*pieces, *lexer.wait(silence, DELAY)]


def typed(*parts, silence=STALL):
    """Return the same as one text."""
    return "".join(map(str, read(*parts, silence=silence)))


@pytest.mark.parametrize("data", STRINGS.values(), ids=STRINGS)
def test_no_letter_of_a_terminals_answer_is_a_key_however_it_is_split(data):
    assert typed(data, b"j") == "j"
    assert typed(*(data[i : i + 1] for i in range(len(data))), b"j") == "j"


@pytest.mark.parametrize("data", SEQUENCES.values(), ids=SEQUENCES)
def test_a_sequence_that_is_not_understood_leaves_nothing_behind(data):
    assert typed(data, b"j") == "j"
    assert typed(*(data[i : i + 7] for i in range(0, len(data), 7)), b"j") == "j"


@pytest.mark.parametrize(
    "key",
    [
        "\x1b[A",
        "\x1bOA",
        "\x1b[1;5C",
        "\x1b[3~",
        "\x1b[3$",
        "\x1b[[A",
        "\x1b[97;5u",
        "\x1b[97;2;65u",
        "\x1b[<0;12;7M",
        "\x1b[<35;0;-3m",
        "\x1b[?2026;2$y",
        "\x1b[I",
        "\x1bx",
        "\x1b[1;2R",
        "\x01",
    ],
    ids=repr,
)
def test_a_key_and_a_report_pass_as_they_are(key):
    assert read(key.encode()) == [key]


@pytest.mark.parametrize(
    ("sent", "read_as"),
    [
        (b"\x1b[97:65:97;2:1;65u", "\x1b[97;2;65u"),
        (b"\x1b[13;1:2u", "\x1b[13;1u"),
        (b"\x1b[48;40:40;120;0;0t", "\x1b[48;40;120;40;120t"),
        (b"\x9bA", "\x1b[A"),
    ],
)
def test_what_says_more_than_textual_reads_is_cut_to_that(sent, read_as):
    assert read(sent) == [read_as]


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        (b"\xff", "\ufffd"),
        (b"caf\xe9 x", "caf\ufffd x"),
        (b"caf\xe9", "caf\ufffd"),
        (b"\xed\xa0\x80", "\ufffd\ufffd"),
        (b"\xf1", "\ufffd"),
        ("中".encode("gbk") + b"x", "\ufffd\ufffdx"),
        (b"\x1b\xe9x", "\x1b\ufffdx"),
    ],
)
def test_bytes_that_are_no_utf_8_are_shown_as_such(sent, shown):
    assert typed(sent, silence=DELAY) == shown


def test_letters_that_come_in_parts_are_whole():
    assert typed(*(bytes([byte]) for byte in "é中👩".encode())) == "é中👩"


def test_a_paste_is_no_keys_whatever_is_in_it():
    pasted = b"\x1b[200~q\x1bq\x1b[31mred\x00\x9b\xe9 \xd6\xd0\r\nx\ty\x1b[201~"
    assert read(pasted, b"j") == [Pasted("qq[31mred\ufffd\ufffd \ufffd\ufffd\r\nx\ty"), "j"]
    assert read(*(pasted[i : i + 1] for i in range(len(pasted)))) == read(pasted)


def test_a_paste_that_never_ends_ends_with_the_patience():
    assert read(b"\x1b[200~text", silence=STALL) == []
    assert read(b"\x1b[200~text", silence=PASTE_STALL) == [Pasted("text")]


def test_escape_is_known_after_a_moment_or_by_the_next_one():
    assert read(b"\x1b") == []
    assert read(b"\x1b", silence=DELAY) == ["\x1b"]
    assert read(b"\x1b\x1b[A") == ["\x1b", "\x1b[A"]


@pytest.mark.parametrize("begun", [b"\x1b]", b"\x1bP", b"\x1b[", b"\x1bO"])
def test_what_could_begin_a_sequence_is_a_key_with_alt_once_nothing_follows(begun):
    assert read(begun, silence=DELAY) == []
    assert read(begun, silence=STALL) == [begun.decode()]


@pytest.mark.parametrize(
    "data", [b"\x1b]0;no end", b"\x1bP1$r", b"\x1b[1;", b"\x1b[M ", b"\x1b]\x1b"]
)
def test_what_is_never_finished_is_given_up(data):
    lexer = InputLexer(KNOWN)
    assert list(lexer.feed(data)) == []
    assert [*lexer.wait(STALL, DELAY)] in ([], ["\x1b"])
    assert not lexer.is_waiting
    assert [*lexer.feed(b"q")] == ["q"]


def test_escape_leads_out_of_a_string_that_has_no_end():
    lexer = InputLexer(KNOWN)
    assert [*lexer.feed(b"\x1b]no end"), *lexer.feed(b"\x1b"), *lexer.wait(DELAY, DELAY)] == [
        "\x1b"
    ]
    assert [*lexer.feed(b"q")] == ["q"]


@pytest.mark.parametrize("begin", [b"\x1b]", b"\x1bP", b"\x1b[", b"\x1b[200~", b"\x1b[48;"])
def test_memory_is_bounded_however_much_comes(begin):
    lexer = InputLexer(KNOWN)
    assert list(lexer.feed(begin)) == []
    for _ in range(100):
        assert list(lexer.feed(b"1" * 4096)) == []
    held = sum(sys.getsizeof(value) for value in vars(lexer).values() if isinstance(value, str))
    assert held < 2 * MOST_PASTED


def test_only_numbers_of_a_sensible_length_are_read():
    assert sanitize(f"\x1b[{'1' * 5000}u", KNOWN) == ""


ANY = st.one_of(
    st.binary(max_size=12),
    st.sampled_from(
        [*STRINGS.values(), *SEQUENCES.values(), b"\x1b[200~", b"\x1b", b"\x1b[", b"\x9b"]
    ),
    st.from_regex(rb"\A\x1b[\[O\]P_][<?>]?[0-9:;\-]{0,12}[ -~]\Z"),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(ANY, max_size=8), st.integers(1, 5))
def test_it_does_not_matter_where_the_reads_end(parts, size):
    data = b"".join(parts)
    whole, split = InputLexer(KNOWN), InputLexer(KNOWN)
    at_once = [*whole.feed(data), *whole.wait(PASTE_STALL, DELAY)]
    pieces = (data[at : at + size] for at in range(0, len(data), size))
    in_parts = [token for part in pieces for token in split.feed(part)]
    in_parts += split.wait(PASTE_STALL, DELAY)
    assert _joined(at_once) == _joined(in_parts)


def _joined(pieces):
    """Return the pieces with neighbouring texts as one."""
    joined = []
    for token in pieces:
        is_text = not isinstance(token, Pasted)
        if is_text and joined and not isinstance(joined[-1], Pasted):
            joined[-1] += token
        else:
            joined.append(token)
    return joined
