"""Whoever wrote or typed it which way: a record is found and lit by every way of writing a word."""

import pytest
from archive_scan import Scan

from summit_tui.archive import Search, Sort, iterate_hits, usual_order
from summit_tui.archive.analysis.number import singular_and_plural
from summit_tui.archive.analysis.spelling import may_be_one
from summit_tui.archive.query import parse
from summit_tui.archive.query.terms import highlight, terms

SAME = {
    "initials": ["US", "U.S.", "u.s", "Ｕ．Ｓ．"],
    "initials with spaces": ["JD Vance", "J.D. Vance", "J. D. Vance", "J.D.Vance"],
    "initials of Cyrillic": ["США", "С.Ш.А."],
    "a formula": ["CO2", "CO₂", "CO 2", "CO-2"],
    "a long formula": ["H2O", "H₂O"],
    "two words": ["cyber-security", "cyber security", "cybersecurity", "Cyber\u00adsecurity"],
    "a letter and a word": ["e-mail", "e mail", "email"],
    "a start": ["start-up", "start up", "startup"],
    "a word and a figure": ["COP28", "COP 28", "COP-28", "cop\u00a028"],
    "a letter and a figure": ["G20", "G-20", "G 20"],
    "a figure and a letter": ["5G", "5-G", "5 g"],
    "a figure between letters": ["GPT-4o", "GPT4o", "GPT 4o"],
    "a figure with a point": ["RCP8.5", "RCP 8.5", "RCP-8.5"],
    "a figure in groups with a point": ["1000.50", "1,000.50", "1 000.50"],
    "thousands": ["1,000", "1 000", "1000", "1\u202f000", "1'000", "1’000", "1.000", "١٬٠٠٠"],
    "millions": ["1,000,000", "1 000 000", "1000000", "10,00,000"],
    "lakhs": ["1,00,000", "100,000", "100000"],
    "forms of Hong Kong": ["衞生局", "衛生局", "卫生局"],
    "forms of Taiwan": ["敍述", "敘述", "叙述"],
    "forms of Japan": ["戦略", "戰略", "战略"],
    "older forms": ["謹愼", "謹慎", "谨慎"],
    "forms of one character": ["説明", "說明", "说明"],
    "forms beyond simplification": ["著作", "着作"],
    "regions": ["數碼經濟", "数字经济", "數位經濟"],
    "regions of several words": ["資訊科技", "信息技术"],
    "countries": ["新西兰", "紐西蘭", "新西蘭"],
    "a country of two characters": ["老挝", "老撾", "寮國"],
    "the Internet": ["網際網路", "互联网"],
    "Korean words": ["인공 지능", "인공지능", "인공-지능"],
    "a Korean word behind an acronym": ["AI는", "AI 는"],
    "kaf and yeh": ["كتابي", "کتابی", "كتابى"],
    "alef": ["أحمد", "احمد", "ٱحمد"],
    "taa marbuta": ["القمة", "القمه", "القِمّة", "القـمة"],
    "a joiner that cannot be seen": ["می\u200cخواهم", "میخواهم", "می خواهم", "مي\u200cخواهم"],
}
"""Ways to write one thing, by what differs."""

APART = [
    ("of ten", "often"),
    ("may be", "maybe"),
    ("in form", "inform"),
    ("word²", "wordiness"),
    ("China's pace", "space"),
    ("leader's", "leaders"),
    ("2 025", "20 25"),
    ("10 000", "1 0000"),
    ("1,50", "150"),
    ("www.u.s.example", "us"),
    ("文件", "檔案"),
    ("statement", "statements"),
    ("موسى", "موسا"),
]
"""What looks alike and is something else, or is the same only where the reader asks."""


@pytest.fixture
def holding(coverage, opened, quote):
    """Return a function that opens an archive of texts, and a scan of the same."""

    def hold(*texts):
        quotes = [quote(f"q{number}", text=text) for number, text in enumerate(texts)]
        event = {"id": "e", "name": "Forum"}
        empty = {kind: [] for kind in ("sessions", "speakers", "delegations", "sources")}
        return (
            opened(coverage({"event": event, "quotes": quotes})),
            Scan([{"event": event, "quotes": quotes, "readings": [], **empty}]),
        )

    return hold


def hit_ids(archives, text, *, typing=False):
    """Return the ids of the statements that a query finds, the same by the scan."""
    archive, scan = archives
    node = parse(text, typing=typing).node
    hits = {hit.address.id for hit in iterate_hits(archive, Search(node, "quotes"))}
    assert hits == {id for _, _, id in scan.search(node, "quotes", Sort.DEFAULT)}, text
    return hits


def lit(text, query):
    return [text[start:end] for start, end in highlight(text, terms(parse(query).node))]


@pytest.mark.parametrize("ways", SAME.values(), ids=SAME)
def test_each_way_to_write_it_finds_every_other(holding, ways):
    archives = holding(*(f"Before {way} behind" for way in ways), "Something else")
    every = {f"q{number}" for number in range(len(ways))}
    for way in ways:
        assert hit_ids(archives, way) == every, way
        assert hit_ids(archives, way, typing=True) >= every, way
        assert hit_ids(archives, f'"{way}"') == every, way
        assert hit_ids(archives, f'"before {way} behind"') == every, way
        assert hit_ids(archives, f'-"{way}"') == {f"q{len(ways)}"}, way


@pytest.mark.parametrize("ways", SAME.values(), ids=SAME)
def test_what_was_found_is_lit_as_it_is_written(ways):
    for written in ways:
        for typed in ways:
            text = f"before {written}, behind"
            spans = highlight(text, terms(parse(f'"{typed}"').node))
            assert [text[a:b].rstrip(".．") for a, b in spans] == [written.rstrip(".．")]
            assert lit(text, typed), (written, typed)


@pytest.mark.parametrize(("form", "other"), APART)
def test_what_looks_alike_and_is_something_else_stays_apart(holding, form, other):
    archives = holding(f"before {form} behind", f"before {other} behind")
    assert hit_ids(archives, f'"{form}"') == {"q0"}
    assert hit_ids(archives, f'"{other}"') == {"q1"}


def test_a_word_alone_is_still_found_in_a_compound_and_a_figure_in_a_number(holding):
    archives = holding("cyber-security at COP 28", "J. D. Vance", "H₂O")
    for query in ("cyber", "security", "cop", "28", '"security at cop28"'):
        assert hit_ids(archives, query) == {"q0"}, query
    assert hit_ids(archives, "Vance") == {"q1"}


def test_a_korean_word_is_found_with_its_particles_from_two_syllables_on(holding):
    archives = holding("정상회의에서 경제를 논의했다", "정상이 회의", "경찰")
    assert hit_ids(archives, "정상회의") == {"q0"}
    assert hit_ids(archives, "정상회의 경제") == {"q0"}
    assert hit_ids(archives, '"정상회의에서 경제"') == {"q0"}
    assert hit_ids(archives, "정상") == {"q0", "q1"}
    assert hit_ids(archives, "경") == set()
    assert lit("정상회의에서", "정상회의") == ["정상회의"]


def test_an_acronym_and_a_figure_are_found_with_their_particles(holding):
    archives = holding("AI는 G20에서", "제3차 회의", "2025년에")
    for query in ("AI", "G20", "G-20", '"ai는 g20"', "AI는"):
        assert hit_ids(archives, query) == {"q0"}, query
    assert hit_ids(archives, "제3차") == hit_ids(archives, "제 3차") == {"q1"}
    assert hit_ids(archives, "2025년") == {"q2"}
    assert lit("AI는 G20에서", "AI G20") == ["AI", "G20"]


def test_words_apart_meet_the_words_of_a_phrase_in_one_word(holding):
    archives = holding("cybersecurity law of China", "cyber and security law", "web3.0")
    assert hit_ids(archives, 'cyber "security law"') == {"q0", "q1"}
    assert hit_ids(archives, 'cyber "security law of"') == {"q0"}
    assert hit_ids(archives, "web 3.0") == {"q2"}


@pytest.mark.parametrize("mark", ["、", "，", "；", ", ", "､", "،", ",", ";"])
def test_names_in_a_list_are_asked_for_one_by_one(holding, mark):
    archives = holding("李家超晤庄荣文", "莊榮文见李家超", "李家超", "Lee met Zhuang", "Lee")
    assert hit_ids(archives, f"李家超{mark}庄荣文") == {"q0", "q1"}
    assert hit_ids(archives, f"Zhuang{mark}Lee") == {"q3"}


@pytest.mark.parametrize(
    ("singular", "plural"),
    [
        ("statement", "statements"),
        ("policy", "policies"),
        ("key", "keys"),
        ("process", "processes"),
        ("woman", "women"),
        ("spokesperson", "spokespeople"),
        ("chairman", "chairmen"),
        ("crisis", "crises"),
        ("criterion", "criteria"),
        ("status", "statuses"),
        ("gas", "gases"),
        ("lens", "lenses"),
        ("person", "persons"),
        ("index", "indexes"),
        ("forum", "fora"),
        ("policy-maker", "policymakers"),
        ("tax", "taxes"),
    ],
)
def test_both_numbers_of_a_word_are_found_where_the_reader_asks(holding, singular, plural):
    archives = holding(f"one {singular}", f"two {plural}", "neither")
    for word in (singular, plural):
        assert hit_ids(archives, f"~{word}") == {"q0", "q1"}
        assert hit_ids(archives, f"～{word}") == {"q0", "q1"}
        assert hit_ids(archives, f"-~{word}") == {"q2"}
        assert len(hit_ids(archives, word)) == 1
        assert lit(f"two {plural}", f"~{word}") == [plural]


def test_both_numbers_of_a_phrase_are_those_of_its_last_word(holding):
    archives = holding("a data centre here", "two data centres here", "data from a centre")
    for query in ('~"data centre"', '~"data centres"', '"~data centre"'):
        assert hit_ids(archives, query) == {"q0", "q1"}, query
    assert lit("two data centres here", '~"data centre"') == ["data centres"]


@pytest.mark.parametrize("word", ["news", "series", "politics", "species"])
def test_a_word_that_ends_as_a_plural_and_is_none_keeps_its_letters(word):
    assert word.removesuffix("s") not in singular_and_plural(word)


def test_who_is_asked_for_stands_before_who_shares_a_name_or_is_spoken_of(coverage, opened):
    people = [
        {"id": "a", "name": "Ann Lee", "kind": "person", "summary": "Met Zhuang Rongwen"},
        {"id": "b", "name": "Zhuang Yi", "kind": "person", "summary": "Works for Rongwen"},
        {"id": "c", "name": "庄荣文", "kind": "person"},
    ]
    archive = opened(coverage({"event": {"id": "e", "name": "Forum"}, "speakers": people}))
    for query in ("zhuang rongwen", "rongwen zhuang", "庄荣文"):
        node = parse(query, typing=True).node
        assert usual_order(node) is Sort.RELEVANCE
        hits = archive.search(Search(node, "speakers", usual_order(node))).hits
        assert hits[0].address.id == "c", query
    assert usual_order(parse("mode:direct date:2025").node) is Sort.DEFAULT


@pytest.mark.parametrize(
    ("parts", "whether"),
    [
        (["cyber", "security"], True),
        (["e", "mail"], True),
        (["a", "part"], False),
        (["to", "day"], False),
        (["g", "20"], True),
        (["in", "2025"], False),
        (["in", "4o"], False),
        (["gpt", "4o"], True),
        (["gpt4", "o"], True),
        (["gpt4", "2"], False),
        (["1", "000", "000"], True),
        (["1", "00", "000"], True),
        (["12", "34"], False),
        (["1000", "000"], False),
        (["u", "s"], False),
        (["国", "家"], False),
        (["one"], False),
        (["state", "of", "art"], False),
    ],
)
def test_which_words_may_be_one(parts, whether):
    assert may_be_one(parts) is whether
