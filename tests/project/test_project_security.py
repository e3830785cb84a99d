"""The security policy stands where a forge looks for it, and says what the program does."""

import re
from pathlib import Path

from summit_tui.manual import read_page
from summit_tui.readers.limits import limits

ROOT = Path(__file__).parents[2]
POLICY = (ROOT / ".github/SECURITY.md").read_text("utf-8")


def test_the_policy_says_what_is_promised_what_is_not_and_how_to_report():
    titles = re.findall(r"^## (.*)$", POLICY, re.MULTILINE)
    assert titles == ["What is promised", "What is not", "How to report"]
    assert "private vulnerability report" in POLICY


def test_the_policy_names_no_address_of_a_person_or_a_host():
    assert not re.search(r"\w@\w|https?://", POLICY)


def test_every_link_of_the_policy_leads_to_a_file_and_a_section():
    targets = re.findall(r"\]\((.*?)\)", POLICY)
    assert targets
    for target in targets:
        name, _, section = target.partition("#")
        text = (ROOT / ".github" / name).read_text("utf-8")
        assert not section or f"\n## {section.capitalize()}\n" in text


def test_every_limit_stands_in_the_manual():
    page = read_page("format").text
    assert [limit for limit in limits() if f"| {limit.subject} | {limit.limit} |" not in page] == []
