"""A statement never looks like what it is not."""

from itertools import product

MARKS = set('“”„«»「」『』"')


def without_links(reader):
    """Return the record in full down to its links, which name other records."""
    return reader.record.split("FROM HERE")[0]


async def test_direct_speech_stands_in_marks_and_a_paraphrase_never(browsing, small):
    async with browsing(small, pane=4, size=(60, 15)) as reader:
        for size, mode in product(
            [(60, 15), (80, 24), (120, 40)], ["paraphrase", "direct", "partial", "paraphrase"]
        ):
            await reader.resize(*size)
            assert reader.browse.entry.record.mode == mode
            text = reader.browse.entry.record.text
            await reader.press("enter")
            said = without_links(reader)
            assert mode.upper() in said
            assert (f"“{text}”" in said) == (mode == "direct")
            if mode == "paraphrase":
                assert not MARKS & set(said.split("River Wire")[0])
            is_last = reader.browse.list_.cursor == 3
            await reader.press("h", "g" if is_last else "j")


async def test_the_list_tells_the_modes_apart_in_words(browsing, small):
    async with browsing(small, pane=4) as reader:
        said = " ".join(reader.list.replace("▌", " ").split())
        assert "“We will lay the cable together.” DIRECT" in said
        assert "The budget for repairs would double. PARAPHRASE" in said
        assert "“The budget" not in said
        assert 'Repairs should not become "a toll road" for anyone.' in said
        assert "“Repairs" not in said


async def test_marks_that_a_file_sets_around_a_paraphrase_are_shown_nowhere(
    browsing, coverage, records
):
    for marked in ("“Wanted.”", '"Wanted."', "«Wanted.»", "「Wanted.」"):
        quote = records["quotes"][3] | {"text": marked, "translations": {"fr": marked}}
        records["quotes"] = [records["quotes"][0], *records["quotes"][1:3], quote]
        async with browsing(coverage(records), pane=4) as reader:
            assert reader.shown.endswith("/later")
            assert "Wanted." in reader.record
            assert not MARKS & set(reader.record)
            assert not MARKS & set(reader.list.split("PARAPHRASE")[0])
            await reader.press("3")
            (text,) = [link.text for link in reader.browse.links._links if "Wanted" in link.text]
            assert text == "Wanted."


async def test_words_in_marks_within_a_paraphrase_are_given_to_who_reported_them(
    browsing, coverage, records
):
    records["quotes"][3]["text"] = "“Never”, she is said to have said."
    async with browsing(coverage(records), pane=4) as reader:
        assert "As reported by River Wire: “Never”" in reader.list
        assert "As reported by River Wire: “Never”" in without_links(reader)


async def test_without_colours_the_modes_can_be_told_apart(browsing, small, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    async with browsing(small, pane=4) as reader:
        for mode in ("PARAPHRASE", "DIRECT", "PARTIAL"):
            assert mode in reader.list


async def test_the_capacity_is_the_one_at_that_time(browsing, small):
    async with browsing(small, pane=4) as reader:
        assert "Minister of Finance" in reader.record
        assert "Minister of Transport" not in reader.record
        await reader.press("j")
        assert "Minister of Transport" in reader.record
        assert "Minister of Finance" not in reader.record


async def test_the_capacity_as_printed_goes_before_all_others(browsing, coverage, records):
    records["quotes"][3]["role"] = "Chair of the Cable Board"
    async with browsing(coverage(records), pane=4) as reader:
        assert "Chair of the Cable Board" in reader.record
        assert "Minister" not in reader.record


async def test_names_and_capacities_are_in_the_readers_language_with_the_original_beside(
    browsing, coverage, records
):
    records["speakers"][0] |= {"name": "林梅", "names": {"en": "Lin Mei"}}
    translated = {"language": "zh", "translations": {"en": "The budget, in English."}}
    role = {"role": "部长", "role_names": {"en": "Minister for Roads"}}
    records["quotes"][3] |= role | translated
    async with browsing(coverage(records), pane=4, size=(120, 40)) as reader:
        assert "Lin Mei 林梅" in reader.record
        assert "Minister for Roads · 部长" in reader.record
        assert "The budget for repairs would double." in reader.record
        await reader.press("3")
        assert "Lin Mei 林梅" in reader.list


async def test_what_is_unknown_is_not_made_up(browsing, coverage, records):
    del records["quotes"][3]["date"]
    async with browsing(coverage(records), pane=4) as reader:
        assert reader.shown.endswith("/later")
        assert "day not stated" in reader.record
        assert "Minister" not in reader.record


async def test_a_quotes_whole_attribution_is_on_one_screen(browsing, small):
    async with browsing(small, pane=4, size=(120, 40)) as reader:
        await reader.press("j")
        for part in (
            "DIRECT",
            "Lin Mei",
            "林梅",
            "2 May 2030",
            "Panel on undersea cables",
            "cables",
            "Harbour Gazette",
            "3 May 2030",
        ):
            assert part in reader.record


async def test_all_who_have_a_part_in_a_statement_stand_with_it(browsing, coverage, records):
    records["quotes"][0] |= {
        "joint_speakers": ["okoro"],
        "on_behalf_of": "youth",
        "act": "pledge",
        "translator": "source",
        "translated_from": "zh",
        "translations": {"fr": "Nous poserons le câble."},
        "translators": {"fr": "official"},
        "checked": {"by": "Desk", "date": "2030-05-04"},
    }
    async with browsing(coverage(records), pane=4, size=(120, 40)) as reader:
        await reader.type("cable together")
        assert "Lin Mei, Ada Okoro" in reader.list
        said = without_links(reader)
        for line in ("Lin Mei", "jointly with Ada Okoro", "on behalf of Youth Council"):
            assert line in said
        words = " ".join(said.replace("▏", " ").split())
        assert "translation from Chinese (zh) by the source" in words
        assert "Nous poserons le câble. (official translation" in words
        assert "Desk, 4 May 2030" in said
        links = [(link.label, link.text) for link in reader.browse.links._links]
        assert links[:3] == [
            ("speaker", "Lin Mei"),
            ("speaker", "Ada Okoro"),
            ("on behalf of", "Youth Council"),
        ]
        await reader.type(" act:pledge")
        assert reader.hits == ["direct"]
