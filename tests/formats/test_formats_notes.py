"""Notes for Obsidian and Org mode: direct speech alone is set as a quotation, markup stays text."""

import pytest
from format_records import entry_of, quote_of

from summit_tui.formats import render

BREAK = "\N{ZERO WIDTH SPACE}"


def note_of(form, entry, language=None):
    return "".join(render(form, [entry], language))


def test_direct_speech_is_a_callout_of_its_own_with_links_to_speaker_and_source():
    assert note_of("obsidian", quote_of()) == (
        "> [!quote] Direct quotation\n"
        "> “I am delighted to welcome you all.”\n"
        "> — [[John Lee]], Chief Executive of the HKSAR, opening ceremony, 14 April 2025\n"
        "> Source: HKSAR Government, [*Speech by CE at opening ceremony*]"
        "(<https://www.info.gov.hk/gia/P2025041400123.htm>) (government release),"
        " by Information Services Department, 14 April 2025\n"
        "> #welcome\n"
        "\n^wic-ap-2025-quotes-lee-delighted\n"
    )


@pytest.mark.parametrize("mode", ["partial", "paraphrase"])
def test_a_report_is_never_set_as_a_quotation(mode):
    entry = quote_of(mode=mode)
    assert note_of("obsidian", entry).startswith("> [!note] Pa")
    assert "#+begin_quote" not in note_of("org", entry)


def test_a_name_that_no_note_can_have_is_not_linked():
    entry = quote_of(speaker={"name": "A [B] | C", "names": None})
    assert "— A \\[B\\] \\| C, " in note_of("obsidian", entry)


def test_direct_speech_stands_between_the_marks_of_a_quotation_in_org():
    assert note_of("org", quote_of()) == (
        "* John Lee (李家超) :welcome:\n"
        ":PROPERTIES:\n"
        ":ADDRESS: wic-ap-2025/quotes/lee-delighted\n"
        ":MODE: direct\n"
        ":CAPACITY: Chief Executive of the HKSAR\n"
        ":OCCASION: opening ceremony\n"
        ":DAY: 2025-04-14\n"
        ":END:\n"
        "#+begin_quote\n"
        "“I am delighted to welcome you all.”\n"
        "#+end_quote\n"
        "— John Lee (李家超), Chief Executive of the HKSAR, opening ceremony, 14 April 2025\n"
        "- Source :: HKSAR Government, [[https://www.info.gov.hk/gia/P2025041400123.htm]"
        "[Speech by CE at opening ceremony]] (government release),"
        " by Information Services Department, 14 April 2025\n"
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("* not a headline", f"{BREAK}* not a headline"),
        ("#+end_quote", f"{BREAK}#+{BREAK}end_quote"),
        ("a *bold* claim", f"a *{BREAK}bold* claim"),
        ("see [[file:x]] now", f"see [{BREAK}[file:x]{BREAK}] now"),
        ("x_{1} and <2030-01-01>", f"x_{BREAK}{{1}} and <{BREAK}2030-01-01>"),
        ("2 * 3 = 6", "2 * 3 = 6"),
    ],
)
def test_what_org_would_take_for_markup_stays_text(text, shown):
    lines = note_of("org", quote_of(text=text, mode="paraphrase")).split("\n")
    assert lines[8] == shown


@pytest.mark.parametrize("kind", ["event", "sessions", "speakers", "delegations", "sources"])
def test_every_kind_of_record_is_a_note_with_its_facts(kind):
    entry = entry_of(kind)
    obsidian, org = note_of("obsidian", entry), note_of("org", entry)
    assert obsidian.startswith("> [!note] ")
    assert f":ADDRESS: {entry.address}\n" in org
    assert org.count("\n- ") >= 2
