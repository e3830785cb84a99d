"""A scan of all records that answers a query without an index."""

import calendar
import re
import unicodedata
from collections import Counter
from contextlib import suppress
from datetime import date, datetime
from functools import cache, cached_property, lru_cache
from itertools import groupby
from pathlib import Path

from summit_tui.archive import (
    Sort,
)
from summit_tui.archive.analysis import spelling, strokes
from summit_tui.archive.analysis.normalize import INITIALS, is_single_character, normalize
from summit_tui.archive.analysis.pinyin import latin_words
from summit_tui.archive.analysis.pinyin import pinyin_of as computed_pinyin
from summit_tui.archive.describe import reader_tag
from summit_tui.archive.doubts import finder, record_doubts
from summit_tui.archive.query.terms import terms
from summit_tui.archive.query.tree import (
    And,
    DateRange,
    Facet,
    Members,
    Not,
    On,
    Or,
    RefersTo,
    SourceCount,
    Term,
)
from summit_tui.model.kinds import KINDS
from summit_tui.model.rebuild import record_from

STROKES = {
    character: position
    for position, character in enumerate(
        Path(strokes.__file__).with_name("strokes.txt").read_text("utf-8")
    )
}
"""The position of each Han character in the order of strokes."""
NAMING = ["name", "names", "title", "titles", "aliases"]
pinyin_of = cache(computed_pinyin)
UNDATED = "date not stated"
FACETED = {"speakers": "speaker", "delegations": "delegation", "sources": "source"}
OF_SHARED = {
    "author": ("sources", "author"),
    "publication": ("sources", "kind"),
    "medium": ("sources", "medium"),
    "naming": ("speakers", "naming"),
    "speakerkind": ("speakers", "kind"),
    "delegationkind": ("delegations", "kind"),
    "sessionkind": ("sessions", "type"),
}
"""Facets of what a record is or refers to: kind and field."""


def texts(value):
    """Yield every text inside a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for item in value.values() if isinstance(value, dict) else value:
            yield from texts(item)


def days_in(day):
    """Return the first and the last day of a date that may be partial."""
    year, month, number = [*map(int, day.split("-")), 0, 0][:3]
    last = number or calendar.monthrange(year, month or 12)[1]
    return f"{year:04}-{month or 1:02}-{number or 1:02}", f"{year:04}-{month or 12:02}-{last:02}"


def later_days(day, row):
    """Yield the days after its first on which a session goes on, at most those of a month."""
    ends = {row["end"][:10]}
    if "start" in row:
        zone = datetime.fromisoformat(row["start"]).tzinfo
        with suppress(OverflowError):
            ends.add(str(datetime.fromisoformat(row["end"]).astimezone(zone).date()))
    if day and len(day) == 10:
        first, end = date.fromisoformat(day), date.fromisoformat(max(ends))
        if (end - first).days <= 31:
            ends |= {
                str(date.fromordinal(day)) for day in range(first.toordinal(), end.toordinal())
            }
    return (end for end in ends if not day or end > days_in(day)[1])


class Scan:
    """All records of a coverage, as the documentation of the format and the fields reads."""

    def __init__(self, events):
        self.events = {tables["event"]["id"]: tables for tables in events}
        self.records = []
        for event, tables in self.events.items():
            for kind in KINDS:
                rows = [tables["event"]] if kind == "event" else tables[kind]
                self.records += [(event, kind, row) for row in rows]
        self.by_address = {(event, kind, row["id"]): row for event, kind, row in self.records}
        self.folded = {}
        self.printed_of = {}
        for home, tables in self.events.items():
            for reading in tables["readings"]:
                *event, kind, id = reading["record"].split("/")
                self.printed_of.setdefault(((event or [home])[0], kind, id), []).append(reading)
        dated = [id for id, tables in self.events.items() if "start" in tables["event"]]
        newest = sorted(dated, key=lambda id: self.events[id]["event"]["start"], reverse=True)
        self.event_order = newest + [id for id in self.events if id not in dated]

    def around(self, event, kind, row):
        """Return the ids of what a record is or refers to, by kind, in the order of its fields."""
        by_kind = {name: [] for name in KINDS}
        by_kind[kind] = [row["id"]]
        if kind == "quotes":
            by_kind["speakers"] += self.around_speakers(row)
            by_kind["sources"].append(row["source"])
            by_kind["sessions"] += [row["session"]] if "session" in row else []
        for speaker in row.get("speakers", ()):
            by_kind["speakers"].append(speaker if isinstance(speaker, str) else speaker["speaker"])
        by_kind["sources"] += [role["source"] for role in row.get("roles", ()) if "source" in role]
        by_kind["sources"] += row.get("sources", ())
        for id in by_kind["speakers"]:
            home = self.by_address.get((event, "speakers", id), {}).get("delegation", [])
            by_kind["delegations"] += [home] if isinstance(home, str) else home
        return {name: list(dict.fromkeys(ids)) for name, ids in by_kind.items()}

    def involved(self, event, kind, row):
        """Return kinds and ids of those who have a part in a statement and did not make it."""
        if kind != "quotes":
            return []
        parts = []
        for field in ("on_behalf_of", "relayed_by", "quoting", "addressee"):
            ids = row.get(field, [])
            parts += [("speakers", id) for id in ([ids] if isinstance(ids, str) else ids)]
        return parts + [("quotes", row[key]) for key in ("answer_to",) if key in row]

    def around_speakers(self, quote):
        return [quote["speaker"], *quote.get("joint_speakers", ())] if "speaker" in quote else []

    def involved_names(self, event, kind, row):
        all_names = []
        for its_kind, id in self.involved(event, kind, row):
            own = self.by_address.get((event, "speakers", id)) if its_kind == "speakers" else None
            printed = self.printed(event, "speakers", own, NAMING) if own else []
            names = [*self.names(own or {}), *printed]
            all_names += [id] if its_kind == "speakers" else []
            forms = (form for name in names for form in pinyin_of(name))
            all_names += [*names, *(form for form in forms if not form.startswith(INITIALS))]
        return all_names

    def known(self, event, kind, row, wanted):
        """Return the records of a kind that a record is or refers to."""
        ids = self.around(event, kind, row)[wanted]
        return [record for id in ids if (record := self.by_address.get((event, wanted, id)))]

    def readings(self, event, kind, row):
        """Return what sources print of a record."""
        return self.printed_of.get((event, kind, row["id"]), [])

    def printed(self, event, kind, row, fields):
        return [
            reading["value"]
            for reading in self.readings(event, kind, row)
            if reading["field"] in fields
        ]

    @cached_property
    def quoted(self):
        """All that statements are of: their events, and what they refer to."""
        quoted = set()
        for event, kind, row in self.records:
            if kind == "quotes":
                around = self.around(event, kind, row).items()
                quoted |= {(event, kind, id) for kind, ids in around for id in ids}
                quoted.add((event, "event", event))
        return quoted

    @cached_property
    def accounts(self):
        """The sources of each remark."""
        accounts = {}
        for event, kind, row in self.records:
            if kind == "quotes" and row.get("remark"):
                accounts.setdefault((event, row["remark"]), set()).add(row["source"])
        return accounts

    def witnesses(self, event, kind, row):
        """Return in how many sources a record stands."""
        if kind == "quotes":
            return len(self.accounts.get((event, row.get("remark")), [row["source"]]))
        printed = [reading["source"] for reading in self.readings(event, kind, row)]
        return len({*row.get("sources", ()), *printed})

    def names(self, row):
        own = [row[key] for key in ("name", "title") if key in row]
        more = [*row.get("names", {}).values(), *row.get("titles", {}).values()]
        return own + more + row.get("aliases", [])

    def named(self, event, kind, row, wanted):
        names = []
        for record in self.known(event, kind, row, wanted):
            names += self.names(record) + self.printed(event, wanted, record, NAMING)
        return self.around(event, kind, row)[wanted] + names

    def spelled(self, event, kind, row, *, initials=False):
        """Return the names of its speakers in Latin letters, or their initials."""
        names = self.named(event, kind, row, "speakers")
        forms = [form for name in names for form in pinyin_of(name)]
        return [form for form in forms if form.startswith(INITIALS) == initials]

    def has_initials(self, tokens, event, kind, row):
        return INITIALS + " ".join(tokens) in self.spelled(event, kind, row, initials=True)

    def runs(self, field, event, kind, row):  # noqa: C901 - a field a case
        """Return the texts that a field searches in a record."""
        delegations = self.known(event, kind, row, "delegations")
        sources = self.known(event, kind, row, "sources")
        match field:
            case "speaker" | "delegation" | "session":
                more = self.spelled(event, kind, row) if field == "speaker" else []
                return self.named(event, kind, row, f"{field}s") + more
            case "role":
                held = [
                    role.get(key)
                    for role in row.get("roles", ())
                    for key in ("title", "organization")
                ]
                printed = [] if kind == "quotes" else self.printed(event, kind, row, ["roles"])
                return [row["role"]] if "role" in row else [role for role in held if role] + printed
            case "topic":
                return row.get("topics", [])
            case "publisher":
                return [source["publisher"] for source in sources]
            case "source":
                return [source[key] for source in sources for key in ("id", "publisher", "title")]
            case "event":
                own = self.events[event]["event"]
                return [event, *self.names(own), *self.printed(event, "event", own, NAMING)]
            case "remark":
                return [row["remark"]] if "remark" in row and kind == "quotes" else []
            case "region":
                return [
                    delegation["region"] for delegation in delegations if "region" in delegation
                ]
            case "country":
                homes = [
                    delegation
                    for delegation in delegations
                    if "code" in delegation or delegation.get("kind") == "country"
                ]
                named = [
                    name
                    for delegation in homes
                    for name in [delegation.get("code", ""), *self.names(delegation)]
                ]
                return named + ([row["country"]] if kind == "event" and "country" in row else [])
            case "involves":
                return self.involved_names(event, kind, row)
            case str() if field in OF_SHARED:
                its_kind, name = OF_SHARED[field]
                its_records = self.known(event, kind, row, its_kind)
                return [record[name] for record in its_records if name in record]
            case "act":
                return [row["act"]] if "act" in row else []
            case "translator" if kind == "quotes":
                own = [row["translator"]] if "translator" in row else []
                return [*own, *row.get("translators", {}).values()]
            case "translator":
                return []
        everywhere = ("speaker", "delegation", "session", "publisher", "involves")
        return [
            *texts(row),
            *(reading["value"] for reading in self.readings(event, kind, row)),
            *(text for field in everywhere for text in self.runs(field, event, kind, row)),
        ]

    def folded_runs(self, field, event, kind, row):
        key = (field, event, kind, id(row))
        if key not in self.folded:
            self.folded[key] = [*map(normalize, self.runs(field, event, kind, row))]
        return self.folded[key]

    def day(self, event, kind, row):
        match kind:
            case "event":
                return row.get("start")
            case "sources":
                return row.get("published")
            case "sessions":
                return row.get("date") or row.get("start", "")[:10] or None
            case "quotes":
                session = self.by_address.get((event, "sessions", row.get("session")))
                source = self.by_address.get((event, "sources", row["source"]))
                said = session and self.day(event, "sessions", session)
                return row.get("date") or said or (source and source.get("published"))
        return None

    def days(self, event, kind, row):
        """Return the first and the last day of each date on which a record is found."""
        day = self.day(event, kind, row)
        spans = [days_in(day)] if day else []
        if kind == "sessions" and "end" in row:
            spans += [(day, day) for day in later_days(day, row)]
        return spans

    def finds(self, node, event, kind, row, *, whole=False):
        """Tell whether a record is a hit, or with `whole`, one by whole words."""
        match node:
            case And(parts):
                return self.finds_all(parts, event, kind, row, whole=whole)
            case Or(parts):
                return any(self.finds(part, event, kind, row, whole=whole) for part in parts)
            case Not(part):
                return not self.finds(part, event, kind, row)
            case DateRange(first, last):
                spans = self.days(event, kind, row)
                return any(first <= begins and ends <= last for begins, ends in spans)
            case SourceCount(least, most):
                return least <= self.witnesses(event, kind, row) <= most
            case Facet(name, value):
                return self.has(name, value, event, kind, row)
            case RefersTo() | On() | Members():
                return self.is_of(node, event, kind, row)
            case Term(tokens, prefix, field):
                if field in (None, "speaker") and self.has_initials(tokens, event, kind, row):
                    return True
                runs = self.folded_runs(field, event, kind, row)
                way = stands_as_typed if field == "remark" else stands
                return any(way(tokens, prefix and not whole, run) for run in runs)

    def finds_all(self, parts, event, kind, row, *, whole):
        """Tell whether all parts are found, some that are neighbours perhaps as one word."""
        if not parts:
            return True
        for first, rest in readings_of(parts):
            is_hit = self.finds(first, event, kind, row, whole=whole)
            if is_hit and self.finds_all(rest, event, kind, row, whole=whole):
                return True
        return False

    def is_of_countries(self, codes, event, kind, row):
        delegations = self.known(event, kind, row, "delegations")
        own = [delegation.get("code", "") for delegation in delegations]
        own += [row.get("country", "")] if kind == "event" else []
        return not {code.lower() for code in own}.isdisjoint(codes)

    def is_of(self, node, event, kind, row):
        if isinstance(node, Members):
            return self.is_of_countries(node.countries, event, kind, row)
        if isinstance(node, On):
            return self.day(event, kind, row) == node.day
        home, its_kind, id = node.address
        return home == event and id in self.around(event, kind, row)[its_kind]

    def has(self, name, value, event, kind, row):
        if name == "language":
            return f"{row.get('language', '').lower()}-".startswith(f"{value}-")
        if name == "has":
            readings = bool(self.readings(event, kind, row))
            remark = kind == "quotes" and "remark" in row
            quoted = kind != "quotes" and (event, kind, row["id"]) in self.quoted
            translated = "translator" in row or "translators" in row
            return {
                "quotes": quoted,
                "readings": readings,
                "remark": remark,
                "checked": "checked" in row,
                "text": kind == "sources" and "text" in row,
                "doubts": kind == "quotes" and self.is_doubtful(event, row),
                "translator": translated,
            }[value]
        if name == "involves":
            involved = self.involved(event, kind, row)
            return value in [f"{event}/{its_kind}/{id}" for its_kind, id in involved]
        if name in ("topic", "region", *OF_SHARED):
            return normalize(value) in self.folded_runs(name, event, kind, row)
        if name in ("act", "translator"):
            return value in self.runs(name, event, kind, row)
        return {"kind": kind, "event": event, "mode": row.get("mode")}[name] == value

    def is_doubtful(self, event, row):
        referred = {("event", event), ("speakers", row["speaker"]), ("sources", row["source"])}
        referred |= {("sessions", row["session"])} if "session" in row else set()
        linked = {
            (kind, id): record_from(kind, self.by_address[event, kind, id])
            for kind, id in referred
            if (event, kind, id) in self.by_address
        }
        return bool(record_doubts(record_from("quotes", row), event, finder(linked)))

    # Orders

    def sort_key(self, event, kind, row):
        """Return the key of the curated order within a kind."""
        number = self.event_order.index(event)
        day = self.day(event, kind, row)
        if kind in ("quotes", "sources"):
            return newest_first(day)
        if kind == "sessions":
            moment = datetime.fromisoformat(row["start"]) if "start" in row else None
            origin = datetime.fromisoformat("2025-01-01T00:00Z")
            since = (moment - origin).total_seconds() if moment else float("-inf")
            return number, day is None, day or "", since
        return number

    def key(self, sort, event, kind, row, language=""):
        match sort:
            case Sort.DATE:
                return newest_first(self.day(event, kind, row))
            case Sort.NAME:
                if kind == "quotes":
                    return unknown_last(row["text"])
                return name_in(language, row)
            case Sort.SPEAKER:
                records = self.known(event, kind, row, "speakers")
                return name_in(language, records[0] if records else {"name": ""})
            case Sort.SOURCE:
                records = self.known(event, kind, row, "sources")
                return unknown_last(
                    f"{records[0]['publisher']} {records[0]['title']}" if records else ""
                )
        return 0

    def tier(self, node, *record):
        """Return 0 where a speaker is asked for, 1 where partly, 2 where all words are whole."""
        anywhere = [leaf for leaf in terms(node) if leaf.field is None]
        if anywhere and self.finds(of_speaker(node), *record):
            return 0
        if any(self.finds(of_speaker(leaf), *record) for leaf in anywhere):
            return 1
        return 2 if self.finds(node, *record, whole=True) else 3

    def search(self, node, kind, sort, language=""):
        hits = [
            record for record in self.records if record[1] == kind and self.finds(node, *record)
        ]
        hits.sort(key=lambda hit: self.sort_key(*hit))
        hits.sort(key=lambda hit: self.key(sort, *hit, language))
        if sort is Sort.RELEVANCE:
            hits.sort(key=lambda hit: self.tier(node, *hit))
        return [(event, kind, row["id"]) for event, kind, row in hits]

    def collapsed(self, addresses):
        """Return the first of each remark, and all that are of none."""
        shown = {}
        for number, address in enumerate(addresses):
            remark = self.by_address[address].get("remark") if address[1] == "quotes" else None
            shown.setdefault((address[0], remark) if remark else number, address)
        return list(shown.values())

    def facets(self, addresses):
        """Return how many of the records have each value of each facet."""
        counted = Counter()
        for event, kind, id in addresses:
            row = self.by_address[event, kind, id]
            regions = {normalize(region) for region in self.runs("region", event, kind, row)}
            values = {("event", event), ("day", self.day(event, kind, row) or UNDATED)}
            values |= {("topic", normalize(topic)) for topic in row.get("topics", ())}
            values |= {("region", region) for region in regions}
            values |= {("mode", row["mode"])} if kind == "quotes" else set()
            for facet in ("act", "translator", *OF_SHARED):
                values |= {(facet, text) for text in self.folded_runs(facet, event, kind, row)}
            for its_kind, facet in FACETED.items():
                ids = self.around(event, kind, row)[its_kind]
                values |= {(facet, f"{event}/{its_kind}/{id}") for id in ids}
            counted.update(values)
        return counted

    def linked(self, event, kind, row):
        """Return kinds and ids of the records that one refers to, its event among them."""
        around = self.around(event, kind, row) | {"event": [event]}
        named = {(kind, id) for kind, ids in around.items() for id in ids}
        for its_kind, id in self.involved(event, kind, row):
            named.add((its_kind, id))
            other = self.by_address.get((event, its_kind, id), {})
            home = other.get("delegation", [])
            named |= {("delegations", id) for id in ([home] if isinstance(home, str) else home)}
            named |= {("speakers", id) for id in self.around_speakers(other)}
        own = set() if kind == "event" else {(kind, row["id"])}
        own -= {*self.involved(event, kind, row)}  # it may say that it answers itself
        return {address for address in named - own if (event, *address) in self.by_address}


def of_speaker(node):
    """Return a query that asks a speaker's name for what is asked for anywhere."""
    match node:
        case Term(tokens, prefix, None):
            return Term(tokens, prefix, "speaker")
        case And(parts) | Or(parts):
            return type(node)(tuple(of_speaker(part) for part in parts))
    return node


def readings_of(parts):
    """Yield what the first parts of a conjunction may be, and the parts that remain."""
    yield parts[0], parts[1:]
    between = []
    for number, part in enumerate(parts):
        if not isinstance(part, Term) or part.field != parts[0].field:
            return
        if number:
            for joined in joined_tokens(parts[0].tokens, between, part.tokens):
                yield Term(joined, part.prefix, part.field), parts[number + 1 :]
            between += part.tokens
        spelled = unicodedata.normalize("NFC", " ".join(part.tokens))
        if part.prefix and not KOREAN.search(spelled):
            return


def joined_tokens(first, between, last):
    """Yield the words of two terms and of what stands between them, met in one word."""
    for start in range(len(first)):
        for end in range(1, len(last) + 1):
            words = [*first[start:], *between, *last[:end]]
            together = "".join(words)
            if any(is_single_character(word) for word in words) or normalize(together) != together:
                continue
            if is_one_word(" ".join(words)) or all(
                re.fullmatch(r"[^\W\d_]", word) for word in words
            ):
                yield (*first[:start], together, *last[end:])


SMALL = (
    "a all an and are as at be but by can do for from had has have he her him his i if in is it its"
    " may me my no nor not of or our she so than that the their them they this to too was we were"
    " what will with you your"
)
SMALL = set(SMALL.split())
GROUPS = re.compile(r"[0-9]{1,3}( [0-9]{3})+|[0-9]{1,2}( [0-9]{2})* [0-9]{3}")
FIGURE = re.compile("[0-9]+")
CODE = re.compile("(?:([^0-9 ]+) [0-9]+|[0-9]+ ([^0-9 ]+))")
LONG_CODE = re.compile("(?:([^0-9 ]+) [0-9]+[^0-9 ]+|[^0-9 ]+[0-9]+ ([^0-9 ]+))")
KOREAN = re.compile("(?:[가-힣]|[a-z0-9] )[가-힣]$")


def is_one_word(words):
    """Tell whether words with spaces between them are also written without the spaces."""
    if GROUPS.fullmatch(words):
        return True
    first, _, last = words.partition(" ")
    if not last or " " in last or is_single_character(first) or is_single_character(last):
        return False
    if code := CODE.fullmatch(words) or LONG_CODE.fullmatch(words):
        letters = code[1] or code[2]
        return len(letters) == 1 or letters not in SMALL
    if any(word.isdigit() for word in words) or SMALL & {first, last}:
        return False
    if len(last) == 1 or last in ("ll", "re", "ve", "on"):
        return False
    return len(first) > 1 or (first not in "stdm" and len(last) > 2)


@cache
def regional():
    """Return each spelling of a word with another region's, by the first word of the spelling."""
    folder = Path(spelling.__file__).parent
    table = "".join(
        path.read_text(encoding="utf-8") for path in sorted(folder.glob("regional*.txt"))
    )
    lines = [
        [tuple(normalize(term).split()) for term in line.split()] for line in table.split("\n")
    ]
    pairs = {}
    for line in lines:
        for written in line:
            pairs.setdefault(written[0], []).extend(
                (written, other) for other in line if other != written
            )
    return pairs


@lru_cache(1 << 16)
def stands(tokens, prefix, folded):
    """Tell whether words stand in a text in any spelling."""
    words = folded.split()
    return any(goes_on(tokens, prefix, words, at) for at in range(len(words)))


def goes_on(tokens, prefix, words, at):
    """Tell whether words stand in a text from a place on, in any spelling."""
    if not tokens:
        return True
    for typed in range(1, len(tokens) + 1):
        begun = prefix and typed == len(tokens)
        for printed in range(1, len(words) - at + 1):
            if printed > 1 and typed > 1 and not FIGURE.fullmatch(tokens[0]):
                break
            if printed > 1 and len("".join(words[at : at + printed - 1])) > 40:
                break
            if is_same(tokens[:typed], begun, words[at : at + printed]) and goes_on(
                tokens[typed:], prefix, words, at + printed
            ):
                return True
    for written, other in regional().get(tokens[0], ()):
        many = len(written)
        is_there = tokens[:many] == written and tuple(words[at : at + len(other)]) == other
        if is_there and goes_on(tokens[many:], prefix, words, at + len(other)):
            return True
    return False


def is_same(typed, begun, printed):
    """Tell whether typed words and printed ones are one word, written in two ways."""
    if len(typed) == len(printed) == 1:
        return printed[0].startswith(typed[0]) if begun else printed[0] == typed[0]
    if len(typed) > 1 and not is_one_word(" ".join(typed)):
        return False
    whole = "".join(typed)
    if len(printed) == 1:
        return printed[0].startswith(whole) if begun else printed[0] == whole
    *before, last = printed
    rest = whole.removeprefix("".join(before))
    if not rest or not whole.startswith("".join(before)) or len(whole) > 40:
        return False
    if not is_one_word(" ".join([*before, rest])):
        return False
    return last.startswith(rest) if begun and len(rest) > 1 else last == rest


def stands_as_typed(tokens, prefix, folded):
    if tokens[0] not in folded:
        return False
    words, many = folded.split(), len(tokens)
    for start in range(len(words) - many + 1):
        *first, last = words[start : start + many]
        if tuple(first) == tokens[:-1] and (
            last.startswith(tokens[-1]) if prefix else last == tokens[-1]
        ):
            return True
    return False


def newest_first(day):
    """Return a key that puts a partial date before the days in it, and an unknown one last."""
    return tuple(-int(part) for part in [*day.split("-"), "99", "99"][:3]) if day else (0,)


def name_in(language, row):
    """Return the key of the name that readers of a language see first."""
    name = row.get("name") or row.get("title", "")
    names = row.get("names") or row.get("titles", {})
    if language and (tag := reader_tag(language, names)):
        name = names[tag]
    if language != "zh-Hant":
        return unknown_last(name)
    key = []
    for is_han, letters in groupby(unicodedata.normalize("NFKC", name), STROKES.__contains__):
        text = "".join(letters)
        key += [
            (0, STROKES[each]) if is_han else (1, each)
            for each in (text if is_han else normalize(text))
        ]
    return not key, key


def unknown_last(name):
    words = normalize(name).split(" ")
    read = latin_words(" ".join(words[:16])) if not name.isascii() else " ".join(words[:16])
    return not normalize(name), " ".join([read, *words[16:]])
