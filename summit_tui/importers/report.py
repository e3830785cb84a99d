"""What an import would do or has done, for people and for scripts."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final

from summit_tui.i18n import INTERFACE, gettext, ngettext
from summit_tui.importers.merge import Conflict
from summit_tui.importers.plan import STATUSES, Outcome, Plan, Status
from summit_tui.model.kinds import KINDS, Kind
from summit_tui.model.text import one_line

LISTED: Final = 10
"""The conflicts, suggestions and problems that are listed one by one; JSON has all of them."""
_LONGEST: Final = 80
"""Characters of a value that a sentence repeats."""

_WORDS: Final[Mapping[Status, str]] = {
    "new": "{number} new",
    "changed": "{number} changed",
    "same": "{number} as before",
    "gone": "{number} no longer in the file, kept",
    "deleted": "{number} deleted by you, not brought back",
    "moved": "{number} moved by you to another file, left alone",
}


def counts_of(plan: Plan) -> dict[Kind, dict[str, int]]:
    """Return how many records of each kind have which status, and how many are in conflict."""
    counts: dict[Kind, Counter[str]] = {}
    for outcome in plan.outcomes:
        counter = counts.setdefault(outcome.kind, Counter())
        counter[outcome.status] += 1
        counter["conflict"] += bool(outcome.conflicts)
    return {
        kind: {status: counts[kind][status] for status in (*STATUSES, "conflict")}
        for kind in KINDS
        if kind in counts
    }


def as_json(plan: Plan, *, is_written: bool) -> dict[str, Any]:
    """Return a plan as JSON types; `Any`: JSON."""
    imported, recognition = plan.imported, plan.recognition
    return {
        "file": recognition.file,
        "format": recognition.format,
        "recognized_by": recognition.reason or None,
        "encoding": recognition.encoding or None,
        "encoding_guessed": recognition.is_guess,
        "import": plan.name,
        "event": plan.event,
        "path": plan.path,
        "written": is_written,
        "files": [change.path for change in plan.files],
        "counts": counts_of(plan),
        "times_without_zone": imported.times_without_zone,
        "titles_missing": imported.titles_missing,
        "no_place": dict(imported.unplaced),
        "left_out": dict(imported.left_out),
        "proposals": len(imported.proposals),
        "remarks": list(plan.remarks),
        "readings": [reading._asdict() for reading in plan.readings],
        "conflicts": [_conflict_as_json(*conflict) for conflict in plan.conflicts],
        "suggestions": [
            {
                "message": suggestion.message,
                "for": list(suggestion.speaks_for),
                "against": list(suggestion.speaks_against),
            }
            for suggestion in plan.suggestions
        ],
        "problems": [
            {"line": problem.line, "message": problem.message} for problem in plan.problems
        ],
    }


def _conflict_as_json(outcome: Outcome, conflict: Conflict) -> dict[str, Any]:
    """Return a conflict as JSON types; `Any`: JSON."""
    record = f"{outcome.kind}/{outcome.id}"
    location = {"record": record, "file": outcome.path, "line": outcome.line}
    return location | conflict._asdict()


def as_text(plan: Plan) -> Iterator[str]:
    """Yield the lines of a report, the gravest first after what there is."""
    yield _headline(plan)
    if plan.imported.is_help:
        yield gettext("  helps to read the files named with it; nothing is taken of it by itself")
        return
    if not plan.holds_anything:
        yield gettext("  holds nothing that can be taken")
        return
    for kind, counts in counts_of(plan).items():
        words = [
            gettext(_WORDS[status], number=counts[status]) for status in _WORDS if counts[status]
        ]
        yield f"  {kind:<12} {INTERFACE.items(words)}"
    yield from _conflicts(plan)
    yield from _problems(plan)
    yield from _remarks(plan)
    yield from _suggestions(plan)
    if plan.imported.unplaced:
        counted = _counted(plan.imported.unplaced)
        yield gettext("Fields of the file that have no place here: {counted}.", counted=counted)


def _headline(plan: Plan) -> str:
    recognition = plan.recognition
    names = {"file": recognition.file, "title": recognition.title, "reason": recognition.reason}
    template = (
        "{file}: {title}. Recognized by: {reason}."
        if recognition.reason
        else ("{file}: {title}, as you say.")
    )
    line = gettext(template, **names)
    if recognition.is_guess:
        template = "{line} Its encoding seems to be {encoding}; --encoding says another."
        return gettext(template, line=line, encoding=recognition.encoding)
    if recognition.encoding not in ("", "utf-8"):
        return gettext(
            "{line} Its encoding is {encoding}.", line=line, encoding=recognition.encoding
        )
    return line


def _conflicts(plan: Plan) -> Iterator[str]:
    conflicts = plan.conflicts
    if conflicts:
        yield ngettext(
            "{number} value that you and the file have both changed; yours is kept:",
            "{number} values that you and the file have both changed; yours are kept:",
            len(conflicts),
        )
    for outcome, conflict in conflicts[:LISTED]:
        yield f"  {_conflict(outcome, conflict)}"
    yield from _rest(len(conflicts))
    if conflicts and plan.source:
        yield gettext("--accept-readings keeps the file's texts beside yours, as readings.")
    if plan.readings:
        yield ngettext(
            "{number} reading of the file is kept beside your text.",
            "{number} readings of the file are kept beside your texts.",
            len(plan.readings),
        )


def _conflict(outcome: Outcome, conflict: Conflict) -> str:
    """Return a conflict on one line, with the place where the editor's value stands."""
    return gettext(
        "{path}:{line}: {kind}/{id} {field}: yours {mine}, the file's {theirs}",
        path=outcome.path,
        line=outcome.line,
        kind=outcome.kind,
        id=outcome.id,
        field=conflict.field,
        mine=_shown(conflict.mine),
        theirs=_shown(conflict.theirs),
    )


def _shown(value: Any) -> str:
    """Return a value on one line; `Any`: fields differ in type."""
    if value is None:
        return gettext("nothing")
    text = one_line(str(value))
    return f"“{text}”" if len(text) <= _LONGEST else f"“{text[:_LONGEST]}…”"


def _problems(plan: Plan) -> Iterator[str]:
    for problem in plan.problems[:LISTED]:
        location = (
            f"{plan.recognition.file}:{problem.line}" if problem.line else plan.recognition.file
        )
        yield f"{location}: {problem.message}"
    yield from _rest(len(plan.problems))


def _remarks(plan: Plan) -> Iterator[str]:
    imported = plan.imported
    if imported.times_without_zone:
        yield ngettext(
            "{number} time has no zone: only its day is taken; say the zone with --timezone.",
            "{number} times have no zone: only their days are taken; say the zone with --timezone.",
            imported.times_without_zone,
        )
    if imported.titles_missing:
        yield ngettext(
            "{number} title is missing; a plain description stands for it.",
            "{number} titles are missing; plain descriptions stand for them.",
            imported.titles_missing,
        )
    yield from plan.remarks
    if imported.left_out:
        yield gettext("Left out: {counted}.", counted=_counted(imported.left_out))
    if imported.proposals:
        yield ngettext(
            "{number} passage may be a statement; no record before a person says whose.",
            "{number} passages may be statements; no records before a person says whose.",
            len(imported.proposals),
        )


def _suggestions(plan: Plan) -> Iterator[str]:
    for suggestion in plan.suggestions[:LISTED]:
        yield gettext("Perhaps: {message}.", message=suggestion.message)
        if suggestion.speaks_for:
            yield gettext("  for it: {reasons}", reasons=INTERFACE.groups(suggestion.speaks_for))
        if suggestion.speaks_against:
            yield gettext(
                "  against it: {reasons}", reasons=INTERFACE.groups(suggestion.speaks_against)
            )
    yield from _rest(len(plan.suggestions))


def _rest(number: int) -> Iterator[str]:
    if number > LISTED:
        yield gettext("  … and {number} more; --format json has all", number=number - LISTED)


def _counted(counts: Mapping[str, int]) -> str:
    """Return how often each occurs, the most frequent first."""
    most_first = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return INTERFACE.items(f"{one_line(name)} {number:,}" for name, number in most_first)
