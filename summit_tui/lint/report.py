"""Problems printed: for readers, for programs, for GitHub and for tools that collect findings."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePath
from typing import Final, Literal, get_args
from urllib.parse import quote

from summit_tui.lint.catalog import CODES
from summit_tui.lint.rule import severity_of
from summit_tui.model.json_text import dump_json
from summit_tui.model.problem import Problem
from summit_tui.model.text import neutralize, one_line

ReportFormat = Literal["text", "json", "github", "sarif"]
REPORT_FORMATS: Final[tuple[ReportFormat, ...]] = get_args(ReportFormat)


def render_report(problems: Iterable[Problem], form: ReportFormat) -> Iterator[str]:
    """Yield problems as text, each as soon as it is known.

    `text` is a line each, `json` one list of objects, `github` a line each in the form of GitHub's
    workflow commands (https://docs.github.com/actions/reference/workflow-commands-for-github-actions),
    which annotate the line in a pull request, and `sarif` a log of SARIF 2.1.0
    (https://docs.oasis-open.org/sarif/sarif/v2.1.0/).
    """
    match form:
        case "text":
            yield from (f"{one_line(str(problem))}\n" for problem in problems)
        case "json":
            yield from _render_json(problems)
        case "github":
            yield from (f"{_workflow_command(problem)}\n" for problem in problems)
        case "sarif":
            yield from _render_sarif(problems)


def _render_json(problems: Iterable[Problem]) -> Iterator[str]:
    before = "["
    for problem in problems:
        fields = problem._asdict()
        del fields["sentence"]
        fields["message"] = problem.message
        edit = fields.pop("edit")
        if edit:
            fields["edit"] = edit._asdict()
        yield f"{before}\n  {dump_json(_visible(fields), indent=None)}"
        before = ","
    yield "[]\n" if before == "[" else "\n]\n"


def _visible(fields: Mapping[str, object]) -> dict[str, object]:
    """Return fields with their texts visible: a path may hold what no file in UTF-8 can."""
    return {
        key: neutralize(value)
        if isinstance(value, str)
        else _visible(value)
        if isinstance(value, dict)
        else value
        for key, value in fields.items()
    }


def _workflow_command(problem: Problem) -> str:
    """Return a problem as GitHub's workflow command `error` or `warning`."""
    location = {"file": problem.path, "line": str(problem.line or ""), "title": problem.code}
    properties = ",".join(
        f"{key}={_escape_property(value)}" for key, value in location.items() if value
    )
    return f"::{severity_of(problem.code)} {properties}::{_escape_data(_with_place(problem))}"


def _escape_data(text: str) -> str:
    return neutralize(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape_data(text).replace(":", "%3A").replace(",", "%2C")


def _render_sarif(problems: Iterable[Problem]) -> Iterator[str]:
    rules = [
        {
            "id": code,
            "shortDescription": {"text": description.title},
            "help": {"text": description.explanation or description.title},
            "defaultConfiguration": {"level": severity_of(code)},
        }
        for code, description in CODES.items()
    ]
    driver = {"name": "summit-tui", "rules": rules}
    yield (
        '{"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", '
        f'"runs": [{{"tool": {dump_json({"driver": driver}, indent=None)}, "results": ['
    )
    before = "\n"
    for problem in problems:
        yield f"{before}{dump_json(_sarif_result(problem), indent=None)}"
        before = ",\n"
    yield "\n]}]}\n"


def _sarif_result(problem: Problem) -> Mapping[str, object]:
    path = PurePath(neutralize(problem.path))
    uri = path.as_uri() if path.is_absolute() else quote(path.as_posix())
    location: dict[str, object] = {"artifactLocation": {"uri": uri}}
    if problem.line:
        location["region"] = {"startLine": problem.line}
    return {
        "ruleId": problem.code,
        "level": severity_of(problem.code),
        "message": {"text": neutralize(_with_place(problem))},
        "locations": [{"physicalLocation": location}],
    }


def _with_place(problem: Problem) -> str:
    """Return what a problem says, with the record and field before it where one is meant."""
    return f"{problem.where}: {problem.message}" if problem.where else problem.message
