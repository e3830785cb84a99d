"""Statements as news agencies print them."""

import pytest

from summit_tui.citations import Statement, Voice, chinese_sentence, sentence
from summit_tui.citations.title_case import lowered_words

MINISTER = Voice(name="Lucia Ferrante", capacity="Minister of Trade")
DIRECTOR = Voice(name="Ann Okello", capacity="Director of the Port Authority")
MASTER = Voice(name="Maja Lindqvist", capacity="Harbour Master")
MINISTRY = Voice(name="Ministry of Trade of Examplia", is_organization=True)
ARUNG = Voice(name="Arung")


def statement(text, *voices, mode="direct", day="2026-05-02", **more):
    return Statement(text=text, mode=mode, voices=voices, day=day, **more)


@pytest.mark.parametrize(
    ("said", "ap", "bbc"),
    [
        (
            statement("A bridge is built.", MINISTER, occasion="Summit 2026", place="Geneva"),
            (
                "“A bridge is built,” Lucia Ferrante, minister of trade, said on May 2 at Summit "
                "2026 in Geneva."
            ),
            (
                "“A bridge is built,” Lucia Ferrante, minister of trade, said on 2 May at Summit "
                "2026 in Geneva."
            ),
        ),
        (
            statement("Who counts the cables?", DIRECTOR),
            "“Who counts the cables?” Ann Okello, director of the Port Authority, said on May 2.",
            "“Who counts the cables?” Ann Okello, director of the Port Authority, said on 2 May.",
        ),
        (
            statement("They told me “measure again.”", MASTER),
            "“They told me ‘measure again,’” Maja Lindqvist, harbour master, said on May 2.",
            "“They told me ‘measure again,’” Maja Lindqvist, harbour master, said on 2 May.",
        ),
        (
            statement(
                "It is 5'10\" high.",
                Voice(name="World Health Organization", is_organization=True),
            ),
            "“It is 5'10\" high,” the World Health Organization said on May 2.",
            "“It is 5'10\" high,” the World Health Organization said on 2 May.",
        ),
        (
            statement("It opens.", Voice(name="Ana Silva", capacity="Minister of Transport")),
            "“It opens,” Ana Silva, minister of transport, said on May 2.",
            "“It opens,” Ana Silva, minister of transport, said on 2 May.",
        ),
        (
            statement("Ports must be “asked first.”", DIRECTOR, mode="partial", day="2026-09"),
            (
                "Ports must be “asked first,” Ann Okello, director of the Port Authority, said in "
                "September 2026."
            ),
            (
                "Ports must be “asked first”, Ann Okello, director of the Port Authority, said in "
                "September 2026."
            ),
        ),
        (
            statement("The levy will not rise.", MINISTER, mode="paraphrase", day="2026-09-02"),
            "The levy will not rise, Lucia Ferrante, minister of trade, said on Sept. 2.",
            "The levy will not rise, Lucia Ferrante, minister of trade, said on 2 September.",
        ),
        (
            statement("It will be published.", MINISTRY, reported_by="Example Wire"),
            (
                "“It will be published,” the Ministry of Trade of Examplia said on May 2, "
                "according to Example Wire."
            ),
            (
                "“It will be published,” the Ministry of Trade of Examplia said on 2 May, "
                "according to Example Wire."
            ),
        ),
        (
            statement("We count.", MINISTER, MASTER, ARUNG, day="2026-03-02"),
            (
                "“We count,” Lucia Ferrante, minister of trade; Maja Lindqvist, harbour "
                "master; and Arung said on March 2."
            ),
            (
                "“We count,” Lucia Ferrante, minister of trade; Maja Lindqvist, harbour "
                "master; and Arung said on 2 March."
            ),
        ),
        (statement("I will stay.", ARUNG, day=""), *["“I will stay,” Arung said."] * 2),
        (
            statement("We agree.", MINISTER, ARUNG, day="", on_behalf_of="the Ports"),
            *[
                (
                    "“We agree,” Lucia Ferrante, minister of trade, and Arung said on behalf "
                    "of the Ports."
                )
            ]
            * 2,
        ),
    ],
)
def test_a_statement_has_its_marks_its_capacity_and_its_day(said, ap, bbc):
    assert sentence(said) == ap
    assert sentence(said, "bbc") == bbc


@pytest.mark.parametrize(
    ("this_year", "line"),
    [
        ("", "“Yes,” Arung said on May 2."),
        ("2026", "“Yes,” Arung said on May 2."),
        ("2027", "“Yes,” Arung said on May 2, 2026."),
    ],
)
def test_the_year_is_said_unless_it_is_this_one(this_year, line):
    assert sentence(statement("Yes.", ARUNG), this_year=this_year) == line


@pytest.mark.parametrize(
    ("printed", "after_a_name"),
    [
        ("Secretary-General of ASEAN", "secretary-general of ASEAN"),
        ("Director of Example Bank", "director of Example Bank"),
        ("World Bank President", "World Bank president"),
        ("Chief Executive of Hong Kong", "chief executive of Hong Kong"),
        (
            "Minister for Innovation, Technology and Industry",
            "minister for innovation, technology and industry",
        ),
        ("Director, Port Authority", "director, Port Authority"),
        ("Founder and CEO of Example Robotics", "founder and CEO of Example Robotics"),
        ("chair", "chair"),
    ],
)
def test_a_capacity_is_small_after_a_name_except_for_names_in_it(printed, after_a_name):
    assert lowered_words(printed) == after_a_name


@pytest.mark.parametrize(
    ("mode", "traditional", "line"),
    [
        ("direct", False, "行政长官李家超4月14日在香港开幕式上说：“好。”"),
        ("direct", True, "行政长官李家超4月14日在香港开幕式上說：「好。」"),
        ("paraphrase", False, "行政长官李家超4月14日在香港开幕式上表示，好。"),
    ],
)
def test_chinese_says_capacity_name_day_and_place_before_the_words(mode, traditional, line):
    said = statement(
        "好。",
        Voice(name="李家超", capacity="行政长官"),
        mode=mode,
        day="2025-04-14",
        occasion="开幕式",
        place="香港",
    )
    assert chinese_sentence(said, traditional=traditional) == line


@pytest.mark.parametrize(
    ("mode", "text", "words"),
    [
        ("partial", 'Delegates called it "a year of islands."',
         'Delegates called it "a year of islands," Arung said.'),
        ("partial", "Delegates called it “a year of islands.”",
         "Delegates called it “a year of islands,” Arung said."),
        ("partial", "Delegates called it “a year of islands”.",
         "Delegates called it “a year of islands,” Arung said."),
        ("partial", "Delegates called it 'a year of islands.'",
         "Delegates called it 'a year of islands,' Arung said."),
        ("partial", "Delegates called it “the ‘year of islands.’”",
         "Delegates called it “the ‘year of islands,’” Arung said."),
        ("partial", "Delegates called it «a year of islands.»",
         "Delegates called it «a year of islands,» Arung said."),
        ("partial", "Delegates asked “whose islands?”",
         "Delegates asked “whose islands?” Arung said."),
        ("partial", 'Delegates shouted "islands!"', 'Delegates shouted "islands!" Arung said.'),
        ("direct", 'They told us "count the cables."',
         "“They told us ‘count the cables,’” Arung said."),
        ("direct", "We—", "“We—” Arung said."),
        ("paraphrase", "The mast is 5'10\".", "The mast is 5'10\", Arung said."),
        ("paraphrase", "It was the delegates'.", "It was the delegates', Arung said."),
        ("paraphrase", "The ship belongs to Example Inc.",
         "The ship belongs to Example Inc., Arung said."),
    ],
)  # fmt: skip
def test_the_comma_stands_inside_the_marks_and_none_after_a_question(mode, text, words):
    assert sentence(statement(text, ARUNG, mode=mode, day="")) == words


@pytest.mark.parametrize(
    ("mode", "text", "more", "words"),
    [
        ("direct", "我们数过“海缆”。", {}, "林美琪说：“我们数过‘海缆’。”"),
        ("direct", "为什么？", {}, "林美琪说：“为什么？”"),
        ("direct", "我们数过海缆", {}, "林美琪说：“我们数过海缆”。"),
        ("partial", "这是“海岛之年。”", {}, "林美琪表示，这是“海岛之年。”"),
        ("partial", "这是“海岛之年”，", {}, "林美琪表示，这是“海岛之年”。"),
        ("paraphrase", "海缆一条不少。", {"reported_by": "海港日报"},
         "据海港日报报道，林美琪表示，海缆一条不少。"),
        ("paraphrase", "海缆一条不少", {"reported_by": "海港协会", "is_news": False},
         "据海港协会，林美琪表示，海缆一条不少。"),
        ("paraphrase", "海缆一条不少", {"day": "2024-04-04"},
         "林美琪2024年4月4日表示，海缆一条不少。"),
        ("paraphrase", "海缆一条不少", {"day": "2025-04"}, "林美琪4月表示，海缆一条不少。"),
        ("paraphrase", "海缆一条不少", {"day": "2025"}, "林美琪表示，海缆一条不少。"),
    ],
)  # fmt: skip
def test_a_chinese_sentence_ends_once_and_has_the_year_where_it_is_another(mode, text, more, words):
    said = statement(text, Voice(name="林美琪"), mode=mode, **{"day": "", **more})
    assert chinese_sentence(said, this_year="2025") == words


def test_a_joint_chinese_statement_names_the_last_after_he():
    said = statement("好。", *(Voice(name=name) for name in ("林美琪", "王海", "陈岛")))
    assert chinese_sentence(said, traditional=True).startswith("林美琪、王海和陈岛5月2日說")
    latin = chinese_sentence(statement("好。", ARUNG))
    assert latin == "Arung 5月2日说：“好。”"


def test_a_simple_series_has_no_comma_before_its_conjunction_and_this_year_is_left_out():
    voices = (ARUNG, Voice(name="Ann Okello"), MINISTRY)
    said = statement("We agree.", *voices, day="2026-05")
    line = "“We agree,” Arung, Ann Okello and the Ministry of Trade of Examplia said in May"
    assert sentence(said, this_year="2026") == f"{line}."
    assert sentence(said) == f"{line} 2026."


def test_bodies_that_read_as_descriptions_have_their_article_wherever_they_are_named():
    said = statement(
        "We agree.",
        Voice(name="A senior official"),
        day="",
        on_behalf_of="European Union",
        reported_by="Ministry of Trade",
    )
    assert sentence(said) == (
        "“We agree,” a senior official said on behalf of the European Union, according to the "
        "Ministry of Trade."
    )


@pytest.mark.parametrize(
    ("printed", "lowered"),
    [
        ("Special Envoy for Climate", "special envoy for climate"),
        ("Assistant Secretary of State", "assistant secretary of state"),
        ("Co-Chair", "co-chair"),
        ("Head of the Department of Trade, Examplia", "head of the Department of Trade, Examplia"),
        ("Chairman of the Board", "chairman of the board"),
    ],
)
def test_offices_are_lowered_and_names_of_bodies_are_not(printed, lowered):
    assert lowered_words(printed) == lowered


@pytest.mark.parametrize(
    ("text", "simplified", "traditional"),
    [
        ("他说“不”。", "“他说‘不’。”", "「他说『不』。」"),
        ("「不」是答案。", "“‘不’是答案。”", "「『不』是答案。」"),
        ("他说‘不’。", "“他说‘不’。”", "「他说『不』。」"),
        ("他说“let’s ‘go’”。", "“他说‘let’s “go”’。”", "「他说『let’s 「go」』。」"),
    ],
)
def test_chinese_speech_has_the_inner_marks_of_its_script(text, simplified, traditional):
    said = statement(text, ARUNG, day="")
    assert chinese_sentence(said) == f"Arung说：{simplified}"
    assert chinese_sentence(said, traditional=True) == f"Arung說：{traditional}"
