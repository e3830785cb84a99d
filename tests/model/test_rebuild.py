"""Records made again are those that were valid when their file was read."""

from dataclasses import fields

import pytest

from summit_tui.model.fields import Excerpt, Locator, Participation, PersonName, Role, Syndication
from summit_tui.model.reading import Reading
from summit_tui.model.rebuild import reading_from, record_from
from summit_tui.model.records import CLASSES, Quote, Session, Source, Speaker

QUOTE = {"id": "q", "speaker": "s", "text": "Yes.", "mode": "direct", "source": "c"}


def test_what_is_not_said_is_as_the_class_has_it():
    assert record_from("quotes", QUOTE) == Quote(**QUOTE)
    assert record_from("speakers", {"id": "s", "name": "S"}) == Speaker(id="s", name="S")
    assert {
        field.name for field in fields(Quote) if getattr(record_from("quotes", QUOTE), field.name)
    } == {*QUOTE}


def test_several_values_and_tables_are_made_again_too():
    excerpt = {"exact": "Yes", "prefix": "so: "}
    quote = record_from("quotes", QUOTE | {"topics": ["AI"], "excerpt": excerpt})
    assert quote == Quote(**QUOTE, topics=("AI",), excerpt=Excerpt(**excerpt))
    role = {"title": "Chair", "from": "2020"}
    speaker = {"id": "s", "name": "S", "roles": [role], "delegation": ["a", "b"]}
    assert record_from("speakers", speaker) == Speaker(
        id="s", name="S", roles=(Role(title="Chair", from_="2020"),), delegation=("a", "b")
    )
    session = {"id": "f", "title": "F", "speakers": ["s", {"speaker": "t", "role": "host"}]}
    assert record_from("sessions", session) == Session(
        id="f", title="F", speakers=("s", Participation(speaker="t", role="host"))
    )
    reading = {"record": "quotes/q", "field": "date", "value": "2020", "source": "c"}
    again = reading_from(reading | {"excerpt": excerpt, "ignore": ["E310"]})
    assert again == Reading(**reading, excerpt=Excerpt(**excerpt), ignore=("E310",))


def test_who_made_a_source_is_a_text_or_names_in_parts():
    source = {"id": "s", "title": "S", "publisher": "P", "author": "Ada Okoro", "speech_by": "a"}
    assert record_from("sources", source) == Source(**source)
    name = {"family_name": "Okoro", "given_name": "Ada", "names": {"ja": "アダ"}}
    parts = {
        "author": [name, {"name": "Wire", "kind": "organization"}],
        "speech_by": ["a", "b"],
        "locator": {"page": "4"},
        "syndicated_from": {"publisher": "Wire"},
    }
    assert record_from("sources", source | parts) == Source(
        id="s",
        title="S",
        publisher="P",
        author=(PersonName(**name), PersonName(name="Wire", kind="organization")),
        speech_by=("a", "b"),
        locator=Locator(page="4"),
        syndicated_from=Syndication(publisher="Wire"),
    )


def test_what_it_is_made_from_stays_as_it_is():
    data = QUOTE | {"topics": ["AI"], "translations": {"de": "Ja."}}
    before = repr(data)
    record_from("quotes", data)
    assert repr(data) == before


def test_records_share_no_objects():
    assert (
        record_from("quotes", QUOTE).translations is not record_from("quotes", QUOTE).translations
    )


@pytest.mark.parametrize("kind", CLASSES)
@pytest.mark.parametrize("data", [{}, {"id": "x"}, {"id": "x", "nbme": "X"}])
def test_what_is_no_record_is_an_error(kind, data):
    with pytest.raises(LookupError):
        record_from(kind, data)


@pytest.mark.parametrize("changed", [{"spfaker": "s"}, {"kind": "quotes"}])
def test_an_unknown_field_is_an_error(changed):
    with pytest.raises(LookupError):
        record_from("quotes", QUOTE | changed)
