"""Texts are found, kept and broken into lines; statements find their places in them."""

import os
from hashlib import sha256
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from summit_tui.app.screen_text import display_text
from summit_tui.app.wrap import line_starts
from summit_tui.archive import Entry, Search
from summit_tui.attribution.source_sheet import SourceTexts, evidence_sentence, source_sheet
from summit_tui.evidence.locate import Status
from summit_tui.model.fields import Excerpt
from summit_tui.model.kinds import Address
from summit_tui.model.records import Quote, Source

TEXT = "We agree. The cable is long. We agree.\n\nRepairs cost money, said Ada."


def source(path, **data):
    record = Source(**{"id": "wire", "title": "T", "publisher": "P", **data})
    return Entry(Address("e", "sources", record.id), record, {}, str(path / "sources.json"), 1)


def quote(id="q", exact=None, mode="paraphrase", text="Cables.", **around):
    excerpt = Excerpt(exact=exact, **around) if exact else None
    record = Quote(id=id, speaker="s", text=text, mode=mode, source="wire", excerpt=excerpt)
    return Entry(Address("e", "quotes", id), record, {}, "quotes.json", 1)


def evidence_of(tmp_path, entry, **data):
    (tmp_path / "wire.txt").write_text(TEXT, "utf-8")
    source_entry = source(tmp_path, **data)
    return evidence_sentence(
        entry.record, source_entry.record, SourceTexts(tmp_path).read(source_entry)
    )


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (quote(exact="The cable is long"), "found in the source, paragraph 1"),
        (quote(exact="Repairs … Ada"), "found in the source in 2 pieces, paragraph 2"),
        (quote(exact="We agree"), "found in 2 places of the source, paragraph 1"),
        (quote(exact="We agree", prefix="long. "), "found in the source, paragraph 1"),
        (quote(exact="The cable is short"), "not found word for word in the source"),
        (quote(), "no excerpt says where it stands in the source"),
        (quote(mode="direct", text="“We agree. The cable"), "found in the source, paragraph 1"),
        (quote(mode="direct", text="We differ."), "not found word for word in the source"),
    ],
)
def test_the_evidence_is_said_in_words(tmp_path, entry, words):
    assert evidence_of(tmp_path, entry).startswith(words)


def test_a_text_that_has_changed_is_said(tmp_path):
    right = sha256(TEXT.encode()).hexdigest()
    changed = "; the text has changed since its hash was taken"
    assert not evidence_of(tmp_path, quote(exact="We agree"), sha256=right).endswith(changed)
    assert evidence_of(tmp_path, quote(exact="We agree"), sha256="0" * 64).endswith(changed)


def test_the_folder_of_texts_comes_before_where_the_source_says(tmp_path):
    (tmp_path / "given").mkdir()
    (tmp_path / "own.txt").write_text("own", "utf-8")
    entry = source(tmp_path, text="own.txt")
    texts = SourceTexts(tmp_path / "given")
    assert texts.read(entry).file.text == "own"
    (tmp_path / "given" / "wire.txt").write_text("given", "utf-8")
    assert texts.read(entry).file.text == "given"


def test_a_text_is_prepared_once_until_its_file_changes(tmp_path):
    path = tmp_path / "wire.txt"
    path.write_text("one", "utf-8")
    entry, texts = source(tmp_path, text="wire.txt"), SourceTexts()
    first = texts.read(entry)
    assert texts.read(entry) is first
    path.write_text("two", "utf-8")
    os.utime(path, ns=(1, 1))
    assert texts.read(entry).file.text == "two"


@pytest.mark.parametrize("path", ["../secret.txt", "/etc/hostname", "a/../../secret.txt"])
def test_a_path_that_leads_out_is_said_and_not_followed(tmp_path, path):
    (tmp_path / "secret.txt").write_text("secret", "utf-8")
    (tmp_path / "c").mkdir()
    read = SourceTexts().read(source(tmp_path / "c", text=path))
    assert read.text is None
    assert evidence_sentence(quote().record, None, read) == (
        f"no text of the source: ‘{path}’ leads out of its folder and is not read"
    )


def test_a_source_without_a_text_and_a_broken_text_differ_in_words(tmp_path):
    nothing = SourceTexts(tmp_path).read(source(tmp_path))
    assert evidence_sentence(quote().record, None, nothing) == "no text of the source"
    (tmp_path / "wire.txt").write_bytes(b"a\nb\xff")
    broken = SourceTexts(tmp_path).read(source(tmp_path))
    assert "is not UTF-8 in line 2" in evidence_sentence(quote().record, None, broken)


def test_places_come_in_reading_order_and_what_has_none_last(tmp_path):
    (tmp_path / "wire.txt").write_text(TEXT, "utf-8")
    entry = source(tmp_path)
    entries = [
        quote("missing", "Nobody agrees"),
        quote("late", "Repairs cost money"),
        quote("twice", "We agree"),
        quote("silent"),
        quote("inside", "cable is long. We"),
    ]
    made = source_sheet(entry, entry.record, SourceTexts(tmp_path).read(entry), entries)
    order = [(stop.statement.quote.id, stop.number) for stop in made.stops]
    assert order == [
        ("twice", 0),
        ("inside", 0),
        ("twice", 1),
        ("late", 0),
        ("missing", 0),
        ("silent", 0),
    ]
    assert made.count_found() == 2
    assert made.statements[0].evidence.status is Status.MISSING
    assert [statement.quote.id for statement in made.resting_on(made.stops[2])] == [
        "inside",
        "twice",
    ]
    assert [statement.quote.id for statement in made.resting_on(made.stops[3])] == ["late"]
    assert [statement.quote.id for statement in made.resting_on(made.stops[4])] == ["missing"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 80), st.integers(1, 80)), max_size=8), st.data())
def test_what_lies_between_two_places_is_what_a_scan_finds(spans, data):
    text = "".join(chr(0x4E00 + n) for n in range(100))
    entries = [quote(f"q{n}", text[a : a + b]) for n, (a, b) in enumerate(spans)]
    from summit_tui.attribution.source_sheet import ReadText
    from summit_tui.evidence.locate import SourceText
    from summit_tui.evidence.source_text import TextFile

    entry = Source(id="wire", title="T", publisher="P")
    made = source_sheet(None, entry, ReadText(TextFile(text), SourceText(text)), entries)
    start = data.draw(st.integers(0, 99))
    end = data.draw(st.integers(start + 1, 100))
    wanted = [
        n
        for n, stop in enumerate(made.stops)
        if any(part.start < end and start < part.end for part in stop.parts)
    ]
    assert made.between(start, end) == wanted


PIECES = [
    "word ",
    "a" * 30,
    "网络，",
    "“空间”",
    "é́",
    "\t",
    "\n",
    "\r\n",
    "\u2028",
    "\x1b[2J",
    "\u202e",
    "👩‍🚀",
]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join), st.integers(1, 40))
def test_lines_are_the_text_in_order_and_fit(text, width):
    starts = list(line_starts(text, width))
    assert starts[0] == 0
    assert starts == sorted(set(starts))
    for begin, end in pairwise([*starts, len(text)]):
        line = text[begin:end].rstrip()
        assert "\n" not in line
        widest = max((cell_len(display_text(char)) for char in line), default=0)
        assert cell_len(display_text(line)) <= max(width, widest)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 5, [""]),
        ("one two three", 8, ["one two ", "three"]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
        ("a\r\nb\n\nc", 9, ["a\r\n", "b\n", "\n", "c"]),
        ("网络空间，好。", 8, ["网络空", "间，好。"]),
        ("网络网络", 1, ["网", "络", "网", "络"]),
    ],
)
def test_a_text_is_broken_where_a_reader_would(text, width, lines):
    starts = list(line_starts(text, width))
    assert [text[a:b] for a, b in pairwise([*starts, len(text)])] == lines or text == ""
    assert len(starts) == len(lines)


def test_a_folder_of_real_texts_bears_out_the_bundled_coverage():
    folder = os.environ.get("SUMMIT_TEXTS")
    if not folder:
        pytest.skip("needs SUMMIT_TEXTS, a folder with the texts of the bundled coverage")
    from pathlib import Path

    from summit_tui.archive import iterate_hits
    from summit_tui.archive.query.tree import And
    from summit_tui.archive.sqlite.catalog import open_archive
    from summit_tui.paths import bundled_coverage

    archive = open_archive([bundled_coverage()], None)
    quotes = list(iterate_hits(archive, Search(And(), "quotes")))
    texts = SourceTexts(Path(folder))
    assert len(quotes) == archive.info().counts["quotes"]
    for entry in quotes:
        at = archive.get(Address(entry.address.event, "sources", entry.record.source))
        words = evidence_sentence(entry.record, at.record, texts.read(at))
        assert words.startswith("found in the source"), (entry.address, words)
