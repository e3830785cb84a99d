"""What a draft states of who said a quotation, and which marks make one."""

import pytest
from drafting import drafted, stated_in, words_of

from summit_tui.verify.quotations import quotations_of


@pytest.mark.parametrize(
    ("draft", "name", "capacity"),
    [
        ("“One two,” Lin Mei said.", "Lin Mei", ""),
        ("“One two,” said Lin.", "Lin", ""),
        ("Lin Mei said: “One two.”", "Lin Mei", ""),
        ("“One two,” Lin Mei, minister of transport, said.", "Lin Mei", "minister of transport"),
        (
            "“One,” said Lin Mei, minister of transport, as rain fell.",
            "Lin Mei",
            "minister of transport",
        ),
        ("“One two,” Transport Minister Lin Mei said.", "Lin Mei", "Transport Minister"),
        (
            "“One two,” the minister for trade, ports and ferries said.",
            "",
            "the minister for trade, ports and ferries",
        ),
        ("“One two,” said the minister.", "", "the minister"),
        ("According to Lin Mei, chair of the board, “one two”.", "Lin Mei", "chair of the board"),
        ("It was, in the words of Lin Mei, “one two”.", "Lin Mei", ""),
        ("“One two,” Lin Mei said as Ada Okoro looked on.", "Lin Mei", ""),
        ("As Ada Okoro looked on, Lin Mei said: “One two.”", "Lin Mei", ""),
        (
            "Lin Mei, speaking beside Ada Okoro, said: “One two.”",
            "Lin Mei",
            "speaking beside Ada Okoro",
        ),
        ("Lin Mei had repeatedly called it “one two”.", "Lin Mei", ""),
        ("Lin Mei was quoted as saying “one two”.", "Lin Mei", ""),
        ("“One two?” asked Lin.", "Lin", ""),
        ("Rain fell. “One two,” Dr. Lin said.", "Lin", "Dr."),
        ("“One two.” Lin said nothing more.", "", ""),
        ("“One two.” Transport Minister Lin Mei said.", "Lin Mei", "Transport Minister"),
        ("“One two.” said Lin Mei, minister of transport.", "Lin Mei", "minister of transport"),
        ("“One two,” Ms Lin began in her remarks.", "Lin", "Ms"),
        ("Lin Mei began, “one two”.", "Lin Mei", ""),
        ("“One two,” Lin Mei agreed.", "Lin Mei", ""),
        ("The delegates were told by Lin Mei: “One two.”", "Lin Mei", ""),
        ("The phrase “one two”, used by Lin Mei, is old.", "Lin Mei", ""),
        ("“One two.” Lin Mei told the panel in Port Ada on 3 May 2030. Rain fell.", "Lin Mei", ""),
        ("“One two.” Lin said the vote was near.", "", ""),
        ("“One two.” Lin said in 2030 the vote would be near.", "", ""),
        ("“One two.” Lin agreed.", "", ""),
        ("“One two.” Lin said:", "", ""),
        ("‘One two’. Lin said nothing more.", "", ""),
        ("The plan, called “One Two”, passed.", "", ""),
        (
            "The chair of the board, Ms Lin Mei, said: “One two.”",
            "Lin Mei",
            "The chair of the board",
        ),
        (
            "Lin Mei, chair of the board – a body of nine – said: “One two.”",
            "Lin Mei",
            "chair of the board",
        ),
        ("Lin Mei (left) said: “One two.”", "Lin Mei", ""),
        ("As Lin Mei (chair of the board) put it: “One two.”", "Lin Mei", "chair of the board"),
        ("“One two,” Lin Mei – chair of the board – told us.", "Lin Mei", "chair of the board"),
        (
            "“One two,” the minister for trade, ports and ferries, Lin Mei, said.",
            "Lin Mei",
            "the minister for trade, ports and ferries",
        ),
        (
            "Lin Mei, chair of the board, went on to say: “One two.”",
            "Lin Mei",
            "chair of the board",
        ),
        ("The agency quoted Lin Mei as saying: “One two.”", "Lin Mei", ""),
        ("“One two,” Ada Okoro quoted Lin as saying.", "Lin", ""),
        ("Ada Okoro cited Lin Mei’s remark that “one two”.", "Lin Mei", ""),
        ("In Lin Mei’s words, “one two”.", "Lin Mei", ""),
        ("Lin Mei’s promise to “lay one two” was kept.", "Lin Mei", ""),
        ("Lin Mei’s call for a “one two” failed.", "Lin Mei", ""),
        ("Lin Mei’s description of the port as “one two” spread.", "Lin Mei", ""),
        ("What Lin Mei called “one two” was a cable.", "Lin Mei", ""),
        ("The port, which Lin Mei once described as “one two”, closed.", "Lin Mei", ""),
        ("Bo Ek, whom Lin Mei called “one two”, said his port would close.", "Lin Mei", ""),
        ("“One two”, said his port would close.", "", ""),
        ("It was later described by Minister Lin Mei as “one two”.", "Lin Mei", "Minister"),
        ("Ada Okoro recalled Lin Mei saying “one two”.", "Lin Mei", ""),
        ("“One two,” Lin Mei repeated.", "Lin Mei", ""),
        ("林梅称港口是“一二三”。", "林梅", ""),
        ("林梅也說港口要做好「一二三」。", "林梅", ""),
        ("Ada Okoro introduced Lin Mei, who said: “One two.”", "Lin Mei", ""),
        ("Photo: Lin Mei says: “One two.”", "Lin Mei", ""),
        ("Lin Mei said:\n\n“One two.”", "Lin Mei", ""),
        ("Rain fell on Lin Mei.\n\n“One two.”", "", ""),
        ("“One two,” according to US president Lin Mei.", "Lin Mei", "US president"),
        ("Additionally, firms shone, highlighting the role of “one two”.", "", ""),
        ("She praised the work of Ada Okoro, stating that “one two”.", "", ""),
        ("Delegates said it was “one two”.", "", ""),
        ("Nothing was quoted but “one two”.", "", ""),
        ("In Paris the rain was “one two” for all.", "", ""),
        ("Said Lin Mei: “One two.”", "Lin Mei", ""),
        ("Asked of rain, Lin Mei answered: “One two.”", "Lin Mei", ""),
        ("“One two,” in the words of Lin Mei.", "Lin Mei", ""),
        ("“One two,” per Lin Mei.", "Lin Mei", ""),
        ("“One two,” read a short statement from Lin Mei.", "Lin Mei", ""),
        ("Lin Mei was emphatic that “one two”.", "Lin Mei", ""),
        ("Lin Mei opened by saying “one two”.", "Lin Mei", ""),
        ("“One two,” Lin Mei, whose office is here, said.", "Lin Mei", ""),
        (
            "Closing, the transport minister Lin Mei said: “One two.”",
            "Lin Mei",
            "the transport minister",
        ),
        ("According to the Harbour Gazette, Lin Mei said “one two”.", "Lin Mei", ""),
        ("Lin Mei said, according to Ada Okoro: “One two.”", "Lin Mei", ""),
        ("Ada Okoro quoted Lin Mei: “One two.”", "Lin Mei", ""),
        ("Ada Okoro asked Lin Mei about rain: “One two.”", "", ""),
        ("Ada Okoro said Lin Mei was right to say “one two”.", "", ""),
        ("Ada Okoro praised Lin Mei for saying “one two”.", "", ""),
    ],
)
def test_the_subject_beside_the_verb_is_the_speaker(draft, name, capacity):
    stated = stated_in(draft)
    assert (stated.name, stated.capacity) == (name, capacity)


@pytest.mark.parametrize(
    ("draft", "name", "capacity"),
    [
        ("林梅说：“一二三”。", "林梅", ""),
        ("“一二三，”林梅指出。", "林梅", ""),
        ("交通部部长林梅5月2日在开幕式上表示，“一二三”。", "林梅", "交通部部长"),
        ("部长说：“一二三”。", "", "部长"),
        ("「一二三，」部長林梅表示。", "林梅", "部長"),
        ("Lin Mei说：“一二三”。", "Lin Mei", ""),
        ("论坛发布《应用指引》“一二三”。", "", ""),
        ("“一二三。”林梅说。", "林梅", ""),
        ("“一二三”。林梅说。", "林梅", ""),
        ("“一二三”。交通部部长林梅表示。", "林梅", "交通部部长"),
        ("“一二三”。林梅说，船在港里。", "", ""),
        ("“一二三。”林梅如是说。", "林梅", ""),
        ("林梅先生说：“一二三”。", "林梅", ""),
        ("报道引述部长林梅的话说：“一二三”。", "林梅", "部长"),
        ("用林梅的话说，“一二三”。", "林梅", ""),
        ("谈到前景，林梅说：“一二三”。", "林梅", ""),
        ("林梅会见市长王海时说：“一二三”。", "林梅", ""),
        ("林梅在会上说：\n\n“一二三”。", "林梅", ""),
        ("林梅感谢各位，并表示：“一二三”。", "", "林梅感谢各位"),
    ],
)
def test_in_chinese_the_office_stands_before_the_name(draft, name, capacity):
    stated = stated_in(draft)
    assert (stated.name, stated.capacity) == (name, capacity)


def test_what_introduces_a_chinese_quotation_says_nothing_of_the_one_before():
    drafts = quotations_of(drafted("“一二三。”林梅说：“四五六。”"))
    assert [quotation.stated.name for quotation in drafts] == ["", "林梅"]


@pytest.mark.parametrize(
    ("draft", "name", "capacity"),
    [
        ("Lin Mei: “One two.”", "Lin Mei", ""),
        ("- Lin Mei: “One two.”", "Lin Mei", ""),
        ("Lin Mei was blunt: “One two.”", "Lin Mei", ""),
        ("Lin Mei laughed, after meeting the mayor: “One two.”", "Lin Mei", ""),
        ("Lin Mei thanked the hosts, adding: “One two.”", "Lin Mei", ""),
        ("“One two.” — Lin Mei", "Lin Mei", ""),
        ("“One two.”\n\n— Lin Mei", "Lin Mei", ""),
        ("“One two” (Lin Mei).", "Lin Mei", ""),
        ("林梅：“一二三”。", "林梅", ""),
        ("“一二三。”——林梅", "林梅", ""),
        ("Lin Mei’s message was plain: “One two.”", "Lin Mei", ""),
        ("The loudest applause was for Lin Mei: “One two.”", "Lin Mei", ""),
        ("For Lin Mei, it is plain: “One two.”", "Lin Mei", ""),
        ("Lin Mei has a warning for all: “One two.”", "Lin Mei", ""),
        ("Lin Mei thanked Ada Okoro and added: “One two.”", "Lin Mei", ""),
        ("“One two.” That was Lin Mei, in the hall.", "Lin Mei", ""),
        ("“One two” That is how Lin Mei ended.", "Lin Mei", ""),
        ("| Lin Mei | “One two.” |", "Lin Mei", ""),
        ("Lin Mei | “One two.”", "Lin Mei", ""),
        ("| 林梅 | “一二。” | 无 |", "林梅", ""),
        ("| 部长林梅 | “一二。” |", "林梅", "部长"),
        ("Lin: “One two.”", "Lin", ""),
        ("For Lin Mei, “one two”.", "Lin Mei", ""),
        ("In Lin Mei’s speech there was one line: “One two.”", "Lin Mei", ""),
        ("Lin Mei smiled, paused for a moment and added: “One two.”", "Lin Mei", ""),
        ("- Ada Okoro: no remarks\n- Lin Mei: “One two.”\n- others", "Lin Mei", ""),
        ("“One two”. (Lin Mei, 3 May)", "Lin Mei", "3 May"),
        ("“One two”.\n— Lin Mei", "Lin Mei", ""),
    ],
)
def test_without_a_verb_a_name_may_be_that_of_something_else(draft, name, capacity):
    stated = stated_in(draft)
    assert (stated.name, stated.capacity, stated.is_weak) == (name, capacity, True)


@pytest.mark.parametrize(
    ("draft", "capacity"),
    [
        ("Chief Inspector Lin Mei: “One two.”", "Chief Inspector"),
        ("Lin Mei, chair of the board, was blunt: “One two.”", "chair of the board"),
        ("“One two.” — Lin Mei, chair of the board", "chair of the board"),
        ("Lin Mei (finance minister) made it plain: “One two.”", "finance minister"),
        ("According to Lin Mei – the mayor –, “one two”.", "the mayor"),
        ("“One two” (Lin Mei,\nchair of the board).", "chair of the board"),
        ("The chair of the board, Lin Mei, was blunt: “One two.”", "The chair of the board"),
        ("“One two.”\n\nLin Mei, chair of the board", "chair of the board"),
        ("“One two.”\nLin Mei, chair of the board", "chair of the board"),
    ],
)
def test_an_office_beside_a_name_says_that_somebody_bears_it(draft, capacity):
    stated = stated_in(draft)
    assert (stated.name, stated.capacity) == ("Lin Mei", capacity)


@pytest.mark.parametrize(
    "draft",
    [
        "Lin Mei’s critics had an answer: “One two.”",
        "Ada Okoro thanked Lin Mei for saying “one two”.",
        "The minister in a rage turned: “One two.”",
        "“One two” (translation by Lin Mei).",
        "“One two.”\n\nLin Mei, chair of the board, left the hall.",
        "“One two.”\nLin Mei, chair of the board, left\nthe hall.",
        "Lin Mei smiled, Ada Okoro nodded and added: “One two.”",
        "“One two”, used by critics, is old.",
        "“One two.” That was Lin Mei’s favourite line.",
        "The speech, drafted by Lin Mei, ends: “One two.”",
        "“One two.” — Lin Mei said that rain would fall.",
        "“One two” (see the annex of the report on the harbour, the ferries and all who use them).",
    ],
)
def test_where_nothing_says_who_it_is_nobody_is_stated(draft):
    stated = stated_in(draft)
    assert (stated.name, stated.capacity) == ("", "")


@pytest.mark.parametrize(
    "draft", ["“One two,” she said.", "He said: “One two.”", "她说：“一二三”。"]
)
def test_a_pronoun_is_nobody(draft):
    stated = stated_in(draft)
    assert stated.pronoun
    assert not stated.name


@pytest.mark.parametrize(
    ("draft", "names"),
    [
        ("Lin Mei spoke of a “one two” and a “three four”.", ["Lin Mei", "Lin Mei"]),
        ("林梅表示：“一二三”、“四五六”。", ["林梅", "林梅"]),
        ("Lin Mei spoke of “one two”, and the port of “three four”.", ["Lin Mei", ""]),
    ],
)
def test_a_quotation_that_a_conjunction_joins_to_another_is_by_the_same(draft, names):
    assert [own.stated.name for own in quotations_of(drafted(draft))] == names


@pytest.mark.parametrize(
    ("draft", "day"),
    [
        ("“One two,” Lin said on 3 May.", (3, 5, None)),
        ("“One two,” Lin\nMei said on 3\nMay.", (3, 5, None)),
        ("“One two,” Lin told the panel on May 3, 2030.", (3, 5, 2030)),
        ("Lin said on the 3rd of May that it was “one two”.", (3, 5, None)),
        ("On 3 May, Lin said: “One two.”", (3, 5, None)),
        ("A day later, on 3 May 2030, Lin said: “One two.”", (3, 5, 2030)),
        ("Lin wrote on 2030-05-03: “One two.”", (3, 5, 2030)),
        ("林梅2030年5月3日说：“一二三”。", (3, 5, 2030)),
        ("林梅3日说：“一二三”。", (3, None, None)),
        ("“One two,” Lin said in May 2030.", (None, 5, 2030)),
        ("In May, Lin said: “One two.”", (None, 5, None)),
        ("Lin said in 2030 that it was “one two”.", (None, None, 2030)),
        ("Lin said in 2031 the harbour would be “one two”.", None),
        ("林梅2030年5月说：“一二三”。", (None, 5, 2030)),
        ("“One two,” Lin said, according to a report printed on 3 May.", None),
        ("Lin said the vote on 3 May was “one two”.", None),
        ("“One two,” Lin said as the vote of 3 May came near.", None),
    ],
)
def test_only_the_day_beside_the_verb_is_that_of_the_words(draft, day):
    stated = stated_in(draft).day
    assert (stated and (stated.day, stated.month, stated.year)) == day


@pytest.mark.parametrize(
    ("known", "fits"),
    [
        ("2030-05-03", True),
        ("2030-05", True),
        ("2030", True),
        ("2030-05-04", False),
        ("2030-06", False),
    ],
)
def test_a_day_is_compared_as_far_as_it_is_known(known, fits):
    assert stated_in("“One two,” Lin said on 3 May.").day.may_be(known) == fits


@pytest.mark.parametrize(
    ("draft", "words"),
    [
        ("“One ‘two’ three” and ‘four “five” six’.", ["One ‘two’ three", "four “five” six"]),
        ("「一『二』三」和『四』", ["一『二』三", "四"]),
        ("« Un deux » et „drei vier“", ["Un deux", "drei vier"]),
        ("It's the fishers' day: 'one isn't two'.", ["one isn't two"]),
        ("‘The fishers’ cable is ours,’ she said.", ["The fishers’ cable is ours,"]),
        ("‘the best of both worlds’ and the workers’ rights", ["the best of both worlds"]),
        ('A 5\'10" man and a 12" pipe: "one two".', ["one two"]),
        ("“One,” Lin said, “two.”", ["One, two."]),
        ("“One,” Lin said. “Two.”", ["One,", "Two."]),
        ("“One,” Lin said, adding: “two.”", ["One,", "two."]),
        ("“One” and “two”", ["One", "two"]),
        ("Where Lin said “one,” Okoro added, “two.”", ["one,", "two."]),
        ("“一二，”她说，“三四。”", ["一二， 三四。"]),
        ("“One\n\nTwo three.", []),
    ],
)
def test_a_quotation_is_what_stands_between_marks_of_any_kind(draft, words):
    assert words_of(draft) == words


@pytest.mark.parametrize(
    ("draft", "name", "capacity"),
    [
        ("LIN Mei — “One two.”", "LIN Mei", ""),
        ("• Lin Mei -- “One two.”", "Lin Mei", ""),
        ("[Lin Mei] “One two.”", "Lin Mei", ""),
        ("Minister Lin Mei → “One two.”", "Lin Mei", "Minister"),
        ("President-elect Lin: “One two.”", "Lin", "President-elect"),
        ("Lin on ferries: “One two.”", "Lin", ""),
        ("【林梅】“一二三。”", "林梅", ""),
        ("林梅——“一二三。”", "林梅", ""),
        ("○林梅：“一二三。”", "林梅", ""),
        ("林梅（交通部部长）：“一二三。”", "林梅", "交通部部长"),
        ("林梅（翻译）：“一二三。”", "林梅", ""),
        ("林梅5月2日：“一二三。”", "林梅", ""),
        # What a dash or brackets part from the rest of a sentence is no label.
        ("They had heard of Lin Mei — “one two”.", "", ""),
        ("A reply (to Lin Mei) “one two”.", "", ""),
        ("Lin Mei — “one two,” Ada Okoro said.", "Ada Okoro", ""),
    ],
)
def test_a_label_is_a_name_before_a_colon_a_dash_or_in_brackets(draft, name, capacity):
    stated = stated_in(draft)
    assert (stated.name, stated.capacity) == (name, capacity)


def test_what_stands_between_a_quotation_that_has_ended_and_the_next_is_of_the_next():
    ended, following = quotations_of(drafted("“One two.” Lin Mei said “three four”."))
    assert ended.stated.name == ""
    assert following.stated.name == "Lin Mei"
