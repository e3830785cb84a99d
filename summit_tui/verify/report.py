"""Judgements printed: for readers, for programs and for GitHub."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from summit_tui.archive import Entry
from summit_tui.attribution.attribution import attribution
from summit_tui.diff.render import Run, mark_runs
from summit_tui.i18n import gettext, ngettext
from summit_tui.lint.report import ReportFormat, render_report
from summit_tui.model.json_text import dump_json
from summit_tui.model.problem import Problem
from summit_tui.model.text import escape_controls, neutralize, one_line
from summit_tui.verify.draft import Draft
from summit_tui.verify.verdicts import SENTENCES, Judgement, SourcePassage, Verdict

_SHORT: Final = 64
"""The most characters of a quotation in the line that names it."""
_CONTEXT: Final = 40
"""The most characters that are the same which are shown beside a difference."""
_MOST_STATEMENTS: Final = 3
"""The most statements that a reader is shown of one judgement."""


def render_judgements(
    draft: Draft, judgements: Sequence[Judgement], form: ReportFormat, *, colour: bool = False
) -> Iterator[str]:
    """Yield the parts of a document on a draft's quotations, in the draft's order.

    `json` is one list of objects, `github` and `sarif` have what needs a look; what is
    nobody's words stands in neither. With `colour` a text has the colours of a terminal.
    """
    match form:
        case "text":
            for judgement in judgements:
                yield from _block(draft, judgement, colour=colour)
        case "json":
            objects = [
                json_of(draft, judgement)
                for judgement in judgements
                if judgement.verdict is not Verdict.TERM
            ]
            yield dump_json(objects) + "\n"
        case "github" | "sarif":
            yield from render_report(
                (_problem(draft, judgement) for judgement in judgements if judgement.is_wrong), form
            )


def summary(judgements: Sequence[Judgement]) -> str:
    """Return how many quotations there are, and how many of them need a look."""
    total = sum(judgement.verdict is not Verdict.TERM for judgement in judgements)
    wrong = sum(judgement.is_wrong for judgement in judgements)
    if not total:
        return gettext("No quotation.")
    if not wrong:
        return ngettext("{number} quotation, exact.", "{number} quotations, all exact.", total)
    return ngettext(
        "{number} of {total} quotations needs a look.",
        "{number} of {total} quotations need a look.",
        wrong,
        total=total,
    )


def statement_line(entry: Entry) -> str:
    """Return who said a statement, in which capacity, where and when, and its address."""
    said = attribution(entry)
    return gettext(
        "{speaker}{credit} · {address}",
        speaker=said.speaker,
        credit=said.credit,
        address=entry.address,
    )


def details(judgement: Judgement) -> Iterator[list[Run]]:
    """Yield what a reader sees of a judgement, line by line, as runs of words."""
    yield _sentence(gettext(SENTENCES[judgement.verdict]))
    if clause := one_line(judgement.quotation.stated.clause):
        yield _sentence(gettext("the draft says: {words}", words=clause))
    for words in judgement.omitted:
        yield _sentence(gettext("left out: “{words}”", words=one_line(words)))
    if judgement.diff:
        yield _near_changes(judgement.diff)
    elif judgement.verdict in _SHOWN_WHOLE:
        for entry in judgement.statements[:2]:
            said = attribution(entry).said
            yield _sentence(gettext("the coverage has: {words}", words=said))
    for entry in judgement.statements[:_MOST_STATEMENTS]:
        yield _sentence(statement_line(entry))
    if judgement.passage:
        yield _sentence(_passage_line(judgement.passage))
        if speaker := judgement.passage.speaker:
            yield _sentence(gettext("said there by: {words}", words=speaker))


def _sentence(text: str) -> list[Run]:
    return [("same", text)]


def _passage_line(passage: SourcePassage) -> str:
    """Return where a source has the words."""
    template = (
        "{title}, {location}, in quotation marks there · {address}"
        if passage.is_quoted
        else "{title}, {location}, not in quotation marks there · {address}"
    )
    title = one_line(passage.title)
    return gettext(template, title=title, location=passage.location, address=passage.source)


_SHOWN_WHOLE: Final = (
    Verdict.WIDENED,
    Verdict.PARAPHRASE,
    Verdict.STITCHED,
    Verdict.TRANSLATION,
)
"""The verdicts that are understood only beside the statement itself."""


def heading(draft: Draft, judgement: Judgement) -> str:
    """Return the line that names a quotation: file, line, verdict, and the words that begin it."""
    words = judgement.quotation.text
    short = words if len(words) <= _SHORT else f"{words[:_SHORT].rstrip()}…"
    line = draft.line(judgement.quotation.start)
    return gettext(
        "{path}:{line}: {verdict}: “{words}”",
        path=one_line(draft.path),
        line=str(line),
        verdict=judgement.verdict.value,
        words=one_line(short),
    )


def _block(draft: Draft, judgement: Judgement, *, colour: bool) -> Iterator[str]:
    yield f"{heading(draft, judgement)}\n"
    if not judgement.is_wrong:
        yield from (f"  {statement_line(entry)}\n" for entry in judgement.statements[:1])
        return
    for runs in details(judgement):
        visible: list[Run] = [(fate, _visible(text)) for fate, text in runs]
        yield f"  {''.join(mark_runs(visible, colour=colour))}\n"


def _visible(text: str) -> str:
    return neutralize(text).replace("\n", " ")


def _near_changes(diff: Sequence[Run]) -> list[Run]:
    """Return the runs of a difference, long ones that are the same cut down to their ends."""
    runs: list[Run] = []
    for number, (fate, text) in enumerate(diff):
        if fate != "same" or len(text) <= 2 * _CONTEXT:
            runs.append((fate, text))
            continue
        head = text[:_CONTEXT] if number else ""
        tail = text[-_CONTEXT:] if number + 1 < len(diff) else ""
        runs.append(("same", f"{head}…{tail}"))
    return runs


def _problem(draft: Draft, judgement: Judgement) -> Problem:
    """Return a judgement as a problem of the draft's line."""
    lines = ["".join(mark_runs(runs, colour=False)) for runs in details(judgement)]
    line = draft.line(judgement.quotation.start)
    words = one_line(judgement.quotation.text)
    message = gettext("“{words}”: {details}", words=words, details="\n".join(lines))
    return Problem(draft.path, line, "", judgement.verdict.value, message)


def json_of(draft: Draft, judgement: Judgement) -> Mapping[str, Any]:
    """Return a judgement as JSON types; `Any`: its values differ in type.

    `start` and `end` are characters of the file, without the marks, and left out for a DOCX.
    """
    quotation, stated = judgement.quotation, judgement.quotation.stated
    start, end = draft.offset(quotation.start), draft.offset(quotation.end - 1)
    passage = judgement.passage
    return {
        "quotation": escape_controls(quotation.text),
        "verdict": judgement.verdict.value,
        "address": [str(entry.address) for entry in judgement.statements],
        **({} if start is None or end is None else {"start": start, "end": end + 1}),
        "line": draft.line(quotation.start),
        "message": gettext(SENTENCES[judgement.verdict]),
        "stated": {
            "words": escape_controls(stated.clause),
            "name": escape_controls(stated.name),
            "capacity": escape_controls(stated.capacity),
            "day": stated.day.printed if stated.day else "",
        },
        "statements": [_statement(entry) for entry in judgement.statements],
        "diff": [{"fate": fate, "words": escape_controls(text)} for fate, text in judgement.diff],
        "omitted": [escape_controls(words) for words in judgement.omitted],
        "source": passage
        and {
            "address": str(passage.source),
            "title": escape_controls(passage.title),
            "location": passage.location,
            "passage": escape_controls(passage.text),
            "in_quotation_marks": passage.is_quoted,
            "speaker": escape_controls(passage.speaker),
        },
    }


def _statement(entry: Entry) -> Mapping[str, Any]:
    """Return what the coverage has of a statement; `Any`: what is unknown is None."""
    said = attribution(entry)
    return {
        "address": str(entry.address),
        "mode": said.mode,
        "text": said.text,
        "speaker": said.speaker.text,
        "capacity": said.capacity,
        "day": said.day,
        "source": said.source.title,
    }
