"""What the form of a statement offers for a passage of a transcript."""

from contextlib import closing

import pytest

from summit_tui.archive.sqlite.catalog import open_archive
from summit_tui.attribution.speech import SpeechText
from summit_tui.authoring.offers import offers_for
from summit_tui.model.kinds import Address

RECORDS = """
[event]
id = "s"
name = "Summit"

[[sources]]
id = "talk"
title = "Talk"
publisher = "Harbour House"
kind = "transcript"

[[speakers]]
id = "holt"
name = "Anna Holt"
aliases = ["{label}"]
roles = [{{ title = "{office}" }}, {{ title = "Mayor" }}]
sources = ["talk"]
"""


@pytest.mark.parametrize(
    ("label", "office"),
    [
        ("The Minister for Ports (Anna Holt)", "The Minister for Ports"),
        ("President of Norland Anna Holt", "President of Norland"),
    ],
)
def test_an_office_in_a_label_is_offered_though_only_the_record_tells_where_it_ends(
    tmp_path, label, office
):
    (tmp_path / "s.toml").write_text(RECORDS.format(label=label, office=office), "utf-8")
    words = "We open all of them."
    text = f"{label}: {words}\n\nMr. Ek: No.\n\nAnna Holt: Yes.\n"
    start = text.index(words)
    with closing(open_archive([tmp_path], None)) as archive:
        source = archive.get(Address("s", "sources", "talk"))
        span, seen = (start, start + len(words)), (label, "in a turn")
        offers = offers_for(archive, source, [], SpeechText(text), span, [], seen)
    assert (offers.bearer, offers.roles) == ("holt", [office])
