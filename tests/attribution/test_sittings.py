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
    "Diet": [
        ("議長（林一郎君）", "○議長（林一郎君）　"),
        ("内閣総理大臣（港二郎君）", "○内閣総理大臣（港二郎君）　"),
        ("海三郎君", "○海三郎君　"),
    ],
    "committee": [
        ("林委員長", "○林委員長　"),
        ("海委員", "○海委員　"),
        ("山田政府参考人", "○山田政府参考人　"),
    ],
    "Kremlin": [
        ("President of Norland Bo Ek", "President of Norland Bo Ek: "),
        (
            "Deputy Prime Minister – Chief of the Staff of the Government Anna Holt",
            "Deputy Prime Minister – Chief of the Staff of the Government Anna Holt: ",
        ),
        ("Bo Ek", "Bo Ek: "),
        ("Anna Holt", "Anna Holt: "),
        ("Remark", "Remark: "),
        ("Bo Ek", "Bo Ek: "),
    ],
    "LegCo": [
        ("PRESIDENT (in Cantonese)", "PRESIDENT (in Cantonese): "),
        ("SECRETARY FOR PORTS (in Cantonese)", "SECRETARY FOR PORTS (in Cantonese): "),
        ("MR HO SIU-LAM", "MR HO SIU-LAM: "),
    ],
    "Canberra": [
        (
            "Senator HOLT (Norland—Chair of Ports) (12:01)",
            "Senator HOLT (Norland—Chair of Ports) (12:01): ",
        ),
        ("The PRESIDENT", "The PRESIDENT: "),
        ("Senator HOLT", "Senator HOLT: "),
    ],
    "New Delhi": [
        ("THE MINISTER OF PORTS (DR. S. HOLT)", "THE MINISTER OF PORTS (DR. S. HOLT): "),
        ("माननीय अध्यक्ष", "माननीय अध्यक्ष : "),
        ("DR. S. HOLT", "DR. S. HOLT: "),
        ("माननीय अध्यक्ष", "माननीय अध्यक्ष : "),
    ],
    "Knesset": [
        ('היו"ר אמיר לין', 'היו"ר אמיר לין:\n\n'),
        ("שר הנמלים בו אק", "שר הנמלים בו אק:\n\n"),
        ('היו"ר אמיר לין', 'היו"ר אמיר לין:\n\n'),
        ("שר הנמלים בו אק", "שר הנמלים בו אק:\n\n"),
    ],
    "foreign ministry": [
        ("林梅", "林梅："),
        ("《港口时报》记者", "《港口时报》记者："),
        ("林梅", "林梅："),
        ("“今日港口”通讯社记者", "“今日港口”通讯社记者："),
        ("林梅", "林梅："),
        ("会后有记者问", "会后有记者问："),
    ],
    "letters": [
        ("LE PRÉSIDENT", "LE PRÉSIDENT : "),
        ("Q", "Q – "),
        ("R", "R – "),
        ("Q", "Q – "),
        ("R", "R – "),
    ],
    "Quai d’Orsay": [
        ("Q", "Q - "),
        ("LE MINISTRE", "LE MINISTRE - "),
        ("Q", "Q - "),
        ("LE MINISTRE", "LE MINISTRE - "),
    ],
    "Nations Unies": [
        ("Le Président (parle en espagnol)", "Le Président (parle en espagnol) : "),
        ("M. Ek (Norlande)", "M. Ek (Norlande) : "),
        ("Le Président", "Le Président : "),
    ],
    "联合国": [
        ("主席（以法语发言）", "主席（以法语发言）："),
        ("埃克先生（诺兰）（以英语发言）", "埃克先生（诺兰）（以英语发言）："),
        ("霍尔特女士（博兰）", "霍尔特女士（博兰）："),
        ("主席", "主席："),
    ],
    "Prime Minister's questions": [
        ("Q1. Bo Ek (Harbour North) (Lab)", "Q1. Bo Ek (Harbour North) (Lab): "),
        ("The Prime Minister (Anna Holt)", "The Prime Minister (Anna Holt): "),
        ("Bo Ek", "Bo Ek: "),
        ("Mr Speaker", "Mr Speaker: "),
    ],
    "bullets": [
        ("이재민 대통령", "▲이재민 대통령: "),
        ("기자", "▷기자: "),
        ("이재민 대통령", "▲이재민 대통령: "),
        ("기자", "▷기자: "),
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
        "• Ports: open.\n\n• Cables: laid.\n\n• Trade: free.\n\n• NORTH: cold.\n",
        "A. Ports open.\n\nB. Cables.\n\nC. Trade.\n\nA. Ships.\n\nB. Crews.\n\nC. Tolls.\n",
        "10:30: Opening of ports\n\nNote: a badge.\n\nNote: no food.\n\nVenue: harbour\n",
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


@pytest.mark.parametrize(
    "line",
    [
        "《港口时报》记者：",
        "Commander of the second harbour battalion Major Lin Mei: ",
        "श्री राहुल लिंद: ",
        'היו"ר אמיר לין: ',
        "Q    (",
        "〔林一郎君登壇〕\n\n",
    ],
)
def test_behind_words_that_may_be_a_label_in_any_script_the_one_before_is_not_sure(line):
    text = said(SITTINGS["United Nations"])
    speech = SpeechText(f"{text}\n\n{line}{WORDS}")
    turn = speech.sure_turn(len(text) + len(line) + 5)
    assert turn is None or turn.label not in dict(SITTINGS["United Nations"])


def test_a_label_may_go_on_behind_a_line_end_within_brackets():
    text = "\n\n".join(
        f"{label}: {WORDS}"
        for label in ("Mr. Ek (Norland) (spoke in\nFrench)", "Ms. Holt (Republic of\nBorland)")
    )
    assert [turn.label for turn in SpeechText(text).turns] == [
        "Mr. Ek (Norland) (spoke in French)",
        "Ms. Holt (Republic of Borland)",
    ]


def test_words_in_another_language_than_the_label_says_are_an_interpreters():
    turns = SpeechText(said(SITTINGS["LegCo"])).turns
    assert [turn.is_interpreted for turn in turns] == [True, True, False]


@pytest.mark.parametrize(
    "part", ["Lin (a) (b) ", "The Minister of (x) ", "A (b", "《a》", "Lin (a)\n"]
)
def test_a_line_of_many_brackets_takes_no_longer_than_another(part):
    assert SpeechText(part * 3_000).breaks == []


def test_a_heading_in_brackets_right_above_a_label_is_none():
    text = said(SITTINGS["press"]).replace("【大臣】", "【質疑応答】\n\n【大臣】")
    assert "質疑応答" not in {turn.label for turn in SpeechText(text).turns}


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
        ("SECRETARY FOR PORTS", "SECRETARY FOR PORTS", ""),
        ("THE MINISTER OF PORTS (DR. S. HOLT)", "S. HOLT", "THE MINISTER OF PORTS"),
        ("内閣総理大臣（港二郎君）", "港二郎", "内閣総理大臣"),
        ("海三郎君", "海三郎", ""),
        ("GEN. DAN EK", "DAN EK", "GEN."),
        ("霍尔特女士（博兰）", "霍尔特", ""),
        ("Bo Ek, Member of the Commission", "Bo Ek", "Member of the Commission"),
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
