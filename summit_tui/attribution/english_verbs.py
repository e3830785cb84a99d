"""Verbs of saying in English, and which of their forms have a subject beside a quotation."""

import re
from typing import Final

_VERBS_WORDS: Final = """
said says say saying told tells telling added adds adding noted notes noting explained explains
argued argues warned warns warning stressed stresses stressing declared
declares announced announces wrote writes asked asks replied replies
replying responded responds insisted insists insisting claimed claims remarked remarks
observed observes stated states stating commented comments emphasized emphasizes
emphasised emphasises recalled recalls concluded concludes continued
continues acknowledged acknowledges admitted admits conceded concedes suggested suggests urged
urges urging pledged pledges promised promises vowed vows cautioned
cautions hailed hails praised praises quipped joked affirmed affirms
reiterated reiterates underlined underlines underscored underscores
highlighted highlights called calls calling described describes spoke
speaks termed dubbed quoted tweeted posted proposed proposes demanded demands denied
denies confirmed confirms predicted predicts interjected exclaimed asserted asserts
contended contends maintained maintains testified cited answered countered retorted opined
lamented mused boasted reasoned summarised summarized repeated repeats recounted complained
complains assured assures reminded reminds pleaded protested reflected shouted whispered enthused
"""
_VERBS: Final = _VERBS_WORDS.split()
VERB: Final = re.compile(
    rf"(?<![\w’'-])(?<!\bto )(?:{'|'.join(sorted(_VERBS, key=len, reverse=True))}|points? out"
    r"|pointed out|puts? it|(?:shot|hit) back|(?:went|goes) on(?: to (?:say|add|tell|ask))?)"
    r"(?![\w’'-])"
)
"""A verb of saying, in a form that has a subject, or a participle; no infinitive."""
PARTICIPLE: Final = re.compile(
    r"(?:adding|saying|noting|stressing|calling|warning|telling|stating|insisting)\b"
)
_AS_NOUN: Final = re.compile(
    r"\b(?:an?|the|his|her|its|their|one|another|no|this)(?: (?:stark|blunt|clear|simple|final|new"
    r"|strong|dire|sharp|firm|last|similar))? $"
)
"""What stands before a participle that is a noun: a warning."""
_BEHIND_ARTICLE: Final = re.compile(r"\b(?:an?|the|my|our|his|her|its|their) $", re.IGNORECASE)
SPOKE_OF_ITSELF: Final = re.compile(
    r"\b(?:agreed|agrees|began|begins|chimed in|concurred|offered|opened|revealed|reveals"
    r"|signed off|summed up|ventured)(?=\s*$|[,.]| (?:after|at|before|by|during|in|on|to|with)\b)"
)
"""Verbs that say so only behind a quotation: “…,” Lin Mei began."""
OWN_PARTICIPLE: Final = re.compile(r"(?:,|\bby) $")
"""What stands before a participle that goes with the subject of its sentence: not “for saying”."""


def verbs_in(text: str) -> list[re.Match[str]]:
    """Return the verbs of saying of a text in their order, what are nouns left out: her remarks."""
    return [
        verb
        for verb in VERB.finditer(text)
        if not (_BEHIND_ARTICLE.search(text, 0, verb.start()))
        and not (PARTICIPLE.match(verb[0]) and _AS_NOUN.search(text, 0, verb.start()))
    ]
