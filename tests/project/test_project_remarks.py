"""The bundled coverage whose texts may be shipped: what United States officials said at summits."""

import os
import re
from pathlib import Path

import pytest

from summit_tui.archive import Search, iterate_hits
from summit_tui.archive.query.tree import And
from summit_tui.archive.sqlite.catalog import open_archive
from summit_tui.lint import lint
from summit_tui.model.references import delegations_of, participations
from summit_tui.paths import bundled_coverage

NAME = "us-summit-remarks"
FOLDER = bundled_coverage(NAME)
TEXTS = sorted(FOLDER.rglob("*.txt"))
LABEL = re.compile(r"^([^a-z\d\n]{2,}):\s", re.MULTILINE)
OFFICIALS = {"PRESIDENT BIDEN", "THE PRESIDENT", "THE VICE PRESIDENT", "SECRETARY BLINKEN"}
LEFT_OUT = re.compile(
    r"^\[Remarks of (.+), (?:not a work|not works) of the United States Government, "
    r"are left out\.\]$",
    re.MULTILINE,
)


@pytest.fixture(scope="module")
def archive():
    archive = open_archive([FOLDER], None)
    yield archive
    archive.close()


@pytest.fixture(scope="module")
def texts():
    return {path.stem: path.read_text("utf-8") for path in TEXTS}


def records(archive, kind):
    """Return the records of a kind by event and id."""
    hits = iterate_hits(archive, Search(And(), kind))
    return {(hit.address.event, hit.address.id): hit.record for hit in hits}


def is_official(speaker):
    return delegations_of(speaker) == ("united-states",)


def words(text):
    return " ".join(text.split())


def test_it_is_clean_beside_the_texts_that_come_with_it(archive, texts):
    assert archive.info().problems == []
    assert [str(problem) for problem in lint(archive)] == []
    sources = records(archive, "sources")
    assert {source.text for source in sources.values()} == {f"{stem}.txt" for stem in texts}
    assert all(source.sha256 for source in sources.values())


def test_it_is_fifteen_occasions_and_sixteen_transcripts_over_four_years(archive):
    events = records(archive, "event").values()
    assert len(events) == 15
    assert len(records(archive, "sources")) == len(TEXTS) == 16
    assert {event.start[:4] for event in events} == {"2021", "2022", "2023", "2024"}


def test_between_forty_and_sixty_statements_are_all_by_officials_of_the_united_states(archive):
    quotes, speakers = records(archive, "quotes"), records(archive, "speakers")
    assert 40 <= len(quotes) <= 60
    said = {(event, quote.speaker) for (event, _), quote in quotes.items()}
    assert [speaker for speaker in said if not is_official(speakers[speaker])] == []


def test_every_event_has_statements_and_every_statement_a_capacity_and_topics(archive):
    quotes = records(archive, "quotes")
    assert {event for event, _ in quotes} == {event for event, _ in records(archive, "event")}
    assert [address for address, quote in quotes.items() if not (quote.role and quote.topics)] == []


def test_every_statement_and_excerpt_stands_exactly_once_in_its_text(archive, texts):
    for address, quote in records(archive, "quotes").items():
        text = words(texts[quote.source])
        assert (quote.mode, text.count(quote.text)) == ("direct", 1), address
        assert text.count(quote.excerpt.exact) == 1, address
        assert quote.excerpt.exact in quote.text, address


def test_every_direct_statement_stands_in_a_turn_of_its_own_speaker(archive, texts):
    for address, quote in records(archive, "quotes").items():
        before = words(texts[quote.source]).partition(quote.text)[0]
        title = texts[quote.source].partition("\n")[0]
        labels = re.findall(r"(?:PRESIDENT BIDEN|THE (?:VICE )?PRESIDENT|SECRETARY \w+):", before)
        label = labels[-1].rstrip(":") if labels else title
        assert label.startswith(quote.attribution), address


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_every_turn_of_a_shipped_text_is_by_an_official_of_the_united_states(path):
    text = path.read_text("utf-8")
    assert set(LABEL.findall(text)) <= OFFICIALS
    assert "(As interpreted.)" not in text


def test_a_text_says_where_the_turns_of_others_are_left_out(archive, texts):
    gaps = {stem: len(LEFT_OUT.findall(text)) for stem, text in texts.items()}
    assert {stem: count for stem, count in gaps.items() if count} == {
        "wh-2021-03-12": 2,
        "wh-2021-11-01": 1,
        "wh-2022-05-24": 1,
        "wh-2023-06-13": 2,
    }
    speakers = records(archive, "speakers")
    others = {id: speaker for id, speaker in speakers.items() if not is_official(speaker)}
    assert len(others) == 8
    for speaker in others.values():
        (source,) = speaker.sources
        named = " ".join(LEFT_OUT.findall(texts[source]))
        assert [name for name in (speaker.name, *speaker.aliases) if name in named], speaker.name


def test_others_are_participants_of_their_sessions(archive):
    took_part = {
        (event, participation.speaker)
        for (event, _), session in records(archive, "sessions").items()
        for participation in participations(session)
    }
    assert took_part == set(records(archive, "speakers"))


def test_the_topics_are_those_that_the_readme_lists(archive):
    listed = (FOLDER / "README.md").read_text("utf-8").partition("takes its topics from")[2]
    lines = [line.removeprefix("- ") for line in listed.splitlines() if line.startswith("- ")]
    topics = set(", ".join(lines).split(", "))
    used = (set(quote.topics) for quote in records(archive, "quotes").values())
    assert set().union(*used) == topics
    sessions = records(archive, "sessions").values()
    assert set().union(*(set(session.topics) for session in sessions)) <= topics


@pytest.mark.parametrize(
    ("topic", "years"),
    [
        ("climate", {"2021", "2022", "2023"}),
        ("artificial intelligence", {"2021", "2023", "2024"}),
        ("Indo-Pacific", {"2021", "2022", "2023"}),
        ("food security", {"2021", "2022"}),
        ("Ukraine", {"2022", "2023"}),
        ("Africa", {"2022", "2023"}),
    ],
)
def test_a_topic_is_spelled_alike_over_the_years(archive, topic, years):
    events = records(archive, "event")
    quotes = records(archive, "quotes")
    years_of_topic = {
        events[event, event].start[:4] for (event, _), q in quotes.items() if topic in q.topics
    }
    assert years_of_topic == years


@pytest.mark.parametrize(
    ("first", "count"),
    [
        ("quad-2021-03/speakers/joe-biden", 10),
        ("apec-ceo-2022/speakers/kamala-harris", 4),
        ("quad-2021-03/speakers/narendra-modi", 2),
        ("quad-2021-03/delegations/united-states", 15),
    ],
)
def test_one_speaker_can_be_followed_through_all_events(archive, first, count):
    (address,) = archive.resolve(first)
    assert len(archive.editions(address)) == count


@pytest.mark.skipif("SUMMIT_REAL" not in os.environ, reason="the collection is not here")
def test_the_shipped_texts_are_those_of_the_collection(texts):
    folder = Path(os.environ["SUMMIT_REAL"]) / "whitehouse-summit-remarks"
    collection = " ".join(plain(path.read_text("utf-8")) for path in folder.glob("*/*.md"))
    for stem, text in texts.items():
        for paragraph in text.split("\n\n")[1:]:
            assert LEFT_OUT.match(paragraph) or plain(paragraph) in collection, (stem, paragraph)


def plain(markdown):
    """Return the words of a Markdown text, without emphasis and escapes."""
    return words(re.sub(r'\\(?=[\[\]*])|(?<!\\)\*|</?span(\s+style="[^"]*")?>', "", markdown))
