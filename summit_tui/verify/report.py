"""Findings printed: for readers, for programs and for GitHub."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, Literal

from summit_tui.archive import Entry
from summit_tui.attribution.attribution import attribution
from summit_tui.diff.render import Run, mark_runs
from summit_tui.i18n import gettext
from summit_tui.lint.report import ReportFormat, render_report
from summit_tui.model.problem import Problem
from summit_tui.model.text import escape_controls, one_line
from summit_tui.verify.drafts import Draft
from summit_tui.verify.verdicts import SENTENCES, Finding, Verdict

_SHORT: Final = 64
"""The most characters of a quotation in the line that names it."""
_CONTEXT: Final = 40
"""The most characters that are the same which are shown beside a difference."""
_MOST_STATEMENTS: Final = 3
"""The most statements that a reader is shown of one finding."""


def render_findings(
    draft: Draft, findings: Sequence[Finding], form: ReportFormat, *, colour: bool = False
) -> Iterator[str]:
    """Yield the parts of a document on a draft's quotations, in the draft's order.

    `json` is one list of objects, `github` a line for each quotation that needs a look; what is
    nobody's words stands in neither. With `colour` a text has the colours of a terminal.
    """
    match form:
        case "text":
            for finding in findings:
                yield from _block(draft, finding, colour=colour)
        case "json":
            objects = [
                json_of(draft, finding)
                for finding in findings
                if finding.verdict is not Verdict.TERM
            ]
            yield f"{json.dumps(objects, ensure_ascii=False, indent=2)}\n"
        case "github":
            yield from render_report(
                (_problem(draft, finding) for finding in findings if finding.is_wrong), "github"
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


def details(finding: Finding) -> Iterator[tuple[Literal["sentence", "runs"], Sequence[Run]]]:
    """Yield what a reader is told of a finding, line by line: sentences, and words that differ."""

    def sentence(text: str) -> tuple[Literal["sentence"], Sequence[Run]]:
        return "sentence", [("same", text)]

    yield sentence(gettext(SENTENCES[finding.verdict]))
    if finding.quotation.stated.words:
        template = "the draft says: {words}"
        yield sentence(gettext(template, words=one_line(finding.quotation.stated.words)))
    for words in finding.omitted:
        yield sentence(gettext("left out: “{words}”", words=one_line(words)))
    if finding.diff:
        yield "runs", _near_changes(finding.diff)
    elif finding.verdict in _SHOWN_WHOLE:
        yield from (
            sentence(gettext("the coverage has: {words}", words=attribution(entry).said))
            for entry in finding.entries[:2]
        )
    yield from (sentence(statement_line(entry)) for entry in finding.entries[:_MOST_STATEMENTS])
    if place := finding.place:
        template = (
            "{title}, {location}, in quotation marks there · {address}"
            if place.is_quoted
            else "{title}, {location}, not in quotation marks there · {address}"
        )
        values = {"title": one_line(place.title), "location": place.location}
        yield sentence(gettext(template, **values, address=place.source))


_SHOWN_WHOLE: Final = (
    Verdict.WIDENED,
    Verdict.PARAPHRASE,
    Verdict.STITCHED,
    Verdict.TRANSLATION,
)
"""The verdicts that are understood only beside the statement itself."""


def heading(draft: Draft, finding: Finding) -> str:
    """Return the line that names a quotation: file, line, verdict, and the words that begin it."""
    words = finding.quotation.words
    short = words if len(words) <= _SHORT else f"{words[:_SHORT].rstrip()}…"
    line = draft.line(finding.quotation.start)
    return gettext(
        "{path}:{line}: {verdict}: “{words}”",
        path=one_line(draft.path),
        line=str(line),
        verdict=finding.verdict.value,
        words=one_line(short),
    )


def _block(draft: Draft, finding: Finding, *, colour: bool) -> Iterator[str]:
    yield f"{heading(draft, finding)}\n"
    if not finding.is_wrong:
        yield from (f"  {statement_line(entry)}\n" for entry in finding.entries[:1])
        return
    for _, runs in details(finding):
        visible: list[Run] = [(fate, _visible(text)) for fate, text in runs]
        yield f"  {''.join(mark_runs(visible, colour=colour))}\n"


def _visible(text: str) -> str:
    return escape_controls(text).replace("\n", " ")


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


def _problem(draft: Draft, finding: Finding) -> Problem:
    """Return a finding as a problem of the draft's line."""
    lines = ["".join(mark_runs(runs, colour=False)) for _, runs in details(finding)]
    line = draft.line(finding.quotation.start)
    words = one_line(finding.quotation.words)
    message = gettext("“{words}”: {details}", words=words, details="\n".join(lines))
    return Problem(draft.path, line, "", finding.verdict.value, message)


def json_of(draft: Draft, finding: Finding) -> Mapping[str, Any]:
    """Return a finding as JSON types; `Any`: its values differ in type.

    `start` and `end` are characters of the file, without the marks, and left out for a DOCX.
    """
    quotation, stated = finding.quotation, finding.quotation.stated
    start, end = draft.offset(quotation.start), draft.offset(quotation.end - 1)
    place = finding.place
    return {
        "quotation": escape_controls(quotation.words),
        "verdict": finding.verdict.value,
        "address": [str(entry.address) for entry in finding.entries],
        **({} if start is None or end is None else {"start": start, "end": end + 1}),
        "line": draft.line(quotation.start),
        "message": gettext(SENTENCES[finding.verdict]),
        "stated": {
            "words": escape_controls(stated.words),
            "name": escape_controls(stated.name),
            "capacity": escape_controls(stated.capacity),
            "day": stated.day.words if stated.day else "",
        },
        "statements": [_statement(entry) for entry in finding.entries],
        "diff": [{"fate": fate, "words": escape_controls(text)} for fate, text in finding.diff],
        "omitted": [escape_controls(words) for words in finding.omitted],
        "source": place
        and {
            "address": str(place.source),
            "title": escape_controls(place.title),
            "location": place.location,
            "passage": escape_controls(place.passage),
            "in_quotation_marks": place.is_quoted,
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
