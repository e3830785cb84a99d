"""What an edit looks like: an editor would have typed the same."""

import pytest

from summit_tui.authoring.toml_edit import ABSENT, append_block, set_value
from summit_tui.writing import RefusedError

PATH = ("quotes", 0)


def edited(block, field, value, newline="\n"):
    return set_value(f"[[quotes]]\n{block}", (*PATH, field), value, newline).removeprefix(
        "[[quotes]]\n"
    )


@pytest.mark.parametrize(
    ("old", "new", "block"),
    [
        ("We lay it.", "We laid it.", 'text = "We lay it." # as told\n'),
        ("We lay it.", "We laid it.", "text = 'We lay it.'\n"),
        ("We lay it.", "We laid it.", "text = '''We lay it.'''\n"),
        ("We lay it.", "We laid it.", "text = '''\nWe lay it.'''\n"),
        ("We lay it.", "We laid it.", 'text = """\nWe lay it."""\n'),
        ("lay", "lay and mend", 'text = """\\\n  We will \\\n  lay \\\n  it."""\n'),
        ("will", "shall", 'text = """\\\n  We will \\\n  lay it."""\n'),
        ("我们共建", "我們共建", 'text = "我们共建" # 原文\n'),
    ],
)
def test_a_string_keeps_its_form_and_all_lines_that_do_not_change(old, new, block):
    import tomli

    text = tomli.loads(block)["text"]
    assert edited(block, "text", text.replace(old, new)) == block.replace(old, new)


def test_words_that_a_line_break_would_swallow_are_kept():
    block = 'text = """\\\n  We \\\n  lay it."""\n'
    assert edited(block, "text", "We lay it.") == block
    assert edited(block, "text", "We  lay it.") == 'text = """\\\n  We  \\\n  lay it."""\n'


def test_quotation_marks_stand_as_they_are_where_the_string_allows_it():
    block = "text = '''We lay it.'''\n"
    assert edited(block, "text", 'We "lay" it.') == "text = '''We \"lay\" it.'''\n"
    block = 'text = """We lay it."""\n'
    assert edited(block, "text", 'We "lay" it.') == 'text = """We "lay" it."""\n'
    block = 'text = "We lay it."\n'
    assert edited(block, "text", 'We "lay" it.') == 'text = "We \\"lay\\" it."\n'
    block = "text = 'We lay it.'\n"
    assert edited(block, "text", "We can't.") == 'text = "We can\'t."\n'


def test_what_could_turn_other_text_around_is_written_as_an_escape():
    for block in ("text = 'We lay it.'\n", 'text = "We lay it."\n', 'text = """We lay it."""\n'):
        after = edited(block, "text", "We \u202elay it.")
        assert "\u202e" not in after
        assert "We \\U0000202Elay it." in after


def test_a_day_stays_a_day_and_a_text_a_text():
    assert edited("date = 2030-05-01 # Monday\n", "date", "2030-05-02") == (
        "date = 2030-05-02 # Monday\n"
    )
    assert edited("date = 2030-05-01\n", "date", "2030-05") == 'date = "2030-05"\n'
    assert edited('date = "2030-05-01"\n', "date", "2030-05-02") == 'date = "2030-05-02"\n'


@pytest.mark.parametrize(
    ("block", "after"),
    [
        ('excerpt = { exact = "a" } # here\n', 'excerpt = { exact = "b", prefix = "c" } # here\n'),
        ('excerpt = {exact="a"}\n', 'excerpt = {exact="b", prefix = "c"}\n'),
        ('excerpt.exact = "a"\n', 'excerpt.exact = "b"\nexcerpt.prefix = "c"\n'),
        (
            'id = "q"\n\n[quotes.excerpt] # here\n  exact = "a" # so\n\n# Below.\n',
            'id = "q"\n\n[quotes.excerpt] # here\n  exact = "b" # so\n  prefix = "c"\n\n# Below.\n',
        ),
        ('id = "q"\n', 'id = "q"\nexcerpt = { exact = "b", prefix = "c" }\n'),
        (
            'id = "q"\nrole = "r" # as printed\n\n[quotes.translations]\nfr = "x"\n',
            'id = "q"\nrole = "r" # as printed\n{new}\n\n[quotes.translations]\nfr = "x"\n',
        ),
    ],
)
def test_an_excerpt_is_changed_in_the_form_that_it_has(block, after):
    added = 'excerpt = { exact = "b", prefix = "c" }'
    assert edited(block, "excerpt", {"exact": "b", "prefix": "c"}) == after.replace("{new}", added)


@pytest.mark.parametrize(
    ("block", "after"),
    [
        ('topics = ["a", "b"] # two\n', 'topics = ["a", "b", "c"] # two\n'),
        ("topics = []\n", 'topics = ["c"]\n'),
        (
            'topics = [\n  "a", # first\n  "b" # last\n]\n',
            'topics = [\n  "a", # first\n  "b", # last\n  "c"\n]\n',
        ),
        (
            'topics = [\n  "a",\n  "b", # last\n  # no more\n]\n',
            'topics = [\n  "a",\n  "b", # last\n  "c",\n  # no more\n]\n',
        ),
    ],
)
def test_a_list_is_added_to_at_its_end(block, after):
    value = ["c"] if "[]" in block else ["a", "b", "c"]
    assert edited(block, "topics", value) == after


def test_a_list_with_comments_is_not_written_anew():
    block = 'topics = [\n  "a", # first\n  "b",\n]\n'
    with pytest.raises(RefusedError, match=r"quotes\.0\.topics"):
        edited(block, "topics", ["b"])
    assert edited('topics = ["a", "b"]\n', "topics", ["b"]) == 'topics = ["b"]\n'


@pytest.mark.parametrize(
    ("block", "after"),
    [
        ('id = "q"\nrole = "r"\nmode = "direct"\n', 'id = "q"\nmode = "direct"\n'),
        ('id = "q"\nrole = """\\\n  r"""\n# end\n', 'id = "q"\n# end\n'),
    ],
)
def test_a_field_goes_with_its_lines(block, after):
    assert edited(block, "role", ABSENT) == after


def test_a_field_with_a_comment_is_not_taken_away():
    with pytest.raises(RefusedError, match="only an editor can change"):
        edited('role = "r" # as on the badge\n', "role", ABSENT)
    with pytest.raises(RefusedError, match="only an editor can change"):
        edited('topics = [\n  "a" # mine\n]\n', "topics", ABSENT)


def test_line_ends_of_the_file_are_those_of_what_is_added():
    assert edited('id = "q"\r\n', "role", "r", "\r\n") == 'id = "q"\r\nrole = "r"\r\n'
    block = 'text = """\r\na\r\nb"""\r\n'
    assert edited(block, "text", "a\nb\nc", "\r\n") == 'text = """\r\na\r\nb\r\nc"""\r\n'


def test_records_in_one_list_within_brackets_are_changed_too():
    text = 'quotes = [\n  {id = "a", mode = "direct"}, # one\n  {id = "b", mode = "direct"},\n]\n'
    changed = set_value(text, ("quotes", 1, "mode"), "partial", "\n")
    assert changed == text.replace('"b", mode = "direct"', '"b", mode = "partial"')


def test_keys_that_need_quotation_marks_get_them():
    assert edited('names = { en = "a" }\n', "names", {"en": "a", "x y": "b"}) == (
        'names = { en = "a", "x y" = "b" }\n'
    )


def test_an_event_is_changed_in_its_table():
    text = '[event]\nid = "e"\nname = "E" # short\n\n[event.names]\nfr = "F"\n'
    changed = set_value(text, ("event", "name"), "The E", "\n")
    assert changed == text.replace('"E"', '"The E"')


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("", "[[x]]\n"),
        ("a = 1", "a = 1\n\n[[x]]\n"),
        ("a = 1\n", "a = 1\n\n[[x]]\n"),
        ("a = 1\r\n", "a = 1\r\n\r\n[[x]]\r\n"),
        ("a = 1\r\nb = 2", "a = 1\r\nb = 2\r\n\r\n[[x]]\r\n"),
    ],
)
def test_a_block_follows_an_empty_line(text, after):
    assert append_block(text, "[[x]]\n") == after
