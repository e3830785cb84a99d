"""One invented event: its records, kind by kind, a group at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any, Final, NamedTuple

from summit_tui.model.kinds import Kind
from tests.bench.countries import Country
from tests.bench.people import speaker
from tests.bench.words import TRADITIONAL, Prose, invented, zipf

TOPICS: Final = (
    "artificial intelligence|cybersecurity|digital governance|open source|data protection|5G|"
    "digital divide|e-commerce|cloud computing|semiconductors|quantum computing|blockchain|"
    "digital trade|smart cities|digital health|online education|fintech|digital currency|"
    "internet of things|autonomous driving|robotics|large language models|algorithm ethics|"
    "content moderation|disinformation|child safety|privacy|cross-border data|digital identity|"
    "submarine cables|satellite internet|rural connectivity|green computing|climate change|"
    "energy transition|carbon markets|biodiversity|food security|water|public health|vaccines|"
    "gender equality|youth|small businesses|supply chains|industrial internet|agriculture|"
    "cultural heritage|digital museums|games|film|media|tourism|sport|space|oceans|arms control|"
    "multilateralism|development finance|debt|migration|taxation"
)
_CITIES: Final = (
    "CN Wuzhen|CN Beijing|CN Hong Kong|SG Singapore|CH Geneva|US New York|AE Dubai|BR São Paulo|"
    "ZA Cape Town|KE Nairobi|DE Berlin|FR Paris|IN New Delhi|JP Kyoto|KR Busan|MX Ciudad de México"
)
_FORMS: Final = "Summit|Forum|Congress|Conference|Dialogue|Assembly"
_SESSION_TYPES: Final = ("forum", "panel", "keynote", "dialogue", "opening", "interview", "meeting")
_PARTS: Final = ("panelist", "speaker", "moderator", "keynote", "guest", "host")
_SOURCE_KINDS: Final = ("news", "news", "press release", "transcript", "government release")
_MODES: Final = ("paraphrase", "direct", "partial")
_CHINESE_SHARE, _TRADITIONAL_SHARE = 0.15, 0.25


@dataclass(frozen=True, slots=True)
class EventPlan:
    """What decides an event: with the same values its records are the same."""

    seed: int
    series: int
    """Which series of events it belongs to, counted from 0."""
    year: int
    sessions: int
    quotes: int
    people: int
    """How many people there are, of whom some come."""

    @property
    def id(self) -> str:
        """The event's id, and the name of its folder."""
        return f"e{self.series:02}-{self.year}"


class _Day(NamedTuple):
    """A session as quotes refer to it."""

    id: str
    date: str
    topics: Sequence[str]


def event_records(
    event: EventPlan, english: Prose, chinese: Prose
) -> Iterator[tuple[Kind, Iterator[Mapping[str, Any]]]]:
    """Yield each kind with its records; take a group in full before the next."""
    random = Random(f"{event.seed}/{event.id}")
    first = _first_day(event)
    yield "event", iter([_event(event, first)])
    people = _people(event, random)
    countries = dict.fromkeys(country for _, country in people)
    yield "delegations", (_delegation(country) for country in countries)
    speakers = [record for record, _ in people]
    yield "speakers", iter(speakers)
    sources = [_source(event, random, number, first) for number in range(event.quotes // 8 + 2)]
    yield "sources", iter(sources)
    ids = [record["id"] for record in speakers]
    sessions = [_session(random, number, first, ids) for number in range(max(1, event.sessions))]
    yield "sessions", iter(sessions)
    days = [_Day(session["id"], session["date"], session["topics"]) for session in sessions]
    yield "quotes", _quotes(event, random, (english, chinese), (speakers, sources, days))


def _first_day(event: EventPlan) -> date:
    series = Random(f"{event.seed}/series/{event.series}")
    return date(event.year, series.randint(1, 12), series.randint(1, 24))


def _event(event: EventPlan, first: date) -> Mapping[str, Any]:
    series = Random(f"{event.seed}/series/{event.series}/name")
    country, city = series.choice(_CITIES.split("|")).split(" ", 1)
    topic, form = series.choice(TOPICS.split("|")), series.choice(_FORMS.split("|"))
    name = f"{invented(series, 2).title()} {form} on {topic} {event.year}"
    return {
        "id": event.id,
        "name": name,
        "theme": f"Sharing {topic} for a common future",
        "start": first.isoformat(),
        "end": (first + timedelta(days=3)).isoformat(),
        "place": city,
        "country": country,
        "organizers": [f"{invented(series, 3).title()} Secretariat"],
    }


def _people(event: EventPlan, random: Random) -> Sequence[tuple[dict[str, Any], Country]]:
    """Choose who comes: few people come nearly every year."""
    wanted = min(event.people * 2 // 3, 20 + event.quotes // 10)
    numbers: dict[int, None] = {}
    while len(numbers) < wanted:
        numbers[int(event.people * random.random() ** 2.5)] = None
    return [speaker(event.seed, number) for number in numbers]


def _delegation(country: Country) -> Mapping[str, Any]:
    return {
        "id": country.code.lower(),
        "name": country.name,
        "names": {"zh-Hans": country.chinese},
        "kind": "country",
        "code": country.code,
        "region": country.region,
    }


def _source(event: EventPlan, random: Random, number: int, first: date) -> dict[str, Any]:
    publishers = 300
    house = random.choices(range(publishers), cum_weights=zipf(publishers))[0]
    publisher = f"{invented(Random(house), 2).title()} {('News', 'Daily', 'Agency')[house % 3]}"
    published = first + timedelta(days=random.randint(0, 6))
    topic = random.choice(TOPICS.split("|"))
    return {
        "id": f"n{number:05}",
        "title": f"{invented(random, 3).title()} speaks of {topic}",
        "publisher": publisher,
        "kind": random.choice(_SOURCE_KINDS),
        "language": _language(random),
        "published": published.isoformat(),
        "url": f"https://news{house}.example/{event.id}/{number}",
    }


def _language(random: Random) -> str:
    if random.random() >= _CHINESE_SHARE:
        return "en"
    return "zh-Hant" if random.random() < _TRADITIONAL_SHARE else "zh-Hans"


def _session(random: Random, number: int, first: date, ids: Sequence[str]) -> dict[str, Any]:
    day = (first + timedelta(days=random.randint(0, 3))).isoformat()
    topics = random.sample(TOPICS.split("|"), k=random.randint(1, 3))
    sort, hour = random.choice(_SESSION_TYPES), random.randint(9, 18)
    chosen = random.sample(ids, k=min(len(ids), random.randint(1, 6)))
    return {
        "id": f"f{number:04}",
        "title": f"{sort.title()} on {topics[0]}",
        "type": sort,
        "date": day,
        "start": f"{day}T{hour:02}:00:00+08:00",
        "end": f"{day}T{hour + 1:02}:30:00+08:00",
        "topics": topics,
        "speakers": [{"speaker": id, "role": random.choice(_PARTS)} for id in chosen],
    }


def _quotes(
    event: EventPlan,
    random: Random,
    proses: tuple[Prose, Prose],
    referred: tuple[Sequence[dict[str, Any]], Sequence[dict[str, Any]], Sequence[_Day]],
) -> Iterator[Mapping[str, Any]]:
    """Yield the statements; a few speakers and sources have many of them."""
    many = event.quotes
    speakers, days = (_often(random, things, many) for things in (referred[0], referred[2]))
    sources = random.choices(referred[1], k=many)
    modes = random.choices(_MODES, weights=(55, 30, 15), k=many)
    texts = {
        language: iter(prose.texts(Random(f"{event.seed}/{event.id}/{language}"), _lengths(random)))
        for language, prose in zip(("en", "zh"), proses, strict=True)
    }
    for number, (who, source, day, mode) in enumerate(
        zip(speakers, sources, days, modes, strict=True)
    ):
        language = source["language"]
        text = next(texts[language[:2]])
        if mode == "partial":
            text = _marked(text)
        if language == "zh-Hant":
            text = text.translate(TRADITIONAL)
        record: dict[str, Any] = {
            "id": f"q{number:06}",
            "speaker": who["id"],
            "text": text,
            "mode": mode,
            "source": source["id"],
            "language": language,
        }
        if number % 3 == 0:
            record["excerpt"] = {"exact": text[:60].strip()}
        yield record | _circumstances(random, who, day)


def _marked(text: str) -> str:
    """Put the second half of a text in quotation marks, as the words of the speaker."""
    middle = text.find(" ", len(text) // 2) + 1 or len(text) // 2
    return f"{text[:middle]}“{text[middle:-1]}”{text[-1]}"


def _often(random: Random, things: Sequence[Any], many: int) -> Iterable[Any]:
    return random.choices(things, cum_weights=zipf(len(things)), k=many)


def _lengths(random: Random) -> Iterator[int]:
    """Yield lengths in characters whose p50, p90 and p99 are near 66, 185 and 404."""
    while True:
        yield min(4_000, max(12, round(random.lognormvariate(4.2, 0.775))))


def _circumstances(random: Random, who: Mapping[str, Any], day: _Day) -> dict[str, Any]:
    """Return when, where, as whom and on what it was said, as far as the source says."""
    chance = random.random()
    said: dict[str, Any] = {"topics": day.topics[: 1 + (chance < 0.4)]}
    if chance < 0.8:
        said |= {"session": day.id}
    if chance < 0.97:
        said |= {"date": day.date}
    if chance < 0.6 and "roles" in who:
        role = who["roles"][0]["title"]
        said |= {"role": role, "attribution": f"{who['name']}, {role}"}
    return said
