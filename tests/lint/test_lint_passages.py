"""Statements beside the words of their sources."""

import pytest
from lint_coverage import BESIDE_THE_TEXT, clean, codes_and_records, problems, record, written

from summit_tui.evidence.locate import MOST

SPEECH = (
    "“We will not build “technology islands”, and we’ll share\nthe efﬁcient ways — all of them…”\n"
    "She called the plan a 'bridge' and, again, a «pont». The model is open.\n"
    "避免出现“技术孤岛”，促进共\n享，他说：“我们反对封闭、\n排他的模式。”\n"
)


def about(folder, words, source_text=SPEECH, **fields):
    """Return the codes of one statement of these words whose source has one text."""
    coverage = clean()
    quote = {"id": "q", "speaker": "diaz", "mode": "direct", "source": "wire", "text": words}
    quote |= fields
    coverage["quotes"] = [quote, coverage["quotes"][3]]
    del record(coverage, "sources", "wire")["sha256"]
    texts = {} if source_text is None else {"wire.txt": source_text}
    return [
        code
        for code, id in codes_and_records(folder / "c", coverage, texts, ignore=BESIDE_THE_TEXT)
        if id == "q"
    ]


DIRECT = [
    ("The model is open.", []),
    ("“The model is open!”", []),
    ('"The model is open"', []),
    ("The model", []),
    ("and we'll share the efficient ways - all of them", []),
    ("We will not build … all of them", []),
    ("We will not build [...] all of them", []),
    ("我们反对封闭、排他的模式", []),
    ("「我們反對封閉、排他的模式」", ["E303"]),
    ("我们反对封闭和排他的模式", ["E303"]),
    ("The model is opened.", ["E303"]),
    ("the model is open", ["E303"]),
    ("The open model is", ["E303"]),
    ("All of them … we will not build", ["E303"]),
    ("…", []),
]


@pytest.mark.parametrize(("text", "codes"), DIRECT)
def test_a_direct_text_stands_in_its_source_word_for_word(text, codes, tmp_path):
    assert about(tmp_path, text) == codes


def test_what_mends_a_direct_text_keeps_the_marks_and_the_stop_around_it(tmp_path):
    coverage = clean()
    record(coverage, "quotes", "direct")["text"] = (
        "“We oppose a closed and inclusive model of development.”"
    )
    (problem,) = problems(written(tmp_path / "c", coverage), ignore=BESIDE_THE_TEXT)
    assert problem.edit.value == "“We oppose a closed and exclusive model of development.”"


PARTIAL = [
    ('There should be no "technology islands".', []),
    ("There should be no “technology islands.”", []),
    ("They want to “share the efficient ways”.", []),
    ("The plan is a “bridge”, or a “pont”.", []),
    ("不应有“技术孤岛”。", []),
    ("不應有「技术孤岛」。", []),
    ("The model is “open”.", ["E304"]),
    ("The “model” is “open”.", ["E304", "E304"]),
    ("应促进“共享”。", ["E304"]),
    ("A “bridge” of “islands of technology”.", ["E304"]),
    ("“Technology islands” are bad.", ["E304"]),
    ("The plan is a bridge.", ["E305"]),
    ("应促进共享。", ["E305"]),
    ("They don't want the islands' ways.", ["E305"]),
]


@pytest.mark.parametrize(("text", "codes"), PARTIAL)
def test_a_partial_text_quotes_what_its_source_quotes(text, codes, tmp_path):
    assert about(tmp_path, text, mode="partial") == codes


@pytest.mark.parametrize(("text", "codes"), PARTIAL)
def test_a_paraphrase_quotes_nothing_that_its_source_does_not(text, codes, tmp_path):
    expected = ["W306" for code in codes if code == "E304"]
    assert about(tmp_path, text, mode="paraphrase") == expected


@pytest.mark.parametrize(
    ("mode", "codes"),
    [("direct", []), ("partial", []), ("paraphrase", ["W306", "W306"])],
)
def test_without_a_text_only_marks_in_a_paraphrase_are_doubtful(mode, codes, tmp_path):
    excerpt = {"exact": "never said"}
    words = "A “bridge”, a “way”."
    assert about(tmp_path, words, None, mode=mode, excerpt=excerpt) == codes


@pytest.mark.parametrize(
    ("language", "source", "is_looked_for"),
    [
        ("en", "en", True),
        (None, "en", True),
        ("en", None, True),
        ("EN", "en-GB", True),
        ("zh-Hant", "zh", True),
        ("zh-Hant", "zh-Hans", False),
        ("fr", "en", False),
    ],
)
def test_words_are_looked_for_only_in_their_own_language(language, source, is_looked_for, tmp_path):
    coverage = clean()
    record(coverage, "sources", "wire").pop("language")
    if source:
        record(coverage, "sources", "wire")["language"] = source
    quote = record(coverage, "quotes", "direct")
    quote.pop("language")
    if language:
        quote["language"] = language
    quote["text"] = "Somebody else’s words."
    coverage["quotes"] = [quote, coverage["quotes"][3]]
    ignored = (*BESIDE_THE_TEXT, "E604")
    assert codes_and_records(tmp_path / "c", coverage, ignore=ignored) == (
        [("E303", "direct")] if is_looked_for else []
    )


def test_an_excerpt_is_looked_for_whatever_the_language_of_the_statement(tmp_path):
    excerpt = {"exact": "was never said"}
    assert about(tmp_path, "Mots.", language="fr", excerpt=excerpt) == ["E301"]


@pytest.mark.parametrize(
    ("excerpt", "codes"),
    [
        ({"exact": "island"}, ["W302"]),
        ({"exact": "island", "prefix": "An"}, []),
        ({"exact": "island", "suffix": "in the sea"}, []),
        ({"exact": "island", "prefix": "no such"}, ["W302"]),
        ({"exact": "islands"}, ["E301"]),
        ({"exact": "An … sea"}, []),
    ],
)
def test_an_excerpt_is_found_in_one_place(excerpt, codes, tmp_path):
    text = "An island, then the island in the sea."
    assert about(tmp_path, "Islands.", text, mode="paraphrase", excerpt=excerpt) == codes


def test_the_nearest_passage_is_shown_on_one_line(tmp_path):
    coverage = clean()
    exact = "that technology must not create digital islands"
    record(coverage, "quotes", "partial")["excerpt"] = {"exact": exact}
    (problem,) = problems(written(tmp_path / "c", coverage))
    assert "technology must not create" in problem.message
    assert "\n" not in problem.message


def test_a_fragment_in_too_many_places_to_tell_is_not_reported(tmp_path):
    text = "bridge " * (MOST + 5)
    assert about(tmp_path, "A “bridge”.", text, mode="partial") == []
    assert about(tmp_path / "d", "A “bridge”.", "bridge " * 5, mode="partial") == ["E304"]


def test_an_empty_text_is_a_text(tmp_path):
    assert about(tmp_path, "Words.", "") == ["E303"]


def test_a_statement_without_its_source_is_that_and_nothing_else(tmp_path):
    assert about(tmp_path, "A way.", mode="paraphrase", source="wirex") == ["E202"]
