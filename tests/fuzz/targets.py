"""What gets random input: for each target what an input is, and what must hold of every input."""

import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

import tomli_w

from summit_tui.app.driver import KNOWN
from summit_tui.app.keys import table
from summit_tui.app.terminal_input import PASTE_STALL, InputLexer
from summit_tui.archive import Entry, IndexCorruptError, Search, Sort
from summit_tui.archive.query import format_term, parse, unfinished
from summit_tui.archive.query.tree import FIELDS
from summit_tui.archive.sqlite.catalog import Catalog, open_archive
from summit_tui.config import read_config
from summit_tui.evidence.diff import word_diff
from summit_tui.evidence.locate import SourceText
from summit_tui.evidence.source_text import read_text
from summit_tui.evidence.text_fragment import passage_link
from summit_tui.formats import FORMS, render
from summit_tui.lint import REPORT_FORMATS, lint, render_report
from summit_tui.model.fields import Excerpt
from summit_tui.model.kinds import KINDS, SINGULAR, Address
from summit_tui.model.problem import Problem
from summit_tui.model.rebuild import reading_from, record_from
from summit_tui.model.text import escape_controls, neutralize, one_line
from summit_tui.readers import CODES, coverage_files, read_file
from summit_tui.readers.parsed import ParsedRecord
from tests.formats.format_records import EVENT, RECORDS
from tests.fuzz.imports import imports
from tests.fuzz.mutate import as_json, fragment, spoiled, spoiled_value, text

Check = Callable[[Random], None]


@dataclass(frozen=True)
class Target:
    """One reader of foreign input."""

    share: int
    """How many of some hundred inputs it gets."""
    opened: Callable[[Path], AbstractContextManager[Check]]
    """Opens it in an empty folder; the value takes one input."""


COVERAGE = {
    kind: record if kind == "event" else [record]
    for kind, record in {"event": {"id": EVENT, "name": "Summit"}, **RECORDS}.items()
} | {"readings": [{"record": "speakers/john-lee", "field": "name", "value": "J", "source": "a"}]}
CONFIG = b"""
coverage = ["a"]
texts = "texts"
theme = "nord"
ignore = ["W403"]
[keys]
"record.copy" = "y,c"
[clipboard]
command = "xclip"
"""
PROSE = (
    "The Chief Executive said: “We will, by 2030, open three centres – and “more” to come.”\n"
    "他說：「人工智能」將帶來1,000個職位…… l’avenir; cafe\u0301, inter\u00adnational; naïve ﬁrms. "
)


def check_results(path: Path, data: bytes) -> None:
    """Read a file and see that all it gives is well formed."""
    (file,), _ = coverage_files([path])
    # Where no line feed is, JSON has carriage returns as its line ends.
    last = (data.count(b"\n") or data.count(b"\r")) + 1
    for result in read_file(file):
        assert 1 <= result.line <= last
        if isinstance(result, ParsedRecord):
            if result.kind == "readings":
                reading_from(result.data)
            else:
                record_from(result.kind, result.data)
            assert "\n" not in result.text
        else:
            assert result.code in CODES
            assert one_line(str(result)) == " ".join(str(result).split())


def reader(suffix: str) -> Callable[[Path], AbstractContextManager[Check]]:
    """Return what opens the reader of one format."""

    @contextmanager
    def opened(folder: Path) -> Iterator[Check]:
        path = folder / f"a.{suffix}"

        def check(random: Random) -> None:
            data = coverage_bytes(random, suffix)
            path.write_bytes(data)
            check_results(path, data)

        yield check

    return opened


def coverage_bytes(random: Random, suffix: str) -> bytes:
    """Return a file of one format: its values changed, or its bytes, or made of pieces."""
    if random.random() < 0.15:
        return text(random, 30).encode()
    value = spoiled_value(random, COVERAGE)
    match suffix:
        case "toml":
            data = tomli_w.dumps(COVERAGE).encode()
        case "json":
            data = as_json(random, value)
        case _:
            lines = [
                as_json(random, {"kind": SINGULAR[kind], **spoiled_value(random, record)}).replace(
                    b"\n", b" "
                )
                for kind, record in RECORDS.items()
            ]
            data = b"\n".join(lines)
    return spoiled(random, data) if suffix == "toml" or random.random() < 0.6 else data


@contextmanager
def query(folder: Path) -> Iterator[Check]:
    """Take queries as they are typed; what a term is written as is read back as that term."""

    def check(random: Random) -> None:
        typed = text(random, 12)
        for typing in (True, False):
            parse(typed, typing=typing)
        start, field, value = unfinished(typed)
        assert 0 <= start <= len(typed)
        written = format_term(field or random.choice(list(FIELDS)), value)
        assert isinstance(
            parse(f"{written} {random.choice(list(FIELDS))}:{fragment(random)}"), tuple
        )

    yield check


@contextmanager
def search(folder: Path) -> Iterator[Check]:
    """Ask a small archive; a query has as many hits as it says."""
    archive = open_archive([written_coverage(folder)], None)
    kinds = [kind for kind in KINDS if archive.info().counts[kind]]

    def check(random: Random) -> None:
        typed = text(random, 8)
        node = parse(typed, typing=random.random() < 0.5).node
        kind = random.choice(kinds)
        page = archive.search(Search(node, kind, random.choice(list(Sort))))
        assert len(page.hits) == page.total.number == archive.counts(node)[kind]
        archive.facets(node, kind)
        archive.suggest(typed)
        archive.resolve(typed)

    yield check
    archive.close()


@contextmanager
def config(folder: Path) -> Iterator[Check]:
    """Read a config; every problem is one line of text."""
    path = folder / "config.toml"
    ids = [id for _, _, id, _ in table()]

    def check(random: Random) -> None:
        path.write_bytes(spoiled(random, CONFIG) if random.random() < 0.8 else text_bytes(random))
        _, problems = read_config(path, ids, ["nord"])
        assert all(isinstance(problem, Problem) for problem in problems)

    yield check


def text_bytes(random: Random) -> bytes:
    """Return a text of random pieces in UTF-8."""
    return text(random, 30).encode()


@contextmanager
def evidence(folder: Path) -> Iterator[Check]:
    """Look for an excerpt in a text; all places lie inside it, and what was cut out is found."""
    path = folder / "a.txt"

    def check(random: Random) -> None:
        data = spoiled(random, PROSE.encode())
        path.write_bytes(data)
        source = read_text(path).text or data.decode(errors="replace")
        start = random.randint(0, len(source))
        exact = source[start : start + random.randint(0, 60)]
        if random.random() < 0.5:
            exact = spoiled(random, exact.encode(errors="replace")).decode(errors="replace")
        excerpt = Excerpt(
            exact=exact, prefix=text(random, 2) or None, suffix=text(random, 2) or None
        )
        prepared = SourceText(source)
        for evidence in (prepared.find(excerpt), prepared.find_words(exact)):
            for passage in evidence.passages:
                assert 0 <= passage.start <= passage.end <= len(source)
        link = passage_link(f"https://a.example/{fragment(random)}", excerpt)
        assert link is None or link == escape_controls(link)
        changes = list(word_diff(source[:80], exact))
        assert all(isinstance(words, str) for _, words in changes)

    yield check


@contextmanager
def index(folder: Path) -> Iterator[Check]:
    """Damage an index whose date stays; the answers are right, or the damage is noticed."""
    coverage, cache = written_coverage(folder), folder / "cache"
    with closing(open_archive([coverage], cache)) as archive:
        expected = answers(archive)
    (path,) = cache.glob("*.index")
    sound, date = path.read_bytes(), path.stat().st_mtime_ns

    def check(random: Random) -> None:
        path.write_bytes(damaged(random, sound))
        os.utime(path, ns=(date, date))
        archive = Catalog([coverage], cache).fresh()
        if archive is None:
            return
        try:
            assert answers(archive) == expected
        except IndexCorruptError:
            pass
        finally:
            archive.close()

    yield check


def damaged(random: Random, data: bytes) -> bytes:
    """Return the bytes of a file with one bit, a few bytes or a page other than they were."""
    at = random.randrange(len(data))
    match random.randrange(5):
        case 0:
            return data[:at] + bytes([data[at] ^ 1 << random.randrange(8)]) + data[at + 1 :]
        case 1:
            noise = random.randbytes(random.choice((1, 4, 100, 4096)))
            return data[:at] + noise + data[at + len(noise) :]
        case 2:
            return data[: at // 4096 * 4096] + bytes(4096) + data[at // 4096 * 4096 + 4096 :]
        case 3:
            return data[:at]
    return data[:at] + data[at + 1 :]


def answers(archive) -> list[object]:
    """Return what an archive says to a few questions that read most of its tables."""
    node = parse("john OR world OR the").node
    answers: list[object] = [archive.info(), archive.counts(node), archive.resolve("john-lee")]
    for kind in KINDS:
        answers += [archive.search(Search(node, kind, sort)) for sort in (Sort.DEFAULT, Sort.NAME)]
        answers.append(archive.facets(node, kind))
    return answers


def written_coverage(folder: Path) -> Path:
    """Write a small coverage into a folder of its own, and return that."""
    coverage = folder / "coverage"
    coverage.mkdir()
    (coverage / "a.json").write_bytes(as_json(Random(0), COVERAGE))
    return coverage


@contextmanager
def forms(folder: Path) -> Iterator[Check]:
    """Write records of strangers in a form; no control character leaves."""
    path = folder / "a.jsonl"
    control = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")

    def check(random: Random) -> None:
        entries = list(stranger_entries(random, path))
        name = random.choice(list(FORMS))
        language = random.choice((None, "zh-Hant", "en"))
        try:
            document = "".join(render(name, entries, language))
        except ValueError as error:
            assert error.args, "a form that cannot hold these records says so"  # noqa: PT017
        else:
            assert not control.search(document)
            # Long lines of a calendar are folded, which may part a direction from its end.
            assert name == "icalendar" or neutralize(document) == document
        (file,), _ = coverage_files([path])
        problems = [result for result in read_file(file) if isinstance(result, Problem)]
        report = "".join(render_report(problems, random.choice(REPORT_FORMATS)))
        assert not control.search(report)
        assert neutralize(report) == report
        if random.random() < 0.1:
            archive = open_archive([path], None)
            assert all(one_line(str(problem)) == str(problem) for problem in lint(archive))
            archive.close()

    yield check


def stranger_entries(random: Random, path: Path) -> Iterator[Entry]:
    """Write records changed at random to a file, and yield those that are valid as entries."""
    lines = [
        as_json(
            random,
            {"kind": SINGULAR[kind]}
            | {
                (f"{SINGULAR[kind]}_kind" if key == "kind" else key): spoiled_value(random, value)
                for key, value in record.items()
            },
        ).replace(b"\n", b" ")
        for kind, record in RECORDS.items()
    ]
    path.write_bytes(b"\n".join(lines))
    (file,), _ = coverage_files([path])
    valid = {
        result.kind: result
        for result in read_file(file)
        if isinstance(result, ParsedRecord) and result.kind in KINDS
    }
    linked = {
        (kind, record.data["id"]): record_from(kind, record.data) for kind, record in valid.items()
    }
    for kind, record in valid.items():
        address = Address(EVENT, kind, record.data["id"])
        yield Entry(address, linked[kind, address.id], record.data, "f", 1, linked, [])


SEQUENCES = (
    *(b"\x1bP1$r0q\x1b\\", b"\x1bP>|foo q\x1b\\", b"\x1b]l q\x1b\\", b"\x1b]52;c;cXE=\x07"),
    *(b"\x1b[1114112u", b"\x1b[97;;9999999u", b"\x1b[<0;999999999;3M", b"\x1b[M q!", b"\x1b[A"),
    *(b"\x1b[200~", b"\x1b[201~", b"\x1b", b"\x1b[", b"\x9b", b"\x90", b"\x9c", b"\xff", b"\xc3"),
    *(b"\x1b[48;40;120;0;0t", b"\x1b[?2026;2$y", b"\x1b[24;80R", b"\x1bO", b"0", b";", b"q", b"u"),
)


@contextmanager
def terminal(folder: Path) -> Iterator[Check]:
    """Take what a terminal may send; it does not matter where the reads end."""

    def check(random: Random) -> None:
        parts = [
            random.choice(SEQUENCES) if random.random() < 0.8 else random.randbytes(3)
            for _ in range(random.randint(1, 12))
        ]
        data = b"".join(parts)
        size = random.randint(1, 5)
        at_once = keys_of([data])
        in_parts = keys_of([data[at : at + size] for at in range(0, len(data), size)])
        assert at_once == in_parts

    yield check


def keys_of(reads: list[bytes]) -> str:
    """Return what comes of some reads and a long silence, as one text."""
    lexer = InputLexer(KNOWN)
    pieces = [token for data in reads for token in lexer.feed(data)]
    return "".join(map(str, [*pieces, *lexer.wait(PASTE_STALL, 0.1)]))


TARGETS: Mapping[str, Target] = {
    "toml": Target(10, reader("toml")),
    "json": Target(12, reader("json")),
    "jsonl": Target(12, reader("jsonl")),
    "query": Target(22, query),
    "search": Target(2, search),
    "config": Target(14, config),
    "evidence": Target(7, evidence),
    "index": Target(1, index),
    "forms": Target(2, forms),
    "terminal": Target(18, terminal),
    "import": Target(3, imports),
}
"""Every target by name."""
