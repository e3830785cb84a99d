"""Singular and plural of English words, for readers who ask for both."""

from typing import Final

_PAIRS: Final = (
    "man men,woman women,child children,person people,foot feet,tooth teeth,mouse mice,"
    "forum fora,symposium symposia,consortium consortia,stadium stadia,"
    "goose geese,ox oxen,life lives,wife wives,knife knives,half halves,leaf leaves,"
    "self selves,shelf shelves,thief thieves,wolf wolves,loaf loaves,calf calves,"
    "analysis analyses,basis bases,crisis crises,axis axes,thesis theses,"
    "hypothesis hypotheses,emphasis emphases,oasis oases,diagnosis diagnoses,"
    "synthesis syntheses,parenthesis parentheses,criterion criteria,phenomenon phenomena,"
    "datum data,medium media,memorandum memoranda,curriculum curricula,"
    "referendum referenda,stratum strata,index indices,matrix matrices,"
    "appendix appendices,vertex vertices,stimulus stimuli,nucleus nuclei,radius radii,"
    "alumnus alumni,quiz quizzes,potato potatoes,tomato tomatoes,hero heroes,echo echoes,"
    "veto vetoes,embargo embargoes,cargo cargoes"
)
_IRREGULAR: Final = dict(pair.split() for pair in _PAIRS.split(","))
"""Plurals that the rules of spelling do not give, by their singulars; some have both."""
_BY_PLURAL: Final = {plural: singular for singular, plural in _IRREGULAR.items()}
_COMPOUNDED: Final = ("woman", "man", "child", "wife", "person")
"""Those that also end longer words: chairman, chairmen."""
_NO_PLURAL: Final = ("ss", "us", "is", "ics", "news", "series", "species")
"""How words end that have an s and are no plurals."""


def singular_and_plural(word: str) -> list[str]:
    """Return a normalized word of English in both numbers, itself first.

    Where its letters leave open what its singular is, as in `buses` and `lens`, or what its plural
    is, as in `index`, all that may be are given.
    """
    singulars = [stem for stem in _stems(word) if word in _plurals(stem)]
    if not singulars or (word.endswith("s") and not word.endswith("es")):
        singulars.append(word)
    plurals = (plural for singular in singulars for plural in _plurals(singular))
    return list(dict.fromkeys((word, *singulars, *plurals)))


def _plurals(singular: str) -> list[str]:
    """Return what may be the plural of a word, by the table and by the rules of spelling."""
    plurals = [_IRREGULAR[singular]] if singular in _IRREGULAR else []
    plurals += [
        singular.removesuffix(end) + _IRREGULAR[end]
        for end in _COMPOUNDED
        if singular.endswith(end) and singular != end
    ]
    return [*plurals, _regular_plural(singular)]


def _regular_plural(singular: str) -> str:
    """Return the plural of a word by the rules of spelling."""
    if singular.endswith(("s", "x", "z", "ch", "sh")):
        return f"{singular}es"
    if singular.endswith("y") and singular[-2:-1] not in ("", *"aeiou"):
        return f"{singular[:-1]}ies"
    return f"{singular}s"


def _stems(word: str) -> list[str]:
    """Return what may be the singular of a word."""
    stems = [_BY_PLURAL[word]] if word in _BY_PLURAL else []
    for end in _COMPOUNDED:
        plural = _IRREGULAR[end]
        if word.endswith(plural) and len(word) > len(plural):
            stems.append(word.removesuffix(plural) + end)
    if not word.endswith(_NO_PLURAL):
        for ending, stem in (("ies", "y"), ("es", ""), ("s", "")):
            if word.endswith(ending) and len(word) > len(ending) + 1:
                stems.append(word.removesuffix(ending) + stem)
    return list(dict.fromkeys(stems))
