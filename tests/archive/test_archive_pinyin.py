"""Speakers whose names are Han characters are found by what a Latin keyboard types."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summit_tui.archive import Search, Sort
from summit_tui.archive.analysis import pinyin
from summit_tui.archive.analysis.normalize import INITIALS, normalize
from summit_tui.archive.analysis.pinyin import pinyin_of
from summit_tui.archive.query import parse
from summit_tui.archive.query.terms import highlight, terms
from summit_tui.archive.query.tree import And


@pytest.mark.parametrize(
    ("name", "spelled"),
    [
        ("庄荣文", "zhuang rongwen"),
        ("莊榮文", "zhuang rongwen"),
        ("庄 荣文", "zhuang rongwen"),
        ("庄\u3000荣文", "zhuang rongwen"),
        ("任贤良", "ren xianliang"),
        ("林梅", "lin mei"),
        ("曾毅", "zeng yi"),
        ("单霁翔", "shan jixiang"),
        ("單霽翔", "shan jixiang"),
        ("仇和", "qiu he"),
        ("解振华", "xie zhenhua"),
        ("查良镛", "zha liangyong"),
        ("区伯", "ou bo"),
        ("區瑞強", "ou ruiqiang"),
        ("朴槿惠", "piao jinhui"),
        ("翟天临", "zhai tianlin"),
        ("缪昌文", "miao changwen"),
        ("种师道", "chong shidao"),
        ("尉迟恭", "yuchi gong"),
        ("尉遲敬德", "yuchi jingde"),
        ("欧阳修", "ouyang xiu"),
        ("歐陽娜娜", "ouyang nana"),
        ("万俟卨", "moqi xie"),
        ("長孫無忌", "zhangsun wuji"),
        ("澹臺滅明", "tantai mieming"),
        ("令狐冲", "linghu chong"),
        ("司马光", "sima guang"),
        ("欧阳", "ou yang"),
        ("林鄭月娥", "lin zhengyuee"),
        ("李长春", "li changchun"),
        ("王乾", "wang qian"),
        ("朱镕基", "zhu rongji"),
        ("龑䶮", "yan yan"),
    ],
)
def test_a_name_is_spelled_with_its_surname_as_that_is_read(name, spelled):
    assert pinyin_of(name)[:2] == [spelled, spelled.replace(" ", "")]


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("庄荣文", ["zrw"]),
        ("欧阳修", ["oyx"]),
        ("歐陽娜娜", ["oynn"]),
        ("尉迟恭", ["ycg"]),
        ("吕大防", ["ldf"]),
        ("林梅", []),
    ],
)
def test_initials_stand_behind_a_sign_and_need_three_letters(name, initials):
    forms = dict.fromkeys(form for form in pinyin_of(name) if form.startswith(INITIALS))
    assert list(forms) == [INITIALS + letters for letters in initials]


@pytest.mark.parametrize(
    ("name", "either"),
    [
        ("覃乐", ["qin le", "qin yue", "tan le", "tan yue"]),
        ("吕布", ["lu bu", "lv bu", "lyu bu"]),
        ("乐嘉", ["yue jia", "le jia"]),
        ("张茜", ["zhang qian", "zhang xi"]),
    ],
)
def test_what_is_read_in_two_ways_or_has_no_key_is_found_by_each(name, either):
    assert [form for form in pinyin_of(name) if " " in form] == either


@pytest.mark.parametrize(
    "name",
    [
        *["", " ", "庄", "Zhuang Rongwen", "ab", "马克·吐温", "阿·加", "国家网信办", "欧阳娜娜娜"],
        *[
            "庄Rong",
            "庄荣2",
            "カンナ",
            "한국",
            "庄々",
            "(庄荣文)",
            "庄荣文1",
            "\ue002\ue002",
            "𰀀𰀀",
        ],
    ],
)
def test_any_other_name_is_left_as_it_is(name):
    assert pinyin_of(name) == []


@given(st.text(max_size=5) | st.text(alphabet="庄曾单 ·aうé欧阳覃乐吕\ue002", max_size=5))
@settings(max_examples=200)
def test_every_form_is_folded(name):
    for form in pinyin_of(name):
        bare = form.removeprefix(INITIALS)
        assert normalize(bare) == bare
        assert bare.replace(" ", "").isalpha()
        assert bare.isascii()


@pytest.mark.slow
def test_the_table_knows_every_usual_character_once_and_is_in_order():
    text = Path(pinyin.__file__).with_name("pinyin.txt").read_text("utf-8")
    assert len(text.encode()) < 100_000
    rows = [line.split(" ") for line in text.splitlines()]
    assert all(first[0] < second[0] for first, second in pairwise(rows))
    characters = "".join(row[1] for row in rows)
    assert len(characters) == len(set(characters))
    known = set(characters)
    # The block as it was in the first version of Unicode, but for signs of units.
    unknown = [
        character
        for character in map(chr, range(0x4E00, 0x9FA6))
        if not known & {character, normalize(character)}
    ]
    assert "".join(unknown) == "兙兡嗧桛烪瓧瓰瓱瓼甅"


def test_no_reading_of_a_name_is_written_twice():
    for table in (pinyin._SURNAMES, pinyin._GIVEN):
        for character, reading in table.items():
            assert pinyin._readings().get(character) != reading
            assert normalize(character).replace(" ", "") == character


SPEAKERS = [
    {"id": "s1", "name": "庄荣文"},
    {"id": "s2", "name": "Ann", "names": {"zh-Hant": "曾蔭權"}},
    {"id": "s3", "name": "马克·吐温", "aliases": ["单霁翔"]},
]


@pytest.fixture
def people(opened, coverage, quote):
    quotes = [quote(f"q{n}", speaker=f"s{n}") for n in (1, 2, 3)]
    quotes.append(quote("said", speaker="nobody", text="庄荣文 and the zrx, 曾"))
    event = {"id": "e", "name": "E"}
    return opened(coverage({"event": event, "speakers": SPEAKERS, "quotes": quotes}))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *((text, "q1") for text in ("zhuang rongwen", "rongwen", "zhuangrongwen", "ZRW")),
        *(
            (text, "q1")
            for text in (
                "speaker:rongwen",
                "speaker:zrw",
                "\ue002zrw",
                '"zhuang rongwen"',
                "Róngwén",
            )
        ),
        *((text, "") for text in ("role:zrw", "topic:rongwen", "wenrong", "zrww", '"zrw e"')),
        *((text, "q2") for text in ("zeng yinquan", "zyq", "speaker:zeng")),
        *((text, "q3") for text in ("shan jixiang", "sjx")),
        *((text, "") for text in ("dan", "ceng", "ma ke", "maketuwen")),
        ("-zrw speaker:s1", ""),
        ("zrw OR zyq", "q1 q2"),
    ],
)
@pytest.mark.parametrize("typing", [False, True])
def test_a_speaker_and_what_was_said_are_found_by_pinyin(people, text, expected, typing):
    node = parse(text, typing=typing).node
    ids = {hit.address.id for hit in people.search(Search(node, "quotes")).hits}
    assert ids == set(expected.split())
    speakers = {hit.address.id for hit in people.search(Search(node, "speakers")).hits}
    assert speakers == set(expected.replace("q", "s").split())


@pytest.mark.parametrize("begun", ["z", "zr"])
def test_initials_are_not_found_by_their_beginning(people, begun):
    ids = {
        hit.address.id
        for hit in people.search(Search(parse(begun, typing=True).node, "quotes")).hits
    }
    # `zhuang` and `zeng` begin with z, and the one text has a word that begins with zr.
    assert ids == ({"q1", "q2", "said"} if begun == "z" else {"said"})


def test_what_pinyin_has_found_lights_no_other_word(people):
    wanted = terms(parse("zhuang rongwen zrw").node)
    assert highlight("庄荣文 said so", wanted) == []


def test_han_names_are_sorted_by_pinyin_among_those_in_latin_letters(coverage, opened):
    names = [
        "庄荣文",
        "張三",
        "Zhuang Rongwen",
        "曾国卫",
        "王勇",
        "欧阳明",
        "李家超",
        "区志光",
        "陳茂波",
        "Lee",
    ]
    people = [{"id": f"s{at}", "name": name, "kind": "person"} for at, name in enumerate(names)]
    archive = opened(coverage({"event": {"id": "e", "name": "Forum"}, "speakers": people}))
    hits = archive.search(Search(And(), "speakers", Sort.NAME)).hits
    ordered = ["陳茂波", "Lee", "李家超", "区志光", "欧阳明", "王勇", "曾国卫", "張三", "庄荣文"]
    assert [hit.record.name for hit in hits] == [*ordered, "Zhuang Rongwen"]


def test_a_surname_that_is_often_read_wrongly_is_answered_with_its_other_reading(coverage, opened):
    people = [
        {"id": f"s{at}", "name": name, "kind": "person"}
        for at, name in enumerate(("区志光", "单国卫", "李志光"))
    ]
    archive = opened(coverage({"event": {"id": "e", "name": "Forum"}, "speakers": people}))
    assert archive.suggest("qu zhiguang") == "ou zhiguang"
    assert archive.suggest("speaker:dan") == "speaker:shan"
    assert archive.suggest("li zhiguang") is None
