"""Each source as each guide cites it; which rule asks for it stands beside the line."""

import json
from pathlib import Path

import pytest
from citation_records import items

from summit_tui.citations import STYLES, Item, Name, bibliography

ITEMS = items()
EXPECTED = json.loads(Path(__file__).with_name("expected.json").read_text("utf-8"))
CASES = [
    pytest.param(source, style, expected["line"], id=f"{source}-{style}: {expected['rule']}")
    for source, lines in EXPECTED.items()
    for style, expected in lines.items()
]


@pytest.mark.parametrize(("source", "style", "line"), CASES)
def test_a_source_is_cited_as_the_guide_says(source, style, line):
    assert STYLES[style].line(ITEMS[source], "") == line


def person(family, given, **more):
    return Name(family=family, given=given, **more)


OKORO = person("Okoro", "Ada")
FOUR = tuple(person(han, "三") for han in "林王李张")


def article(title="Data rules to apply", **more):
    known = {"language": "en", "publisher": "The Harbour Post", "issued": "2026-05-04"}
    return Item(**{"type": "article", "title": title, **known, **more})


@pytest.mark.parametrize(
    ("style", "item", "line"),
    [
        (
            "apa",
            article(authors=(OKORO, person("Reyes", "Martin", suffix="Jr."))),
            "Okoro, A., & Reyes, M., Jr. (2026, May 4). Data rules to apply. The Harbour Post.",
        ),
        (
            "mla",
            article(authors=(OKORO, person("Reyes", "Martin")), issued="2026-09-30", page="2-3"),
            (
                "Okoro, Ada, and Martin Reyes. “Data Rules to Apply.” The Harbour Post, 30 "
                "Sept. 2026, pp. 2-3."
            ),
        ),
        (
            "chicago-notes",
            article("Who ‘pays’ for the “red line”"),
            "Harbour Post. “Who ‘Pays’ for the ‘Red Line.’” May 4, 2026.",
        ),
        (
            "gbt-numeric",
            article("示例", language="zh-Hans", authors=FOUR),
            "林三, 王三, 李三, 等. 示例[N]. The Harbour Post, 2026-05-04",
        ),
        (
            "gbt-numeric",
            article("Соглашение", language="ru", authors=(person("Иванов", "Сергей"),)),
            "ИВАНОВ С. Соглашение[N]. The Harbour Post, 2026-05-04",
        ),
        (
            "apa",
            article("示例", language="zh-Hans", authors=(person("林", "美琪"),)),
            "林美琪. (2026, May 4). 示例. The Harbour Post.",
        ),
        (
            "apa",
            article(syndicated_from="Example Wire Agency"),
            "Example Wire Agency. (2026, May 4). Data rules to apply. The Harbour Post.",
        ),
        (
            "chicago-note",
            article(
                type="declaration", number="A/RES/80/12", locator="3", locator_label="paragraph"
            ),
            (
                "The Harbour Post, Data Rules to Apply, A/RES/80/12 (The Harbour Post, May "
                "4, 2026), para. 3."
            ),
        ),
        ("apa", Item(), "[Web page]. (n.d.)."),
        (
            "chicago",
            article(issued="", retrieved="2026-05-20", authors=(OKORO,)),
            ("Okoro, Ada. n.d. “Data Rules to Apply.” Harbour Post. Accessed May 20, 2026."),
        ),
        (
            "chicago-note",
            article(type="broadcast", issued="", retrieved="2026-05-20", medium="audio"),
            "“Data Rules to Apply,” The Harbour Post, audio, accessed May 20, 2026.",
        ),
        (
            "chicago-note",
            article(
                "[Keynote address]", type="speech", genre="Keynote address", speech_by=(OKORO,)
            ),
            "Ada Okoro, [Keynote address], transcript, The Harbour Post, May 4, 2026.",
        ),
        (
            "mla",
            article("„Wir zahlen“, sagt sie", language="de"),
            "“‘Wir zahlen’, sagt sie.” The Harbour Post, 4 May 2026.",
        ),
        (
            "chicago-notes",
            article("« Nous paierons »", language="fr"),
            "Harbour Post. “‘Nous paierons.’” May 4, 2026.",
        ),
        (
            "apa",
            article("« Nous paierons »", language="fr"),
            "« Nous paierons ». (2026, May 4). The Harbour Post.",
        ),
        (
            "mla",
            article("Minister's plan: 'never again' for the '90s"),
            "“Minister's Plan: ‘Never Again’ for the '90s.” The Harbour Post, 4 May 2026.",
        ),
        (
            "chicago-note",
            article("船已到港。", language="zh-Hans", type="post", authors=(OKORO,)),
            "Ada Okoro, “船已到港,” The Harbour Post post, May 4, 2026.",
        ),
        (
            "apa",
            article(authors=(Name(literal="Port Office"), Name(literal="Tide Board"))),
            "Port Office & Tide Board. (2026, May 4). Data rules to apply. The Harbour Post.",
        ),
        (
            "apa",
            Item(title="Accreditation", retrieved="2026-05-20", url="u", archived_at="a"),
            "Accreditation. (n.d.). a",
        ),
        (
            "apa",
            article(type="report", translators=(OKORO,), number="12"),
            "The Harbour Post. (2026, May 4). Data rules to apply (A. Okoro, Trans.; No. 12).",
        ),
        (
            "chicago-notes",
            article(translators=(OKORO,), authors=(person("王", "一"), OKORO), language="zh"),
            (
                "王一 and Ada Okoro. “Data rules to apply.” Translated by Ada Okoro. Harbour "
                "Post, May 4, 2026."
            ),
        ),
        (
            "chicago-note",
            article(type="report", translators=(OKORO,), locator="12-13"),
            (
                "The Harbour Post, Data Rules to Apply, trans. Ada Okoro (The Harbour Post, May "
                "4, 2026), 12–13."
            ),
        ),
        (
            "chicago-notes",
            article(type="speech", speech_by=(OKORO,)),
            "Okoro, Ada. “Data Rules to Apply.” Speech. Transcript. The Harbour Post, May 4, 2026.",
        ),
        (
            "mla",
            article(
                type="report", translators=(OKORO,), archive="archive.example", archived_at="a"
            ),
            (
                "Data Rules to Apply. Translated by Ada Okoro, The Harbour Post, 4 May 2026. "
                "archive.example, a."
            ),
        ),
        (
            "mla",
            article(type="speech", speech_by=(OKORO,), event_date="2026-05-01"),
            (
                "Okoro, Ada. “Data Rules to Apply.” 1 May 2026. The Harbour Post, 4 May 2026. "
                "Transcript."
            ),
        ),
        (
            "gbt-numeric",
            article(type="report", authors=(OKORO,), translators=FOUR),
            (
                "OKORO A. Data rules to apply[R]. 林三, 王三, 李三, 等, 译. [S.l.]: The Harbour "
                "Post, 2026 (2026-05-04)"
            ),
        ),
        (
            "gbt-numeric",
            article(type="broadcast", url="u"),
            "Data rules to apply[EB/OL]. The Harbour Post, 2026 (2026-05-04). u",
        ),
        (
            "gbt-numeric",
            article(type="post", authors=(Name(handle="@port"),), url="u"),
            "@port. Data rules to apply[EB/OL]. (2026-05-04). u",
        ),
        (  # 14.265: a broadcast begins with its programme, in a note as in a bibliography
            "chicago-note",
            article(type="broadcast", programme="Evening Round", publisher="Example Television"),
            "Evening Round, “Data Rules to Apply,” aired May 4, 2026, on Example Television.",
        ),
        (
            "chicago-notes",
            article(type="broadcast", programme="Evening Round", authors=(OKORO,), medium="audio"),
            (
                "Okoro, Ada. “Data Rules to Apply.” Evening Round. Aired May 4, 2026, on The "
                "Harbour Post."
            ),
        ),
        (  # 8.4.1.3, 8.4.2.2: printed, and nobody knows where or by whom
            "gbt-numeric",
            article(type="report", authors=(OKORO,), publisher=""),
            "OKORO A. Data rules to apply[R]. [S.l.]: [s.n.], 2026 (2026-05-04)",
        ),
        (  # 5.90: pages that do not follow each other
            "mla",
            article(authors=(OKORO,), page="A1, A4"),
            "Okoro, Ada. “Data Rules to Apply.” The Harbour Post, 4 May 2026, pp. A1+.",
        ),
        (  # 6.17: the summit's name without its year
            "apa",
            article("Rules of the Reef Forum", proper_names=("Reef Forum 2026",)),
            "Rules of the Reef Forum. (2026, May 4). The Harbour Post.",
        ),
        (  # 10.1, example 16: a newspaper on paper
            "apa",
            article(authors=(OKORO,), page="A1, A4-A5"),
            "Okoro, A. (2026, May 4). Data rules to apply. The Harbour Post, A1, A4–A5.",
        ),
        (  # 9.8: a particle behind the given names is no initial
            "apa",
            article(authors=(person("Cruz", "Juan de la"),)),
            "Cruz, J. de la. (2026, May 4). Data rules to apply. The Harbour Post.",
        ),
        (  # 9.22: what stands for a title says what the source is
            "apa",
            article("[Photograph of the quay]", type="post", authors=(OKORO,)),
            "Okoro, A. (2026, May 4). [Photograph of the quay]. The Harbour Post.",
        ),
        (  # 6.17: capitals of the newspaper are not those of the title
            "apa",
            article("PORTS AGREE ON AI RULES OVER HONG KONG’S HEAD", authors=(OKORO,)),
            (
                "Okoro, A. (2026, May 4). Ports agree on AI rules over Hong Kong’s head. The "
                "Harbour Post."
            ),
        ),
        (  # 8.159, but nobody knows whether US is a word here
            "chicago-notes",
            article("US AND PORTS AGREE", authors=(OKORO,)),
            "Okoro, Ada. “US AND PORTS AGREE.” Harbour Post, May 4, 2026.",
        ),
        (  # 14.220, 8.190: a figure alone is a number
            "chicago-notes",
            article(type="report", authors=(OKORO,), number="47"),
            "Okoro, Ada. Data Rules to Apply. No. 47. The Harbour Post, May 4, 2026.",
        ),
        (
            "chicago-note",
            article(type="report", authors=(OKORO,), number="47", locator="3"),
            "Ada Okoro, Data Rules to Apply, no. 47 (The Harbour Post, May 4, 2026), 3.",
        ),
        (
            "chicago-notes",
            article(type="release", number="No. 25/112"),
            ("The Harbour Post. “Data Rules to Apply.” Press release, No. 25/112, May 4, 2026."),
        ),
        (  # 14.211, 14.191: an interview on a page of a newspaper
            "chicago-note",
            article(type="interview", speech_by=(OKORO,), page="7"),
            "Ada Okoro, “Data Rules to Apply,” Harbour Post, May 4, 2026, 7.",
        ),
        (  # 8.15, 16.76: Chinese names keep their order, without a comma
            "chicago-notes",
            article(authors=(person("Chen", "Liwei", family_first=True), OKORO)),
            "Chen Liwei and Ada Okoro. “Data Rules to Apply.” Harbour Post, May 4, 2026.",
        ),
        (  # 6.9 is about English marks
            "chicago-notes",
            article("「示例」", language="zh-Hant", authors=(person("陳", "小文"),)),
            "陳小文. “「示例」.” Harbour Post, May 4, 2026.",
        ),
        (  # 5.13: the same in MLA; pages that do not follow each other have a plus and are several
            "mla",
            article(authors=(person("Chen", "Liwei", family_first=True),), page="B2+"),
            "Chen Liwei. “Data Rules to Apply.” The Harbour Post, 4 May 2026, pp. B2+.",
        ),
        (  # 5.51: the number of a work, with a capital behind a full stop
            "mla",
            article(type="report", authors=(OKORO,), number="47"),
            "Okoro, Ada. Data Rules to Apply. No. 47, The Harbour Post, 4 May 2026.",
        ),
        (  # 8.1.1: LI Jiangning, as the standard prints a name in pinyin
            "gbt-numeric",
            article(authors=(person("Li", "Jiangning"), person("Lee", "Ann"))),
            "LI Jiangning, LEE A. Data rules to apply[N]. The Harbour Post, 2026-05-04",
        ),
        (  # 8.1.1: names are those of the source, not of the record's main language
            "gbt-numeric",
            article(
                "示例。",
                type="speech",
                url="u",
                language="zh-Hans",
                speech_by=(person("Chen", "Liwei", variants={"zh-Hans": "陈立伟"}),),
            ),
            "陈立伟. 示例[EB/OL]. The Harbour Post, 2026 (2026-05-04). u",
        ),
        (  # 8.1.1: an English source prints no Han
            "gbt-numeric",
            article(authors=(person("王", "一鸣", variants={"zh-Latn": "Wang Yiming"}), OKORO)),
            "WANG Yiming, OKORO A. Data rules to apply[N]. The Harbour Post, 2026-05-04",
        ),
        (  # 4.6.2: the page comes before the day in brackets
            "gbt-numeric",
            article(type="report", authors=(OKORO,), locator="12-15", url="u"),
            "OKORO A. Data rules to apply[R/OL]. The Harbour Post, 2026: 12-15 (2026-05-04). u",
        ),
        (  # 8.4.3: no year, and no letter that would stand behind it
            "gbt-author-date",
            Item(type="page", title="Quays", publisher="Port Office", language="en", url="u"),
            "Port Office. Quays[EB/OL]. u",
        ),
    ],
)
def test_rules_that_the_sources_of_the_file_do_not_meet(style, item, line):
    assert STYLES[style].line(item, "") == line


def test_twenty_two_authors_are_nineteen_and_the_last():
    authors = tuple(person(f"Name{chr(97 + at)}", "Ada") for at in range(22))
    line = STYLES["apa"].line(article(authors=authors), "")
    assert "Names, A., . . . Namev, A. (2026, May 4)." in line


LISTED = [
    article("The second talk", authors=(OKORO,), issued="2026-05-04"),
    article("A first talk", authors=(OKORO,), issued="2026-03-01"),
    article("Unsigned", publisher="Example Times"),
    article("Older", authors=(person("Ahmadi", "Farid"),), issued="2025"),
]


def test_works_of_one_author_and_year_have_letters_in_the_order_of_their_days():
    lines = bibliography(STYLES["apa"], LISTED)
    assert [line.partition(").")[0] for line in lines] == [
        "Ahmadi, F. (2025",
        "Okoro, A. (2026a, March 1",
        "Okoro, A. (2026b, May 4",
        "Unsigned. (2026, May 4",
    ]


def test_a_speech_has_its_letter_by_the_day_on_which_it_was_given():
    talk = {"type": "speech", "speech_by": (OKORO,)}
    late = article("Printed first", issued="2026-05-02", event_date="2026-05-01", **talk)
    early = article("Printed last", issued="2026-05-09", event_date="2026-04-30", **talk)
    lines = bibliography(STYLES["apa"], [late, early])
    assert [line.partition(")")[0] for line in lines] == [
        "Okoro, A. (2026a, April 30",
        "Okoro, A. (2026b, May 1",
    ]


def test_a_dash_stands_for_an_author_who_is_repeated_only_if_asked_for():
    lines = bibliography(STYLES["mla"], LISTED, repeat_authors=False)
    beginnings = [line.partition("“")[0] for line in lines]
    assert beginnings == [
        "Ahmadi, Farid. ",
        "Okoro, Ada. ",
        "---. ",
        "",
    ]
    assert "---" not in "".join(bibliography(STYLES["mla"], LISTED))


def test_the_numeric_system_numbers_in_the_order_given():
    lines = bibliography(STYLES["gbt-numeric"], LISTED)
    assert [line[:12] for line in lines] == [
        "[1] OKORO A.",
        "[2] OKORO A.",
        "[3] Unsigned",
        "[4] AHMADI F",
    ]


def test_what_a_list_is_sorted_by_may_be_given():
    han = [article(name, language="zh", authors=(Name(literal=name),)) for name in "王李"]
    readings = {"王": "wang", "李": "li"}
    lines = bibliography(
        STYLES["gbt-author-date"], han, collate=lambda text: readings.get(text, text)
    )
    assert [line[0] for line in lines] == ["李", "王"]


def test_pages_of_one_office_without_a_day_are_told_apart_by_letters():
    pages = [Item(title=title, publisher="Port Office", language="en") for title in ("B", "A")]
    apa = bibliography(STYLES["apa"], pages)
    chicago = bibliography(STYLES["chicago"], pages)
    assert apa == ["Port Office. (n.d.-a). A.", "Port Office. (n.d.-b). B."]
    assert chicago == ["Port Office. n.d.-a. “A.”", "Port Office. n.d.-b. “B.”"]
