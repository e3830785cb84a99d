"""The table of commands: a line is a command if its first word is one and the rest what it takes.

Every other line is a query, so that `export controls` and `open markets` search for these words.
"""

import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import Final, NamedTuple

from summit_tui.archive import Sort
from summit_tui.archive.wording import facet_labels
from summit_tui.formats import FORMS
from summit_tui.i18n import INTERFACE, gettext, gettext_noop, ngettext
from summit_tui.linear import finding, records, showing
from summit_tui.linear.conversation import Answer, Conversation
from summit_tui.linear.lines import numbered
from summit_tui.lint import lint
from summit_tui.manual import TOPICS, read_page
from summit_tui.manual.layout import layout
from summit_tui.model.kinds import KINDS, Kind

_NUMBER: Final = r"(\d{1,9})?"
_NUMBERS: Final = r"((?:\d{1,9}\s*)*)"
_FORM: Final = f"({'|'.join(FORMS)})?"
_FILE: Final = r"(\S*[./]\S*)"
_UNBROKEN: Final = 10_000
"""Cells of a line of the manual: whoever prints it wraps it."""


class Command(NamedTuple):
    """One command."""

    names: Sequence[str]
    """The word by which it is called, then its short forms."""
    takes: str
    """What may follow, as a regular expression whose groups the action gets, "" for none."""
    usage: str
    """How it is called, for the help; empty where another row's has it."""
    sentence: str
    """What it does."""
    action: Callable[..., Answer]


def call(conversation: Conversation, line: str) -> Answer:
    """Return the answer to a line: a number, a command, or else a query."""
    line = line.strip()
    if line.isdecimal() and len(line) < 10:
        unknown = gettext("Nothing has the number {line} here; /{line} searches for it.", line=line)
        return conversation.choose(int(line)) or iter([unknown])
    if line.startswith("/"):
        return finding.search(conversation, line[1:].strip())
    word, _, rest = line.partition(" ")
    command = _BY_NAME.get(word) or _BY_NAME.get(word.casefold())
    match = re.fullmatch(command.takes, rest.strip()) if command else None
    if command is None or match is None:
        return finding.search(conversation, line)
    return command.action(conversation, *match.groups(""))


def _list_kind(word: str, kind: Kind, usage: str = "", sentence: str = "") -> Command:
    return Command(
        (word,), "", usage, sentence, lambda conversation: finding.list_kind(conversation, kind)
    )


def _open(conversation: Conversation, number: str) -> Answer:
    return showing.open_row(conversation, int(number)) or iter([records.no_record(number)])


def _quit(conversation: Conversation) -> Answer:
    conversation.is_over = True
    return iter(())


def _check(conversation: Conversation) -> Answer:
    """Say what is wrong with the files, and what the linter finds in the records."""
    ignored = conversation.config.ignore
    problems = [
        problem for problem in conversation.archive.info().problems if problem.code not in ignored
    ]
    problems += lint(conversation.archive, texts=conversation.texts.folder, ignore=ignored)
    if not problems:
        yield gettext("No problems.")
        return
    yield ngettext("{number} problem.", "{number} problems.", len(problems))
    yield from numbered(map(str, problems))


def _help(_: Conversation, topic: str) -> Answer:
    """Say all commands, or the manual's page on a topic."""
    if topic:
        for line in layout(read_page(topic).text, _UNBROKEN, marks=True):
            text = "".join(span.text for span in line if span.style != "rule").strip()
            yield from [text.removeprefix("• ")] if text else []
        return
    yield gettext("A number opens what has that number; any line that is no command is searched.")
    yield gettext("Enter alone shows more of a long answer; Ctrl+C stops one.")
    for command in COMMANDS:
        if short := INTERFACE.items(command.names[1:]):
            usage = gettext("{usage} ({short})", usage=command.usage, short=short)
        else:
            usage = command.usage
        if usage:
            yield gettext("{usage}: {sentence}", usage=usage, sentence=gettext(command.sentence))
    yield gettext("Pages of the manual: {topics}.", topics=INTERFACE.items(TOPICS))


# Rows are read side by side.
# fmt: off
COMMANDS: Final = (
    Command(("search", "/"), "(.+)", "search WORDS",
            gettext_noop("search for words that may be a command."), finding.search),
    _list_kind("statements", "quotes",
               "statements | speakers | sessions | delegations | sources | events",
               gettext_noop("list those that the query finds.")),
    *(_list_kind(kind, kind) for kind in KINDS),
    _list_kind("events", "event"),
    Command(("open", "o"), r"(\d{1,9})", "open NUMBER",
            gettext_noop("open a row of the list, whatever numbers mean now."), _open),
    Command(("more",), "", "more",
            gettext_noop("go on with a long answer."),
            lambda _: iter([gettext("There is nothing more.")])),
    Command(("back", "b", "["), "", "back",
            gettext_noop("show again what was shown before."), showing.go_back),
    Command(("next", "n"), "", "next",
            gettext_noop("open the row after the one that was opened last."),
            lambda conversation: showing.step(conversation, 1)),
    Command(("previous", "N"), "", "previous",
            gettext_noop("open the row before it."),
            lambda conversation: showing.step(conversation, -1)),
    Command(("facets", "f"), f"({'|'.join(facet_labels())})?", "facets",
            gettext_noop("list how the hits divide, and limit them by numbers."),
            finding.list_facets),
    Command(("clear", "F"), "", "clear",
            gettext_noop("drop the limits, or else the query."), finding.clear),
    Command(("order", "s"), f"({'|'.join(Sort)}|reverse)?", "order",
            gettext_noop("list the orders of the list, and set one."), finding.set_order),
    Command(("yes",), "", "yes",
            gettext_noop("search for what was suggested."), finding.accept_guess),
    Command(("compare", "d"), _NUMBER, "compare [NUMBER]",
            gettext_noop("say what each source prints of a record, or how it tells the remark."),
            records.compare),
    Command(("evidence", "t"), _NUMBER, "evidence [NUMBER]",
            gettext_noop("say where a statement stands in its source, with the words around it."),
            records.show_evidence),
    Command(("copy", "y"), rf"(\d{{1,9}}|marks)?\s*{_FORM}", "copy [NUMBER | marks] [FORM]",
            gettext_noop("copy with attribution, and say where it went."), records.copy),
    Command(("mark", "+"), _NUMBERS, "mark [NUMBER]...",
            gettext_noop("mark the open record, or rows."), records.mark_records),
    Command(("unmark", "-"), _NUMBERS, "unmark [NUMBER]...",
            gettext_noop("take marks away."), partial(records.mark_records, removes=True)),
    Command(("marks", "m"), "", "marks",
            gettext_noop("list the marked records, which the browser marks, too."),
            showing.list_marks),
    Command(("export", "e"), rf"(?:{_FILE}(?:\s+{_FORM})?)?", "export FILE [FORM]",
            gettext_noop("write the list that was shown last to a file."), records.export_list),
    Command(("check", "problems", "p"), "", "check",
            gettext_noop("say what is wrong with the files, and what is doubtful in the records."),
            _check),
    Command(("start",), "", "start",
            gettext_noop("say what the coverage holds."), showing.start),
    Command(("help", "?"), f"({'|'.join(TOPICS)})?", "help [PAGE]",
            gettext_noop("say all commands, or a page of the manual."), _help),
    Command(("quit", "q", ":q", "exit"), "", "quit",
            gettext_noop("leave; Ctrl+D does so, too."), _quit),
)
"""All commands, in the order of the help."""
# fmt: on

_BY_NAME: Final = {name: command for command in COMMANDS for name in command.names}
