"""Problems as a stream of text, one form for readers, one for programs, one for GitHub."""

import json
from collections.abc import Iterable, Iterator
from typing import Final, Literal, get_args

from summit_tui.checking.codes.check import Check
from summit_tui.controls import one_line, visible
from summit_tui.problems import Problem

Form = Literal["text", "json", "github"]
FORMS: Final[tuple[Form, ...]] = get_args(Form)


def report(problems: Iterable[Problem], form: Form) -> Iterator[str]:
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
            key: visible(value) if isinstance(value, str) else value
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
    severity = Check(problem.code, "").severity
    return f"::{severity} {properties}::{_data(where + problem.message)}"


def _data(text: str) -> str:
    return visible(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
