"""Changes in words: every form says all, marks what is gone and new, and steers no terminal."""

import json
import re
from contextlib import closing

import pytest
from diff_samples import edited
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from summit_tui.diff import CHANGE_TYPES, Change, Field
from summit_tui.diff.change_set import ChangeSet
from summit_tui.diff.render import CHANGE_FORMATS, diff_field, render_changes
from summit_tui.model.kinds import Address

NAMES = ("old folder", "new folder")
AT = Address("e", "quotes", "q")
HOSTILE = "\x1b]52;c;eA==\x07\x9b31m\u202eevil\U000e0041\r\n"


def document(changes, form, **settings):
    """Return a set of changes in a form, and close it."""
    with closing(changes):
        return "".join(render_changes(changes, form, NAMES, **settings))


def change_set(*fields, change="text", said="", unread=""):
    field_changes = tuple(Field(*field) for field in fields)
    return ChangeSet([Change(AT, change, "Lin Mei, Minister", said, field_changes, unread)])


WORDS = [
    ("We will lay it.", "We shall lay it.", "We [-will-] {+shall+} lay it."),
    ("We will.", "We will. Soon.", "We will. {+Soon.+}"),
    ("We will. Soon.", "We will.", "We will.[-Soon.-]"),
    ("a b", "b a", "{+b+} a[-b-]"),
    ("開放合作", "開放包容合作", "開放{+包容+}合作"),
    ("“so”", '"so"', '[-“-]{+"+}so[-”-]{+"+}'),
    ("so", "So", "[-so-]{+So+}"),
    ("a  b", "a b", "a b (the same words, written otherwise)"),
    (None, "a b", "{+a b+}"),
    ("a b", None, "[-a b-]"),
    (["a", "b"], ["a", "c"], "a; [-b-]{+c+}"),
    (["a; b"], ["a", "b"], "a; b (the same words, written otherwise)"),
    ([{"title": "Minister"}], None, "[-title: Minister-]"),
    ([{"title": "A"}], [{"title": "A", "to": "2030"}], "title: A{+, to: 2030+}"),
]


@pytest.mark.parametrize(("old", "new", "said"), WORDS)
def test_what_differs_is_marked_word_by_word(old, new, said):
    text = document(change_set(("text", old, new)), "text")
    assert text.splitlines()[-1] == f"  text: {said}"


def test_a_document_of_text_groups_what_changed_by_its_gravity(compared, records):
    after = edited(records, "quotes", "direct", text="We will lay a cable together.")
    after = edited(after, "speakers", "okoro", roles=[{"title": "Minister"}])
    after["quotes"] = [record for record in after["quotes"] if record["id"] != "paraphrase"]
    assert document(compared(records, after), "text") == (
        "Text changed (1)\n"
        "\n"
        "wic-2030/quotes/direct  Lin Mei (林梅), Minister of Transport (capacity from the "
        "speaker's record), Panel on undersea cables, 2 May 2030\n"
        "  text: We will lay [-the-] {+a+} cable together.\n"
        "\n"
        "Capacity changed (1)\n"
        "\n"
        "wic-2030/speakers/okoro  Ada Okoro\n"
        "  roles: {+title: Minister+}\n"
        "\n"
        "Gone (1)\n"
        "\n"
        "wic-2030/quotes/paraphrase  Youth Council, Opening ceremony, 1 May 2030; paraphrase, "
        "as reported by River Wire\n"
        "  Young engineers want a seat at the table.\n"
        "  source: [-wire-]\n"
    )


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_a_statement_is_shown_whatever_of_it_changed(form):
    changes = change_set(("role", "A", "B"), change="capacity", said="“We will.”")
    assert "“We will.”\n" in document(changes, form)


def test_colours_take_the_place_of_marks():
    text = document(change_set(("text", "lay it", "laid it")), "text", colour=True)
    assert "\x1b[9;31mlay\x1b[0m \x1b[1;32mlaid\x1b[0m it" in text
    assert not re.search(r"\[-|\{\+", text)


@pytest.mark.parametrize("change", ["gone", "new"])
@pytest.mark.parametrize("form", CHANGE_FORMATS)
def test_a_doubt_stands_with_the_record_and_before_all(form, change):
    with closing(change_set(change=change, unread="f.toml:3: E003: bad")) as changes:
        text = document(ChangeSet(changes, (["x: E001: y"], [])), form)
    assert "f.toml:3: E003: bad" in text.replace("\\", "")
    assert "x: E001: y" in text
    if form != "json":
        assert "perhaps it is not " + change in text
        assert text.index("Not compared (1)") < text.index("Lin Mei")


def test_without_a_change_there_is_little_to_say():
    assert document(ChangeSet(), "text") == ""
    assert document(ChangeSet(), "markdown").endswith("\n\nNo record has changed.\n")
    assert json.loads(document(ChangeSet(), "json"))["changes"] == []


def test_no_text_ends_the_script_of_a_page_or_turns_json_around(compared, records):
    name = "a</script><script> \u202e"
    after = edited(records, "speakers", "lin", name=name)
    written = document(compared(records, after), "json")
    assert not {"<", "\u202e"} & set(written)
    assert repr(name) in repr(json.loads(written)["changes"])


def test_json_keeps_values_and_names(compared, records):
    after = edited(records, "speakers", "lin", roles=[{"title": "Guest", "to": "2030"}])
    parsed = json.loads(document(compared(records, after), "json"))
    assert (parsed["old"], parsed["new"], parsed["unreadable"]) == (*NAMES, {"old": [], "new": []})
    assert parsed["counts"] == {**dict.fromkeys(CHANGE_TYPES, 0), "capacity": 1}
    roles = next(record for record in records["speakers"] if record["id"] == "lin")["roles"]
    assert parsed["changes"] == [
        {
            "address": "wic-2030/speakers/lin",
            "kind": "speakers",
            "what": "capacity",
            "label": "Lin Mei",
            "said": None,
            "unreadable": None,
            "fields": [
                {
                    "name": "roles",
                    "what": "capacity",
                    "old": roles,
                    "new": [{"title": "Guest", "to": "2030"}],
                }
            ],
        }
    ]


def test_json_of_several_changes_is_one_list():
    some = [Change(AT, change_type, "L", "", ()) for change_type in CHANGE_TYPES]
    assert len(json.loads(document(ChangeSet(some), "json"))["changes"]) == len(CHANGE_TYPES)


# Markdown, read back


def rendered(text):
    return MarkdownIt("commonmark").enable("strikethrough").render(text)


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("We will lay", "We shall lay", "We <s>will</s> <strong>shall</strong> lay"),
        ("開放合作", "開放包容合作", "開放<strong>包容</strong>合作"),
        ("a (b) c", "a [d] c", "a <del>(b)</del> <strong>[d]</strong> c"),
        ("x", "x!", "x<strong>!</strong>"),
        ("a *b*", "a ~b~", "a <del>*</del> <strong>~</strong>b<del>*</del> <strong>~</strong>"),
        ("1. a", "1. b", "1. <s>a</s> <strong>b</strong>"),
        ("<b>a", "<b>c", "&lt;b&gt;<s>a</s> <strong>c</strong>"),
    ],
)
def test_markdown_shows_what_is_gone_and_new(old, new, shown):
    assert f"text: {shown}" in rendered(document(change_set(("text", old, new)), "markdown"))


@settings(max_examples=150, deadline=None)
@given(
    st.text("ab*_~`<&[]()!|#1. \\é開", max_size=12), st.text("ab*_~`<&[]()!|#1. \\é開", max_size=12)
)
def test_markdown_shows_every_text_as_it_is(old, new):
    text = document(change_set(("x", old or None, new or None)), "markdown")
    plain = re.sub(r"<[^>]+>", "", rendered(text).split("x: ", 1)[1])
    for entity, char in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        plain = plain.replace(entity, char)
    wanted = "".join(words for _, words in diff_field(Field("x", old or None, new or None)))
    assert "".join(plain.split()) == "".join(wanted.split())


# Nothing steers the terminal


@pytest.mark.parametrize("form", CHANGE_FORMATS)
def test_no_control_character_leaves(form):
    label = "L\u202e\x07"
    change = Change(AT, "text", label, HOSTILE, (Field(HOSTILE, [HOSTILE], {HOSTILE: HOSTILE}),))
    with closing(ChangeSet([change], ([HOSTILE], []))) as changes:
        text = "".join(render_changes(changes, form, (HOSTILE, HOSTILE)))
    assert all(char == "\n" or char.isprintable() for char in text)


def test_no_control_character_leaves_but_those_of_the_colours():
    change = Change(AT, "text", HOSTILE, HOSTILE, (Field(HOSTILE, [HOSTILE], HOSTILE),), HOSTILE)
    text = document(ChangeSet([change], ([HOSTILE], [])), "text", colour=True)
    bare = re.sub(r"\x1b\[(?:0|1|2|9;31|1;32)m", "", text)
    assert all(char == "\n" or char.isprintable() for char in bare)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=30), st.text(max_size=30))
def test_the_words_of_both_states_can_be_read_from_the_difference(old, new):
    parts = diff_field(Field("text", old, new))
    words = "".join(text for state, text in parts if state != "gone")
    if not words.endswith("written otherwise)"):
        assert words.split() == " ".join(new.split()).split() or not new.isprintable()
