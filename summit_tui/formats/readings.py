"""What each source prints of a record's fields, and the statements of a remark side by side."""

from collections.abc import Iterable, Iterator, Sequence

from summit_tui.archive import Entry
from summit_tui.attribution.attribution import attribution
from summit_tui.attribution.collation import REMARK, Collation, Witness, collations, comparable
from summit_tui.attribution.names import language_in_words, record_name
from summit_tui.formats import text
from summit_tui.formats.lines import source_line
from summit_tui.i18n import Words, words_in
from summit_tui.model.kinds import SINGULAR
from summit_tui.model.text import value_line


def write_readings(entries: Iterable[Entry], language: str | None) -> Iterator[str]:
    """Yield a block for each remark and each field of each record, an empty line between two.

    A remark is written once, even if several of its statements are among the records.
    """
    gap, words = "", words_in(language)
    written: set[object] = set()
    for entry in entries:
        for collation in collations(entry, words) if comparable(entry) else ():
            if collation.label == REMARK:
                remark = frozenset(witness.address for witness in collation.witnesses)
                if remark in written:
                    continue
                # Statements of one remark come together, or nearly: a limited number suffices.
                written = {remark} if len(written) > 1_000 else written | {remark}
            yield gap + "".join(f"{line}\n" for line in _lines(collation, entry, words))
            gap = "\n"


def has_readings(entry: Entry) -> bool:
    """Return whether the record has readings, or its remark is in several sources."""
    return comparable(entry)


def _lines(collation: Collation, entry: Entry, words: Words) -> Iterator[str]:
    if collation.label == REMARK:
        yield words.gettext("One remark, {sources}", sources=collation.summary)
        for number, witness in enumerate(collation.witnesses, 1):
            if witness.statement:
                parts = attribution(witness.statement, words.language or None, words)
                yield from _numbered(number, text.statement(parts))
        return
    yield words.gettext(
        "{record}: {field}, {sources}",
        record=_label(entry, words),
        field=value_line(collation.label),
        sources=collation.summary,
    )
    printed: dict[tuple[str, str | None], list[Witness]] = {}
    for witness in collation.witnesses:
        printed.setdefault((witness.text, witness.language), []).append(witness)
    for number, witnesses in enumerate(printed.values(), 1):
        yield from _numbered(number, _value(witnesses, words))


def _label(entry: Entry, words: Words) -> str:
    """Return kind and name of a record; of a statement the address, as its text is speech."""
    if entry.address.kind == "quotes":
        return value_line(str(entry.address))
    return words.gettext(
        "{kind} {name}",
        kind=words.pgettext("kind", SINGULAR[entry.address.kind]),
        name=record_name(entry.record, words),
    )


def _value(witnesses: Sequence[Witness], words: Words) -> Iterator[str]:
    """Yield a value as it is printed, and every source that prints it so."""
    value, language = witnesses[0].text, witnesses[0].language
    if language:
        name = language_in_words(language, words)
        yield words.gettext("Printed in {language}: {value}", language=name, value=value)
    else:
        yield words.gettext("Printed: {value}", value=value)
    for witness in witnesses:
        yield source_line(words, str(witness.source))


def _numbered(number: int, lines: Iterable[str]) -> Iterator[str]:
    indent = f"{number}. "
    for line in lines:
        yield indent + line
        indent = " " * len(indent)
