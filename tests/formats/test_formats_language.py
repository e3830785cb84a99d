"""A document is in the words of the language asked for, whatever the interface's language is."""

import csv
import io
import json
from gettext import NullTranslations

import pytest
from format_records import RECORDS, entry_of, quote_of

from summit_tui import i18n
from summit_tui.attribution.attribution import attribution, role_in_words
from summit_tui.attribution.names import name_of
from summit_tui.formats import FORMS, render
from summit_tui.i18n import lookup, words_in
from summit_tui.model.dates import in_words, span
from summit_tui.model.fields import Role

SOURCE = {
    "title": "海缆登陆权写入草案",
    "publisher": "Harbour Daily",
    "publisher_names": {"zh-Hans": "海港日报", "zh-Hant": "海港日報"},
    "kind": "news",
    "author": "林美琪",
    "language": "zh-Hans",
    "published": "2025-04-14",
    "url": "https://example.org/cable",
}
SPEAKER = {
    "id": "okello",
    "name": "Grace Okello",
    "names": {"zh-Hans": "格蕾丝·奥凯洛", "zh-Hant": "格蕾絲·奧凱洛"},
    "roles": [],
}
TITLES = {"ja": "開会式", "zh-Hans": "开幕式", "zh-Hant": "開幕禮"}


def statement(**fields):
    """Return a direct statement in simplified Chinese, with translations."""
    given = {
        "by": "okello",
        "speaker": SPEAKER,
        "source": SOURCE,
        "session_data": {"titles": TITLES, "speakers": ["okello"]},
        "role": None,
        "text": "我们数过海缆。",
        "language": "zh-Hans",
        "translations": {"zh-Hant": "我們數過海纜。", "en": "We have counted the cables."},
        "excerpt": {"exact": "我们数过海缆，一条不少。"},
        "locator": {"paragraph": "3"},
        "topics": [],
    }
    return quote_of(**given | fields)


REPORT = {
    "mode": "paraphrase",
    "text": "海缆一条不少",
    "translations": {"zh-HK": "海纜一條不少"},
}
HANS = "格蕾丝·奥凯洛（Grace Okello）"
HANT = "格蕾絲·奧凱洛（Grace Okello）"
WHERE_HANS, WHERE_HANT = "，开幕式，2025年4月14日", "，開幕禮，2025年4月14日"
FROM_HANS = "（新闻报道），作者林美琪，2025年4月14日"
FROM_HANT = "（新聞報道），作者林美琪，2025年4月14日"


def said(form, *entries, language=None, **options):
    return "".join(render(form, entries, language, **options))


LINES = {
    "text": (
        (
            f"“我们数过海缆。”\n——{HANS}{WHERE_HANS}\n"
            f"来源：海港日报，《海缆登陆权写入草案》{FROM_HANS}，"
            "https://example.org/cable，第 3 段\n"
        ),
        (
            f"「我們數過海纜。」\n——{HANT}{WHERE_HANT}；譯自中文（zh-Hans）\n"
            f"來源：海港日報，〈海缆登陆权写入草案〉{FROM_HANT}，"
            "https://example.org/cable，第 3 段\n"
        ),
    ),
    "reference": (
        (
            f"{HANS}{WHERE_HANS}；直接引语。海港日报，《海缆登陆权写入草案》{FROM_HANS}，"
            "https://example.org/cable，第 3 段\n"
        ),
        (
            f"{HANT}{WHERE_HANT}；直接引語；譯自中文（zh-Hans）。海港日報，〈海缆登陆权写入草案〉"
            f"{FROM_HANT}，"
            "https://example.org/cable，第 3 段\n"
        ),
    ),
    "markdown": (
        (
            f"> “我们数过海缆。”\n>\n> ——**格蕾丝·奥凯洛**（Grace Okello）{WHERE_HANS}\\\n"
            f"> 来源：海港日报，[*海缆登陆权写入草案*](<https://example.org/cable>){FROM_HANS}，"
            "第 3 段\n"
        ),
        (
            f"> 「我們數過海纜。」\n>\n> ——**格蕾絲·奧凱洛**（Grace Okello）{WHERE_HANT}；"
            "譯自中文（zh-Hans）\\\n"
            f"> 來源：海港日報，[*海缆登陆权写入草案*](<https://example.org/cable>){FROM_HANT}，"
            "第 3 段\n"
        ),
    ),
    "brief": (
        (
            "# World Internet Conference Asia-Pacific Summit 2025（世界互聯網大會亞太峰會）\n\n"
            f"## {HANS}\n\n"
            f"> “我们数过海缆。”\n>\n> ——**格蕾丝·奥凯洛**（Grace Okello）{WHERE_HANS}[^1]\\\n"
            "> 来源原文：“我们数过海缆，一条不少。”（第 3 段）\n\n"
            f"[^1]: 海港日报，[*海缆登陆权写入草案*](<https://example.org/cable>){FROM_HANS}\n"
        ),
        (
            "# 世界互聯網大會亞太峰會（World Internet Conference Asia-Pacific Summit 2025）\n\n"
            f"## {HANT}\n\n"
            f"> 「我們數過海纜。」\n>\n> ——**格蕾絲·奧凱洛**（Grace Okello）{WHERE_HANT}；"
            "譯自中文（zh-Hans）[^1]\\\n"
            "> 來源原文：“我们数过海缆，一条不少。”（第 3 段）\n\n"
            f"[^1]: 海港日報，[*海缆登陆权写入草案*](<https://example.org/cable>){FROM_HANT}\n"
        ),
    ),
    "obsidian": (
        (
            f"> [!quote] 直接引语\n> “我们数过海缆。”\n> ——[[格蕾丝·奥凯洛]]{WHERE_HANS}\n"
            f"> 来源：海港日报，[*海缆登陆权写入草案*](<https://example.org/cable>){FROM_HANS}，"
            "第 3 段\n\n^wic-ap-2025-quotes-lee-delighted\n"
        ),
        (
            f"> [!quote] 直接引語\n> 「我們數過海纜。」\n> ——[[格蕾絲·奧凱洛]]{WHERE_HANT}；"
            "譯自中文（zh-Hans）\n"
            f"> 來源：海港日報，[*海缆登陆权写入草案*](<https://example.org/cable>){FROM_HANT}，"
            "第 3 段\n\n^wic-ap-2025-quotes-lee-delighted\n"
        ),
    ),
    "agency": (
        "据海港日报报道，格蕾丝·奥凯洛4月14日在开幕式上说：“我们数过海缆。”\n",
        (
            "據海港日報報道，格蕾絲·奧凱洛4月14日在開幕禮上說：「我們數過海纜。」"
            "（譯自中文（zh-Hans）。）\n"
        ),
    ),
}
"""A statement in each form: asked for in simplified and in traditional Chinese."""


@pytest.mark.parametrize("form", LINES)
def test_a_form_is_in_the_words_of_either_script(form):
    simplified, traditional = LINES[form]
    assert said(form, statement(), language="zh-CN") == simplified
    for language in ("zh-HK", "zh-TW", "zh-Hant"):
        assert said(form, statement(), language=language) == traditional


@pytest.mark.parametrize(
    ("language", "heading", "source", "quoted"),
    [
        ("zh", "——<b>格蕾丝·奥凯洛（Grace Okello）</b>，开幕式", "来源：海港日报", "“我们"),
        ("zh-HK", "——<b>格蕾絲·奧凱洛（Grace Okello）</b>，開幕禮", "來源：海港日報", "「我們"),
    ],
)
def test_html_has_the_same_words(language, heading, source, quoted):
    document = said("html", statement(), language=language)
    assert all(text in document for text in (heading, source, quoted))
    notes = said("brief-html", statement(), language=language)
    assert f"<h2>{source[:2]}</h2>" in notes
    assert f"{source[:2]}原文：“我们数过海缆，一条不少。”（第 3 段）" in notes


def test_org_has_the_same_words_and_properties_for_programs():
    document = said("org", statement(), language="zh-HK")
    assert f"——{HANT}{WHERE_HANT}；譯自中文（zh-Hans）\n" in document
    assert "- 來源 :: 海港日報，[[https://example.org/cable][海缆登陆权写入草案]]" in document
    assert ":MODE: direct\n" in document
    assert ":DAY: 2025-04-14\n" in document


@pytest.mark.parametrize(
    ("language", "manner", "agency"),
    [
        ("zh-CN", "间接引语，据海港日报报道",
         "据海港日报报道，格蕾丝·奥凯洛4月14日在开幕式上表示，海缆一条不少。\n"),
        ("zh-HK", "間接引語，據海港日報報道；譯自中文（zh-Hans）",
         ("據海港日報報道，格蕾絲·奧凱洛4月14日在開幕禮上表示，海纜一條不少。"
         "（譯自中文（zh-Hans）。）\n")),
        ("en", "paraphrase, as reported by Harbour Daily",
         "据海港日报报道，格蕾丝·奥凯洛4月14日在开幕式上表示，海缆一条不少。\n"),
    ],
)  # fmt: skip
def test_a_report_is_said_to_be_one(language, manner, agency):
    entry = statement(**REPORT)
    assert attribution(entry, language, words_in(language)).manner == manner
    assert said("text", entry, language=language).startswith(
        "海纜一條不少\n" if language == "zh-HK" else "海缆一条不少\n"
    )
    # A sentence is in the language of the words that are said.
    assert said("agency", entry, language=language) == agency


def test_what_is_no_news_is_not_said_to_report():
    entry = statement(**REPORT, source=SOURCE | {"kind": "report"})
    assert attribution(entry, "zh", words_in("zh")).manner == "间接引语，据海港日报"
    assert said("agency", entry, language="zh").startswith("据海港日报，格蕾丝·奥凯洛")


def test_other_voices_and_capacities_have_chinese_words():
    entry = statement(
        on_behalf_of="okello",
        addressee="okello",
        relayed_by=["okello", "nobody"],
        role="海岸管理局局长",
    )
    credit = attribution(entry, "zh-CN", words_in("zh-CN")).credit
    assert credit == (
        f"，海岸管理局局长，代表{HANS}，对{HANS}说{WHERE_HANS}；"
        f"由{HANS}转述，再由speakers/nobody转述"
    )


@pytest.mark.parametrize(
    ("start", "end", "english", "simplified"),
    [
        ("2025-04-14", None, "from 14 April 2025", "2025年4月14日起"),
        (None, "2025-04", "until April 2025", "至2025年4月"),
        ("2025-04-14", "2025-04-15", "14–15 April 2025", "2025年4月14日至15日"),
        ("2025-04-30", "2025-05-02", "30 April 2025 – 2 May 2025", "2025年4月30日至5月2日"),
        ("2024-12-31", "2025-01-02", "31 December 2024 – 2 January 2025",
         "2024年12月31日至2025年1月2日"),
        ("2024", "2025", "2024 – 2025", "2024年至2025年"),
        ("2025-04-14", "2025-04-14", "14 April 2025", "2025年4月14日"),
    ],
)  # fmt: skip
def test_spans_of_days_are_in_the_order_of_each_language(start, end, english, simplified):
    assert span(start, end, words_in(None)) == english
    assert span(start, end, words_in("zh-CN")) == simplified


@pytest.mark.parametrize(("day", "text"), [("2025-04-04", "2025年4月4日"), ("2025", "2025年")])
def test_a_day_is_year_month_day(day, text):
    assert in_words(day, words_in("zh-HK")) == text


@pytest.mark.parametrize(
    ("asked", "tags", "best"),
    [
        ("zh-HK", ["zh-Hans", "zh-Hant"], "zh-Hant"),
        ("zh-HK", ["zh-Hant", "zh-HK"], "zh-HK"),
        ("zh-HK", ["zh-TW", "zh-Hant"], "zh-Hant"),
        ("zh-HK", ["zh-TW"], "zh-TW"),
        ("zh-HK", ["zh-Hans"], None),
        ("zh-HK", ["zh"], "zh"),
        ("zh-Hant-HK", ["zh", "zh-Hant"], "zh-Hant"),
        ("zh", ["zh-Hant", "zh-Hans"], "zh-Hans"),
        ("zh", ["zh-Hant"], "zh-Hant"),
        ("zh-CN", ["ja", "ko", "en"], None),
        ("en", ["en-US"], "en-US"),
        ("en-GB", ["en-US", "en"], "en"),
        ("pt-BR", ["pt-PT"], None),
        ("sr-Latn", ["sr-Cyrl"], None),
        ("EN", ["en"], "en"),
        ("z", ["zh"], None),
        ("fr", [], None),
    ],
)
def test_a_language_is_looked_up_with_its_likely_script(asked, tags, best):
    assert lookup(asked, tags) == best


@pytest.mark.parametrize(
    ("language", "name", "names", "shown"),
    [
        (None, "Ana Sato", {"zh-Hans": "佐藤", "zh-Hant": "佐籐"}, "Ana Sato (佐藤)"),
        ("zh-HK", "Ana Sato", {"zh-Hans": "佐藤", "zh-Hant": "佐籐"}, "佐籐（Ana Sato）"),
        ("zh-HK", "佐藤", {"zh-Hant": "佐籐", "en": "Ana Sato"}, "佐籐（Ana Sato）"),
        ("zh-HK", "佐藤", {"zh-Hant": "佐籐"}, "佐籐（佐藤）"),
        ("zh-HK", "Ana Sato", {"zh-Hans": "佐藤"}, "Ana Sato（佐藤）"),
        ("zh-CN", "Opening", {"ja": "開会式", "zh-Hans": "开幕式"}, "开幕式（Opening）"),
        ("zh-CN", "Opening", {"ja": "開会式"}, "Opening"),
        (None, "Opening", {"ja": "開会式", "zh-Hans": "开幕式"}, "Opening (开幕式)"),
        ("en", "佐藤", {"en": "Ana Sato"}, "Ana Sato (佐藤)"),
        ("fr", "John Lee", {"fr": "Jean Lee"}, "Jean Lee (John Lee)"),
        ("fr", "John Lee", {}, "John Lee"),
    ],
)
def test_a_name_is_in_the_language_asked_for_and_never_converted(language, name, names, shown):
    assert str(name_of(name, names, words_in(language))) == shown


def test_a_chinese_capacity_has_the_organization_first_and_nothing_between():
    assert role_in_words(Role(title="局长", organization="海岸管理局")) == "海岸管理局局长"
    assert role_in_words(Role(title="Director", organization="海岸管理局")) == (
        "Director, 海岸管理局"
    )


@pytest.mark.parametrize(
    ("language", "capacity"),
    [("zh-HK", "行政長官"), ("zh-CN", "chief executive"), (None, "chief executive")],
)
def test_a_capacity_is_in_the_language_asked_for_or_else_as_printed(language, capacity):
    entry = quote_of(role="chief executive", role_names={"zh-Hant": "行政長官"})
    assert attribution(entry, language, words_in(language)).capacity == capacity


CHIEF = {"title": "Chief Executive", "titles": {"zh-Hans": "行政长官", "zh-Hant": "行政長官"}}
SECRETARY = {
    "title": "Secretary",
    "titles": {"zh-Hans": "秘书长"},
    "organization": "Cable Council",
    "organization_names": {"zh-Hans": "海缆理事会"},
}


@pytest.mark.parametrize(
    ("printed", "roles", "language", "shown"),
    [
        ("行政长官", [CHIEF], None, "Chief Executive (行政长官)"),
        ("Chief Executive", [CHIEF], "zh-HK", "行政長官（Chief Executive）"),
        ("海缆理事会秘书长", [SECRETARY], None, "Secretary, Cable Council (海缆理事会秘书长)"),
        ("行政长官", [CHIEF], "zh-CN", "行政长官"),
        ("候任行政长官", [CHIEF], None, "候任行政长官"),
        ("行政长官", [CHIEF, CHIEF | {"title": "Premier"}], None, "行政长官"),
        ("行政长官", [{"title": "行政长官"}], None, "行政长官"),
    ],
)
def test_a_capacity_in_another_script_has_the_name_of_the_same_role_before_it(
    printed, roles, language, shown
):
    entry = quote_of(role=printed, speaker={"roles": roles})
    parts = attribution(entry, language, words_in(language))
    assert parts.stated_capacity == shown
    # What programs read is as printed.
    assert parts.recorded_capacity == printed
    (row,) = csv.DictReader(io.StringIO(said("csv", entry)))
    assert row["role"] == printed


@pytest.mark.parametrize(
    ("organization_names", "chinese"),
    [({"zh-Hant": "香港特別行政區"}, "香港特別行政區行政長官"), ({}, "Chief, HKSAR")],
)
def test_a_role_is_in_one_language_with_its_organization(organization_names, chinese):
    titles = {"zh-Hant": "行政長官"}
    role = Role(
        title="Chief", titles=titles, organization="HKSAR", organization_names=organization_names
    )
    assert role_in_words(role) == "Chief, HKSAR"
    assert role_in_words(role, "zh-HK") == chinese


def test_a_headline_stays_as_printed_with_its_translation_beside_it():
    source = SOURCE | {"titles": {"en": "Landing rights in the draft"}}
    entry = statement(source=source)
    line = said("text", entry, language="en").splitlines()[-1]
    assert "“海缆登陆权写入草案” [Landing rights in the draft] (news)" in line
    assert "Landing" not in said("text", entry, language="zh-CN")


def test_a_citation_is_as_its_standard_says_in_any_language():
    lines = {said("gbt-numeric", statement(), language=tag) for tag in (None, "zh-HK", "zh-CN")}
    assert len(lines) == 1


LANGUAGES = (None, "en", "fr", "ja", "zh", "zh-HK", "zh-CN", "yue", "sr-Latn", "x-none")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", FORMS)
def test_every_form_takes_every_kind_of_record_in_every_language(form, language):
    entries = [entry_of(kind) for kind in FORMS[form].kinds]
    entries += [
        entry_of(kind, without=("sources", "speakers", "sessions", "event"), readings=[])
        for kind in FORMS[form].kinds
    ]
    if form == "toml":
        entries = entries[:1]
    if "quotes" in FORMS[form].kinds and form != "toml":
        entries += [statement(), statement(**REPORT), statement(mode="partial", text="“海缆”")]
    document = said(form, *entries, language=language)
    assert document == "" or document.endswith("\n")


@pytest.mark.parametrize("form", FORMS)
def test_no_form_is_in_the_language_of_the_interface(form, monkeypatch):
    entries = [entry_of(kind) for kind in FORMS[form].kinds]
    if "quotes" in FORMS[form].kinds:
        entries += [statement(**REPORT, relayed_by=["okello"], date="2030-01-01")]
    documents = [said(form, *entries, language=tag) for tag in (None, "zh-HK")]

    class Shouting(NullTranslations):
        """A language of the interface in which every sentence is another."""

        def gettext(self, message):
            return f"!!{message}"

        def ngettext(self, msgid1, msgid2, n):
            return f"!!{msgid2}"

        def pgettext(self, context, message):
            return f"!!{message}"

    monkeypatch.setattr(i18n, "_catalogue", Shouting)
    assert [said(form, *entries, language=tag) for tag in (None, "zh-HK")] == documents


@pytest.mark.parametrize("form", [name for name, row in FORMS.items() if row.passage is not None])
def test_a_passage_is_printed_where_the_row_or_the_user_says_so(form):
    entry = statement(language="en", text="We have counted the cables.", translations={})
    passage = "Source text: “我们数过海缆，一条不少。” (paragraph 3)"
    assert (passage in said(form, entry)) is FORMS[form].passage
    assert passage in said(form, entry, passage=True)
    without = said(form, entry, passage=False)
    assert "Source text" not in without
    assert "paragraph 3" in without


def test_a_passage_that_is_the_statement_itself_is_not_printed_twice():
    entry = statement(excerpt={"exact": "“我们数过海缆。”"}, translations={})
    assert "Source text" not in said("text", entry, passage=True)
    assert ", paragraph 3" in said("text", entry, passage=True)
    assert "Source text" not in said("text", statement(excerpt=None), passage=True)


def test_tables_and_linked_data_always_have_passage_and_locator():
    entry = statement(excerpt={"exact": "一条不少", "prefix": "海缆，", "suffix": "。"})
    (row,) = csv.DictReader(io.StringIO(said("csv", entry, language="zh-HK")))
    columns = ("excerpt", "excerpt_prefix", "excerpt_suffix", "locator")
    assert [row[column] for column in columns] == ["一条不少", "海缆，", "。", "paragraph 3"]
    (node,) = json.loads(said("jsonld", entry, language="zh-HK"))["@graph"]
    assert node["oa:hasTarget"]["oa:hasSelector"][0]["oa:exact"] == "一条不少"
    assert node["isBasedOn"]["pagination"] == "paragraph 3"


def test_data_has_the_same_words_in_every_language():
    for form in ("csv", "jsonld"):
        entry = statement(translations={})
        assert said(form, entry, language="zh-HK") == said(form, entry)
    for form in ("json", "jsonl", "csl", "bibtex", "ris"):
        entries = [entry_of("quotes"), entry_of("sources", records=RECORDS)]
        assert said(form, *entries, language="zh-HK") == said(form, *entries)
