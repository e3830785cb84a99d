"""Who is named in a text: names as they are printed, longest first, in any case and script."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from summit_tui.archive.analysis.normalize import normalize
from summit_tui.archive.analysis.positions import tokenize

_MIN_LETTERS: Final = 3
"""Letters of a name of one word: a shorter one is too often another word, as in “He said”."""
_MOST_WORDS: Final = 16
"""The most words of a name, or its characters in Han."""
_FEWEST_WORDS_UNCAPITALIZED: Final = 3
"""A name of fewer words begins with a capital wherever it stands."""
_COMMON_WORDS: Final = frozenset(
    ("the", "of", "and", "for", "in", "from", "she", "they", "who", "it")
)
"""Words that name nobody by themselves."""
_TITLES: Final = frozenset(
    ("mr", "mrs", "ms", "dr", "prof", "professor", "sir", "dame", "jr", "sr", "al", "bin", "van")
)
"""Words of a name that many names have."""


class Named(NamedTuple):
    """A name in a text."""

    ids: frozenset[str]
    """The ids of all who bear it."""
    start: int
    """Its first code point."""
    end: int
    """The one behind its last."""


class NameIndex:
    """The names of speakers, to be looked for in many texts."""

    def __init__(self, names: Mapping[str, Iterable[str]]) -> None:
        """Take the names of speakers by their ids."""
        bearers: dict[tuple[str, ...], set[str]] = defaultdict(set)
        self._uncapitalized: set[tuple[str, ...]] = set()
        for id, printed in names.items():
            for name in printed:
                words = tuple(normalize(name).split())
                if is_distinctive(words):
                    bearers[words].add(id)
                    if len(words) >= _FEWEST_WORDS_UNCAPITALIZED and name[:1].islower():
                        self._uncapitalized.add(words)
        self._by_first: dict[str, list[tuple[tuple[str, ...], frozenset[str]]]] = defaultdict(list)
        for words in sorted(bearers, key=len, reverse=True):
            self._by_first[words[0]].append((words, frozenset(bearers[words])))

    def find(self, text: str) -> Iterator[Named]:
        """Yield each name in a text, in order; a name within a longer one is not given.

        A name begins with a capital, or with a letter of a script that has none; a longer one also
        as it is on record: les représentants de la ville.
        """
        tokens, starts, ends = tokenize(text)
        at = 0
        while at < len(tokens):
            for words, ids in self._by_first.get(tokens[at], ()):
                last = at + len(words)
                if tuple(tokens[at:last]) == words and (
                    not text[starts[at]].islower() or words in self._uncapitalized
                ):
                    yield Named(ids, starts[at], ends[last - 1])
                    at = last - 1
                    break
            at += 1

    def ids_in(self, text: str) -> frozenset[str]:
        """Return the ids of all who are named in a text."""
        return frozenset().union(*(named.ids for named in self.find(text)))


def is_distinctive(words: tuple[str, ...]) -> bool:
    """Tell whether the normalized words of a name can be looked for in a text."""
    if len(words) == 1:
        return len(words[0]) >= _MIN_LETTERS and words[0] not in _COMMON_WORDS
    return 1 < len(words) <= _MOST_WORDS


class SpeakerNames:
    """The names of the speakers of an event, and the parts of persons' names."""

    def __init__(self, names: Mapping[str, Sequence[str]], persons: Collection[str]) -> None:
        """Take names by the ids of their bearers, and which of these are persons."""
        parts = {
            id: [*printed, *(part for name in printed for part in _parts(name))]
            if id in persons
            else printed
            for id, printed in names.items()
        }
        self._parts = parts
        self.whole = NameIndex(names)
        """Names as they are on record."""
        self.parts = NameIndex(parts)
        """The same with each word of a person's name: “Lee” names John Lee."""

    def forms(self, id: str) -> list[str]:
        """Return all that stands for a bearer, normalized, whatever its capitals."""
        forms = {normalize(form): None for form in self._parts.get(id, ())}
        return [form for form in forms if is_distinctive(tuple(form.split()))]


def _parts(name: str) -> Iterator[str]:
    """Yield the words of a person's name that may stand for it."""
    words = name.split()
    for word in words if len(words) > 1 else ():
        if word.strip(".").casefold() not in _TITLES and not word.endswith("."):
            yield word
