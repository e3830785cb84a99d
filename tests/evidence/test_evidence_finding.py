"""The rules of finding, each with the cases that are hard for it."""

import pytest

from summit_tui.evidence.locate import MOST, NO_TEXT, Passage, SourceText, Status
from summit_tui.model.fields import Excerpt


def passage_or_status(text, exact, **context):
    """Return the words of the passage that was found, or the status if none was."""
    evidence = SourceText(text).find(Excerpt(exact=exact, **context))
    if evidence.status is not Status.FOUND:
        return evidence.status
    (passage,) = evidence.passages
    return text[passage.start : passage.end]


FOLDED = {
    "white space runs": ("an  open\t \u00a0 source", "an open source"),
    "a line end": ("benefits the\nentire community", "benefits the entire community"),
    "a line end of Windows": ("benefits the\r\nentire community", "benefits the entire community"),
    "a line separator": ("benefits the\u2028entire community", "benefits the entire community"),
    "a no-break space": ("John\u00a0Lee said", "John Lee said"),
    "a line broken in Chinese": ("构建网络\n空间命运共同体", "构建网络空间命运共同体"),
    "a line broken in Chinese and indented": ("构建\r\n\u3000\u3000网络", "构建网络"),
    "a line broken before Latin": ("推动\nAI 技术", "推动AI技术"),
    "a line broken after a full-width comma": ("合作，\n2025年", "合作，2025年"),
    "a line broken after Chinese quotation": ("「AI」\n已成", "「AI」已成"),
    "a line broken in kana": ("インター\nネット", "インターネット"),
    "a space in Chinese for its line end": ("网络空间命运", "网络 空间命运"),
    "spaces around Latin in Chinese": ("在2025年用AI技术", "在 2025 年用 AI 技术"),
    "a soft hyphen": ("inter\u00adnational law", "international law"),
    "a soft hyphen at a line end": ("inter\u00ad\nnational law", "international law"),
    "a zero-width space": ("cyber\u200bspace", "cyberspace"),
    "a byte order mark inside": ("open\ufeff source", "open source"),
    "a variation selector": ("葛\U000e0100西", "葛西"),
    "bidirectional marks": ("the \u200ework\u200f of", "the work of"),
    "curly quotes": ("a “shared future” for all", 'a "shared future" for all'),
    "a curly apostrophe": ("Hong Kong’s role", "Hong Kong's role"),
    "a backtick": ("Hong Kong`s role", "Hong Kong's role"),
    "German quotes": ("eine „gemeinsame Zukunft“ für", 'eine "gemeinsame Zukunft" für'),
    "guillemets with spaces": ("un « avenir commun » pour", "un “avenir commun” pour"),
    "guillemets with no-break spaces": ("un «\u00a0avenir\u00a0» pour", "un « avenir » pour"),
    "guillemets reversed": ("eine »Zukunft« für", 'eine "Zukunft" für'),
    "corner brackets": ("做「超級聯繫人」吧", "做“超級聯繫人”吧"),
    "white corner brackets": ("「甲『乙』丙」", "“甲‘乙’丙”"),
    "full-width quotes": ("是＂东方之珠＂的", '是"东方之珠"的'),
    "primes": ("he said ″yes″ to it", 'he said "yes" to it'),
    "an em dash": ("the future—joining hands", "the future - joining hands"),
    "an en dash": ("14–15 April", "14-15 April"),
    "two hyphens": ("the future -- joining", "the future — joining"),
    "a non-breaking hyphen": ("open\u2011source", "open-source"),
    "a minus": ("of \u22125 degrees", "of -5 degrees"),
    "a hyphen at a line end": ("open-\nsource model", "open-source model"),
    "Chinese dashes": ("引领未来——携手构建", "引领未来—携手构建"),
    "a box-drawing dash": ("引领未来──携手", "引领未来——携手"),
    "decomposed accents": ("le de\u0301veloppement", "le développement"),
    "composed accents": ("le développement", "le de\u0301veloppement"),
    "decomposed Hangul": ("\u1112\u1169\u11bc\u110f\u1169\u11bc", "홍콩"),
    "decomposed kana": ("か\u3099いこう", "がいこう"),
    "half-width kana": ("ｲﾝﾀｰﾈｯﾄ ｻﾐｯﾄ が", "インターネットサミットが"),
    "half-width voiced kana": ("ｶﾞｲﾄﾞ", "ガイド"),
    "full-width letters": ("ＡＩ　ａｎｄ　５Ｇ", "AI and 5G"),
    "full-width punctuation": ("合作，发展：创新！", "合作,发展:创新!"),
    "small form variants": ("合作﹐發展", "合作，發展"),
    "a compatibility ideograph": ("\uf9b4導", "領導"),
    "a radical of a PDF": ("⼈工智能", "人工智能"),
    "a ligature": ("the ﬁrst oﬃcial ﬂow", "the first official flow"),
    "an Arabic presentation form": ("\ufeb3\ufefc\ufee1", "سلام"),
    "ellipses of all sorts": ("he said ... that", "he said … that"),
    "Chinese ellipses": ("他说……好", "他说…好"),
    "spaced dots": ("he said . . . that", "he said... that"),
}


@pytest.mark.parametrize(("text", "exact"), FOLDED.values(), ids=FOLDED)
def test_what_is_folded_is_found_and_gives_back_the_original_words(text, exact):
    for source, words in (text, exact), (exact, text):
        passage = passage_or_status(f"x, {source}, y", words)
        assert passage == source


KEPT = {
    "a word inside a longer one": ("to be frank about it", "rank"),
    "a word at the beginning of a longer one": ("the communities met", "communit"),
    "a number inside a longer one": ("300 guests", "30"),
    "a number's end": ("2030 guests", "30 guests"),
    "thousands": ("11,000 guests", "1,000 guests"),
    "a number without its thousands": ("some 1,000 guests", "some 1"),
    "the end of thousands": ("some 1,000 guests", "000 guests"),
    "thousands with a thin space": ("some 30\u202f000 guests", "some 30"),
    "the end of such thousands": ("some 30\u00a0000 guests", "000 guests"),
    "Swiss thousands": ("some 30’000 guests", "some 30"),
    "a decimal": ("grew by 30.5 percent", "grew by 30"),
    "a decimal with a comma": ("um 30,5 Prozent", "um 30"),
    "the end of a decimal": ("grew by 2.5 percent", "5 percent"),
    "a decimal without zero": ("grew by .5 percent", "5 percent"),
    "a time": ("at 14:30 they met", "30 they met"),
    "a minus sign": ("fell to -5 degrees", "5 degrees"),
    "a power": ("10² guests", "10"),
    "a superscript for a digit": ("10² guests", "102 guests"),
    "a fraction": ("1½ hours", "1"),
    "a number in Chinese": ("共300人", "共30"),
    "the end of a number in Chinese": ("共1,000人", "000人"),
    "Latin in Chinese": ("推动AIGC技术", "AI"),
    "letters and digits": ("5G networks", "G networks"),
    "a letter under a mark": ("q\u0304 is", "q"),
    "an accent": ("the café opened", "the cafe"),
    "a negation": ("we can’t accept", "we can"),
    "case": ("Open source", "open source"),
    "case in a later word": ("the Internet", "the internet"),
    "a changed word": ("benefits the entire community", "benefits the whole community"),
    "the order of words": ("open and inclusive", "inclusive and open"),
    "a missing word": ("an open and inclusive space", "an open inclusive space"),
    "an added word": ("an open space", "an open cyber space"),
    "a changed digit": ("from 50 countries", "from 51 countries"),
    "a numeral in words": ("from 5 countries", "from five countries"),
    "an ampersand in words": ("the I&T sector", "the I and T sector"),
    "words joined": ("cyber space", "cyberspace"),
    "two scripts of a word": ("网络空间", "網絡空間"),
    "a Chinese number": ("第三届", "第3届"),
    "a comma left out": ("open, inclusive", "open inclusive"),
    "a hyphen left out": ("co-operation", "cooperation"),
    "single for double quotes": ("the 'AI+' plan", 'the "AI+" plan'),
    "nothing but invisible characters": ("a\u200bb", "\u200b"),
    "more than the text": ("open", "open source"),
}


@pytest.mark.parametrize(("text", "exact"), KEPT.values(), ids=KEPT)
def test_what_is_not_folded_is_missing(text, exact):
    assert passage_or_status(text, exact) == Status.MISSING


WHOLE = {
    "an ampersand": ("the I&T sector", "I&T"),
    "a plus": ("the AI+ plan", "AI+"),
    "a possessive": ("John Lee’s speech", "John Lee"),
    "a possessive in capitals": ("HONG KONG'S ROLE", "HONG KONG"),
    "a French elision": ("de l’intelligence artificielle", "intelligence artificielle"),
    "a word in single quotes": ("he said ‘yes’ to it", "yes"),
    "a word before a dash": ("the future — joining", "future"),
    "a part of a compound": ("an open-source model", "source model"),
    "a footnote": ("the internet² is", "the internet"),
    "a number at a stop": ("in 2025. Then", "in 2025"),
    "a number before a comma": ("in 2025, 300 guests", "in 2025"),
    "a number before another": ("in 2025 300 guests", "in 2025"),
    "a number before a full-width comma": ("在2025，300人", "在2025"),
    "a number in a range": ("14-15 April", "15 April"),
    "a number after a dash": ("guests — 30 of them", "30 of them"),
    "a number with its unit": ("共30人", "30人"),
    "a time": ("at 14:30 they", "at 14:30"),
    "Latin in Chinese": ("推动AI技术", "AI"),
    "Chinese inside Chinese": ("世界互联网大会", "互联"),
    "Thai": ("การประชุมสุดยอด", "ประชุม"),
    "the whole text": ("open", "open"),
    "the first word": ("open source", "open"),
    "the last word": ("open source", "source"),
    "punctuation at the edge": ('he said "AI".', '"AI".'),
}


@pytest.mark.parametrize(("text", "exact"), WHOLE.values(), ids=WHOLE)
def test_whole_words_are_found_whatever_stands_beside_them(text, exact):
    passage = passage_or_status(text, exact)
    assert passage.replace("’", "'").replace("‘", "'") == exact


def test_a_passage_begins_and_ends_on_the_words_themselves():
    text = "  \n\u200b open \u2014 source \n "
    assert passage_or_status(text, " open - source ") == "open — source"
    assert passage_or_status("他说：\n 「开放」 ，", "开放") == "开放"
    assert passage_or_status('she said . " Yes', "said .") == "said ."


def test_offsets_count_code_points_of_the_original():
    text = "👩‍💻 ﬁ 𠮷野\r\n家 “open”"
    evidence = SourceText(text).find_words("𠮷野家")
    assert evidence.passages == (Passage(6, 11),)
    assert text[6:11] == "𠮷野\r\n家"


@pytest.mark.parametrize(
    ("exact", "words"),
    [
        ("We stand … for peace", "We stand firmly, always, for peace"),
        ("We stand ... for peace", "We stand firmly, always, for peace"),
        ("We stand [...] for peace", "We stand firmly, always, for peace"),
        ("We stand […] for peace", "We stand firmly, always, for peace"),
        ("We stand [ ... ] for peace", "We stand firmly, always, for peace"),
        ("We stand (…) for peace", "We stand firmly, always, for peace"),
        ("We … firmly … peace", "We stand firmly, always, for peace"),
        ("… firmly, always …", "firmly, always"),
        ("We……peace", "We stand firmly, always, for peace"),
    ],
)
def test_an_elided_excerpt_is_found_as_its_pieces_in_order(exact, words):
    assert passage_or_status("Yes. We stand firmly, always, for peace. No.", exact) == words


@pytest.mark.parametrize("mark", ["……", "…", "（……）", "［……］", "〔…〕", "【…】", "⋯⋯"])
def test_an_elided_excerpt_in_chinese_is_found(mark):
    text = "他表示，我们推动开放\n合作，共同构建网络空间。"
    assert passage_or_status(text, f"我们推动{mark}构建网络") == "我们推动开放\n合作，共同构建网络"


def test_pieces_are_given_one_by_one():
    text = "We stand firmly, always, for peace"
    evidence = SourceText(text).find_words("We stand … always … peace")
    pieces = [text[segment.start : segment.end] for segment in evidence.segments]
    assert pieces == ["We stand", "always", "peace"]
    assert evidence.passages == (Passage(0, len(text)),)


@pytest.mark.parametrize(
    "exact",
    ["for peace … We stand", "We stand … for war", "We sta … peace", "stand firmly … stand firmly"],
)
def test_pieces_out_of_order_missing_or_cut_are_not_found(exact):
    assert passage_or_status("We stand firmly, always, for peace", exact) == Status.MISSING


def test_an_elided_excerpt_takes_the_shortest_way():
    text = "we said we would act, and act we did"
    assert passage_or_status(text, "we … would … act") == "we would act"


def test_an_elided_excerpt_with_two_ways_is_ambiguous():
    text = "we will act. Later we did act."
    evidence = SourceText(text).find_words("we … act")
    words = [text[passage.start : passage.end] for passage in evidence.passages]
    assert (evidence.status, words) == (Status.AMBIGUOUS, ["we will act", "we did act"])
    assert passage_or_status(text, "we … act", prefix="Later") == "we did act"


def test_an_ellipsis_that_stands_in_the_text_is_taken_at_its_word():
    text = "we … act, or we will act"
    assert passage_or_status(text, "we ... act") == "we … act"


def test_an_excerpt_of_an_ellipsis_alone_is_not_found_where_there_is_none():
    assert passage_or_status("open source", "…") == Status.MISSING
    assert passage_or_status("open … source", "[...]") == Status.MISSING
    assert passage_or_status("open … source", "...") == "…"


REPEATED = "AI for all. We need AI now. They need AI later."


def test_a_repeated_excerpt_is_ambiguous_and_every_place_is_listed():
    evidence = SourceText(REPEATED).find_words("AI")
    assert evidence.status is Status.AMBIGUOUS
    assert evidence.passages == (Passage(0, 2), Passage(20, 22), Passage(38, 40))
    assert evidence.segments == ()


@pytest.mark.parametrize(
    ("context", "start"),
    [
        ({"prefix": "We need"}, 20),
        ({"prefix": "We  need "}, 20),
        ({"prefix": "…We need"}, 20),
        ({"suffix": "later"}, 38),
        ({"suffix": " later…"}, 38),
        ({"prefix": "need", "suffix": "later"}, 38),
        ({"prefix": "hey need"}, 38),
        ({"suffix": "for al"}, 0),
    ],
)
def test_prefix_and_suffix_tell_between_several_places(context, start):
    evidence = SourceText(REPEATED).find(Excerpt(exact="AI", **context))
    assert (evidence.status, evidence.passages) == (Status.FOUND, (Passage(start, start + 2),))


@pytest.mark.parametrize(
    ("context", "number"),
    [({"prefix": "need"}, 2), ({"prefix": "lack"}, 3), ({"prefix": "We", "suffix": "later"}, 3)],
)
def test_a_prefix_that_does_not_decide_leaves_the_excerpt_ambiguous(context, number):
    evidence = SourceText(REPEATED).find(Excerpt(exact="AI", **context))
    assert (evidence.status, len(evidence.passages)) == (Status.AMBIGUOUS, number)


def test_an_excerpt_that_stands_once_is_found_whatever_its_prefix_says():
    assert passage_or_status("open source", "source", prefix="closed") == "source"


def test_prefix_and_suffix_are_folded():
    text = "他说：“好”。\n她说：“好”。"
    assert passage_or_status(text, "好", prefix='她\n说:"', suffix='"') == "好"


@pytest.mark.parametrize(
    ("text", "exact", "starts"),
    [("哈哈哈", "哈哈", [0, 1]), ("ha ha ha", "ha ha", [0, 3]), ("go-go-go", "go-go", [0, 3])],
)
def test_overlapping_occurrences_are_all_listed(text, exact, starts):
    evidence = SourceText(text).find_words(exact)
    assert [passage.start for passage in evidence.passages] == starts
    assert evidence.status is Status.AMBIGUOUS


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u200b", "…", '"', "\ud800", "\x00"])
@pytest.mark.parametrize("exact", ["AI", "世界", "…", "a … b", " ", "", "\u200b", "\udfff"])
def test_texts_and_excerpts_without_words_do_no_harm(text, exact):
    evidence = SourceText(text).find_words(exact)
    assert evidence.status is (Status.FOUND if text == exact == "…" else Status.MISSING)
    assert evidence.nearest is None


@pytest.mark.slow
def test_a_huge_text_is_searched_to_its_end():
    plain = "The summit of this year was opened in Hong Kong with a speech on technology. " * 6
    text = f"{plain}“It’s open” to 1,000 guests. 世界\n互联网大会。\n" * 20_000 + "The end"
    source = SourceText(text)
    assert len(text) > 10_000_000
    assert source.find_words("guests. 世界互联网大会。 The end").passages[0].end == len(text)
    assert len(source.find_words("1,000 guests").passages) == MOST


@pytest.mark.slow
@pytest.mark.parametrize("unit", [" ", "-", ". ", '" ', "\u3000", "啊", "\u00ad ", "[…", "a\u0301"])
def test_a_text_that_repeats_itself_is_prepared_and_searched_in_bounded_time(unit):
    source = SourceText(unit * 200_000)
    assert source.find_words("open … source").status is Status.MISSING
    assert len(source.find(Excerpt(exact=unit, prefix="a", suffix="b")).passages) <= MOST


@pytest.mark.slow
def test_many_beginnings_without_an_end_are_given_up_at_once():
    source = SourceText("open and " * 100_000)
    assert source.find_words("open … closed").status is Status.MISSING


@pytest.mark.slow
def test_where_not_all_places_are_compared_none_is_chosen():
    text = "AI. " * 20_000 + "the AI."
    evidence = SourceText(text).find(Excerpt(exact="AI", prefix="the"))
    assert evidence.status is Status.AMBIGUOUS


def test_no_text_is_said_in_words():
    assert (NO_TEXT.status, NO_TEXT.passages, NO_TEXT.nearest) == (Status.NO_TEXT, (), None)
    assert NO_TEXT.sentence() == "no text of the source to look in"
