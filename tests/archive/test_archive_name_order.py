"""Lists by name are in the order that the reader's language has, whatever answers them."""

from contextlib import closing

import pytest

from summit_tui.archive import NAME_LANGUAGES, Search, Sort
from summit_tui.archive.describe import reader_tag
from summit_tui.archive.name_order import name_sort_key, name_sort_keys, publisher_sort_key
from summit_tui.archive.query.tree import And
from summit_tui.archive.sqlite.sort_orders import order_name
from summit_tui.model.rebuild import record_from

CHINESE = {
    "Carrie Wang": {"zh-Hant": "王嘉怡"},
    "Ben Zhuang": {"zh-Hans": "庄本"},
    "Dora Chan": {"zh-HK": "陳多拉"},
    "Ouyang Min": {"zh-Hans": "欧阳敏", "zh-Hant": "歐陽敏"},
    "Ken Tanaka": {"ja": "田中健"},
    "李安": {"en": "Ang Lee"},
    "Ada Moore": {},
}
"""Speakers in the order of the file: main names, and those in other languages."""
ORDERS = {
    "": "Ada Moore|Ben Zhuang|Carrie Wang|Dora Chan|Ken Tanaka|李安|Ouyang Min",
    # ada, chen, ken, li, ouyang, wang, zhuang
    "zh-Hans": "Ada Moore|Dora Chan|Ken Tanaka|李安|Ouyang Min|Carrie Wang|Ben Zhuang",
    # four strokes, six, seven, eleven, fifteen; then letters
    "zh-Hant": "Carrie Wang|Ben Zhuang|李安|Dora Chan|Ouyang Min|Ada Moore|Ken Tanaka",
}


def speaker(name, names):
    return record_from("speakers", {"id": "s", "name": name, "names": names})


@pytest.mark.parametrize("language", ORDERS)
def test_the_name_that_sorts_is_the_one_that_the_reader_sees(language):
    ordered = sorted(
        CHINESE, key=lambda name: name_sort_key(speaker(name, CHINESE[name]), language)
    )
    assert ordered == ORDERS[language].split("|")


def test_a_language_without_an_order_of_its_own_has_that_of_the_main_names():
    assert not {"en", "fr", "ja"} & {*NAME_LANGUAGES}
    for name, names in CHINESE.items():
        record = speaker(name, names)
        assert name_sort_key(record, "en") == name_sort_key(record) == name_sort_keys(record)[0]


def test_the_text_of_a_statement_sorts_alike_for_all():
    data = {"id": "q", "speaker": "s", "source": "c", "mode": "direct", "text": "陳"}
    assert set(name_sort_keys(record_from("quotes", data))) == {"chen"}


def test_a_source_is_sorted_by_its_publisher_then_by_its_title():
    data = {"id": "c", "publisher": "明报", "title": "B"}
    assert publisher_sort_key(record_from("sources", data)) == "ming bao b"


@pytest.mark.parametrize(
    ("language", "tags", "expected"),
    [
        ("zh-Hans", ["ja", "zh-Hant", "zh-Hans"], "zh-Hans"),
        ("zh-Hans", ["ja", "zh-Hant"], "zh-Hant"),
        ("zh-Hant", ["zh", "zh-TW"], "zh-TW"),
        ("zh-Hant", ["ja", "yue"], "yue"),
        ("zh-Hant", ["ja", "ko"], None),
        ("fr", ["zh", "en"], None),
    ],
)
def test_readers_of_chinese_get_a_name_in_either_script_and_no_other(language, tags, expected):
    assert reader_tag(language, tags) == expected


@pytest.mark.parametrize(
    ("question", "order"),
    [
        (("speakers", Sort.NAME, "zh-Hant"), "name/zh-Hant"),
        (("quotes", Sort.SPEAKER, "zh-Hans"), "speaker/zh-Hans"),
        (("quotes", Sort.NAME, "zh-Hant"), "text"),
        (("sources", Sort.SOURCE, "zh-Hant"), "source"),
        (("sessions", Sort.DATE, "zh-Hant"), "date"),
        (("speakers", Sort.NAME, "fr"), "name"),
    ],
)
def test_an_order_is_kept_for_each_language_that_has_another(question, order):
    assert order_name(*question) == order


@pytest.mark.parametrize("language", ORDERS)
def test_speakers_and_what_they_said_come_in_the_order_of_the_reader(coverage, opened, language):
    people = [
        {"id": f"s{number}", "name": name, "names": names}
        for number, (name, names) in enumerate(CHINESE.items())
    ]
    source = {"id": "c", "publisher": "P", "title": "T", "kind": "official"}
    quotes = [
        {"id": f"q{number}", "speaker": f"s{number}", "source": "c", "mode": "direct", "text": "x"}
        for number in range(len(people))
    ]
    tables = {"speakers": people, "sources": [source], "quotes": quotes}
    with closing(opened(coverage({"event": {"id": "e", "name": "Forum"}, **tables}))) as archive:
        names = ORDERS[language].split("|")
        search = Search(And(), "speakers", Sort.NAME, language=language)
        assert [hit.record.name for hit in archive.search(search).hits] == names
        search = Search(And(), "quotes", Sort.SPEAKER, language=language)
        hits = archive.search(search).hits
        assert [hit.link("speakers", hit.record.speaker).name for hit in hits] == names
