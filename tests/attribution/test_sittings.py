"""Labels of parliaments, councils and ministries, which end with a stop, a dash or in brackets."""

import pytest

from summit_tui.attribution.labels import names_a_chair, parse_label
from summit_tui.attribution.speech import SpeechText
from summit_tui.proposals.engine import proposed_passages

pytestmark = pytest.mark.pure

WORDS = "We open all the ports of ours in the month of May."

SITTINGS = {
    "European Parliament": [
        ("President", "President. – "),
        ("Bo Ek, Vice-President of the Commission", "Bo Ek, Vice-President of the Commission. – "),
        ("Anna Holt (PPE)", "Anna Holt (PPE). – "),
        ("Jean Roche, on behalf of the S&D Group", "Jean Roche, on behalf of the S&D Group. – "),
        ("Lin Mei (NI), in writing", "Lin Mei (NI), in writing. – "),
        ("Le Président", "Le Président. – "),
        ("Anna Holt (PPE)", "Anna Holt (PPE). – "),
    ],
    "Assemblée": [
        ("Mme la présidente", "Mme la présidente. "),
        ("M. Jean Roche", "M. Jean Roche. "),
        ("M. Bo Ek, ministre des ports", "M. Bo Ek, ministre des ports. "),
        ("Mme Lin Mei (LR)", "Mme Lin Mei (LR). "),
        ("M. le secrétaire d’État", "M. le secrétaire d’État. "),
    ],
    "Sénat": [
        ("M. le président", "M. le président. – "),
        ("M. Jean Roche", "M. Jean Roche. – "),
        ("Mme Lin Mei, rapporteure", "Mme Lin Mei, rapporteure. – "),
    ],
    "Moncloa": [
        ("PRESIDENTE DEL GOBIERNO", "PRESIDENTE DEL GOBIERNO.- "),
        ("PREGUNTA", "PREGUNTA.- "),
        ("SRA. LIND", "SRA. LIND.- "),
        ("P", "P.- "),
        ("R", "R.- "),
    ],
    "Congressional Record": [
        ("The PRESIDING OFFICER", "  The PRESIDING OFFICER. "),
        ("Mr. EK", "  Mr. EK. "),
        ("Ms. HOLT of New Norland", "  Ms. HOLT of New Norland. "),
        ("Mrs. McROCHE", "  Mrs. McROCHE. "),
        ("The SPEAKER pro tempore (Mr. Lind)", "  The SPEAKER pro tempore (Mr. Lind). "),
    ],
    "hearing": [
        ("The Chairman", "    The Chairman. "),
        ("Senator Ek", "    Senator Ek. "),
        ("Ms. Holt", "    Ms. Holt. "),
    ],
    "United Nations": [
        ("The President", "The President: "),
        ("Mr. Ek (Norland)", "Mr. Ek (Norland): "),
        (
            "Ms. Holt (Republic of Borland) (spoke in French; text given by the delegation)",
            "Ms. Holt (Republic of Borland) (spoke in French; text given by the delegation): ",
        ),
    ],
    "Bundestag": [
        ("Präsidentin Anna Holt", "Präsidentin Anna Holt:\n\n"),
        ("Bo Ek, Bundesminister für Häfen", "Bo Ek, Bundesminister für Häfen:\n\n"),
        ("Jens Lind (SPD)", "Jens Lind (SPD):\n\n"),
        ("Dr. Jean Roche (CDU/CSU)", "Dr. Jean Roche (CDU/CSU):\n\n"),
        ("Vizepräsident Karl Dahl", "Vizepräsident Karl Dahl:\n\n"),
    ],
    "Westminster": [
        ("Mr Speaker", "Mr Speaker: "),
        ("The Minister for Ports (Anna Holt)", "The Minister for Ports (Anna Holt): "),
        ("Bo Ek (Harbour North) (Lab)", "Bo Ek (Harbour North) (Lab): "),
        ("Anna Holt", "Anna Holt: "),
    ],
    "Ottawa": [
        ("Hon. Anna Holt (Minister of Ports, Lib.)", "Hon. Anna Holt (Minister of Ports, Lib.): "),
        ("Mr. Bo Ek (Harbour North, CPC)", "Mr. Bo Ek (Harbour North, CPC): "),
        ("Some hon. members", "Some hon. members: "),
        ("The Speaker", "The Speaker: "),
    ],
    "Camera": [
        ("PRESIDENTE", "PRESIDENTE. "),
        ("LIND (PD)", "LIND (PD). "),
        ("ANNA HOLT, Ministra dei porti", "ANNA HOLT, Ministra dei porti. "),
        ("PRESIDENTE", "PRESIDENTE. "),
    ],
    "Japan": [
        ("記者", "（記者）"),
        ("大臣", "（大臣）"),
        ("記者", "（記者）"),
        ("大臣", "（大臣）"),
    ],
    "press": [
        ("港日報 林記者", "【港日報 林記者】"),
        ("大臣", "【大臣】"),
        ("港日報 林記者", "【港日報 林記者】"),
    ],
    "Korea": [("질문", "<질문> "), ("답변", "<답변> "), ("질문", "<질문> "), ("답변", "<답변> ")],
}
"""Labels as they are read and as they are printed, by who prints them so."""


def said(labels):
    """Return a text in which everybody says the same behind a printed label."""
    return "\n\n".join(f"{printed}{WORDS}" for _, printed in labels)


@pytest.mark.parametrize("labels", SITTINGS.values(), ids=SITTINGS)
def test_each_turn_of_a_sitting_is_of_whom_its_label_names(labels):
    passages = [each for each in proposed_passages(SpeechText(said(labels))) if each.is_sure]
    assert [each.speaker for each in passages] == [label for label, _ in labels]


@pytest.mark.parametrize("labels", SITTINGS.values(), ids=SITTINGS)
def test_the_second_paragraph_of_a_turn_is_in_it(labels):
    second = "They stay open for as long as we pay for all of them."
    text = said(labels).replace(f"{WORDS}\n\n", f"{WORDS}\n\n{second}\n\n", 1)
    turn = SpeechText(text).sure_turn(text.index(second))
    assert turn is not None
    assert turn.label == labels[0][0]


@pytest.mark.parametrize(
    "text",
    [
        "Short title.— This is the act.\n\nDefinitions.— Ports.\n\nDefinitions.— Ships.\n\n",
        "VIENNA. – It rains.\n\nOSLO. – It snows.\n\nVIENNA. – It rains again.\n",
        "Net Port Income (NPI): it fell.\n\nAll Port Fees (APF): all.\n\nNo Fees (NF): none.\n",
        "M. Roche a parlé. Il part.\n\nM. Ek, lui, reste. Il dort.\n\nMme Lin sourit. Elle lit.\n",
        "【港口】海港开放。\n\n【海缆】海缆相连。\n\n【贸易】贸易自由。\n",
        "NATO. The alliance meets.\n\nOSLO. The city hosts.\n\nNATO. It met again.\n",
        "Mr. President. I rise.\n\nMr. Speaker. I sit.\n\nMr. President. I go.\n",
        "Photo (AFP): a port.\n\nSource (PDF): a file.\n\nMr. Ek (Norland), a guest: he eats.\n",
    ],
)
def test_what_is_in_form_a_label_is_none_in_other_texts(text):
    assert SpeechText(text).turns == []


def test_a_form_that_may_be_a_label_leaves_nobody_sure():
    text = said(SITTINGS["United Nations"])
    other = "That is not what the treaty of ours says about it."
    for line in ("Anna Holt (PPE). – ", "M. Jean Roche. "):
        assert SpeechText(text + "\n\n" + line + other).sure_turn(len(text) + len(line) + 4) is None


def test_a_sentence_that_begins_as_a_label_does_leaves_nobody_sure():
    text = said(SITTINGS["Assemblée"])
    line = "M. le délégué aux ports du nord. "
    speech = SpeechText(f"{text}\n\n{line}{WORDS}")
    assert speech.sure_turn(len(text) + len(line) + 4) is None


def test_two_labels_are_enough_where_the_head_says_that_it_is_a_transcript():
    labels = said(SITTINGS["European Parliament"][:2])
    assert SpeechText(labels).turns == []
    verbatim = SpeechText(f"Verbatim report of proceedings\n\n{labels}")
    assert [turn.label for turn in verbatim.turns] == [
        "President",
        "Bo Ek, Vice-President of the Commission",
    ]


@pytest.mark.parametrize(
    ("label", "is_chair"),
    [
        ("The President", True),
        ("The PRESIDING OFFICER", True),
        ("Mme la présidente", True),
        ("Madam Deputy Speaker", True),
        ("Vizepräsidentin", True),
        ("PRESIDENTE", True),
        ("主席", True),
        ("THE PRESIDENT", False),
        ("President Lind", False),
        ("PRESIDENTE DEL GOBIERNO", False),
    ],
)
def test_the_title_of_the_chair_is_no_person(label, is_chair):
    assert names_a_chair(label) == is_chair


@pytest.mark.parametrize(
    ("label", "name", "office"),
    [
        ("Bo Ek, Vice-President of the Commission", "Bo Ek", "Vice-President of the Commission"),
        ("M. Bo Ek, ministre des ports", "Bo Ek", "ministre des ports"),
        ("Dr. Bo Ek, Bundesminister für Häfen", "Bo Ek", "Bundesminister für Häfen"),
        ("Jean Roche, on behalf of the S&D Group", "Jean Roche", ""),
        ("Vizepräsident Karl Dahl", "Karl Dahl", "Vizepräsident"),
        ("PRESIDENTE DEL GOBIERNO", "PRESIDENTE DEL GOBIERNO", ""),
        ("SRA. LIND", "LIND", ""),
        ("Anna Holt (PPE)", "Anna Holt", ""),
    ],
)
def test_the_label_of_a_member_has_a_name_and_a_capacity(label, name, office):
    assert parse_label(label) == (name, office)


def test_names_that_are_paragraphs_begin_turns_where_one_is_surely_nobodys():
    names = ("Anna Holt", "Journalist", "Anna Holt", "Bo Ek", "Journalist")
    text = "\n\n".join(f"{name}\n\n{WORDS}" for name in names)
    speech = SpeechText(text)
    assert [turn.label for turn in speech.turns] == list(names)
    assert speech.sure_turn(text.index(WORDS)) is None
    headings = text.replace("Journalist", "Next Steps")
    assert SpeechText(headings).turns == []


def test_a_member_has_seat_and_group_on_the_line_below():
    text = f"Bo Ek\n(Harbour North) (Lab)\n\n{WORDS}\n\nMr Speaker\n\nOrder. Order.\n\n"
    text += f"The Minister for Ports (Anna Holt)\n\n{WORDS}\n\nBo Ek\n\n{WORDS}\n"
    assert [turn.label for turn in SpeechText(text).turns] == [
        "Bo Ek (Harbour North) (Lab)",
        "Mr Speaker",
        "The Minister for Ports (Anna Holt)",
        "Bo Ek",
    ]
