"""What the archive finds, in which order, and what an address may mean."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summit_tui.archive import PAGE, InterruptedSearchError, Search, Sort, iterate_hits
from summit_tui.archive.query import parse
from summit_tui.archive.query.tree import And, Term
from summit_tui.archive.sqlite.catalog import open_archive
from summit_tui.archive.sqlite.fts_store import FtsStore
from summit_tui.archive.sqlite.results import CAP
from summit_tui.model.kinds import Address
from summit_tui.paths import bundled_coverage

HOSTILE = [
    *[
        '"',
        '""',
        '"""',
        "'",
        "*",
        "a*",
        "* *",
        "^a",
        "a^",
        "+",
        "a + b",
        "-",
        "--",
        "NEAR(",
        "NEAR",
    ],
    *["NEAR(a b, 5)", "AND", "OR", "NOT", "a AND", "OR a", "a NOT b", "{", "}", "{words} : a"],
    *[
        "words : a",
        "marks:all",
        "=all",
        '"=all"',
        "=kind=quotes",
        "a\x00b",
        "\x00",
        "(",
        ")",
        "(((",
    ],
    *[")))", "()", ":", "::", "speaker:", "speaker::", 'speaker:"', "speaker:*", "speaker:(", "-:"],
    *[
        "\ud800",
        "a\udcffb",
        "'; DROP TABLE record; --",
        "%s%s",
        "\\",
        "a\\",
        "\n",
        "\u2028",
        "a" * 9999,
    ],
    *["(" * 500 + "a", "a OR " * 500 + "a", '"' + "a " * 500 + '"', "-" * 500 + "a", "date:0000"],
    *[
        "date:9999-99-99",
        "date:..",
        "date:>=",
        "kind:",
        "mode:=all",
        "language:*",
        "治" * 500,
        "𝔘𝔫𝔦",
    ],
]


@pytest.fixture(scope="module")
def bundled():
    archive = open_archive([bundled_coverage()], None)
    yield archive
    archive.close()


@pytest.mark.parametrize("typing", [True, False])
@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_query_is_answered(bundled, text, typing):
    node = parse(text, typing=typing).node
    counts = bundled.counts(node)
    for kind, number in counts.items():
        assert bundled.search(Search(node, kind)).total.number == number
        assert bundled.search(Search(node, kind, Sort.RELEVANCE)).total.number == number
        assert sum(value.count for value in bundled.facets(node, kind)["event"]) == number


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from(HOSTILE) | st.text(max_size=4), max_size=8).map(" ".join),
    st.booleans(),
)
def test_no_text_at_all_makes_the_search_fail(bundled, text, typing):
    counts = bundled.counts(parse(text, typing=typing).node)
    assert all(0 <= counts[kind] <= total for kind, total in bundled.counts(And()).items())


def test_words_that_look_like_marks_find_only_words(opened, coverage, quote):
    words = ["all", "kind=quotes", "=all", "mode=paraphrase", "y=2025", "ref=e/speakers/ann"]
    quotes = [quote(f"q{n}", text=word) for n, word in enumerate(words)]
    archive = opened(coverage({"event": {"id": "e", "name": "E"}, "quotes": quotes}))
    counts = {word: archive.counts(parse(word).node)["quotes"] for word in words}
    assert counts == {word: 2 if word in ("all", "=all") else 1 for word in words}


def test_no_phrase_runs_from_one_field_into_the_next(opened, coverage, quote):
    statement = quote("q", text="open source", occasion="model forum", topics=["red", "blue"])
    archive = opened(coverage({"event": {"id": "e", "name": "E"}, "quotes": [statement]}))
    for text, number in {'"open source"': 1, '"source model"': 0, "topic:“red blue”": 0}.items():
        assert archive.counts(parse(text).node)["quotes"] == number


def test_a_reference_to_nothing_is_still_found_by_its_id(opened, coverage, quote):
    statement = quote("q", speaker="nobody", session="nowhere", source="unread")
    archive = opened(coverage({"event": {"id": "e", "name": "E"}, "quotes": [statement]}))
    for text in ("nobody", "speaker:nobody", "nowhere", "session:nowhere", "unread"):
        assert archive.counts(parse(text).node)["quotes"] == 1, text


DATED = {
    "day": {"date": "2025-04-14"},
    "month": {"date": "2025-04"},
    "year": {"date": "2025"},
    "leap": {"date": "2024-02-29"},
    "session": {"session": "talk"},
    "source": {"source": "paper"},
    "both": {"session": "undated", "source": "paper"},
    "never": {},
}


@pytest.fixture
def dated(opened, coverage, quote):
    return opened(
        coverage(
            {
                "event": {"id": "e", "name": "E"},
                "sessions": [
                    {"id": "talk", "title": "Talk", "start": "2025-04-15T09:00+08:00"},
                    {"id": "undated", "title": "Undated"},
                ],
                "sources": [
                    {"id": "s", "title": "S", "publisher": "P"},
                    {"id": "paper", "title": "Paper", "publisher": "P", "published": "2025-05-31"},
                ],
                "quotes": [quote(id, **more) for id, more in DATED.items()],
            }
        )
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("date:2025-04-14", "day"),
        ("date:2025-04-15", "session"),
        ("date:2025-04", "month session day"),
        ("date:2025", "year source both month session day"),
        ("date:2025-04-01..2025-04-30", "month session day"),
        ("date:2025-04-02..2025-04-30", "session day"),
        ("date:2025-04-14..2025-04-15", "session day"),
        ("date:2025-01..2025-12", "year source both month session day"),
        ("date:2024-02-29", "leap"),
        ("date:2024-02..2025-03", "leap"),
        ("date:>=2025-05", "source both"),
        ("date:>2025-05", ""),
        ("date:<2025", "leap"),
        ("date:<=9999", "year source both month session day leap"),
        ("date:2023", ""),
        ("-date:0001..9999", "never"),
        ("-date:2025", "leap never"),
        ("date:2025-04-31", "year source both month session day leap never"),
    ],
)
def test_a_date_finds_what_lies_wholly_within_newest_first(dated, text, expected):
    hits = iterate_hits(dated, Search(parse(text).node, "quotes"))
    assert [hit.address.id for hit in hits] == expected.split()


NIGHTS = {
    "after midnight": ("2025-03-30T22:00:00+08:00", "2025-03-31T01:30:00+08:00", 30, 31),
    "in another zone": ("2025-03-30T22:00:00+08:00", "2025-03-30T17:30:00Z", 30, 31),
    "in a zone that is ahead": ("2025-03-30T22:00:00+08:00", "2025-03-31T00:15+09:00", 30, 31),
    "days later": ("2025-03-28T09:00:00Z", "2025-03-30T18:00:00Z", 28, 29, 30),
    "on the same day": ("2025-03-30T09:00:00Z", "2025-03-30T10:00:00Z", 30),
    "before it begins": ("2025-03-30T09:00:00Z", "2025-03-29T10:00:00Z", 30),
    "years later": ("2025-03-30T09:00:00Z", "2999-03-30T10:00:00Z", 30),
}


@pytest.mark.parametrize(
    ("start", "end", "days"), [(s, e, d) for s, e, *d in NIGHTS.values()], ids=NIGHTS
)
def test_a_session_is_found_on_each_of_its_days(opened, coverage, start, end, days):
    session = {"id": "s", "title": "S", "start": start, "end": end}
    archive = opened(coverage({"event": {"id": "e", "name": "E"}, "sessions": [session]}))
    days_with_it = [
        day
        for day in range(27, 32)
        if archive.counts(parse(f"date:2025-03-{day}").node)["sessions"]
    ]
    assert days_with_it == days
    (shown,) = archive.facets(And(), "sessions")["day"]
    assert shown.label == start[:10]


def test_a_session_over_the_end_of_a_year_is_found_in_both(opened, coverage):
    session = {"id": "s", "title": "S", "start": "2025-12-31T23:00Z", "end": "2026-01-01T01:00Z"}
    archive = opened(coverage({"event": {"id": "e", "name": "E"}, "sessions": [session]}))
    for text in ("date:2025", "date:2026", "date:2026-01", "date:2026-01-01", "date:>2025"):
        assert archive.counts(parse(text).node)["sessions"] == 1, text
    assert archive.counts(parse("date:2026-01-02").node)["sessions"] == 0
    assert archive.counts(parse("-date:2026").node)["sessions"] == 0


def test_nothing_is_found_by_date_where_nothing_is_dated(opened, coverage, quote):
    archive = opened(coverage({"event": {"id": "e", "name": "E"}, "quotes": [quote("q")]}))
    assert archive.counts(parse("date:2025").node)["quotes"] == 0
    assert archive.counts(parse("-date:2025").node)["quotes"] == 1


def test_sessions_come_by_day_then_by_the_moment_whatever_its_zone(opened, coverage):
    times = {
        "none": {},
        "late": {"start": "2025-04-14T16:00+08:00"},
        "london": {"start": "2025-04-14 07:30:00+00:00"},
        "early": {"start": "2025-04-14T09:00:00+08:00"},
        "next": {"start": "2025-04-15T00:10+08:00"},
        "day": {"date": "2025-04-14"},
        "first": {"start": "0001-01-01T00:00+14:00"},
    }
    sessions = [{"id": id, "title": id} | more for id, more in times.items()]
    archive = opened(coverage({"event": {"id": "e", "name": "E"}, "sessions": sessions}))
    hits = archive.search(Search(And(), "sessions")).hits
    order = ["first", "day", "early", "london", "late", "next", "none"]
    assert [hit.address.id for hit in hits] == order


def test_who_has_no_name_comes_after_names_in_any_script(opened, coverage, quote):
    speakers = [{"id": "ann", "name": "Ann"}, {"id": "zhuang", "name": "庄荣文"}]
    quotes = [quote("q1", speaker="lost"), quote("q2", speaker="zhuang"), quote("q3")]
    tables = {"event": {"id": "e", "name": "E"}, "speakers": speakers, "quotes": quotes}
    archive = opened(coverage(tables))
    hits = archive.search(Search(And(), "quotes", Sort.SPEAKER)).hits
    assert [hit.address.id for hit in hits] == ["q3", "q2", "q1"]


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("a/quotes/x", "a/quotes/x"),
        ("a/quote/x", "a/quotes/x"),
        ("a/QUOTES/x", "a/quotes/x"),
        ("b/quotes/x", "b/quotes/x"),
        ("quotes/x", "a/quotes/x b/quotes/x"),
        ("quote/y", "a/quotes/y"),
        ("y", "a/quotes/y"),
        ("x", "a/sessions/x a/quotes/x b/quotes/x"),
        ("session/x", "a/sessions/x"),
        ("a", "a/event/a"),
        ("event/a", "a/event/a"),
        ("a/event/a", "a/event/a"),
        ("a/event/b", ""),
        *(
            (text, "")
            for text in ("c/quotes/x", "a/x", "speakers/x", "people/x", "a/people/x", "z")
        ),
        *((text, "") for text in ("", "/", "//", "///", "x/", "/x", "a/quotes/x/", "/a/quotes/x")),
        *(
            (text, "")
            for text in ("/" * 999, "a/b/c/d/quotes/x", "X", "ｘ", "x\x00", "\udcff", "*")
        ),
    ],
)
def test_an_address_may_be_short_where_it_is_clear(opened, coverage, quote, text, addresses):
    sessions = [{"id": "x", "title": "X"}]
    first = {"event": {"id": "a", "name": "A"}, "sessions": sessions}
    second = {"event": {"id": "b", "name": "B"}, "quotes": [quote("x")]}
    archive = opened(
        coverage(first | {"quotes": [quote("x"), quote("y")]}, "a"), coverage(second, "b")
    )
    resolved = archive.resolve(text)
    assert " ".join(map(str, resolved)) == addresses
    assert all(archive.get(address).address == address for address in resolved)


@pytest.mark.parametrize("names", [("no", "quotes", "direct"), ("wic-2030", "quotes", "no")])
def test_no_record_stands_at_an_unknown_address(opened, coverage, names):
    archive = opened(coverage())
    assert archive.get(Address(*names)) is None
    assert archive.position(Address(*names), Search(And(), Address(*names).kind, Sort.DATE)) is None
    assert archive.neighbours(Address(*names)) == []


def test_every_hit_goes_over_many_pages(opened, coverage, quote):
    quotes = [quote(f"q{n:04}", date=f"{2025 - n // 400}") for n in range(1_203)]
    archive = opened(coverage({"event": {"id": "e", "name": "E"}, "quotes": quotes}))
    node = Term(("statement",))
    assert str(archive.search(Search(node, "quotes")).total) == f"{CAP:,}+"
    ids = [hit.address.id for hit in iterate_hits(archive, Search(node, "quotes"))]
    assert ids == [record["id"] for record in quotes]
    assert [
        hit.address.id for hit in iterate_hits(archive, Search(node, "quotes", reverse=True))
    ] == ids[::-1]


def test_a_closed_archive_answers_that_nobody_waits(opened, coverage):
    archive = opened(coverage())
    archive.close()
    archive.interrupt()
    with pytest.raises(InterruptedSearchError):
        archive.search(Search(And(), "quotes"))
    with pytest.raises(InterruptedSearchError):
        archive.info()


def test_an_interrupted_question_may_be_asked_again(opened, coverage):
    archive, node = opened(coverage()), Term(("the",))
    archive._store.tables.set_progress_handler(lambda: 1, 1)
    for question in (
        archive.counts,
        lambda node: archive.search(Search(node, "quotes", Sort.NAME)),
    ):
        with pytest.raises(InterruptedSearchError):
            question(node)
    archive._store.tables.set_progress_handler(None, 1)
    assert archive.counts(node)["quotes"] == 3
    assert archive.search(Search(node, "quotes", Sort.NAME)).total.number == 3


def test_who_is_asked_for_comes_before_whole_words_and_these_before_beginnings(
    opened, coverage, quote
):
    texts = {"begun": "cablegram", "whole": "a cable", "other": "cablecar", "by": "nothing"}
    quotes = [quote(id, text=text) for id, text in texts.items()]
    quotes[-1]["speaker"] = "cable"
    speakers = [{"id": "cable", "name": "George Cable"}]
    event = {"id": "e", "name": "E"}
    archive = opened(coverage({"event": event, "speakers": speakers, "quotes": quotes}))

    def page_of(text, start=0, limit=PAGE, *, reverse=False):
        search = Search(parse(text, typing=True).node, "quotes", Sort.RELEVANCE, reverse=reverse)
        hits = archive.search(search, start, limit).hits
        return [hit.address.id for hit in hits]

    assert page_of("cable") == ["by", "whole", "begun", "other"]
    assert page_of("cable", reverse=True) == ["other", "begun", "whole", "by"]
    assert page_of("cable", start=1, limit=2) == ["whole", "begun"]
    assert page_of("cable -cable") == []
    assert page_of("-speaker:cable cable") == ["whole", "begun", "other"]
    assert page_of("kind:quotes") == page_of("") == ["begun", "whole", "other", "by"]


def test_what_two_words_are_is_asked_once_while_the_second_grows(
    opened, coverage, quote, monkeypatch
):
    text = "an arm chair armchair"
    archive = opened(coverage({"quotes": [quote("a", text=text)]}))
    asked, original = [], FtsStore.count_up_to
    monkeypatch.setattr(
        FtsStore,
        "count_up_to",
        lambda store, *given: asked.append(given) or original(store, *given),
    )
    for text in ("armch", "armcha", "armchai"):
        archive.search(Search(parse(text, typing=True).node, "quotes"))
    assert len(asked) == len(set(asked)) == 1
