"""Entries of all six kinds, built by hand, with any field left out or replaced."""

from typing import Any

from summit_tui.archive import Entry, SourcedReading
from summit_tui.model.kinds import KINDS, Address
from summit_tui.model.rebuild import reading_from, record_from

EVENT = "wic-ap-2025"

EVENT_DATA = {
    "id": EVENT,
    "name": "World Internet Conference Asia-Pacific Summit 2025",
    "names": {"zh-Hant": "世界互聯網大會亞太峰會"},
    "theme": "Integration of AI and Digital Technologies Shaping the Future",
    "start": "2025-04-14",
    "end": "2025-04-15",
    "place": "Hong Kong",
    "venue": "Hong Kong Convention and Exhibition Centre",
    "country": "HK",
    "host": "World Internet Conference",
    "supporters": ["Phoenix Media Group"],
    "attendance": "nearly a thousand",
    "sources": ["gia-ce"],
}
SESSION = {
    "id": "opening",
    "title": "opening ceremony",
    "type": "opening",
    "date": "2025-04-14",
    "start": "2025-04-14T09:30:00+08:00",
    "end": "2025-04-14T10:30:00+08:00",
    "place": "Grand Hall",
    "topics": ["AI"],
    "speakers": [{"speaker": "john-lee", "role": "host"}, "ren-xianliang"],
    "sources": ["gia-ce"],
}
SPEAKER = {
    "id": "john-lee",
    "name": "John Lee",
    "names": {"zh-Hant": "李家超"},
    "kind": "person",
    "roles": [
        {
            "title": "Chief Executive",
            "organization": "HKSAR",
            "from": "2022-07-01",
            "to": "2027-06-30",
        }
    ],
    "delegation": "hong-kong",
    "sources": ["gia-ce"],
}
DELEGATION = {
    "id": "hong-kong",
    "name": "Hong Kong",
    "names": {"zh-Hant": "香港"},
    "kind": "region",
    "code": "HK",
    "region": "Eastern Asia",
    "sources": ["gia-ce"],
}
SOURCE = {
    "id": "gia-ce",
    "title": "Speech by CE at opening ceremony",
    "publisher": "HKSAR Government",
    "kind": "government release",
    "author": "Information Services Department",
    "language": "en",
    "published": "2025-04-14",
    "retrieved": "2025-05-01",
    "url": "https://www.info.gov.hk/gia/P2025041400123.htm",
}
QUOTE = {
    "id": "lee-delighted",
    "speaker": "john-lee",
    "text": "I am delighted to welcome you all.",
    "mode": "direct",
    "source": "gia-ce",
    "role": "Chief Executive of the HKSAR",
    "language": "en",
    "translations": {"zh-Hant": "我很高興歡迎各位。"},
    "session": "opening",
    "date": "2025-04-14",
    "topics": ["welcome"],
    "excerpt": {"exact": "I am delighted", "prefix": "guests, ", "suffix": " to welcome"},
}
RECORDS = {
    "event": EVENT_DATA,
    "sessions": SESSION,
    "speakers": SPEAKER,
    "quotes": QUOTE,
    "delegations": DELEGATION,
    "sources": SOURCE,
}


def changed(data: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """Return data with some fields replaced, and those whose change is None left out."""
    return {key: value for key, value in (data | changes).items() if value is not None}


def reading_of(value, field="name", source=SOURCE, **more) -> SourcedReading:
    """Return what a source prints of a field; a source without data is not in the coverage."""
    id = source["id"] if source else "gone"
    data = {"record": f"event/{EVENT}", "field": field, "value": value, "source": id} | more
    known = record_from("sources", source) if source else None
    return SourcedReading(reading_from(data), data, None, EVENT, known, "coverage.toml", 1)


def entry_of(kind, /, without=(), event=EVENT, records=RECORDS, readings=None, **changes) -> Entry:
    """Return an entry whose links lack the kinds in `without`, with readings that differ."""
    data = changed(records[kind], changes)
    if readings is None:
        source = None if "sources" in without else records["sources"]
        readings = [reading_of(value, source=source) for value in ("30 regions", "over 50")]
    linked = {
        (other, records[other]["id"]): record_from(other, records[other])
        for other in KINDS
        if other not in (kind, *without)
    }
    if kind != "event" and "event" not in without:
        linked["event", event] = record_from("event", records["event"])
    return Entry(
        address=Address(event, kind, data["id"]),
        record=record_from(kind, data),
        data=data,
        path="coverage.toml",
        line=1,
        linked=linked,
        readings=readings,
    )


def quote_of(
    without=(), source=None, speaker=None, session_data=None, by="john-lee", **changes
) -> Entry:
    """Return a quote whose linked source, speaker and session may be changed too."""
    records = RECORDS | {
        "sources": changed(SOURCE, source or {}),
        "speakers": changed(SPEAKER, {"id": by} | (speaker or {})),
        "sessions": changed(SESSION, session_data or {}),
    }
    return entry_of("quotes", without, records=records, **({"speaker": by} | changes))
