"""How much of a file is read, and how many of its problems are listed.

An untrusted file can cost far more than its size, in time and in memory: the limits lie far
above what anybody writes. What is beyond one of them is refused by a sentence, before it is parsed
where that is possible.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from summit_tui.i18n import Sentence, gettext_lazy
from summit_tui.model.problem import Problem
from summit_tui.readers.parsed import Lines, ParsedRecord

FILE_LIMIT: Final = 1 << 29
"""The most bytes of a TOML or JSON file, which are read as a whole; JSON Lines has no limit."""
RECORD_LIMIT: Final = 1 << 26
"""The most bytes of a line of JSON Lines, and the most characters of another record."""
TABLE_LIMIT: Final = 10_000
"""The most TOML tables within one record, or before the first."""
OBJECT_LIMIT: Final = 10_000
"""The most JSON objects of a file that may be shorter than any record."""
SHORTEST_OBJECT: Final = 12
"""Characters of a file for each of its objects: `{"en":"A"},` is the shortest within a record,
and no record holds that alone."""
FIELD_ERROR_LIMIT: Final = 1_000
"""The most errors of one record that are listed one by one."""
LISTED_PROBLEMS: Final = 1_000
"""The problems of a file that are listed; the rest is counted."""
PROBLEM_LIMIT: Final = 20_000
"""The problems after which a file is given up."""


class Limit(NamedTuple):
    """A limit as the manual describes it."""

    subject: str
    """What is limited."""
    limit: str
    """How much of it there may be."""
    consequence: str
    """What happens beyond that."""


def limits() -> tuple[Limit, ...]:
    """Return every limit of reading, for the manual."""
    not_read = "`E004`, the file is not read"
    costs_record = "`E004`, the record is not read"
    return (
        Limit("size of a TOML or JSON file", f"{FILE_LIMIT >> 20} MB", not_read),
        Limit("size of a JSON Lines file", "none", ""),
        Limit("size of a record or line", f"{RECORD_LIMIT >> 20} MB", costs_record),
        Limit("TOML tables within a record", f"{TABLE_LIMIT:,}", costs_record),
        Limit(
            f"JSON objects, at fewer than {SHORTEST_OBJECT} characters each",
            f"{OBJECT_LIMIT:,}",
            not_read,
        ),
        Limit("errors of a record", f"{FIELD_ERROR_LIMIT:,}", "`E004` says how many there are"),
        Limit("problems of a file", f"{LISTED_PROBLEMS:,}", "`E009` says how many more there are"),
        Limit(
            "the same, all told", f"{PROBLEM_LIMIT:,}", "`E009`, the rest of the file is not read"
        ),
    )


def too_long() -> Sentence:
    """Return the message for a record or line that is beyond the limit."""
    return gettext_lazy(
        "is longer than {limit} MB, the most that is read of a record", limit=RECORD_LIMIT >> 20
    )


def too_many_objects(text: str, name: str) -> Problem | None:
    """Return why a JSON text has more objects than records of its length can have, if it has."""
    count = text.count("{")
    if count <= OBJECT_LIMIT or count * SHORTEST_OBJECT <= len(text):
        return None
    position = -1
    for _ in range(OBJECT_LIMIT + 1):
        position = text.find("{", position + 1)
    message = gettext_lazy(
        "the file is not read: it has {count} objects in {length} characters, "
        "which is too little for records; take the empty ones away",
        count=count,
        length=len(text),
    )
    return Problem(name, Lines(text).at(position), "", "E004", message)


def summarize_problems(
    results: Iterable[ParsedRecord | Problem], name: str
) -> Iterator[ParsedRecord | Problem]:
    """Yield what was read of one file, its first problems, and a sentence on the others.

    The file is given up after `PROBLEM_LIMIT` problems.
    """
    listed, line = 0, 0
    others: Counter[str] | None = None  # made where there are some: most files are small and sound
    for result in results:
        if not isinstance(result, Problem):
            yield result
        elif listed < LISTED_PROBLEMS:
            listed += 1
            yield result
        else:
            line, others = line or result.line, others or Counter()
            others[result.code] += 1
            if listed + others.total() >= PROBLEM_LIMIT:
                yield Problem(name, line, "", "E009", _given_up(others, result.line))
                return
    if others:
        yield Problem(name, line, "", "E009", _not_listed(others))


def summarize_by_file(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield the first problems of every file, and at the end a sentence on the others of each."""
    listed: Counter[str] = Counter()
    others: dict[str, Counter[str]] = {}
    lines: dict[str, int] = {}
    for problem in problems:
        listed[problem.path] += 1
        if listed[problem.path] <= LISTED_PROBLEMS or problem.code == "E009":
            yield problem
        else:
            lines.setdefault(problem.path, problem.line)
            others.setdefault(problem.path, Counter())[problem.code] += 1
    for path, counts in others.items():
        yield Problem(path, lines[path], "", "E009", _not_listed(counts))


def _not_listed(counts: Counter[str]) -> Sentence:
    return gettext_lazy(
        "from here on {number} more problems are not listed: {codes}; mend those above first",
        number=counts.total(),
        codes=_counted(counts),
    )


def _given_up(counts: Counter[str], line: int) -> Sentence:
    return gettext_lazy(
        "from here on {number} more problems are not listed: {codes}; "
        "what follows line {line} was not read",
        number=counts.total(),
        codes=_counted(counts),
        line=line,
    )


def _counted(counts: Counter[str]) -> tuple[str, ...]:
    """Return how often each code occurs, the most frequent first."""
    return tuple(f"{code} {count:,} ×" for code, count in counts.most_common())
