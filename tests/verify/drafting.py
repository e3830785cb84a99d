"""A small coverage to which drafts are compared, and drafts written in a line."""

import json
from copy import deepcopy

from summit_tui.archive.sqlite.catalog import open_archive
from summit_tui.verify.draft import Draft, line_starts
from summit_tui.verify.judge import Judge
from summit_tui.verify.markdown import block_quotations, hide_markup
from summit_tui.verify.quotations import quotations_of

LABOUR = "It is the labour of the islands that keeps every lighthouse of this coast alight."
COVERAGE = {
    "event": {"id": "wic-2030", "name": "Wuzhen Forum 2030", "start": "2030-05-01"},
    "speakers": [
        {
            "id": "lin",
            "name": "Lin Mei",
            "names": {"zh-Hans": "林梅"},
            "kind": "person",
            "roles": [
                {"title": "Minister of Transport", "from": "2030-01", "to": "2030-06"},
                {"title": "Minister of Finance", "from": "2030-07", "to": "2034-06"},
            ],
        },
        {"id": "okoro", "name": "Ada Okoro", "kind": "person"},
        {"id": "youth", "name": "Youth Council", "kind": "group"},
    ],
    "sources": [
        {
            "id": "gazette",
            "title": "Cable panel closes the forum",
            "publisher": "Harbour Gazette",
            "text": "gazette.txt",
        },
        {"id": "wire", "title": "Youth at the forum", "publisher": "River Wire"},
    ],
    "quotes": [
        {
            "id": "direct",
            "speaker": "lin",
            "text": "We will lay the cable together.",
            "mode": "direct",
            "source": "gazette",
            "date": "2030-05-02",
        },
        {
            "id": "partial",
            "speaker": "okoro",
            "text": 'Repairs should not become "a toll road" for anyone.',
            "mode": "partial",
            "source": "gazette",
            "date": "2030-05-02",
        },
        {
            "id": "paraphrase",
            "speaker": "youth",
            "text": "Young engineers want a seat at the table.",
            "mode": "paraphrase",
            "source": "wire",
            "date": "2030-05-01",
        },
        {
            "id": "storm",
            "speaker": "lin",
            "text": "No harbour can wait until the storm is over, and we will not close twelve "
            "schools for a measure that nobody has asked for. We shall mend 1,500 nets.",
            "mode": "direct",
            "source": "gazette",
            "language": "en",
            "date": "2030-05-02",
            "role": "Minister of Transport",
        },
        {
            "id": "labour",
            "speaker": "okoro",
            "text": LABOUR,
            "mode": "direct",
            "source": "gazette",
            "language": "en",
            "date": "2030-05-01",
            "role": "Chair of the Lighthouse Board",
        },
        {
            "id": "labour-wire",
            "speaker": "okoro",
            "text": LABOUR,
            "mode": "direct",
            "source": "wire",
            "language": "en",
        },
        {
            "id": "zh",
            "speaker": "lin",
            "text": "我们不会让任何一座岛屿独自修复海岸，三年之内每个港口都将有自己的灯塔。",
            "mode": "direct",
            "source": "gazette",
            "language": "zh-Hans",
            "date": "2030-05-02",
            "role": "交通部部长",
            "translations": {
                "en": "We shall leave no island to mend its coast alone, and every port will "
                "have a lighthouse within three years."
            },
        },
    ],
}
TEXT = (
    "The panel ended late. “Every knot in this rope was tied by somebody who could not read a "
    "chart,” a fisher said. The mayor promised that the ferry would sail on Sundays again.\n"
)


def records():
    """Return the records of the coverage, to be changed."""
    return deepcopy(COVERAGE)


def opened(folder, changed=COVERAGE):
    """Write the coverage with a source's text below a folder and return its archive."""
    folder.mkdir()
    (folder / "coverage.json").write_text(json.dumps(changed), "utf-8")
    (folder / "gazette.txt").write_text(TEXT, "utf-8")
    return open_archive([folder], cache=None)


def drafted(text, *, markdown=False):
    """Return a draft of a text."""
    if markdown:
        return Draft("draft", hide_markup(text), (), line_starts(text), block_quotations(text))
    return Draft("draft", text, (), line_starts(text))


def words_of(text, **options):
    """Return the words of each quotation of a text that is within no other one."""
    quotations = quotations_of(drafted(text, **options))
    return [quotation.text for quotation in quotations if quotation.setting != "inner"]


def stated_in(text):
    """Return what a text with one quotation states of who said it."""
    (quotation,) = quotations_of(drafted(text))
    return quotation.stated


class Desk:
    """Judges drafts by one archive."""

    def __init__(self, archive):
        self.judge = Judge(archive)

    def judgements(self, text, **options):
        """Return the judgements of a draft."""
        return self.judge.judgements(drafted(text, **options))

    def judgement(self, text):
        """Return the judgement of a draft with one quotation."""
        (judgement,) = self.judgements(text)
        return judgement

    def verdict(self, text):
        """Return the verdict and the ids of the statements of a draft with one quotation."""
        judgement = self.judgement(text)
        return " ".join([judgement.verdict, *(entry.address.id for entry in judgement.statements)])
