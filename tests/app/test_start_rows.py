"""The rows of the start screen, for given facts."""

import pytest

from summit_tui.app.links import view_of
from summit_tui.app.queries import Figures, StartDetails
from summit_tui.app.questions import collation_of, question, summarize_answers
from summit_tui.app.sentences import masthead, nothing_to_compare, nothing_to_copy
from summit_tui.app.start_rows import (
    Heading,
    Row,
    Sentence,
    Start,
    start_rows,
    statement_rows,
    unquoted_rows,
)
from summit_tui.app.view import Choice, View
from summit_tui.archive import Entry, FacetValue, Info, Page, SourcedReading, Total
from summit_tui.archive.query.tree import Facet, On, RefersTo
from summit_tui.i18n import speak
from summit_tui.model.kinds import Address
from summit_tui.model.problem import Problem
from summit_tui.model.reading import Reading
from summit_tui.model.records import Event, Quote, Speaker

HARBOUR = Event(id="e", name="Harbour Summit 2030", start="2030-05-01", end="2030-05-02")
OVERVIEW = View()
ADA = Address("e", "speakers", "ada")
COUNTS = {"event": 1, "sessions": 1, "speakers": 2, "quotes": 3, "delegations": 0, "sources": 1}


def event_entry(event=HARBOUR, *readings):
    """Return an event with what sources print of its countries: value and language."""
    sourced = [
        SourcedReading(
            Reading(
                record=f"event/{event.id}",
                field="countries",
                value=value,
                language=language,
                source=f"s{number}",
            ),
            {},
            Address(event.id, "event", event.id),
            event.id,
            None,
            "",
            1,
        )
        for number, (value, language) in enumerate(readings)
    ]
    address = Address(event.id, "event", event.id)
    return Entry(address, event, {}, "", 1, readings=sourced)


def quote_entry(text, accounts=1, day=None):
    """Return a statement of a remark that so many sources have."""
    quote = Quote(id="q", speaker="ada", text=text, mode="paraphrase", source="s", date=day)
    linked = {("speakers", "ada"): Speaker(id="ada", name="Ada Okoro")}
    return Entry(Address("e", "quotes", "q"), quote, {}, "", 1, linked, accounts=accounts)


def start(view=OVERVIEW, *, events=(HARBOUR,), counts=COUNTS, problems=(), quotes=None, **rest):
    """Return what a start screen is made from."""
    info = Info(list(events), counts, list(problems), [])
    figures = Figures(quotes or {}, {}, [event_entry(event) for event in events])
    return Start(info, view, figures, **rest)


def rows_of(**facts):
    return start_rows(start(**facts))


def test_one_event_is_told_in_figures_with_singular_and_plural():
    (row,) = rows_of()
    assert (row.label, row.opens) == ("The event", "record")
    assert row.note == "1 session · 2 speakers · 3 quotes · 1 source"
    assert row.entry.address == Address("e", "event", "e")


def test_editions_of_one_event_are_told_apart_by_their_days():
    later = Event(id="f", name="Harbour Summit 2031", start="2031-04")
    counted = {"event": [FacetValue(Facet("event", "e"), HARBOUR.name, 3)]}
    heading, newer, older = rows_of(events=[later, HARBOUR], quotes=counted)
    assert heading == Heading("EVENTS")
    assert (newer.label, newer.count) == ("from April 2031", 0)
    assert (older.label, older.count) == ("1–2 May 2030", 3)


def test_events_of_different_names_are_named_with_their_days():
    other = Event(id="f", name="River Talks", start="2031-02-03")
    rows = rows_of(events=[other, HARBOUR, Event(id="g", name="Talks without a day")])[1:]
    assert [(row.label, row.note) for row in rows] == [
        ("River Talks", "3 Feb 2031 · 0 quotes"),
        ("Harbour Summit 2030", "1 May 2030 · 0 quotes"),
        ("Talks without a day", "0 quotes"),
    ]


@pytest.mark.parametrize(
    ("names", "title"),
    [
        ([], ("No event", "")),
        (["Harbour Summit 2030"], ("Harbour Summit 2030", "from 2030")),
        (["2031 Harbour Summit", "2030 Harbour Summit"], ("Harbour Summit", "2 editions · 2030")),
        (["River Talks", "Harbour Summit"], ("River Talks, and 1 more event", "2030")),
        (["A", "B", "C"], ("A, and 2 more events", "2030")),
        (["2030", "2031"], ("2030, and 1 more event", "2030")),
    ],
)
def test_the_head_names_the_event_and_never_only_counts_events(names, title):
    events = [Event(id=f"e{n}", name=name, start="2030") for n, name in enumerate(names)]
    assert masthead(Info(events, COUNTS, [], [])) == title


def test_a_query_in_force_is_said_first_with_the_way_to_drop_it():
    view = View(query="hub")
    assert rows_of(view=view)[0] == Sentence("Only what matches “hub” · Esc shows all")
    choice = Choice(Facet("mode", "direct"), "direct")
    assert rows_of(view=View(choices=(choice,)))[0] == Sentence("Only direct · F clears")
    both = View(query="hub", choices=(choice,))
    assert rows_of(view=both)[0] == Sentence("Only direct with “hub” · Esc and F clear")


def test_a_bar_opens_what_it_counts_within_the_query_in_force():
    direct = FacetValue(Facet("mode", "direct"), "direct", 2)
    rows = rows_of(view=View(query="hub"), quotes={"mode": [direct]})
    (bar,) = [row for row in rows if isinstance(row, Row) and row.label == "direct"]
    assert bar.opens == View("quotes", "hub", (Choice(direct.restriction, "direct"),))
    assert bar.listed == bar.opens


def test_days_stand_in_their_order_and_the_undated_last():
    values = [(None, 4), ("2030-05-02", 3), ("2030-05-01", 1)]
    facet = [FacetValue(On(day), day or "date not stated", count) for day, count in values]
    rows = rows_of(quotes={"day": facet})
    labels = [row.label for row in rows if isinstance(row, Row) and row.count]
    assert labels == ["1 May 2030", "2 May 2030", "No day stated"]


def test_who_spoke_is_a_record_as_soon_as_it_is_read():
    facet = {"speaker": [FacetValue(RefersTo(ADA), "Ada Okoro", 3)]}
    ada = Entry(ADA, Speaker(id="ada", name="Ada Okoro"), {}, "", 1)
    (before,) = [row for row in rows_of(quotes=facet) if isinstance(row, Row) and row.count]
    details = StartDetails(named={ADA: ada})
    rows = rows_of(quotes=facet, details=details)
    (after,) = [row for row in rows if isinstance(row, Row) and row.count]
    assert before == after
    assert before.about == after.about
    assert (before.entry, after.entry, after.listed) == (None, ada, None)


def test_a_row_is_about_the_same_in_every_language():
    quotes = {
        "speaker": [FacetValue(RefersTo(ADA), "Ada Okoro", 3)],
        "day": [FacetValue(On(day), day, 1) for day in ("2030-05-01", "2030-05-02")],
    }
    rows = {}
    for language in ("en", "zh-Hans"):
        speak(language)
        shown = rows_of(quotes=quotes, problems=[Problem("f.toml", 1, "", "E101", "is wrong")])
        rows[language] = [row for row in shown if isinstance(row, Row)]
    abouts = [row.about for row in rows["en"]]
    assert abouts == [row.about for row in rows["zh-Hans"]]
    assert len(set(abouts)) == len(abouts) > 4
    labels, others = ({row.label for row in rows[language]} for language in rows)
    assert labels & others == {"Ada Okoro"}


def test_first_visit_news_and_problems_have_a_row_with_the_next_step():
    problems = [Problem("f.toml", 1, "", "E101", "is wrong")]
    tips, event, news, wrong = rows_of(
        is_first=True, news="2 changed since 1 May", problems=problems
    )
    assert tips == Sentence("Enter open · d compare · y copy · / search · ? help")
    assert event.label == "The event"
    assert (news.opens, news.note) == ("changes", "2 changed since 1 May")
    assert (wrong.opens, wrong.note) == ("problems", "1 problem")


def test_a_folder_without_records_or_statements_says_what_to_do_next():
    empty = rows_of(events=(), counts=dict.fromkeys(COUNTS, 0))
    assert [row.text for row in empty] == [
        "There are no records here yet.",
        "O opens another, or a bundled one.",
        "summit-tui new DIR begins one.",
        "? shows the manual.",
    ]
    problems = [Problem("f.toml", 0, "", "E001", "cannot be read")]
    unread = rows_of(events=(), counts=dict.fromkeys(COUNTS, 0), problems=problems)
    assert unread[0] == Sentence("No record could be read: the files have problems.")
    silent = rows_of(counts=COUNTS | {"quotes": 0})
    assert silent[0] == Sentence("There are no statements yet.")


def test_sources_that_disagree_are_asked_a_question_and_answer_in_words():
    readings = [("over 50 countries", "en"), ("over 50 countries", "en"), ("30 countries", "en")]
    entry = event_entry(HARBOUR, *readings)
    part = collation_of(entry, "countries")
    details = StartDetails(disagreements=[(entry, part)])
    *_, heading, row = rows_of(details=details)
    assert heading == Heading("WHERE SOURCES DISAGREE")
    assert (row.label, row.note, row.opens) == (
        "How many countries?",
        "over 50 (2) or 30 (1)",
        "answers",
    )
    assert [each.reading.value for each in row.entry.readings] == [value for value, _ in readings]


@pytest.mark.parametrize(
    ("readings", "said"),
    [
        ([("30", "en"), ("about 30", "en")], "30 (1) or about 30 (1)"),
        ([("30 nations", "en"), ("30個國家", "zh-Hant")], "2 values in 2 languages"),
        ([("30 nations", "en"), ("50個國家", "zh-Hant")], "30 nations (1) or 50個國家 (1)"),
        ([("many", "en"), ("一些", "zh-Hant")], "2 values in 2 languages"),
        ([("a", "en"), ("b", "en"), ("c", "en"), ("d", "en")], "4 values in 4 sources"),
        ([("x" * 40, "en"), ("y", "en")], "2 values in 2 sources"),
    ],
)
def test_answers_are_named_where_they_are_few_and_short_else_counted(readings, said):
    assert summarize_answers(collation_of(event_entry(HARBOUR, *readings), "countries")) == said


def test_a_field_without_a_question_of_its_own_is_named():
    entry = event_entry()
    assert question(entry, "theme") == "What was its theme?"
    assert question(entry, "organizers") == "Organizers of Harbour Summit 2030"


def test_the_most_told_statements_have_their_speaker_and_their_number_of_sources():
    heading, row = statement_rows(StartDetails(statements=[quote_entry("We agree.", 4)]))
    assert heading == Heading("MOST TOLD")
    assert (row.label, row.note) == ("We agree.", "Ada Okoro · 4 sources")
    assert row.opens == view_of(Address("e", "quotes", "q"))


def test_where_no_remark_is_told_twice_the_latest_stand_there_with_their_day():
    heading, row, undated = statement_rows(
        StartDetails(statements=[quote_entry("A.", day="2030-05-02"), quote_entry("B.")])
    )
    assert heading == Heading("LATEST")
    assert (row.note, undated.note) == ("Ada Okoro · 2 May 2030", "Ada Okoro · no day")


def speakers(names, number):
    """Return the first page of so many speakers."""
    entries = [
        Entry(Address("e", "speakers", f"s{at}"), Speaker(id=f"s{at}", name=name), {}, "", 1)
        for at, name in enumerate(names)
    ]
    return Page(entries, Total(number, exact=True), 0)


@pytest.mark.parametrize(
    ("names", "number", "label", "note"),
    [
        (["Lin Mei"], 1, "1 speaker", "Lin Mei"),
        (["Lin Mei", "Ada"], 2, "2 speakers", "Lin Mei, Ada"),
        (["Lin Mei", "Ada"], 2_000, "2,000 speakers", "Lin Mei, Ada …"),
    ],
)
def test_who_has_not_been_quoted_is_counted_and_named(names, number, label, note):
    details = StartDetails(
        unquoted={"speakers": speakers(names, number), "delegations": speakers([], 0)}
    )
    heading, row = unquoted_rows(details, several=False)
    assert heading == Heading("NOT QUOTED", "silence in these sources is not silence")
    assert row == Row(label, View("speakers", query="-has:quotes"), note)


def test_where_everybody_has_been_quoted_nothing_is_said():
    assert unquoted_rows(StartDetails(unquoted={"speakers": speakers([], 0)}), several=False) == []


def test_a_row_that_counts_nothing_is_not_said_to_count_records():
    problems = [Problem("f.toml", 1, "", "E101", "is wrong")]
    *_, wrong = rows_of(problems=problems)
    assert wrong.opens == "problems"
    assert wrong.listed is None
    for said in (nothing_to_compare(None, counts=False), nothing_to_copy(counts=False)):
        assert "this row is about no record. Enter opens it." in said
