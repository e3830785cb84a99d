"""Every code that `check` can print, what it means and what to do about it."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from difflib import get_close_matches
from types import MappingProxyType
from typing import Final, Literal, get_args

from summit_tui.lint.dates import DATES
from summit_tui.lint.evidence import EVIDENCE
from summit_tui.lint.people import PEOPLE
from summit_tui.lint.references import LINKS
from summit_tui.lint.rule import Rule, Violation
from summit_tui.lint.standards import STANDARDS
from summit_tui.model.problem import CODES as READING_CODES
from summit_tui.model.problem import Problem
from summit_tui.model.text import escape_controls, one_line

CODES: Final[Mapping[str, Rule]] = MappingProxyType(
    {code: Rule(code, title) for code, title in READING_CODES.items()}
    | {one.code: one for part in (LINKS, EVIDENCE, PEOPLE, DATES, STANDARDS) for one in part}
)
"""All checks by their codes, those made while files are read among them."""


def unknown_code_message(text: str) -> str:
    """Return what to say of a code that is none."""
    typed = text[:20].upper().replace("O", "0").replace("I", "1")
    near = get_close_matches(typed, CODES, 1, 0.7)
    hint = f"did you mean {near[0]}?" if near else "write it as `check` prints it"
    return f"‘{text}’ is no code of a check; {hint}"


ReportFormat = Literal["text", "json", "github"]
REPORT_FORMATS: Final[tuple[ReportFormat, ...]] = get_args(ReportFormat)


def render_report(problems: Iterable[Problem], form: ReportFormat) -> Iterator[str]:
    """Yield problems as text, each piece as soon as its problem is known.

    `text` is a line each, `json` one list of objects, `github` a line each in the form of GitHub's
    workflow commands, which marks the place in a pull request.
    """
    match form:
        case "text":
            yield from (f"{one_line(str(one))}\n" for one in problems)
        case "json":
            yield from _json(problems)
        case "github":
            yield from (f"{_command(one)}\n" for one in problems)


def _json(problems: Iterable[Problem]) -> Iterator[str]:
    before = "["
    for one in problems:
        # A path may hold what no file in UTF-8 can.
        shown = {
            key: escape_controls(value) if isinstance(value, str) else value
            for key, value in one._asdict().items()
        }
        yield f"{before}\n  {json.dumps(shown, ensure_ascii=False)}"
        before = ","
    yield "[]\n" if before == "[" else "\n]\n"


def _command(problem: Problem) -> str:
    """Return a problem as GitHub's workflow command `error` or `warning`."""
    place = {"file": problem.path, "line": str(problem.line or ""), "title": problem.code}
    properties = ",".join(f"{key}={_property(value)}" for key, value in place.items() if value)
    where = f"{problem.where}: " if problem.where else ""
    severity = Rule(problem.code, "").severity
    return f"::{severity} {properties}::{_data(where + problem.message)}"


def _data(text: str) -> str:
    return escape_controls(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def unknown_code_violations(codes: Collection[str]) -> Iterator[Violation]:
    """Yield each of `codes` that is no code of a check."""
    for code in codes:
        if code not in CODES:
            yield Violation("E205", unknown_code_message(code), "ignore")
