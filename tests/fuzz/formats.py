"""A file of each format of other programs, sound or spoiled in its values, to be imported."""

import json
import zipfile
from collections.abc import Callable
from io import BytesIO
from random import Random

from tests.fuzz.mutate import spoiled, spoiled_value

FRAB = """<?xml version="1.0"?><schedule><version/><conference><title>Forum</title><acronym>f30
</acronym><start>2030-05-01</start><time_zone_name>Asia/Shanghai</time_zone_name></conference>
<day date="2030-05-01" start="2030-05-01T08:00:00+08:00"><room name="Hall"><event guid="g" id="7">
<title>Cables &amp; Ports</title><type>panel</type><date>2030-05-01T09:00:00+08:00</date>
<start>09:00</start><duration>1:30</duration><track>Sea</track><abstract>&lt;p&gt;A&lt;/p&gt;
</abstract><persons><person id="3">Lin and Bo</person></persons></event><event id="7">
<start>01:10</start><person>Bo</person></event></room></day></schedule>"""
SCHEDULE = {
    "schedule": {
        "base_url": "https://example.org/",
        "conference": {
            "title": "Forum",
            "time_zone_name": "UTC",
            "tracks": [{"slug": "sea", "name": "Sea"}],
            "days": [
                {
                    "date": "2030-05-01",
                    "day_start": "2030-05-01T08:00:00+08:00",
                    "rooms": {
                        "Hall": [
                            {
                                "id": 7,
                                "guid": "g",
                                "title": "A",
                                "date": "2030-05-01T09:00:00+08:00",
                                "start": "09:00",
                                "duration": "00:30",
                                "persons": [{"id": 1, "code": "C", "public_name": "Lin"}],
                            }
                        ]
                    },
                }
            ],
        },
        "events": [
            {
                "guid": "h",
                "title": "B",
                "start": "2030-05-01T10:00:00+08:00",
                "end": "2030-05-01T10:30:00+08:00",
                "room": {"name": "Hall"},
                "track": {"slug": "sea"},
                "participants": [{"guid": "p", "name": "Lin", "role": "SPEAKER"}],
            }
        ],
    }
}
CALENDAR = """BEGIN:VCALENDAR\r
VERSION:2.0\r
X-WR-TIMEZONE:Asia/Shanghai\r
X-WR-CALNAME:Forum\r
BEGIN:VEVENT\r
UID:u1\r
DTSTART;TZID=Europe/Paris:20300501T090000\r
DURATION:PT1H30M\r
SUMMARY:Ports\\, cab\r
 les\r
LOCATION:Hall\r
CATEGORIES:Sea,Land\r
ATTENDEE;CN="Lin, Mei":mailto:a@example.invalid\r
RDATE:20300502T090000Z\r
END:VEVENT\r
BEGIN:VEVENT\r
UID:u2\r
DTSTART;VALUE=DATE:20300501\r
SUMMARY;CHARSET=UTF-8:林梅\r
STATUS:CONFIRMED\r
END:VEVENT\r
END:VCALENDAR\r
"""
TRANSCRIPT = """---
date: '2030-05-01'
source_url: https://example.org/
title: "Remarks by President\\_Lin \\u201Ca\\u201D\\
  \\ b"
---
Harbour Hall\x20\x20
Wuzhen

10:35 A.M. CST

PRESIDENT LIN:  (As interpreted.)  Good *morning*: all.  (Applause.)

Q\u00a0 \u00a0 When?

THE PRESIDENT:  Soon.
"""
SESSIONIZE = {
    "sessions": [
        {
            "id": "7",
            "title": "A",
            "startsAt": "2030-05-01T09:00:00",
            "endsAt": "2030-05-01T09:30:00",
            "speakers": ["p"],
            "roomId": 4,
            "categoryItems": [11],
            "isServiceSession": True,
        }
    ],
    "speakers": [
        {"id": "p", "firstName": "Mei", "lastName": "Lin", "fullName": "L", "tagLine": "C"}
    ],
    "rooms": [{"id": 4, "name": "Hall"}],
    "categories": [{"items": [{"id": 11, "name": "Sea"}]}],
    "questions": [],
}
OPEN_EVENT = {
    "sessions": [
        {
            "session_id": "s",
            "title": "",
            "track": {"id": 1, "name": "Sea"},
            "speakers": [{"id": 1, "name": "Lin", "organisation": "Harbour"}],
            "start_time": "2030-03-18T01:30:00+00:00",
        }
    ]
}
INDICO = {
    "results": [
        {
            "_type": "Conference",
            "title": "Forum",
            "timezone": "Asia/Shanghai",
            "startDate": {"date": "2030-05-01", "time": "00:00:00", "tz": "UTC"},
            "contributions": [
                {
                    "db_id": 7,
                    "title": "A",
                    "startDate": {"date": "2030-05-01", "time": "01:00:00", "tz": "UTC"},
                    "speakers": [{"fullName": "Lin, Mei", "affiliation": "Harbour"}],
                    "primaryauthors": [{"first_name": "Bo", "last_name": "Li"}],
                }
            ],
        }
    ]
}
POPOLO = {
    "persons": [
        {
            "id": "person/lin",
            "name": "Lin",
            "other_names": [{"name": "林", "lang": "zh"}, {"name": "L"}],
            "memberships": [{"role": "Chair", "start_date": "2030"}],
        }
    ],
    "organizations": [{"id": "h", "name": "House", "memberships": [{"person_id": "lin"}]}],
    "memberships": [{"person_id": "lin", "organization_id": "h", "legislative_period_id": "t"}],
    "events": [{"id": "t", "start_date": "2029-01"}],
    "posts": [],
    "speeches": [
        {
            "creator_id": "lin",
            "text": "Order.",
            "attribution_text": "Chair",
            "sources": [{"url": "x"}],
        }
    ],
}
CSL = [
    {
        "id": "e:a",
        "type": "article-newspaper",
        "title": "A",
        "container-title": "G",
        "author": [{"family": "Lin", "given": "Mei"}, {"literal": "B"}],
        "issued": {"date-parts": [[2030, 5, 1]]},
        "accessed": {"raw": "2030-05-02"},
        "URL": "https://example.org/",
        "language": "en",
    }
]
RIS = """TY  - NEWS
ID  - e:a
AU  - Lin, Mei, Jr.
TI  - A
T2  - G
PY  - 2030
DA  - 2030/05/01/
UR  - https://example.org/
ER  -
"""
ENDNOTE = """%0 Newspaper Article
%A Lin, Mei
%T A
%B G
%D 2030
%8 May 1
%U https://example.org/
"""
BIBTEX = r"""@string{g = "G"}
@article{e:a, title = {{C}ables \& \'etude $x$}, journal = g # " B", author = {Heide, Jr., Anna and
{B and C}}, year = 2030, month = may, url = {https://example.org/a\_b},}
"""
ANNOTATIONS = {
    "client_version": "1",
    "annotations": [
        {
            "id": "a",
            "uri": "https://example.org/",
            "tags": ["speaker:Lin", "mode:direct", "x"],
            "text": "n",
            "target": [
                {
                    "source": "https://example.org/",
                    "selector": [{"type": "TextQuoteSelector", "exact": "We", "prefix": "a"}],
                }
            ],
        }
    ],
}
WEB_ANNOTATION = {
    "@context": "http://www.w3.org/ns/anno.jsonld",
    "type": "Annotation",
    "body": [{"type": "TextualBody", "purpose": "tagging", "value": "x"}],
    "target": {"source": {"id": "a"}, "selector": {"type": "X", "refinedBy": {"exact": "b"}}},
}
DEBATE = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="gl" xml:id="S"><teiHeader><fileDesc>
<titleStmt><title>Sesión</title></titleStmt><sourceDesc><bibl><publisher>P</publisher>
<date when="2030-05-01"/></bibl></sourceDesc></fileDesc></teiHeader><text><body><div>
<note type="speaker">A señora LIN:</note><u who="#Lin" xml:id="u1"><seg>Bos días.
<kinesic><desc>(A.)</desc></kinesic> Si.</seg></u></div></body></text></TEI>"""
SPEECHES = """<akomaNtoso><debate><meta><references><TLCPerson eId="a" showAs="Lin Mei"/>
<TLCRole eId="m" showAs="Minister"/></references></meta><debateBody><debateSection>
<heading>Ports</heading><speech by="#a" as="#m" eId="s1"><from>Ms Lin</from><p>We <i>open</i>.</p>
</speech><summary>(Noise)</summary><question by="#b"><p>When?</p></question><speech by="#">Yes.
</speech></debateSection></debateBody></debate></akomaNtoso>"""
PARTICIPANTS = """Group_Type,Delegation,Person_Name,Job_Title,Division,Affiliation,Year,Meeting,\
Location,Delegation_ISO
Parties,Chad,Lin Mei,"Chef, Adjoint",NA,Ministry,2030,INC 1,Bonn,TCD
NGO,Club,Bo,NA,NA,NA,2030,INC 1,Bonn,NA
"""
PLAIN = "Cables\n\nThe minister said that the cable would be laid, and soon.\n\nNOTE: more.\n"
BODY = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    '<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>Cables</w:t></w:r></w:p><w:tbl><w:p>'
    "<w:r><w:t>We</w:t><w:tab/><w:del><w:r/></w:del></w:r></w:p></w:tbl></w:body></w:document>"
)


def docx(random: Random) -> bytes:
    """Return a DOCX, at times with its text spoiled before it is packed."""
    data = BytesIO()
    body = BODY.encode()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr(
            "word/document.xml", spoiled(random, body) if random.random() < 0.5 else body
        )
    return data.getvalue()


RELATED = {
    "jsonapi": {"version": "1.0"},
    "data": [
        {
            "type": "session",
            "id": "42",
            "attributes": {"title": "Cables", "starts-at": "2030-05-01T09:00:00+02:00"},
            "relationships": {
                "speakers": {"data": [{"type": "speaker", "id": "7"}]},
                "track": {"data": {"type": "track", "id": "3"}},
            },
        }
    ],
    "included": [{"type": "speaker", "id": "7", "attributes": {"name": "Lin Mei"}}],
}
TIMETABLE = {
    "results": {
        "77": {
            "20300501": {
                "s4": {
                    "_type": "SessionSchEntry",
                    "title": "Trade",
                    "entries": {
                        "c3": {
                            "_type": "ContribSchEntry",
                            "title": "Cables",
                            "startDate": {"date": "2030-05-01", "time": "10:00:00", "tz": "UTC"},
                            "presenters": [{"firstName": "Mei", "familyName": "Lin"}],
                        }
                    },
                }
            }
        }
    }
}
HIGHLIGHTS = """Created at,Author,Page URL,Group,Annotation type,Quote,Comment,Tags
2030-05-02,lin,https://example.org/,Public,Annotation,We build cables,Look,"speaker:Lin,a"
"""

TEXTS = (
    FRAB,
    CALENDAR,
    TRANSCRIPT,
    RIS,
    ENDNOTE,
    BIBTEX,
    DEBATE,
    SPEECHES,
    PARTICIPANTS,
    HIGHLIGHTS,
    PLAIN,
)
VALUES = (
    *(SCHEDULE, SESSIONIZE, OPEN_EVENT, RELATED, INDICO, TIMETABLE),
    *(POPOLO, CSL, ANNOTATIONS, WEB_ANNOTATION),
)


def some_json(random: Random) -> bytes:
    """Return one of the formats that are JSON, some values of it spoiled."""
    value = spoiled_value(random, random.choice(VALUES))
    return json.dumps(value, ensure_ascii=False).encode(errors="replace")


def some_text(random: Random) -> bytes:
    """Return one of the formats that are text, at times in another encoding."""
    encoding = random.choice(("utf-8", "utf-8", "utf-8", "utf-16", "gb18030"))
    return random.choice(TEXTS).encode(encoding)


SEEDS: tuple[Callable[[Random], bytes], ...] = (some_text, some_text, some_json, some_json, docx)
"""What makes a file. PDF and HTML are read in a process of their own: too long for thousands."""
