"""Whatever is typed in the search box has a reading."""

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from summit_tui.archive.analysis.normalize import normalize
from summit_tui.archive.query import parse, unfinished
from summit_tui.archive.query.parser import MAX_DEPTH, MAX_TERMS, MAX_WORDS
from summit_tui.archive.query.terms import terms
from summit_tui.archive.query.tokenizer import CHINESE_FIELDS
from summit_tui.archive.query.tree import FIELDS, And, Facet, Members, Not, Or, Query, Term
from summit_tui.model.text import one_line

SIGNS = ["(", ")", "-", '"', '-"', "“", "：", " ", "*", "..", ">="]
TOKENS = [*SIGNS, "OR", "AND", "a", "庄", "2025", "http://"]
TYPED = st.lists(
    st.sampled_from(TOKENS + [f"{name}:" for name in FIELDS]) | st.text(max_size=3), max_size=25
).map("".join)


def t(words, field=None, *, prefix=False):
    return Term(tuple(normalize(words).split()), prefix, field)


A, B, C, D = t("a"), t("b"), t("c"), t("d")


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("", And()),
        (" \n　", And()),
        ("a", A),
        ("a b", And((A, B))),
        ("a AND b", And((A, B))),
        ("a OR b", Or((A, B))),
        ("a or b and", And((A, t("or"), B, t("and")))),
        ("a b OR c d", Or((And((A, B)), And((C, D))))),
        ("a (b OR c) d", And((A, Or((B, C)), D))),
        ("a (b c) d", And((A, B, C, D))),
        ("a OR (b OR c)", Or((A, B, C))),
        ("((((a))))", A),
        ("(a)(b)", And((A, B))),
        ("-a", And((Not(A),))),
        ("－a", And((Not(A),))),
        ("--a", And((Not(A),))),
        ("a -b", And((A, Not(B)))),
        ("a OR -b", Or((A, Not(B)))),
        ("a -(b c)", And((A, Not(And((B, C)))))),
        ('a -"b c"', And((A, Not(t("b c"))))),
        ("a-b", t("a b")),
        ('"a"-b', And((A, B))),
        ('"a b"', t("a b")),
        ("“a b” 「c d」", And((t("a b"), t("c d")))),
        ("（a OR b） c", And((Or((A, B)), C))),
        ("I&T don't 莊榮文", And((t("i t"), t("don t"), t("庄 荣 文")))),
        ("AI发展", t("ai 发 展")),
        ("deep*", t("deep", prefix=True)),
        ("deep＊", t("deep", prefix=True)),
        ("open-sou*", t("open sou", prefix=True)),
        ("莊*", t("庄")),
        ('"deep*"', t("deep")),
        ("=kind=quotes", t("kind quotes")),
        ("http://x.org/a 10:30", And((t("http x org a"), t("10 30")))),
        ("任贤良：开放", t("任贤良开放")),
        ("speaker:ren-xianliang", t("ren xianliang", "speaker")),
        ("Speaker：任贤良", t("任贤良", "speaker")),
        ('speaker:"Ren X" a', And((t("ren x", "speaker"), A))),
        ("-speaker:a", And((Not(t("a", "speaker")),))),
        ("speaker:(a OR b) c", And((Or((t("a", "speaker"), t("b", "speaker"))), C))),
        (
            "speaker:(a topic:b -c)",
            And((t("a", "speaker"), t("b", "topic"), Not(t("c", "speaker")))),
        ),
        ("-speaker:(a b)", And((Not(And((t("a", "speaker"), t("b", "speaker")))),))),
        ("speaker:OR", t("or", "speaker")),
        ("topic:ope*", t("ope", "topic", prefix=True)),
        ("kind:quotes", Facet("kind", "quotes")),
        ("kind:Quote", Facet("kind", "quotes")),
        ("kind:event", Facet("kind", "event")),
        ("kind:sp*", Facet("kind", "speakers")),
        ("kind:(quote OR source)", Or((Facet("kind", "quotes"), Facet("kind", "sources")))),
        ("mode:direct", Facet("mode", "direct")),
        ("mode:pa*", Or((Facet("mode", "partial"), Facet("mode", "paraphrase")))),
        ("language:zh-Hant", Facet("language", "zh-hant")),
        ("language:zh_Hant-HK", Facet("language", "zh-hant-hk")),
        *(
            (odd, A)
            for odd in ("- a", "OR a", "a OR", "a OR ()", "() a", "a )", "!? a", "a AND", "* a")
        ),
        *((odd, And()) for odd in ("", " ", "OR", "OR OR", "(OR)")),
    ],
)
@pytest.mark.parametrize("typing", [False, True])
def test_a_text_has_its_tree_while_typed_and_afterwards(text, node, typing):
    # What follows is a finished word, so that nothing is being typed any more.
    query = parse(f"{text} " if typing else text, typing=typing)
    assert (query.node, query.complaint) == (node, None)


@pytest.mark.parametrize("text", ["🚀", "!", "*", "🚀 !?", '"🚀"', "(🚀)", "-★", "“…”"])
@pytest.mark.parametrize("typing", [False, True])
def test_a_query_without_a_letter_or_digit_finds_nothing_and_says_so(text, typing):
    query = parse(text, typing=typing)
    assert query.node == Or()
    assert query.complaint == "Signs are not searched: a query needs a letter or a digit"


@pytest.mark.parametrize("text", ["-", "--", "()", "-()", '"', '""', '-"', ")(" * 3 + ")" * 3])
def test_signs_of_the_query_language_alone_find_everything_only_while_a_word_may_follow(text):
    assert parse(text, typing=True).node == And()
    assert parse(text).node == Or()


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("deep see", And((t("deep"), t("see", prefix=True)))),
        ("deep see ", And((t("deep"), t("see")))),
        ('a "b c"', And((A, t("b c")))),
        ("(a OR b)", Or((A, B))),
        ("(a OR b", Or((A, t("b", prefix=True)))),
        ("-a", And((Not(t("a", prefix=True)),))),
        ("莊", t("庄")),
        ("莊榮", t("庄荣")),
        ("AI", t("ai", prefix=True)),
        ("speaker:va", t("va", "speaker", prefix=True)),
        ("speaker:(a OR va", Or((t("a", "speaker"), t("va", "speaker", prefix=True)))),
        *(
            (begun, And())
            for begun in ("speaker:", "spekaer:", "kind:", "mode:", "date:", "-", "http:")
        ),
        ("http:/", t("http", prefix=True)),
        ("a speaker: ", A),
        ("speaker:(", And()),
        ("kind:quot", Facet("kind", "quotes")),
        (
            "kind:s",
            Or(tuple(Facet("kind", kind) for kind in ("sessions", "speakers", "sources"))),
        ),
        ("mode:p", Or((Facet("mode", "partial"), Facet("mode", "paraphrase")))),
        ("language:z", And()),
        ("language:zh", Facet("language", "zh")),
        *((f"language:{tag}", Facet("language", "zh")) for tag in ("zh-", "zh-h", "zh-han")),
        ("language:zh-hant", Facet("language", "zh-hant")),
        ("language:zh-hant-", Facet("language", "zh-hant")),
    ],
)
def test_what_is_being_typed_is_taken_for_what_it_may_become(text, node):
    query = parse(text, typing=True)
    assert (query.node, query.complaint) == (node, None)


def test_parentheses_deeper_than_the_store_can_take_are_a_complaint():
    assert parse("(" * MAX_DEPTH + "a" + ")" * MAX_DEPTH) == Query(
        A, "(" * MAX_DEPTH + "a" + ")" * MAX_DEPTH
    )
    query = parse("(" * 100 + "a OR b" + ")" * 100 + " c")
    assert query.node == And((Or((A, B)), C))
    assert query.complaint == "Parentheses can be nested 12 deep, not deeper"


def test_only_the_first_terms_of_a_long_query_count():
    query = parse(" ".join(f"a{number}" for number in range(MAX_TERMS + 1)))
    assert terms(query.node) == tuple(t(f"a{number}") for number in range(MAX_TERMS))
    assert "first 64" in query.complaint


def test_only_the_first_words_of_a_long_phrase_count():
    query = parse("庄" * (MAX_WORDS + 1), typing=True)
    assert query.node == t("庄" * MAX_WORDS)
    assert "first 64" in query.complaint


@pytest.mark.slow
@pytest.mark.parametrize(
    "repeated",
    [
        "(",
        ")",
        "-",
        '"',
        "a ",
        "a:",
        "speaker:",
        "speaker:(",
        "(-",
        "OR ",
        " ",
        "- ",
        "庄",
        "a-",
        "()",
        "x:y ",
    ],
)
@pytest.mark.parametrize("typing", [False, True])
def test_a_long_text_is_read(repeated, typing):
    text = repeated * (20_000 // len(repeated))
    assert parse(text, typing=typing).text == text
    assert unfinished(text)[0] <= len(text)


@pytest.mark.slow
def test_a_text_ten_times_as_long_takes_about_ten_times_as_long():
    def seconds(length):
        times = []
        for _ in range(3):
            start = time.thread_time()
            parse("a " * length, typing=True)
            times.append(time.thread_time() - start)
        return min(times)

    assert seconds(10_000) < 30 * seconds(1_000)


@settings(max_examples=400)
@given(TYPED | st.text(), st.booleans())
@example("\ud800:", False)
@example('date:"\x00..', True)
@example("group:OR\x08", False)
@example("group:\x08asean", False)
def test_every_text_has_a_reading(text, typing):
    query = parse(text, typing=typing)
    assert query.text == text
    assert query.complaint is None or query.complaint == one_line(query.complaint)
    for term in terms(query.node):
        assert term.tokens
        assert " ".join(term.tokens) == normalize(" ".join(term.tokens))
        assert term.field is None or term.field in FIELDS


def holds_no_needless_level(node):
    match node:
        case And(parts) | Or(parts):
            flat = not any(type(part) is type(node) for part in parts)
            return len(parts) > 1 and flat and all(map(holds_no_needless_level, parts))
        case Not(part):
            return holds_no_needless_level(part)
        case _:
            return True


@settings(max_examples=300)
@given(TYPED)
def test_a_tree_is_as_flat_as_it_can_be(text):
    node = parse(text).node
    match node:
        case And(()) | Or(()):
            return
        case And((Not(part),)):
            node = part
    assert holds_no_needless_level(node)


def test_terms_come_in_order_and_without_what_must_not_match():
    node = parse('a (b OR speaker:c) -d -(e f) mode:direct date:2025 "g h"').node
    assert terms(node) == (A, B, t("c", "speaker"), t("g h"))


@pytest.mark.parametrize(
    ("chinese", "plain"),
    [
        ("mode:直接", "mode:direct"),
        ("mode:間接引語", "mode:paraphrase"),
        ("kind:言论", "kind:quotes"),
        ("kind:發言者", "kind:speakers"),
        ("publication:新聞稿", 'publication:"press release"'),
        ("region:東南亞", 'region:"South-eastern Asia"'),
        ("发言者:lee", "speaker:lee"),
        ("講者：(lee OR wang)", "speaker:(lee OR wang)"),
        ('来源："news"', 'source:"news"'),
        ("-類別:直接", "-mode:direct"),
        ("来源类别:新闻稿", 'publication:"press release"'),
        ("日期:2025年4月", "date:2025-04"),
    ],
)
def test_fields_and_values_have_chinese_names_in_both_scripts(chinese, plain):
    assert parse(chinese).node == parse(plain).node


def test_chinese_of_a_region_is_found_in_either_script():
    tags = ("zh-hk", "zh-hant-hk", "zh-hans-hk")
    assert parse("language:zh-HK").node == Or(tuple(Facet("language", tag) for tag in tags))
    assert parse("language:zh-Hant").node == Facet("language", "zh-hant")
    assert parse("language:en-GB").node == Facet("language", "en-gb")


def test_a_word_before_a_colon_that_is_no_field_stays_a_word():
    assert parse("李家超：香港").node == parse("李家超香港").node


@pytest.mark.parametrize("field", sorted(set(CHINESE_FIELDS.values())))
def test_every_chinese_name_of_a_field_is_that_of_a_field(field):
    assert field in FIELDS


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("老挝", "la"),
        ("老撾", "la"),
        ("寮國", "la"),
        ("澳門", "mo"),
        ("香港特区", "hk"),
        ("南韓", "kr"),
    ],
)
def test_a_country_is_found_by_its_chinese_names(name, code):
    assert parse(f"country:{name}").node.parts[1] == Members((code,))


def test_a_country_that_is_still_typed_is_any_that_it_may_become():
    countries = parse("country:马", typing=True).node.parts[1].countries
    assert {"my", "mv", "ml"} <= set(countries)
    assert "mm" not in countries
    assert isinstance(parse("country:马").node, Term)
