"""What holds for every source in every style, whatever is known of it."""

import re

from hypothesis import given
from hypothesis import strategies as st

from summit_tui.citations import STYLES, Item, Name, Statement, Voice, bibliography, sentence

WORDS = ("Ministers", "agree", "on", "a", "fund", "ASEAN", "eSIM", "Geneva", "the", "Bank", "海底")
ENDS = ("", ".", "?", "!", ",", ":", "”", " Inc.", " U.S.")
TEXTS = st.builds(
    lambda words, end: ("“" if end == "”" else "") + " ".join(words) + end,
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=8),
    st.sampled_from(ENDS),
)
TITLES = st.one_of(st.just(""), TEXTS, TEXTS.map(lambda text: f"[{text}]"))
ORGANIZATIONS = st.sampled_from(
    ("", "The Harbour Post", "Sample Robotics, Inc.", "Example Bank", "示例日报", "The")
)
DAYS = st.sampled_from(("", "2026", "2026-05", "2026-05-02", "2026-09-30", "2026-12"))
NAMES = st.builds(
    Name,
    family=st.sampled_from(("", "Okoro", "von der Heide", "林", "Иванов")),
    given=st.sampled_from(("", "Ada", "Mary-Anne", "J.R.", "美琪", "-", "'", "Сергей")),
    suffix=st.sampled_from(("", "Jr.", "III")),
    literal=st.sampled_from(("", "", "Arung", "Sample Robotics, Inc.", "Example Bank")),
    handle=st.sampled_from(("", "@ada")),
    variants=st.sampled_from(
        ({}, {"zh-Latn": "Lin Meiqi"}, {"ru-Latn": "Sergei Ivanov"}, {"en": "Mei Lin"})
    ),
)
PEOPLE = st.lists(NAMES, max_size=4).map(tuple)
ITEMS = st.builds(
    Item,
    type=st.sampled_from(Item.__annotations__["type"].__args__),
    title=TITLES,
    titles=st.sampled_from(({}, {"en": "Accord signed"}, {"ja-Latn": "Kyōtei ni shomei"})),
    language=st.sampled_from(("", "en", "en-GB", "zh-Hans", "ja", "de", "ar")),
    authors=PEOPLE,
    speech_by=PEOPLE,
    interviewers=PEOPLE,
    translators=PEOPLE,
    publisher=ORGANIZATIONS,
    publisher_names=st.sampled_from(({}, {"zh-Latn": "Shili ribao"})),
    parent_organization=ORGANIZATIONS,
    programme=st.sampled_from(("", "Morning Desk", "Who Counts?")),
    genre=st.sampled_from(("", "Editorial", "Keynote address")),
    medium=st.sampled_from(("", "audio", "video")),
    duration=st.sampled_from(("", "14:20")),
    number=st.sampled_from(("", "12", "Report No. 12", "A/RES/79/1")),
    issued=DAYS,
    event_title=st.sampled_from(("", "Example Summit 2026")),
    event_date=DAYS,
    event_place=st.sampled_from(("", "Geneva")),
    page=st.sampled_from(("", "A3", "3-4")),
    locator=st.sampled_from(("", "44", "03:15")),
    locator_label=st.sampled_from(("page", "timecode", "paragraph", "section")),
    url=st.sampled_from(("", "https://example.org/a")),
    archived_at=st.sampled_from(("", "https://web.archive.org/web/2026/a")),
    archive=st.sampled_from(("", "Internet Archive")),
    retrieved=DAYS,
    syndicated_from=st.sampled_from(("", "Example Wire Agency")),
)
FAULTS = re.compile(r"\.\.|,,|\(\)|\[\]|  |\s[.,;]|,\.|\.”\.|“”|^\W*$|^\s|\s$|[?!]\.|\(,|\(\s|\s\)")


@given(item=ITEMS)
def test_a_line_has_no_mark_twice_nothing_empty_and_every_word_of_its_title(item):
    for name, style in STYLES.items():
        line = style.line(item, "")
        assert FAULTS.search(line) is None, (name, line)
        if not (name.startswith(("apa", "chicago")) and "海底" in item.title and item.titles):
            known = re.findall(r"\w+", line.lower())
            words = re.findall(r"\w+", item.title.lower())
            assert [word for word in words if word not in known] == [], name


@given(items=st.lists(ITEMS, max_size=3), repeat=st.booleans())
def test_a_list_has_one_line_for_each_source(items, repeat):
    for name, style in STYLES.items():
        lines = bibliography(style, items, repeat_authors=repeat)
        assert len(lines) == len(items), name
        assert all(line.strip() for line in lines), name


@given(
    text=TEXTS,
    mode=st.sampled_from(("direct", "partial", "paraphrase")),
    names=st.lists(st.sampled_from(("Arung", "Sample Robotics, Inc.")), min_size=1, max_size=3),
    capacity=st.sampled_from(("", "Minister of Trade", "Director of the Coastal Authority")),
    day=DAYS,
    occasion=st.sampled_from(("", "Example Summit 2026")),
    place=st.sampled_from(("", "Geneva", "Washington, D.C.")),
    reported_by=ORGANIZATIONS,
    style=st.sampled_from(("ap", "bbc")),
    this_year=st.sampled_from(("", "2025", "2026")),
)
def test_a_sentence_says_the_words_and_who_and_has_no_mark_twice(
    text, mode, names, capacity, day, occasion, place, reported_by, style, this_year
):
    statement = Statement(
        text=text,
        mode=mode,
        voices=tuple(Voice(name=name, capacity=capacity) for name in names),
        day=day,
        occasion=occasion,
        place=place,
        reported_by=reported_by,
    )
    line = sentence(statement, style, this_year=this_year)
    assert re.search(r"\.\.|,,|  |\s[.,;]|,\.$", line) is None, line
    assert all(word in line for word in re.findall(r"\w+", text)[1:])
    assert all(name in line for name in names)
    assert line.endswith(".")
    assert ("“" in line) == (mode == "direct" or "”" in text)
