"""What the words beside a quotation state of who said it: before it, behind it, or in between."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

from summit_tui.attribution import chinese, english, english_labels
from summit_tui.attribution.stated import NOTHING, Stated
from summit_tui.evidence.quotations import quoted_spans
from summit_tui.model.text import HAN

Span = tuple[int, int]
Side = Literal["before", "behind", "between", "continued", ""]
"""Where the words stand that state it; empty where nothing is stated."""

HIDDEN: Final = "\u200b"
"""Stands for each character of markup in a draft; nothing that compares or prints has it."""

_HAN: Final = re.compile(f"[{HAN}]")
_LATIN: Final = re.compile(r"[A-Za-z]")
_LETTER: Final = re.compile(r"\w")
_PARAGRAPH: Final = re.compile(r"\n[^\S\n]*\n\s*")
_ABBREVIATION: Final = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Lt|Col|St|Jr|Sr|No|vs|Jan|Feb|Mar|Apr|Aug|Sept|Oct"
    r"|Nov|Dec|[A-Z])|\b[A-Z]\.[A-Z])$"
)
_SENTENCE_END: Final = re.compile(r"[.!?][\"”’')\]]*\s+(?=[\"“‘'(\[]*[^\Wa-z])|[。！？!?][”」』’]?")
_OPEN_STOPS: Final = ("?", "!", "？", "！", "…")
"""Stops within the marks after which the sentence may go on."""
_LONGEST_INTERRUPTION: Final = 160
"""The most characters of an attribution in the middle of a quotation."""
_FULL_STOP: Final = re.compile(r"[.。…!?！？][’'」』”\s]*$")
_OUTSIDE_STOP: Final = re.compile(r"[^\S\n]*。(?=[^\n])")
"""A Chinese full stop behind the marks; a sentence that says only who spoke may follow it."""
_CLOSED: Final = re.compile(r"[.!?][\"”’')\]]*\s+$")
"""A sentence that has ended before the quotation begins."""
_INTRODUCES: Final = re.compile(r"[:：][\s\u200b]*\Z")
_CREDIT: Final = re.compile(
    r"[.。]?[^\S\n]*\n?[^\S\n]*(?:(?:(?:[—–―⸺]+|--+)[^\S\n]*)+(?P<dashed>[^—–“”「」\"]{2,160})"
    r"|[(（](?P<bracketed>[^()（）“”「」\"]{2,160})[)）][.。]?)\s*\Z"
)
"""What ends a paragraph behind a quotation and names who said it: — Lin Mei, (Lin Mei)."""
_CELL: Final = re.compile(r"(?:^|\|)\s*(?P<words>[^|]+?)\s*\|\s*$")
"""The cell of a table before one with a quotation."""
_LABEL: Final = re.compile(
    r"\s*(?:[•·●○◆◇■□▶►*-]\s*)?"
    r"(?:[【\[(（](?P<bracketed>[^【】\[\]()（）|\n]{2,60})[】\])）]"
    r"|(?P<words>[^“”「」|—–―\n]{2,80}?)\s*(?:[—–―]+|--+|[｜/➜→]))\s*\Z"
)
"""A label without a colon: Lin Mei — “…”, 【林梅】“…”."""
_LINE_BELOW: Final = re.compile(r"[.。]?[^\S\n]*\n[^\S\n]*(?P<line>[^\n]{2,160})\s*")
"""The last line of a paragraph, and nothing else behind a quotation."""
_ITEM: Final = re.compile(r"\n[^\S\n]*(?=(?:[-–—*•·]|\d{1,2}[.)])[^\S\n])")
"""Where an item of a list begins."""
_DASH: Final = re.compile("[—–―⸺]|--")
_LISTED: Final = re.compile(r"[\s,，、]*(?:(?:and|or|及|以及|和|與|与|或)\s*(?:an?|the|as)?)?\s*")
"""What stands between two of several quotations of one sentence: “one” and “two”."""
_OPEN_END: Final = re.compile(r"[,，?？!！—–-][’'」』”\s]*$")


@dataclass(frozen=True, slots=True)
class Attributed:
    """What stands in quotation marks, in one piece or in several, and who said it."""

    ranges: tuple[Span, ...]
    """Where its pieces stand in the text, without their marks."""
    stated: Stated
    """What is stated of who said it."""
    side: Side
    """Where that is stated."""


def attributed_quotations(text: str) -> Iterator[Attributed]:
    """Yield the quotations of a text that have words, in their order."""
    groups = [
        spans
        for spans in _joined(text, quoted_spans(text))
        if any(_LETTER.search(text, start, end) for start, end in spans)
    ]
    previous: Attributed | None = None
    for number, spans in enumerate(groups):
        before = groups[number - 1] if number else ()
        after = groups[number + 1] if number + 1 < len(groups) else ()
        stated, side = _stated(text, spans, before[-1][1] if before else 0, after)
        if not side and previous is not None:
            stated, side = _continued(text, previous, spans)
        previous = Attributed(spans, stated, side)
        yield previous


def stated_above(text: str, end: int) -> Stated:
    """Return what the paragraph that ends at a position states of a block quotation below it."""
    paragraph = _PARAGRAPH.split(text[max(0, end - 400) : end].rstrip())[-1] + " "
    return _read(_sentence_before(paragraph, 0, len(paragraph)), "before") or NOTHING


def is_chinese(text: str) -> bool:
    """Return whether a text has more characters of Han than Latin letters."""
    return len(_HAN.findall(text)) > len(_LATIN.findall(text))


def _joined(text: str, spans: list[Span]) -> Iterator[tuple[Span, ...]]:
    """Yield the spans of each quotation: one that its attribution interrupts has several."""
    quotation: tuple[Span, ...] = ()
    floor = 0
    for span in spans:
        if quotation and _is_interruption(text, quotation[-1], span):
            # Lin said, “…,” Okoro added, “…”: whose words the first are stands before them.
            ahead = _sentence_before(text, floor, quotation[0][0] - 1)
            if not (ahead.strip() and _read(ahead, "before")):
                quotation += (span,)
                continue
        if quotation:
            floor = quotation[-1][1]
            yield quotation
        quotation = (span,)
    if quotation:
        yield quotation


def _is_interruption(text: str, span: Span, following: Span) -> bool:
    """Return whether only an attribution, closed by a comma, stands between two pieces."""
    between = text[span[1] + 1 : following[0] - 1]
    if len(between) > _LONGEST_INTERRUPTION or _PARAGRAPH.search(between):
        return False
    closed = between.rstrip().endswith((",", "，"))
    opened = _OPEN_END.search(text[: span[1]][-4:]) or between.lstrip().startswith((",", "，"))
    if not closed or not opened or _SENTENCE_END.search(between):
        return False
    clause = between.strip(" ,，\n")
    return bool(_read(clause, "after")) and not re.search(r"\b(?:adding|and)$", clause)


def _stated(
    text: str, spans: tuple[Span, ...], floor: int, after: tuple[Span, ...]
) -> tuple[Stated, Side]:
    """Return what the sentence round a quotation states, and where; `NOTHING` where it does not."""
    first, last = spans[0], spans[-1]
    before = _sentence_before(text, floor, first[0] - 1)
    ceiling = after[0][0] - 1 if after else len(text)
    behind = _sentence_behind(text, last[1] + 1, ceiling)
    if len(spans) > 1:
        between = _read(text[first[1] + 1 : spans[1][0] - 1], "after")
        return (between, "between") if between else (NOTHING, "")
    words = text[first[0] : last[1]]
    is_ended = _FULL_STOP.search(words) and not words.rstrip().endswith(_OPEN_STOPS)
    ahead = _read(before, "before") if before.strip() else None
    if ahead is not None:
        return ahead, "before"
    if credit := _credit(text, last[1] + 1, ceiling):
        return credit, "behind"
    if stop := _OUTSIDE_STOP.match(text, last[1] + 1):
        stated_behind = chinese.stated_alone(_sentence_behind(text, stop.end(), ceiling))
    elif is_ended:
        is_whole = not after or last[1] + 1 + len(behind) < ceiling
        stated_behind = chinese.stated_alone(behind) or (_read_alone(behind) if is_whole else None)
    else:
        stated_behind = _read(behind, "after")
    stated_behind = stated_behind or english.stated_afterwards(behind)
    if stated_behind:
        return stated_behind, "behind"
    label = _labelled(before)
    return (label, "before") if label else (NOTHING, "")


def _labelled(before: str) -> Stated | None:
    """Return whom a label without a colon names before a quotation; None where it is none.

    It is a name alone, with or without an office: else a dash parts what somebody tells.
    """
    match = _LABEL.fullmatch(before.replace(HIDDEN, ""))
    words = (match["words"] or match["bracketed"]).strip() if match else ""
    label = credited(words) if words else None
    if label is None or not label.name:
        return None
    rest = words.replace(label.name, "", 1).replace(label.capacity, "", 1)
    if _LETTER.search(rest):
        return None
    # In capitals it may be the place of a dateline, SANTA CRUZ: then it states nothing by itself.
    return replace(label, clause="") if label.name.isupper() else label


def _credit(text: str, start: int, ceiling: int) -> Stated | None:
    """Return what a credit behind a quotation states, if the rest of its paragraph is one."""
    rest, *below = _PARAGRAPH.split(text[start : min(ceiling, start + 400)].replace(HIDDEN, ""))
    if not below and (line_below := _LINE_BELOW.fullmatch(rest)):
        rest, below = "", [line_below["line"]]
    if below and not _LETTER.search(rest):
        line = below[0].strip()
        # In a paragraph of its own: with a dash, or an office that no full stop follows.
        named = None if line.endswith((".", ":", "。", "：")) else credited(line)
        if named and named.name and line.startswith(f"{named.name}, ") and not named.is_weak:
            return named
        rest = line if _DASH.match(line) else ""
    match = _CREDIT.match(rest)
    return credited(" ".join((match["dashed"] or match["bracketed"]).split())) if match else None


def credited(text: str) -> Stated | None:
    """Return whom a credit names; None where it is none."""
    return chinese.credited(text) if _HAN.search(text) else english_labels.credited(text)


def _read(text: str, side: Literal["after", "before"]) -> Stated | None:
    text = text.replace(HIDDEN, "")
    cell = _CELL.search(text) if side == "before" else None
    if cell and (named := credited(cell["words"])):
        return named
    if _HAN.search(text):
        own = chinese.stated_after(text) if side == "after" else chinese.stated_before(text)
        if own or is_chinese(text):
            return own
    text = re.sub(r"\s+", " ", text)  # a name or a day may run over the end of a line
    return english.stated_after(text) if side == "after" else english.stated_before(text)


def _read_alone(text: str) -> Stated | None:
    """Return what a whole sentence behind a quotation that has ended states of who spoke."""
    return english.stated_alone(re.sub(r"\s+", " ", text.replace(HIDDEN, "")))


def _sentence_before(text: str, floor: int, end: int) -> str:
    """Return the part of a sentence before a quotation, after an earlier one."""
    window = text[max(floor + (floor > 0), end - 400) : end]
    *above, window = _PARAGRAPH.split(window)
    if above and not _LETTER.search(window) and _INTRODUCES.search(above[-1]):
        window = above[-1]  # the paragraph before introduces it
    window = _ITEM.split(window)[-1]
    if _CLOSED.search(window) and not _ABBREVIATION.search(window.rstrip().rstrip(".")):
        return ""
    starts = [
        match.end()
        for match in _SENTENCE_END.finditer(window)
        if not _ABBREVIATION.search(window[: match.start()])
    ]
    return window[starts[-1] :] if starts else window


def _sentence_behind(text: str, start: int, ceiling: int) -> str:
    """Return the rest of a sentence behind a quotation, up to the next one."""
    window = _PARAGRAPH.split(text[start : min(ceiling, start + 400)])[0]
    if re.match(r"\s*[.。!?！？;；]", window):
        return ""
    for match in _SENTENCE_END.finditer(window):
        if not _ABBREVIATION.search(window[: match.start()]):
            return window[: match.start()]
    return window


def _continued(text: str, previous: Attributed, spans: tuple[Span, ...]) -> tuple[Stated, Side]:
    """Return what the sentence before states where nothing but its attribution lies between.

    “…,” she said. “…”: only within a paragraph; in the next one somebody else may speak. So it is
    with the second of two that only a conjunction parts.
    """
    between = text[previous.ranges[-1][1] + 1 : spans[0][0] - 1]
    if previous.side and _LISTED.fullmatch(between) and not _PARAGRAPH.search(between):
        return previous.stated, "continued"
    is_close = len(between) <= _LONGEST_INTERRUPTION and not _PARAGRAPH.search(between)
    ends = between.rstrip().endswith((".", "。"))
    one_sentence = not _SENTENCE_END.search(between.rstrip()[:-1])
    if is_close and ends and one_sentence and previous.side:
        return previous.stated, "continued"
    return NOTHING, ""
