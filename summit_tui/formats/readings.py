"""What every source prints of a record's fields, or tells of a remark, each with its source."""

from collections.abc import Iterable, Iterator, Sequence

from summit_tui.archive import Entry
from summit_tui.attribution.collation import REMARK, Collation, Witness, collations, comparable
from summit_tui.attribution.names import language_in_words
from summit_tui.attribution.summary import summarize
from summit_tui.formats import text
from summit_tui.model.kinds import SINGULAR
from summit_tui.model.text import one_line


def write_readings(entries: Iterable[Entry], language: str | None) -> Iterator[str]:
    """Yield a block for each remark and each field of each record, an empty line between two.

    A remark is told once, though several of its statements be among the records.
    """
    gap = ""
    before: set[object] = set()
    for entry in entries:
        for part in collations(entry) if comparable(entry) else ():
            if part.label == REMARK:
                told = frozenset(one.address for one in part.witnesses)
                if told in before:
                    continue
                # Those of one remark stand together, or nearly: no more than a few are kept.
                before = {told} if len(before) > 1_000 else before | {told}
            yield gap + "".join(f"{line}\n" for line in _lines(part, entry, language))
            gap = "\n"


def has_readings(entry: Entry) -> bool:
    """Return whether sources print anything of the record, or tell of its remark elsewhere."""
    return comparable(entry)


def _lines(part: Collation, entry: Entry, language: str | None) -> Iterator[str]:
    if part.label == REMARK:
        yield f"One remark, {part.summary}"
        for number, one in enumerate(part.witnesses, 1):
            if one.statement:
                yield from _numbered(number, text.statement(one.statement, language))
        return
    yield f"{_called(entry)}: {one_line(part.label)}, {part.summary}"
    printed: dict[tuple[str, str | None], list[Witness]] = {}
    for one in part.witnesses:
        printed.setdefault((one.text, one.language), []).append(one)
    for number, same in enumerate(printed.values(), 1):
        yield from _numbered(number, _value(same))


def _called(entry: Entry) -> str:
    """Return the record's name; a statement's words are speech, so that it has its address."""
    if entry.address.kind == "quotes":
        return one_line(str(entry.address))
    return f"{SINGULAR[entry.address.kind]} {summarize(entry).heading}"


def _value(same: Sequence[Witness]) -> Iterator[str]:
    """Yield a value as it is printed, and every source that does so."""
    tongue = same[0].language
    yield f"Printed{f' in {language_in_words(tongue)}' if tongue else ''}: {same[0].text}"
    for one in same:
        yield text.source_line(one.source)


def _numbered(number: int, lines: Iterable[str]) -> Iterator[str]:
    mark = f"{number}. "
    for line in lines:
        yield mark + line
        mark = " " * len(mark)
