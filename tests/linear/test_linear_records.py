"""One record in plain lines: what it says, where it leads, and what can be done with it."""

import pytest

from summit_tui.archive.sqlite.catalog import open_archive
from summit_tui.bookmarks import Bookmarks
from summit_tui.clipboard.outcome import last_copy_path


@pytest.fixture
def sourced(coverage, records):
    """Return the archive of a coverage with a remark of two sources, readings and a text."""
    first = records["quotes"][0]
    first["remark"] = "cable"
    first["excerpt"] = {"exact": "We will lay the cable together"}
    second = {**first, "id": "told", "source": "wire", "mode": "paraphrase", "role": "Minister"}
    second |= {"text": "The cable would be laid together.", "excerpt": {"exact": "no such words"}}
    records["quotes"].append(second)
    reading = {"record": "event/wic-2030", "field": "attendance", "source": "gazette"}
    records["readings"] = [{**reading, "value": "over 300"}, {**reading, "value": "500"}]
    records["readings"][1]["source"] = "wire"
    for source in records["sources"]:
        source["text"] = "text.txt"
    folder = coverage(records)
    words = "At noon it rained. “We will lay the cable together,” said Lin Mei.\n\nThen all left."
    (folder / "text.txt").write_text(words, "utf-8")
    archive = open_archive([folder], None)
    yield archive
    archive.close()


STATEMENT = """\
Quote, row 1, direct quotation.
Lin Mei (林梅), Minister of Transport (capacity from the speaker's record), \
Panel on undersea cables, 2 May 2030:
“We will lay the cable together.”
Source: Harbour Gazette, “Cable panel closes the forum”, 3 May 2030, \
https://gazette.example/cables?day=2
Topics: cables
Record: wic-2030/quotes/direct
5 links:
1. speaker: Lin Mei (林梅)
2. source: Cable panel closes the forum
3. session: Panel on undersea cables
4. delegation: Harbour City
5. event: Wuzhen Forum 2030 (乌镇论坛)
"""


def test_a_statement_is_its_attribution_its_words_and_its_links(talk):
    assert talk.say("cable", "1") == STATEMENT.splitlines()


def test_a_link_is_followed_to_a_record_and_from_there_to_those_that_name_it(talk):
    links = talk.say("cable", "1", "1")
    assert links[:2] == ["Speaker.", "Lin Mei (林梅)"]
    quote = next(line for line in links if "paraphrase: The budget" in line)
    assert talk.say(quote.partition(".")[0])[0] == "Quote, paraphrase."


def test_many_records_that_name_one_are_a_list(talk_about, coverage, records):
    records["quotes"] += [
        {**records["quotes"][1], "id": f"more-{number}", "text": f"Toll road {number}."}
        for number in range(9)
    ]
    archive = open_archive([coverage(records)], None)
    talk = talk_about(archive)
    links = talk.say("speakers", "2")
    line = next(line for line in links if line.endswith("10 quotes"))
    shown = talk.say(line.partition(".")[0])
    assert shown[:2] == ["10 quotes, newest first.", "Only Ada Okoro; clear drops that."]
    archive.close()


def test_next_and_previous_go_through_the_list(talk):
    talk.say("statements", "2")
    assert talk.say("n")[0] == "Quote, row 3, partial quotation."
    talk.say("1")  # away from the list
    assert talk.say("N")[0] == "Quote, row 2, direct quotation."
    talk.say("N")
    assert talk.say("previous") == ["The list goes no further."]


def test_each_source_says_how_it_tells_a_remark(talk_about, sourced):
    talk = talk_about(sourced)
    shown = talk.say("mode:direct", "1")
    assert "To compare: in 2 sources: direct in 1, paraphrase in 1." in shown
    assert shown[-1] == "6. the same remark, paraphrase: River Wire"
    assert talk.say("d") == [
        "Remark, in 2 sources: direct in 1, paraphrase in 1.",
        "1. Harbour Gazette, 3 May 2030, direct quotation: “We will lay the cable together.”",
        "2. River Wire, 10 August 2030, paraphrase, Minister: The cable would be laid together.",
    ]
    assert talk.say("2")[0] == "Quote, paraphrase."


def test_each_source_says_what_it_prints_of_a_field(talk_about, sourced):
    assert talk_about(sourced).say("events", "compare 1") == [
        "Attendance, 2 values in 2 sources.",
        "1. Harbour Gazette, 3 May 2030: over 300",
        "2. River Wire, 10 August 2030: 500",
    ]


def test_what_one_source_has_alone_is_not_compared(talk):
    (answer,) = talk.say("statements", "compare 1")
    assert answer == "There is nothing to compare: one source alone has this."


def test_the_evidence_is_a_sentence_and_the_words_around_it(talk_about, sourced):
    talk = talk_about(sourced)
    answer = talk.say("mode:direct", "t 1")
    assert answer[0] == "Evidence: found in the source, paragraph 1."
    assert "in quotation marks" in answer[1]
    assert answer[2:] == [
        "Passage: We will lay the cable together",
        "Before it: At noon it rained. “",
        "Behind it: ,” said Lin Mei. Then all left.",
    ]
    (missing, *_) = talk.say("statements", "/told", "t 1")
    assert missing == "Evidence: not found word for word in the source."
    assert talk.say("sources", "clear", "t 1")[:2] == [
        "2 paragraphs of text.",
        "At noon it rained. “We will lay the cable together,” said Lin Mei.",
    ]


def test_without_a_text_it_says_so(talk):
    assert talk.say("cable", "t 1") == ["Evidence: no text of the source."]
    (sentence,) = talk.say("sources", "t 1")
    assert "--texts" in sentence
    assert talk.say("speakers", "clear", "t 1") == [
        "Only a statement or a source has a text to show."
    ]


def test_a_copy_says_where_it_went(talk, tmp_path):
    path = last_copy_path(tmp_path / "state")
    talk.say("cable", "1")
    (sentence,) = talk.say("y")
    assert sentence == f"Saved {len(path.read_text('utf-8'))} characters as text to {path}."
    assert path.read_text("utf-8").startswith("“We will lay the cable together.”\n— Lin Mei")
    (sentence,) = talk.say("clear", "copy 3 markdown")
    assert "as markdown" in sentence
    assert "River Wire" not in path.read_text("utf-8")


@pytest.mark.parametrize("command", ["y", "d", "t", "mark"])
def test_without_an_open_record_a_command_asks_for_a_row(talk, command):
    (sentence,) = talk.say("statements", command)
    assert sentence == "No record is open; say the number of a row behind the command."
    assert talk.say(f"{command} 9") == ["There is no row 9 in the list."]


def test_marks_are_those_of_the_browser(talk_about, archive, tmp_path):
    talk = talk_about(archive, bookmarks=Bookmarks(tmp_path))
    assert talk.say("statements", "mark 1 3") == ["Marked 2 records, 2 in all."]
    assert talk.say("2", "mark") == [
        "Marked, 3 in all: Lin Mei, direct quotation: “We will lay the cable together.”"
    ]
    assert [address.id for address in Bookmarks(tmp_path)] == ["later", "partial", "direct"]
    assert talk.say("statements")[1].startswith(
        "1. Lin Mei, paraphrase, 9 August 2030, River Wire, marked"
    )
    assert talk.say("unmark 1")[0].startswith("Unmarked, 2 in all: Lin Mei, paraphrase: ")
    Bookmarks(tmp_path).mark([next(iter(archive.resolve("youth")))])
    assert [line[:14] for line in talk.say("m")] == [
        "3 marks, in or",
        "1. Ada Okoro, ",
        "2. Lin Mei, di",
        "3. Youth Counc",
    ]
    assert talk.say("3")[:2] == ["Speaker, row 3, marked.", "Youth Council"]
    (sentence,) = talk.say("copy marks")
    assert sentence.startswith("Saved")


def test_the_list_that_was_shown_last_is_written_to_a_file(talk, tmp_path):
    path = tmp_path / "notes.md"
    assert talk.say("mode:direct", "1", f"export {path}") == [
        f"Wrote 1 record as markdown to {path}."
    ]
    assert "lay the cable" in path.read_text("utf-8")
    (refusal,) = talk.say(f"e {path}")
    assert refusal.startswith("Nothing is written: ")
    assert "exists" in refusal
    assert talk.say("e ~no-such-user/notes.md") == [
        "Nothing is written: ~no-such-user/notes.md: that user has no home folder."
    ]
    assert talk.say("e no\0tes.md") == [
        "Nothing is written: no␀tes.md: no path can have these characters."
    ]
    talk.say("clear", "mark 1", "marks")
    assert talk.say(f"export {tmp_path}/marks.txt jsonl") == [
        f"Wrote 1 record as jsonl to {tmp_path}/marks.txt."
    ]
    assert "export" in talk.say("export")[0]
    assert talk.say(f"export {tmp_path}/sessions.ics") == [
        "Nothing is written: the list has nothing for this form."
    ]


def test_problems_of_files_and_records_are_counted_and_listed(talk_about, coverage, records):
    records["quotes"][0]["speaker"] = "nobody"
    folder = coverage(records)
    (folder / "broken.json").write_text("{", "utf-8")
    archive = open_archive([folder], None)
    number, *problems = talk_about(archive).say("p")
    assert number == f"{len(problems)} problems."
    assert any("E003" in line for line in problems)
    assert any("E201" in line for line in problems)
    archive.close()
