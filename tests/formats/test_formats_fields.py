"""Every field of statements and sources stands in the forms with a place for it."""

import re
from pathlib import Path

import pytest
from format_records import RECORDS, entry_of, quote_of

import summit_tui
from summit_tui.formats import FORMS, render
from summit_tui.model.field_table import fields_of
from summit_tui.model.rebuild import record_from

MANUAL = Path(summit_tui.__file__).parent / "manual"
DATA = {"json", "jsonl", "toml"}
SUMMARIES = {"text", "markdown", "html", "obsidian", "org", "brief", "brief-html"}
"""Forms for readers, which say of a record that is no statement all that has a label."""
REFERENCES = {"csl", "bibtex", "ris"}
CHICAGO = {"chicago", "chicago-notes", "chicago-note"}
STYLES = {*CHICAGO, "apa", "mla", "gbt-numeric", "gbt-author-date"}
SAID = {*SUMMARIES, "reference", "agency", "agency-bbc", "annotation", "csv", "jsonld"}
DIAZ = {"id": "diaz", "name": "Anna Diaz", "kind": "person"}
QUESTION = RECORDS["quotes"] | {"id": "ask", "speaker": "diaz", "text": "When?", "act": "question"}

OF_STATEMENTS = {
    "joint_speakers": (["diaz"], "Diaz", SAID),
    "on_behalf_of": ("diaz", "Diaz", SAID),
    "relayed_by": (["diaz"], "Diaz", SAID),
    "quoting": (["diaz"], "Diaz", {"csv", "jsonld"}),
    "addressee": ("diaz", "Diaz", SAID - {"agency", "agency-bbc"}),
    "act": ("pledge", "pledge", DATA | {"csv", "jsonld", "annotation", "obsidian", "org"}),
    "answer_to": ("ask", "ask", DATA | {"jsonld", "org"}),
    "attribution": ("the attribution", "the attribution", DATA | {"csv"}),
    "translated_from": ("pt", "Portuguese", SAID - {"csv", "jsonld"}),
    "translator": ("interpreter", "interpreter", SAID | DATA),
    "occasion": ("Pier", "Pier", DATA | SAID - {"agency", "agency-bbc"}),
    "topics": (["Tides"], "Tides", DATA | {"csv", "jsonld", "annotation", "obsidian", "org"}),
    "locator": ({"timecode": "03:15"}, "03:15", DATA | SUMMARIES | {"reference", "csv", "jsonld"}),
    "checked": ({"by": "Desk", "date": "2025-05-01"}, "Desk", DATA | {"csv", "org"}),
}
PERSON = [{"family_name": "Okoro", "given_name": "Ada"}]
CARRIED = DATA | SUMMARIES
OF_SOURCES = {
    "genre": ("Portrait", CARRIED | REFERENCES | {"csv", "jsonld", "mla"}),
    "author": (PERSON, CARRIED | REFERENCES | STYLES | {"csv", "jsonld", "reference"}),
    "translator": (PERSON, CARRIED | REFERENCES | STYLES | {"jsonld"}),
    "interviewer": (PERSON, CARRIED | REFERENCES | CHICAGO | {"mla"}),
    "programme": ("Evening", CARRIED | REFERENCES | CHICAGO | {"csv", "jsonld", "apa", "mla"}),
    "event_title": ("Pier", CARRIED | REFERENCES | CHICAGO | {"csv", "jsonld", "mla"}),
    "event_place": ("Wuzhen", CARRIED | REFERENCES | CHICAGO | {"csv", "jsonld", "mla"}),
    "event_date": ("2001-02-03", CARRIED | CHICAGO | {"csl", "bibtex", "csv", "apa", "mla"}),
    "duration": ("47:11", CARRIED | REFERENCES | CHICAGO | {"csv"}),
    "number": ("QX/12", CARRIED | REFERENCES | STYLES | {"csv", "jsonld"}),
    "page": ("Q9", CARRIED | REFERENCES | {"csv", "jsonld"}),
    "syndicated_from": ({"publisher": "Tidewire"}, CARRIED | REFERENCES | {"jsonld"}),
    "corrections": ([{"text": "Tidefix"}], CARRIED | REFERENCES | {"csv", "jsonld"}),
    "embargo": ("2001-02-03T09:00:00Z", CARRIED | REFERENCES | {"csv", "reference"}),
    "licence": ("Tidelaw", CARRIED | REFERENCES | {"csv", "jsonld"}),
    "archived_at": ("https://tide.example/x", CARRIED | REFERENCES | {"csv", "jsonld", "mla"}),
    "speech_by": (["diaz"], SUMMARIES | REFERENCES | STYLES | {"csv", "jsonld"}),
    "speakers": (["diaz"], SUMMARIES | {"csv", "jsonld"}),
    "titles": ({"zh-Latn": "Hailan"}, DATA | {"jsonld"}),
}
KINDS = {
    "programme": "broadcast",
    "duration": "broadcast",
    "interviewer": "interview",
    "number": "report",
}
"""The kind of source that has such a field."""
SHOWN = re.compile(
    "Portrait|okoro|Evening|Pier|Wuzhen|2001|47:11|QX/12|Q9|Tide|tide|diaz|Hailan", re.IGNORECASE
)


def forms_with(entry, sought):
    entry = entry._replace(
        linked={
            **entry.linked,
            ("speakers", "diaz"): record_from("speakers", DIAZ),
            ("quotes", "ask"): record_from("quotes", QUESTION),
        }
    )
    return {form for form in FORMS if re.search(sought, "".join(render(form, [entry])))}


@pytest.mark.parametrize("field", OF_STATEMENTS)
def test_a_field_of_a_statement_stands_in_every_form_with_a_place_for_it(field):
    value, sought, forms = OF_STATEMENTS[field]
    assert forms - forms_with(quote_of(**{field: value}), sought) == set()


@pytest.mark.parametrize("field", OF_SOURCES)
def test_a_field_of_a_source_stands_in_every_form_with_a_place_for_it(field):
    value, forms = OF_SOURCES[field]
    kind = KINDS.get(field, "speech" if field.startswith(("event", "speech")) else None)
    medium = {"medium": "audio"} if kind == "broadcast" else {}
    changes = {"kind": kind or RECORDS["sources"]["kind"], "title": "A title", **medium}
    plain = entry_of("sources", **changes)
    assert SHOWN.search("".join(render("toml", [plain]))) is None
    assert forms - forms_with(entry_of("sources", **changes, **{field: value}), SHOWN) == set()


def test_a_speaker_is_a_person_of_parts_in_linked_data():
    entry = entry_of("speakers", kind="person", family_name="Lin", given_name="Mei")
    document = "".join(render("jsonld", [entry]))
    assert '"familyName": "Lin"' in document
    assert '"givenName": "Mei"' in document


@pytest.mark.parametrize("kind", ["sessions", "speakers", "quotes", "sources"])
def test_every_field_has_an_example_in_the_manual(kind):
    manual = "".join(path.read_text("utf-8") for path in MANUAL.glob("*.md"))
    example = r"(?m)^{0} = |^\[\[?(?:\w+\.)?{0}\]|[{{,] ?{0} = |`[^`\n]*\b{0}(?:\.\w+)? = "
    missing = [name for name in fields_of(kind) if not re.search(example.format(name), manual)]
    assert missing == []
