"""Rules for records that say the same as another."""

from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import ClassVar, Final

from summit_tui.archive import Entry
from summit_tui.archive.analysis.normalize import normalize
from summit_tui.i18n import gettext, gettext_noop
from summit_tui.lint.people import all_names
from summit_tui.lint.rule import DiskResource, Rule, RuleContext, record_location
from summit_tui.model.problem import Problem
from summit_tui.model.records import Quote, Speaker

_Key = tuple[str, ...]

# Of a key's holders each is compared with the first: comparing all with all would be quadratic.
_DUPLICATES: Final = """
SELECT duplicate.path, duplicate.line, duplicate.location, first.path, first.line FROM (
    SELECT pair.number, min(earliest) AS earliest FROM (
        SELECT number, min(number) OVER (PARTITION BY key) AS earliest FROM record_key
        WHERE code = ?
    ) pair
    JOIN record ON record.number = pair.number JOIN record earlier ON earlier.number = earliest
    WHERE record.event <> earlier.event AND record.person <> earlier.person
    GROUP BY pair.number
) pair
JOIN record duplicate ON duplicate.number = pair.number
JOIN record first ON first.number = pair.earliest
ORDER BY duplicate.number
"""


class _Keys(DiskResource):
    """Records, each with the keys that no other record should have."""

    schema = """
    CREATE TABLE record (number INTEGER PRIMARY KEY, path, line, location, event, person);
    CREATE TABLE record_key (code, key, number);
    """

    def add(
        self, code: str, entry: Entry, keys: Iterable[_Key], *, event: str = "", person: str = ""
    ) -> None:
        """Note a record with its keys; it duplicates none of the same `event` or `person`.

        Each is the record's own address by default.
        """
        own = str(entry.address)
        number = self.database.execute(
            "INSERT INTO record (path, line, location, event, person) VALUES(?, ?, ?, ?, ?)",
            (entry.path, entry.line, record_location(entry), event or own, person or own),
        ).lastrowid
        digests = {_digest(key) for key in keys}
        rows = ((code, digest, number) for digest in digests)
        self.database.executemany("INSERT INTO record_key VALUES(?, ?, ?)", rows)


class _DuplicateRule(Rule):
    """A rule by which no two records should have a key in common."""

    template: ClassVar[str]
    """The message, with `{location}` for the file and line of the earlier record."""

    def __init__(self, context: RuleContext) -> None:
        super().__init__(context)
        self._keys = context.resource(_Keys)

    def report(self) -> Iterator[Problem]:
        rows = self._keys.database.execute(_DUPLICATES, (self.code,))
        for path, line, location, first_path, first_line in rows:
            message = gettext(self.template, location=f"{first_path}:{first_line}")
            yield Problem(path, line, location, self.code, message)


class DuplicateStatement(_DuplicateRule):
    """Two statements of a speaker have the same source, and the same text or excerpt."""

    code = "W204"
    title = "The same statement stands twice."
    explanation = (
        "Two statements of the same speaker rest on the same source, with the same text or the "
        "same excerpt; case, punctuation and the script of Chinese make no difference. Keep one. "
        "Example: “We agree.” copied again as “we agree”."
    )
    bad = """
[quotes.again]
speaker = "lindqvist"
mode = "paraphrase"
text = "there should be MORE training"
source = "wire"
"""
    good = """
[quotes.again]
speaker = "lindqvist"
mode = "paraphrase"
text = "We agree on trade."
source = "wire"
"""
    template = gettext_noop("the same statement stands at {location}; keep one")
    kinds = ("quotes",)

    def collect(self, entry: Entry) -> None:
        quote = entry.record
        if isinstance(quote, Quote) and self.code not in quote.ignore:
            event = entry.address.event
            self._keys.add(self.code, entry, ((event, *key) for key in statement_keys(quote)))


class SameNameInEvent(_DuplicateRule):
    """Two speakers of one event have a name in common."""

    code = "W401"
    title = "Two speakers of one event have the same name."
    explanation = (
        "They may be one. Case, accents and the script of Chinese make no difference, and every "
        "name and alias counts. Keep one record; where they are two people, silence the check on "
        "one of them. Example: 莊榮文 beside 庄荣文."
    )
    bad = 'speakers.bo.name = "BO LINDQVIST"'
    good = 'speakers.bo.name = "Bo Berg"'
    template = gettext_noop(
        "the speaker at {location} has the same name; keep one record if they are one"
    )
    kinds = ("speakers",)

    def collect(self, entry: Entry) -> None:
        if self.code not in entry.record.ignore:
            event = entry.address.event
            self._keys.add(self.code, entry, ((event, name) for name in _normalized_names(entry)))


class SameNameInEvents(_DuplicateRule):
    """Two speakers of different events have a name in common, and neither says who they are."""

    code = "W404"
    title = "Two speakers of different events have the same name."
    explanation = (
        "They may be one, and nothing is taken for granted from a name. If they are, say so with "
        "`same_as` on one of them; if not, silence the check on one of them. Case, accents and the "
        "script of Chinese make no difference, and every name and alias counts. Example: `same_as "
        '= ["summit-2024/speakers/zhuang-rongwen"]`.'
    )
    bad = """
[earlier]
event = {id = "summit-2024", name = "The Summit", start = "2024-04-14"}
speakers = [{id = "diaz", name = "Anna Diaz"}]
"""
    good = """
[earlier]
event = {id = "summit-2024", name = "The Summit", start = "2024-04-14"}
speakers = [{id = "diaz", name = "Anna Diaz", same_as = ["summit/speakers/diaz"]}]
"""
    template = gettext_noop(
        "the speaker at {location} has the same name; say so in `same_as` if they are one"
    )
    kinds = ("speakers",)

    def collect(self, entry: Entry) -> None:
        if self.code in entry.record.ignore:
            return
        editions = self.context.archive.editions(entry.address)
        person = str(editions[0].address) if editions else ""
        names = ((name,) for name in _normalized_names(entry))
        self._keys.add(self.code, entry, names, event=entry.address.event, person=person)


def _normalized_names(entry: Entry) -> set[str]:
    if not isinstance(entry.record, Speaker) or entry.record.naming == "unnamed":
        return set()  # a description is nobody's name
    return {name for name in map(normalize, all_names(entry)) if name}


def statement_keys(quote: Quote) -> Iterator[_Key]:
    """Yield what no other statement of an event should have in common with one."""
    words = normalize(quote.text)
    yield "text", quote.speaker, quote.source, words or quote.text
    if quote.excerpt:
        before, exact, behind = quote.excerpt.prefix, quote.excerpt.exact, quote.excerpt.suffix
        # Most direct speech is its excerpt.
        words = words if exact == quote.text else normalize(exact)
        parts = (before or "", exact, behind or "")
        around = (normalize(before or ""), words, normalize(behind or "")) if words else parts
        yield "excerpt", quote.speaker, quote.source, *around


def _digest(key: _Key) -> bytes:
    return blake2b("\0".join(key).encode("utf-8", "replace"), digest_size=16).digest()
