"""Broken TOML costs one record, and lines are right all the same."""

import pytest
from reader_samples import ids, problems_of, toml

from summit_tui.model.problem import Problem
from summit_tui.readers.parsed import ParsedRecord

TOML_BREAKS = [
    ('text = "Statement 3"', 'text = "Statement 3', 4),
    ('text = "Statement 3"', "text = 'Statement 3", 4),
    ('text = "Statement 3"', 'text = """Statement 3', 4),
    ('text = "Statement 3"', "text = '''Statement 3", 4),
    ('text = "Statement 3"', 'text = "a\\qb"', 4),
    ('text = "Statement 3"', "text = Statement 3", 4),
    ('text = "Statement 3"', "text =", 4),
    ('text = "Statement 3"', "text", 4),
    ('text = "Statement 3"', 'text = "a" "b"', 4),
    ('text = "Statement 3"', 'text = "a\x00b"', 4),
    ('text = "Statement 3"', 'text = "a"\ntopics = ["a", "b"', 6),
    ('text = "Statement 3"', 'text = "a"\nexcerpt = {exact = "a"', 5),
    ("\nspeaker", "\n]\nspeaker", 3),
    ("\nspeaker", "\n[quotes.excerpt\nspeaker", 3),
    ("\nspeaker", "\n[]\nspeaker", 3),
    ("\nspeaker", "\n=\nspeaker", 3),
    ('[[quotes]]\nid = "q3"', '[[quotes]\nid = "q3"', 1),
    ('[[quotes]]\nid = "q3"', '[[quotes]] id = "q3"', 1),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "line"), TOML_BREAKS)
def test_broken_toml_costs_one_record_of_ten(read, before, after, line):
    parts = [toml(number) for number in range(10)]
    assert before in parts[3]
    parts[3] = parts[3].replace(before, after)
    results = read("toml", "".join(parts))
    assert ids(results) == [f"q{number}" for number in range(10) if number != 3]
    assert [result.line for result in results if isinstance(result, ParsedRecord)][
        3
    ] == 25 + after.count("\n") - before.count("\n")
    ((problem_line, code, where),) = problems_of(results)
    assert (code, where) == ("E003", "quotes[3]")
    # What is left open is noticed on a later line of the same record.
    assert problem_line in (18 + line, 18 + line + 1, 18 + line + 2)


@pytest.mark.parametrize("marks", ['"""', "'''"])
def test_an_open_toml_string_swallows_no_later_record_that_has_strings_of_its_own(read, marks):
    whole = [toml(n).replace(f'"Statement {n}"', f"{marks}\nLine\n{marks}") for n in range(10)]
    whole[3] = whole[3].replace(f"Line\n{marks}", "Line")
    results = read("toml", "".join(whole))
    assert ids(results) == [f"q{n}" for n in range(10) if n != 3]
    assert problems_of(results) == [(3 * 8 + 4, "E003", "quotes[3]")]


def test_a_header_within_a_toml_string_is_text(read):
    text = toml(1).replace('"Statement 1"', '"""\n[[quotes]]\nid = 3\n[event]"""') + toml(2)
    results = read("toml", text)
    assert ids(results) == ["q1", "q2"]
    assert results[0].data["text"] == "[[quotes]]\nid = 3\n[event]"


@pytest.mark.parametrize(
    "header", ["[[quotes]]", "  [[ quotes ]]", '[["quotes"]]', "[[ 'quotes' ]] # x", "[[quotes]]\r"]
)
def test_a_toml_header_may_be_written_in_any_way(read, header):
    broken = toml(1).replace('"Statement 1"', '"""')
    results = read("toml", broken + toml(2).replace("[[quotes]]", header))
    assert ids(results) == ["q2"]
    assert problems_of(results) == [(4, "E003", "quotes[0]")]


def test_toml_headers_with_dots_belong_to_the_record_before(read):
    text = (
        '[event]\nid = "e"\nname = "E"\n[event.names]\nen = "E"\n'
        '[[sessions]]\nid = "s"\ntitle = "T"\n'
        '[[sessions.speakers]]\nspeaker = "a"\nrole = "host"\n'
        '[[sessions.speakers]]\nspeaker = "B"\n'
        '[sessions.titles]\nen = ""\n'
    )
    results = read("toml", text)
    assert results[0].data == {"id": "e", "name": "E", "names": {"en": "E"}}
    assert problems_of(results) == [
        (13, "E105", "sessions[0].speakers[1].speaker s"),
        (15, "E104", "sessions[0].titles.en s"),
    ]


def test_inline_toml_lists_have_lines_too(read):
    text = (
        'quotes = [\n{id = "a"},\n'
        '{id = "b", speaker = "x", text = "t",\nmode = "direct", source = "s"},\n]'
    )
    results = read("toml", text)
    assert [
        (result.line, result.data["id"]) for result in results if isinstance(result, ParsedRecord)
    ] == [(3, "b")]
    assert {result.line for result in results if isinstance(result, Problem)} == {2}


def test_toml_lines_are_right_whatever_stands_before(read):
    text = (
        '# [[quotes]] in a comment, and """ too\n\n[[quotes]] # x\n'
        '"id" = \'a\' # \'\'\'\n\'speaker\' = "x"\ntext = """a ]\\""" [x]\n=\n""""\n'
        'topics = [ # c ]\n  \'a\', # "\n\n  "",\n]\nsource = "s"\n'
        'excerpt.exact = \'\'\n"mo\\u0064e" = "x"\n'
    )
    assert problems_of(read("toml", text)) == [
        (12, "E104", "quotes[0].topics[1] a"),
        (15, "E104", "quotes[0].excerpt.exact a"),
        (16, "E104", "quotes[0].mode a"),
    ]
