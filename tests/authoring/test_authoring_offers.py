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


def offered(folder, label, office, alias=""):
    """Return what is offered for the words behind a label that somebody of that office bears."""
    records = RECORDS.format(label=alias or label, office=office)
    (folder / "s.toml").write_text(records, "utf-8")
    words = "We open all of them."
    text = f"{label}: {words}\n\nMr. Ek: No.\n\nAnna Holt: Yes.\n"
    span = text.index(words), text.index(words) + len(words)
    with closing(open_archive([folder], None)) as archive:
        source = archive.get(Address("s", "sources", "talk"))
        seen = (label, "in a turn")
        return offers_for(archive, source, [], SpeechText(text), span, [], seen)


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
    offers = offered(tmp_path, label, office)
    assert (offers.bearer, offers.roles) == ("holt", [office])


def test_of_several_people_in_a_label_none_is_taken_though_one_alone_is_known(tmp_path):
    label = "MR. EK AND MS. HOLT"
    offers = offered(tmp_path, label, "Chair", alias="MS. HOLT")
    assert offers.bearer == ""
    assert "holt" in [offer.value for offer in offers.speakers]
