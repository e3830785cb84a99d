"""What is not understood is named while the rest counts, and dates are days."""

import pytest

from summit_tui.archive.analysis.normalize import normalize
from summit_tui.archive.query import parse
from summit_tui.archive.query.tree import And, DateRange, Or, Term


def t(words, field=None, *, prefix=False):
    return Term(tuple(normalize(words).split()), prefix, field)


A, B = t("a"), t("b")


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2025", "2025-01-01", "2025-12-31"),
        ("2025-04", "2025-04-01", "2025-04-30"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025-12", "2025-12-01", "2025-12-31"),
        ("9999-12", "9999-12-01", "9999-12-31"),
        ("2025-04-14", "2025-04-14", "2025-04-14"),
        ("2025-04-14..2025-04-15", "2025-04-14", "2025-04-15"),
        ("2024..2025-04", "2024-01-01", "2025-04-30"),
        ("2025..", "2025-01-01", "9999-12-31"),
        ("..2025", "0001-01-01", "2025-12-31"),
        (">=2025", "2025-01-01", "9999-12-31"),
        ("<=2025-04", "0001-01-01", "2025-04-30"),
        (">2025", "2026-01-01", "9999-12-31"),
        ("<2025-03", "0001-01-01", "2025-02-28"),
        ("≥２０２５", "2025-01-01", "9999-12-31"),
        ('"2025 .. 2026"', "2025-01-01", "2026-12-31"),
    ],
)
@pytest.mark.parametrize("typing", [False, True])
def test_a_date_is_a_span_of_days(value, first, last, typing):
    query = parse(f"date:{value}", typing=typing)
    assert (query.node, query.complaint) == (DateRange(first, last), None)


@pytest.mark.parametrize(
    ("value", "node"),
    [
        *((begun, And()) for begun in ("2", "202", "..", ">", ">=", ">20", "..20")),
        *((begun, DateRange("2025-01-01", "2025-12-31")) for begun in ("2025-", "2025-0", "2025.")),
        ("2025-04-1", DateRange("2025-04-01", "2025-04-30")),
        ("2025-02-3", DateRange("2025-02-01", "2025-02-28")),
        ("2025-04-14.", DateRange("2025-04-14", "2025-04-14")),
        ("2025-04-14..2", DateRange("2025-04-14", "9999-12-31")),
        ("2025-04-14..2025-0", DateRange("2025-04-14", "2025-12-31")),
        # What may yet become >2025-03 must not be taken for >2025.
        (">2025-0", DateRange("2025-01-01", "9999-12-31")),
        ("<2025-0", DateRange("0001-01-01", "2025-12-31")),
    ],
)
def test_of_a_date_half_typed_the_certain_part_counts(value, node):
    query = parse(f"date:{value}", typing=True)
    assert (query.node, query.complaint) == (node, None)


@pytest.mark.parametrize("typing", [False, True])
@pytest.mark.parametrize(
    ("text", "node", "complaint"),
    [
        ("a speker:b", A, "No field ‘speker’; did you mean speaker?"),
        ("a speakers:b", A, "No field ‘speakers’; did you mean speaker?"),
        ("a COUNTRIES:b", A, "No field ‘countries’; did you mean country?"),
        ("a quotes:b", A, "No field ‘quotes’; did you mean kind:quotes?"),
        ('a speker:"b c"', A, "No field ‘speker’; did you mean speaker?"),
        ("a -speker:(b OR c)", A, "No field ‘speker’; did you mean speaker?"),
        ("a kind:qoute", A, "No kind ‘qoute’; did you mean quote"),
        ("mode:xx", And(), "No mode ‘xx’; there are direct, partial and paraphrase"),
        ("xyzzy:a", And(), "No field ‘xyzzy’; there are kind, event, speaker"),
        ("language:!1", And(), "‘!1’ is not a language tag, such as zh or zh-Hant"),
        ('a "b c', And((A, t("b c"))), "The quotation mark is not closed"),
        ('a "', A, "The quotation mark is not closed"),
        ('speaker:"ren', t("ren", "speaker"), "The quotation mark is not closed"),
        ("speaker: a", A, "speaker: needs a value right after the colon"),
        ("date:2025-02-30", And(), "‘2025-02-30’ is not in the calendar"),
        ("date:2025-13", And(), "‘2025-13’ is not in the calendar"),
        ("date:0000", And(), "‘0000’ is not in the calendar"),
        ("date:>9999", And(), "The calendar has the years 0001 to 9999"),
        ("date:<0001", And(), "The calendar has the years 0001 to 9999"),
        ("date:2025..2024", And(), "The dates ‘2025..2024’ end before they begin"),
        ("date:mayor", And(), "‘mayor’ is not a date; write 2025, 2025-04 or 2025-04-14"),
        ("date:2025\x1b[31m", And(), "‘2025␛[31m’ is not a date"),
    ],
)
def test_what_is_not_understood_is_named_and_the_rest_counts(text, node, complaint, typing):
    query = parse(text, typing=typing)
    if typing and isinstance(node, Term) and text.endswith(" a"):
        node = Term(node.tokens, prefix=True)
    assert query.node == node
    assert query.complaint.startswith(complaint)
    assert query.text == text


@pytest.mark.parametrize(
    ("text", "node", "complaint"),
    [
        ("(a OR b", Or((A, B)), "A parenthesis is not closed"),
        ("a speaker:", A, "speaker: needs a value right after the colon"),
        ("speaker:!", And(), "speaker: needs a value right after the colon"),
        ('speaker:""', And(), "speaker: needs a value right after the colon"),
        ("date:..", And(), "date: needs a value right after the colon"),
        ("date:2025-0", And(), "‘2025-0’ is not a date; write 2025, 2025-04 or 2025-04-14"),
        ("mode:p", And(), "No mode ‘p’; there are direct, partial and paraphrase"),
    ],
)
def test_what_is_left_unfinished_is_a_complaint_only_when_typing_ends(text, node, complaint):
    query = parse(text)
    assert (query.node, query.complaint) == (node, complaint)
    assert parse(text, typing=True).complaint is None
