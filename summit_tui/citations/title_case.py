"""English titles in sentence case and in headline case.

No word is lowered on a guess. A headline is lowered only where every word that would change is
one of `common_words.txt`, which has none that names are made of (Bank, Council, Brown); otherwise
it keeps the capitals that it was filed with. What stands in `proper_nouns.txt` keeps them always.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

from summit_tui.citations.typography import ends_abbreviated

_WORD: Final = re.compile(r"[^\W\d_](?:\.[^\W\d_])+\b\.?|[^\W_]+(?:['’][^\W_]+)*")
"""A word, or initials with their stops: A.I."""
_POSSESSIVE: Final = re.compile(r"['’]s?$", re.IGNORECASE)
_OPENS_SENTENCE: Final = re.compile(r"(?:^|[:?!—–]\s*|\.\s+)[\s“‘\"'(\[]*$")
_ENDS_SENTENCE: Final = re.compile(r"[”’\"')\]]*\s*(?:$|[:?!…—–]|\.\s|\.[”’\"']*$)")


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_CONJUNCTIONS: Final = _set("a an the and but for or nor")
_PREPOSITIONS: Final = _set(
    "aboard about above across against along alongside amid amidst among amongst as at atop behind "
    "below beneath beside besides between beyond by concerning despite during except from in into "
    "of on onto per regarding through throughout to toward towards under underneath unto upon v "
    "versus via vs with within without"
)
_AT_TIMES_PREPOSITIONS: Final = _set(
    "after around before inside like near opposite outside over past since till until"
)
"""Conjunctions, adverbs or verbs elsewhere: a headline keeps the capitals it gave them."""
_CAPACITY_PARTS: Final = re.compile(r"(,|\b(?:of|for|and|the|to|at|in)\b)")
PARTICLES: Final = _set("al bin da de del della den der di dos du ibn la las le los ten van von")
_FEWEST_IN_CAPITALS: Final = 3
"""A title of fewer words in capitals may be a name, such as WTO or ASEAN 2045."""
_ALSO_INITIALS: Final = _set("aids it us who")
"""Words that in capitals may be somebody's initials."""
_PREFIXES: Final = _set("anti co inter multi non post pre pro re semi sub un")

_OFFICES: Final = _set(
    "acting administrator advisor affairs agriculture ambassador assistant associate attorney "
    "captain chair chairman chairperson chairwoman chancellor chief co commissioner "
    "communications consul convenor coordinator counsel counsellor crown defence defense deputy "
    "director economist economy education envoy et executive founder general governor head health "
    "high information interim interior king labor legal lord manager managing master mayor "
    "minister national ombudsman party planning premier president prime prince princess principal "
    "professor queen rapporteur representative secretary security senior special spokesman "
    "spokesperson spokeswoman state tourism transport treasurer undersecretary vice"
)
"""What capacities are made of; in a title some of them may be part of a name."""
_BODY: Final = re.compile(
    r"\bthe (?:Bureau|Department|Directorate|Division|Faculty|Institute|Ministry|Office|School"
    r"|Secretariat)(?: (?:of|for|on)\b[^,]*)?"
)
"""What is a body's name as it stands: the Office of Tides."""


def headline_case(title: str, *, also_lower: Iterable[str] = ()) -> str:
    """Return an English title with its major words capitalized (CMOS 17 8.159, MLA 9 2.90).

    Articles, coordinating conjunctions, prepositions of any length and `to` are small unless they
    come first or last; the stop of an abbreviation ends nothing. A word that has a capital or a
    digit in it stays as it is. After a hyphen the same holds, except that the word after a prefix
    is small (CMOS 17 8.161).
    """
    title = _without_capitals(title)
    if title.isupper():
        return title
    small = _CONJUNCTIONS | _PREPOSITIONS | frozenset(also_lower)
    if not _is_headline(title):
        small |= _AT_TIMES_PREPOSITIONS
    parts, end = [], 0
    for match in _WORD.finditer(title):
        word, before, after = match[0], title[: match.start()], title[match.end() :]
        parts.append(title[end : match.start()])
        end = match.end()
        last = _ENDS_SENTENCE.match(after) and not ends_abbreviated(f"{before}{word}{after[:1]}")
        is_as_filed = _follows_prefix(before, word) or _may_open_sentence(before, word)
        if _is_kept(word) or is_as_filed:
            parts.append(word)
        elif _opens_sentence(before) or (last and word not in PARTICLES):
            parts.append(word[0].upper() + word[1:])
        elif word.lower() in small or word in PARTICLES:
            parts.append(word.lower())
        elif word.lower() in _AT_TIMES_PREPOSITIONS:
            parts.append(word)
        else:
            parts.append(word[0].upper() + word[1:])
    return "".join([*parts, title[end:]])


def sentence_case(title: str, names: Iterable[str] = ()) -> str:
    """Return an English title with capitals at beginnings and in names alone (APA 7 6.17).

    `names` may stand in the title and keep their capitals. A title that was filed in sentence case
    gets a capital at its beginning and after a colon, a dash or a stop, and is otherwise left.
    """
    title = _without_capitals(title, names)
    lowered = _lowered(title, names) if _is_headline(title) else None
    text = title if lowered is None else lowered

    def opened(match: re.Match[str]) -> str:
        word = match[0]
        begins = not _is_kept(word) and _opens_sentence(text[: match.start()])
        return word[0].upper() + word[1:] if begins else word

    return _WORD.sub(opened, text)


def lowered_words(capacity: str) -> str:
    """Return a capacity as it stands after a name: common words small, names as they are (AP).

    What stands between `of`, `for`, `and`, `the` and commas is lowered as a whole or not at all:
    minister of trade, but director of the Coastal Authority. Names of bodies stay as they are.
    """
    if body := _BODY.search(capacity):
        before, behind = capacity[: body.start()], capacity[body.end() :]
        return f"{lowered_words(before)}{body[0]}{lowered_words(behind)}"

    def lowered(part: str) -> str:
        words = list(_WORD.finditer(part))
        kept = _named(words, ())
        common = {
            match.start(): match[0].lower()
            for at, match in enumerate(words)
            if at not in kept and not _is_kept(match[0])
        }
        if not all(_bare(word) in _OFFICES or _is_common(_bare(word)) for word in common.values()):
            return part
        return _WORD.sub(lambda match: common.get(match.start(), match[0]), part)

    return "".join(map(lowered, _CAPACITY_PARTS.split(capacity)))


def has_listed_word(text: str) -> bool:
    """Return whether a word of a text is a common one, or part of a name of places and bodies."""
    words = list(_WORD.finditer(text))
    return bool(_named(words, ())) or any(_is_common(_bare(word[0]).lower()) for word in words)


def _without_capitals(title: str, names: Iterable[str] = ()) -> str:
    """Return a title printed in capitals alone as a headline; as it is where a word may be a name.

    APA 7 6.17, CMOS 17 8.159 and MLA 9 2.90 all set their own capitals.
    """
    words = list(_WORD.finditer(title)) if title.isupper() else []
    if len(words) < _FEWEST_IN_CAPITALS:
        return title
    spelled = _as_listed(words, names)
    parts, end = [], 0
    for at, match in enumerate(words):
        word, bare = match[0], _bare(match[0]).lower()
        is_plain = _is_common(bare) and bare not in _ALSO_INITIALS
        has_own = "." in word or any(map(str.isdigit, word))
        if at not in spelled and not (is_plain or has_own):
            return title
        ending = word[len(bare) :].lower()
        plain = word if "." in word else word.capitalize()
        spelling = f"{spelled[at]}{ending}" if at in spelled else plain
        parts += [title[end : match.start()], spelling]
        end = match.end()
    return "".join([*parts, title[end:]])


def _as_listed(words: list[re.Match[str]], names: Iterable[str]) -> dict[int, str]:
    """Return the words that are part of a name, by number, spelled as the name is."""
    lines = [*names, *_listed("proper_nouns.txt").splitlines()]
    by_words = {tuple(_bare(word).lower() for word in _WORD.findall(line)): line for line in lines}
    plain = [_bare(match[0]).lower() for match in words]
    spelled: dict[int, str] = {}
    for start in range(len(words)):
        for end in range(len(words), start, -1):
            if start not in spelled and (line := by_words.get(tuple(plain[start:end]))):
                spelled |= dict(enumerate(map(_bare, _WORD.findall(line)), start))
                break
    return spelled


def _lowered(title: str, names: Iterable[str]) -> str | None:
    """Return a headline in small letters, or None where a word in it may be a name."""
    words = list(_WORD.finditer(title))
    kept = _named(words, names)
    parts, end = [], 0
    for at, match in enumerate(words):
        word = match[0]
        before = title[: match.start()]
        begins = _opens_sentence(before) or _may_open_sentence(before, word)
        if not (at in kept or begins or _is_kept(word) or word in ("I", "I’m", "I’ve", "I’ll")):
            if word != word.lower() and not _is_common(_bare(word).lower()):
                return None
            word = word.lower()
        parts += [title[end : match.start()], word]
        end = match.end()
    return "".join([*parts, title[end:]])


def _named(words: list[re.Match[str]], names: Iterable[str]) -> set[int]:
    """Return which of the words are part of a name."""
    listed = _phrases("\n".join(names)) if names else {}
    plain = [_bare(match[0]).lower() for match in words]
    kept: set[int] = set()
    for at, word in enumerate(plain):
        for phrase in (*listed.get(word, ()), *_proper_nouns().get(word, ())):
            if tuple(plain[at : at + len(phrase)]) == phrase:
                kept.update(range(at, at + len(phrase)))
    return kept


def _is_headline(title: str) -> bool:
    """Return whether the major words of a title are capitalized, and there is one to lower."""
    small = _CONJUNCTIONS | _PREPOSITIONS | _AT_TIMES_PREPOSITIONS | PARTICLES
    major = [
        match[0]
        for match in _WORD.finditer(title)
        if not _is_kept(match[0])
        and match[0].lower() not in small
        and not _opens_sentence(title[: match.start()])
        and not _follows_prefix(title[: match.start()], match[0])
    ]
    return bool(major) and all(word[0].isupper() for word in major)


def _opens_sentence(before: str) -> bool:
    """Return whether a word begins a sentence or a subtitle, given what stands before it."""
    return bool(_OPENS_SENTENCE.search(before)) and not ends_abbreviated(before.rstrip())


def _may_open_sentence(before: str, word: str) -> bool:
    """Return whether a word has a capital behind an ellipsis, as one that begins a sentence."""
    return word[0].isupper() and before.rstrip().endswith("…")


def _is_kept(word: str) -> bool:
    """Return whether a word has capitals, digits or stops of its own: ASEAN, eSIM, G20, A.I."""
    rest = _bare(word)[1:]
    return rest != rest.lower() or "." in word or any(map(str.isdigit, word))


def _bare(word: str) -> str:
    """Return a word without the ending of the possessive."""
    return _POSSESSIVE.sub("", word)


def _follows_prefix(before: str, word: str) -> bool:
    """Return whether a small word comes after a prefix and a hyphen: pre-existing."""
    prefix = re.search(r"([^\W_]+)-$", before)
    return word.islower() and prefix is not None and prefix[1].lower() in _PREFIXES


def _is_common(word: str) -> bool:
    """Return whether a word, or what it is inflected from, is in the list of common words."""
    common = _common_words()
    if word in common or word in _CONJUNCTIONS | _PREPOSITIONS | _AT_TIMES_PREPOSITIONS:
        return True
    stems = {word[:-1]} if word.endswith("s") else set()
    for ending in ("es", "ed", "er", "ing"):
        if word.endswith(ending):
            stem = word.removesuffix(ending)
            doubled = stem[:-1] if stem[-2:-1] == stem[-1:] else stem
            stems |= {stem, f"{stem}e", doubled, f"{stem[:-1]}y" if stem.endswith("i") else stem}
    return any(len(stem) > 2 and stem in common for stem in stems)


@lru_cache(1)
def _common_words() -> frozenset[str]:
    return frozenset(_listed("common_words.txt").split())


@lru_cache(1)
def _proper_nouns() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    return _phrases(_listed("proper_nouns.txt"))


@lru_cache(256)
def _phrases(lines: str) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """Return names, one on a line, as their words in small letters, by the first of them."""
    by_first: dict[str, tuple[tuple[str, ...], ...]] = {}
    for line in lines.splitlines():
        words = tuple(_bare(word).lower() for word in _WORD.findall(line))
        words = words[1:] if words[:1] == ("the",) else words
        if words:
            by_first[words[0]] = (*by_first.get(words[0], ()), words)
    return by_first


def _listed(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")
