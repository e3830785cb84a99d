"""No statement leaves without its attribution, and none looks like what it is not."""

import html
import re
from itertools import combinations

import pytest
from format_records import entry_of, quote_of
from hypothesis import given, settings
from hypothesis import strategies as st

from summit_tui.attribution.attribution import attribution, role_in_words
from summit_tui.formats import render
from summit_tui.model.fields import Role

READERS = ("text", "markdown", "html", "reference", "csv", "jsonld")
MODES = ("direct", "partial", "paraphrase")
MARKS = re.compile('["“”„«»「」『』＂]|&quot;|&#34;')

# What a statement may lack: the change that takes it away, and what must then not be said.
FIELDS = {
    "role": ({"role": None, "speaker": {"roles": None}}, "Chief Executive"),
    "session": ({"session": None}, "opening ceremony"),
    "date": ({"date": None, "session": None}, None),
    "speaker": ({"without": ("speakers",)}, "John Lee"),
    "source": ({"without": ("sources",)}, "HKSAR Government"),
    "language": ({"language": None}, None),
    "published": ({"source": {"published": None}}, None),
    "url": ({"source": {"url": None}}, "info.gov.hk"),
    "kind": ({"source": {"kind": None}}, "government release"),
}
KNOWN = {
    "role": ("Chief Executive of the HKSAR",),
    "session": ("opening ceremony",),
    "date": ("14 April 2025", "2025-04-14"),
    "speaker": ("John Lee",),
    "source": ("HKSAR Government",),
}
ALONE = [(), *combinations(FIELDS, 1)]
LACKING = [*ALONE, *combinations(FIELDS, 2)]


def lacking(fields, **changes):
    without = ()
    for field in fields:
        change = dict(FIELDS[field][0])
        without += change.pop("without", ())
        for name, value in change.items():
            old = changes.get(name)
            both = isinstance(old, dict) and isinstance(value, dict)
            changes[name] = old | value if both else value
    source = {"title": "A day in April", "author": None} | changes.pop("source", {})
    return quote_of(without, source=source, **changes)


def said(form, entry, language=None):
    return "".join(render(form, [entry], language))


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("form", READERS)
def test_whatever_is_known_goes_along_and_nothing_else_does(form, mode):
    for fields in LACKING:
        document = said(form, lacking(fields, mode=mode))
        absent = set(fields) | ({"session"} if "date" in fields else set())
        for field, words_of_it in KNOWN.items():
            if field not in absent:
                assert any(word in document for word in words_of_it), fields
        for field in absent:
            never = FIELDS[field][1]
            assert never is None or never not in document, fields
        if "date" in absent and "published" in absent:
            assert "2025-04" not in document.replace("2025-05-01", ""), fields
            assert "April 2025" not in document, fields


@pytest.mark.parametrize("form", READERS)
def test_a_day_of_publication_never_stands_in_for_the_day_it_was_said(form):
    for fields in ALONE:
        entry = lacking((*fields, "date"), source={"published": "2024-12-31"})
        parts = attribution(entry)
        assert parts.day is None, fields
        assert "31 December 2024" not in parts.credit, fields
        document = said(form, entry)
        assert document.count("31 December 2024") + document.count("2024-12-31") <= 1, fields


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_only_direct_speech_stands_in_quotation_marks(form, mode):
    for fields in ALONE:
        document = said(form, lacking(fields, mode=mode))
        around = re.search(r"(.?)I am delighted to welcome you all\.(.?)", document).groups()
        assert around == (("“", "”") if mode == "direct" else around), fields
        if mode != "direct":
            assert not any(MARKS.search(mark) for mark in around), fields
        assert ("blockquote" in document or document.startswith("> ")) == (
            mode == "direct" and form != "text"
        ), fields


@pytest.mark.parametrize("mode", ["partial", "paraphrase"])
@pytest.mark.parametrize("form", READERS)
def test_a_report_says_who_reported(form, mode):
    for fields in ALONE:
        document = said(form, lacking(fields, mode=mode))
        reporter = "sources/gia-ce" if "source" in fields else "HKSAR Government"
        if form == "csv":
            assert reporter in document, fields
            assert f",{mode}," in document, fields
        else:
            assert f"as reported by {reporter}" in document, fields
            assert mode in document, fields


WRAPPED = ["“{}”", '"{}"', "「{}」", "『{}』", "„{}“", "«{}»", "« {} »", "”{}”", "‘{}’", "'{}'"]


@pytest.mark.parametrize("wrapping", [*WRAPPED, "“‘{}’”", '"“{}”"'])
@pytest.mark.parametrize("form", [form for form in READERS if form != "jsonld"])
def test_a_paraphrase_that_stands_in_quotation_marks_loses_them(form, wrapping):
    text = "It’s everybody’s right"
    entry = quote_of(mode="paraphrase", text=wrapping.format(text))
    assert attribution(entry).said == text
    assert wrapping.format(text) not in html.unescape(said(form, entry))


@pytest.mark.parametrize("text", ["“AI” and “law” meet", 'He said "we will win"', "「AI」很重要"])
@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_a_paraphrase_with_marks_inside_leads_with_who_reported_it(form, text):
    document = said(form, quote_of(mode="paraphrase", text=text)).replace("&quot;", '"')
    lead = f"As reported by HKSAR Government: {text}"
    assert lead in document


@given(st.text(alphabet="ab '’‘“”\"「」«»„", min_size=1, max_size=12).filter(str.strip))
@settings(max_examples=300)
def test_no_paraphrase_begins_like_speech(text):
    parts = attribution(quote_of(mode="paraphrase", text=text))
    assert parts.said.startswith("As reported by ") or not MARKS.search(parts.said)


@given(st.text(alphabet="ab '’‘“”\"「」«»„", min_size=1, max_size=12).filter(str.strip))
@settings(max_examples=300)
def test_direct_speech_cannot_end_before_its_end(text):
    spoken = attribution(quote_of(text=text)).said
    assert spoken[0] == "“"
    assert spoken[-1] == "”"
    # A straight mark within a word is part of its spelling.
    assert not re.search(r'[“”]|"\B|\B"', spoken[1:-1])


def test_a_partial_quotation_keeps_the_fragments_that_the_source_quotes():
    text = 'technology should not create "technology islands."'
    entry = quote_of(mode="partial", text=text)
    assert said("text", entry).startswith(f"{text}\n— John Lee")
    assert attribution(quote_of(mode="partial", text='"technology islands"')).said == (
        '"technology islands"'
    )


def test_a_direct_quotation_reads_as_in_print():
    assert said("text", quote_of(source={"author": None})) == (
        "“I am delighted to welcome you all.”\n"
        "— John Lee (李家超), Chief Executive of the HKSAR, opening ceremony, 14 April 2025\n"
        "Source: HKSAR Government, “Speech by CE at opening ceremony” (government release), "
        "14 April 2025, https://www.info.gov.hk/gia/P2025041400123.htm\n"
    )


def test_a_paraphrase_reads_as_in_print():
    entry = quote_of(
        mode="paraphrase",
        text="DeepSeek, as an open-source project, benefits everyone.",
        session=None,
        date=None,
        occasion="exclusive interview with Phoenix TV",
        role="Secretary-General of the World Internet Conference",
        speaker={"name": "Ren Xianliang", "names": {"zh-Hans": "任贤良"}},
        source={"publisher": "Media OutReach Newswire", "author": None},
    )
    assert said("text", entry).splitlines()[:2] == [
        "DeepSeek, as an open-source project, benefits everyone.",
        (
            "— Ren Xianliang (任贤良), Secretary-General of the World Internet Conference, "
            "exclusive interview with Phoenix TV; paraphrase, "
            "as reported by Media OutReach Newswire"
        ),
    ]


@pytest.mark.parametrize("form", ["text", "markdown", "html", "reference"])
def test_a_translation_says_so_and_from_which_language(form):
    document = said(form, quote_of(), "zh-Hant")
    assert "譯自英文（en）" in document
    unknown = said(form, quote_of(language=None), "zh-Hant")
    assert "譯文；未註明原文語言" in unknown


def test_a_translation_stands_in_the_marks_of_its_own_language():
    assert said("text", quote_of(), "zh").startswith("「我很高興歡迎各位。」\n")


@pytest.mark.parametrize("language", ["en", "EN", "fr", "zh-Hans", "z", None])
def test_without_a_translation_into_it_the_original_stays(language):
    parts = attribution(quote_of(), language)
    assert (parts.text, parts.translated) == ("I am delighted to welcome you all.", False)
    assert "translation" not in parts.credit


def test_a_translation_in_a_table_names_the_original_language():
    assert "zh-Hant,en," in said("csv", quote_of(), "zh-Hant")
    assert "zh-Hant,not stated," in said("csv", quote_of(language=None), "zh-Hant")


@pytest.mark.parametrize(
    ("session", "occasion", "expected"),
    [
        ("opening", None, "opening ceremony"),
        (None, "interview", "interview"),
        ("opening", "reply to a question", "opening ceremony, reply to a question"),
        ("opening", "Opening Ceremony", "opening ceremony"),
        ("unheard-of", None, "sessions/unheard-of"),
        (None, None, None),
    ],
)
def test_the_occasion_is_the_session_and_what_else_is_known(session, occasion, expected):
    assert attribution(entry_of("quotes", session=session, occasion=occasion)).occasion == expected


@pytest.mark.parametrize(
    ("title", "occasion", "expected"),
    [
        ("Main forum", "AI", "Main forum, AI"),
        ("AI forum", "ai", "AI forum"),
        ("Main forum: AI", "AI", "Main forum: AI"),
        ("大会开幕式", "开幕式", "大会开幕式"),
    ],
)
def test_an_occasion_is_left_out_only_where_its_words_are_in_the_title(title, occasion, expected):
    entry = quote_of(session_data={"title": title}, session="opening", occasion=occasion)
    assert attribution(entry).occasion == expected


def test_an_organization_is_left_out_only_where_its_words_are_in_the_title():
    assert role_in_words(Role(title="Chair", organization="AI")) == "Chair, AI"
    assert role_in_words(Role(title="Chair of AI", organization="AI")) == "Chair of AI"


@pytest.mark.parametrize(
    ("own", "session", "expected"),
    [
        ("2025-04-15", {}, "2025-04-15"),
        (None, {}, "2025-04-14"),
        (None, {"date": None}, "2025-04-14"),
        (None, {"date": None, "start": None}, None),
        ("2025", {}, "2025"),
    ],
)
def test_the_day_is_the_quotes_own_or_the_sessions(own, session, expected):
    assert attribution(quote_of(date=own, session_data=session)).day == expected


@pytest.mark.parametrize("form", ["text", "markdown", "html", "reference", "brief"])
def test_a_copy_says_that_its_words_are_not_in_the_text_of_the_source(form):
    entry = quote_of(mode="direct")._replace(text_doubts=["E301", "E303"])
    copied = "".join(render(form, [entry]))
    assert "doubtful: excerpt not in the text, not word for word in the text" in copied


def test_only_a_statement_has_an_attribution():
    with pytest.raises(TypeError):
        attribution(entry_of("event"))


def test_one_full_stop_ends_a_sentence_after_an_abbreviation():
    entry = quote_of(source={"publisher": "Barnes, Inc."}, mode="paraphrase")
    reference = "".join(render("reference", [entry]))
    assert "as reported by Barnes, Inc. Barnes, Inc., “" in reference


@pytest.mark.parametrize(
    ("date", "start", "end", "shown"),
    [
        (None, "2025-03-30T22:00:00+08:00", "2025-03-31T01:30:00+08:00",
         "Date: 30 March 2025, 22:00 (UTC+08:00) – 31 March 2025, 01:30 (UTC+08:00)\n"),
        ("2025-03-29", "2025-03-30T06:00:00Z", None,
         "Date: 29 March 2025\nDate: 30 March 2025, 06:00 (UTC)\n"),
        ("2025-03", "2025-03-30T06:00:00Z", None, "Date: 30 March 2025, 06:00 (UTC)\n"),
    ],
)  # fmt: skip
def test_days_and_hours_of_a_session_are_those_of_its_fields(date, start, end, shown):
    entry = entry_of("sessions", date=date, start=start, end=end)
    assert shown in "".join(render("text", [entry]))


WIRE = {"publisher": "River Paper", "syndicated_from": {"publisher": "Coast Agency"}}


@pytest.mark.parametrize("form", ["text", "markdown", "html", "brief", "obsidian", "reference"])
def test_agency_copy_is_the_agencys_and_the_paper_prints_it(form):
    entry = quote_of(mode="paraphrase", source=WIRE | {"kind": "news"})
    copied = said(form, entry)
    assert "as reported by Coast Agency" in copied
    assert "River Paper" in copied
    assert "copy of Coast Agency" in copied
    assert "as reported by Coast Agency" in said("reference", entry)
    assert "according to the Coast Agency" in said("agency", entry)


@pytest.mark.parametrize("form", ["text", "markdown", "html", "brief", "obsidian", "org"])
def test_the_attribution_as_printed_goes_with_the_passage(form):
    entry = quote_of(attribution="Lee told the guests")
    assert "Printed as: Lee told the guests" in "".join(render(form, [entry], None, passage=True))
    assert "Lee told" not in "".join(render(form, [entry], None, passage=False))


def test_a_chinese_copy_says_whose_copy_its_source_is():
    entry = quote_of(mode="paraphrase", source=WIRE, attribution="李家超表示")
    copied = "".join(render("text", [entry], "zh-Hans", passage=True))
    assert "转载自Coast Agency" in copied
    assert "来源用语：李家超表示" in copied
